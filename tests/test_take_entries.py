"""What a source holds, record by record, and what each record is known by."""

import gzip
import io
from pathlib import Path

import pytest

from servers import rss, serving, story
from test_warc import record
from verbale.errors import SourceError
from verbale.ingest.entries import Entry, Intake, container, entries, known_by
from verbale.ingest.fetch import Limits, Web

LIMITS = Limits(max_bytes=100_000, timeout=2.0, allow_private=True)
INTAKE = Intake(Web(LIMITS))


def read(name: object, intake: Intake = INTAKE) -> tuple[list[Entry], list[SourceError]]:
    found = list(entries(str(name), intake))
    return (
        [one for one in found if isinstance(one, Entry)],
        [one for one in found if isinstance(one, SourceError)],
    )


def test_a_page_is_known_by_its_whole_path_and_marked_by_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.html"
    file.write_text(story(1))
    monkeypatch.chdir(tmp_path)
    ((first,), _), ((second,), _) = read("a.html"), read(file)
    assert (first.source, first.mark) == (second.source, second.mark) == (str(file.resolve()), first.mark)
    assert first.read().title == "Chad asks Peru for help, part 1"
    file.write_text(story(2))
    assert read(file)[0][0].mark != first.mark
    dated = Intake(Web(LIMITS), published="2020-03-23")
    assert read(file, dated)[0][0].mark != read(file)[0][0].mark


def test_a_line_is_known_by_its_address_or_id_and_never_by_its_number(tmp_path: Path) -> None:
    lines = [
        '{"text": "Envoys met.", "url": "http://example.org/1"}',
        '{"text": "B.", "id": "b"}',
        '{"text": "C."}',
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(lines))
    before, _ = read(file)
    file.write_text("\n\n".join(["{broken", *lines[::-1]]))
    after, _ = read(file)
    assert {(one.source, one.mark) for one in before} == {(one.source, one.mark) for one in after[1:]}
    assert before[0].source == "http://example.org/1"
    assert [one.origin.rsplit("#")[-1] for one in after] == ["1", "3", "5", "7"]
    assert [round(one.share, 1) for one in before][-1] == 1.0
    with pytest.raises(SourceError, match="line 1"):
        after[0].read()


def test_a_jsonl_may_be_larger_than_a_page_may_but_a_line_may_not(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "Envoys met."}\n' * 20_000)
    assert len(read(file)[0]) == 20_000
    file.write_text('{"text": "Envoys met."}\n{"text": "' + "a" * 200_000 + '"}\n')
    found, errors = read(file)
    assert (len(found), len(errors)) == (1, 1)
    assert "100,000" in str(errors[0])


def test_bytes_that_are_no_text_fail_one_line_only(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "\xff"}\n{"text": "Envoys met."}\n')
    first, second = read(file)[0]
    with pytest.raises(SourceError, match="line 1"):
        first.read()
    assert second.read().text == "Envoys met."


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_pages_and_one_error_that_counts_the_broken(
    tmp_path: Path, packed: bool
) -> None:
    records = [record(f"http://example.org/{number}", story(number).encode()) for number in range(4)]
    records[1] = records[1].replace(b"HTTP/1.1", b"nothing!")
    records[2] = records[2].replace(b"HTTP/1.1", b"nothing!")
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    found, errors = read(file)
    assert [one.source for one in found] == ["http://example.org/0", "http://example.org/3"]
    assert found[1].read().url == "http://example.org/3"
    assert [str(error).startswith(f"{file}: 2 broken records were skipped") for error in errors] == [True]


def test_a_feed_in_a_file_and_a_sitemap_of_sitemaps_on_the_web(tmp_path: Path) -> None:
    with serving() as site:
        pages = [site.put(f"/{number}", story(number)) for number in range(3)]
        file = tmp_path / "feed.xml"
        file.write_text(rss(pages))
        found, _ = read(file)
        assert [one.source for one in found] == pages
        assert site.asked.total() == 0  # fetched only when they are read
        assert found[2].read().url == pages[2]
        body = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
        inner = site.put("/s1.xml", f"<urlset>{body}</urlset>")
        lost = f"{site.url}/none.xml"
        index = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (lost, inner))
        outer = site.put("/s.xml", f"<sitemapindex>{index}</sitemapindex>")
        found, errors = read(outer)
        assert [one.source for one in found] == pages
        assert [error.source for error in errors] == [lost]
        circle = site.put(
            "/c.xml", f"<sitemapindex><sitemap><loc>{site.url}/c.xml</loc></sitemap></sitemapindex>"
        )
        found, errors = read(circle)
        assert (found, len(errors)) == ([], 1)


def test_standard_input_and_addresses() -> None:
    (page,), _ = read("-", Intake(Web(LIMITS), stdin=io.BytesIO(story(3).encode())))
    assert (page.source, page.read().title) == ("-", "Ghana asks Nepal for help, part 3")
    with serving() as site:
        url = site.put("/1", story(1))
        (found,), _ = read(url)
        assert (found.source, found.read().url) == (url, url)


def test_what_cannot_be_opened_is_an_error_in_its_place(tmp_path: Path) -> None:
    for name in (tmp_path / "none.html", tmp_path, "a\x00b", "http://127.0.0.1:9/"):
        found, errors = read(name)
        assert (found, len(errors)) == ([], 1)


def test_a_record_is_tried_again_by_opening_what_held_it(tmp_path: Path) -> None:
    odd = tmp_path / "a#b.html"
    odd.write_text(story(1))
    assert container(known_by(str(odd))) == str(odd)
    assert container(f"{tmp_path}/a.jsonl#7") == f"{tmp_path}/a.jsonl"
    assert container("http://example.org/#x") == "http://example.org/#x"
