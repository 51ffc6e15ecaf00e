"""From bytes to reports: text, Markdown, HTML and JSON are read here, and nothing is known of language.

`load` is the way in. It gives a `Report` for each article of an input and an `InputError` for what can't be read.
"""

from dateline.sources.loading import load
from dateline.sources.markdown import without_markup
from dateline.sources.report import Credit, Part, Report, Span

__all__ = ["Credit", "Part", "Report", "Span", "load", "without_markup"]
