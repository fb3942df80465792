"""The recall guard: each way back to an article, reached by a page that needs it."""

import json
import time

import pytest

from pipeline import extract
from pipeline.extract import guard, label, parse, stage
from pipeline.extract.assemble import PageRows, assemble
from pipeline.extract.label import Seen
from pipeline.vocabulary import ArticleStatus, BlockReason

PARAGRAPHS = [
    "The harbour office of Tarn Bay closed the north quay on Monday after divers found a crack in its footing.",
    "Ilse Marrow, who runs the office, said the quay would stay shut until the spring, and that ferries would call at"
    " the fish dock instead.",
    "A survey ordered by the town last autumn had warned of the crack, according to two people who have read it.",
    "The survey was never published. Orrin Vale, the mayor, said he had not been told of it before the weekend.",
    "Shopkeepers on the quay have asked the town to pay for the trade that they expect to lose over the winter.",
    "The town has set aside a sum for the repair, said Dana Quist of the works department, but not for the shops.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
URL = "https://tarnbaypost.example/quay"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Quay shut | Tarn Bay Post</title>{head}</head><body>{body}</body></html>"


# A frame that closes itself, as in XHTML: by the standard all that follows is the frame's own text.
SWALLOWED = page(f'<h1>Quay shut</h1><iframe src="/advert" /><article>{BODY}</article>')
HELD = page(f"<h1>Quay shut</h1><article><script type='text/template'>{BODY}</script></article>")
NO_SCRIPT = page(f"<h1>Quay shut</h1><div id='app'></div><noscript><article>{BODY}</article></noscript>")
LD = json.dumps({"@type": "NewsArticle", "headline": "Quay shut", "articleBody": "\n".join(PARAGRAPHS)})
DECLARED = page("<h1>Quay shut</h1><div id='app'>Loading</div>", f'<script type="application/ld+json">{LD}</script>')


@pytest.mark.parametrize("html", [SWALLOWED, HELD, NO_SCRIPT, DECLARED], ids=["tolerant", "held", "noscript", "ld"])
def test_a_page_whose_text_the_fast_parser_does_not_see_gives_its_article(html):
    assert "footing" not in " ".join(stage.page_input.parse_html(html).blocks.texts)
    article = extract.extract(html, URL)
    assert article.status is ArticleStatus.OK
    assert [block.text for block in article.blocks if block.kept] == PARAGRAPHS


def test_each_way_is_the_one_that_finds_the_text():
    swallowed, held, declared = (stage.page_input.parse_html(html) for html in (SWALLOWED, HELD, DECLARED))
    assert "footing" in " ".join(guard.tolerant(SWALLOWED).texts)
    assert "footing" not in " ".join(guard.tolerant(HELD).texts)
    assert "footing" in guard.unfolded(HELD) and guard.declared_blocks(held) is None
    assert guard.retried(swallowed, SWALLOWED).floor == guard.retried(held, HELD).floor == 0.0
    assert guard.retried(declared, DECLARED).floor == guard.DECLARED_SCORE


def test_the_declared_body_is_left_alone_where_the_page_shows_its_own_text():
    other = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(["Another story altogether."] * 60)})
    article = extract.extract(page(BODY, f'<script type="application/ld+json">{other}</script>'), URL)
    assert "footing" in article.text
    assert "Another story" not in article.text


def test_a_short_declared_body_is_no_article():
    short = json.dumps({"@type": "NewsArticle", "articleBody": "Quay shut until the spring, says the town."})
    html = page("<div id='app'>Loading</div>", f'<script type="application/ld+json">{short}</script>')
    assert extract.extract(html, URL).status is ArticleStatus.NO_ARTICLE


def seen(score: float) -> Seen:
    n = len(PARAGRAPHS)
    return Seen(PARAGRAPHS, ["p"] * n, [0] * n, [0.0] * n, [score] * n, plain=False)


def test_an_article_that_the_model_doubts_is_kept_by_the_milder_threshold():
    usual, mild = (label.threshold_of(seen(0.0), mild=milder) for milder in (False, True))
    assert mild < usual
    doubted = assemble(PageRows(URL, "tarnbaypost.example", seen((mild + usual) / 2), ()))
    assert doubted.status is ArticleStatus.OK
    assert {block.reason for block in doubted.blocks} == {BlockReason.MODEL_MILD}
    refused = assemble(PageRows(URL, "tarnbaypost.example", seen(mild / 2), ()))
    assert refused.status is ArticleStatus.NO_ARTICLE


def test_a_doubted_block_beside_a_sure_article_stays_out():
    usual, mild = (label.threshold_of(seen(0.0), mild=milder) for milder in (False, True))
    n = len(PARAGRAPHS)
    scores = [0.99] * (n - 1) + [(mild + usual) / 2]
    rows = Seen(PARAGRAPHS, ["p"] * n, [0] * n, [0.0] * n, scores, plain=False)
    article = assemble(PageRows(URL, "tarnbaypost.example", rows, ()))
    assert [block.kept for block in article.blocks] == [True] * (n - 1) + [False]


def test_holders_that_never_close_cost_no_second():
    begun = time.process_time()
    assert guard.unfolded("<noscript>" * 50_000).startswith("<noscript>")
    assert guard.unfolded("<script type='text/template'>" * 50_000 + "</script>").count("<div>") == 1
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(("unit", "calls"), [("<p>", 0), ("<li>a", 0), ("<p>Alpha beta ", 1)])
def test_the_tolerant_tree_is_asked_for_pages_of_bounded_size_alone(monkeypatch, unit, calls):
    asked = []
    monkeypatch.setattr(guard, "tolerant", lambda html: asked.append(html) or parse.Blocks())
    stage.parse_text(unit * (200_000 // len(unit)), plain=False)
    stage.parse_text(unit * 10, plain=False)
    assert len(asked) == calls + 1


def test_mark_up_that_the_tolerant_parser_refuses_is_left_as_it_is():
    assert guard.tolerant("<p>The ferry sank.</p><![OCTY html]>").texts == []
    article = extract.extract(f"<html><body><![OCTY html]>{BODY[:300]}</body></html>")
    assert article.status == ArticleStatus.OK
