"""Blocks that recur on a site: counted over addresses, written in a fixed order, used in labelling."""

import datetime

import pyarrow as pa

from pipeline import extract, ingest
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.templates import is_furniture, recurring_by_site, site_templates, strikes
from pipeline.tables import SITE_TEMPLATES
from pipeline.vocabulary import ArticleStatus, BlockReason

DAY = datetime.date(2024, 5, 14)
SITE = "harbourpost.example"
NOW = datetime.datetime(2024, 5, 14, tzinfo=datetime.UTC)
APPEAL = "Every morning our small newsroom on the quay writes for the people of the islands, and is glad of them."


def window(pages: dict[str, list[str]], day: datetime.date = DAY, score: float = 0.9) -> pa.Table:
    rows = [
        {"address": page, "day": day, "site": SITE, "fingerprint": mark, "score": score, "n_words": text.count(" ") + 1}
        for page, texts in pages.items()
        for text, mark in zip(texts, fingerprints(texts), strict=True)
    ]
    return pa.Table.from_pylist(
        rows,
        schema=pa.schema(
            [
                ("address", pa.string()),
                ("day", pa.date32()),
                ("site", pa.string()),
                ("fingerprint", pa.int64()),
                ("score", pa.float32()),
                ("n_words", pa.int32()),
            ]
        ),
    )


def paragraph(number: int) -> str:
    words = ["ferry", "council", "harbour", "winter", "repair", "quay", "market", "school", "storm", "bridge"]
    return (
        f"The {words[number % 10]} committee heard on Monday that the {words[number // 10]} would cost more than it had"
        f" been told, said Mara Ellingsen, who has followed the {words[(number * 7) % 10]} since it was first proposed."
    )


def test_counts_are_validated_and_sorted():
    pages = {f"p{i}": [APPEAL, paragraph(i)] for i in range(8)}
    table = SITE_TEMPLATES.validate(site_templates(window(pages), DAY))
    assert table.num_rows == 1
    row = table.to_pylist()[0]
    assert (row["n_pages"], row["n_site_pages"], row["first_day"], row["last_day"]) == (8, 8, DAY, DAY)


def test_order_of_the_window_does_not_matter():
    pages = {f"p{i}": [APPEAL, paragraph(i % 2)] for i in range(8)}
    rows = window(pages)
    backwards = rows.take(list(reversed(range(rows.num_rows))))
    assert site_templates(rows, DAY).equals(site_templates(backwards, DAY))


def test_wire_copy_on_a_handful_of_many_pages_is_no_furniture():
    assert not is_furniture(6, 2000)
    assert is_furniture(6, 100)
    assert is_furniture(3, 4)
    assert not is_furniture(2, 2)


def test_numbers_do_not_tell_two_blocks_apart():
    one, two, three = fingerprints(["Comments (12)", "comments (3)", "Comment"])
    assert one == two != three
    assert fingerprints(["2024 — 12:30"]) == [0]


def test_a_recurring_paragraph_is_removed_from_plain_text_with_templates_alone():
    page = "\n\n".join(["Council votes to close the old ferry terminal", APPEAL, *(paragraph(i) for i in range(5))])
    templates = site_templates(window({f"p{i}": [APPEAL, paragraph(i + 20)] for i in range(10)}), DAY)
    url = "https://harbourpost.example/2024/ferry"
    before = extract.extract(page, url)
    after = extract.extract(page, url, templates=templates)
    assert APPEAL in before.text
    assert APPEAL not in after.text
    gone = next(block for block in after.blocks if block.text == APPEAL)
    assert gone.reason is BlockReason.TEMPLATE
    assert list(recurring_by_site(templates)[SITE]) == fingerprints([APPEAL])


def test_captures_of_one_address_do_not_make_its_article_furniture():
    rows = pa.concat_tables([window({"live blog": [paragraph(1)], **{f"p{i}": [APPEAL] for i in range(3)}})] * 6)
    assert site_templates(rows, DAY)["fingerprint"].to_pylist() == fingerprints([APPEAL])


def test_a_teaser_elsewhere_does_not_strike_the_paragraph_at_home():
    teased = fingerprints([paragraph(1)])
    elsewhere = window({f"p{i}": [paragraph(1)] for i in range(3)}, score=0.3)
    home = window({"home": [paragraph(1)]}, score=0.95)
    known = recurring_by_site(site_templates(pa.concat_tables([elsewhere, home]), DAY))[SITE]
    assert strikes(teased, [0.3], known) == {0}
    assert strikes(teased, [0.95], known) == frozenset()


NOTICE = """<!doctype html><html lang="en"><head><title>Estate of {name} | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"></head><body>
<ul><li><a href="/">Home</a></li><li><a href="/notices">Notices</a></li></ul><main><article><h1>Estate of {name}</h1>
<p>{name}, late of {street}, Port Avery, died on {n} March. Probate was granted to {executor} at the registry.</p>
<p>Notice is given that all persons who have a claim against the estate must send it in writing to the registry of the
probate court in Port Avery within two months of the day on which this notice was first printed.</p>
<p>Claims that reach the registry after that day will not be heard, and the executors will divide the estate among those
who are entitled to it with regard only to the claims of which they have been told by then.</p>
<p>Whoever holds a will that was signed later than the one named here is asked to bring it to the registry at once.</p>
</article></main><div class="support"><p>{appeal}</p></div><footer>Copyright The Harbour Post</footer></body></html>"""
PEOPLE = ["Ada Quill", "Bram Holt", "Cora Venn", "Dov Lind", "Edda Marsh", "Finn Orme", "Greta Vale", "Hugo Pike"]


def notices() -> dict[str, str]:
    """Pages of one site that share all but a paragraph: notices about invented estates."""
    return {
        f"https://www.harbourpost.example/notices/{n}": NOTICE.format(
            name=name, street=f"{n} Quay Row", executor=PEOPLE[n - 1], n=n, appeal=APPEAL
        )
        for n, name in enumerate(PEOPLE)
    }


def window_of(pages: dict[str, str]) -> pa.Table:
    """Rows of `blocks` of captured pages, as the stages make them."""
    return blocks_of({url: page.encode() for url, page in pages.items()}, "text/html")


def blocks_of(pages: dict[str, bytes], content_type: str) -> pa.Table:
    captures = [
        {"landing_file": url, "landing_record": None, "url": url, "captured_at": NOW, "http_status": 200,
         "content_type": content_type, "body": body, "day": DAY}
        for url, body in pages.items()
    ]  # fmt: skip
    raw = ingest.ingest_part({"landing": pa.Table.from_pylist(captures)})["raw_pages"]
    return extract.parse_part({"raw_pages": raw})["blocks"]


def test_blocks_are_read_in_the_encoding_that_ingest_took_from_the_header():
    text = "Der Rat von Möwenhafen stimmte am Montag für die Schließung des Fähranlegers."
    page = f"<html><body><p>{text}</p></body></html>"
    found = blocks_of({"https://www.harbourpost.example/o": page.encode("mac_roman")}, "text/html; charset=macintosh")
    assert found.column("text").to_pylist() == [text]


def test_notices_that_share_most_sentences_keep_them():
    pages = notices()
    templates = site_templates(window_of(pages), DAY)
    for url, page in pages.items():
        article = extract.extract(page, url, templates=templates)
        assert article.status is ArticleStatus.OK
        assert "Notice is given" in article.text and "Whoever holds a will" in article.text
        assert APPEAL not in article.text


def test_notices_among_many_other_articles_keep_their_sentences():
    pages = notices() | {
        f"https://www.harbourpost.example/news/{n}": "<html><body><article><h1>Report</h1>"
        + "".join(f"<p>{paragraph(5 * n + i)}</p>" for i in range(5))
        + f"</article><div class='support'><p>{APPEAL}</p></div></body></html>"
        for n in range(19)
    }
    templates = site_templates(window_of(pages), DAY)
    for url, page in pages.items():
        article = extract.extract(page, url, templates=templates)
        assert APPEAL not in article.text
        assert ("Notice is given" in article.text) is ("notices" in url)


def test_an_appeal_that_the_model_takes_for_text_is_furniture_on_pages_with_an_article():
    pages = {f"p{i}": [APPEAL, *(paragraph(4 * i + j) for j in range(4))] for i in range(8)}
    known = recurring_by_site(site_templates(window(pages, score=0.97), DAY))
    assert list(known[SITE]) == fingerprints([APPEAL])


def test_a_page_of_which_templates_would_leave_nothing_is_judged_without_them():
    url, page = next(iter(notices().items()))
    marks = [mark for mark in fingerprints([block.text for block in extract.extract(page, url).blocks]) if mark]
    rows = [
        {"day": DAY, "site": SITE, "fingerprint": mark, "n_pages": 9, "n_site_pages": 9, "first_day": DAY,
         "last_day": DAY, "mean_score": 0.95}
        for mark in marks
    ]  # fmt: skip
    article = extract.extract(page, url, templates=SITE_TEMPLATES.from_rows(rows))
    assert article.status is ArticleStatus.OK
    assert "Notice is given" in article.text
