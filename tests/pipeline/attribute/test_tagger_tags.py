"""The tag scheme: what is written can be read back."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribute.tagger_tags import N_TAGS, TAGS, Link, allowed, begin, decode, encode


@st.composite
def clauses(draw: st.DrawFn) -> tuple[int, list[Link]]:
    """A paragraph of clauses: source, cue and content in any order, with gaps, now and then a borrowed source."""
    place = draw(st.integers(0, 3))
    links: list[Link] = []

    def run() -> tuple[int, int]:
        nonlocal place
        start = place
        place += draw(st.integers(1, 4))
        end = place
        place += draw(st.integers(0, 2))
        return start, end

    for _ in range(draw(st.integers(1, 4))):
        shape = draw(st.sampled_from(["source cue content", "content source cue", "content cue source", "cue content"]))
        spans = {role: run() for role in shape.split()}
        links.append(Link(spans.get("source"), spans["cue"], (spans["content"],)))
        # "He said A, adding B": the second cue borrows the source.
        if shape == "source cue content" and draw(st.booleans()):
            links.append(Link(spans["source"], run(), (run(),)))
    return place + draw(st.integers(0, 3)), links


@given(clauses())
def test_what_is_written_is_read_back(paragraph: tuple[int, list[Link]]) -> None:
    n_tokens, links = paragraph
    found = decode(encode(n_tokens, links).tolist())
    assert {link.cue for link in found} == {link.cue for link in links}
    assert {link.source for link in found} <= {link.source for link in links}
    assert {run for link in found for run in link.content} == {run for link in links for run in link.content}


@given(clauses())
def test_written_tags_are_allowed_steps(paragraph: tuple[int, list[Link]]) -> None:
    tags = encode(*paragraph)
    assert allowed()[tags[:-1], tags[1:]].all()


def test_split_quotation_goes_to_one_cue() -> None:
    # "A ," he said . "B"
    links = [Link((3, 4), (4, 5), ((0, 3), (6, 8)))]
    assert decode(encode(8, links).tolist()) == links


def test_participle_borrows_the_source() -> None:
    # McCain said A , citing B
    links = [Link((0, 1), (1, 2), ((2, 3),)), Link((0, 1), (4, 5), ((5, 6),))]
    assert decode(encode(6, links).tolist()) == links


def test_cue_without_source_borrows_none() -> None:
    # He said A . It is believed B
    links = [Link((0, 1), (1, 2), ((2, 3),)), Link(None, (4, 5), ((5, 6),))]
    assert decode(encode(6, links).tolist()) == links


def test_content_whose_cue_is_elsewhere_stands_alone() -> None:
    links = [Link(None, None, ((0, 5),))]
    assert decode(encode(6, links).tolist()) == links


def test_cue_without_content_is_dropped() -> None:
    assert decode([begin(TAGS.index("cue")), 0, 0]) == []


@given(st.lists(st.integers(0, N_TAGS - 1), max_size=40))
def test_any_tags_can_be_read(tags: list[int]) -> None:
    for link in decode(tags):
        runs = [run for run in (link.source, link.cue, *link.content) if run]
        assert link.content
        assert all(0 <= start < end <= len(tags) for start, end in runs)
