"""One HTTP request, answered within bounds: no address of the inner network, no endless body, no endless wait.

Every HTTP client tried follows a redirect to 127.0.0.1, expands 0.6 MB of gzip to 600 MB and waits out a body that
drips a byte a second. Here a host name is resolved, checked and connected to in one step, so that no second answer of
the name server comes between; a timer cuts the connection; the body is counted while it is read. Redirects are not
followed: `fetch.py` does it, since each place must be asked for its robots.txt.
"""

import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, parse_url
from w3lib.url import safe_url_string

from pipeline.ingest.identity import is_address
from pipeline.ingest.warc import Undecoded, decoded

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost."""

    max_bytes: int = 20_000_000
    """Of one answer, decompressed."""

    seconds: float = 60.0
    """For one answer, from the first byte sent to the last received."""

    silence: float = 15.0
    """Without a byte, or without a connection."""

    redirects: int = 5

    attempts: int = 3
    """Where a failure may pass: no connection, 429, 502, 503, 504."""

    delay: float = 1.0
    """Seconds between two requests to a host; its robots.txt can ask for more."""

    max_delay: float = 60.0
    """More than this is not waited, whatever robots.txt asks: the page is rejected."""

    max_addresses: int = 10_000
    """Of all feeds and sitemaps; the newest are taken."""

    user_agent: str = "hearsay/0.1"

    allow_private: bool = False
    """For tests and for archives on one's own network."""


class FetchError(Exception):
    """No answer within the limits; `transient` is true where trying again can help."""

    def __init__(self, message: str, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `raw` is the body as sent, `body` without its content coding."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first value of a header, or the empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def get(url: str, limits: Limits) -> Answer:
    """Sends one GET request and reads the answer.

    Raises:
        FetchError: no address, an address of the inner network, no answer, or one beyond the limits.
    """
    if not is_address(url):
        raise FetchError(f"{url!r} is not an absolute http or https URL")
    try:
        parts = parse_url(safe_url_string(url))
        pool = _pool(parts.scheme or "", limits)(parts.host or "", parts.port, timeout=Timeout(limits.silence))
    except (HTTPError, ValueError) as error:
        raise FetchError(f"{url!r} is no address: {error}") from error
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    expired = threading.Event()
    timer = threading.Timer(limits.seconds, _cut, (pool, expired))
    timer.daemon = True
    timer.start()
    try:
        answer = _read(url, pool, target, limits)
        if expired.is_set():  # a cut connection may look like the end of a body without a length
            raise FetchError(f"took more than {limits.seconds:g} s")
        return answer
    except FetchError:
        raise
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if not expired.is_set():
            raise FetchError(f"{type(error).__name__}: {error}", transient=True) from error
        raise FetchError(f"took more than {limits.seconds:g} s") from error
    finally:
        timer.cancel()
        pool.close()


def _read(url: str, pool: HTTPConnectionPool, target: str, limits: Limits) -> Answer:
    headers = {"User-Agent": limits.user_agent, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
               "Accept-Encoding": "gzip, deflate", "Connection": "close"}  # fmt: skip
    answer = pool.urlopen("GET", target, headers=headers, redirect=False, retries=False, preload_content=False,
                          decode_content=False)  # fmt: skip
    pieces, size = [], 0
    while piece := answer.read1(_STEP, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        if size > limits.max_bytes:
            raise FetchError(f"more than {limits.max_bytes} bytes")
    raw = b"".join(pieces)
    try:
        body = decoded(raw, answer.headers.get("Content-Encoding", ""), limits.max_bytes)
    except OverflowError:
        raise FetchError(f"more than {limits.max_bytes} bytes, decompressed") from None
    except (EOFError, zlib.error, Undecoded) as error:
        raise FetchError(f"the body cannot be decompressed: {error}") from error
    return Answer(url, answer.status, answer.reason or "", tuple(answer.headers.iteritems()), raw, body)


def _cut(pool: Any, expired: threading.Event) -> None:
    expired.set()
    if pool.sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(pool.sock, socket.SHUT_RDWR)  # wakes the reader, also below TLS


def _pool(scheme: str, limits: Limits) -> Callable[..., Any]:
    """A pool of the scheme for one request, whose connection checks the address that it connects to."""
    base: Any = HTTPSConnection if scheme == "https" else HTTPConnection

    class Connection(base):
        def _new_conn(self) -> socket.socket:
            return connect(self._dns_host, self.port, limits)

        def connect(self) -> None:
            super().connect()
            Pool.sock = self.sock  # http.client forgets it when it has read the headers

    class Pool(HTTPSConnectionPool if scheme == "https" else HTTPConnectionPool):  # type: ignore[misc]
        ConnectionCls = Connection
        sock: socket.socket | None = None

    return Pool


def connect(host: str, port: int, limits: Limits) -> socket.socket:
    """A connection to the first address of a host that answers.

    Raises:
        FetchError: an address of the host belongs to an inner network, or none answers.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host} is not known: {error}", transient=isinstance(error, OSError)) from error
    for *_, place in found:
        if not limits.allow_private and not is_public(str(place[0])):
            raise FetchError(f"{host} is at {place[0]}, which is no public address")
    last = ""
    for family, kind, protocol, _, place in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(limits.silence)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(place)
            return sock
        except OSError as raised:
            sock.close()
            last = str(raised)
    raise FetchError(f"{host} does not answer: {last}", transient=True)


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, also where it wraps another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if inner and not is_public(str(inner)):
            return False
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
