"""What names an article: its address, as one address is told from another."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit, urlunsplit

_TRACKING = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=")


def article_key(name: str) -> str:
    """The key of an article that is named by a URL or a path.

    A URL loses its fragment and what only counts readers; scheme and host are in small letters. A path loses what goes nowhere (`./`, `a/../`).
    """
    stripped = name.strip()
    if "://" not in stripped:
        return posixpath.normpath(stripped)
    try:
        url = urlsplit(stripped)
    except ValueError:  # a bracket that no address may hold
        return stripped
    query = "&".join(pair for pair in url.query.split("&") if pair and not pair.lower().startswith(_TRACKING))
    return urlunsplit((url.scheme.lower(), url.netloc.lower(), url.path, query, ""))
