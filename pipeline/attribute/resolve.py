"""Whom a source phrase names or describes: names to their fullest form, roles and bodies to what they stand for.

Two people of one surname are kept apart by honorific and first name; an unnamed spokesperson or lawyer stands for the
principal. A name is never invented: what the article does not name stays `None`. Pronouns and "both men" are read in
`referents.py`, documents in `issuers.py`.
"""

import re
from functools import cached_property, lru_cache

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.bodies import ANY_BODY, Bodies, body_names
from pipeline.attribute.capitals import JOINERS, bare, pieces, runs
from pipeline.attribute.firms import is_firm
from pipeline.attribute.kind import phrase
from pipeline.attribute.names import ATTRIBUTIVE, FEMALE, MALE, clean, person_in
from pipeline.attribute.people import SHORT_TITLES, People, Person
from pipeline.vocabulary import SourceKind
from pipeline.word_set import word_set

DEFINITE = word_set("the this that his her their its our my")
RECENT = 12
"""Speakers that a name or a pronoun looks back over."""
NEARBY = 400
"""Characters in front of a role that no name carries, in which one person alone may be meant."""
SPOKEN_NEARBY = 600
"""Characters over which a body that has spoken is "the company", whatever is named in between."""
SAME_ROLE = (
    word_set("boss manager coach head chief"),
    word_set("lawmaker senator congressman congresswoman representative mp"),
    word_set("officer detective sergeant constable inspector superintendent"),
    word_set("attorney lawyer barrister solicitor counsel"),
    word_set("adviser advisor aide"),
    word_set("singer musician star"),
    word_set("leader president premier"),
)
"""Nouns that one person is called by in turn."""
NO_NAMES = h.ALL | w.DETERMINERS | w.TITLES
"""Words with a capital that name nobody."""
FITTING = 2
"""What a qualifier that fits counts above the bare role."""
SPEAKS_FOR = re.compile(r"\b(?:for|of|with|representing|from|at)\s+(.+)$")
RESTRICTED = re.compile(r" (?:who|that|whose) ")
"""A clause that tells which one is meant: no reference back ("the officer who made the arrest")."""
POSSESSIVE = re.compile(r"['’]s? ")
BRACKETS = re.compile(r"\([^)]*\)")
WORD = re.compile(r"\w+")


class Names:
    """The people and bodies of one article, and who has spoken so far."""

    def __init__(self, text: str) -> None:
        found = runs(text)
        self.text = text
        self.runs = found
        self.people = People(text, found)
        self.speakers: list[tuple[int, str]] = []
        self.spoken: tuple[int, str] = (-SPOKEN_NEARBY, "")
        self._firms: dict[str, bool] = {}

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies of the article, looked for when the first is asked for."""
        return Bodies(self.text, self.runs, self.people)

    def is_body(self, source: str) -> bool:
        """Whether a source that reads like a person's name is a body's in this article."""
        person = person_in(source)
        if person is not None:
            return person in self.people.bodies
        core = bare(phrase(source).core)
        if " " in core or core in self.people.names:
            return False
        if core not in self._firms:
            self._firms[core] = is_firm(core, self.text)
        return self._firms[core]

    def speaker(self, offset: int) -> str | None:
        """Who spoke last before an offset."""
        return next((name for place, name in reversed(self.speakers[-RECENT:]) if place < offset), None)

    def person(self, name: str, male: bool | None, offset: int, roles: frozenset[str] = frozenset()) -> Person | None:
        """The person a name stands for: by all its words, then by surname, honorific and nearness."""
        words = tuple(name.split())
        known = self.people.by_word
        fits = [p for p in known.get(words[-1], ()) if p.words == words]
        if fits:
            return fits[0]
        fits = [p for p in known.get(words[-1], ()) if len(words) == 1 or set(words) <= set(p.words)]
        if roles and len(fits) > 1:
            fits = [p for p in fits if roles & p.roles.keys()] or fits
        if len(words) == 1:
            spoken = self.speaker(offset)
            speaking = next((p for p in fits if p.name == spoken and (male is None or p.male in (None, male))), None)
            if speaking is not None:
                return speaking
        if male is not None and len(fits) > 1:
            fits = [p for p in fits if p.male == male] or [p for p in fits if p.male is None] or fits
        return max(fits, key=lambda p: p.before(offset), default=None)

    def full(self, name: str, male: bool | None, offset: int, roles: frozenset[str] = frozenset()) -> str:
        """The fullest form of a person's name, the name itself where the article has no longer one."""
        found = self.person(name, male, offset, roles)
        return found.name if found is not None and len(found.words) >= len(name.split()) else name


def _without_brackets(text: str) -> str:
    return BRACKETS.sub("", text) if "(" in text else text


def persons(source: str, names: Names, offset: int) -> str | None:
    """Fullest names of the people that a source phrase names, joined by "; "."""
    text = _without_brackets(source)
    core = text.split(",")[0]
    joined = core.split(" and ")
    if len(joined) > 1 and all(person_in(part) or part.strip() in names.people.names for part in joined):
        return "; ".join(dict.fromkeys(part for each in joined if (part := _person(each.strip(), names, offset))))
    return _person(text, names, offset)


def _person(text: str, names: Names, offset: int) -> str | None:
    parts = text.split(",")
    owned = POSSESSIVE.split(parts[0])[-1]
    name = person_in(owned) or next((found for part in parts[1:] if (found := person_in(part))), None)
    low = {clean(word).lower().rstrip(".") for word in text.split()[:3]}
    male = True if low & MALE else False if low & FEMALE else None
    if name is not None:
        return names.full(name, male, offset, frozenset(r for word in low for r in SHORT_TITLES.get(word, ())))
    words = [word for word in map(clean, parts[0].split()) if word[:1].isupper()]
    capital = [word for word in words if word.lower() not in NO_NAMES]
    known = next((word for word in capital if word in names.people.names), capital[-1] if capital else None)
    if known is None and len(words) == 1 and words[0] in names.people.names:
        known = words[0]  # King
    return names.full(known, male, offset) if known else None


def principal(source: str, names: Names, offset: int) -> str | None:
    """Whom an unnamed spokesperson or lawyer speaks for."""
    match = SPEAKS_FOR.search(source)
    if match is not None:
        stem = match.group(1)
    elif POSSESSIVE.search(source):
        stem = POSSESSIVE.split(source)[0]
    else:
        stem = " ".join(word for word in source.split()[:-1] if word.lower() not in w.DETERMINERS)
        if stem.islower():
            stem = f"the {stem}"  # a bureau spokeswoman: that of the bureau in question
    if not stem:
        return None
    name = person_in(stem) or (stem if stem in names.people.names else None)
    return names.full(name, None, offset) if name else body(stem, names, offset)


def body(text: str, names: Names, offset: int) -> str | None:
    """The fullest name of the body that a phrase names or describes ("the bank" is "Lorne Trust")."""
    text = _without_brackets(text)
    parts = text.split(",")
    for index, part in enumerate(parts[: 2 if parts[0].split(" ")[0].lower() in DEFINITE else 1]):
        if index and not part.strip()[:1].isupper():
            break
        found = _named_body(phrase(part).core if not index else part.strip(), names)
        if found is not None:
            return found
    return described_body(text, names, offset)


def _named_body(core: str, names: Names) -> str | None:
    """The first body that the words name, with a plain noun behind it that belongs to it ("the Brodsky campaign")."""
    for start, run in runs(core):
        for skip, piece in pieces(run, JOINERS, False):
            for offset, name in body_names(piece):
                begin = start + skip + offset
                tail = core[begin + len(name) :].split()
                if 0 < len(tail) < 4 and tail[-1].lower() in h.ORGANISATIONS:
                    return core[begin:]
                return names.bodies.fullest(name)
    return None


def described_body(text: str, names: Names, offset: int) -> str | None:
    """A definite description of a body: by its head word in a name or introduction, else the body named last."""
    p = phrase(text)
    first = p.words[0] if p.words else ""
    head = p.head or first
    if not head or (first not in DEFINITE and head not in ("it", "its")):
        return names.bodies.called(head, offset) if head and " " not in p.core else None
    named = names.bodies.called(head, offset)
    qualifiers = p.core.lower().split()[1:-1]
    if qualifiers and named is not None:
        return named if any(word in named.lower() for word in qualifiers) else None  # the ruling party
    if named is not None or qualifiers or head not in ANY_BODY:
        return named
    place, spoken = names.spoken
    return spoken if 0 <= offset - place < SPOKEN_NEARBY else names.bodies.acting(offset)


def role_person(source: str, names: Names, offset: int) -> str | None:
    """The named person that a definite role stands for ("the chairman", "her agent", "the treasurer of Lorne")."""
    p = phrase(source)
    core = p.core.lower().split()
    if RESTRICTED.match(source, len(p.core)):
        return None
    if not core or (core[0] not in DEFINITE and len(core) > 1) or len(core) > 5:
        return None
    same = next((group for group in SAME_ROLE if p.head in group), frozenset((p.head,)))
    wanted = set(core[1:-1])
    of = p.of.lower().split()
    fits = [(person, _fit(person, same, p.head, wanted, of)) for person in names.people.with_role(same)]
    fits = [(person, fit) for person, fit in fits if fit >= 0]
    if not fits:
        return None
    if wanted and len(fits) > 1 and all(fit < FITTING for _, fit in fits):
        return None  # the Vermont senator, where two senators are named and neither is called so
    return max(fits, key=lambda item: (item[1], item[0].before(offset)))[0].name


def _fit(person: Person, same: frozenset[str], head: str, wanted: set[str], of: list[str]) -> int:
    """How well a person's role fits a description; below 0 where the description is of somebody else.

    "The secretary of state" is not a person introduced as foreign secretary.
    """
    qualifiers = set().union(*(person.roles[role] for role in same & person.roles.keys()))
    if of and qualifiers and not qualifiers & set(of):
        return -1
    return FITTING * bool(qualifiers & wanted) + (head in person.roles)


def only_person(source: str, names: Names, offset: int) -> str | None:
    """Whom a short role means that the article ties to no name: the one person mentioned right before it."""
    p = phrase(source)
    if p.words[:1] != ("the",) or p.head not in h.PEOPLE_SINGULAR or p.head in h.SOURCES:
        return None
    if len(p.words) > 3 or not ATTRIBUTIVE.issuperset(p.words[1:-1]):
        return None
    near = names.people.recent(offset, RECENT, NEARBY)
    return near[0].name if len(near) == 1 and (near[0].sure or near[0].roles) else None


def key_of(name: str, kind: SourceKind) -> str:
    """A name folded to join the same source across articles: lower case, no article, no signs; outlets by the table.

    "AP", "The Associated Press" and "Associated Press" have one key, as have "The Veenland Post" and "Veenland Post".
    """
    if kind is not SourceKind.NAMED_PERSON:
        known = outlets.find(name)
        name = known.name if known is not None else name
    return _folded(name)


@lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    return " ".join(WORD.findall(name.casefold())).removeprefix("the ")
