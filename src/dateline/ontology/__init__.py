"""The words that name events, claims, ties and actors: YAML written for this project, and the indexes over it.

load()      the packaged ontology, read once
"""

from dateline.ontology.lexicon import ActorWords, CueWords, EventRule, Ontology, TieRule, load

__all__ = ["ActorWords", "CueWords", "EventRule", "Ontology", "TieRule", "load"]
