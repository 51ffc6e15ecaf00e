"""Records in the formats of other programs, one module a format.

    losses = exports.write(map(exports.bare, readings), ["plover", "csv"], Path("out"))

Every export ends with a `Loss` for each format: how many records went in and came out, what the format has no place for, and what was changed. The
same stands in `dateline-export.json` beside the files. `docs/exports.md` says for each format what comes from where.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline._errors import ExportError
from dateline._formats import FORMATS, MODULES
from dateline.exports.files import Output, repeatable
from dateline.exports.losses import Loss, Tally
from dateline.exports.rows import Identity, Stored, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["FORMATS", "ExportError", "Identity", "Loss", "Stored", "bare", "write"]


def write(stored: Iterable[Stored], formats: Sequence[str], folder: Path) -> list[Loss]:
    """Write reports in some formats into a folder, and say what each format lost.

    The reports may be of any number: they are gone through once, and kept in a passing file, not in memory. A report whose id came before is left
    out. Either all files are put in place or none. Raises `ExportError` for an unknown format, for a file in the way that dateline did not write, and
    for a folder that can't be written.
    """
    modules = {name: _module(name) for name in dict.fromkeys(formats)}
    if not modules:
        raise ExportError(f"no format is named; choose from {', '.join(FORMATS)}")
    out = Output(folder, [file for module in modules.values() for file in module.FILES], __version__)
    losses: list[Loss] = []
    try:
        with repeatable(stored, folder) as (reports, repeated):
            for name, module in modules.items():
                tally = Tally(name, module.HELD)
                module.write(reports, out, tally)
                tally.repeated(repeated)
                losses.append(tally.loss(module.FILES))
        out.commit(losses)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror or error}; nothing was exported, make room or name another folder") from error
    finally:
        out.discard()
    return losses


def _module(name: str) -> Any:
    if name not in MODULES:
        raise ExportError(f"{name!r} is no format; choose from {', '.join(FORMATS)}")
    return import_module(f"dateline.exports.{MODULES[name]}")
