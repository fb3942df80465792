"""Metadata of invented pages: headline, authors, dates, place, standfirst, addresses."""

import json
from datetime import UTC, datetime

import pytest

from pipeline import extract
from pipeline.extract import last_date, people
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.label import keys_of
from pipeline.extract.metadata import Candidate
from pipeline.extract.titles import Shown, folded, title_of, without_site
from pipeline.vocabulary import MetadataMethod

JSON_LD, META = MetadataMethod.JSON_LD, MetadataMethod.META
BODY = [
    "The harbour board of Port Avery voted on Monday night to close the ferry terminal that has served the islands"
    " since 1931, a decision that had been put off three times in as many years.",
    "The mayor, Ines Okafor, said the building could no longer be kept safe, and that repairs would cost more than a"
    " new pier would, as a report ordered by the board in March had shown.",
    "Residents who had gathered outside the hall said they would challenge the vote in court before the season begins.",
]


def page(head: str = "", top: str = "", heading: str = "Ferry terminal to close", first: str = BODY[0]) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (first, *BODY[1:]))
    return (
        f"<!doctype html><html lang='en'><head>{head}</head><body><article><h1>{heading}</h1>{top}"
        f"<div class='article-body'>{paragraphs}</div></article></body></html>"
    )


def linked_data(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def read(**parts: str):
    return extract.extract(page(**parts), "https://www.harbourpost.example/2024/05/14/ferry")


@pytest.mark.parametrize(
    "title",
    [
        "Ferry terminal to close | The Harbour Post",
        "Ferry terminal to close - News - Harbour Post",
        "The Harbour Post: Ferry terminal to close",
        "Harbour Post » Ferry terminal to close",
    ],
)
def test_title_without_site(title):
    assert read(head=f"<title>{title}</title>").title == "Ferry terminal to close"


def test_heading_above_the_body_decides_between_declared_titles():
    shown = Shown(["Ferry terminal to close"], frozenset())
    other = Candidate("title", "Terminal shut: what it means", JSON_LD)
    declared = [other, Candidate("title", "Ferry terminal to close", META)]
    assert title_of(declared, [], shown, ()) == "Ferry terminal to close"


def test_lengthened_title_gives_way_to_the_short_one():
    long = "Ferry terminal of Port Avery to close after vote of the board"
    declared = [Candidate("title", long, JSON_LD), Candidate("title", "Ferry terminal of Port Avery to close", META)]
    assert title_of(declared, [long], Shown([], frozenset()), ()) == "Ferry terminal of Port Avery to close"


def test_without_a_heading_the_part_of_the_title_element_that_stands_on_the_page():
    shown = Shown([], frozenset({folded("Ferry terminal to close for good"), folded("Islands")}))
    assert title_of([], ["Islands - Ferry terminal to close for good - Weather"], shown, ()) == (
        "Ferry terminal to close for good"
    )


def test_site_name_is_kept_where_nothing_else_is_left():
    assert without_site("Harbour Post", {"harbourpost"}) == "Harbour Post"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Mara Ellingsen and Tomos Reyes", ["Mara Ellingsen", "Tomos Reyes"]),
        ("Von Mara Ellingsen und Tomos Reyes", ["Mara Ellingsen", "Tomos Reyes"]),
        ("Mara Ellingsen, Political Editor", ["Mara Ellingsen"]),
        ("By Mara Ellingsen Tuesday 14 May 2024 09:30 BST", ["Mara Ellingsen"]),
        ("Mara Ellingsen (London)", ["Mara Ellingsen"]),
        ("Mara Ellingsen @mara_e", ["Mara Ellingsen"]),
        ("Mara Ellingsen For The Harbour Post", ["Mara Ellingsen"]),
        ("Mara Ellingsen Associated Press", ["Mara Ellingsen"]),
        ("Tomos Reyes Jr.", ["Tomos Reyes Jr."]),
        ("Show all articles of Mara Ellingsen", ["Mara Ellingsen"]),
        ("von Mara Ellingsen Veröffentlicht am 14. Mai 2024", ["Mara Ellingsen"]),
        ("Interview: Mara Ellingsen", ["Mara Ellingsen"]),
        ("VON MARA ELLINGSEN am 14. Mai 2024", ["MARA ELLINGSEN"]),
        ("View my complete profile", []),
        ("admin", []),
        ("Harbour Post", []),
        ("https://www.harbourpost.example/by/mara", []),
    ],
)
def test_authors(value, names):
    assert people.authors_of([value], ["The Harbour Post", "Harbour Post"]) == names


def test_visible_byline_comes_before_an_organisation():
    head = linked_data(author={"@type": "Organization", "name": "Harbour Media"})
    assert read(head=head, top="<p class='byline'>By Mara Ellingsen</p>").authors == ("Mara Ellingsen",)


def test_visible_byline_comes_before_marks_of_other_articles():
    top = "<p class='meta'>By Mara Ellingsen 14 May 2024 • 4:45pm</p>"
    foot = BODY[0] + "</p><p><a rel='author' href='/x'>Tomos Reyes</a>"
    assert read(top=top, first=foot).authors == ("Mara Ellingsen",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("14 May 2024 by Mara Ellingsen in Islands", ["Mara Ellingsen"]),
        ("Veröffentlicht am 14. Mai 2024 von Mara Ellingsen", ["Mara Ellingsen"]),
        ("14.05.2024 | Mara Ellingsen", ["Mara Ellingsen"]),
        ("Islands | 14 May 2024", []),
        ("14.05.2024 | Port Avery | Islands", []),
    ],
)
def test_author_in_the_line_of_the_date(line, names):
    assert people.beside_date(line) == names
    assert read(top=f"<div class='entry-meta'>{line}</div>").authors == tuple(names)


def test_a_byline_below_the_body_signs_it_and_is_no_part_of_it():
    html = page().replace("</p></div>", "</p><p>Von Mara Ellingsen</p></div>")
    article = extract.extract(html, "https://www.harbourpost.example/ferry")
    assert article.authors == ("Mara Ellingsen",)
    assert "Ellingsen" not in article.text


def test_a_site_that_gives_its_name_as_every_title_has_its_headlines_on_the_page():
    head = "<title>Harbour Post</title><meta property='og:title' content='Harbour Post'>"
    site = "<meta property='og:site_name' content='Harbour Post'>"
    assert read(head=head + site).title == "Ferry terminal to close"


def test_the_outlet_is_the_declared_name_that_the_address_bears():
    head = linked_data(publisher={"@type": "Organization", "name": "Coastal Media Ltd"})
    assert read(head=head).outlet == "Coastal Media Ltd"
    assert read(head=head + "<meta property='og:site_name' content='Harbour Post'>").outlet == "Harbour Post"


def test_quotation_marks_part_no_headline():
    for title in ("«The quay is ours until spring» - Harbour Post", "Ferry: »The quay is ours« - Harbour Post"):
        assert without_site(title, {"harbourpost"}) == title.removesuffix(" - Harbour Post")


def test_newsroom_signs_where_no_person_does():
    head = linked_data(author={"@type": "Organization", "name": "Coastal News Service"})
    assert read(head=head).authors == ("Coastal News Service",)
    assert people.newsroom_of(["Coastal News Service, Port Avery"]) == ["Coastal News Service"]


def test_published_and_modified_with_zone_and_method():
    head = linked_data(datePublished="2024-05-14T09:30:00+01:00", dateModified="0001-01-01T00:00:00")
    article = read(head=head)
    assert article.published_at == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)
    assert article.date_method is JSON_LD
    assert article.modified_at is None


@pytest.mark.parametrize(
    ("head", "top", "first", "place"),
    [
        (linked_data(dateline="PORT AVERY, May 14 -"), "", BODY[0], "Port Avery"),
        ("", "", "PORT AVERY (Coastal News) — " + BODY[0], "Port Avery"),
        ("", "<p>By Mara Ellingsen</p><p>Skerry Holm</p><p>14 May 2024 09:30</p>", BODY[0], "Skerry Holm"),
        ("", "<p>By Mara Ellingsen, Port Avery Tuesday 14 May 2024</p>", BODY[0], "Port Avery"),
        ("", "<p>By Mara Ellingsen, Tomos Reyes Tuesday 14 May 2024</p>", BODY[0], None),
        ("", "<p>By Mara Ellingsen</p><p>Political Editor</p><p>14 May 2024 09:30</p>", BODY[0], None),
    ],
)
def test_dateline(head, top, first, place):
    assert read(head=head, top=top, first=first).dateline == place


def test_standfirst_by_its_class_where_none_is_declared():
    article = read(top="<p class='standfirst'>The decision ends a long row</p><p>By Mara Ellingsen</p>")
    assert article.deck == "The decision ends a long row"
    assert "long row" not in article.text


def test_description_cut_from_the_body_is_no_standfirst():
    assert read(head=f"<meta name='description' content='{BODY[0][:100]}…'>").deck is None


def test_front_page_is_no_canonical_address():
    head = "<link rel='canonical' href='https://www.harbourpost.example/'>"
    assert read(head=head).canonical_url == "https://www.harbourpost.example/2024/05/14/ferry"


def test_prompt_above_a_plain_text_article_is_no_headline():
    prompt = "Keep up: turn on alerts from The Harbour Post"
    head = ["Ferry terminal to close for good", "A row is over", "", "Mara Ellingsen", "Port Avery"]
    article = extract.extract("\n".join([prompt, *head, "Tuesday 14 May 2024 09:30 BST", "", *BODY]))
    assert article.title == "Ferry terminal to close for good"
    assert article.deck == "A row is over"
    assert (article.authors, article.dateline) == (("Mara Ellingsen",), "Port Avery")


def test_date_at_the_end_of_the_title_element():
    article = extract.extract(page(head="<title>Ferry terminal to close | Islands | HP | 14.05.2024</title>"))
    assert article.published_at == datetime(2024, 5, 14, tzinfo=UTC)
    assert article.date_method is MetadataMethod.HTML
    assert article.title == "Ferry terminal to close"


@pytest.mark.parametrize("address", ["https://[i", "https://[", "http://]/a"])
def test_a_broken_declared_address_is_passed_over(address: str) -> None:
    article = read(head=f"<link rel='canonical' href='{address}'>")
    assert article.status == "ok"
    assert article.canonical_url == "https://www.harbourpost.example/2024/05/14/ferry"


def test_letters_are_told_alike_with_and_without_other_scripts() -> None:
    assert keys_of(["Hi, You 2!", "", "Straße_9 – Ü"]) == ["hiyou2", "", "straße9ü"]
    one, two, none = fingerprints(["Comments (12)", "comments 3", "12 – 3"])
    assert one == two != 0 and none == 0
    assert keys_of([]) == fingerprints([]) == []
    assert keys_of(["İzmir", "“Ü”’s — 2²"]) == [folded("İzmir"), folded("“Ü”’s — 2²")]


UNSEEN_DATE = '<abbr class="published" title="2024-03-04"></abbr>'


def test_a_date_that_nothing_else_gives_is_asked_of_htmldate():
    article = extract.extract(page(top=UNSEEN_DATE))
    assert article.published_at == datetime(2024, 3, 4, tzinfo=UTC)
    assert article.date_method is MetadataMethod.HTMLDATE
    seen = extract.extract(page(top=UNSEEN_DATE + "<p>By Mara Ellingsen, 14 May 2024</p>"))
    assert seen.date_method is MetadataMethod.VISIBLE
    assert read(top=UNSEEN_DATE).date_method is MetadataMethod.URL


def test_control_characters_do_not_hide_a_date_from_htmldate():
    line = "<p>It was seen on 2024-03-04 there, they said, " + "again and " * 20 + "again.</p>"
    for control in ("", "\x14", "\x00\x0b\ufffe"):
        article = extract.extract(page(top=f"<p>{control}a<script>x</script>b</p>{line}"))
        assert article.date_method is MetadataMethod.HTMLDATE


def test_a_page_on_which_htmldate_fails_is_an_article_without_a_date(monkeypatch):
    def fails(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr(last_date, "find_date", fails)
    article = extract.extract(page(top=UNSEEN_DATE))
    assert article.status == "ok"
    assert article.published_at is None
