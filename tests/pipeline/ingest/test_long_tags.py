"""No tag is overlooked, whatever stands around it: held against a tokenizer that reads character by character."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.ingest.long_tags import stretches

LIMIT = 24
PIECES = [
    "<p", "<b", "</p", ">", "/>", '"', "'", "=", '="', "='", " ", " x", ' class="a b"', ' class="a">', ' id="c" />',
    "don't", "<!--", "-->", "--!>", "<!", "<?", "<script>", "</script>", "<textarea>", "</textarea>", "i<n;", 'y = "',
    "text ", "/", " a" * 20, "<", "\n",
]  # fmt: skip
PAGES = st.lists(st.builds(str.__mul__, st.sampled_from(PIECES), st.integers(1, 6)), max_size=20).map("".join)
RAW = ("script", "textarea")
COMMENT_END = re.compile(r"--!?>")


def tags(text: str) -> list[tuple[int, int]]:
    """Where tags begin and end, as the HTML standard has it; what is raw and what a comment is skipped."""
    found, place = [], 0
    while (place := text.find("<", place)) >= 0:
        if text.startswith("<!--", place):
            inside = place + 4
            early = re.compile("-?>").match(text, inside)
            end = early or COMMENT_END.search(text, inside)
            place = end.end() if end else len(text)
        elif text[place + 1 : place + 2] in ("!", "?"):
            place = text.find(">", place) + 1 or len(text)
        elif re.compile(r"</?[a-zA-Z]").match(text, place):
            begin, place = place, tag_end(text, place)
            found.append((begin, place))
            name = text[begin + 1 :].split(">")[0]
            if name in RAW and (end := text.find("</" + name, place)) >= 0:
                place = end
            elif name in RAW:
                place = len(text)
        else:
            place += 1
    return found


def tag_end(text: str, place: int) -> int:
    """The place behind the `>` that ends a tag."""
    state, quote = "name", ""
    while place < len(text):
        character = text[place]
        place += 1
        if quote:
            if character == quote:
                quote, state = "", "before"
        elif character == ">":
            return place
        elif state == "value":
            if character in "\"'":
                quote = character
            elif not character.isspace():
                state = "unquoted"
        elif character.isspace() or (character == "/" and state != "unquoted"):
            state = "after" if state == "attribute" and character != "/" else state if state == "after" else "before"
            if character == "/":
                state = "before"
        elif state in ("attribute", "after") and character == "=":
            state = "value"
        elif state in ("before", "after"):
            state = "attribute"
    return place


@example("<p x='" + ' class="a">' * 9 + "'>")
@example("<p x='don" + "'" + ' class="a">' * 9)
@given(PAGES)
def test_every_long_tag_lies_in_a_stretch(text: str) -> None:
    given_stretches = list(stretches(text.encode(), LIMIT))
    for begin, end in tags(text):
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
