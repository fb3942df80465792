"""`python -m benchmarks.extraction`: boilerplate removal against gold, beside the published tools.

Every figure of hearsay comes from the whole path (parse, labeller, rules, metadata), with the labeller's scores by
cross-validation grouped by family: no page is scored by a model that saw a page of its site. That needs the extra
`train`, since the labeller is trained five times; scores are kept in `benchmarks/out`. `--speed` measures CPU from
bytes to labelled article, and on to tags in Parquet, beside trafilatura's default: tools taken in turn on the same
pages in one process.
"""

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.common import (
    REPOSITORY,
    arguments_of,
    console,
    fail,
    folder,
    interleaved_cpu_seconds,
    print_table,
    read_peers,
    run_scorer,
)
from pipeline import attribute, extract, ingest
from pipeline.errors import HearsayError
from pipeline.extract import stage
from pipeline.extract.article import Article
from pipeline.extract.assemble import PageRows, assemble
from pipeline.extract.label import Seen
from pipeline.extract.page_input import declares_article
from pipeline.ingest.identity import site_of
from pipeline.tables import SITE_TEMPLATES
from pipeline.vocabulary import ArticleStatus
from training.extraction import dataset, fit, kinds, votes
from training.extraction.pages import GoldPage, read_pages

SCORES = REPOSITORY / "benchmarks" / "out" / "extraction-scores.npz"
PAIRED = ("trafilatura", "trafilatura-precision")
ROUNDS = 3


def held_out_scores(pages: Sequence[GoldPage]) -> dict[bool, np.ndarray]:
    """Scores of all blocks by the fold that left the page's family out, for HTML and for plain text."""
    target, weight = dataset.targets(pages)
    found: dict[bool, np.ndarray] = {}
    stored = dict(np.load(SCORES)) if SCORES.exists() else {}
    keep = {}
    for kind in kinds.KINDS:
        names = kinds.columns_of(kind.plain)
        x = dataset.columns(kind.inputs(pages))[:, [dataset.features.NAMES.index(name) for name in names]]
        print_ = hashlib.sha256(repr((fit.PARAMETERS, fit.TREES, fit.FIRST_TREES, fit.DECIDED, fit.FOLDS)).encode())
        for array in (x, target, weight):
            print_.update(np.ascontiguousarray(array).tobytes())
        key = f"{kind.file}-{print_.hexdigest()[:24]}"
        if key not in stored:
            console.print(f"training {kind.file} on {fit.FOLDS} folds …")
            stored[key] = fit.cross_validate(dataset.rows(pages, x, target, weight))
        found[kind.plain] = keep[key] = stored[key]
    SCORES.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(SCORES, **keep)
    return found


def scores_by_parts(pages: Sequence[GoldPage]) -> dict[str, np.ndarray]:
    """Held-out scores of the HTML labeller trained on the gold of dev alone, and on that and the snippet pages."""
    target, weight = dataset.targets(pages)
    kind = kinds.KINDS[0]
    names = kinds.columns_of(kind.plain)
    x = dataset.columns(kind.inputs(pages))[:, [dataset.features.NAMES.index(name) for name in names]]
    rows = dataset.rows(pages, x, target, weight)
    gold = np.array([page.gold_text is not None and page.part == "dev" for page in pages])[rows.page]
    snippets = np.array([page.gold_text is None for page in pages])[rows.page]
    used = {"gold of dev": gold, "and snippet pages": gold | snippets}
    return {name: fit.cross_validate(replace(rows, weight=weight * mask)) for name, mask in used.items()}


def articles(pages: Sequence[GoldPage], scores: np.ndarray, plain: bool) -> dict[str, Article]:
    """The article of each page by the whole path, with the given scores."""
    found = {}
    position = 0
    for page in pages:
        parsed = page.parsed
        n = len(parsed.blocks.texts)
        mine = np.maximum(scores[position : position + n], parsed.floor).tolist()
        position += n
        url = page.row.get("url", "")
        named, contexts = (["line"] * n, [0] * n) if plain else stage.places(parsed)
        declared = () if plain else parsed.declared
        seen = Seen(
            parsed.blocks.texts, named, contexts, stage.densities(parsed.blocks), mine, plain,
            is_article=declares_article(declared),
        )  # fmt: skip
        found[page.id] = assemble(PageRows(url, site_of(url), seen, declared))
    return found


def score(place: Path, predictions: Mapping[str, Mapping[str, str]], boot: int = 300) -> dict[str, Any]:
    """The folder's own scorer over the predictions of several tools; that of `more/` stands one folder up."""
    scorer = next(up / "score.py" for up in (place, place.parent) if (up / "score.py").is_file())
    with tempfile.TemporaryDirectory() as temporary:
        names = []
        for name, texts in predictions.items():
            path = Path(temporary) / f"{name}.jsonl"
            path.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()))
            names.append(path)
        out = Path(temporary) / "out.json"
        arguments = ["--dir", str(place), "--boot", str(boot), "--json", str(out)]
        run_scorer(scorer, *arguments, *names)
        return json.loads(out.read_text())


def paired(ours: Mapping[str, float], theirs: Mapping[str, float], n: int = 2000) -> tuple[float, float, float]:
    """Mean difference of page F1 with the 95 % interval of a paired bootstrap over pages."""
    difference = np.array([ours[key] - theirs[key] for key in sorted(ours)])
    generator = np.random.default_rng(13)
    means = difference[generator.integers(0, len(difference), (n, len(difference)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(difference.mean()), float(low), float(high)


def _text_row(name: str, result: Mapping[str, Any]) -> list[object]:
    text, snippets = result["text"], result.get("snippets", {})
    row: list[object] = [name, text["ALL"]["f1"], text["ALL"]["f1_std"], text["ALL"]["p"], text["ALL"]["r"]]
    row += [text["ALL"]["mean_page_f1"]]
    row += [text[key]["f1"] if key in text else None for key in ("scrapinghub", "fundus-en", "fundus-other")]
    row += [text["ALL"]["exact"]]
    if snippets:
        row += [snippets["ALL"]["f1"], snippets["ALL"]["leak"], snippets["news"]["f1"], snippets["news"]["leak"]]
    return row


def print_quality(place: Path, pages: Sequence[GoldPage], mine: Mapping[str, Mapping[str, Article]]) -> None:
    """The tables of text quality on dev and on more/, with peers run here and the README's other figures."""
    dev = [page for page in pages if page.part == "dev"]
    peers = {name: votes.peer_texts(name, pages) for name in votes.WEIGHTS}
    texts = {name: {key: article.text for key, article in found.items()} for name, found in mine.items()}
    everything = {**texts, **peers}
    results = score(place, {name: {page.id: found[page.id] for page in dev} for name, found in everything.items()})
    heads = ["tool", "F1", "±", "P", "R", "pageF1", "scrapinghub", "fundus-en", "fundus-other", "exact"]
    heads += ["snippets F1", "leak", "news F1", "news leak"]
    print_table(
        f"dev, {len(dev)} pages (grouped cross-validation)", heads, [_text_row(n, r) for n, r in results.items()]
    )
    published = [row for row in read_peers(place / "README.md", "tool") if row["tool"] not in everything]
    keys = [
        "tool",
        "all F1",
        "±",
        "P",
        "R",
        "scrapinghub F1",
        "fundus-en F1",
        "fundus-other F1",
        "exact",
        "snippets F1",
    ]
    print_table(
        "other tools, as the folder's README has them", keys, [[row.get(k, "") for k in keys] for row in published]
    )
    for name in PAIRED:
        mean, low, high = paired(results["hearsay"]["pages"], results[name]["pages"])
        console.print(f"page F1 of hearsay minus {name}: {mean:+.4f} (95 % paired bootstrap {low:+.4f} to {high:+.4f})")
    more = [page for page in pages if page.part == "more"]
    if more:
        results = score(
            place / "more", {n: {page.id: found[page.id] for page in more} for n, found in everything.items()}
        )
        rows = []
        for name, result in results.items():
            text = result["text"]
            groups = ("ALL", "daniel", "postlight", "mozilla", "ALL-en")
            rows.append(
                [name, *(text[key]["f1"] if key in text else None for key in groups), text["ALL"]["mean_page_f1"]]
            )
        print_table(
            f"more/, {len(more)} pages", ["tool", "F1", "daniel", "postlight", "mozilla", "English", "pageF1"], rows
        )


def print_parts(place: Path, pages: Sequence[GoldPage], scores: np.ndarray) -> None:
    """The quality of the HTML labeller with ever more training data; `scores` are those of all of it."""
    dev, more = ([page for page in pages if page.part == part] for part in ("dev", "more"))
    texts = {
        name: {key: article.text for key, article in articles(pages, found, False).items()}
        for name, found in {**scores_by_parts(pages), "and more": scores}.items()
    }
    of_dev, of_more = (
        score(part_of, {name: {page.id: found[page.id] for page in part} for name, found in texts.items()}, 2)
        for part_of, part in ((place, dev), (place / "more", more))
    )
    rows = []
    for name, result in of_dev.items():
        text, snippets = result["text"]["ALL"], result["snippets"]
        row = [name, text["f1"], text["mean_page_f1"], of_more[name]["text"]["ALL"]["f1"]]
        rows.append([*row, snippets["ALL"]["f1"], snippets["ALL"]["leak"], snippets["news"]["leak"]])
    heads = ["trained on", "dev F1", "pageF1", "more/ F1", "snippets F1", "leak", "news leak"]
    print_table("what the parts of the training data give", heads, rows, mark="-")


def print_metadata(pages: Sequence[GoldPage], mine: Mapping[str, Article]) -> None:
    """Title, authors and date of the fundus pages against what their publishers' parsers give."""
    hits = {"title": [0, 0], "authors": [0, 0], "date": [0, 0]}
    for page in pages:
        row, article = page.row, mine[page.id]
        if page.dataset != "fundus":
            continue
        if row.get("title"):
            _count(hits["title"], _folded(row["title"]) == _folded(article.title or ""))
        if row.get("authors") is not None:
            _count(hits["authors"], {_folded(name) for name in row["authors"]} == set(article.authors))
        if row.get("date"):
            moment = datetime.fromisoformat(row["date"])
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            near = article.published_at is not None and abs((article.published_at - moment).total_seconds()) <= 86_400
            _count(hits["date"], near)
    rows = [[name, good / max(n, 1), n] for name, (good, n) in hits.items()]
    print_table("metadata of the fundus pages", ["field", "right", "pages"], rows)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _count(pair: list[int], good: bool) -> None:
    pair[0] += good
    pair[1] += 1


def print_lost(pages: Iterable[GoldPage]) -> None:
    """Pages that give no article or raise, with the shipped weights, from bytes on."""
    statuses: dict[str, int] = {}
    for page in pages:
        status = extract.extract(page.body, page.row.get("url", "")).status
        statuses[status] = statuses.get(status, 0) + 1
    lost = statuses.get(ArticleStatus.FAILED, 0) + statuses.get(ArticleStatus.NO_ARTICLE, 0)
    told = ", ".join(f"{n} {status}" for status, n in sorted(statuses.items()))
    console.print(f"pages lost with the shipped weights: {lost}; by status: {told}", highlight=False)


def print_speed(pages: Sequence[GoldPage]) -> None:
    """CPU per page, tools taken in turn: from raw pages, from bytes, and on to tags in Parquet, beside trafilatura."""
    import trafilatura

    chosen = [page for page in pages if page.gold_text is not None and page.part == "dev"]
    print_first_pass(chosen)
    landing = _landing(chosen)
    raw = ingest.ingest_part({"landing": landing})["raw_pages"]
    tools = {
        "hearsay, raw pages to articles": lambda: _extracted(raw),
        "hearsay, bytes to articles": lambda: _extracted(ingest.ingest_part({"landing": landing})["raw_pages"]),
        "hearsay, bytes to tags in Parquet": lambda: _whole_chain(landing),
        "hearsay, page by page": lambda: [extract.extract(page.body, page.row["url"]) for page in chosen],
        "trafilatura": lambda: [
            trafilatura.extract(page.body, include_comments=False, include_tables=True) for page in chosen
        ],
    }
    seconds = {name: min(times) for name, times in interleaved_cpu_seconds(tools, ROUNDS).items()}
    rows = [[name, time / len(chosen) * 1000, time / seconds["trafilatura"]] for name, time in seconds.items()]
    print_table(f"CPU, {len(chosen)} pages, best of {ROUNDS}", ["tool", "ms a page", "against trafilatura"], rows)


def print_first_pass(pages: Sequence[GoldPage]) -> None:
    """CPU of both tools called in turn on each page, once: nothing remembered, and each cools the other's caches."""
    import trafilatura

    seconds = np.zeros((len(pages), 2))
    for times, page in zip(seconds, pages, strict=True):
        begin = time.process_time()
        extract.extract(page.body, page.row["url"])
        middle = time.process_time()
        trafilatura.extract(page.body, include_comments=False, include_tables=True)
        times[:] = middle - begin, time.process_time() - middle
    (ours, theirs), (ours_later, theirs_later) = seconds.sum(axis=0), seconds[1:].sum(axis=0)
    console.print(
        f"one pass, in turn on each page: {ours_later / theirs_later:.3f} of trafilatura's CPU; "
        f"{ours / theirs:.3f} with the first page, for which both read their tables"
    )


def _landing(pages: Sequence[GoldPage]) -> pa.Table:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    same = {"landing_record": None, "captured_at": moment, "http_status": 200, "content_type": "text/html",
            "day": moment.date()}  # fmt: skip
    rows = [same | {"landing_file": f"{page.id}.html", "url": page.row["url"], "body": page.body} for page in pages]
    return pa.Table.from_pylist(rows)


def _extracted(raw: pa.Table) -> dict[str, pa.Table]:
    parsed = stage.parse_part({"raw_pages": raw})
    part = {"raw_pages": raw.drop_columns(["body"]), **parsed, "site_templates": SITE_TEMPLATES.empty()}
    return parsed | stage.label_part(part)


def _whole_chain(landing: pa.Table) -> None:
    """All stages over one part, and every table written."""
    tables = ingest.ingest_part({"landing": landing})
    tables |= _extracted(tables["raw_pages"])
    tables |= attribute.tag_part({"articles": tables["articles"]})
    with tempfile.TemporaryDirectory() as temporary:
        for name, table in tables.items():
            parquet.write_table(table, Path(temporary) / f"{name}.parquet", compression="zstd", compression_level=3)


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; returns the exit status."""
    given = arguments_of(
        "extraction",
        __doc__.splitlines()[0],
        arguments,
        speed="measure CPU as well",
        only_speed="measure CPU alone",
        parts="train on parts of the folder, to see what each gives",
    )
    try:
        place = folder("extraction", given.folder)
        pages = read_pages(place)
        if given.speed or given.only_speed:
            print_speed(pages)
        if given.only_speed:
            return 0
        scores = held_out_scores(pages)
        mine = {
            "hearsay": articles(pages, scores[False], False),
            "hearsay, plain text": articles(pages, scores[True], True),
        }
        print_quality(place, pages, mine)
        print_metadata(pages, mine["hearsay"])
        if given.parts:
            print_parts(place, pages, scores[False])
        print_lost(page for page in pages if page.part == "dev")
    except HearsayError as error:
        return fail(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
