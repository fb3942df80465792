"""The reading view: what it shows, that it escapes what a page says, and that it works in a browser."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import show
from pipeline.attribute.attribution import Attribution
from pipeline.extract.article import Article, Block
from pipeline.html import asset
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


def test_a_file_tells_where_its_metadata_was_read():
    body = (
        '<html><head><title>Ferry sold | Harbour Ledger</title><meta property="og:title" content="Ferry sold">'
        '<meta name="author" content="Ada Birch"></head><body><article><h1>Ferry sold</h1>'
        + "<p>The council sold the ferry on Monday, the mayor said, after two years of talks with the yard.</p>"
        * 6
    )
    found, origins = show.from_file(f"{body}</article></body></html>".encode())
    assert found.article.title == "Ferry sold" and origins["title"] == "meta"
    assert origins["author"] == "meta"


def test_a_chain_is_drawn_where_another_outlet_relays_it(page: TaggedPage):
    chains = [show._card(number, tag, page).chain for number, tag in enumerate(page.attributions)]
    assert chains == [(), ("Harbour Ledger", "The Courier", "two aides"), ()]
    own = replace(page, article=replace(page.article, outlet="Courier"))
    assert show._card(1, own.attributions[1], own).chain == ()


def test_many_blocks_left_out_are_one_line_that_opens(browser, page: TaggedPage, tmp_path: Path):
    links = tuple(block(f"Read on {n}", BlockLabel.RELATED_LINK, BlockReason.MODEL, TEXT) for n in range(4))
    article = replace(page.article, blocks=(*links, *page.article.blocks[1:]))
    path = tmp_path / "page.html"
    path.write_text(show.render(replace(page, article=article)), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert "4 blocks left out: related link 4" in tab.inner_text("details.removed summary")
    assert not tab.is_visible("text=Read on 3")
    tab.focus("details.removed summary")
    tab.keyboard.press("Enter")
    assert tab.is_visible("text=Read on 3")
    tab.close()


def test_only_an_address_of_the_web_is_a_link(page: TaggedPage):
    for address, links in (("https://x.example/a", 1), ("javascript:alert(1)", 0), ("data:text/html,x", 0)):
        html = show.render(replace(page, article=replace(page.article, canonical_url=address)))
        assert html.count("<a href=") == links


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_every_colour_of_a_kind(scheme: int):
    """WCAG's 4.5 to 1, for the text on each kind and for what is dimmed."""
    colours = dict(re.findall(r"--(\w+): (#\w+)", re.findall(r":root \{([^}]+)\}", asset("show.css"))[scheme]))
    kinds = set(colours) - {"page", "ink", "dim", "line", "card", "focus"}
    assert len({colours[kind] for kind in kinds}) == len(kinds) == 9
    assert min(contrast(colours["ink"], colours[kind]) for kind in kinds) >= 4.5
    assert min(contrast(colours["dim"], colours[ground]) for ground in ("page", "card")) >= 4.5


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
    tab.click(".piece.cue >> nth=0")
    box = tab.locator("#claim-0").bounding_box()
    assert box is not None and box["y"] + box["height"] <= 800, "the card comes to the reader"
    tab.keyboard.press("Escape")
    assert tab.locator(".card.lifted").count() == 0
    tab.close()
