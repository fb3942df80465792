"""The reading view: what it shows, that it escapes what a page says, and that it works in a browser."""

from pathlib import Path

import pytest

from pipeline import show
from pipeline.attribute.attribution import Attribution
from pipeline.extract.article import Article, Block
from pipeline.page import TaggedPage
from pipeline.vocabulary import (
    ArticleStatus,
    BlockLabel,
    BlockReason,
    Channel,
    MetadataMethod,
    SourceKind,
    Speech,
    Stance,
    Voice,
)

TEXT = 'The Courier reported that two aides said the bridge was unsafe.\n\n"It is not," Ada Birch said.'
HOSTILE = "<script>alert(1)</script>"


def span(text: str, phrase: str) -> tuple[int, int]:
    start = text.index(phrase)
    return start, start + len(phrase)


def attribution(text: str, source: str, cue: str, content: str, kind: SourceKind, **given: object) -> Attribution:
    fields: dict = {
        "anonymous": False,
        "via": (),
        "channel": None,
        "stance": Stance.ASSERTS,
        "speech": Speech.INDIRECT,
        "confidence": 0.8,
        "rule": "clause",
    }
    return Attribution(span(text, source), span(text, cue), (span(text, content),), kind, **(fields | given))


def block(text: str, label: BlockLabel, reason: BlockReason, article: str) -> Block:
    kept = label is BlockLabel.PARAGRAPH
    start, end = span(article, text) if kept else (None, None)
    return Block(text, label, kept, reason, 0.9 if kept else 0.1, start, end)


def article(text: str, blocks: tuple[Block, ...], word: str) -> Article:
    return Article(
        word, word, word, word, word, word, (word,), None, None, MetadataMethod.META, word, word, (word,),
        "en", True, text, blocks, ArticleStatus.OK,
    )  # fmt: skip


@pytest.fixture(scope="module")
def page() -> TaggedPage:
    blocks = (
        block("Support our work", BlockLabel.APPEAL, BlockReason.RULE_APPEAL, TEXT),
        block(TEXT.split("\n\n")[0], BlockLabel.PARAGRAPH, BlockReason.MODEL, TEXT),
        block(TEXT.split("\n\n")[1], BlockLabel.PARAGRAPH, BlockReason.MODEL, TEXT),
    )
    tags = (
        attribution(
            TEXT, "The Courier", "reported", "that two aides said the bridge was unsafe", SourceKind.MEDIA_OUTLET
        ),
        attribution(
            TEXT, "two aides", "said", "the bridge was unsafe", SourceKind.UNNAMED_GROUP,
            anonymous=True, via=("The Courier",), within=0, descriptor="aides",
        ),
        attribution(
            TEXT, "Ada Birch", "said.", '"It is not,"', SourceKind.NAMED_PERSON,
            stance=Stance.DENIES, speech=Speech.DIRECT, channel=Channel.TWEET,
        ),
    )  # fmt: skip
    sentences = (span(TEXT, TEXT.split("\n\n")[0]), span(TEXT, TEXT.split("\n\n")[1]))
    return TaggedPage(article(TEXT, blocks, "Harbour Ledger"), sentences, (Voice.ATTRIBUTED,) * 2, tags)


def hostile_page() -> TaggedPage:
    text = f"{HOSTILE} said {HOSTILE}."
    blocks = (
        block(text, BlockLabel.PARAGRAPH, BlockReason.MODEL, text),
        block(HOSTILE + '" onmouseover="alert(1)', BlockLabel.OTHER, BlockReason.MODEL, text),
    )
    tag = Attribution(
        (0, 25), (26, 30), ((31, 56),), SourceKind.NAMED_PERSON, False, (HOSTILE,), None, Stance.ASSERTS, Speech.DIRECT,
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, None, 0.5, HOSTILE,
    )  # fmt: skip
    return TaggedPage(article(text, blocks, HOSTILE), ((0, len(text)),), (Voice.MIXED,), (tag,))


def test_all_of_the_page_stands_in_the_view(page: TaggedPage):
    html = show.render(page, {"title": "json_ld"})
    assert "Support our work" in html and "reads as an appeal" in html
    assert "from json ld" in html
    assert html.count('class="card"') == 3


def test_the_pieces_of_a_line_give_its_text_back(page: TaggedPage):
    roles = list(show._role_spans(page.attributions))
    for each in page.article.blocks:
        assert "".join(piece.text for piece in show._line(each, page, roles).pieces) == each.text


def test_a_hostile_page_is_escaped():
    html = show.render(hostile_page())
    assert HOSTILE not in html
    assert 'onmouseover="' not in html


def test_a_hostile_page_runs_nothing(browser, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(show.render(hostile_page()), encoding="utf-8")
    tab = browser.new_page()
    alerts: list[str] = []
    tab.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    tab.goto(path.as_uri())
    tab.hover(".removed")
    tab.hover(".card")
    assert alerts == []
    assert HOSTILE in tab.inner_text("h1")
    tab.close()


def test_hover_click_and_filter(browser, page: TaggedPage, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(show.render(page), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1200, "height": 900})
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())
    tab.hover(".piece.cue >> text=said.")
    assert tab.locator(".card.lit").get_attribute("id") == "claim-2"
    tab.uncheck("#removed")
    assert not tab.is_visible(".removed")
    tab.uncheck(".kind-filter[value=anonymous]")
    assert not tab.is_visible("#claim-1") and tab.is_visible("#claim-0")
    tab.focus(".piece.cue >> nth=0")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "claim-0"
    assert errors == []
    tab.close()


def test_a_phone_shows_it_without_scrolling_sideways(browser, page: TaggedPage, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(show.render(page), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.close()
