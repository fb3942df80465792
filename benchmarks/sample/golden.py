"""Golden files: what is right for a page, from the annotation of its story and never from the pipeline."""

import json
import re
from pathlib import Path

from benchmarks.sample.landing import neighbours, page_id
from benchmarks.sample.outlets import OUTLETS, QUOTES
from benchmarks.sample.render import address, page
from benchmarks.sample.stories import KINDS, STANCES, Mark, Story, all_stories

QUOTED = re.compile(r"[\"“„‘][^\"”“’]*(?:’\w[^\"”“’]*)*[\"”“’]?")


def golden_stories() -> list[Story]:
    return [story for story in all_stories(QUOTES) if "golden" in story.head]


def golden(story: Story) -> dict:
    """The golden record of one story."""
    outlet = OUTLETS[story.outlet]
    text, sentences = story.text, story.sentences()
    attributions = [_attribution(mark, text) for mark in story.marks]
    return {
        "name": story.head["golden"],
        "url": address(story, outlet),
        "outlet": outlet.name,
        "title": story.head["title"],
        "deck": story.head.get("deck") or None,
        "authors": story.authors,
        "dateline": (story.head.get("dateline") or None) if outlet.key not in UNPRINTED_DATELINE else None,
        "published_at": story.head["published"],
        "language": outlet.language,
        "paragraphs": story.paragraphs,
        "text": text,
        "sentences": [list(span) for span in sentences],
        "voice": _voices(story, sentences) if outlet.language == "en" else None,
        "attributions": attributions if outlet.language == "en" else None,
    }


UNPRINTED_DATELINE = frozenset({"pulse", "beacon", "tide"})
"""Outlets whose template prints no dateline."""


def body_of(story: Story) -> tuple[bytes, str]:
    """The page of a story as the sample has it, and its address."""
    outlet = OUTLETS[story.outlet]
    return page(story, outlet, neighbours(story, list(all_stories(QUOTES)))), address(story, outlet)


def _span(span: tuple[int, int], text: str) -> dict:
    return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}


def _attribution(mark: Mark, text: str) -> dict:
    kind, *rest = mark.properties.split(" ", 1)
    properties = dict(re.findall(r"(\w+)=(.*?)(?= \w+=|$)", rest[0].removeprefix("anon").strip() if rest else ""))
    stance = properties.get("stance", "asserts")
    if stance not in STANCES or kind not in KINDS:
        raise ValueError(f"unknown value in: {mark.properties}")
    source, cue = mark.spans["s"], mark.spans["q"]
    content = [_span(span, text) for span in mark.spans["c"]]
    return {
        "source": _span(source[0], text) if source else None,
        "cue": _span(cue[0], text) if cue else None,
        "content": content,
        "speech": _speech([span["text"] for span in content]),
        "source_kind": KINDS[kind],
        "anonymous": bool(rest) and rest[0].startswith("anon"),
        "via": [name for name in properties.get("via", "").split("; ") if name],
        "channel": properties.get("channel"),
        "stance": stance,
        "resolves_to": properties.get("name"),
    }


def _speech(contents: list[str]) -> str:
    left = [QUOTED.sub("", content).strip(" ,.") for content in contents]
    if not any(left):
        return "direct"
    return "mixed" if any(re.search(r"[\"“„‘]", content) for content in contents) else "indirect"


def _voices(story: Story, sentences: list[tuple[int, int]]) -> list[str]:
    contents = [span for mark in story.marks for span in mark.spans["c"]]
    return [_voice(start, end, contents, story.mixed) for start, end in sentences]


def _voice(start: int, end: int, contents: list[tuple[int, int]], mixed: tuple[int, ...]) -> str:
    if any(start <= position < end for position in mixed):
        return "mixed"
    return "attributed" if any(a < end and start < b for a, b in contents) else "reporter"


def write(folder: Path) -> int:
    """Writes one JSON file for each annotated story into `folder`; returns how many."""
    stories = golden_stories()
    for story in stories:
        record = golden(story)
        record["page_id"] = page_id(record["url"], body_of(story)[0])
        path = folder / f"{record['name']}.json"
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(stories)
