"""Fetches a page from the Web: bounded, only from public addresses, and only where robots.txt lets us."""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from protego import Protego

from verbale.errors import AddressRefused, FetchError, SourceMissing, SourceTooLarge

AGENT = "verbale"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_BYTES = 500_000  # what RFC 9309 asks a reader to read at least


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one source: decoded bytes, seconds, redirects; whether private addresses may be read."""

    max_bytes: int = 20_000_000
    timeout: float = 20.0
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its last address, its bytes, the encoding and type that the server named."""

    url: str
    content: bytes
    charset: str | None
    media_type: str | None


def fetch(url: str, *, limits: Limits) -> Fetched:
    """The page at a http(s) address.

    Raises AddressRefused (private address, robots.txt), SourceTooLarge, SourceMissing (no such host or
    page) or FetchError (timeout, other status, too many redirects), each naming `url`.
    """
    deadline = time.monotonic() + limits.timeout
    transport = PublicTransport(url, allow_private=limits.allow_private)
    # No proxies from the environment: they would reach the addresses that the transport refuses.
    with (
        _network_errors(url, limits),
        httpx.Client(
            transport=transport, timeout=limits.timeout, trust_env=False, headers={"User-Agent": AGENT}
        ) as client,
    ):
        visit = _Visit(client, url, limits, deadline)
        return visit.follow()


class PublicTransport(httpx.BaseTransport):
    """Connects to the very address that was checked, so that a second DNS answer cannot lead elsewhere."""

    def __init__(self, source: str, *, allow_private: bool) -> None:
        self._source = source
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        address = self._checked(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # "Host" keeps the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()

    def _checked(self, host: str, port: int) -> str:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceMissing(self._source, f"no such host as {host}") from error
        addresses = list(dict.fromkeys(str(answer[4][0]).split("%")[0] for answer in answers))
        for address in addresses:
            if not self._allow_private and not is_public(address):
                raise AddressRefused(
                    self._source, f"{host} is the private address {address}; --allow-private permits it"
                )
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet; IPv4 inside IPv6 counts as that IPv4."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


@dataclass(frozen=True, slots=True)
class _Visit:
    """One fetch: from address to address until a page comes."""

    client: httpx.Client
    source: str
    limits: Limits
    deadline: float

    def follow(self) -> Fetched:
        url = self.source
        for _ in range(self.limits.max_redirects + 1):
            self._check_robots(url)
            with self.client.stream("GET", url) as response:
                target = response.headers.get("location")
                if response.status_code in REDIRECTS and target:
                    url = self._next(response, target)
                    continue
                return self._page(url, response)
        raise FetchError(self.source, f"more than {self.limits.max_redirects} redirects")

    def _next(self, response: httpx.Response, target: str) -> str:
        url = str(response.url.join(target))
        if urlsplit(url).scheme not in ("http", "https"):
            raise AddressRefused(self.source, f"redirects to {url}, which is no http address")
        return url

    def _page(self, url: str, response: httpx.Response) -> Fetched:
        if response.status_code in (404, 410):
            raise SourceMissing(self.source, f"the server has no such page (status {response.status_code})")
        if response.status_code != 200:
            raise FetchError(self.source, f"the server answered with status {response.status_code}")
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > self.limits.max_bytes:
            raise _too_large(self.source, self.limits)
        content = self._read(response)
        return Fetched(
            url=url,
            content=content,
            charset=response.charset_encoding,
            media_type=response.headers.get("content-type", "").split(";")[0].strip().lower() or None,
        )

    def _read(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > self.limits.max_bytes:
                raise _too_large(self.source, self.limits)
            if time.monotonic() > self.deadline:
                raise FetchError(self.source, f"took longer than {self.limits.timeout:g} s")
            parts.append(part)
        return b"".join(parts)

    def _check_robots(self, url: str) -> None:
        """RFC 9309: no robots.txt (4xx) allows all, a server in trouble (5xx) forbids all."""
        robots = httpx.URL(url).copy_with(raw_path=b"/robots.txt", fragment=None)
        rules = self._robots_text(str(robots))
        if rules is not None and not Protego.parse(rules).can_fetch(url, AGENT):
            raise AddressRefused(self.source, f"robots.txt of {robots.host} forbids reading {url}")

    def _robots_text(self, url: str) -> str | None:
        for _ in range(self.limits.max_redirects + 1):
            with self.client.stream("GET", url) as response:
                target = response.headers.get("location")
                if response.status_code in REDIRECTS and target:
                    url = self._next(response, target)
                    continue
                if response.status_code >= 500:
                    raise AddressRefused(
                        self.source, f"robots.txt answers with status {response.status_code}"
                    )
                return self._start(response) if response.status_code == 200 else None
        return None

    def _start(self, response: httpx.Response) -> str:
        content = b""
        for part in response.iter_bytes():
            content += part
            if len(content) > ROBOTS_BYTES or time.monotonic() > self.deadline:
                break
        return content[:ROBOTS_BYTES].decode("utf-8", "replace")


def _too_large(source: str, limits: Limits) -> SourceTooLarge:
    return SourceTooLarge(source, f"more than {limits.max_bytes:,} bytes; --max-bytes sets the limit")


@contextmanager
def _network_errors(url: str, limits: Limits) -> Iterator[None]:
    """httpx's errors as ours, in one line."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchError(url, f"no answer within {limits.timeout:g} s") from error
    except httpx.InvalidURL as error:
        raise FetchError(url, f"no valid address: {error}") from error
    except httpx.HTTPError as error:
        raise FetchError(url, f"cannot be reached: {error or type(error).__name__}") from error
