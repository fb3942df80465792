"""What tagging hands on: who is credited with what, on whose authority."""

from dataclasses import dataclass

from pipeline.vocabulary import Channel, SourceKind, Speech, Stance

Span = tuple[int, int]
"""A half-open pair of code point offsets into the article's text."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody credited with something: the fields of the `attributions` table, as spans.

    `within` is the position, in the list that this one stands in, of the attribution whose content holds it; `rule`
    names what found it; `confidence` is the calibrated probability, 0 to 1, that source and content are right, which
    hangs on the rule and on `tagger_score`: what the tagger gave its own find with the same cue, 0 if it had none.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    source_kind: SourceKind
    anonymous: bool
    via: tuple[str, ...]
    channel: Channel | None
    stance: Stance
    speech: Speech
    source_name: str | None = None
    source_key: str | None = None
    cue_lemma: str | None = None
    descriptor: str | None = None
    anonymity_reason: str | None = None
    within: int | None = None
    confidence: float = 1.0
    rule: str = ""
    tagger_score: float = 0.0
