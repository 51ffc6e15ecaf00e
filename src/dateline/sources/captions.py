"""Which paragraphs go with a picture.

Three kinds of evidence: a photo credit or an opening such as "FILE -", the layout (italics, a figure), and, right above the place line, a sentence
that says in the present tense what someone is seen doing. News prose tells what happened in the past tense, so that present tense gives a
caption away; Bell (1991, "The Language of News Media") describes both.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.sources.tables import layout_pattern, table, words

_CREDIT_LENGTH = 160
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“])")


def has_caption_cue(text: str) -> bool:
    """Whether a paragraph opens or ends as captions do: "FILE -", "Photo:", "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]"."""
    if len(text) > table("layout")["caption_limit"]:
        return False
    if layout_pattern("caption_openings").match(text):
        return True
    return bool(layout_pattern("caption_endings", before=r"(?:^|(?<=[\s.!?)\]|,\"”]))", after=r"\s*$").search(text[-_CREDIT_LENGTH:]))


def describes_picture(text: str) -> bool:
    """Whether the first sentence of a paragraph describes a picture: its main verb is in the present tense and says what is seen.

    Meant for a paragraph that already stands where captions stand; in the middle of a report a present tense proves nothing.
    """
    if len(text) > table("layout")["caption_limit"]:
        return False
    sentences = _SENTENCE_END.split(text)
    if len(sentences) > 4:
        return False
    first = sentences[0]
    return bool(layout_pattern("seen_patterns").search(first)) or _present_picture_verb(first)


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """The picture verbs in the plural ("walk") and in the third person singular ("walks")."""
    verbs = words("layout", "picture_verbs")
    return verbs, frozenset(_third_person(verb) for verb in verbs)


def _third_person(verb: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + "s"


def _present_picture_verb(sentence: str) -> bool:
    """Whether a picture verb in the present tense comes before any sign of past tense or speech, with a word of grammar after it.

    Many of these verbs are nouns too ("a march", "the guards"). As a verb, the singular form doesn't follow an article or a preposition; the plural
    form follows a plural noun, somewhere.
    """
    plural, singular = _forms()
    past, never, following, bare_plurals = (
        words("layout", key) for key in ("past_markers", "never_before_picture_verb", "after_picture_verb", "plural_without_s")
    )
    tokens = re.findall(r"[\w’'-]+", sentence.lower())[:40]
    plural_seen = False
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], ""], strict=False):
        if before in past or token in past:
            return False
        plural_seen |= before in bare_plurals or (before.endswith("s") and not before.endswith(("ss", "'s", "’s", "us", "is")))
        if before in never or after not in following:
            continue
        if token in singular:
            return True
        if token in plural and plural_seen:  # "Soldiers of the Fifth Brigade stand": the head may lie further back
            return True
    return False
