"""Fetching against servers on the loopback address: what lands, what is refused, and what a hostile server costs."""

import gzip
import json
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stamina

from pipeline import ingest
from pipeline.errors import InputError
from pipeline.ingest import client, fetch
from pipeline.ingest.client import FetchError, Limits, is_public
from pipeline.ingest.feeds import listing

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
PAGE = "<!doctype html><html><head><title>Harbour reopens</title></head><body><p>Für {}.</p></body></html>"
LIMITS = Limits(max_bytes=50_000, seconds=5, silence=2, delay=0, attempts=2, allow_private=True)


@pytest.fixture(autouse=True)
def _no_waiting_between_attempts():
    stamina.set_testing(True, attempts=2)
    yield
    stamina.set_testing(False)


@contextmanager
def serving(routes):
    """A server that answers each path by bytes, or by a function of the handler; yields its address and its log."""
    log = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            log.append(self.path)
            answer = routes.get(self.path)
            if callable(answer):
                answer(self)
            else:
                reply(self, answer or b"", 404 if answer is None else 200)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", log
    finally:
        server.shutdown()
        server.server_close()


def reply(handler, body, status=200, **headers):
    handler.send_response_only(status)  # without a Date, so that the same fetch gives the same bytes
    for key, value in {"Content_Type": "text/html; charset=utf-8", "Content_Length": len(body), **headers}.items():
        if value is not None:
            handler.send_header(key.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)


def page(number):
    return PAGE.format(number).encode()


def go(tmp_path, urls=(), limits=LIMITS, **more):
    return fetch.fetch(urls, landing=tmp_path, day=DAY, limits=limits, now=lambda: NOW, **more)


def landed(tmp_path):
    """Pages by address and rejects by address, read back as ingest reads them."""
    pages, rejects = {}, {}
    for part in ingest.landing_parts(tmp_path / DAY.isoformat(), DAY):
        made = ingest.ingest_part(part)
        pages.update((row["url"], row) for row in made["raw_pages"].to_pylist())
        rejects.update(
            (row["url"], (row["stage"], row["reason"], row["detail"])) for row in made["rejects"].to_pylist()
        )
    return pages, rejects


def test_pages_come_back_from_the_landing_zone_as_they_were_sent(tmp_path):
    def squeezed(handler):
        reply(handler, gzip.compress(page(2), mtime=0), Content_Encoding="gzip", X_Note="a")

    def chunked(handler):
        reply(handler, b"", Content_Length=None, Transfer_Encoding="chunked")
        for piece in (page(3)[:30], page(3)[30:]):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    with serving({"/1": page(1), "/2": squeezed, "/3?a=ü b": None, "/3?a=%C3%BC%20b": chunked}) as (base, _):
        urls = [f"{base}/1", f"{base}/2", f"{base}/3?a=ü b", f"{base}/1"]
        outcome = go(tmp_path, urls)
        again = go(tmp_path / "again", urls)
    assert (outcome.n_pages, outcome.n_rejects, outcome.left_out) == (3, 0, 0)
    assert outcome == again
    (name,) = outcome.files
    first, second = (folder / DAY.isoformat() / name for folder in (tmp_path, tmp_path / "again"))
    assert first.read_bytes() == second.read_bytes()
    pages, rejects = landed(tmp_path)
    assert rejects == {}
    assert {row["body"] for row in pages.values()} == {page(1), page(2), page(3)}
    assert {row["captured_at"] for row in pages.values()} == {NOW}
    assert {row["http_status"] for row in pages.values()} == {200}
    assert set(pages) == {f"{base}/1", f"{base}/2", f"{base}/3?a=%C3%BC%20b"}


def test_what_gives_no_page_is_a_reject(tmp_path):
    def short(handler):
        reply(handler, b"half", Content_Length=4000)

    def broken(handler):
        reply(handler, gzip.compress(page(1))[:-20], Content_Encoding="gzip")

    routes = {"/short": short, "/broken": broken, "/pdf": lambda h: reply(h, b"x", Content_Type="application/pdf"),
              "/robots.txt": b"User-agent: *\nDisallow: /private\n", "/private/1": page(1)}  # fmt: skip
    with serving(routes) as (base, log):
        names = ["404", "short", "broken", "pdf", "private/1"]
        outcome = go(
            tmp_path, [*(f"{base}/{name}" for name in names), "ftp://a.example/x", "http://[::1", "no address"]
        )
    assert "/private/1" not in log
    assert (outcome.n_pages, outcome.n_rejects) == (1, 7)
    _, rejects = landed(tmp_path)
    found = {url.removeprefix(base + "/"): (stage, reason) for url, (stage, reason, _) in rejects.items()}
    assert found == {
        "404": ("fetch", "http_error"), "short": ("fetch", "fetch_failed"), "broken": ("fetch", "fetch_failed"),
        "pdf": ("sniff", "binary"), "private/1": ("fetch", "robots"), "ftp://a.example/x": ("fetch", "bad_url"),
        "http://[::1": ("fetch", "bad_url"), "no address": ("fetch", "bad_url"),
    }  # fmt: skip


def test_redirects_are_followed_to_public_places_only(tmp_path, monkeypatch):
    def to(place):
        return lambda handler: reply(handler, b"", 302, Location=place)

    with serving({"/secret": page(1)}) as (inner, inner_log):
        routes = {"/a": to("/b"), "/b": to("c?x=1"), "/c?x=1": page(1), "/loop": to("/loop"),
                  "/in": to(inner + "/secret"),
                  "/file": to("file:///etc/hostname"), "/none": to("http://"), "/off": to("/private"),
                  "/robots.txt": b"User-agent: hearsay\nDisallow: /private\n"}  # fmt: skip
        with serving(routes) as (base, log):
            port = base.rpartition(":")[2]
            true_connect = client.connect

            def connect(host, its_port, limits):  # the outer server plays a public one
                return true_connect(host, its_port, LIMITS if str(its_port) == port else limits)

            monkeypatch.setattr(client, "connect", connect)
            limits = Limits(seconds=5, silence=2, delay=0, attempts=1)
            outcome = go(tmp_path, [base + name for name in ("/a", "/loop", "/in", "/file", "/none", "/off")], limits)
    pages, rejects = landed(tmp_path)
    assert list(pages) == [f"{base}/c?x=1"], rejects
    assert outcome.n_rejects == 5
    assert inner_log == []
    assert log.count("/loop") == limits.redirects + 1
    reasons = {url.removeprefix(base): reason for url, (_, reason, _) in rejects.items()}
    assert reasons == {
        "/loop": "fetch_failed",
        "/in": "robots",
        "/file": "bad_url",
        "/none": "fetch_failed",
        "/off": "robots",
    }
    assert "no public address" in rejects[f"{base}/in"][2]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0.0.0.0", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("fec0::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("8.8.8.8", True), ("2606:4700::1111", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_no_spelling_of_the_own_machine_is_connected_to(host):
    with pytest.raises(FetchError, match=r"no public address|not known|no address"):
        client.get(f"http://{host}:9/", Limits(silence=1, seconds=2))


def test_a_bomb_and_a_drip_cost_little(tmp_path):
    stop = threading.Event()

    def bomb(handler):
        reply(handler, gzip.compress(b"<p>" * 5_000_000), Content_Encoding="gzip")

    def endless(handler):
        reply(handler, b"", Content_Length=None, Connection="close")
        while not stop.is_set():
            handler.wfile.write(b"<p>" * 1000)

    def drip(send_head):
        def answer(handler):
            if send_head:
                reply(handler, b"", Content_Length=None, Connection="close")
            else:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not stop.is_set():
                handler.wfile.write(b"x")
                handler.wfile.flush()
                stop.wait(0.02)

        return answer

    def quiet(handler):
        stop.wait(20)

    def swallow(answer):
        def careful(handler):
            with suppress(OSError):
                answer(handler)

        return careful

    routes = {"/bomb": bomb, "/endless": endless, "/body": drip(True), "/head": drip(False), "/quiet": quiet}
    limits = Limits(max_bytes=50_000, seconds=0.5, silence=0.3, delay=0, attempts=1, allow_private=True)
    began = time.monotonic()
    with serving({path: swallow(answer) for path, answer in routes.items()}) as (base, _):
        go(tmp_path, [base + path for path in routes], limits)
        stop.set()
    assert time.monotonic() - began < 10
    details = {url.removeprefix(base): detail for url, (_, _, detail) in landed(tmp_path)[1].items()}
    assert details["/bomb"] == "more than 50000 bytes, decompressed"
    assert details["/endless"] == "more than 50000 bytes"
    assert details["/body"] == details["/head"] == "took more than 0.5 s"
    assert "imed out" in details["/quiet"] or "took more" in details["/quiet"]


def test_only_what_may_pass_is_tried_again(tmp_path):
    tries = {"/busy": 0, "/gone": 0}

    def busy(handler):
        tries["/busy"] += 1
        reply(handler, page(1), 200 if tries["/busy"] == 2 else 503)

    def gone(handler):
        tries["/gone"] += 1
        reply(handler, b"", 410)

    with serving({"/busy": busy, "/gone": gone}) as (base, _):
        outcome = go(tmp_path, [f"{base}/busy", f"{base}/gone"])
    assert (outcome.n_pages, outcome.n_rejects) == (1, 1)
    assert tries == {"/busy": 2, "/gone": 1}


def test_a_server_that_fails_to_give_robots_is_left_alone(tmp_path):
    with serving({"/robots.txt": lambda handler: reply(handler, b"", 500), "/1": page(1)}) as (base, log):
        go(tmp_path, [f"{base}/1"])
    assert log == ["/robots.txt"]
    assert landed(tmp_path)[1][f"{base}/1"][:2] == ("fetch", "robots")


def test_a_host_is_given_time_between_requests(tmp_path):
    waits, at = [], [0.0]

    def sleep(seconds):
        waits.append(round(seconds, 3))
        at[0] += seconds

    limits = Limits(seconds=5, delay=1.5, attempts=1, allow_private=True)
    with serving({"/1": page(1), "/2": page(2)}) as (one, _), serving({"/robots.txt": b"User-agent: *\nCrawl-delay: 4",
                                                                       "/1": page(3)}) as (two, _):  # fmt: skip
        two = two.replace("127.0.0.1", "localhost")
        go(tmp_path, [f"{one}/1", f"{one}/2", f"{two}/1"], limits, clock=lambda: at[0], sleep=sleep)
    assert waits == [1.5, 4.0]  # after robots.txt of each; /2 came when the wait for the other host had passed
    assert len(landed(tmp_path)[0]) == 3


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>
<item><link>{base}/1</link><pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate></item>
<item><link>/2?utm_source=rss&amp;a=1</link></item><item><title>no link</title></item>
<item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<link href="{base}/3"/><updated>2026-11-22T09:00:00+01:00</updated>
</entry></feed>"""
MAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> {base}/{n} </loc><lastmod>2026-11-{n}</lastmod></url><url><loc>{base}/{m}</loc><lastmod>2026-11-{m}</lastmod>
</url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{base}/map1.xml</loc></sitemap>
<sitemap><loc>{base}/map2.xml.gz</loc></sitemap><sitemap><loc>{base}/index.xml</loc></sitemap></sitemapindex>"""


def test_feeds_and_sitemaps_name_pages(tmp_path):
    routes = {f"/{n}": page(n) for n in (1, 3, 11, 12, 13, 14)} | {"/2?utm_source=rss&a=1": page(2)}
    with serving(routes) as (base, log):
        routes |= {
            "/rss": FEED.format(base=base).encode(), "/atom": ATOM.format(base=base).encode(),
            "/index.xml": INDEX.format(base=base).encode(), "/map1.xml": MAP.format(base=base, n=11, m=12).encode(),
            "/map2.xml.gz": gzip.compress(MAP.format(base=base, n=13, m=14).encode()),
        }  # fmt: skip
        outcome = go(tmp_path, feeds=[f"{base}/rss", f"{base}/atom", f"{base}/1"], sitemaps=[f"{base}/index.xml"])
        assert (outcome.n_pages, outcome.n_rejects, outcome.left_out) == (7, 1, 0)
        assert log.count("/index.xml") == 1
        pages, rejects = landed(tmp_path)
        assert {url.removeprefix(base) for url in pages} == {path for path in routes if path[1].isdigit()}
        assert rejects[f"{base}/1"][1] == "not_a_page"
        newest = go(tmp_path / "few", sitemaps=[f"{base}/index.xml"], limits=Limits(
            delay=0, allow_private=True, max_addresses=2))  # fmt: skip
        assert newest.left_out == 2
        assert {url.removeprefix(base) for url in landed(tmp_path / "few")[0]} == {"/13", "/14"}


def test_a_file_of_sources_tells_feeds_by_what_comes(tmp_path):
    routes = {"/1": page(1), "/3": page(3), "/2?utm_source=rss&a=1": page(2)}
    with serving(routes) as (base, _):
        routes |= {"/rss": FEED.format(base=base).encode()}
        (tmp_path / "sources.txt").write_text(f"# our sources\n\n{base}/3\n{base}/rss\n")
        outcome = fetch.fetch_sources(tmp_path / "sources.txt", tmp_path / "landing", DAY, LIMITS)
    assert (outcome.n_pages, outcome.n_rejects) == (3, 0)
    with pytest.raises(InputError):
        fetch.fetch_sources(tmp_path / "none.txt", tmp_path / "landing", DAY, LIMITS)


def test_listings_expand_nothing_and_load_nothing(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://a.example/secret")
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    for entity in (
        f'<!ENTITY x SYSTEM "file://{secret}">',
        f'<!ENTITY l0 "https://a.example/">{laughs}<!ENTITY x "&l9;">',
    ):
        for body in (
            f"<!DOCTYPE urlset [{entity}]><urlset><url><loc>&x;</loc></url></urlset>",
            f"<!DOCTYPE rss [{entity}]><rss><channel><item><link>&x;</link></item></channel></rss>",
        ):
            began = time.process_time()
            found = listing(body.encode(), "https://a.example/", 100_000)
            assert time.process_time() - began < 2
            assert found is not None
            assert all("secret" not in link.url and len(link.url) < 200 for link in found.pages)
    broken = MAP.format(base="https://a.example", n=11, m=12)[:-40].encode()
    assert [link.url for link in listing(broken, "https://a.example/", 9999).pages] == ["https://a.example/11"]
    assert listing(b"\x1f\x8bxxxx", "https://a.example/", 9999) is None
    assert listing(b"<html><body><rss >", "https://a.example/", 9999) is None


def test_an_interrupted_fetch_lands_nothing(tmp_path):
    def now():
        raise KeyboardInterrupt

    with serving({"/1": page(1)}) as (base, _), pytest.raises(KeyboardInterrupt):
        fetch.fetch([f"{base}/1"], landing=tmp_path, day=DAY, limits=LIMITS, now=now)
    assert list(tmp_path.rglob("*.*")) == []


def test_lines_that_are_no_rejects_are_rejects_themselves(tmp_path):
    lines = [{"url": "https://a.example/", "reason": "robots", "detail": "x", "n_bytes": 0}, {"url": 1}, [], "x"]
    lines.append({"url": "u", "reason": "new reason", "detail": "", "n_bytes": 1})
    (tmp_path / "a.rejects.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n{")
    (part,) = ingest.landing_parts(tmp_path, DAY)
    assert part["rejects"].column("reason").to_pylist().count("unreadable") == 5
    assert part["rejects"].num_rows == 6
