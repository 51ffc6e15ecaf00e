"""The label sets of every head, in the order in which the weights know them."""

from __future__ import annotations

NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
ENTITIES = ["none", "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time"]
CUES = ["O", "B", "I"]
ROLES = ["none", "A0", "A1", "A2", "A3", "A4", "LOC", "TMP", "NEG", "MOD", "PRP", "MNR", "CAU", "ADV", "DIR", "GOL", "OTH"]
EVENTS = [
    "none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
STANCES = ["assert", "accuse", "deny", "demand", "propose", "promise", "threaten", "praise", "criticise", "doubt", "ask"]
TIES = ["allied_with", "backs", "part_of", "opposes", "fights"]
POINTERS = ["source-start", "source-end", "before-start", "before-end", "after-start", "after-end"]

ROLE_OF_PROPBANK = {
    "ARG0": "A0", "ARG1": "A1", "ARG2": "A2", "ARG3": "A3", "ARG4": "A4", "ARG5": "A4", "ARGM-LOC": "LOC", "ARGM-TMP": "TMP", "ARGM-NEG": "NEG",
    "ARGM-MOD": "MOD", "ARGM-PRP": "PRP", "ARGM-PNC": "PRP", "ARGM-MNR": "MNR", "ARGM-CAU": "CAU", "ARGM-ADV": "ADV", "ARGM-DIR": "DIR", "ARGM-GOL": "GOL",
}  # fmt: skip

SPEECH_LEMMAS = frozenset(
    """say tell claim announce report state add note explain argue insist declare warn accuse deny allege suggest propose urge demand call ask admit
    acknowledge confirm promise vow threaten predict believe think condemn criticize praise blame describe write mention reveal stress emphasize reject
    refuse order recommend advise agree concede contend maintain assert testify complain inform quote""".split()
)
"""Rolesets whose ARG0 says their ARG1: the stand-in for attribution when the model is trained without PolNeAR."""
