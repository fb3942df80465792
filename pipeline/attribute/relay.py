"""Which outlet relays a claim: told OUTLET, quoted by OUTLET, seen by OUTLET, and whatever stands in an outlet's
content.

Outlets are named in `outlet_mentions.py`.
"""

import re
from dataclasses import dataclass

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.capitals import runs
from pipeline.attribute.kind import source_kind
from pipeline.attribute.outlet_mentions import Outlets
from pipeline.attribute.referents import Source
from pipeline.vocabulary import SourceKind

SEEN_BY = re.compile(
    r"\b(?:(?:seen|obtained|reviewed|viewed|verified) by|shared with|provided to|given to|leaked to) ([^|]+)$"
)
"""Who got to see a document, at the end of the words that name it."""
SEEN_NEARBY = re.compile(
    r"\b(?:documents?|memos?|e?mails?|letters?|filings?|reports?|drafts?|notes?|copy|copies|messages?|records?|papers?|transcripts?)\b"
    r",? (?:\w+ ){0,2}?(?:seen|obtained|reviewed|viewed) by ((?:the |The )?[A-Z][\w&’' ]+)"
)
"""The same in the circumstances of a saying: "wrote in an email seen by OUTLET"."""
SAID_TO = re.compile(
    r"\b(?:statements?|e?-?mails?|letters?|messages?|interviews?|remarks|comments|note)"
    r"(?: (?:issued|sent|given|provided|made|emailed|released|published|aired|broadcast))? (?:to|with|by|on) "
    r"((?:the |The )?[A-Z][\w&’' \-]+)"
)
"""Whom the words were given to: "said in an email to OUTLET", "in an interview with OUTLET"."""
VIA = re.compile(r"\bvia (?:(?:[A-Z][\w.’'\-]+ ){1,4}of )?((?:the |The )?[A-Z][\w&’' \-]+)")
""" "she said, via OUTLET", "via Ada Birch of OUTLET"."""
TOLD_REACH = 60
"""Characters behind "told" in which the outlet told stands."""
NEARBY = ((" by ", SEEN_NEARBY), (" to ", SAID_TO), (" with ", SAID_TO), ("via ", VIA))
"""Patterns of outlets in the circumstances of a saying, each behind a word that it needs."""
LEVELS = 8
"""Levels of reported speech that are followed outwards."""


def seen_by(source: str) -> str | None:
    """Whom a document was seen by or shown to, by the source's own words."""
    match = SEEN_BY.search(source)
    return match.group(1) if match else None


@dataclass(frozen=True, slots=True)
class Relays:
    """The relaying outlets of an article's candidates.

    `outer` has for each candidate the one whose content holds it, `sources` what its source is.
    """

    text: str
    candidates: list[Candidate]
    outer: list[int | None]
    sources: list[Source]
    known: Outlets

    def of(self, i: int, near: str) -> tuple[str, ...]:
        """The outlets that relay a candidate, outermost first: those that hold it, then those its own words name.

        Args:
            i: Which candidate.
            near: The words around it that tell its circumstances.
        """
        chain = [i]
        while (parent := self.outer[chain[-1]]) is not None and len(chain) < LEVELS:
            chain.append(parent)
        names: list[str | None] = []
        for level in reversed(chain):
            names += self._own(level)
            if level != i:
                names.append(self._as_source(level))
        for hint, pattern in NEARBY:
            told = pattern.search(near) if hint in near else None
            if told is not None:
                names.append(self.known.named(told.group(1), _place(self.candidates[i])))
        return tuple(dict.fromkeys(name for name in names if name))

    def _own(self, i: int) -> list[str | None]:
        """The outlets that a candidate's own clause names: as told or quoting, as the one that saw the document."""
        candidate = self.candidates[i]
        names = [self._told(candidate) if candidate.relay is None else self._relay(candidate)]
        if candidate.source is not None:
            seen = seen_by(self.text[slice(*candidate.source)])
            names.append(self.known.named(seen, candidate.source[0]) if seen else None)
        return names

    def _as_source(self, i: int) -> str | None:
        """The outlet that is the source of a candidate which holds another."""
        span, source = self.candidates[i].source, self.sources[i]
        if span is None or source.kind is not SourceKind.MEDIA_OUTLET:
            return None
        return source.name or self.known.named(self.text[slice(*span)], span[0])

    def _relay(self, candidate: Candidate) -> str | None:
        """The outlet that the clause names as told, quoting or citing, as far as the rules saw it."""
        if candidate.relay is None:
            return None
        words = self.text[slice(*candidate.relay)]
        name = self.known.named(words, candidate.relay[0])
        if name is None and candidate.rule == "citing":
            outlet = source_kind(words, self.known.local) is SourceKind.MEDIA_OUTLET
            return words.removeprefix("the ") if outlet else None
        return name

    def _told(self, candidate: Candidate) -> str | None:
        """The outlet right behind "told" where the rules saw none: that of a find of the tagger's."""
        if candidate.lemma != "tell" or candidate.cue is None:
            return None
        begin = candidate.cue[1] + 1
        behind = self.text[begin : begin + TOLD_REACH]
        run = next(iter(runs(behind)), None)
        if run is None or run[0] > (4 if behind.startswith("the ") else 0):
            return None
        return self.known.named(behind[: run[0] + len(run[1])], begin)


def _place(candidate: Candidate) -> int:
    return (candidate.cue or candidate.content[0])[0]
