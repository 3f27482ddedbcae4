"""Web archives: what is a page, what is broken, and that the pages behind it are still read."""

import gzip
import io
import random

import pytest

from verbale.ingest.warc import Broken, Captured, captures

LIMIT = 100_000
BOMB = gzip.compress(b"z" * 1_000_000)


def record(
    url: str,
    body: bytes = b"",
    *,
    status: int = 200,
    media_type: str = "text/html; charset=utf-8",
    kind: str = "response",
    length: int | None = None,
    headers: bytes = b"",
) -> bytes:
    """A record of a page; `length` is what it says of itself where that is not true."""
    http = b"HTTP/1.1 %d X\r\nContent-Type: %s\r\n%s\r\n" % (status, media_type.encode(), headers) + body
    content = http if kind in ("response", "request") else body
    content_type = "application/http; msgtype=response" if kind == "response" else media_type
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(f"http://example.org/{number}", f"<p>Envoys met, part {number}.</p>".encode() * 9)


def read(*records: bytes, max_bytes: int = LIMIT) -> tuple[list[str], int]:
    """The last part of each page's address, and how many were broken."""
    found = list(captures(io.BytesIO(b"".join(records)), max_bytes=max_bytes))
    urls = [one.url.rsplit("/")[-1] for one in found if isinstance(one, Captured)]
    return urls, sum(isinstance(one, Broken) for one in found)


def test_a_page_comes_with_its_address_bytes_and_encoding() -> None:
    body = "Águas".encode("latin-1")
    (found,) = captures(
        io.BytesIO(record("http://example.org/a", body, media_type="text/html; charset=iso-8859-1")),
        max_bytes=LIMIT,
    )
    assert isinstance(found, Captured)
    assert (found.url, found.content, found.charset) == ("http://example.org/a", body, "iso-8859-1")
    assert found.date == "2024-01-01T00:00:00Z"


def test_packed_and_chunked_bodies_are_unpacked() -> None:
    packed = record("http://example.org/z", gzip.compress(b"<p>x</p>"), headers=b"Content-Encoding: gzip\r\n")
    chunked = record(
        "http://example.org/c",
        b"5\r\n<p>xx\r\n4\r\n</p>\r\n0\r\n\r\n",
        headers=b"Transfer-Encoding: chunked\r\n",
    )
    found = list(captures(io.BytesIO(packed + chunked), max_bytes=LIMIT))
    assert [one.content for one in found if isinstance(one, Captured)] == [b"<p>x</p>", b"<p>xx</p>"]


def test_what_is_no_page_is_passed_over() -> None:
    others = [
        record("http://example.org/i", b"GIF", media_type="image/gif"),
        record("http://example.org/n", b"<p>no</p>", status=404),
        record("http://example.org/q", kind="request"),
        record("dns:example.org", b"1.2.3.4", kind="resource", media_type="text/dns"),
        record("http://example.org/w", b"software: x", kind="warcinfo", media_type="application/warc-fields"),
    ]
    text = record("http://example.org/t", b"Envoys met.", kind="conversion", media_type="text/plain")
    assert read(page(0), *others, text) == (["0", "t"], 0)


@pytest.mark.parametrize(
    ("broken", "urls"),
    [
        (b"garbage garbage\r\n\r\n" * 3, ["0", "2"]),
        (record("http://example.org/b", b"z" * 300, length=50), ["0", "b", "2"]),
        (record("http://example.org/b", b"z" * 300, length=5000), ["0", "2"]),
        (page(1).replace(b"Content-Length: ", b"X-Length: ", 1), ["0", "2"]),
        (page(1).replace(b"HTTP/1.1 200 X", b"HUTTP nothing "), ["0", "2"]),
        (record("http://example.org/b", b"no gzip", headers=b"Content-Encoding: gzip\r\n"), ["0", "2"]),
        (record("http://example.org/b", b"z" * 10_000), ["0", "2"]),
        (record("http://example.org/b", BOMB, headers=b"Content-Encoding: gzip\r\n"), ["0", "2"]),
    ],
    ids=["garbage", "too short", "too long", "no length", "no HTTP", "bad coding", "too large", "bomb"],
)
def test_a_broken_record_is_counted_and_the_next_is_read(broken: bytes, urls: list[str]) -> None:
    found, count = read(page(0), broken, page(2), max_bytes=5000)
    assert [url for url in found if url != "b"] == ["0", "2"]
    assert count == 1
    assert set(found) <= set(urls)


def test_a_broken_member_of_a_packed_archive() -> None:
    first, middle, last = (gzip.compress(page(number)) for number in range(3))
    spoilt = bytearray(middle)
    spoilt[len(spoilt) // 2 : len(spoilt) // 2 + 4] = b"\xff\x00\xff\x00"
    assert read(first, middle, last) == (["0", "1", "2"], 0)
    assert read(first, bytes(spoilt), last) == (["0", "2"], 1)
    assert read(first, last[:-30]) == (["0"], 1)


def test_an_archive_that_is_cut_off_gives_what_is_whole() -> None:
    assert read(page(0), page(1)[:200]) == (["0"], 1)
    assert read(page(0), page(1)[:-60]) == (["0"], 1)


def test_any_bytes_come_to_an_end() -> None:
    """Pages with random damage: no endless loop, no other error, and what is left is read once."""
    dice = random.Random(7)
    whole = b"".join(page(number) for number in range(20))
    for packed in (False, True):
        data = b"".join(gzip.compress(page(n)) for n in range(20)) if packed else whole
        for _ in range(30):
            spoilt = bytearray(data)
            for _ in range(4):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            urls, _ = read(bytes(spoilt))
            assert len(urls) == len(set(urls))
            assert len(urls) >= 20 - 3 * 4


def test_the_head_of_a_record_is_found_across_the_pieces_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("verbale.ingest.warc.CHUNK", 32)
    for filler in range(1, 70):
        assert read(page(0), b"x" * filler + b"\r\n", page(2)) == (["0", "2"], 1)
