"""Whom a word means that only points back: he, she, it, they, who; the former, both men, another.

Pronouns look over the people mentioned and the sources read last, never over the whole article, so that work grows
with the article and not with its square. Names and roles are resolved in `resolve.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.attribution import Span
from pipeline.attribute.names import first_names
from pipeline.attribute.people import Person
from pipeline.attribute.resolve import RECENT, Names, described_body
from pipeline.attribute.text import Document
from pipeline.vocabulary import SourceKind

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their"])
IT = frozenset(["it", "its"])
WHO = frozenset(["who", "whom"])
SPEAKER_OR_READER = frozenset(["i", "we", "you", "this", "that"])
"""Pronouns that point to nobody whom the reporter has named as a source."""
OTHERS = frozenset(("both", "both men", "both women", "the two", "the two men", "the two women", "the pair", "others"))
ONE_MORE = frozenset(("one", "another", "a second", "a third", "a fourth", "the other"))
ORDERED = {"the former": -2, "the latter": -1}
RELATIVE_REACH = 60
"""Characters within which a relative pronoun has its antecedent."""
LOOK_BACK = 24
"""Sources and mentions that a pronoun looks back over."""
TRAILING = 3
"""Characters between content and the pronoun that it is credited to: "C," he said."""
SEX_UNKNOWN = 3
"""What a person of unknown sex counts further away than one of the pronoun's sex, in half sentences."""
PERSON_UNSURE = 6
"""The same for a name that may be a thing's."""
SHORTEST_SURNAME = 4
"""Letters of a name alone that is taken for a person's; shorter ones are titles and initials as often."""
STILL_SPEAKING = 2
"""By how much further away the last speaker may be and still be meant, in half sentences."""
BODIES = (SourceKind.NAMED_ORGANIZATION, SourceKind.MEDIA_OUTLET, SourceKind.DOCUMENT)
UNNAMED = (SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_PERSON)


@dataclass(frozen=True, slots=True)
class Source:
    """What a source is: kind, whether its identity is withheld, and the fullest name."""

    kind: SourceKind
    anonymous: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A source that has been read, where it stands and its head noun."""

    place: int
    source: Source
    head: str


class Past:
    """The sources read so far, in the order of their cues."""

    def __init__(self) -> None:
        self.read: list[Read] = []
        self.anonymous_heads: set[str] = set()
        self.unnamed_heads: set[str] = set()

    def add(self, place: int, source: Source, head: str) -> None:
        """Notes a source."""
        self.read.append(Read(place, source, head))
        if source.anonymous:
            self.anonymous_heads |= {head, head.removesuffix("s")}
        if source.kind in UNNAMED:
            self.unnamed_heads.add(head)

    def before(self, offset: int) -> Iterator[Read]:
        """The sources that stand before an offset, the last read first."""
        for read in reversed(self.read[-LOOK_BACK:]):
            if read.place < offset:
                yield read


def pronoun(doc: Document, word: str, span: Span, content: list[Span], names: Names, past: Past) -> Source:
    """Whom a pronoun in the place of a source means.

    Args:
        doc: The article.
        word: The pronoun.
        span: Where it stands.
        content: What it is the source of.
        names: The article's people and bodies.
        past: The sources read so far.
    """
    low, offset = word.lower().replace("’", "'").partition("'")[0], span[0]  # they'd
    if low in SPEAKER_OR_READER:
        return Source(SourceKind.PRONOUN)
    if low == "which":
        return Source(SourceKind.PRONOUN, name=names.bodies.ending(offset))
    if low in IT:
        subject = names.bodies.subject(doc.sentences[doc.sentence_of(offset)][0], offset) if doc.sentences else None
        return Source(SourceKind.PRONOUN, name=subject or _it(names, past, offset))
    if low in WHO:
        near = names.people.recent(offset, LOOK_BACK, RELATIVE_REACH)
        return Source(SourceKind.PRONOUN, name=near[0].name if near and _precedes(doc.text, near[0], offset) else None)
    if low in THEY:
        return _they(past, offset)
    inside_own = any(start <= offset < end for start, end in content)
    own = [start for start, end in content if 0 <= offset - end <= TRAILING]  # nobody speaks of himself by name
    named = _person(doc, low, min(own, default=offset), names)
    last = next(past.before(offset), None)
    if last is not None and not inside_own and _still_anonymous(doc, last, offset, named):
        return Source(SourceKind.PRONOUN, True, last.source.name)
    return Source(SourceKind.PRONOUN, name=named.name if named else None)


def _precedes(text: str, person: Person, offset: int) -> bool:
    """Whether a relative pronoun may mean the person before it, not a noun that the name stands in front of.

    "Ada Birch of Lorne, who"; but "three Birch voters who".
    """
    behind = text[person.before(offset) : offset].removeprefix(person.name).removeprefix(person.last)
    word = behind.split(" ", 2)[1] if behind.startswith(" ") and behind.count(" ") > 1 else ""
    return not word[:1].islower() or word in w.PREPOSITIONS or word in w.COORDINATORS


def _it(names: Names, past: Past, offset: int) -> str | None:
    for read in past.before(offset):
        if read.source.kind in BODIES and read.source.name:
            return read.source.name
    return described_body("it", names, offset)


def _they(past: Past, offset: int) -> Source:
    """The last source that is several (a group, a body, people joined), or one whom "they" keeps unknown."""
    for index, read in enumerate(past.before(offset)):
        source = read.source
        several = source.kind in (SourceKind.UNNAMED_GROUP, *BODIES) or "; " in (source.name or "")
        if several or (source.anonymous and index == 0):
            return Source(SourceKind.PRONOUN, source.anonymous, source.name)
    return Source(SourceKind.PRONOUN)


def _still_anonymous(doc: Document, last: Read, offset: int, named: Person | None) -> bool:
    """Whether he or she goes on speaking for a source without a name: nobody named stands between them."""
    if not last.source.anonymous or last.source.kind is SourceKind.UNNAMED_GROUP:
        return False
    if doc.text.count("\n", last.place, offset) > 2:
        return False
    if doc.sentence_of(last.place) == doc.sentence_of(offset):
        return False  # in one sentence with that source, the pronoun is somebody else
    return named is None or named.before(offset) <= last.place


def _person(doc: Document, low: str, offset: int, names: Names) -> Person | None:
    """The person that he or she stands for: the nearest that fits, the last speaker before others."""
    male = True if low in HE else False if low in SHE else None
    spoken: dict[str, int] = {}
    for place, name in names.speakers[-RECENT:]:
        if place < offset:
            spoken[name] = place
    near = names.people.recent(offset, LOOK_BACK)
    near += [p for name in spoken for p in names.people.by_word.get(name.split()[-1], ()) if p.name == name]
    speaker = names.speaker(offset)
    if speaker is not None and _is_surname(speaker, names):
        near.append(Person((speaker,), speaker, first_names().get(speaker)))
    fits = [p for p in dict.fromkeys(near) if male is None or p.male in (None, male)]
    fits = [p for p in fits if not _is_agent(doc.text, p, offset)]
    if not fits:
        return None

    def rank(person: Person) -> tuple[int, int]:
        place = _place(person, offset, names, spoken)
        between = doc.sentence_of(offset) - doc.sentence_of(place) + doc.text.count("\n", place, offset)
        if person.name == speaker:
            return between * 2, place  # a body or a thing would not have spoken
        doubt = 0 if male is not None and person.male == male else SEX_UNKNOWN
        return between * 2 + doubt + (0 if person.sure or person.roles else PERSON_UNSURE), place

    ranks = [rank(person) for person in fits]
    best = min(ranks)
    for person, (distance, _) in zip(fits, ranks, strict=True):
        if person.name == speaker and distance <= best[0] + STILL_SPEAKING:
            return person
    return fits[ranks.index(best)]


def _is_surname(name: str, names: Names) -> bool:
    """Whether a speaker has one name alone, which the article never gives in full: "Omar said"."""
    if not name.isalpha() or not name[1:].islower() or len(name) < SHORTEST_SURNAME:
        return False
    return name not in names.people.names and name not in h.PLACES


def _place(person: Person, offset: int, names: Names, spoken: dict[str, int]) -> int:
    """Where a person stands last: a mention that was not read as somebody else of that surname, or as a speaker."""
    place = person.before(offset)
    as_other = any(0 <= place - at <= 5 and name != person.name for at, name in names.speakers[-RECENT:])
    return max(-1 if as_other else place, spoken.get(person.name, -1), 0)


def _is_agent(text: str, person: Person, offset: int) -> bool:
    """ "Cross-examined by Beatrix Lomond, he": the agent of the clause in front is not its subject."""
    place = person.before(offset)
    return (
        place >= 0
        and text.endswith("by ", 0, place)
        and text[place:offset].strip() in (f"{person.name},", f"{person.last},")
    )


def pointed(low: str, offset: int, names: Names, past: Past) -> Source | None:
    """Whom "the former", "both men" or "another" means, `None` where the phrase is no such pointer."""
    if low in ORDERED:
        two = names.people.recent(offset, LOOK_BACK)[:2]
        if len(two) == 2:
            return Source(SourceKind.NAMED_PERSON, name=two[-1 - ORDERED[low]].name)
    elif low not in OTHERS and low not in ONE_MORE:
        return None
    last = next(past.before(offset), None)
    if low in OTHERS and low != "others" and (last is None or not last.source.anonymous):
        two = names.people.pair(offset, LOOK_BACK)
        if len(two) == 2:
            return Source(SourceKind.NAMED_PERSON, name="; ".join(person.name for person in two))
    kind = SourceKind.UNNAMED_GROUP if low in OTHERS else SourceKind.UNNAMED_PERSON
    if last is None:
        return Source(kind) if low in OTHERS else None
    unnamed = next((read for read in past.before(offset) if read.source.kind in UNNAMED), None)
    return Source(kind, unnamed.source.anonymous) if unnamed else None
