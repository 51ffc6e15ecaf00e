"""From an annotation to records: actors, claims, events, ties, places and times of one report."""
