"""A large corpus from the same templates: invented stories by the thousand, with the furniture recurring per site.

It measures what a window over many pages of a site is worth (`site_templates`), and speed; it is no measure of the
tagger, because its stories are made of a few dozen moulds. Beside the landing zone stands `gold.jsonl`: one object a
page with `id` (the page_id), `file` (relative to the folder), `url`, `gold_text`.
"""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.sample.landing import write
from benchmarks.sample.outlets import OUTLETS, Outlet
from benchmarks.sample.stories import Story, parse

FIRST_DAY = datetime(2026, 4, 1, 5, tzinfo=UTC)
DAYS = 7
GIVEN = [
    "Ada",
    "Bram",
    "Cleo",
    "Dario",
    "Edda",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jory",
    "Kaia",
    "Linus",
    "Mira",
    "Nils",
    "Orla",
    "Pavel",
    "Quinn",
    "Rhea",
    "Silas",
    "Tova",
]
FAMILY = [
    "Ashdown",
    "Birk",
    "Carrow",
    "Dellamore",
    "Eskdale",
    "Fairlie",
    "Garth",
    "Holm",
    "Inskip",
    "Jarrow",
    "Kell",
    "Lomax",
    "Marle",
    "Norrish",
    "Oakes",
]
PLACES = [
    "Port Hallam",
    "Stoke Vale",
    "Kelderfoot",
    "Skerry Holm",
    "Gull Point",
    "Lower Kelder",
    "Eastmoor",
    "Brackwater",
]
BODIES = [
    "the harbour board",
    "the school trust",
    "the river authority",
    "the tram company",
    "the hospital",
    "the market guild",
]
THINGS = [
    "the new ferry",
    "the flood wall",
    "the night bus",
    "the library roof",
    "the fish market",
    "the ring road",
    "the old mill",
]
MOULDS = (
    '"{Thing} will open before the winter, whatever it costs," said {name}, who speaks for {body}.',
    "{Body} said on {weekday} that work on {thing} had stopped for want of {n} metres of cable.",
    "Two people familiar with the plans said {body} had looked at {n} other sites before it chose {place}.",
    "A report published in {place} found that {thing} had cost {n} thousand more than anybody had been told.",
    "{name} denied that. The figures came from a year in which nothing was built, {surname} told the Courier.",
    "In {place} the shutters were down by noon, and a crowd of {n} stood in the rain to hear the decision.",
    "{Body} declined to comment on the letter, which {n} residents of {place} had signed.",
    "The vote was taken after {n} hours of debate. It went against {thing} by a margin that surprised both sides.",
    '"I have lived here for {n} years and nobody has asked me about {thing}," {name} said.',
    "Work will begin again on {weekday}, if the weather and {body} allow it.",
    "According to {name}, a former clerk, {body} kept two sets of books until the spring of last year.",
    "The road from {place} was closed for {n} days, and the post came by boat.",
)
TITLES = (
    "{Body} halts work on {thing}",
    "{place} waits for {thing}",
    "Row over {thing} in {place} enters day {n}",
    "{surname} quits in dispute over {thing}",
)
GERMAN = (
    "Die Arbeiten in {place} ruhen seit {n} Tagen, weil ein Teil aus dem Lager fehlt.",
    '"Wir warten auf das Wetter", sagte {name} in {place}.',
    "In {place} standen am Mittag {n} Menschen im Regen und hörten der Bürgermeisterin zu.",
    "Nach Angaben von {name} kostet der Umbau {n} Tausend mehr als geplant.",
    "Der Stadtrat von {place} stimmte nach {n} Stunden über den Antrag ab.",
)
SITE_NOTES = {
    "courier": "Every harbour master since 1802 has kept a log, and every log is still wet at the edges.",
    "ledger": "This story was first read aloud at the Ledger's open newsroom on the second floor of the Corn Exchange.",
    "chronicle": "The Chronicle was founded in the back room of a saddler, and the saddle still hangs above the door.",
    "meridian": "Figures are in local currency and were taken at the close of trade on the previous day.",
    "pulse": "The Assembly has 96 members, of whom 11 have never spoken.",
    "beacon": "It rains in Port Hallam on 171 days of the year, and the Beacon has been out on all of them.",
    "tide": "A tide takes six hours and twelve minutes to come in. This took you less than one.",
    "hafenblatt": "Der Hafen hat siebzehn Kräne, und jeder von ihnen trägt einen Namen.",
    "islander": "There are fourteen islands at low water and eleven at high.",
}
"""A note of each site that reads like a sentence of the story: only the other pages of the site give it away."""

NOTE_SHARE = 0.6
"""Share of the pages of a site on which its note stands."""

FURNITURE = (
    "!read {Body}: all you need to know",
    "!figure {place} on Monday. | Photograph: {name}",
    "!embed {name} on X: {n} days.",
)


def _body(rng: random.Random, outlet: Outlet) -> list[str]:
    """The body of one story: four to fourteen paragraphs, and furniture between them.

    A paragraph has two sentences at least, so that hardly any stands in two stories: else it would count as furniture.
    """
    moulds = GERMAN if outlet.language == "de" else MOULDS
    lines = []
    for index in range(rng.randint(4, 14)):
        lines.append(" ".join(_fill(rng, rng.choice(moulds)) for _ in range(rng.randint(2, 3))))
        if index and rng.random() < 0.15:
            lines.append(_fill(rng, rng.choice(FURNITURE)))
    if rng.random() < NOTE_SHARE:
        lines.insert(rng.randint(1, len(lines)), f"!insert {SITE_NOTES[outlet.key]}")
    return lines


def _fill(rng: random.Random, mould: str) -> str:
    name, body, thing = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", rng.choice(BODIES), rng.choice(THINGS)
    return mould.format(
        name=name,
        surname=name.split()[1],
        body=body,
        Body=body[0].upper() + body[1:],
        thing=thing,
        Thing=thing[0].upper() + thing[1:],
        place=rng.choice(PLACES),
        n=rng.randint(2, 97),
        weekday=rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
    )


def stories(n_pages: int, seed: int) -> list[Story]:
    """`n_pages` stories over a week, the outlets in turn."""
    rng, out = random.Random(seed), []
    outlets = list(OUTLETS.values())
    for index in range(n_pages):
        outlet = outlets[index % len(outlets)]
        published = FIRST_DAY + timedelta(days=index * DAYS // n_pages, minutes=rng.randint(0, 900))
        captured = published + timedelta(minutes=rng.randint(5, 180))
        lines = [
            f"=== {outlet.key} story-{index:06d} {captured:%Y-%m-%d} {captured:%H:%M}",
            f"published: {published.isoformat()}",
            f"title: {_fill(rng, rng.choice(TITLES))}",
            f"deck: {_fill(rng, rng.choice(TITLES))}, and {_fill(rng, 'what {name} has to do with it')}",
            f"authors: {_fill(rng, '{name}')}",
            f"dateline: {rng.choice(PLACES)}",
            f"section: {rng.choice(('News', 'Politics', 'Business'))}",
            "",
            *_body(rng, outlet),
        ]
        out += parse("\n".join(lines) + "\n", {outlet.key: outlet.quotes})
    return out


def write_corpus(folder: Path, n_pages: int, seed: int) -> int:
    """Writes landing zone and gold below `folder`; returns the number of pages."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = write(stories(n_pages, seed), folder)
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    return len(rows)
