"""Personal names: what part of a run of capitals is a person's name, and the titles and roles in front of it.

A name is a run of capitalised words with the particles that stand inside names. Words in front of it that are titles,
roles or function words are not part of it; a run that ends like a body's, a place's or an outlet's name is none. The
people of an article are collected in `people.py`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.capitals import PARTICLES, pieces, runs
from pipeline.word_set import word_set

POSTNOMINALS = word_set("KC QC MP MEP MSP MLA OBE MBE CBE Jr Jr. Sr Sr. II III IV PhD MD TD AM ")
MALE = word_set("mr sir lord king prince pope father brother ")
FEMALE = word_set("mrs ms miss dame lady baroness queen princess sister mother ")
ATTRIBUTIVE = word_set(
    "north south east west northern southern eastern western central new old great royal national international "
    "american british english french german russian chinese european african asian indian irish scottish welsh "
    "australian canadian israeli ukrainian iranian democratic republican labour conservative liberal green "
    "catholic muslim christian jewish defence foreign interior prime home health finance state federal sports sport "
    "water club mutual union managing opposition shadow deputy vice principal former acting interim campaign "
    "veteran nobel laureate assistant associate project team parliamentary "
)
"""Capitalised words that qualify a role or a body and begin no name."""
TRADES = word_set(
    "hotelier electrician astronomer herder coxswain skipper gardener carpenter builder baker butcher plumber "
    "mechanic painter sculptor novelist composer conductor drummer guitarist violinist pianist dancer comedian "
    "broadcaster blogger activist lawyer lawmaker campaigner cllr reverend ratepayer councilman defender "
    "forward winger batsman bowler jockey cyclist swimmer sprinter golfer boxer physicist chemist biologist "
    "nephrologist virologist engineer architect surveyor vicar curate bartender hairdresser trucker docker "
    "miner cook postman midwife librarian archivist curator treasurer mediator advocate barrister resident "
    "adviser advisor nurse spokesman spokeswoman spokesperson tsar czar head captain coach manager chairman "
    "supervisor assemblyman assemblywoman alderman delegate selectman "
    "chief executive officer boss ceo cfo coo cto svp evp vp pm gov sens reps adm adv rector provost "
)
"""Roles and trades that stand before a name, beyond the head nouns in `heads.py`."""
TRADE_ENDINGS = ("ologist", "nomer", "rapher", "meister", "telier", "trician", "itician")
FUNCTION = (
    w.DETERMINERS
    | w.PREPOSITIONS
    | w.SUBORDINATORS
    | w.COORDINATORS
    | w.PRONOUNS
    | w.ADVERBS
    | w.AUXILIARIES
    | w.TIME_WORDS
    | word_set("let say says said please yes perhaps maybe hopefully about amid because thanks unlike others")
    | word_set("rather there here jan feb aug sep sept oct nov dec")
)
"""Words that begin a sentence and no name."""
ADDRESSES = w.HONORIFICS | word_set(
    "adv advocate chief coach cardinal archbishop bishop rabbi imam officer commander adm"
)
"""Titles that a surname alone can follow."""
PLACE_HEADS = word_set(
    "port mount fort lake cape san santa los las el new upper lower camp sierra costa rio north south"
)
"""Words that begin the names of places."""
NAMED_AS_PLACES = frozenset(("Chad", "Jordan", "Georgia", "Paris", "Israel", "Kenya", "India", "Jamaica", "Sydney"))
"""Places whose names are first names as well."""
STREETS = word_set(
    "house street road square valley lake river island islands bay point hill park avenue bridge airport stadium "
    "hills heights gardens woods glacier mountain mountains sea ocean desert forest canyon beach strait gulf canal dam "
    "tower castle plaza mall "
)
"""Last words of places inside a country."""
JOINED_ADJECTIVES = word_set(
    "born based led backed style era made controlled administered occupied wide type like run owned bound speaking "
    "friendly dominated trained educated raised linked clad elect"
)
"""Second parts of adjectives that begin with a name."""
CONTRACTED = ("'d", "’d", "'ve", "’ve", "'re", "’re", "'ll", "’ll", "'m", "’m", "n't", "n’t")
EMPLOYED = re.compile(r" ((?:[a-z][\w\-]* ){0,3}?)([a-z]+) (?=[A-Z])")
""" "Orme Tarrow analyst Ada Birch", "Tom Reyes supporter Ada Birch": the role between two names is the second one's."""
LONGEST = 4
"""Words of a name beside its particles; a longer run of capitals is a headline."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in a run: its words, its offset in the run, the words before it, sex and honorific by their titles.

    `length` is that of the words joined by blanks, `known` whether the first is a first name.
    """

    words: tuple[str, ...]
    offset: int
    before: tuple[str, ...]
    male: bool | None
    honoured: bool
    length: int
    known: bool


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
def is_role(word: str) -> bool:
    """Whether a word in front of a name is a title, a role, or another word that is no name."""
    low = word.lower().rstrip(".")
    if word in first_names() or _is_initial(word):
        return False
    return (
        low in w.TITLES
        or low in h.ALL
        or low in ATTRIBUTIVE
        or low in TRADES
        or low in FUNCTION
        or (len(low) > 6 and low.endswith(TRADE_ENDINGS))
    )


def _is_initial(word: str) -> bool:
    """One letter of a name; A and I only with their stop."""
    return len(word.rstrip(".")) == 1 and (word.endswith(".") or word not in ("A", "I"))


@lru_cache(maxsize=1 << 15)
def person_name(piece: str) -> PersonName | None:
    """The personal name that ends a piece of a run, one word or more, or `None` where it ends otherwise."""
    words = [clean(word) for word in piece.split(" ")]
    while words and (words[-1] in POSTNOMINALS or not words[-1]):
        words.pop()
    begin = _begin(words)
    before, name = words[:begin], words[begin:]
    if not name or not _is_name(name) or any(word.lower() in w.PREPOSITIONS for word in before[1:]):
        return None  # a preposition with a capital: a headline
    if len(name[-1]) > 2:
        name[-1] = name[-1].rstrip(".")
    low = [word.lower().rstrip(".") for word in before]
    honoured = any(word in w.HONORIFICS for word in low) or (low[-1:] != [] and low[-1] in ADDRESSES)
    if (not honoured or len(name) > 1) and (_is_no_person(name) or low[-1:] == ["the"]):
        return None
    male = True if MALE.intersection(low) else False if FEMALE.intersection(low) else None
    offset = sum(len(word) + 1 for word in piece.split(" ")[:begin])
    return PersonName(tuple(name), offset, tuple(low), male, honoured, len(" ".join(name)), name[0] in first_names())


@lru_cache(maxsize=1 << 15)
def names_in(run: str) -> tuple[tuple[int, str, PersonName], ...]:
    """The pieces of a run that personal names end, with their offsets in it, and the names."""
    found = ((offset, piece, person_name(piece)) for offset, piece in pieces(run, PARTICLES))
    return tuple((offset, piece, name) for offset, piece, name in found if name is not None)


def _begin(words: list[str]) -> int:
    """Where the name begins: behind the last title, role or abbreviation that has a name after it.

    A role behind a first name is a surname (Martin King).
    """
    for k in range(len(words) - 2, -1, -1):
        word = words[k]
        known = k > 0 and words[k - 1] in first_names()
        if is_role(word) and not known and word.lower() not in PARTICLES:
            return k + 1
        place = word in h.PLACES and word not in NAMED_AS_PLACES
        acronym = k > 0 and word.isupper() and 1 < len(word) < 5 and "." not in word
        if (place or acronym) and k < len(words) - 2 and not known:
            return k + 1
    return 0


def _is_name(name: list[str]) -> bool:
    """Whether the words can be a name at all, one by one."""
    if sum(word not in PARTICLES for word in name) > LONGEST or (
        len(name) == 1 and (len(name[0]) < 2 or is_role(name[0]))
    ):
        return False
    for word in name:
        if any(ch.isdigit() for ch in word) or "&" in word or word.endswith(CONTRACTED):
            return False
        if word.count("-") > 1 or word.rpartition("-")[2] in JOINED_ADJECTIVES:
            return False  # day-by-day, Australian-born; but Geun-ho
    return name[0].lower() not in FUNCTION or name[0] in first_names() or _is_initial(name[0])


def _is_no_person(name: list[str]) -> bool:
    """Whether a name without honorific reads as a body's, a place's or an outlet's."""
    low = [word.lower() for word in name]
    abbreviation = len(low[-1]) < 3 and name[0] in first_names() and not name[-1].isupper()  # Ada Fa
    if (low[-1] in h.ORGANISATIONS and not abbreviation) or any(word in h.COMPANY_TAILS for word in low[1:]):
        return True
    if low[-1] in h.PLURAL_PEOPLES and len(name) > 1 and name[0] not in first_names():
        return True  # Angry Democrats
    if name[0] not in first_names() and not STREETS.isdisjoint(low[1:]):
        return True
    if low[-1] in h.DOCUMENTS and name[-1] not in first_names():
        return True
    if any(word.isupper() and len(word) > 3 and "." not in word for word in name) and not " ".join(name).isupper():
        return True
    if name[-1].isupper() and len(name[-1]) > 1 and not " ".join(name).isupper():
        return True
    if len(name) > 1 and name[0] not in first_names() and name[0] not in NAMED_AS_PLACES:
        if name[0] in h.PLACES or name[-1] in h.PLACES or low[0] in PLACE_HEADS:
            return True
    if name[0].isupper() and outlets.find(name[0]) is not None:
        return True  # RT America
    whole = " ".join(name)
    return whole in h.PLACES_OF_WORDS or outlets.find(whole) is not None or outlets.shaped_like_outlet(whole)


@lru_cache(maxsize=1 << 14)
def person_in(text: str) -> str | None:
    """The personal name that a phrase holds, without titles and roles, or `None`.

    One capitalised word counts only behind an honorific ("Mr Obi").
    """
    for start, run in runs(text):
        for offset, piece, found in names_in(run):
            if len(found.words) == 1 and not found.honoured:
                continue
            place = start + offset
            if found.before or not text[:place].lower().endswith("the "):
                name = " ".join(found.words)
                end = place + len(piece)
                return _employee(text, end) or name
    return None


def _employee(text: str, end: int) -> str | None:
    """The second of two names with a role between them."""
    match = EMPLOYED.match(text, end)
    if match is None or not {match.group(2)} & (h.PEOPLE_SINGULAR | TRADES | w.TITLES):
        return None
    return person_in(text[match.end() :]) if FUNCTION.isdisjoint(match.group(1).split()) else None
