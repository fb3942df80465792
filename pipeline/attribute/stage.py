"""The stage: articles in, sentences and attributions out, one pass over a part.

Articles in a language that the tagger does not read give sentences without a voice and no attributions, and so does an
article on which tagging raises, so that one does not take a day's others with it. `attribute` and `attribute_many` are
the same work for people in a notebook and for the benchmarks; they raise.
"""

import logging
from collections.abc import Iterator, Sequence
from hashlib import sha256

import pyarrow as pa

from pipeline import collector, segment, tables
from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.chunks import CHUNKS
from pipeline.attribute.layers import attributions_of
from pipeline.attribute.network import tagged
from pipeline.attribute.voice import voices

log = logging.getLogger(__name__)


def attribute(text: str, sentences: Sequence[Span] | None = None) -> list[Attribution]:
    """Who says what in an article, on whose authority.

    Args:
        text: The article, paragraphs parted by line breaks.
        sentences: Its sentences as half-open code point spans; found by `segment.split` if not given.

    Returns:
        Attributions in reading order; spans are code points into `text`.
    """
    return attribute_many([text], [sentences])[0]


@collector.paused()
def attribute_many(texts: Sequence[str], sentences: Sequence[Sequence[Span] | None]) -> list[list[Attribution]]:
    """The same for many articles at once, which is what the tagger's batches are for."""
    found = []
    for one in _each(texts, sentences):
        if isinstance(one, Exception):
            raise one
        found.append(one)
    return found


def _each(texts: Sequence[str], sentences: Sequence[Sequence[Span] | None]) -> Iterator[list[Attribution] | Exception]:
    """What is found in each article, or what was raised on it."""
    CHUNKS.make_room()
    chunks = [CHUNKS.read(text) for text in texts]
    for text, spans, candidates, mine in zip(texts, sentences, tagged(texts, chunks), chunks, strict=True):
        given = list(spans) if spans is not None else segment.split(text)
        try:
            found: list[Attribution] | Exception = attributions_of(
                text, [(int(a), int(b)) for a, b in given], candidates, mine
            )
        except Exception as error:  # a fault of ours in one article is no reason to lose the others
            found = error
        yield found


@collector.paused()
def tag_part(part: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Splits and tags the articles of a part.

    Args:
        part: {"articles": table}.

    Returns:
        {"sentences": table, "attributions": table}, of the declared schemas, rows in the declared order.
    """
    articles = (
        part["articles"]
        .select(["page_id", "day", "site", "outlet", "published_at", "language", "taggable", "text"])
        .to_pylist()
    )
    texts = [article["text"] for article in articles]
    sentences = segment.split_many(texts, [article["language"] for article in articles])
    taggable = [index for index, article in enumerate(articles) if article["taggable"]]
    found_by: dict[int, list[Attribution]] = {}
    for index, found in zip(
        taggable, _each([texts[i] for i in taggable], [sentences[i] for i in taggable]), strict=True
    ):
        if isinstance(found, Exception):
            log.error("tagging failed on page %s: it stays untagged", articles[index]["page_id"], exc_info=found)
        else:
            found_by[index] = found
    sentence_rows: list[dict] = []
    attribution_rows: list[dict] = []
    for index, article in enumerate(articles):
        sentence_rows.extend(_sentence_rows(article, sentences[index], found_by.get(index)))
        attribution_rows.extend(_attribution_rows(article, sentences[index], found_by.get(index, [])))
    return {
        "sentences": tables.SENTENCES.sorted(tables.SENTENCES.from_rows(sentence_rows)),
        "attributions": tables.ATTRIBUTIONS.sorted(tables.ATTRIBUTIONS.from_rows(attribution_rows)),
    }


def _shared(article: dict) -> dict:
    return {name: article[name] for name in ("page_id", "day", "site", "outlet", "published_at")}


def _sentence_rows(article: dict, sentences: list[Span], found: list[Attribution] | None) -> list[dict]:
    text = article["text"]
    spoken = [None] * len(sentences) if found is None else voices(text, sentences, found)
    paragraphs = _paragraph_of(text, sentences)
    rows = []
    for index, (start, end) in enumerate(sentences):
        here = [a for a in found or () if any(x < end and start < y for x, y in a.content)]
        rows.append(
            _shared(article)
            | {
                "sentence_index": index,
                "paragraph_index": paragraphs[index],
                "start": start,
                "end": end,
                "text": text[start:end],
                "voice": spoken[index],
                "speakers": list(dict.fromkeys(a.source_name for a in here if a.source_name)),
                "source_kinds": list(dict.fromkeys(a.source_kind for a in here)),
                "anonymous": any(a.anonymous for a in here),
                "n_attributions": len(here),
            }
        )
    return rows


def _paragraph_of(text: str, sentences: list[Span]) -> list[int]:
    indexes, paragraph, position = [], 0, 0
    for start, _ in sentences:
        if "\n" in text[position:start] and position:
            paragraph += 1
        indexes.append(paragraph)
        position = max(position, start + 1)
    return indexes


def _attribution_rows(article: dict, sentences: list[Span], found: list[Attribution]) -> list[dict]:
    text = article["text"]
    ids = [attribution_id(article["page_id"], a) for a in found]
    rows: dict[str, dict] = {}
    for identity, a in zip(ids, found, strict=True):
        anchor = a.cue[0] if a.cue else a.content[0][0]
        rows[identity] = _shared(article) | {
            "attribution_id": identity,
            "sentence_index": _index_of(sentences, anchor),
            "source_start": a.source[0] if a.source else None,
            "source_end": a.source[1] if a.source else None,
            "source_text": text[a.source[0] : a.source[1]] if a.source else None,
            "cue_start": a.cue[0] if a.cue else None,
            "cue_end": a.cue[1] if a.cue else None,
            "cue_text": text[a.cue[0] : a.cue[1]] if a.cue else None,
            "cue_lemma": a.cue_lemma,
            "content": [{"start": start, "end": end} for start, end in a.content],
            "content_text": " ".join(text[start:end] for start, end in a.content),
            "speech": a.speech,
            "source_kind": a.source_kind,
            "anonymous": a.anonymous,
            "descriptor": a.descriptor,
            "anonymity_reason": a.anonymity_reason,
            "source_name": a.source_name,
            "source_key": a.source_key,
            "via": list(a.via),
            "channel": a.channel,
            "stance": a.stance,
            "within_id": ids[a.within] if a.within is not None else None,
            "confidence": a.confidence,
            "rule": a.rule,
        }
    return list(rows.values())


def attribution_id(page_id: str, attribution: Attribution) -> str:
    """The first 8 bytes of SHA-256 over the page's id and all spans, in hexadecimal."""
    spans = f"{page_id}|{attribution.source}|{attribution.cue}|{attribution.content}"
    return sha256(spans.encode()).hexdigest()[:16]


def _index_of(sentences: list[Span], offset: int) -> int:
    from bisect import bisect_right

    return max(0, bisect_right([start for start, _ in sentences], offset) - 1)


__all__ = ["Candidate", "attribute", "attribute_many", "attribution_id", "tag_part", "voices"]
