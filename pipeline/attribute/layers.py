"""From an article's text to its attributions: the order of the steps, and nothing else.

Find, decide, link; then for each attribution in the order of the cues its source, and for all of them relay, channel,
stance, speech and confidence. Each of these is a module of its own.
"""

import numpy as np

from pipeline.attribute import anonymity, resolve, speech, stance
from pipeline.attribute.agree import agree
from pipeline.attribute.arbiter import decide, parents
from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.channel import Channels
from pipeline.attribute.circumstances import around, limits, told_next
from pipeline.attribute.confidence import confidence_of
from pipeline.attribute.find import find
from pipeline.attribute.link import link
from pipeline.attribute.long_text import LONGEST, in_pieces
from pipeline.attribute.outlet_mentions import Outlets
from pipeline.attribute.referents import Source
from pipeline.attribute.relay import Relays
from pipeline.attribute.sources import Sources
from pipeline.attribute.text import Document, document
from pipeline.vocabulary import Channel, SourceKind

BEFORE = 600
"""Characters in front of a denial in which an accusation may stand."""


def attributions_of(
    text: str, sentences: list[Span], tagged: list[Candidate] | None = None, chunks: np.ndarray | None = None
) -> list[Attribution]:
    """All attributions of one article, in order; the tagger's candidates and the text's chunks if they are known."""
    if len(text) > LONGEST:
        return in_pieces(text, sentences, tagged or [], attributions_of)
    doc = document(text, sentences, chunks)
    candidates = decide(link(doc, agree(doc, decide(find(doc)), tagged or [])))
    return _describe(doc, candidates) if candidates else []


def _describe(doc: Document, candidates: list[Candidate]) -> list[Attribution]:
    """The candidates with all their labels: sources first, since relay and channel ask what they are."""
    names = resolve.Names(doc.text)
    outlets = Outlets(names.runs)
    outlets.learn(doc.text, candidates)
    outer = parents([(c.source, c.cue, tuple(c.content)) for c in candidates])
    order = sorted(range(len(candidates)), key=lambda i: candidates[i].cue or candidates[i].content[0])
    reader, channels = Sources(doc, names, outlets), Channels()
    sources: list[Source] = [Source(SourceKind.OTHER)] * len(candidates)
    for i in order:
        holder = outer[i]
        inner = holder is not None and sources[holder].kind not in (SourceKind.MEDIA_OUTLET, SourceKind.OTHER)
        sources[i] = reader.of(candidates[i], inner)
    relays = Relays(doc.text, candidates, outer, sources, outlets)
    result: list[Attribution | None] = [None] * len(candidates)
    for i in order:
        c = candidates[i]
        near = around(doc, c, limits(candidates, i, outer[i]))
        words = doc.text[slice(*c.source)] if c.source else None
        told = channels.of(c, sources[i], words, near)
        via = relays.of(i, near)
        result[i] = _attribution(doc, c, sources[i], via, outer[i], told, near)
    return [attribution for attribution in result if attribution is not None]


def _attribution(
    doc: Document,
    c: Candidate,
    source: Source,
    via: tuple[str, ...],
    within: int | None,
    told: Channel | None,
    near: str,
) -> Attribution:
    words = doc.text[slice(*c.source)] if c.source else ""
    content = " ".join(doc.text[a:b] for a, b in c.content)
    first = min([c.cue[0] if c.cue else 0, *(a for a, _ in c.content)])
    described = source.anonymous and source.kind is not SourceKind.PRONOUN
    return Attribution(
        source=c.source,
        cue=c.cue,
        content=tuple(c.content),
        source_kind=source.kind,
        anonymous=source.anonymous,
        via=via,
        channel=told,
        stance=stance.stance_of(c, words or None, content, doc.text[max(0, first - BEFORE) : first]),
        speech=speech.speech_of(doc, c),
        source_name=source.name,
        source_key=resolve.key_of(source.name, source.kind) if source.name else None,
        cue_lemma=c.lemma,
        descriptor=anonymity.descriptor_of(words) if described else None,
        anonymity_reason=anonymity.reason_of(words, near, *told_next(doc, c)) if source.anonymous else None,
        within=within,
        confidence=confidence_of(c.rule, c.score),
        tagger_score=c.score,
        rule=c.rule,
    )
