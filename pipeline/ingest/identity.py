"""What names a page: its id, its cleaned address, its site. No network: the public suffix list is the bundled one."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url

TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "cmpid",
        "ocid",
        "ncid",
        "smid",
        "icid",
        "cmp",
        "xtor",
        "at_medium",
        "at_campaign",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "__twitter_impression",
    ]
)
"""Query keys that tell where a reader came from; every key that begins with utm_ is one too."""

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_LINK = re.compile(r"<(?:link|meta)\b[^<>]{0,2000}>", re.I)
_OWN = re.compile(r"""(?:rel\s{0,3}=\s{0,3}["']?canonical|property\s{0,3}=\s{0,3}["']?og:url)\b""", re.I)
_ADDRESS = re.compile(r"""\b(?:href|content)\s{0,3}=\s{0,3}["']?(https?://[^\s"'<>]+)""", re.I)


def page_id(url: str, body: bytes) -> str:
    """First 16 bytes of SHA-256 over URL, newline, body, in hexadecimal."""
    digest = hashlib.sha256(url.encode("utf-8", "replace") + b"\n")
    digest.update(body)
    return digest.hexdigest()[:32]


def is_address(url: str) -> bool:
    """Whether it is an absolute http or https URL."""
    return bool(_host_of(url))


def _host_of(url: str) -> str:
    """The host of an absolute http or https URL; of anything else, empty."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and (parts.port or 1) > 0
        return (parts.hostname or "").lower() if known else ""
    except ValueError:
        return ""


def canonical_url(url: str) -> str:
    """The address without fragment and tracking parameters, parameters sorted; of no address, empty."""
    if not is_address(url):
        return ""
    try:
        parts = urlsplit(canonicalize_url(url))
        query = [
            (key, value)
            for key, value in parse_qsl(parts.query, keep_blank_values=True)
            if key.lower() not in TRACKING and not key.lower().startswith("utm_")
        ]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
    except ValueError:
        return ""


def declared_url(utf8: bytes) -> str:
    """The address that a page calls its own in its first 64 kB, where absolute; else empty."""
    for match in _LINK.finditer(utf8[:65536].decode("utf-8", "replace")):
        if _OWN.search(match.group()) and (found := _ADDRESS.search(match.group())):
            address = found.group(1).replace("&amp;", "&")
            if is_address(address):
                return address
    return ""


@lru_cache(maxsize=65536)
def _site_of_host(host: str) -> str:
    found = _extract(host)
    if found.suffix and found.domain:
        return f"{found.domain}.{found.suffix}"
    # Where the list does not know a suffix, its default rule holds: it is the last label. Addresses stay whole.
    return host if found.ipv4 or found.ipv6 else ".".join(host.split(".")[-2:])


def site_of(url: str) -> str:
    """The registered domain of an address; of no address, empty."""
    host = _host_of(url)
    return _site_of_host(host) if host else ""
