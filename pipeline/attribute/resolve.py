"""Who a source is within the article: names to their fullest form, pronouns, roles and bodies to whom they stand for.

Two people of one surname are kept apart by honorific and first name; an unnamed spokesperson or lawyer stands for
the principal; a
document for its own name, else its issuer. A name is never invented: what the article does not name stays `None`.
"""

import re
from bisect import bisect_left

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.kind import phrase
from pipeline.attribute.names import FEMALE, MALE, SHORT_TITLES, Person, clean, people_of, person_in

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their"])
IT = frozenset(["it", "its"])
SEX_WORDS = {
    "husband": True,
    "father": True,
    "son": True,
    "brother": True,
    "uncle": True,
    "man": True,
    "king": True,
    "spokesman": True,
    "chairman": True,
    "boyfriend": True,
    "grandfather": True,
    "landlord": True,
    "wife": False,
    "mother": False,
    "daughter": False,
    "sister": False,
    "aunt": False,
    "woman": False,
    "queen": False,
    "spokeswoman": False,
    "chairwoman": False,
    "actress": False,
    "girlfriend": False,
    "grandmother": False,
    "landlady": False,
    "widow": False,
}
_WORD = r"[A-ZÀ-Þ](?:\.(?:[A-Z]\.)*|[\w’'&\-]*(?:\.\w+)*)"
ORG_NAME = re.compile(rf"{_WORD}(?: (?:of|and|&|for|the|de|in) (?=[A-ZÀ-Þ])| {_WORD})*")
RECENT = 12
"""Speakers that a pronoun looks back over."""
PARENTS = frozenset(("mother", "father"))


class Registry:
    """The named people and bodies of one article and what has been resolved so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people = [person for person in people_of(text) if not _is_body(text, person)]
        self.speakers: list[tuple[int, str]] = []
        self._learn()
        self.orgs = self._bodies()
        self.lasts = frozenset(person.last for person in self.people)
        self.firsts = frozenset(person.words[0] for person in self.people)

    def _learn(self) -> None:
        """Sex and roles from the words around each mention: "the singer Vesper Lyle", "Paula Reyes, the state
        treasurer"."""
        text = self.text
        for person in self.people:
            for place in person.mentions:
                for word in _role_words(text, place):
                    low = word.lower()
                    if low in SEX_WORDS and person.male is None:
                        person.male = SEX_WORDS[low]
                    if low in h.PEOPLE_SINGULAR or low in w.TITLES:
                        person.roles.add(low)
                end = place + len(person.name) + 2
                after = text[end - 2 : end + 70]
                match = re.match(r"[^,.]{0,12}, (?:the|a|an|who is the|who is a) ([\w\- ]{3,40})", after)
                if match:
                    person.roles.update(
                        word.lower() for word in match.group(1).split() if word.lower() in h.PEOPLE_SINGULAR
                    )
                    for word in match.group(1).lower().split():
                        if word in SEX_WORDS and person.male is None:
                            person.male = SEX_WORDS[word]

    def _bodies(self) -> list[tuple[int, str]]:
        """Names in capitals that are no person's, with their places."""
        found = []
        places = sorted(place for person in self.people for place in person.mentions)
        for match in ORG_NAME.finditer(self.text):
            name = match.group().rstrip(".'’&-").removesuffix("'s").removesuffix("’s")
            words = name.split()
            if words and words[0] in (
                "The",
                "A",
                "An",
                "In",
                "But",
                "And",
                "Its",
                "His",
                "Her",
                "By",
                "On",
                "At",
                "For",
                "It",
                "He",
                "She",
                "They",
                "As",
                "When",
                "One",
                "Two",
            ):
                words = words[1:]
                name = " ".join(words)
            if (
                not words
                or _any_between(places, match.start(), match.end())
                or words[0].lower() in w.WEEKDAYS | w.MONTHS | w.PRONOUNS
            ):
                continue
            if len(words) == 1 and (
                len(words[0]) < 3 or (_starts_sentence(self.text, match.start()) and words[0].lower() in h.ALL)
            ):
                continue
            if (
                len(words) == 1
                and words[0].lower() in h.ALL | w.DETERMINERS | w.PREPOSITIONS | w.SUBORDINATORS | w.ADVERBS
            ):
                continue
            found.append((match.start(), name))
        return found

    def person(self, name: str, male: bool | None, offset: int, roles: frozenset[str] = frozenset()) -> Person | None:
        """The person a name stands for: by all its words, then by surname, honorific and nearness."""
        words = name.split()
        exact = [p for p in self.people if p.words == tuple(words)]
        if exact:
            return exact[0]
        fits = [p for p in self.people if p.last == words[-1] or (len(words) == 1 and p.words[0] == words[0])]
        if roles and len(fits) > 1:
            fits = [p for p in fits if p.roles & roles] or fits
        if len(words) > 1:
            fits = [p for p in fits if set(words) <= set(p.words)]
        spoken = next((name for place, name in reversed(self.speakers[-RECENT:]) if place < offset), None)
        speaking = [p for p in fits if p.name == spoken and (male is None or p.male in (None, male))]
        if speaking and len(words) == 1:
            return speaking[0]
        if male is not None and len(fits) > 1:
            fits = [p for p in fits if p.male == male] or [p for p in fits if p.male is None] or fits
        if len(fits) > 1:
            near = [p for p in fits if p.mentions and p.mentions[0] <= offset]
            fits = sorted(near or fits, key=lambda p: -max([m for m in p.mentions if m < offset] or [-1]))
        return fits[0] if fits else None


def _is_body(text: str, person: Person) -> bool:
    """A name of two words that a clause with "which" describes is a body's, not a person's."""
    return any(
        text.startswith(f"{person.name}, which ", place) or text.startswith(f"{person.name}, whose parent", place)
        for place in person.mentions
    )


def _any_between(places: list[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _role_words(text: str, place: int) -> list[str]:
    """The words right before a name, back to a preposition, a comma after a non-noun, or a determiner."""
    before = re.findall(r"[\w\-’']+|[,.;:]", text[max(0, place - 60) : place])
    found: list[str] = []
    for word in reversed(before[-6:]):
        low = word.lower()
        if low in w.PREPOSITIONS or low in w.DETERMINERS or low in ("and", ".", ";", ":") or low in w.AUXILIARIES:
            break
        if word == "," and found:
            break
        if word != ",":
            found.append(word)
    return found


def _starts_sentence(text: str, offset: int) -> bool:
    return offset == 0 or text[max(0, offset - 2) : offset].strip()[-1:] in (".", "?", "!", "", '"', "“")


def name_of_person(source: str, registry: Registry, offset: int) -> str | None:
    """Fullest form of the person that a source phrase names."""
    text = re.sub(r"\([^)]*\)", "", source)
    owned = re.split(r"['’]s ", text.split(",")[0])[-1]
    name = person_in(owned) or next((person_in(part) for part in text.split(",")[1:] if person_in(part)), None)
    low = {clean(word).lower().rstrip(".") for word in text.split()[:3]}
    male = True if low & MALE else False if low & FEMALE else None
    if name is None:
        words = [clean(word) for word in text.split(",")[0].split()]
        capital = [word for word in words if word[:1].isupper() and word.lower() not in h.ALL | w.DETERMINERS]
        if not capital:
            return None
        found = registry.person(capital[-1], male, offset)
        return found.name if found else capital[-1]
    found = registry.person(name, male, offset, frozenset(r for word in low for r in SHORT_TITLES.get(word, ())))
    return found.name if found and (len(found.words) >= len(name.split())) else name


def principal(source: str, registry: Registry, offset: int) -> str | None:
    """Whom an unnamed spokesperson or lawyer speaks for."""
    match = re.search(r"\b(?:for|of|with|representing|from|at)\s+(.+)$", source)
    if match:
        rest = match.group(1)
        name = person_in(rest)
        if name:
            found = registry.person(name, None, offset)
            return found.name if found else name
        return body(rest, registry, offset)
    before = source.split()
    stem = " ".join(before[:-1])
    possessive = re.match(r"(.+?)(?:'s|’s)\b", source)
    if possessive:
        stem = possessive.group(1)
        name = person_in(stem)
        if name:
            found = registry.person(name, None, offset)
            return found.name if found else name
    return body(stem, registry, offset) if stem else None


def body(text: str, registry: Registry, offset: int) -> str | None:
    """The fullest name of a body that a phrase names or describes ("the bank" is "Fenmoor Trust")."""
    text = re.sub(r"\([^)]*\)", "", text)
    for index, part in enumerate(text.split(",")):
        part = part.strip().removesuffix("'s").removesuffix("’s")
        core = phrase(part).core if not index else part
        match = ORG_NAME.search(core)
        while match is not None:
            words = match.group().rstrip(".'’&-").split()
            given = len(words) > 1 and words[0] == "The"
            if words[0].lower() in w.DETERMINERS | {"its", "his", "her", "in", "on"}:
                words = words[1:]
            if words and (given or not (match.start() == 0 and len(words) == 1 and words[0].lower() in h.ALL)):
                after = core[match.end() :].split()
                if (
                    after
                    and after[0].lower() in h.ORGANISATIONS
                    and len(after) == 1
                    and not core[match.end() :].startswith(("'", "’"))
                ):
                    return " ".join([*words, after[0]])
                return fullest(" ".join(words), registry)
            match = ORG_NAME.search(core, match.end())
    return described_body(text, registry, offset)


def fullest(name: str, registry: Registry) -> str:
    """The longest body name of the article that ends or begins with this one."""
    name = name.removesuffix("'s").removesuffix("’s")
    best = name
    for _, other in registry.orgs:
        if len(other) > len(best) and (
            other.endswith(" " + name)
            or (other.startswith(name + " ") and other.split()[-1].lower() in h.ORGANISATIONS)
        ):
            best = other
    initials = name.replace(".", "")
    if initials.isupper() and 2 < len(initials) < 6:
        for _, other in registry.orgs:
            if "".join(word[0] for word in other.split() if word[0].isupper()) == initials:
                return other
    return best


def described_body(text: str, registry: Registry, offset: int) -> str | None:
    """A definite description of a body: by its head word in a name, else the body named last before."""
    p = phrase(text)
    head = p.head or (p.words[-1] if p.words else "")
    if not head:
        return None
    before = [(place, name) for place, name in registry.orgs if place < offset]
    for _, name in reversed(before):
        if name.split()[-1].lower() == head and len(name.split()) > 1:
            return name
    if p.words[0] not in ("the", "its", "it", "their"):
        return None
    if (
        head
        in (
            "government",
            "ministry",
            "police",
            "court",
            "army",
            "military",
            "prosecution",
            "opposition",
            "treasury",
            "parliament",
            "council",
            "authority",
            "trust",
        )
        or len(p.core.split()) > 2
    ):
        return None
    real = [
        (place, name)
        for place, name in before
        if name.split()[-1] not in h.PLACES and len(name) > 2 and not _is_place(registry.text, place)
    ]
    if not real:
        return None
    counts: dict[str, int] = {}
    for place, name in real:
        key = fullest(name, registry)
        counts[key] = max(counts.get(key, 0), place)
    first = fullest(real[0][1], registry)
    last = fullest(real[-1][1], registry)
    subjects = [
        name
        for place, name in real
        if _starts_sentence(registry.text, place) or registry.text[max(0, place - 4) : place].lower() == "the "
    ]
    return fullest(subjects[-1], registry) if subjects else last or first


def _is_place(text: str, place: int) -> bool:
    return bool(re.search(r"\b(?:in|at|near|from|to|over|around|of)\s(?:the\s)?$", text[max(0, place - 12) : place]))


def pronoun_person(word: str, registry: Registry, offset: int, speakers: list[tuple[int, str]]) -> str | None:
    """The person that he, she or who stands for: the nearest that fits, subjects before others."""
    speakers = speakers[-RECENT:]
    low = word.lower()
    male = True if low in HE else False if low in SHE else None
    fits = [
        p
        for p in registry.people
        if p.mentions
        and p.mentions[0] < offset
        and (male is None or p.male in (None, male))
        and not _agent_before(registry.text, p, offset)
    ]
    if not fits:
        return None

    def _others(mention: int, name: str) -> bool:
        """Whether "Mr Orr" has been read as the other Orr."""
        return any(0 <= mention - place <= 5 and speaker != name for place, speaker in speakers)

    def rank(person: Person) -> tuple[int, int]:
        own = [m for m in person.mentions if m < offset and not _others(m, person.name)]
        own += [place for place, name in speakers if name == person.name and place < offset]
        place = max(own or [m for m in person.mentions if m < offset])
        distance = registry.text.count(". ", place, offset) + registry.text.count("\n", place, offset)
        sex = 0 if male is not None and person.male == male else 3
        return distance * 2 + sex, place

    speaker = next((name for place, name in reversed(speakers) if place < offset), None)
    best = min(fits, key=rank)
    if speaker is not None:
        person = next((p for p in fits if p.name == speaker), None)
        if (
            person is not None
            and rank(person)[0] <= rank(best)[0] + 2
            and (male is None or person.male in (None, male))
        ):
            return person.name
    return best.name


def _agent_before(text: str, person: Person, offset: int) -> bool:
    """ "Cross-examined by Beatrix Lomond, he": the agent of the clause in front is not its subject."""
    place = max(m for m in person.mentions if m < offset)
    return text[:place].endswith("by ") and text[place:offset].strip() == f"{person.name},"


def role_person(source: str, registry: Registry, offset: int) -> str | None:
    """The named person that a definite role stands for ("the chairman", "her agent", "the captain")."""
    p = phrase(source)
    first = p.words[0] if p.words else ""
    if (
        first not in ("the", "his", "her", "their", "its", "this", "that")
        and not source[:1].islower()
        and first not in h.PEOPLE_SINGULAR
    ):
        return None
    if len(p.core.split()) > 3:
        return None
    by_role = [person for person in registry.people if p.head in person.roles]
    if by_role:
        near = [person for person in by_role if person.mentions[0] < offset] or by_role
        return near[-1].name if len(near) > 1 else near[0].name
    return None


def fold_key(name: str) -> str:
    """A name folded to join the same source across articles: lower case, no article, no signs."""
    folded = " ".join(re.findall(r"\w+", name.casefold()))
    return folded.removeprefix("the ")
