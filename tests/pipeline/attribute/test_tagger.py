"""The tagger with the shipped weights: what it finds, and that it finds it always."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.attribute import chunks, tagger, tagger_weights
from pipeline.attribute.tagger import Found, tag_paragraphs

PARAGRAPHS = [
    "The harbour at Quell will close for a month, Ada Birch said on Tuesday.",
    "“Nobody asked us,” said Tom Ferrier, a fisherman. “We heard it on the radio.”",
    "According to a report by the Loam Institute, the dredging costs twice as much as planned.",
    "The storm passed over the coast in the night. Roofs were torn off and trees fell.",
    "Ferrier said he would wait, adding that the season was over anyway.",
    "",
    "   ",
    "‘It is a disgrace,’ one resident told the council.",
]


def texts(paragraph: str, found: Found) -> tuple[str | None, str | None, list[str]]:
    """The words of an attribution."""
    source = paragraph[slice(*found.source)] if found.source else None
    cue = paragraph[slice(*found.cue)] if found.cue else None
    return source, cue, [paragraph[slice(*span)] for span in found.content]


def single(paragraph: str) -> tuple[str | None, str | None, list[str]]:
    """The words of the only attribution."""
    [found] = tag_paragraphs([paragraph])[0]
    return texts(paragraph, found)


def test_indirect_speech_before_its_source() -> None:
    content = "The harbour at Quell will close for a month"
    assert single(PARAGRAPHS[0]) == ("Ada Birch", "said", [content])


def test_split_quotation_is_one_attribution_with_its_marks() -> None:
    parts = ["“Nobody asked us,”", "“We heard it on the radio.”"]
    assert single(PARAGRAPHS[1]) == ("Tom Ferrier, a fisherman", "said", parts)


def test_according_to_a_document() -> None:
    source, cue, content = single(PARAGRAPHS[2])
    assert source == "a report by the Loam Institute"
    assert cue == "According to"
    assert content == ["the dredging costs twice as much as planned"]


def test_narration_holds_no_attribution() -> None:
    assert tag_paragraphs(PARAGRAPHS[3:4]) == [[]]


def test_a_participle_keeps_the_source() -> None:
    found = [texts(PARAGRAPHS[4], f) for f in tag_paragraphs(PARAGRAPHS[4:5])[0]]
    assert [(source, cue) for source, cue, _ in found] == [("Ferrier", "said"), ("Ferrier", "adding")]


def test_british_marks() -> None:
    source, cue, content = single(PARAGRAPHS[7])
    assert (source, cue) == ("one resident", "told")
    assert content == ["‘It is a disgrace,’"]


def test_many_at_once_equal_one_at_a_time() -> None:
    together = tag_paragraphs(PARAGRAPHS * 20)
    assert together == [tag_paragraphs([paragraph])[0] for paragraph in PARAGRAPHS] * 20
    assert together[::-1] == tag_paragraphs((PARAGRAPHS * 20)[::-1])


def test_nothing_to_tag() -> None:
    assert tag_paragraphs([]) == []
    assert tag_paragraphs(["", " "]) == [[], []]


def test_spans_of_odd_text_are_code_points() -> None:
    plain = "Ferrier said the boats were lost."
    odd = "𝒜\u0301👩‍🌾\u200b\xa0 " + plain
    by = len(odd) - len(plain)
    [found] = tag_paragraphs([odd])[0]
    assert texts(odd, found) == ("Ferrier", "said", ["the boats were lost"])
    assert found.cue == (by + 8, by + 12)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gives_spans_within_it(paragraph: str) -> None:
    for found in tag_paragraphs([paragraph])[0]:
        spans = [span for span in (found.source, found.cue, *found.content) if span]
        assert all(0 <= start < end <= len(paragraph) for start, end in spans)
        assert 0 <= found.score <= 1


def test_a_long_paragraph_is_cut_and_put_together() -> None:
    sentence = "Ferrier said the boats were lost. "
    found = tag_paragraphs([sentence * 200])[0]
    assert len(found) > 150
    cues = [one.cue for one in found if one.cue]
    assert cues == sorted(cues)


def test_the_score_tells_sure_from_unsure() -> None:
    [sure] = tag_paragraphs(["“It is late,” Birch said."])[0]
    assert sure.score > 0.7


def test_header_tells_where_the_weights_come_from() -> None:
    header = tagger_weights.load_weights().header
    assert header["format"] == tagger_weights.FORMAT
    assert "PolNeAR" in header["data"]
    assert "Apache-2.0" in header["pieces"]


def test_weights_are_small() -> None:
    size = tagger_weights.ONNX.stat().st_size + tagger_weights.TABLES.stat().st_size
    assert size <= 16 * 2**20


def test_weights_of_another_format_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger_weights, "FORMAT", -1)
    with pytest.raises(ValueError, match="train it again"):
        tagger_weights.load_weights.__wrapped__()


def test_a_full_table_of_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tag_paragraphs(PARAGRAPHS)
    monkeypatch.setattr(chunks, "MOST_CHUNKS", 3)
    monkeypatch.setattr(tagger, "BATCH", 2)
    assert tag_paragraphs(PARAGRAPHS) == expected


def test_run_time_imports_no_training_library() -> None:
    code = "import sys; from pipeline.attribute.tagger import tag_paragraphs; tag_paragraphs(['He said so.'])\n"
    code += "print({'torch', 'onnx', 'sklearn', 'transformers'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
