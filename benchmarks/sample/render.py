"""A story as an outlet's page: the template filled in, as bytes in the outlet's encoding."""

from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from benchmarks.sample.outlets import Outlet
from benchmarks.sample.stories import Item, Story, curl

TEMPLATES = Path(__file__).parent / "templates"
MONTHS_DE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
LEAD_CAPTIONS = {
    "ledger": "The Assembly building in Port Hallam, where the session resumed this week",
    "beacon": "Port Hallam from the east quay",
    "islander": "Skerry Holm harbour at low water",
}
environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=lambda name: name is not None and name.endswith(".html"),
    undefined=StrictUndefined,
    trim_blocks=False,
    keep_trailing_newline=True,
)


def page(story: Story, outlet: Outlet, neighbours: list[Story]) -> bytes:
    """The page as captured; `neighbours` are other stories of the site, for teasers and the next article."""
    name = story.head.get("template") or (f"{outlet.key}.txt" if outlet.form == "txt" else f"{outlet.key}.html")
    text = environment.get_template(name).render(**_context(story, outlet, neighbours))
    return text.encode(outlet.encoding, "xmlcharrefreplace")


def address(story: Story, outlet: Outlet) -> str:
    published = story.head.get("published", story.captured_at)
    return story.head.get("url") or outlet.url(story.slug, story.head.get("section", "News"), published[:10])


def _context(story: Story, outlet: Outlet, neighbours: list[Story]) -> dict:
    url = address(story, outlet)
    published = datetime.fromisoformat(story.head.get("published", story.captured_at))
    return {
        "slug": story.slug,
        "url": url,
        "clean_url": url.split("?utm_")[0],
        "outlet": outlet.name,
        "title": story.head["title"],
        "deck": story.head.get("deck", ""),
        "authors": story.authors,
        "dateline": story.head.get("dateline", ""),
        "section": story.head.get("section", "News"),
        "keywords": [word.strip() for word in story.head.get("keywords", "").split(",") if word.strip()],
        "published": published.isoformat(),
        "modified": story.head.get("modified", ""),
        "long_date": published.strftime("%A %d %B %Y %H:%M GMT"),
        "german_date": f"{published.day}. {MONTHS_DE[published.month - 1]} {published.year}, {published:%H:%M} Uhr",
        "correction": story.head.get("correction", ""),
        "paywalled": story.head.get("status") == "paywalled",
        "lead_caption": LEAD_CAPTIONS.get(outlet.key, ""),
        "inserts": [curl(text, outlet.quotes) for text in outlet.inserts],
        "most_read": outlet.most_read,
        "related": [_teaser(other, outlet) for other in neighbours],
        "items": _items(story.items),
    }


def _teaser(story: Story, outlet: Outlet) -> dict[str, str]:
    return {
        "url": address(story, outlet),
        "title": story.head["title"],
        "deck": story.head.get("deck", ""),
        "first": story.paragraphs[0] if story.paragraphs else "",
    }


def _items(items: tuple[Item, ...]) -> list[dict]:
    """Items for a template: runs of list items become one list."""
    out: list[dict] = []
    for item in items:
        if item.kind == "item":
            if not out or out[-1]["kind"] != "list":
                out.append({"kind": "list", "entries": [], "texts": []})
            out[-1]["entries"].append(_html(item))
            out[-1]["texts"].append(item.text)
            continue
        caption, _, credit = item.text.partition(" | ")
        out.append(
            {
                "kind": item.kind,
                "html": _html(item),
                "text": item.text,
                "href": "/" + item.text.lower().replace(" ", "-")[:40],
                "caption": caption,
                "credit": credit,
            }
        )
    return out


def _html(item: Item) -> Markup:
    html, last = Markup(""), 0
    for start, end in item.links:
        html += escape(item.text[last:start]) + Markup('<a href="/topic">{}</a>').format(item.text[start:end])
        last = end
    return html + escape(item.text[last:])
