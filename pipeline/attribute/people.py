"""The people of an article: every name, with sex, roles and places, learned from the words around each mention.

A role comes from a title ("Captain Rosa Lund"), from the words in front ("the state treasurer, Petra Lund"; "His
mother, Nkechi"), or from the apposition behind ("Petra Lund, the state treasurer"). Who "the treasurer" or "she" is
gets decided in `resolve.py` and `referents.py`; which words are a name at all, in `names.py`.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.names import PersonName, first_names, names_in
from pipeline.word_set import word_set

SHORT_TITLES = {
    "ds": ("detective", "sergeant"),
    "di": ("detective", "inspector"),
    "dci": ("detective", "chief", "inspector"),
    "dc": ("detective", "constable"),
    "pc": ("constable",),
    "sen": ("senator",),
    "rep": ("representative",),
    "gov": ("governor",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "sgt": ("sergeant",),
    "lt": ("lieutenant",),
    "maj": ("major",),
    "adm": ("admiral",),
    "cllr": ("councillor",),
    "prof": ("professor",),
    "dr": ("doctor",),
    "rev": ("reverend",),
    "pm": ("prime", "minister"),
    "ceo": ("chief", "executive"),
}
"""Titles as they are shortened, with the words they stand for."""
FEMALE_ROLES = word_set(
    "wife mother daughter sister aunt niece woman girl queen spokeswoman chairwoman actress girlfriend grandmother "
    "landlady widow businesswoman congresswoman councilwoman waitress heroine "
)
MALE_ROLES = word_set(
    "husband father son brother uncle nephew man boy king spokesman chairman actor boyfriend grandfather landlord "
    "businessman congressman councilman waiter "
)
KIN = FEMALE_ROLES | MALE_ROLES | word_set("partner cousin colleague friend parent child fiance fiancee twin")
"""Words behind a possessive that introduce somebody by first name alone ("his daughter Livia")."""
ROLES = h.PEOPLE_SINGULAR | w.TITLES | KIN
"""What a person can be called in front of the name or behind it."""
OWNER = re.compile(r"(?:\b(?:his|her|their|my|our)|['’]s?) (?:[\w\-]+ )?$", re.IGNORECASE)
BEFORE = re.compile(r"[\w\-’']+|[,.;:]")
BEHIND = re.compile(
    r", (?:who (?:is|was) )?(?:the|a|an|its|his|her|their) ((?:[\w’'\-]+ ){0,5}?[\w’'\-]+)"
    r"(?:(?=[,.;)–—]| (?:for|at|in|from|with|who|and|to|on)\b)| of ((?:[\w’'\-]+ ){0,3}[\w’'\-]+))"
)
"""The apposition behind a name; not the subject of the next clause (", the president said")."""
BODY_BEHIND = re.compile(r", (?:which|whose parent)\b")
AND_ROLE = re.compile(r" and (?:[a-z][\w’'\-]* ){0,4}(?:\w+\.? )?$")
"""From one name to the next: "and", perhaps with a role or a title."""
JOINED = 60
"""Characters from one name to the next in "Ada Birch and Una Tolley"."""
BODY_APPOSED = re.compile(
    r", (?:a|an|the) (?:[\w’'\-]+ ){0,3}?([\w\-]+)"
    r"(?=[,.;]| (?:that|which|who|based|in|at|with|for|from|by|to|on|of)\b)"
)
"""The head noun of an apposition: "Quayside Geotechnics, a surveying firm"."""
PRONOUN = re.compile(r"\b(he|his|she|her)\b", re.IGNORECASE)
PRONOUN_REACH = 100
PRONOUN_MENTIONS = 6
"""Characters behind a name, and mentions, in which a pronoun tells the sex of somebody with an unknown first name."""
PARTICLE_STARTS = frozenset(("Al", "El", "Bin", "Ibn", "Abu", "De", "Di", "Da", "Van", "Von", "Le", "La", "Mac", "St"))
"""Capitalised particles with which a surname of two words begins (Al Harun)."""
NAMESAKES = 12
"""People of one name that a new mention is compared with: a page of nothing but names costs no more than its length."""
WINDOW = 60
"""Characters in front of a name in which its role stands."""


@dataclass(slots=True, eq=False)
class Person:
    """A person of the article: `words` and `name` are the fullest form that it gives.

    `roles` gives for each role noun the words that qualify it ("state" treasurer). `sure` where more than two capitals
    tells a person: a known first name, an honorific, the surname alone later on.
    """

    words: tuple[str, ...]
    name: str
    male: bool | None = None
    roles: dict[str, set[str]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    sure: bool = False

    @property
    def last(self) -> str:
        """The surname, or the only name."""
        return self.words[-1]

    def before(self, offset: int) -> int:
        """Where the person is mentioned last before an offset; -1 if nowhere."""
        index = bisect_left(self.mentions, offset)
        return self.mentions[index - 1] if index else -1

    def add_roles(self, words: list[str], of: list[str] | None = None) -> None:
        """Takes the role nouns among the words, each qualified by the others and by what stands behind "of"."""
        for word in words:
            if word in ROLES:
                qualifiers = self.roles.setdefault(word, set())
                qualifiers.update(other for other in (*words, *(of or ())) if other != word)
            if self.male is None and (word in MALE_ROLES or word in FEMALE_ROLES):
                self.male = word in MALE_ROLES


class People:
    """The people of one text, in order of first mention."""

    def __init__(self, text: str, runs: list[tuple[int, str]]) -> None:
        self.text = text
        self.all: list[Person] = []
        self.by_word: dict[str, list[Person]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], Person] = {}
        for start, run in runs:
            for offset, piece, found in names_in(run):
                if not _is_heading(text, piece, start + offset):
                    self._note(found, start + offset)
        bodies = [person for person in self.all if self._is_body(person)]
        self.bodies = frozenset(person.name for person in bodies)
        for person in bodies:
            self.all.remove(person)
            for word in {person.words[0], person.last}:
                self.by_word[word].remove(person)
        self.names = frozenset(word for person in self.all for word in (person.last, person.words[0]))
        for person in self.all:
            if person.male is None:
                person.male = self._told_by_pronouns(person)
        mentions = sorted((place, index) for index, person in enumerate(self.all) for place in person.mentions)
        self.places = [place for place, _ in mentions]
        self.who = [self.all[index] for _, index in mentions]

    def with_role(self, roles: frozenset[str]) -> list[Person]:
        """Who is given one of these roles, in order of first mention."""
        return [person for person in self.all if not roles.isdisjoint(person.roles)]

    def recent(self, offset: int, mentions: int, span: int | None = None) -> list[Person]:
        """Who is mentioned before an offset, the last first: in so many mentions, and characters if given."""
        end = bisect_left(self.places, offset)
        begin = max(0, end - mentions)
        if span is not None:
            begin = max(begin, bisect_left(self.places, offset - span))
        return _once(self.who[begin:end])

    def pair(self, offset: int, mentions: int) -> list[Person]:
        """Two people mentioned before an offset: the two last joined by "and", else the two last."""
        end = bisect_left(self.places, offset)
        for k in range(end - 1, max(0, end - mentions), -1):
            first, second = self.who[k - 1], self.who[k]
            between = self.text[self.places[k - 1] : self.places[k]]
            if first is not second and len(between) < JOINED and AND_ROLE.search(between):
                return [first, second]
        return self.recent(offset, mentions)[1::-1]

    def _note(self, found: PersonName, start: int) -> None:
        words, place = found.words, start + found.offset
        person = self._single(found, place) if len(words) == 1 else self._full(found, place)
        if person is None:
            return
        if found.male is not None:
            person.male = found.male
        alone = len(words) == 1 and len(person.words) > 1
        person.sure = person.sure or found.honoured or alone or found.known
        person.mentions.append(place)
        if found.before:
            person.add_roles([part for word in found.before for part in SHORT_TITLES.get(word, (word,))])
        self._learn(person, start, place + found.length)

    def _single(self, found: PersonName, place: int) -> Person | None:
        """Whom one word means: somebody known of that name and sex, or somebody new behind a title or as kin."""
        known = self.by_word.get(found.words[0])
        if known and len(known) == 1 and found.male is None:
            return known[0]
        if known:
            known = known[-NAMESAKES:]
            fits = [person for person in known if found.male is None or person.male in (None, found.male)]
            roles = {part for word in found.before for part in SHORT_TITLES.get(word, (word,))}
            fits = [person for person in fits if not roles.isdisjoint(person.roles)] or fits  # DS Holt, not Mr Holt
            return max(fits, key=lambda person: person.mentions[-1], default=None)
        if found.honoured or (not found.before and self._is_kin(place)):
            return self._new(found)
        return None

    def _full(self, found: PersonName, place: int) -> Person | None:
        """Whom a name of several words means: the same words, or a known part of them, or somebody new."""
        words = found.words
        if not found.before and self.text[max(0, place - 4) : place].lower() == "the ":
            return None
        if words in self._exact:
            return self._exact[words]
        for person in self.by_word.get(words[-1], ())[:NAMESAKES]:
            if words[0] in PARTICLE_STARTS and person.words[-len(words) :] == words:
                return person
            shorter = person.words == words[-len(person.words) :]
            if shorter and len(person.words) < len(words) and person.male in (None, found.male, self._sex(found)):
                self._rename(person, found)
                return person
        for person in self.by_word.get(words[0], ())[:NAMESAKES]:
            if person.words == words[:1]:
                self._rename(person, found)
                return person
        return self._new(found)

    def _rename(self, person: Person, found: PersonName) -> None:
        for word in {found.words[0], found.words[-1]} - {person.words[0], person.last}:
            self.by_word[word].append(person)
        person.words, person.name = found.words, " ".join(found.words)
        self._exact[found.words] = person
        if person.male is None:
            person.male = self._sex(found)

    def _new(self, found: PersonName) -> Person:
        person = Person(found.words, " ".join(found.words), self._sex(found))
        self.all.append(person)
        self._exact[found.words] = person
        for word in {found.words[0], found.words[-1]}:
            self.by_word[word].append(person)
        return person

    def _sex(self, found: PersonName) -> bool | None:
        return found.male if found.male is not None else first_names().get(found.words[0])

    def _told_by_pronouns(self, person: Person) -> bool | None:
        """The sex that the pronouns right behind a name tell, where most agree: "Sola Obi ... he"."""
        votes = {True: 0, False: 0}
        for place in person.mentions[:PRONOUN_MENTIONS]:
            end = place + len(person.last)
            behind = PRONOUN.search(self.text, end, end + PRONOUN_REACH)
            if behind is not None and "\n" not in self.text[end : behind.start()]:
                if not any(ch.isupper() for ch in self.text[end : behind.start()].replace(" I ", " ")[2:]):
                    votes[behind.group(1).lower() in ("he", "his")] += 1
        more, less = max(votes.values()), min(votes.values())
        return votes[True] > votes[False] if more >= max(3 * less, min(2, len(person.mentions))) else None

    def _is_kin(self, place: int) -> bool:
        """Whether a first name alone is introduced as somebody's kin: "His daughter, Chinwe"."""
        words = self._in_front(place)
        if not words or words[0] not in KIN:
            return False
        before = self.text[max(0, place - WINDOW) : place].rstrip(", ")
        return OWNER.search(before[: -len(words[0])]) is not None

    def _in_front(self, place: int) -> list[str]:
        """The words right before a name, the nearest first, back to a preposition, determiner, verb or sign."""
        window = max(0, place - WINDOW)
        begin = self.text.rfind(" ", window, max(0, place - 2)) + 1
        if self.text[begin:place].strip(', "”').lower() not in ROLES:
            return []
        found: list[str] = []
        for word in reversed(BEFORE.findall(self.text, window, place)[-6:]):
            low = word.lower()
            if low in w.PREPOSITIONS or low in w.DETERMINERS or low in w.COORDINATORS or low in w.AUXILIARIES:
                break
            if word in ",.;:":
                if found or word != ",":
                    break
                continue
            found.append(low.removesuffix("'s").removesuffix("’s"))
        return found

    def _learn(self, person: Person, start: int, end: int) -> None:
        """Sex and roles from the words in front of a mention and from the apposition behind it."""
        if roles := self._in_front(start):
            person.add_roles(roles)
        if self.text.startswith(", ", end):
            behind = BEHIND.match(self.text, end)
            if behind is not None:
                of = behind.group(2)
                person.add_roles(behind.group(1).lower().split(), of.lower().split() if of else None)

    def _is_body(self, person: Person) -> bool:
        """A name that a clause with "which" describes, or an apposition as a firm, is a body's, not a person's."""
        for place in person.mentions:
            end = place + len(person.name)
            if not self.text.startswith(", ", end):
                continue
            if BODY_BEHIND.match(self.text, end):
                return True
            behind = BODY_APPOSED.match(self.text, end)
            if behind is not None and not person.sure and behind.group(1).lower() in h.ORGANISATIONS:
                return True
        return False


def _is_heading(text: str, piece: str, place: int) -> bool:
    """A line of capitals: "FERRY LATE"."""
    return piece.isupper() and " " in piece and text.startswith("\n", place + len(piece))


def _once(people: list[Person]) -> list[Person]:
    """Each person once, the last mentioned first."""
    seen: set[int] = set()
    found = []
    for person in reversed(people):
        if id(person) not in seen:
            seen.add(id(person))
            found.append(person)
    return found
