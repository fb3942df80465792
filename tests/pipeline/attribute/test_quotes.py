"""Quotations in every style of mark, over paragraphs, and apostrophes that are none."""

import pytest

from pipeline.attribute.quotes import quotations
from pipeline.attribute.text import PARAGRAPH


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, [m.span() for m in PARAGRAPH.finditer(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," said Ms Thorne.', ['"We won,"']),
        ("“We won,” said Ms Thorne.", ["“We won,”"]),
        ("'We won', said Ms Thorne, 'and that's that'.", ["'We won'", "'and that's that'"]),
        ("‘We don’t mind,’ said Ms Thorne.", ["‘We don’t mind,’"]),
        ("«We won,» said Ms Thorne.", ["«We won,»"]),
        ("„We won,“ said Ms Thorne.", ["„We won,“"]),
        ("''We won,'' said Ms Thorne.", ["''We won,''"]),
        ("The nurses' leader said the '90s were over.", []),
        ('He said "stop", she said "go".', ['"stop"', '"go"']),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_quotation_over_paragraphs_is_one_chain() -> None:
    text = 'Ms Thorne said: "We lost the barn.\n\n"Then we lost the house.\n\n"Now we are here."'
    found = quotations(text, [m.span() for m in PARAGRAPH.finditer(text)])
    assert [q.closed for q in found] == [False, False, True]
    assert len({q.chain for q in found}) == 1


def test_separate_quotations_are_separate_chains() -> None:
    text = '"We lost the barn."\n\n"We lost the house."'
    found = quotations(text, [m.span() for m in PARAGRAPH.finditer(text)])
    assert len({q.chain for q in found}) == 2


def test_stray_marks_cost_no_square() -> None:
    text = "'a " * 40_000
    assert isinstance(quotations(text, [(0, len(text))]), list)
