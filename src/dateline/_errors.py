"""What can go wrong, as one tree.

DatelineError
├── CasebookError       a casebook that can't be opened, read or written: names the file, the problem and the fix
├── ExportError         an export that can't be made: names the file or format, the problem and the fix
├── InputError          a report that can't be read: names the file, the place and the fix
├── KnowledgeError      a knowledge or ontology file that breaks a rule
├── ModelError          the shipped weights are missing or damaged
└── NetworkError        a question to a network of ties that can't be answered: says why
"""

from __future__ import annotations


class DatelineError(Exception):
    """The root of everything that dateline raises on purpose."""


class CasebookError(DatelineError):
    """A casebook that can't be opened, read or written, or a question to it that can't be answered.

    `path` is the file, `problem` says what is wrong, `fix` what to do about it. Whatever was stored before is still there.
    """

    def __init__(self, path: str, problem: str, fix: str) -> None:
        super().__init__(f"{path}: {problem}; {fix}")
        self.path = path
        self.problem = problem
        self.fix = fix


class ExportError(DatelineError):
    """An export that can't be made: names the file or format, what is wrong, and what to do about it."""


class InputError(DatelineError):
    """A report that can't be read.

    `origin` is the path or URL as it was given, `problem` says what is wrong and where, `fix` what to do about it.
    """

    def __init__(self, origin: str, problem: str, fix: str) -> None:
        super().__init__(f"{origin}: {problem}; {fix}")
        self.origin = origin
        self.problem = problem
        self.fix = fix


class KnowledgeError(DatelineError):
    """A knowledge or ontology file that breaks one of its rules."""


class ModelError(DatelineError):
    """The weights that come with the package are missing or damaged."""


class NetworkError(DatelineError):
    """A question to a network of ties that can't be answered; the message says why and what to do."""
