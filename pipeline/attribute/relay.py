"""Which outlet relays a claim: told OUTLET, quoted by OUTLET, seen by OUTLET, and whatever stands in an outlet's
content.

`Outlets` knows the outlets that one article mentions, in order, so that "the paper" and "the Dispatch" can be
written as the outlet
they stand for. The table of outlets is `pipeline/outlets.py`.
"""

# ruff: noqa: E501 (a pattern is read best on one line)

import re
from functools import lru_cache

from pipeline import outlets
from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.attribution import Span
from pipeline.word_set import word_set

# A point inside a name joins it (U.S. News); one at a word's end ends a sentence: "a quiet Monday. The Courier".
_REST = r"(?:[\w’'&\-]|\.(?=\w)|(?<=[^\w][A-ZÀ-Þ])\.)*"
RUN = re.compile(rf"[A-ZÀ-Þ]{_REST}(?: (?:of|and|&|de|del|della|la|le) (?=[A-ZÀ-Þ])| [A-ZÀ-Þ0-9]{_REST})*")
OUTLET_PHRASE = re.compile(
    r"^(?:the|this) (?:\w+ ){0,2}?(?:newspaper|paper|outlet|broadcaster|magazine|tabloid|daily|weekly|website|site|network|channel|station|newswire|wire|agency|publication|news agency|news outlet|press agency|title|programme|programme|programme|journal|podcast|blog)$",
    re.IGNORECASE,
)
SEEN_BY = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|verified|shared with|provided to|given to|leaked to) (?:by|to|with)? ?(.+)$"
)
STAFF = frozenset(["reporter", "reporters", "journalist", "correspondent", "journalists"])
UNNAMED = word_set(
    "radio television tv media newspaper newspapers broadcaster channel station agency paper magazine website "
    "press outlet outlets broadcasters papers "
)


@lru_cache(maxsize=1 << 15)
def _known(name: str) -> bool:
    return outlets.find(name) is not None or outlets.shaped_like_outlet(name)


class Outlets:
    """The outlets that an article mentions, with their places."""

    def __init__(self, text: str) -> None:
        self.mentions: list[tuple[int, str]] = []
        self.local: set[str] = set()
        self.text = text
        self._full: dict[str, str] = {}
        for match in RUN.finditer(text):
            name = _trim(match.group())
            if name and _known(name):
                self.mentions.append((match.start(), name))

    def add(self, offset: int, name: str) -> None:
        """Notes a name that the text itself shows to be an outlet."""
        self.local.add(outlets.fold(name))
        self.mentions.append((offset, name))
        self.mentions.sort()
        self._full.clear()

    def before(self, offset: int) -> str | None:
        """The outlet mentioned last before an offset, in its fullest form."""
        last = None
        for place, name in self.mentions:
            if place >= offset:
                break
            last = name
        return self.full(last) if last else None

    def full(self, name: str) -> str:
        """The fullest form of an outlet's name in the article: "The Dispatch" is "The Sunday Dispatch"."""
        if name not in self._full:
            self._full[name] = self._fullest(name)
        return self._full[name]

    def _fullest(self, name: str) -> str:
        folded = outlets.fold(name)
        for _, other in self.mentions:
            other_folded = outlets.fold(other)
            if other_folded != folded and other_folded.endswith(" " + folded):
                return other
        capital = next(
            (
                other
                for place, other in self.mentions
                if outlets.fold(other) == folded and other.startswith("The ") and self._own_article(other, place)
            ),
            None,
        )
        if capital:
            return capital
        return name.removeprefix("the ").removeprefix("The ") if name.count(" ") > 1 else name.removeprefix("the ")

    def _own_article(self, name: str, place: int) -> bool:
        """Whether "The" belongs to the name: not where it only begins a sentence, unless the table or its one word
        says so."""
        known = outlets.find(name)
        if name.count(" ") < 2 or (known is not None and known.name.startswith("The ")):
            return True
        return (
            self.text[max(0, place - 3) : place].rstrip("\n “‘\"'")[-1:] not in ("", ".", "?", "!", "”", '"', "’")
            and "\n" not in self.text[max(0, place - 2) : place]
        )

    def is_outlet(self, name: str) -> bool:
        """Whether a name is an outlet's, by the table, its shape or this article."""
        folded = outlets.fold(name)
        return (
            folded in self.local
            or bool(outlets.find(name))
            or outlets.shaped_like_outlet(name)
            or any(
                outlets.fold(other).endswith(" " + folded) and " " not in folded and name.lower().startswith("the ")
                for _, other in self.mentions
            )
        )

    def named(self, phrase: str, offset: int) -> str | None:
        """The outlet that a phrase names or stands for ("the paper", "a Reuters reporter", "state radio")."""
        phrase = phrase.strip().strip(',."“”')
        phrase = phrase.removesuffix("'s").removesuffix("’s")
        phrase, _, rest = phrase.partition(",")
        rest = rest.strip().split(",")[0]
        low = phrase.lower()
        if not phrase:
            return None
        if OUTLET_PHRASE.match(phrase):
            if rest[:1].isupper():
                return rest.removesuffix("'s").removesuffix("’s")
            return self.before(offset)
        if low == "it":
            return self.before(offset)
        match = RUN.search(phrase)
        while match is not None:
            name = _trim(match.group())
            words = name.split()
            for size in range(len(words), 0, -1):
                part = " ".join(words[:size])
                if self.is_outlet(part) or (
                    size == len(words) and phrase[: match.start()].lower() == "the " and self.is_outlet(f"The {part}")
                ):
                    return self.full(part) if part[0].isupper() or " " in part else part
            match = RUN.search(phrase, match.end())
        words = low.split()
        if words and words[-1] in UNNAMED and words[0] not in w.POSSESSIVES:
            while words and words[0] in ("the", "a", "an", "several", "some", "multiple", "many", "two", "other"):
                words, phrase = words[1:], phrase.split(" ", 1)[1] if " " in phrase else phrase
            return phrase if len(words) > 1 else None
        return None


def _trim(name: str) -> str:
    name = name.rstrip(".'’-&")
    return name.removesuffix("'s").removesuffix("’s")


def seen_by(source: str) -> str | None:
    """Whom a document was seen by or shown to, by the source's own words."""
    match = SEEN_BY.search(source)
    return match.group(1) if match else None


def learn_local(text: str, seen: Outlets, names: list[tuple[Span, str]]) -> None:
    """Names in the place of an outlet that the text then calls "the broadcaster" or introduces as one."""
    for (start, _), name in names:
        bare = name.strip()
        if "," in bare:
            head, _, rest = bare.partition(",")
            if head.lower().split()[-1:] and head.lower().split()[-1] in h.OUTLET_NOUNS and rest.strip()[:1].isupper():
                seen.add(start, rest.strip().split(",")[0])
                continue
            if any(
                noun in rest.lower().split()[:6]
                for noun in ("newspaper", "broadcaster", "magazine", "website", "tabloid", "agency", "daily")
            ) and rest.strip().lower().startswith(("a ", "an ", "the ")):
                seen.add(start, head.strip())
                continue
        later = re.search(
            r"\bThe (newspaper|paper|outlet|broadcaster|magazine|tabloid|network|channel|station|news agency|website|site)\b",
            text[start : start + 400],
        )
        if later and bare[:1].isupper() and len(bare.split()) <= 3 and seen.before(start + later.start()) is None:
            seen.add(start, bare)
