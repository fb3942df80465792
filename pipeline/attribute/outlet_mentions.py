"""The outlets that an article mentions, so that "the paper" and "the Dispatch" are written as what they stand for.

The table of outlets is `pipeline/outlets.py`; here it meets one text, which may introduce outlets of its own and call
them by half their name. Which of them relays a claim is decided in `relay.py`.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re
from bisect import bisect_left, insort
from functools import lru_cache

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.capitals import bare, pieces, runs
from pipeline.attribute.names import FUNCTION
from pipeline.word_set import word_set

JOINERS = frozenset(("of", "and", "&", "de", "del", "della", "la", "le"))
"""Small words inside the names of outlets."""
OUTLET_PHRASE = re.compile(
    r"(?:[Tt]he|[Tt]his) (?:[a-z\-]+ ){0,2}?(?:newspaper|paper|outlet|broadcaster|magazine|tabloid|daily|weekly|website|site|network|channel|station|newswire|wire|agency|publication|news outlet|title|programme|journal|podcast|blog)$"
)
"""A definite description of an outlet already named."""
CALLED_LATER = re.compile(
    r"\bThe (newspaper|paper|outlet|broadcaster|magazine|tabloid|network|channel|station|news agency|website|site)\b"
)
INTRODUCING = frozenset(("newspaper", "broadcaster", "magazine", "website", "tabloid", "agency", "daily"))
"""Nouns of an apposition that make the name before it an outlet's: "Telecampo, a broadcaster in Lorne"."""
UNNAMED = word_set(
    "radio television tv media newspaper newspapers broadcaster channel station agency paper magazine website "
    "press outlet outlets broadcasters papers "
)
"""Outlets without a name, written as they stand: "state radio"."""
COUNTED = frozenset(("the", "a", "an", "several", "some", "multiple", "many", "two", "other"))
LATER = 400
"""Characters within which a text calls an unknown name "The broadcaster" if it is one."""
SAYING = frozenset(("say", "report", "announce", "show"))
"""Classes of cues whose source can be an outlet that the table does not know."""


@lru_cache(maxsize=1 << 15)
def _known(name: str) -> bool:
    return outlets.find(name) is not None or outlets.shaped_like_outlet(name)


@lru_cache(maxsize=1 << 15)
def outlet_names(run: str) -> tuple[tuple[int, str], ...]:
    """The outlets that a run of capitals names, with offsets into it."""
    found = []
    whole = {offset: name for offset, name in pieces(run, JOINERS, False) if _known(bare(name))}
    for offset, piece in pieces(run, JOINERS):
        name = _undated(bare(whole.get(offset, piece)))  # the People's Daily, but CNN in "CNN's Ada Birch"
        if _known(name):
            found.append((offset, name))
            continue
        place = offset
        for part in re.split(r"( and | & )", piece):
            first = part.split(" ")[0]
            skip = len(first) + 1 if first.lower() in FUNCTION and first != "The" else 0
            if bare(part[skip:]) and _known(bare(part[skip:])):
                found.append((place + skip, bare(part[skip:])))
            place += len(part)
    return tuple(found)


def _undated(name: str) -> str:
    """A name without the day that American English puts behind it: told CNN Tuesday."""
    first, _, last = name.rpartition(" ")
    return first if first and (last.lower() in w.WEEKDAYS or last.lower() in w.MONTHS) else name


class Outlets:
    """The outlets that an article mentions, with their places."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        self.mentions = [(start + offset, name) for start, run in found for offset, name in outlet_names(run)]
        last_words = (outlets.fold(name).split() for _, name in self.mentions)
        self.local = frozenset(words[-1] for words in last_words if len(words) > 1 and words[-1] in outlets.SHORT_FORMS)
        self._full: dict[str, str] = {}

    def add(self, offset: int, name: str) -> None:
        """Notes a name that the text itself shows to be an outlet."""
        self.local |= {outlets.fold(name)}
        insort(self.mentions, (offset, name))
        self._full.clear()

    def before(self, offset: int) -> str | None:
        """The outlet mentioned last before an offset, in its fullest form."""
        index = bisect_left(self.mentions, (offset, ""))
        return self.full(self.mentions[index - 1][1]) if index else None

    def full(self, name: str) -> str:
        """The fullest form of an outlet's name in the article: "The Dispatch" is "The Sunday Dispatch"."""
        if name not in self._full:
            self._full[name] = self._fullest(name)
        return self._full[name]

    def _fullest(self, name: str) -> str:
        """The longest name with the same end; with "The" where the article writes that with a capital.

        Names that the table knows without an article have none at the beginning of a sentence either (The BBC).
        """
        folded = outlets.fold(name)
        longer = next((other for _, other in self.mentions if outlets.fold(other).endswith(" " + folded)), None)
        first = next((other for _, other in self.mentions if outlets.fold(other).endswith(folded)), None)
        if longer is not None and (first == longer or outlets.find(name) is None):
            name, folded = longer, outlets.fold(longer)  # the full name first, then its last word
        name = name.removeprefix("the ")
        known = outlets.find(name)
        if known is not None and not any(alias.startswith("The ") for alias in (known.name, *known.aliases)):
            return name.removeprefix("The ")
        same = (other for _, other in self.mentions if outlets.fold(other) == folded)
        return next((other for other in same if other.startswith("The ")), name)

    def is_outlet(self, name: str) -> bool:
        """Whether a name is an outlet's, by the table, its shape or this article."""
        folded = outlets.fold(name)
        if folded in self.local or _known(name):
            return True
        return (
            " " not in folded
            and name.lower().startswith("the ")
            and any(outlets.fold(other).endswith(" " + folded) for _, other in self.mentions)
        )

    def named(self, phrase: str, offset: int) -> str | None:
        """The outlet that a phrase names or stands for ("the paper", "a Reuters reporter", "state radio")."""
        phrase, _, rest = phrase.strip().strip(',."“”').partition(",")
        phrase, rest = bare(phrase), bare(rest.strip().split(",")[0])
        if not phrase:
            return None
        if OUTLET_PHRASE.match(phrase):
            return rest if rest[:1].isupper() else self.before(offset)
        if phrase.lower() == "it":
            return self.before(offset)
        return self._in(phrase) or _unnamed(phrase)

    def _in(self, phrase: str) -> str | None:
        """The first outlet that the words of a phrase name."""
        for start, run in runs(phrase):
            whole = outlet_names(run)
            for offset, piece in [*whole[:1], *pieces(run, JOINERS)]:
                words = bare(piece).split()
                article = phrase[: start + offset].lower().endswith("the ")
                for size in range(len(words), 0, -1):
                    part = " ".join(words[:size])
                    if self.is_outlet(part) or (article and size == len(words) and self.is_outlet(f"The {part}")):
                        return self.full(part)
        return None

    def learn(self, text: str, candidates: list[Candidate]) -> None:
        """Takes names in the place of an outlet that the text introduces as one or calls "The broadcaster" after."""
        spans = [c.source for c in candidates if c.source and c.kind in SAYING]
        for start, end in sorted({*spans, *(c.relay for c in candidates if c.relay)}):
            name = self._introduced(text[start:end])
            short = text[start].isupper() and len(text[start:end].split()) <= 3
            if name is None and short and not OUTLET_PHRASE.match(text[start:end]):
                later = CALLED_LATER.search(text, end, end + LATER)
                name = text[start:end] if later and self.before(later.start()) is None else None
            if name:
                self.add(start, name)

    def _introduced(self, words: str) -> str | None:
        """The name in "the broadcaster, Telecampo" and in "Telecampo, a broadcaster in Lorne"."""
        head, _, rest = words.partition(",")
        rest = rest.strip()
        noun = head.lower().split()[-1:]
        if noun and noun[0] in h.OUTLET_NOUNS and rest[:1].isupper():
            return rest.split(",")[0]
        if rest.lower().startswith(("a ", "an ", "the ")) and INTRODUCING.intersection(rest.lower().split()[:6]):
            return head
        return None


def _unnamed(phrase: str) -> str | None:
    words = phrase.split()
    if words[-1].lower() not in UNNAMED or words[0].lower() in w.POSSESSIVES:
        return None
    while words[0].lower() in COUNTED:
        words = words[1:]
    return " ".join(words) if len(words) > 1 else None
