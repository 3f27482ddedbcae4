"""Turns a page's bytes into text, by what it declares, then by what it is."""

import codecs
import logging
import re

LOG = logging.getLogger("verbale.ingest")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)",
    re.I,
)
# HTML's standard asks for the declaration in the first 1,024 bytes; real pages put it later.
HEAD_BYTES = 4096
# Pages that declare these mean Windows-1252, which has curly quotes where Latin-1 has controls.
LATIN = frozenset({"iso8859-1", "ascii", "latin-1"})


def decode(content: bytes, *, source: str, header: str | None = None) -> tuple[str, str | None]:
    """The text, and a warning where some bytes fit no encoding and were replaced.

    `header`: the encoding that the server named. `source` names the page in the log.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _lenient(content, encoding, source)
    found = DECLARED.search(content[:HEAD_BYTES])
    declared = (found[1] or found[2]).decode("ascii", "ignore") if found else None
    for name in (header, declared, "utf-8"):
        text = _strict(content, name)
        if text is not None:
            return text, None
    # Broken UTF-8 is still UTF-8 where most of what is not ASCII is well formed.
    text = content.decode("utf-8", "replace")
    if text.count("�") * 4 < sum(character > "\x7f" for character in text):
        return _lenient(content, "utf-8", source)
    return _lenient(content, "cp1252", source)


def _strict(content: bytes, name: str | None) -> str | None:
    encoding = _known(name)
    if encoding is None:
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(name: str | None) -> str | None:
    try:
        encoding = codecs.lookup(name or "").name
    except LookupError:
        return None
    # Codecs such as "rot13" or "zlib" are no encodings of text.
    return "cp1252" if encoding in LATIN else encoding if _is_text(encoding) else None


def _is_text(encoding: str) -> bool:
    try:
        return bool(b" ".decode(encoding)) or True
    except (LookupError, UnicodeDecodeError):
        return encoding.startswith("utf")


def _lenient(content: bytes, encoding: str, source: str) -> tuple[str, str | None]:
    text = content.decode(encoding, "replace")
    broken = text.count("�")
    if not broken:
        return text, None
    warning = f"bytes that are no {encoding} were replaced in {broken} place{'s' * (broken > 1)}"
    LOG.warning("%s: %s", source, warning)
    return text, warning
