"""From a report to its annotation: words, sentences, syntax, names, roles and attributions, in one pass of one encoder."""
