"""Feeds and sitemaps: what they list, what is refused, and how watching keeps its calm."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from servers import Answer, Site, rss, serving, story
from verbale.errors import SourceError, SourceFormatError, SourceTooLarge, StoreLocked
from verbale.ingest.entries import Intake
from verbale.ingest.feeds import feed_pages
from verbale.ingest.fetch import Limits, Validators, Web
from verbale.ingest.sitemaps import sitemap
from verbale.records import Minutes
from verbale.store.base import Store
from verbale.store.rows import Feed
from verbale.taking import Taker, stamp
from verbale.watching import HOST_IS_DOWN, MOST_TRIES, Watcher

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lund</title>
<entry><title>A</title><link rel="alternate" href="/a"/><updated>2024-01-02T03:04:05Z</updated></entry>
<entry><title>B</title><link href="http://example.org/b#top"/></entry>
<entry><title>C</title><link href="mailto:desk@example.org"/></entry>
<entry><title>D</title><link href="file:///etc/hostname"/></entry></feed>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ha ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title><item><link>http://example.org/&i;</link></item>"
    "</channel></rss>"
)


def urls(content: str | bytes, url: str = "http://example.org/feed") -> list[str]:
    content = content.encode() if isinstance(content, str) else content
    return [page.url for page in feed_pages(content, url=url).pages]


def test_an_atom_feed_gives_its_web_addresses_resolved() -> None:
    assert urls(ATOM) == ["http://example.org/a", "http://example.org/b"]


def test_an_rss_feed_gives_each_page_once_with_title_and_language() -> None:
    links = ["http://example.org/1", "http://example.org/2", "http://example.org/1#comments"]
    found = feed_pages(rss(links).encode(), url="http://example.org/feed")
    assert [page.url for page in found.pages] == links[:2]
    assert (found.title, found.language) == ("Harbour News", "en")


def test_the_mark_of_a_page_changes_when_the_feed_says_that_the_page_did() -> None:
    link = "http://example.org/1"
    first, same, later = (
        feed_pages(rss([link], dates={link: day}).encode(), url=link).pages[0].mark
        for day in ("Mon, 05 Oct 2015 10:00:00 GMT",) * 2 + ("Tue, 06 Oct 2015 10:00:00 GMT",)
    )
    assert first == same != later


def test_a_feed_that_is_cut_off_gives_what_came() -> None:
    content = rss([f"http://example.org/{number}" for number in range(9)])
    assert urls(content[: len(content) // 2])[:2] == ["http://example.org/0", "http://example.org/1"]


def test_rss_1_and_dates_in_other_names_are_read() -> None:
    content = """<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>Lund</title></channel>
    <item><title>A &nbsp; \x01</title><link>http://example.org/1</link><dc:date>{}</dc:date></item></rdf:RDF>"""
    first, later = (
        feed_pages(content.format(day).encode(), url="http://example.org/").pages[0]
        for day in ("2015-10-05", "2015-10-06")
    )
    assert first.url == "http://example.org/1"
    assert first.mark != later.mark


@pytest.mark.parametrize(
    "hostile",
    [
        "<a>" * 600_000,
        "<item " + " ".join(f"a{number}='x'" for number in range(100_000)) + "/>",
        "<item " * 300_000,
        "<item><description>" + "&lt;b&gt;&lt;a href='x'&gt;" * 60_000 + "</description></item>",
    ],
    ids=["nested", "attributes", "stumps", "markup"],
)
def test_a_feed_that_is_made_to_be_slow_is_not(hostile: str) -> None:
    begun = time.monotonic()
    urls(f"<rss version='2.0'><channel>{hostile}</channel></rss>")
    assert time.monotonic() - begun < 5  # by feedparser alone it is a minute and more


@pytest.mark.parametrize(
    "content",
    [story(1), "", "not a feed at all", '{"items": []}', BOMB, BOMB.encode("utf-16")],
    ids=["html", "empty", "text", "json", "bomb", "bomb in UTF-16"],
)
def test_what_is_no_feed_is_refused(content: str | bytes) -> None:
    with pytest.raises(SourceFormatError):
        urls(content)


def test_a_sitemap_gives_its_pages_and_an_index_its_sitemaps() -> None:
    pages = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- c -->
    <url><loc> http://example.org/1 </loc><lastmod>2024-01-01</lastmod></url>
    <url><loc>/2</loc></url><url/></urlset>"""
    index = b"""<sitemapindex><sitemap><loc>http://example.org/s1.xml</loc></sitemap></sitemapindex>"""
    options = {"url": "http://example.org/s.xml", "name": "s.xml", "max_bytes": 10_000}
    for content in (pages, gzip.compress(pages)):
        found = sitemap(content, **options)  # type: ignore[arg-type]
        assert [page.url for page in found.pages] == ["http://example.org/1", "http://example.org/2"]
    assert sitemap(index, **options).sitemaps == ("http://example.org/s1.xml",)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<html><body>no</body></html>", SourceFormatError),
        (b"", SourceFormatError),
        (b"no", SourceFormatError),
        (BOMB.replace("rss", "urlset").encode(), SourceFormatError),
        (b"\x1f\x8b broken", SourceFormatError),
        (gzip.compress(b"<urlset>" + b" " * 1_000_000 + b"</urlset>"), SourceTooLarge),
    ],
)
def test_what_is_no_sitemap_is_refused(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error, match=r"^s\.xml: "):
        sitemap(content, url="http://example.org/s.xml", name="s.xml", max_bytes=10_000)


@dataclass
class Clock:
    """A clock that tests set; sleeping moves it."""

    now: datetime = datetime(2015, 10, 5, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def later(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class Room:
    """A site, a store in memory, and a watcher between them whose coder finds nothing."""

    site: Site
    store: Store
    clock: Clock
    watcher: Watcher

    def feed(self, path: str, content: str | bytes = b"", **changes: object) -> str:
        url = self.site.put(path, content, media_type="application/rss+xml", **changes)
        with self.store.writer() as writer:
            writer.put_feed(Feed(url=url, added=stamp(self.clock()), every=60))
        return url

    def health(self, url: str) -> Feed:
        with self.store.view() as view:
            return next(feed for feed in view.feeds() if feed.url == url)

    def once(self) -> dict[str, dict[str, int]]:
        return {polled.feed.url: dict(polled.counts) for polled in self.watcher.once()}

    def failures(self) -> dict[str, int]:
        with self.store.view() as view:
            return {failure.source: failure.tries for failure in view.failures()}


@pytest.fixture
def room() -> Iterator[Room]:
    clock = Clock()
    limits = Limits(max_bytes=100_000, timeout=2.0, allow_private=True)
    with serving() as site, Store.open("memory:") as store:
        taker = Taker(store, lambda article: Minutes(article=article, events=()), clock)
        web = Web(limits, clock=clock.seconds, sleep=clock.sleep)
        yield Room(site, store, clock, Watcher(taker, Intake(web)))


def test_a_feed_is_read_and_asked_again_only_for_what_changed(room: Room) -> None:
    pages = [room.site.put(f"/{number}", story(number)) for number in range(3)]
    url = room.feed("/feed", rss(pages[:2]), headers={"ETag": '"1"', "Last-Modified": "Mon, 05 Oct 2015"})
    assert room.once() == {url: {"new": 2}}
    health = room.health(url)
    assert (health.articles, health.language, health.robots, health.error) == (2, "en", "none", None)
    assert (health.title, health.checked, health.etag) == ("Harbour News", "2015-10-05T12:00:00+00:00", '"1"')
    assert room.once() == {url: {}}  # the server says that nothing changed
    assert room.site.sent["/feed"]["If-Modified-Since"] == "Mon, 05 Oct 2015"
    room.site.put("/feed", rss(pages[::-1]), headers={"ETag": '"2"'})
    assert room.once() == {url: {"new": 1, "same": 2}}
    assert room.site.asked["/0"] == room.site.asked["/2"] == 1
    assert room.health(url).articles == 3


def test_a_page_that_its_feed_calls_changed_is_a_new_version(room: Room) -> None:
    page = room.site.put("/0", story(0))
    url = room.feed("/feed", rss([page]))
    room.once()
    room.site.put("/0", story(0, asked="boats"))
    assert room.once() == {url: {"same": 1}}
    room.feed("/feed", rss([page], dates={page: "Tue, 06 Oct 2015 10:00:00 GMT"}))
    assert room.once() == {url: {"version": 1}}
    with room.store.view() as view:
        (article,) = view.articles()
        assert "boats" in article.text
        assert [version.number for version in view.versions(article.id)] == [1, 2]


def test_feeds_in_trouble_say_why_and_do_no_harm(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    page = room.site.put("/0", story(0))
    bad = {
        room.feed("/html", story(1)): "no feed",
        room.feed("/none", status=404): "404",
        room.feed("/slow", rss([page]), seconds=6): "2 s",
        room.feed("/bomb", BOMB): "entities",
        room.feed("/loop", status=302, headers={"Location": "/loop"}): "redirects",
        room.feed("/file", status=302, headers={"Location": "file:///etc/hostname"}): "no http address",
        room.feed("/large", b"a" * 200_000): "100,000",
        room.feed(
            "/inside", status=302, headers={"Location": f"http://[::1]:{room.site.url[-1]}/"}
        ): "private",
    }
    good = room.feed("/zzz", rss([page, page, f"{page}#again"]))
    monkeypatch.setattr("verbale.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    limits = Limits(max_bytes=100_000, timeout=2.0)
    web = Web(limits, clock=room.clock.seconds, sleep=room.clock.sleep)
    room.watcher = Watcher(room.watcher.taker, Intake(web))
    counts = room.once()
    assert counts[good] == {"new": 1}
    assert room.health(good).error is None
    for url, words in bad.items():
        health = room.health(url)
        assert words in (health.error or ""), url
        assert (health.failures, health.articles, health.succeeded) == (1, 0, None)


def test_robots_are_heeded_and_shown(room: Room) -> None:
    room.site.put("/robots.txt", "User-agent: *\nDisallow: /closed", media_type="text/plain")
    page = room.site.put("/closed/1", story(1))
    closed, open_ = room.feed("/closed/feed", rss([page])), room.feed("/feed", rss([page]))
    room.once()
    assert room.site.asked["/closed/feed"] == room.site.asked["/closed/1"] == 0
    assert (room.health(closed).robots, room.health(open_).robots) == ("forbidden", "allowed")
    assert "robots.txt" in (room.health(closed).error or "")
    assert room.failures() == {page: 1}
    assert room.site.asked["/robots.txt"] == 1  # remembered for an hour


def test_a_feed_in_trouble_is_asked_less_and_less_often_and_recovers(room: Room) -> None:
    url = room.feed("/feed", status=503)
    waits = []
    for _ in range(7):
        room.once()
        waits.append(datetime.fromisoformat(room.health(url).due or "") - room.clock())
    assert waits == [timedelta(hours=hours) for hours in (2, 4, 8, 16, 24, 24, 24)]
    room.feed("/feed", rss([]))
    room.once()
    health = room.health(url)
    assert (health.failures, health.error, health.due) == (0, None, "2015-10-05T13:00:00+00:00")


def test_only_feeds_that_are_due_are_asked(room: Room) -> None:
    often, seldom = room.feed("/often", rss([])), room.feed("/seldom", rss([]))
    with room.store.writer() as writer:
        writer.put_feed(Feed(url=seldom, added=stamp(room.clock()), every=600))
    asked = [
        polled.feed.url for _, polled in zip(range(5), room.watcher.watch(room.clock.sleep), strict=False)
    ]
    assert asked == [often, seldom, often, often, often]
    assert room.clock() == datetime(2015, 10, 5, 15, tzinfo=UTC)
    assert max(room.clock.slept) <= 30  # a feed that is added meanwhile is asked soon


@pytest.mark.parametrize(
    "address",
    [
        "http://xn--zzz-/",
        "http://127.0.0.1:999999/",
        "http://a..b/",
        "http://exa mple.invalid/",
        "http://127.0.0.1:9",
    ],
)
def test_an_address_that_leads_nowhere_is_only_a_feed_in_trouble(room: Room, address: str) -> None:
    page = room.site.put("/1", story(1))
    with room.store.writer() as writer:
        writer.put_feed(Feed(url=address, added=stamp(room.clock())))
    good = room.feed("/zzz", rss([address, page]))
    assert room.once() == {address: {}, good: {"failed": 1, "new": 1}}
    assert room.health(address).error
    assert room.failures() == {address: 1}


def test_a_watch_outlasts_another_writer_that_holds_the_store(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = room.feed("/feed", rss([room.site.put("/1", story(1))]))
    writer, calls = room.store.writer, []

    def locked() -> object:
        calls.append(1)
        if len(calls) == 1:
            raise StoreLocked("another writer held the store")
        return writer()

    monkeypatch.setattr(room.store, "writer", locked)
    polled = next(room.watcher.watch(room.clock.sleep))
    assert (polled.feed.url, dict(polled.counts)) == (url, {"new": 1})
    assert "another writer" in caplog.text


def test_a_page_that_fails_is_tried_again_later_and_given_up_in_the_end(room: Room) -> None:
    page = f"{room.site.url}/1"
    url = room.feed("/feed", rss([page]))
    assert room.once() == {url: {"failed": 1}}
    assert room.once() == {url: {}}
    room.clock.later(hours=1)
    assert room.once() == {url: {"failed": 1}}
    for _ in range(20):
        room.clock.later(days=7)
        room.once()
    assert room.failures() == {page: MOST_TRIES}
    assert room.site.asked["/1"] == MOST_TRIES


def test_a_failed_page_is_tried_again_though_its_feed_did_not_change(room: Room) -> None:
    page = f"{room.site.url}/1"
    url = room.feed("/feed", rss([page]), headers={"ETag": '"1"'})
    room.once()
    room.site.put("/1", story(1))
    room.clock.later(hours=1)
    assert room.once() == {url: {}}
    assert room.failures() == {}
    with room.store.view() as view:
        assert view.count().articles == 1


def test_a_host_that_is_down_is_left_alone_and_all_is_asked_for_again(room: Room) -> None:
    pages = [room.site.put(f"/{number}", b"", status=503) for number in range(9)]
    url = room.feed("/feed", rss(pages), headers={"ETag": '"1"'})
    assert room.once() == {url: {"failed": HOST_IS_DOWN}}
    assert "in a row" in (room.health(url).error or "")
    assert room.health(url).etag is None
    for number in range(9):
        room.site.put(f"/{number}", story(number))
    room.clock.later(hours=2)
    assert room.once() == {url: {"new": 9}}


def test_a_host_is_not_asked_sooner_than_politeness_allows(room: Room) -> None:
    clock = room.clock
    web = Web(Limits(allow_private=True), delay=2.0, clock=clock.seconds, sleep=clock.sleep)
    page = room.site.put("/1", story(1))
    for _ in range(3):
        web.fetch(page)
    assert clock.slept == [2.0, 2.0]
    room.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", media_type="text/plain")
    clock.later(hours=2)
    web.fetch(page)
    web.fetch(page)
    assert clock.slept[2:] == [7.0]


def test_an_unchanged_page_comes_without_bytes(room: Room) -> None:
    web = Web(Limits(allow_private=True))
    page = room.site.put("/1", story(1), headers={"ETag": '"x"'})
    first = web.fetch(page)
    again = web.fetch(page, validators=first.validators)
    assert (first.unchanged, again.unchanged, again.content) == (False, True, b"")
    assert not web.fetch(page, validators=Validators(etag='"old"')).unchanged
    room.site.pages["/1"] = Answer(status=500)
    with pytest.raises(SourceError, match="500"):
        web.fetch(page)
