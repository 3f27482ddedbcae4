"""Fetches pages from the Web: bounded, polite, only from public addresses, only where robots.txt lets us."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from protego import Protego

from verbale.errors import AddressRefused, FetchError, SourceMissing, SourceTooLarge

AGENT = "verbale"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_BYTES = 500_000  # what RFC 9309 asks a reader to read at least
ROBOTS_SECONDS = (
    3600.0  # RFC 9309 allows a day; an hour lets a site that closes its doors be heard the same day
)
# A "Crawl-delay" is heeded up to this; beyond it one site would hold up all others.
LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one source: decoded bytes, seconds, redirects; whether private addresses may be read."""

    max_bytes: int = 20_000_000
    timeout: float = 20.0
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of a page's version, to be handed back when it is asked for again."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask for the page only where it changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its last address, its bytes, the encoding and type that the server named.

    `unchanged`: the server has still the version of the validators, and sent no bytes.
    """

    url: str
    content: bytes
    charset: str | None
    media_type: str | None
    validators: Validators = Validators()
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt (None: there is none, all is allowed), good until `expires` on the clock."""

    rules: Protego | None
    expires: float

    def allows(self, url: str) -> bool:
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests."""
        wanted = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(float(wanted or 0), LONGEST_DELAY)


@dataclass(frozen=True, slots=True)
class Web:
    """Fetches page after page: no host sooner than `delay` seconds again, its robots.txt once an hour."""

    limits: Limits
    delay: float = 0.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Robots] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, *, validators: Validators = Validators()) -> Fetched:
        """The page at a http(s) address, or word that it is still as the validators say.

        Raises AddressRefused (private address, robots.txt), SourceTooLarge, SourceMissing (no such host or
        page) or FetchError (timeout, other status, too many redirects), each naming `url`.
        """
        with _network_errors(url, self.limits):
            site = origin(url)
            self._wait(site)
            try:
                return self._visit(url, validators)
            finally:
                self._asked[site] = self.clock()

    def _visit(self, url: str, validators: Validators) -> Fetched:
        deadline = time.monotonic() + self.limits.timeout
        transport = PublicTransport(url, allow_private=self.limits.allow_private)
        # No proxies from the environment: they would reach the addresses that the transport refuses.
        with httpx.Client(
            transport=transport, timeout=self.limits.timeout, trust_env=False, headers={"User-Agent": AGENT}
        ) as client:
            return _Visit(client, url, self, deadline).follow(validators)

    def _wait(self, site: str) -> None:
        known = self._robots.get(site)
        delay = max(self.delay, known.delay if known else 0.0)
        left = self._asked.get(site, -delay) + delay - self.clock()
        if left > 0:
            self.sleep(min(left, delay))

    def robots(self, site: str) -> Robots | None:
        """What is remembered of a site's robots.txt, unless it is too old."""
        known = self._robots.get(site)
        return known if known and known.expires > self.clock() else None

    def remember(self, site: str, rules: Protego | None) -> Robots:
        """Keeps a site's rules for an hour."""
        self._robots[site] = Robots(rules, self.clock() + ROBOTS_SECONDS)
        return self._robots[site]


def fetch(url: str, *, limits: Limits) -> Fetched:
    """The page at a http(s) address, once. Raises as `Web.fetch`."""
    return Web(limits).fetch(url)


def origin(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt speaks for."""
    try:
        return str(httpx.URL(url).copy_with(raw_path=b"/", fragment=None, userinfo=b""))
    except httpx.InvalidURL:  # nothing stands there; who fetches it is told so
        return url


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
    web: Web
    deadline: float

    @property
    def limits(self) -> Limits:
        return self.web.limits

    def follow(self, validators: Validators) -> Fetched:
        url = self.source
        for _ in range(self.limits.max_redirects + 1):
            self._check_robots(url)
            with self.client.stream("GET", url, headers=validators.headers) as response:
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
        stamps = Validators(response.headers.get("etag"), response.headers.get("last-modified"))
        if response.status_code == 304:
            return Fetched(url, b"", None, None, validators=stamps, unchanged=True)
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
            validators=stamps,
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
        site = origin(url)
        robots = self.web.robots(site)
        if robots is None:
            text = self._robots_text(f"{site}robots.txt")
            robots = self.web.remember(site, None if text is None else Protego.parse(text))
        if not robots.allows(url):
            raise AddressRefused(self.source, f"robots.txt of {httpx.URL(url).host} forbids reading {url}")

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
    except (httpx.InvalidURL, UnicodeError, OverflowError) as error:  # of the host's name; of the port
        raise FetchError(url, f"no valid address: {error}") from error
    except httpx.HTTPError as error:
        raise FetchError(url, f"cannot be reached: {error or type(error).__name__}") from error
