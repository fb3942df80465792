"""The tags of a page as the HTML standard's tokenizer sees them, character by character: slow, and easy to check."""

import re

from hypothesis import strategies as st

RAW = ("script", "textarea")
SPACE = " \t\n\f\r"
COMMENT_END = re.compile(r"--!?>")
PIECES = [
    "<p", "<b", "</p", ">", "/>", '"', "'", "=", '="', "='", " ", " x", ' class="a b"', ' class="a">', ' id="c" />',
    "don't", "<!--", "-->", "--!>", "<!", "<?", "<script>", "</script>", "<textarea>", "</textarea>", "i<n;", 'y = "',
    "text ", "/", " a" * 20, "<", "\n", "\v", " " * 101,
]  # fmt: skip
PAGES = st.lists(st.builds(str.__mul__, st.sampled_from(PIECES), st.integers(1, 6)), max_size=20).map("".join)
"""Pages of pieces that open, close and hide tags."""


def tags(text: str) -> list[tuple[int, int, int]]:
    """Where tags begin and end, and how many attributes they have; what is raw and what a comment is skipped."""
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
            begin = place
            place, n_attributes = tag(text, begin)
            found.append((begin, place, n_attributes))
            name = text[begin + 1 :].split(">")[0]
            if name in RAW and (end := text.find("</" + name, place)) >= 0:
                place = end
            elif name in RAW:
                place = len(text)
        else:
            place += 1
    return found


def tag(text: str, place: int) -> tuple[int, int]:
    """The place behind the `>` that ends the tag which begins here, and its number of attributes."""
    state, quote, n_attributes = "name", "", 0
    place += 2  # an end tag's slash parts nothing
    while place < len(text):
        character = text[place]
        place += 1
        if quote:
            if character == quote:
                quote, state = "", "before"
        elif character == ">":
            break
        elif state == "value":
            if character in "\"'":
                quote = character
            elif character not in SPACE:
                state = "bare"
        elif character in SPACE:
            state = "after" if state in ("attribute", "after") else "before"
        elif character == "/":
            state = "bare" if state == "bare" else "before"
        elif state in ("attribute", "after") and character == "=":
            state = "value"
        elif state in ("before", "after"):
            state = "attribute"
            n_attributes += 1
    return place, n_attributes
