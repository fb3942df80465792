"""Writing the landing zone: pages with side files, gzip and WARC built byte for byte alike on every run."""

import gzip
import hashlib
import io
import json
import uuid
from collections import defaultdict
from pathlib import Path

from benchmarks.sample.outlets import OUTLETS, QUOTES, Outlet
from benchmarks.sample.render import address, page
from benchmarks.sample.stories import Story, all_stories

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + bytes(64)
"""The signature and header of a PNG: what a server sends when it answers an article's address with a pixel."""

ANSWER = b'{"error": {"code": 503, "message": "upstream timed out"}, "items": [], "next": null}\n'
"""What an API answers where a page was asked for."""

REJECTED = (
    ("2026-03-03", "tide-pixel.html", PNG, "https://www.tide-news.example/amp/pixel"),
    ("2026-03-04", "chronicle-empty.html", b"", "https://www.valechronicle.example/story.asp?id=empty"),
    ("2026-03-04", "pulse-api.html", ANSWER, "https://www.capitalpulse.example/api/latest"),
    ("2026-03-05", "pulse-api.html", ANSWER, "https://www.capitalpulse.example/api/latest"),
    ("2026-03-05", "pulse-api-polls.html", ANSWER, "https://www.capitalpulse.example/api/polls"),
)
"""Inputs that are no pages, so that the sample has something to turn away: day, file, bytes, address."""


NEAR = 40
"""Stories of an outlet among which the neighbours of a page are looked for; the sample has at most 12 an outlet."""


def zipped(data: bytes) -> bytes:
    """One gzip member without a time or a name."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as member:
        member.write(data)
    return buffer.getvalue()


def warc_record(url: str, captured_at: str, body: bytes) -> bytes:
    """A response record, its id derived from address and time."""
    date = captured_at.replace("+00:00", "Z")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url + ' ' + date)}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return zipped(head.encode() + http + b"\r\n\r\n")


def neighbours(story: Story, stories: list[Story]) -> list[Story]:
    """Up to three other stories of the outlet that stood on its site at the time, the latest first."""
    others = [
        other
        for other in stories
        if other.outlet == story.outlet and other.slug != story.slug and other.day <= story.day and other.items
    ]
    unique = {other.slug: other for other in others}
    return sorted(unique.values(), key=lambda other: (other.day, other.time, other.slug), reverse=True)[:3]


def _near(story: Story, stories: list[Story]) -> list[Story]:
    """The stories around `story` in the outlet's order: all of a small sample, a bounded run of a large corpus."""
    if len(stories) <= NEAR:
        return stories
    place = next(index for index, other in enumerate(stories) if other is story)
    return stories[max(0, place - NEAR // 2) : place + NEAR // 2]


def page_id(url: str, body: bytes) -> str:
    """The id of a page, as the design defines it."""
    return hashlib.sha256(url.encode() + b"\n" + body).hexdigest()[:32]


def write(stories: list[Story], folder: Path, rejected: tuple = ()) -> list[dict]:
    """Writes the landing zone for `stories` below `folder`; returns one row per page with its place and gold text."""
    rows: list[dict] = []
    warcs: defaultdict[tuple[str, str], bytes] = defaultdict(bytes)
    by_outlet: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        by_outlet[story.outlet].append(story)
    for story in stories:
        outlet = OUTLETS[story.outlet]
        body = page(story, outlet, neighbours(story, _near(story, by_outlet[story.outlet])))
        url = address(story, outlet)
        day = folder / story.day
        day.mkdir(parents=True, exist_ok=True)
        name = _write_page(story, outlet, body, url, day, warcs)
        rows.append({"id": page_id(url, body), "file": f"{story.day}/{name}", "url": url, "gold_text": story.text})
    for (day_name, name), data in sorted(warcs.items()):
        (folder / day_name / name).write_bytes(data)
    for day_name, name, data, url in rejected:
        (folder / day_name / name).write_bytes(data)
        _side_file(folder / day_name / name, url, f"{day_name}T12:00:00+00:00")
    return rows


def _write_page(story: Story, outlet: Outlet, body: bytes, url: str, day: Path, warcs: dict) -> str:
    if outlet.form == "warc":
        name = f"{outlet.key}-{story.day}.warc.gz"
        warcs[story.day, name] += warc_record(url, story.captured_at, body)
        return name
    suffix = {"html": ".html", "gz": ".html.gz", "txt": ".txt"}[outlet.form]
    name = f"{outlet.key}-{story.slug}{suffix}"
    (day / name).write_bytes(zipped(body) if outlet.form == "gz" else body)
    _side_file(day / name, url, story.captured_at)
    return name


def _side_file(path: Path, url: str, captured_at: str) -> None:
    name = path.name.removesuffix(".gz")
    side = path.with_name(name[: name.rindex(".")] + ".json")
    side.write_text(json.dumps({"url": url, "captured_at": captured_at}, indent=1) + "\n", encoding="utf-8")


def write_sample(folder: Path) -> list[dict]:
    """The committed sample."""
    return write(list(all_stories(QUOTES)), folder, REJECTED)
