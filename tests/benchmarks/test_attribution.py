"""The attribution benchmark: what it hands to the scorers."""

from benchmarks.attribution import Spans, labels_of, main, paragraphs, tag
from pipeline.attribute.attribution import Attribution
from pipeline.vocabulary import SourceKind, Speech, Stance

TEXT = "A headline\n\n  \n“It is late,” Birch said.\nThe end."


def test_paragraphs_keep_their_place() -> None:
    assert [TEXT[start : start + len(line)] for start, line in paragraphs(TEXT)] == [
        "A headline",
        "“It is late,” Birch said.",
        "The end.",
    ]


def test_the_tagger_alone_counts_from_the_text() -> None:
    [found] = tag([TEXT])
    assert [(TEXT[slice(*one.source)], TEXT[slice(*one.cue)]) for one in found if one.source and one.cue] == [
        ("Birch", "said")
    ]


def test_spans_become_lists() -> None:
    assert Spans(None, (0, 2), ((3, 5),)).as_json() == {"source": [], "cue": [(0, 2)], "content": [(3, 5)]}


def test_labels_have_the_fields_of_the_gold() -> None:
    one = Attribution((0, 5), None, ((6, 8),), SourceKind.OTHER, False, ("CNN",), None, Stance.ASSERTS, Speech.DIRECT)
    labels = labels_of("Birch no", one)
    assert labels["source"] == {"start": 0, "end": 5, "text": "Birch"}
    assert labels["cue"] is None
    assert labels["via"] == ["CNN"]
    assert labels["resolves_to"] is None


def test_a_missing_folder_is_told(tmp_path) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
