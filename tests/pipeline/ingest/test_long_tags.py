"""No tag is overlooked, whatever stands around it: held against a tokenizer that reads character by character."""

import pytest
from hypothesis import example, given

from pipeline.ingest.long_tags import stretches
from tests.html_tags import PAGES, tags

LIMIT = 24


@example("<p x='" + ' class="a">' * 9 + "'>")
@example("<p x='don" + "'" + ' class="a">' * 9)
@example("<p x=" + " " * 101 + "'" + ' class="a">' * 9 + "'>")
@given(PAGES)
def test_every_long_tag_lies_in_a_stretch(text: str) -> None:
    given_stretches = list(stretches(text.encode(), LIMIT))
    for begin, end, _ in tags(text):
        if end - begin > LIMIT:
            assert any(first <= begin and end <= last for first, last in given_stretches), text[begin:end]


@given(PAGES)
def test_stretches_stand_in_order_and_apart(text: str) -> None:
    places = [place for stretch in stretches(text.encode(), LIMIT) for place in stretch]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize(
    "page",
    [
        '<p class="a">word</p>' * 500, "<p>don't</p>" * 500, "<style>" + "p{margin:0}" * 500 + "</style>",
        '<br class="a" />\n' * 500, "word " * 5000,
    ],
)  # fmt: skip
def test_ordinary_pages_have_none(page: str) -> None:
    assert list(stretches(page.encode(), 200)) == []
