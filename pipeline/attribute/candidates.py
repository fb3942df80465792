"""What the rules and the tagger put forward before one arbiter decides, and the run of units that it lies in."""

from dataclasses import dataclass, field

from pipeline.attribute.attribution import Span
from pipeline.attribute.text import Document, Units


@dataclass(slots=True)
class Candidate:
    """A possible attribution: spans of the article's text, the rule that found it, and what the later layers ask for.

    `kind` is the class of the cue in the lexicon; `inside` the quotation that holds it, or -1; `relay` the outlet
    that the clause itself names as the one who was told or who quoted; `quoted` is true where the content is whole
    quotations.
    """

    source: Span | None
    cue: Span | None
    content: list[Span]
    rule: str
    lemma: str
    kind: str
    inside: int = -1
    relay: Span | None = None
    quoted: bool = False
    negated: bool = False
    score: float = 1.0
    sentence: Span = (0, 0)


@dataclass(slots=True)
class Sentence:
    """One sentence of units, `low` to `high`, its cues' positions, and the candidates found in it so far."""

    doc: Document
    units: Units
    low: int
    high: int
    found: list[Candidate] = field(default_factory=list)
    cues: list[int] = field(default_factory=list)

    def span(self, begin: int, end: int) -> Span:
        """Where the units `begin` to `end` stand in the article's text."""
        return self.units.start[begin], self.units.end[end - 1]
