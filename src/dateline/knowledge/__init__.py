"""What is known before a report is read: who an actor name can mean, and which names stand for a state.

`load_all` gives the packaged knowledge with the user's own before it, and warnings; `load` the packaged knowledge with given files before it;
`validate` says which rules some knowledge files break.
"""

from dateline.knowledge.actors import Knowledge, load
from dateline.knowledge.model import KnownActor, Office
from dateline.knowledge.own import load_all
from dateline.knowledge.rules import validate

__all__ = ["Knowledge", "KnownActor", "Office", "load", "load_all", "validate"]
