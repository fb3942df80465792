"""What kind of source a phrase is: person, pronoun, organisation, outlet, document, unnamed person or group.

Works on the words of the source alone plus the outlets that the text itself has introduced; references ("the
senator") are
turned into what they refer to later, in `resolve.py`. Word lists stand in `heads.py`.
"""

import re
from dataclasses import dataclass, field

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.names import person_in
from pipeline.vocabulary import SourceKind

GROUP_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "eers")
MAKERS = frozenset(
    (
        "developer",
        "owner",
        "operator",
        "supplier",
        "manufacturer",
        "maker",
        "retailer",
        "rival",
        "partner",
        "employer",
        "producer",
        "publisher",
        "landlord",
        "promoter",
        "opponent",
        "opponents",
    )
)
"""Roles that a firm can fill: an apposition that is no person's name makes them one."""


@dataclass(slots=True)
class Phrase:
    """A source phrase taken apart: the core before modifiers, its head noun, the appositions behind commas."""

    text: str
    core: str
    head: str
    words: list[str]
    parts: list[str] = field(default_factory=list)


def phrase(text: str) -> Phrase:
    """Takes a source phrase apart at commas, relative pronouns and prepositions."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    first = parts[0] if parts else text
    words = first.split()
    core: list[str] = []
    for index, word in enumerate(words):
        low = word.lower().strip("()'\"")
        if index and (low in w.RELATIVES or low in h.CORE_STOPS or low == "that"):
            if (
                low in ("of", "for", "and", "&")
                and core
                and core[-1][:1].isupper()
                and index + 1 < len(words)
                and words[index + 1].lower() in ("the",)
                and False
            ):
                core.append(word)
                continue
            if (
                low == "of"
                and core
                and core[-1][:1].isupper()
                and index + 1 < len(words)
                and words[index + 1][:1].isupper()
            ):
                core.append(word)
                continue
            break
        core.append(word)
    head = core[-1].strip('()"“”‘’').lower() if core else ""
    for suffix in ("'s", "’s"):
        head = head.removesuffix(suffix)
    return Phrase(text, " ".join(core), head, [word.strip(',.()"“”').lower() for word in words], parts)


def source_kind(
    text: str | None, local: frozenset[str] = frozenset(), people: frozenset[str] = frozenset()
) -> SourceKind:
    """The kind of a source by its words.

    Args:
        text: The source as it stands, `None` where nobody is given.
        local: Folded names that this article introduces as outlets.
        people: Last names of persons that this article names in full.
    """
    if text is None:
        return SourceKind.OTHER
    p = phrase(text.strip("\"“”‘’'«»„"))
    low = p.text.lower()
    if (not (p.text.isupper() and len(p.text) > 1) and low in w.PRONOUNS) or low in (
        "i",
        "we",
        "you",
        "this",
        "that",
        "he/she",
    ):
        return SourceKind.PRONOUN
    if p.head.endswith(("man", "woman", "person", "spokespeople")) and p.head.startswith("spokes"):
        return SourceKind.NAMED_PERSON if _names_someone(p) else SourceKind.UNNAMED_PERSON
    if (outlet := _outlet(p, local)) is not None:
        return outlet
    if _is_document(p):
        return SourceKind.DOCUMENT
    if _names_someone(p):
        return SourceKind.NAMED_PERSON
    capital = [word for word in p.core.split() if word[:1].isupper()]
    first_is_plain = p.core[:1].isupper() and p.core.split()[0].lower() in h.ALL | w.DETERMINERS if p.core else False
    if p.head in MAKERS and len(p.parts) > 1 and p.parts[1].split()[0][:1].isupper():
        return SourceKind.NAMED_ORGANIZATION
    if p.head in h.PEOPLE_SINGULAR or p.head in h.PEOPLE_PLURAL:
        return _people(p)
    if len(p.core.split()) == 1 and p.core[:1].isupper() and p.head.endswith(GROUP_ENDINGS) and p.core not in people:
        return SourceKind.UNNAMED_GROUP
    if p.head in h.ORGANISATIONS:
        return SourceKind.NAMED_ORGANIZATION
    named = [word for word in capital if word.lower() not in w.DETERMINERS]
    if named and (not (first_is_plain and len(named) == 1) or named[-1] in people):
        return _proper(p, people)
    return _people(p)


def _outlet(p: Phrase, local: frozenset[str]) -> SourceKind | None:
    core = p.core.removesuffix("'s").removesuffix("’s")
    names = [core, *p.parts[1:]]
    if p.words and (p.head in h.OUTLET_NOUNS or (p.head in ("television", "radio", "tv") and len(p.words) > 1)):
        return SourceKind.MEDIA_OUTLET
    if outlets.fold(core) in local or outlets.find(core) or outlets.shaped_like_outlet(core):
        return SourceKind.MEDIA_OUTLET
    if (p.words[:1] and p.words[-1] == "media") or p.text.lower().endswith(
        ("media reports", "press reports", "media narratives", "news reports")
    ):
        return SourceKind.MEDIA_OUTLET
    if p.head in ("company", "group", "firm") and any(outlets.find(name) for name in names[1:]):
        return SourceKind.MEDIA_OUTLET
    return None


def _is_document(p: Phrase) -> bool:
    if p.head in h.DOCUMENTS:
        return True
    return (
        bool(p.words)
        and p.words[0] in ("a", "an", "the", "one", "another")
        and any(word in ("draft", "copy", "transcript", "version", "summary") for word in p.core.lower().split())
    )


def _names_someone(p: Phrase) -> bool:
    """A personal name in the core or in an apposition that names the head."""
    if "'s " in p.core or "’s " in p.core:
        owned = re.split(r"['’]s ", p.core)[-1]
        if not owned[:1].isupper() and not person_in(owned) and len(p.parts) == 1:
            return False
    if p.head.startswith("spokes") or p.head in h.AGENTS:
        return (
            any(person_in(part) for part in p.parts[1:] if part.split()[0].lower() not in w.RELATIVES)
            and not any(
                f" {word} " in f" {p.text.lower()} "
                for word in ("for", "of")
                if p.text.lower().find(f" {word} ") < p.text.find(",")
            )
        ) or bool(person_in(p.core))
    if person_in(p.core):
        return True
    if p.head in h.ORGANISATIONS or p.head in h.PEOPLE_PLURAL:
        return False
    return (
        any(
            person_in(part)
            for part in p.parts[1:]
            if part.split()[0].lower() not in w.RELATIVES | w.PREPOSITIONS
            and not part.split()[0].lower().endswith(("ing", "ed"))
        )
        and p.words[0] not in ("a", "an")
    ) or any(
        person_in(part) and len(part.split()) <= 3 and " for " not in p.parts[0] and " of " not in p.parts[0]
        for part in p.parts[1:]
        if part.split()[0][:1].isupper()
    )


def _proper(p: Phrase, people: frozenset[str]) -> SourceKind:
    """A proper name without a personal name's shape."""
    last = p.core.split()[-1].removesuffix("'s").removesuffix("’s")
    if last in people:
        return SourceKind.NAMED_PERSON
    if p.core.split()[0].lower() in ("the",) or last.lower() in h.ORGANISATIONS or (last.isupper() and len(last) > 1):
        if last.lower() in h.PLURAL_PEOPLES or (last.endswith("s") and p.head in h.PEOPLE_PLURAL):
            return SourceKind.UNNAMED_GROUP
        return SourceKind.NAMED_ORGANIZATION
    if last in h.PLACES or any(ch in p.core for ch in "&") or last.lower() in h.COMPANY_TAILS:
        return SourceKind.NAMED_ORGANIZATION
    if p.head in h.PLURAL_PEOPLES:
        return SourceKind.UNNAMED_GROUP
    return SourceKind.NAMED_ORGANIZATION if len(p.core.split()) > 1 else SourceKind.NAMED_PERSON


def _people(p: Phrase) -> SourceKind:
    first = p.words[0] if p.words else ""
    head = p.head
    if head in h.PEOPLE_PLURAL or (first in h.COUNTED and head.endswith("s")):
        return SourceKind.UNNAMED_GROUP
    if first in ("one", "another", "someone", "somebody", "a", "an") and head not in h.COLLECTIVES:
        return SourceKind.UNNAMED_PERSON
    if (
        first in ("both", "many", "some", "several", "others", "all", "most", "few", "those", "none", "neither", "more")
        or first[:1].isdigit()
    ):
        return SourceKind.UNNAMED_GROUP
    if (
        head in h.COLLECTIVES
        or (head.endswith("s") and head not in h.SINGULAR_IN_S and head not in h.PEOPLE_SINGULAR)
        or head.endswith(("men", "women", "people", "folk", "police"))
    ):
        return SourceKind.UNNAMED_GROUP
    if head in h.PEOPLE_SINGULAR or head.endswith(h.PERSON_ENDINGS):
        return SourceKind.UNNAMED_PERSON
    return SourceKind.UNNAMED_PERSON if head.isalpha() else SourceKind.OTHER
