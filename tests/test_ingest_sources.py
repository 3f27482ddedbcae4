"""What can be read, what is refused, and the one line that says why."""

import io
import pickle
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from verbale import errors
from verbale.ingest import Limits, expand, read_source
from verbale.ingest.encoding import decode
from verbale.ingest.fetch import is_public
from verbale.records import Article

LIMITS = Limits(max_bytes=100_000)
STORY = "Envoys meet in Quito today\n\nEnvoys of Peru and Chile met in Quito on Monday, a spokesman said."
PAGE = """<html lang="en"><body><article><h1>Envoys meet in Quito today</h1>
<p>Envoys of Peru and Chile met in Quito on Monday, a spokesman said to reporters in the old town.</p>
<p>They agreed to go on with their talks on the archive in May, when the rains have ended.</p>
</article></body></html>"""


def read(source: object, limits: Limits = LIMITS, **options: object) -> list[Article]:
    return list(read_source(str(source), limits=limits, **options))  # type: ignore[arg-type]


def test_standard_input_and_a_date_that_the_user_gives() -> None:
    (article,) = read("-", published="2020-03-23", stdin=io.BytesIO(STORY.encode()))
    assert (article.title, article.published) == ("Envoys meet in Quito today", "2020-03-23")
    assert article.origins["published"] == "given"


def test_jsonl_from_standard_input_and_a_text_that_begins_with_a_brace(tmp_path: Path) -> None:
    (article,) = read("-", stdin=io.BytesIO(b'{"text": "Envoys met.", "title": "Envoys meet"}'))
    assert article.title == "Envoys meet"
    (tmp_path / "a.txt").write_text("{sic} the envoys of Peru and Chile met in Quito on Monday.")
    assert read(tmp_path / "a.txt")[0].text.startswith("{sic}")


def test_a_folder_is_its_pages_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.HTML", "a/notes.md", "c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "Envoys met."}' if name == "c.jsonl" else STORY)
    names = [Path(source).name for source in expand([str(tmp_path), "-", "https://example.org/"])]
    assert names == ["z.HTML", "b.txt", "c.jsonl", "-", "example.org"]
    assert len(read(tmp_path)) == 3


def test_jsonl_of_articles_and_of_rows(tmp_path: Path) -> None:
    (whole,) = read("-", stdin=io.BytesIO(STORY.encode()))
    row = {
        "title": "Envoys meet",
        "text": "Envoys met.\n\nThey parted.",
        "published": "2020-03-23",
        "authors": ["Ana"],
    }
    file = tmp_path / "articles.jsonl"
    file.write_bytes(msgspec.json.encode(whole) + b"\n\n" + msgspec.json.encode(row) + b"\n")
    first, second = read(file)
    assert first == whole
    assert (second.text, second.published, second.authors) == (
        "Envoys met.\n\nThey parted.",
        "2020-03-23",
        ("Ana",),
    )
    assert set(second.origins.values()) == {"given"}


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.txt", b"", errors.SourceEmpty, "empty"),
        ("a.txt", b" \n\n", errors.SourceEmpty, "empty"),
        ("a.pdf", b"%PDF-1.7\n\x00", errors.SourceFormatError, "PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", errors.SourceFormatError, "binary"),
        ("a.docx", b"PK\x03\x04abc", errors.SourceFormatError, "Word"),
        ("a.xml", b"<?xml version='1.0'?>\n<rss version='2.0'></rss>", errors.SourceFormatError, "feed"),
        ("a.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", errors.SourceFormatError, "feed"),
        ("a.jsonl", b'{"text": "a"}\n{"text": \n', errors.SourceFormatError, "line 2"),
        ("a.jsonl", b'{"title": "a"}\n', errors.SourceFormatError, "line 1"),
        ("a.jsonl", b'{"text": "a", "authors": [1]}\n', errors.SourceFormatError, "line 1"),
        ("a.txt", b"a" * 100_001, errors.SourceTooLarge, "100,000 bytes"),
    ],
)
def test_what_is_no_page(tmp_path: Path, name: str, content: bytes, error: type, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(error) as caught:
        read(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert words in message
    assert "\n" not in message
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


def test_what_is_not_there(tmp_path: Path) -> None:
    for source in (tmp_path / "none.html", "a\x00b"):
        with pytest.raises(errors.SourceMissing):
            read(source)
    with pytest.raises(errors.SourceEmpty):
        expand([str(tmp_path)])


def test_an_endless_input_is_read_no_further_than_the_limit() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= LIMITS.max_bytes + 1
            return b"a" * size

    with pytest.raises(errors.SourceTooLarge):
        read("-", stdin=Endless())


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        ("São Tomé “asks”".encode(), None, "São Tomé “asks”"),
        ("São Tomé “asks”".encode("cp1252"), None, "São Tomé “asks”"),
        ("São Tomé “asks”".encode("cp1252"), "iso-8859-1", "São Tomé “asks”"),
        ("Посол".encode("koi8-r"), "koi8-r", "Посол"),
        ("<meta charset='windows-1251'>Посол".encode("cp1251"), None, "<meta charset='windows-1251'>Посол"),
        ("Посол".encode("utf-16"), None, "Посол"),
        ("São".encode(), "rot13", "São"),  # a codec that is no encoding
        ("São".encode(), "no-such", "São"),
        (b"\xef\xbb\xbfS\xc3\xa3o", None, "São"),
    ],
)
def test_encodings(content: bytes, header: str | None, text: str) -> None:
    assert decode(content, source="page", header=header) == (text, None)


def test_broken_bytes_are_replaced_and_said(caplog: pytest.LogCaptureFixture) -> None:
    text, warning = decode("São Tomé ãéõ ".encode() + b"\xff", source="page.html")
    assert text == "São Tomé ãéõ \ufffd"
    assert warning
    assert "page.html" in caplog.text


PRIVATE = """127.0.0.1 10.1.2.3 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1 fc00::1
::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert all(map(is_public, ("8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8")))


class Site(BaseHTTPRequestHandler):
    """A site with every way of answering that the reader must stand."""

    def do_GET(self) -> None:
        answer = {
            "/robots.txt": lambda: self.say(200, b"User-agent: *\nDisallow: /closed\n"),
            "/page": lambda: self.say(200, PAGE.encode()),
            "/moved": lambda: self.say(302, b"", Location="/page"),
            "/loop": lambda: self.say(302, b"", Location="/loop"),
            "/to-file": lambda: self.say(302, b"", Location="file:///etc/hostname"),
            "/to-closed": lambda: self.say(302, b"", Location="/closed"),
            "/closed": lambda: self.say(200, PAGE.encode()),
            "/large": lambda: self.say(200, b"a" * 200_000),
            "/endless": self.endless,
            "/slow": lambda: time.sleep(6),
            "/broken": lambda: self.say(500, b""),
            "/latin": lambda: self.say(
                200, PAGE.replace("Quito", "Águas").encode("latin-1"), charset="iso-8859-1"
            ),
        }.get(self.path, lambda: self.say(404, b""))
        answer()

    def say(self, status: int, content: bytes, charset: str = "utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"text/html; charset={charset}")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"a" * 10_000)
        except OSError:  # the reader has hung up, as it should
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


OPEN = Limits(max_bytes=100_000, timeout=2.0, max_redirects=3, allow_private=True)


def test_a_page_from_the_web(site: str) -> None:
    (article,) = read(f"{site}/page", OPEN)
    assert (article.title, article.url) == ("Envoys meet in Quito today", f"{site}/page")


def test_a_redirect_leads_to_the_address_that_the_article_has(site: str) -> None:
    (article,) = read(f"{site}/moved", OPEN)
    assert article.url == f"{site}/page"


def test_the_encoding_that_the_server_names(site: str) -> None:
    (article,) = read(f"{site}/latin", OPEN)
    assert article.title == "Envoys meet in Águas today"


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/none", errors.SourceMissing, "404"),
        ("/broken", errors.FetchError, "500"),
        ("/loop", errors.FetchError, "3 redirects"),
        ("/large", errors.SourceTooLarge, "100,000"),
        ("/endless", errors.SourceTooLarge, "100,000"),
        ("/slow", errors.FetchError, "2 s"),
        ("/closed", errors.AddressRefused, "robots.txt"),
        ("/to-closed", errors.AddressRefused, "robots.txt"),
        ("/to-file", errors.AddressRefused, "no http address"),
    ],
)
def test_what_the_web_refuses(site: str, path: str, error: type, words: str) -> None:
    with pytest.raises(error) as caught:
        read(f"{site}{path}", OPEN)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{site}{path}: ")


def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    for source in (f"{site}/page", f"{site.replace('127.0.0.1', 'localhost')}/page"):
        with pytest.raises(errors.AddressRefused, match="private"):
            read(source)


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first host counts as public; the redirect's target is looked at anew.
    monkeypatch.setattr("verbale.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(Site, "do_GET", lambda self: self.say(302, b"", Location=f"http://[::1]{self.path}"))
    with pytest.raises(errors.AddressRefused, match="::1"):
        read(f"{site}/page", LIMITS)


def test_an_unreachable_host_and_a_broken_address() -> None:
    with pytest.raises(errors.SourceMissing, match="no such host"):
        read("http://no-such-host.invalid/page")
    with pytest.raises(errors.FetchError, match="cannot be reached"):
        read("http://127.0.0.1:9/page", OPEN)
    with pytest.raises(errors.FetchError):
        read("http://[::1/page", OPEN)
