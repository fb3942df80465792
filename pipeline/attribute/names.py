"""Personal names: whether a phrase holds one, what it is without title and role, and every name of an article with
its clues.

A name is a run of capitalised words with the particles that stand inside names; words that are roles, titles,
places of work or
organisations are not part of it. `people_of` collects the names of an article for `resolve.py`.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.word_set import word_set

PARTICLES = word_set(
    "de da do dos das du di del della van von der den ter ten bin ibn al el la le ole zu af y e ben abu "
)
POSTNOMINALS = word_set("KC QC MP MEP MSP OBE MBE CBE Jr Jr. Sr Sr. II III IV PhD MD TD AM ")
NOT_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december the a an in on at by for north south east west northern southern "
    "eastern western central new old great royal national international american british english french german "
    "russian chinese european african asian indian irish scottish welsh australian canadian israeli ukrainian "
    "iranian democratic republican labour conservative liberal green catholic muslim christian jewish defence "
    "foreign interior prime home health finance state federal sports sport water club port his her their its "
    "our my one this that these mutual union managing opposition shadow deputy vice "
)
RUN = re.compile(r"[^\W\d_][\w’'\-]*\.?|\(|\)|,|\d+")
MALE = word_set("mr sir lord king prince pope father brother ")
FEMALE = word_set("mrs ms miss dame lady baroness queen princess sister mother ")


@dataclass(slots=True)
class Person:
    """A person of the article: full name in words, sex where a word tells, roles, and where it is mentioned."""

    words: tuple[str, ...]
    male: bool | None = None
    roles: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def last(self) -> str:
        return self.words[-1]


@cache
def first_names() -> dict[str, bool]:
    """First names with whether they mostly go with men."""
    text = resources.files("pipeline.attribute").joinpath("first_names.txt").read_text(encoding="utf-8")
    male, names = False, {}
    for line in text.splitlines():
        if line in ("female", "male"):
            male = line == "male"
        elif not line.startswith("#"):
            names.update(dict.fromkeys(line.split(), male))
    return names


def clean(word: str) -> str:
    """A word of a name without possessive and signs."""
    word = word.strip('()[]"“”‘’,;:«»„')
    for suffix in ("'s", "’s"):
        word = word.removesuffix(suffix)
    return word.strip("'’")


@lru_cache(maxsize=1 << 16)
def _is_role(word: str) -> bool:
    low = word.lower().rstrip(".")
    return (
        low in w.TITLES
        or low in h.ALL
        or low in NOT_NAMES
        or low in w.DETERMINERS
        or low in w.PREPOSITIONS
        or low in w.SUBORDINATORS
        or low in w.COORDINATORS
        or low in w.PRONOUNS
        or low in w.ADVERBS
        or (len(low) > 6 and low.endswith(("ologist", "nomer", "rapher", "meister", "telier", "trician", "itician")))
        or low in ROLE_WORDS
    )


SHORT_TITLES = {
    "ds": ("ds", "detective", "sergeant"),
    "di": ("di", "detective", "inspector"),
    "dci": ("dci", "detective", "chief", "inspector"),
    "dc": ("dc", "detective", "constable"),
    "pc": ("pc", "constable"),
    "sen": ("senator",),
    "rep": ("representative", "congressman", "congresswoman"),
    "gov": ("governor",),
    "gen": ("general",),
    "col": ("colonel",),
    "capt": ("captain",),
    "sgt": ("sergeant",),
    "lt": ("lieutenant",),
    "maj": ("major",),
    "cllr": ("councillor",),
    "prof": ("professor",),
    "dr": ("doctor", "dr"),
    "rev": ("reverend",),
}
"""Titles as they are shortened, with the words they stand for."""


ROLE_WORDS = word_set(
    "hotelier electrician astronomer herder coxswain skipper gardener carpenter builder baker butcher plumber "
    "mechanic painter sculptor novelist composer conductor drummer guitarist violinist pianist dancer comedian "
    "broadcaster blogger activist lawyer lawmaker campaigner cllr reverend ratepayer councilman defender "
    "forward winger batsman bowler jockey cyclist swimmer sprinter golfer boxer physicist chemist biologist "
    "nephrologist virologist engineer architect surveyor vicar curate bartender hairdresser trucker docker "
    "miner cook postman midwife librarian archivist curator treasurer mediator advocate barrister resident "
    "adviser advisor nurse spokesman spokeswoman spokesperson former acting interim campaign veteran nobel "
    "laureate tsar czar head captain coach manager chairman chief executive officer boss "
)


@lru_cache(maxsize=1 << 14)
def person_in(text: str) -> str | None:
    """The personal name that a phrase holds, without titles and roles, or `None`.

    One capitalised word counts only behind an honorific ("Mr Okafor"); two and more count unless they read as an
    organisation or a place.
    """
    words = text.split()
    best: str | None = None
    index = 0
    while index < len(words):
        run, after, honoured = _run(words, index)
        if run and (len(run) > 1 or honoured):
            if not _not_a_person(run, words, index, after) or honoured:
                best = " ".join(run)
                break
        index = max(after, index + 1)
    return best


def _run(words: list[str], index: int) -> tuple[list[str], int, bool]:
    """A run of name words from `index`, leading roles and titles taken off; whether an honorific stood before."""
    run: list[str] = []
    honoured = False
    k = index
    while k < len(words):
        raw = words[k]
        word = clean(raw)
        low = word.lower().rstrip(".")
        if not word:
            break
        if not run and low in w.HONORIFICS and word[:1].isupper():
            honoured = True
        elif word[:1].isupper() and (
            not _is_role(word) or (run and low not in h.ORGANISATIONS and low not in w.TITLES and low not in NOT_NAMES)
        ):
            if word in POSTNOMINALS:
                break
            run.append(word)
        elif run and low in PARTICLES and k + 1 < len(words) and clean(words[k + 1])[:1].isupper():
            run.append(word)
        elif run:
            break
        elif not (word[:1].isupper() and _is_role(word)):
            honoured = False
            k += 1
            break
        elif low not in w.HONORIFICS:
            honoured = honoured and low in w.TITLES
        k += 1
        if raw.endswith((",", ")", "'s", "’s", ";", ":")):
            break
    return run, k, honoured


def _not_a_person(run: list[str], words: list[str], index: int, after: int) -> bool:
    low = [word.lower() for word in run]
    if (
        low[-1] in h.ORGANISATIONS
        or low[-1] in h.COMPANY_TAILS
        or (run[-1] in h.PLACES and len(run) > 1 and run[0] in h.PLACES)
    ):
        return True
    if any(word.isupper() and len(word) > 3 for word in run) and not all(word.isupper() for word in run):
        return True
    if (
        after < len(words)
        and clean(words[after]).lower() in h.ORGANISATIONS | h.COMPANY_TAILS | h.DOCUMENTS
        and words[after][:1].isupper()
    ):
        return True
    if (
        index
        and words[index - 1].lower() in ("the", "at", "in", "from", "of")
        and index == 1
        and words[0].lower() == "the"
    ):
        return True
    return any(
        word in h.COMPANY_TAILS
        or word
        in ("house", "street", "road", "square", "valley", "lake", "river", "island", "bay", "point", "hill", "park")
        for word in low[1:]
    )


_NAME_WORD = r"[A-ZÀ-Þ](?:(?:r|rs|s|x|rof|en|ep|ov|ol|apt|gt|t|aj|ev|on|et|llr)?\.(?= [A-ZÀ-Þ])|[\w’'\-]*)"
_PARTICLE = "(?:" + "|".join(sorted(PARTICLES)) + ")"
CAPITALS = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )*{_NAME_WORD})*")
"""A run of capitalised words with the particles inside names."""


def people_of(text: str) -> list[Person]:
    """Every person of an article that is named in full or with an honorific, in order of first mention."""
    people: list[Person] = []
    by_last: dict[str, list[Person]] = {}
    for match in CAPITALS.finditer(text):
        words, starts, place = [], [], match.start()
        for word in match.group().split(" "):
            words.append(word)
            starts.append(place)
            place += len(word) + 1
            if word.endswith(("'s", "’s")) or (len(words) > 1 and word.lower() in w.TITLES):
                if not word.endswith(("'s", "’s")):
                    words, starts = [word], [place - len(word) - 1]
                    continue
                _note(words, starts, people, by_last, text)
                words, starts = [], []
        if words:
            _note(words, starts, people, by_last, text)
    return people


def _note(
    words: list[str], starts: list[int], people: list[Person], by_last: dict[str, list[Person]], text: str
) -> None:
    male: bool | None = None
    honoured = False
    k = 0
    roles: set[str] = set()
    while k < len(words):
        low = clean(words[k]).lower().rstrip(".")
        if not _is_role(words[k]):
            break
        if low in w.HONORIFICS:
            honoured = True
        if low in MALE:
            male = True
        if low in FEMALE:
            male = False
        roles.update(SHORT_TITLES.get(low, (low,)))
        k += 1
    run = [clean(word) for word in words[k:]]
    while run and (run[-1] in POSTNOMINALS or not run[-1]):
        run.pop()
    if run:
        run[-1] = run[-1].rstrip(".") if len(run[-1]) > 2 else run[-1]
    if not run or run[0].lower() in NOT_NAMES:
        return
    if len(run) == 1:
        known = by_last.get(run[0])
        kin = None if honoured or k else _kin(text, starts[0])
        if known:
            _mention(known, run, male, starts[k], roles)
        elif kin is not None:
            _new(run, kin, starts[k], roles, people, by_last)
        elif honoured:
            _new(run, male, starts[k], roles, people, by_last)
        return
    if _not_a_person(run, words, k, k + len(run)):
        return
    if k == 0 and starts[0] >= 4 and text[starts[0] - 4 : starts[0]].lower() == "the " and not honoured:
        return
    for person in people:
        if (
            person.words == tuple(run)
            or (
                len(run) > len(person.words)
                and person.words == tuple(run[-len(person.words) :])
                and person.male in (None, male)
            )
            or (male is None and len(person.words) == 1 and person.last == run[-1])
        ):
            if len(run) > len(person.words):
                by_last.setdefault(run[0], []).append(person)
                person.words = tuple(run)
            _touch(person, male, starts[k], roles)
            return
    _new(run, male, starts[k], roles, people, by_last)


KIN = re.compile(
    r"\b(?:(?:his|her|their|my|our)|['’]s) (?:(?:elder|younger|older|eldest|youngest|late|twin|then|ex-|former) ?)?"
    r"(daughter|wife|sister|mother|girlfriend|aunt|niece|widow|son|husband|brother|father|boyfriend|uncle|nephew|partner|cousin|colleague|friend),? $",
    re.IGNORECASE,
)
FEMALE_KIN = frozenset("daughter wife sister mother girlfriend aunt niece widow".split())
EITHER_KIN = frozenset("partner cousin colleague friend".split())


def _kin(text: str, start: int) -> bool | None:
    """Sex of somebody known by a first name alone: "His daughter, Chinwe"; `None` where no such word stands before."""
    match = KIN.search(text, max(0, start - 40), start)
    if match is None or match.group(1).lower() in EITHER_KIN:
        return None
    return match.group(1).lower() not in FEMALE_KIN


def _mention(known: list[Person], run: list[str], male: bool | None, start: int, roles: set[str]) -> None:
    fits = [person for person in known if male is None or person.male in (None, male)]
    if len(fits) == 1:
        _touch(fits[0], male, start, roles)
    elif fits:
        fits[-1].mentions.append(start)


def _touch(person: Person, male: bool | None, start: int, roles: set[str]) -> None:
    if male is not None:
        person.male = male
    person.roles |= roles
    person.mentions.append(start)


def _new(
    run: list[str],
    male: bool | None,
    start: int,
    roles: set[str],
    people: list[Person],
    by_last: dict[str, list[Person]],
) -> None:
    if male is None:
        male = first_names().get(run[0])
    person = Person(tuple(run), male, set(roles), [start])
    people.append(person)
    by_last.setdefault(run[-1], []).append(person)
    if len(run) > 1:
        by_last.setdefault(run[0], []).append(person)
