"""Small landing zones for tests: pages about invented people, each in words of its own, so that every table fills.

Pages that differ by a number alone come out empty: what recurs on a site counts as furniture. Every second page prints
the story before it at another outlet, so that there is something repeated.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2026, 4, 1)
PAGE = """<!doctype html><html lang="en"><head><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"></head><body><article><h1>{title}</h1>
{paragraphs}
</article><footer>Copyright {outlet}</footer></body></html>
"""
OUTLETS = {"Tarn Valley Post": "tarnvalleypost.example", "Moorland Echo": "moorlandecho.example"}
TITLE = "{place} {thing} {fault} again"
PARAGRAPHS = (
    "The {thing} at {place} {fault} for the {count} time this {season}, and the {office} does not know why it happens.",
    '"We were told to {act}, and so we did," said {first} {last}, who keeps the {shop} beside the {thing}.',
    "Two people close to the {office} said the {thing} had failed an inspection of its {part} in {month}.",
    "{last} denied that anybody at the {shop} had touched the {part}, and declined to comment on the {month} report.",
    "According to the Corvane Courier, the {thing} was closed after a {witness} noticed a {trouble} in the {part}.",
    "A spokesman for the {office} said that an inquiry into the {trouble} would begin before the end of {month}.",
)
WORDS = {
    "place": "Aldmere Brackwell Corvane Dunmoor Eskhaven Fenwick Garrowby Hollins Inverlye Jarrowdale Kestwick Lorne",
    "thing": "ferry bridge lock crane weir tunnel funicular lighthouse pier signal reservoir sawmill observatory",
    "fault": "stalls jams leaks floods slips cracks overheats stops sinks tilts rattles freezes",
    "count": "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth",
    "season": "spring summer autumn winter month year week quarter decade term",
    "office": "harbour-office council water-board county-court rail-board survey lands-office customs-house treasury",
    "act": "wait leave hurry stay listen watch dig pump paint sweep knock whisper climb",
    "first": "Ilse Bram Tove Anselm Petra Joris Maud Corin Hedda Silas Wanda Emeric Liesl Otmar",
    "last": "Marrow Quill Thorne Vasser Ruddock Pell Hask Orrin Kestrel Dunlop Aske Farrow Birtles",
    "shop": "bakery ticket-desk smithy tea-room chandlery bookshop laundry pharmacy kiosk workshop dairy",
    "part": "hull gearbox boiler gate cable foundation valve lantern keel axle chimney turbine stairwell",
    "month": "January February March April May June July August September October November December",
    "trouble": "fire leak quarrel theft collapse spill short-circuit landslip strike explosion dispute",
    "witness": "fisherman teacher nurse surveyor student plumber gardener postman diver sailor clerk",
}


def days(n: int) -> list[date]:
    return [FIRST + timedelta(days=i) for i in range(n)]


def page(story: int, outlet: str) -> str:
    """An outlet's page of a story: always the same, unlike that of any other story."""
    chance = random.Random(story)
    words = {slot: chance.choice(given.split()).replace("-", " ") for slot, given in WORDS.items()}
    said = "\n".join(f"<p>{text.format_map(words)}</p>" for text in chance.sample(PARAGRAPHS, len(PARAGRAPHS)))
    return PAGE.format(title=TITLE.format_map(words), paragraphs=said, outlet=outlet)


def land(data: Path, day: date, n_pages: int = 2, first: int = 0) -> Path:
    """Writes pages into the day's landing folder."""
    folder = data / "landing" / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(first, first + n_pages):
        story = day.toordinal() % 1000 * 100 + i // 2
        outlet, site = list(OUTLETS.items())[i % 2]
        (folder / f"page-{i}.html").write_text(page(story, outlet))
        side = {"url": f"https://{site}/story-{story}", "captured_at": f"{day}T08:00:00Z"}
        (folder / f"page-{i}.json").write_text(json.dumps(side))
    return folder
