"""One page in, one article out: plain text and HTML."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract
from pipeline.vocabulary import ArticleStatus, BlockLabel, BlockReason

PLAIN = """\
Stay up to date with notifications from The Harbour Post

Council votes to close the old ferry terminal after a decade of dispute

The decision ends a long row over the waterfront

Mara Ellingsen
Port Avery
Tuesday 14 May 2024 09:30 BST
Comments
Your support helps us to tell the story

Our reporters are in every district of the coast. We ask those who can to pay for the reporting of The Harbour Post.

Your support makes all the difference.

The council of Port Avery voted on Monday night to close the ferry terminal that has served the islands since 1931.

The mayor, Ines Okafor, said the building could no longer be kept safe and that repairs would cost more than a new pier.

Read more: What the islands lose when the ferry goes

Residents who had gathered outside the hall said they would challenge the vote in court before the summer season begins.

Join our commenting forum

Comments
"""

PARAGRAPHS = [
    "The council of Port Avery voted on Monday night to close the <a href='/x'>ferry terminal</a> that has served"
    " the islands since 1931, a decision that had been put off three times.",
    "The mayor, Ines Okafor, said the building could no longer be kept safe, and that repairs would cost more than a"
    " new pier would.",
    "Residents who had gathered outside the hall said they would challenge the vote in court before the season.",
    "A report ordered by the council in March put the bill for a new roof at four million, twice what was planned.",
]
HTML = f"""<!doctype html><html lang="en"><head><title>Council closes ferry terminal | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Council closes ferry terminal">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Council closes ferry terminal",
"datePublished": "2024-05-14T08:30:00+01:00", "author": [{{"@type": "Person", "name": "By Mara Ellingsen"}}]}}</script>
</head><body><nav><a href="/">Home</a></nav><div class="menu"><a href="/a">News</a> <a href="/b">Sport</a></div>
<article class="story"><h1>Council closes ferry terminal</h1><p class="byline">By Mara Ellingsen</p>
<div class="article-body">{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<p>Read more: <a href="/y">What the islands lose</a></p></div></article>
<div class="comments"><h3>Comments</h3><p>Leave a comment</p></div>
<footer>© 2024 The Harbour Post</footer></body></html>"""


def test_plain_text_head_is_read_by_order():
    article = extract.extract(PLAIN)
    assert article.outlet == "The Harbour Post"
    assert article.title == "Council votes to close the old ferry terminal after a decade of dispute"
    assert article.deck == "The decision ends a long row over the waterfront"
    assert article.authors == ("Mara Ellingsen",)
    assert article.dateline == "Port Avery"
    assert article.published_at == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)


def test_plain_text_keeps_the_body_alone():
    article = extract.extract(PLAIN)
    kept = [block.text for block in article.blocks if block.kept]
    assert len(kept) == 3
    assert kept[0].startswith("The council of Port Avery")
    labels = {block.text.split()[0]: block.label for block in article.blocks if not block.kept}
    assert labels["Read"] is BlockLabel.RELATED_LINK
    assert labels["Your"] is BlockLabel.APPEAL
    assert labels["Join"] is BlockLabel.COMMENTS


def test_html_article():
    article = extract.extract(HTML, "https://www.harbourpost.example/2024/05/14/ferry")
    assert article.title == "Council closes ferry terminal"
    assert article.authors == ("Mara Ellingsen",)
    assert article.published_at == datetime(2024, 5, 14, 7, 30, tzinfo=UTC)
    assert article.status is ArticleStatus.OK
    assert article.language == "en" and article.taggable
    kept = [block for block in article.blocks if block.kept]
    assert len(kept) == len(PARAGRAPHS)
    assert "the ferry terminal that" in kept[0].text


@pytest.mark.parametrize("page", [PLAIN, HTML])
def test_offsets_point_at_blocks(page):
    article = extract.extract(page)
    for block in article.blocks:
        if block.kept:
            assert article.text[block.start : block.end] == block.text
        else:
            assert block.start is None and block.end is None


def test_the_title_is_not_repeated_in_the_text():
    article = extract.extract(HTML)
    copy = next(block for block in article.blocks if block.text == article.title)
    assert (copy.label, copy.kept, copy.reason) == (BlockLabel.TITLE, False, BlockReason.TITLE_COPY)


@pytest.mark.parametrize("page", [b"", b"   ", "<html></html>", b"<p>", b"\x00\xff<div>", "<" * 50])
def test_empty_and_broken_pages_give_an_article_without_text(page):
    assert extract.extract(page).status in (ArticleStatus.NO_ARTICLE, ArticleStatus.TOO_SHORT)


SIGNS = ["\x00", "\x01", "\x0b", "\x1f", "\x7f", "\x85", "\u200b", "\ufeff", "Åse", "Möller", " ", "&#2;", "\n"]


@given(st.lists(st.sampled_from(SIGNS), max_size=8).map("".join), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_no_control_character_reaches_the_tables(said, encoding):
    page = HTML.replace("Council closes", f"Council{said} closes").replace("Mara", f"{said}Mara")
    page = page.replace("<p>Read", f"<p>They said{said} so.</p><p>Read").replace(
        "<meta", f'<link rel=canonical href="/x{said}"><meta', 1
    )
    article = extract.extract(page.encode(encoding, "ignore"), "https://www.harbourpost.example/x")
    told = [article.title, article.deck, article.text, article.outlet, article.canonical_url, *article.authors]
    for value in [*filter(None, told), *(block.text for block in article.blocks)]:
        assert value.replace("\n\n", "").isprintable(), value
