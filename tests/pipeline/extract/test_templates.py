"""Blocks that recur on a site: counted over addresses, written in a fixed order, used in labelling."""

import datetime

import pyarrow as pa

from pipeline import extract
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.templates import is_furniture, recurring_by_site, site_templates, strikes
from pipeline.tables import SITE_TEMPLATES
from pipeline.vocabulary import BlockReason

DAY = datetime.date(2024, 5, 14)
APPEAL = "Every morning our small newsroom on the quay writes for the people of the islands, and is glad of them."


def window(pages: dict[str, list[str]], day: datetime.date = DAY, score: float = 0.9) -> pa.Table:
    rows = [
        {"address": page, "day": day, "site": "harbourpost.example", "fingerprint": mark, "score": score}
        for page, texts in pages.items()
        for mark in fingerprints(texts)
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
    assert list(recurring_by_site(templates)["harbourpost.example"]) == fingerprints([APPEAL])


def test_captures_of_one_address_do_not_make_its_article_furniture():
    rows = pa.concat_tables([window({"live blog": [paragraph(1)], **{f"p{i}": [APPEAL] for i in range(3)}})] * 6)
    assert site_templates(rows, DAY)["fingerprint"].to_pylist() == fingerprints([APPEAL])


def test_a_teaser_elsewhere_does_not_strike_the_paragraph_at_home():
    teased = fingerprints([paragraph(1)])
    elsewhere = window({f"p{i}": [paragraph(1)] for i in range(6)}, score=0.1)
    known = recurring_by_site(site_templates(elsewhere, DAY))["harbourpost.example"]
    assert strikes(teased, [0.1], known) == {0}
    assert strikes(teased, [0.95], known) == frozenset()
