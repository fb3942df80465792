"""Training sees what the splitter sees; cases are read as they are marked."""

from pathlib import Path

from training.segmentation.gold import read_cases


def test_cases_are_read_with_exact_spans(tmp_path: Path) -> None:
    place = tmp_path / "cases.txt"
    place.write_text("# head\nen\tHe came. | She left.\n", encoding="utf-8")
    (case,) = read_cases(place)
    assert [case.text[s:e] for s, e in case.spans] == ["He came.", "She left."]


def test_a_model_learns_what_its_examples_show() -> None:
    from pipeline.segment.model import Decider
    from pipeline.segment.splitter import split_with
    from training.segmentation.learn import examples, fit

    cases = read_cases()
    weights = fit(examples(cases))
    assert weights == fit(examples(cases)), "training is deterministic"
    decider = Decider("en", weights)
    english = [case for case in cases if case.lang == "en"]
    right = sum(tuple(split_with(case.text, decider)) == case.spans for case in english)
    assert right / len(english) > 0.6
