"""The quality gate: examples annotated by hand, a scorer, and floors below which no figure may fall."""
