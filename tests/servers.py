"""A site of the tests' own: what stands at each address can be changed while it runs; it counts requests."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What a server says at one address; it waits `seconds` before."""

    content: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Site:
    """A running server: `pages` by path, `asked` how often each was, `sent` the last request's headers."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    sent: dict[str, Mapping[str, str]] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, content: str | bytes, **changes: Any) -> str:
        """Puts a page at a path, and gives its address."""
        self.pages[path] = Answer(content.encode() if isinstance(content, str) else content, **changes)
        return self.url + path


@contextmanager
def serving() -> Iterator[Site]:
    """A site on this machine, for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages; a page with an ETag is not sent twice to whoever has it."""

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked[self.path] += 1
        site.sent[self.path] = dict(self.headers.items())
        answer = site.pages.get(self.path, Answer(status=404))
        site.closing.wait(answer.seconds)
        known = answer.headers.get("ETag")
        if known and self.headers.get("If-None-Match") == known:
            answer = Answer(status=304, headers=answer.headers)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        pass


STATES = ("Norway", "Chad", "Peru", "Ghana", "Nepal", "Latvia", "Oman")


def story(number: int, *, asked: str = "tents") -> str:
    """A page of its own about an invented request; `asked` is what may change of it."""
    asker, giver = STATES[number % 7], STATES[(number + 1 + number // 7 % 6) % 7]
    name = ("Ilves", "Brahim", "Okoro", "Maro", "Lindt")[number % 5]
    return f"""<html lang="en"><body><article>
<h1>{asker} asks {giver} for help, part {number}</h1>
<p>{asker}’s foreign minister, Mara {name}, asked {giver} on Thursday for {number + 2} {asked}, a
spokesman said in the old harbour after the meeting number {number}.</p>
<p>{giver} promised to study the request, its envoy told reporters of the paper number {number} by telephone.</p>
</article></body></html>"""


def rss(links: list[str], *, extra: str = "", dates: Mapping[str, str] | None = None) -> str:
    """An RSS feed of these links; `extra` stands in its channel, `dates` are those of changes."""
    items = "".join(
        f"<item><title>Part</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{(dates or {}).get(link, 'Mon, 05 Oct 2015 10:00:00 GMT')}</pubDate></item>"
        for link in links
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Harbour News</title>'
        f"<language>en</language>{extra}{items}</channel></rss>"
    )
