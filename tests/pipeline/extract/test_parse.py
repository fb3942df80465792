"""Blocks: text joined across inline elements, elements told apart, time linear in the page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import elements, parse, stage, tags
from pipeline.ingest import decode


def texts(html: str) -> list[str]:
    return parse.blocks_of(html).texts


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>wor<b>ld</b>wide</p>", ["worldwide"]),
        ("<p>one <i>two</i> three</p>", ["one two three"]),
        ("<p>one&nbsp;two\n  three</p>", ["one two three"]),
        ("<p>a &lt;b&gt; &amp;amp; c</p>", ["a <b> &amp; c"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<div>first<br><br>second<br>third</div>", ["first", "second third"]),
        ('<p title="x > y <b> z">text</p>', ["text"]),
        ('<div <span class="x">in<p>side</p></div><p>after</p>', ["in", "side", "after"]),
        ("<p>one<!-- <p>two</p> -->three</p>", ["onethree"]),
        ("<p>one<!--[if !IE]><!--><b>two</b><!--<![endif]-->three</p>", ["onetwothree"]),
        ("<script>var a = '<p>no</p>';</script><style>p{}</style><p>yes</p>", ["yes"]),
        ("<nav><p>menu</p></nav><p>yes</p>", ["yes"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<p>un<p>closed <div>tags", ["un", "closed", "tags"]),
        ("<p>zero\u200bwidth\ufeff \x00nul</p>", ["zerowidth nul"]),
    ],
)
def test_blocks(html, expected):
    assert texts(html) == expected


def test_links_and_bold_are_counted_in_characters():
    page = parse.blocks_of('<p>ab <a href="/">cdef</a> <b>gh</b></p>')
    assert (page.link_chars, page.links, page.bold_chars) == ([4], [1], [2])


def test_elements_and_hidden_context():
    page = parse.blocks_of(
        "<blockquote><p>said</p></blockquote><ul><li><p>item</p></li></ul><figure><figcaption>cap</figcaption></figure>"
        '<h2>head</h2><p><strong>Short and bold</strong></p><div style="display:none"><p>unseen</p></div>'
    )
    named, contexts = elements.places(page)
    assert named == ["blockquote", "li", "figcaption", "h2", "bold", "p"]
    assert [bool(context & tags.HIDDEN_BIT) for context in contexts] == [False] * 5 + [True]


PIECES = ["<p>", "</p>", "<b title='ö'>", "é", "\xa0", "𝄞", "a b", "<!-- ", "-->", "<br>", "\x00"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_bytes_and_their_text_are_one(html):
    for body in (html.encode(), b"\xef\xbb\xbf" + html.encode(), html.encode()[:-1], html.encode("cp1252", "ignore")):
        found = decode(body)
        assert stage.parse_text(found.utf8, False) == stage.parse_text(found.text, False)


@given(st.text(max_size=400))
def test_any_text_survives_or_vanishes_but_never_raises(text):
    for block in texts(f"<div>{text}</div>"):
        assert block == " ".join(block.split()) != ""
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in block)


def test_time_is_linear_in_the_number_of_angle_brackets():
    def seconds(n: int) -> float:
        begun = time.process_time()
        texts(f'<p data-x="{"<" * n}{">" * n}">text</p>' + "<p>a < b > c</p>" * (n // 10))
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(80_000) < 40 * max(seconds(10_000), 0.002)


def test_a_stray_angle_bracket_in_a_tag_opens_no_element():
    page = parse.blocks_of('<div <span class="x"><p>in</p></div><p>after</p>')
    assert [page.parents[node] for node in page.nodes] == [2, 1]


def test_deep_nesting_keeps_its_text():
    assert texts("<div>" * 600 + "deep" + "</div>" * 600) == ["deep"]


def test_a_reading_set_above_a_word_leaves_the_paragraph_whole():
    html = "<p>港の<ruby><rb>桟橋</rb><rp>（</rp><rt>さんばし</rt><rp>）</rp></ruby>が閉まった。</p>"
    assert parse.blocks_of(html).texts == ["港の桟橋（さんばし）が閉まった。"]


TAGS = [
    "<div>",
    "</div>",
    "<p class='related'>",
    "</p>",
    "</li>",
    "<li>",
    "text",
    " ",
    "<br>",
    "<canvas>no</canvas>",
    "<a>",
]


@given(st.lists(st.sampled_from(TAGS), max_size=30).map("".join))
def test_each_element_holds_a_run_of_blocks_within_its_parent(html):
    for page in (parse.walk(html), parse.blocks_of(html)):
        runs = list(zip(page.starts, page.ends, strict=True))
        assert runs[0] == (0, len(page.texts))
        for node, (start, end) in enumerate(runs[1:], 1):
            assert runs[page.parents[node]][0] <= start <= end <= runs[page.parents[node]][1]
        for block, node in enumerate(page.nodes):
            assert runs[node][0] <= block < runs[node][1]


def test_rare_elements_go_like_the_others():
    assert texts("<p>kept</p><canvas>drawn</canvas><xmp><p>raw</p></xmp><amp-ad>paid</amp-ad>") == ["kept"]
