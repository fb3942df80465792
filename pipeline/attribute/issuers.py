"""Whom a document speaks for: its own name, else who wrote or issued it, else the document that it goes back to."""

from pipeline.attribute import words as w
from pipeline.attribute.kind import Phrase, phrase
from pipeline.attribute.names import person_in
from pipeline.attribute.referents import Past
from pipeline.attribute.relay import seen_by
from pipeline.attribute.resolve import Names, body
from pipeline.vocabulary import SourceKind

WRITTEN_BY = ("by", "from")
BACK = frozenset(("the", "this", "that", "its"))
"""Determiners that point to a document already named."""


def issuer(source: str, names: Names, past: Past, offset: int) -> str | None:
    """The name of a document in the place of a source, or that of its issuer."""
    p = phrase(source)
    own = _own_name(p)
    if own:
        return own
    return _author(source, names, offset) or _owner(p, names, offset) or _earlier(p, names, past, offset)


def _own_name(p: Phrase) -> str | None:
    """ "The Lorne Review": capitals from the article to the head."""
    words = p.core.split()
    capital = [word for word in words if word[:1].isupper() and word.lower() not in w.DETERMINERS]
    owned = any(word.endswith(("'s", "’s")) for word in words)
    return " ".join(capital) if len(capital) > 1 and words[-1][:1].isupper() and not owned else None


def _author(source: str, names: Names, offset: int) -> str | None:
    """Who stands behind "by" or "from", unless it is an outlet that has only seen it."""
    words = source.split()
    for k, word in enumerate(words):
        if word in WRITTEN_BY and k + 1 < len(words):
            rest = " ".join(words[k + 1 :])
            if seen_by(source) is not None and word == "by" and words[k - 1] != "written":
                return None
            name = person_in(rest.split(",")[0])
            return names.full(name, None, offset) if name else body(rest, names, offset)
    return None


def _owner(p: Phrase, names: Names, offset: int) -> str | None:
    """ "Statistics Canada’s survey", "a Labor Department study"."""
    words = p.core.split()
    for k, word in enumerate(words[:-1]):
        if word.endswith(("'s", "’s")):
            stem = " ".join(words[: k + 1])
            return person_in(stem) or body(stem, names, offset)
    stem = " ".join(words[:-1])
    return body(stem, names, offset) if any(word[:1].isupper() for word in words[1:-1]) else None


def _earlier(p: Phrase, names: Names, past: Past, offset: int) -> str | None:
    """The document or issuer that "the report", "its figures" or "a draft of the review" goes back to."""
    first = p.words[0] if p.words else ""
    if first not in BACK and not p.of.startswith(("the ", "its ")):
        return None
    for read in past.before(offset):
        if read.source.kind is SourceKind.DOCUMENT and read.source.name:
            return read.source.name
    return names.bodies.acting(offset) if first == "its" or p.of else None
