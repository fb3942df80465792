"""The labeller's columns: what they say of a page, and that other pages in the batch change none of them."""

import numpy as np
import pytest

from pipeline.extract import features, model, parse, plain
from pipeline.extract.features import PageInput

SENTENCE = "The harbour board of Port Avery voted on Monday to close the ferry terminal that has served the islands."
STORY = f"""
<div class="site-footer"><p>Home</p><p><a href="/">All of the news</a></p></div>
<article class="story-body"><h1>Ferry terminal to close</h1><p>{SENTENCE}</p><p>{SENTENCE} Again.</p>
<h2>Related stories</h2><ul><li><a href="/a">A bridge for the islands</a></li></ul></article>
<div hidden><p>Cookies</p></div>
"""
MENU = '<div><p>Home</p><p><a href="/news">News</a></p><p>Home</p></div>'
DEEP = f"{'<div>' * 70}<p>{SENTENCE}</p>{'</div>' * 70}"


def page(html: str, title: str = "") -> PageInput:
    return PageInput(parse.blocks_of(html), title=title)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("n_words", [1, 4, 4, 19, 20, 2, 5, 1]),
        ("link_density", [0, 1, 0, 0, 0, 0, 1, 0]),
        ("tag_p", [1, 1, 0, 1, 1, 0, 0, 1]),
        ("tag_h1", [0, 0, 1, 0, 0, 0, 0, 0]),
        ("near_footer", [1, 1, 0, 0, 0, 0, 0, 0]),
        ("near_article", [0, 0, 1, 1, 1, 1, 1, 0]),
        ("in_article", [0, 0, 1, 1, 1, 1, 1, 0]),
        ("in_li", [0, 0, 0, 0, 0, 0, 1, 0]),
        ("hidden", [0, 0, 0, 0, 0, 0, 0, 1]),
        ("depth", [3, 3, 3, 3, 3, 3, 4, 3]),
        ("word_related", [0, 0, 0, 0, 0, 1, 0, 0]),
        ("up0_blocks", [2, 2, 5, 5, 5, 5, 1, 1]),
        ("up0_share", [0, 0, 1, 1, 1, 1, 0, 0]),
        ("up1_links", [0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.2, 0.25]),
        ("in_best", [0, 0, 1, 1, 1, 1, 1, 0]),
        ("best_before", [2, 1, 0, -1, -2, -3, -4, -5]),
        ("best_after", [-7, -6, -5, -4, -3, -2, -1, 0]),
        ("is_best", [0, 0, 1, 1, 1, 1, 0, 0]),
        ("from_first_run", [-3, -2, -1, 0, 1, 2, 3, 4]),
        ("to_best_last", [4, 3, 2, 1, 0, -1, -2, -3]),
        ("like_count", [2, 2, 1, 2, 2, 1, 1, 1]),
        ("like_words", [0.5, 0.5, 4, 19.5, 19.5, 2, 0, 1]),
        ("words_at-2", [-1, -1, 1, 0, 4, 19, 20, 2]),
        ("words_at1", [0, 4, 19, 20, 2, 0, 1, -1]),
        ("stop_at1", [0, 0, 1, 1, 0, 0, 0, -1]),
        ("density_before3", [0, 0, 1, 1, 1, 0, 0, 1]),
        ("density_after6", [2, 1, 1, 1, 1, 1, 0, 0]),
        ("run_after3", [23, 43, 39, 20, 0, 0, 0, 0]),
        ("since_heading", [99, 99, 99, 99, 99, 0, 1, 2]),
        ("heading_related", [0, 0, 0, 0, 0, 1, 1, 1]),
        ("since_title", [-2, -1, 0, 1, 2, 3, 4, 5]),
        ("words_before", np.array([0, 1, 1, 5, 24, 44, 46, 46]) / 47),
    ],
)
def test_a_column_says_of_each_block(name, expected):
    values = features.matrix([page(STORY, "Ferry terminal to close")], [name])[:, 0]
    assert values.tolist() == pytest.approx(list(expected))


def test_a_page_s_rows_are_the_same_alone_and_among_others():
    pages = [page(MENU), page(STORY, "Ferry terminal to close"), page(""), page(DEEP), page(MENU, "News")]
    pages.append(PageInput(plain.from_lines([SENTENCE, "Home", SENTENCE])))
    alone = [features.matrix([one]) for one in pages]
    assert [len(rows) for rows in alone] == [3, 8, 0, 1, 3, 3]
    np.testing.assert_array_equal(features.matrix(pages), np.concatenate(alone))


def test_elements_are_told_up_to_64_levels_away():
    assert features.matrix([page(DEEP)], ["depth"])[0, 0] == 64


def test_columns_come_in_the_order_asked_for():
    both = features.matrix([page(STORY)], ["tag_p", "n_words"])
    assert both.tolist() == features.matrix([page(STORY)], ["n_words", "tag_p"])[:, ::-1].tolist()


@pytest.mark.parametrize("name", ["labeller.onnx", "labeller_plain.onnx"])
def test_the_weights_name_columns_that_exist_once(name):
    columns = model.load(name).columns
    assert len(set(columns)) == len(columns)
    assert set(columns) <= set(features.NAMES)
    assert len(set(features.NAMES)) == len(features.NAMES)
