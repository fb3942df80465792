"""The bodies of an article: names in capitals that are nobody's personal name, with what the text calls them.

"The bank" is the body named Bank last before, or the one that the text introduces as a bank; "the company" the body
named last that can be one. Which phrase asks for which is decided in `resolve.py`.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.capitals import JOINERS, bare, pieces
from pipeline.attribute.names import FUNCTION, STREETS
from pipeline.attribute.people import People
from pipeline.word_set import word_set

ANY_BODY = word_set(
    "company firm group organisation organization body business agency charity club team side party union bank "
    "lender manufacturer maker retailer supplier developer operator carrier airline brewer insurer giant start-up "
    "startup utility brewery network institution institute foundation association brand studio label chain it its "
    "they their brokerage toymaker automaker carmaker contractor outfitter publisher employer landlord "
)
"""What nearly any body can be called once it is named; other heads (ministry, court, police) need a fitting name."""
INTRODUCED = re.compile(
    r", (?:which is |is )?(?:the|a|an) ((?:[a-z’'\-]+ ){0,4}?[a-z\-]+)"
    r"(?= (?:of|for|in|that|which|based|whose|with)\b|[,.;])"
)
BRACKET = re.compile(r" \([^()]{1,20}\)")
DESCRIBED = re.compile(r", an? (?:[a-z\-]+ ){1,5}")
CALLED = re.compile(r"\b(?:the|its|his|her|their|a|an) (?:[\w\-]+ )?([\w\-]+),? $", re.IGNORECASE)
PLACED = frozenset(("in", "at", "near", "from", "to", "over", "around", "of", "across", "outside"))
"""Prepositions that make a name behind them a place rather than somebody who acts."""
LOCATIVE = frozenset(("in", "at", "near", "across", "outside"))
"""Prepositions that make a name a place's if it stands behind them half of the times."""
INSTITUTIONS = word_set(
    "ministry department government administration court police army military navy parliament senate assembly house "
    "congress council committee commission cabinet treasury"
)
"""Bodies that nobody calls a firm or a group."""
SUBJECT_REACH = 12
"""Characters of a sentence within which its first body is its subject: room for an article or an opening word."""
ADVERBIAL = ("ally", "tly", "ely", "ully", "sly", "dly", "ably", "ibly", "rly")
"""Endings of adverbs that begin a sentence and no name."""
INITIALS = range(3, 6)
"""Letters of an abbreviation that stands for a longer name."""

DEMONYM = ("ese", "ish", "ian", "ean", "can")
"""Endings of words for people and things of a place ("Canadian"): no bodies by themselves."""

WRITTEN_AS_WORDS = frozenset(("Nato", "Fifa", "Uefa", "Opec"))
"""Abbreviations of bodies that some papers write like names."""
SENTENCE_EDGES = frozenset(("", ".", "?", "!", '"', "“", ":", "‘", "•", "-", "–"))
"""Signs behind which a sentence begins, and any word has a capital."""

Named = tuple[int, str]


class Bodies:
    """The bodies of one text in order, and the look-ups by word, initials and description."""

    def __init__(self, text: str, runs: list[Named], people: People) -> None:
        self.text = text
        found = [(start + offset, name) for start, run in runs for offset, name in _bodies_in(run)]
        self._before: dict[int, str] = {}
        inside = {name for place, name in found if " " not in name and not _begins_sentence(text, place)}
        self.all = [
            (place, name)
            for place, name in found
            if (" " in name or name in inside or _odd(name)) and not _any(people.places, place, place + len(name))
        ]
        named = {name for _, name in self.all}
        self._times = Counter(name for _, name in found if name in named)
        self._located = Counter(name for place, name in found if name in named and self._word_before(place) in LOCATIVE)
        self._by_last: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_first: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_initials: dict[str, str] = {}
        self._called: dict[str, list[Named]] = defaultdict(list)
        self._full: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._acting: list[Named] = []
        self._passing: list[Named] = []
        for place, name in self.all:
            self._index(place, name)

    def _index(self, place: int, name: str) -> None:
        words = name.split()
        last = words[-1].lower()
        self._order.setdefault(name, place)
        if len(words) > 1:
            self._by_last[words[-1]][name] = None
            self._by_first[words[0]][name] = None
            self._by_initials.setdefault("".join(word[0] for word in words if word[0].isupper()), name)
            self._called[last].append((place, name))
            if " of " in name or " for " in name:  # the Ministry of Foreign Affairs is a ministry
                self._called[re.split(" of | for ", name)[0].split()[-1].lower()].append((place, name))
        descriptions = self._descriptions(place, name)
        for head in descriptions:
            self._called[head].append((place, name))
        if self._can_act(place, name):
            known = self._times[name] > 1 or _is_form(words[-1]) or bool(descriptions)
            if known or len(words) > 1:
                (self._acting if known else self._passing).append((place, name))

    def _can_act(self, place: int, name: str) -> bool:
        """Whether "the company" can be this one: no place, no institution."""
        last = name.rpartition(" ")[2]
        if last in h.PLACES or name in h.PLACES_OF_WORDS or name.endswith(DEMONYM) or len(name) < 2:
            return False
        if last.lower() in INSTITUTIONS or last.lower() in STREETS or 2 * self._located[name] >= self._times[name]:
            return False
        return self._word_before(place) not in PLACED

    def _descriptions(self, place: int, name: str) -> list[str]:
        """What the words beside a mention call it: "Tarrow Wool, a textile company"; "the lender Lorne Trust"."""
        heads: list[str] = []
        if self._word_before(place) in PLACED:
            return heads  # in Lorne, the ministry said
        before = CALLED.search(self.text, max(0, place - 40), place)
        if before is not None and before.group(1).lower() in h.ORGANISATIONS:
            heads.append(before.group(1).lower())
        if self.text.startswith(", ", place + len(name)):
            match = INTRODUCED.match(self.text, place + len(name))
            if match is not None:
                heads.append(match.group(1).lower().split()[-1])
        return heads

    def _word_before(self, place: int) -> str:
        """The word in front of a mention, asked for several times; the preposition where only "the" is between."""
        if place not in self._before:
            self._before[place] = self._read_before(place)
        return self._before[place]

    def _read_before(self, place: int) -> str:
        words = self.text[max(0, place - 30) : place].replace(",", " ").split()
        word = words[-1].lower() if words else ""
        if word == "the" and len(words) > 1 and words[-2].lower() in PLACED:
            return words[-2].lower()
        return word

    def fullest(self, name: str) -> str:
        """The longest name that ends with this one, or adds only what kind of body it is.

        A short form comes after the full one: what the article brings only later is another body.
        """
        if name not in self._full:
            self._full[name] = self._fullest(bare(name))
        return self._full[name]

    def _fullest(self, name: str) -> str:
        initials = name.replace(".", "")
        if initials.isupper() and len(initials) in INITIALS and initials in self._by_initials:
            return self._by_initials[initials]
        if name in h.PLACES or name in h.PLACES_OF_WORDS:
            return name
        words = name.split()
        if not words:
            return name
        longer = [other for other in self._by_last[words[-1]] if other.endswith(" " + name)]
        longer += [
            other
            for other in self._by_first[words[0]]
            if other.startswith(name + " ") and all(_is_form(word) for word in other[len(name) + 1 :].split())
        ]
        first = self._order.get(name, len(self.text))
        longer = [other for other in longer if self._order[other] < first and " and " not in other]
        return max(longer, key=len, default=name)

    def called(self, head: str, offset: int) -> str | None:
        """The body named last before an offset whose name ends with a noun, or that the text calls by it."""
        named = _last(self._called.get(head, ()), offset)
        return self.fullest(named) if named else None

    def subject(self, start: int, offset: int) -> str | None:
        """The body that begins the sentence which an offset lies in: "Lorne Wool closed what it called its mill"."""
        index = bisect_left(self.all, (start, ""))
        if index == len(self.all) or self.all[index][0] >= min(offset, start + SUBJECT_REACH):
            return None
        place, name = self.all[index]
        return None if self._word_before(place) in PLACED else self.fullest(name)

    def ending(self, offset: int) -> str | None:
        """The body whose name ends before an offset, but for a bracket or an apposition: "Lorne Wool (LW), which"."""
        index = bisect_left(self.all, (offset, ""))
        for place, name in reversed(self.all[max(0, index - 2) : index]):
            behind = self.text[place + len(name) : offset]
            if not BRACKET.sub("", behind).strip(" ,") or DESCRIBED.fullmatch(behind):
                return self.fullest(name)
        return None

    def acting(self, offset: int) -> str | None:
        """The body named last before an offset that is no place; one named in passing only where there is no other."""
        named = _last(self._acting, offset) or _last(self._passing, offset)
        return self.fullest(named) if named else None


def _last(found: list[Named] | tuple[Named, ...], offset: int) -> str | None:
    index = bisect_left(found, (offset, ""))
    return found[index - 1][1] if index else None


def _any(places: list[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _is_form(word: str) -> bool:
    """A word that tells what kind of body a name belongs to: Trust, Ltd, Group."""
    return word.lower() in h.ORGANISATIONS or word.lower() in h.COMPANY_TAILS


def _odd(name: str) -> bool:
    """A single word whose capitals are no sentence's: NASA, WeWork, 3M."""
    return any(ch.isupper() or ch.isdigit() for ch in name[1:])


@lru_cache(maxsize=1 << 15)
def _bodies_in(run: str) -> tuple[Named, ...]:
    """The bodies that a run names, with their offsets in it."""
    return tuple(
        (offset + skip, name) for offset, piece in pieces(run, JOINERS, False) for skip, name in body_names(piece)
    )


@lru_cache(maxsize=1 << 15)
def body_names(piece: str) -> tuple[Named, ...]:
    """The bodies that a piece of a run names, with their offsets in it: without function words in front."""
    words = piece.split(" ")
    skip = 0
    while words and _begins_no_name(words):
        article = words[0] in ("The", "A", "An")
        skip += len(words.pop(0)) + 1
        if article:
            break
    if words and words[0] in h.PLACES and words[1:2] == ["and"]:
        rest = " ".join(words[2:])
        return ((skip, words[0]), *((skip + len(words[0]) + 5 + k, name) for k, name in body_names(rest)))
    name = bare(" ".join(words))
    if name.lower() in w.MONTHS or name.lower() in w.WEEKDAYS:
        return ()
    word = name.lower() in h.ALL and name not in WRITTEN_AS_WORDS
    plain = " " not in name and not name.isupper() and (len(name) < 3 or (word and not skip))
    return () if len(name) < 2 or plain else ((skip, name),)


def _begins_no_name(words: list[str]) -> bool:
    """A function word or contraction in front of a name, or a role with its "of": Chair of the Lorne Council."""
    word = words[0]
    if word.isupper() and len(word) > 1:
        return False  # US, WHO
    if word in JOINERS or any(sign in word[:3] for sign in "’'"):
        return True
    if word.endswith(ADVERBIAL) and word[:1].isupper() and len(words) == 1:
        return True
    if word.endswith("ing") and words[1:2] == ["the"]:
        return True  # "Citing the Lorne Database"
    return word.lower() in FUNCTION or (word.lower() in h.PEOPLE_SINGULAR and words[1:2] == ["of"])


def _begins_sentence(text: str, offset: int) -> bool:
    before = text[max(0, offset - 2) : offset].strip()
    return offset == 0 or before[-1:] in SENTENCE_EDGES
