"""Takes out of a story's end what is said about it: who the author is, calls behind the last sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from verbale.ingest import authors
from verbale.ingest.clean import Sorted, is_sentence, kind_of
from verbale.records import Removed

# Author boxes and notes are among the last paragraphs; a byline without "by" is among the first.
LAST_PARAGRAPHS = 3
FIRST_PARAGRAPHS = 2
# What an author box says after a name: "is a fellow", "teaches at".
DOES = r"(?: [A-Z][\w-]+)? (?:is|was|has been|writes|teaches|reports|covers|edits|works|lives|blogs)\b"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def bare_byline(found: Sorted) -> tuple[str, tuple[str, ...]] | None:
    """A line of names over the story that has an author box below: the line, and who wrote the story."""
    for line in found.body[:FIRST_PARAGRAPHS]:
        named = () if is_sentence(line) or len(line) > authors.LONGEST else authors.names(line)
        if any(_about(paragraph, named) for paragraph in found.body[1:][-LAST_PARAGRAPHS:]):
            return line, named
    return None


def without_ending(found: Sorted, written_by: Sequence[str]) -> Sorted:
    """The page without its author box, and without furniture behind the last paragraph's own sentences."""
    end = max(1, len(found.body) - LAST_PARAGRAPHS)
    boxes = [paragraph for paragraph in found.body[end:] if _about(paragraph, written_by)]
    body = [*found.body[:end], *(paragraph for paragraph in found.body[end:] if paragraph not in boxes)]
    calls: list[Removed] = []
    if found.body:
        body[-1], calls = _parted(body[-1])
    boxed = [Removed(kind="author box", text=paragraph) for paragraph in boxes]
    return replace(found, body=body, removed=[*found.removed, *calls, *boxed])


def _about(paragraph: str, named: Sequence[str]) -> bool:
    names = "|".join(map(re.escape, named))
    return bool(names) and re.match(rf"(?:{names}){DOES}", paragraph) is not None


def _parted(paragraph: str) -> tuple[str, list[Removed]]:
    """A paragraph's own sentences, and the furniture behind them."""
    sentences = SENTENCE_END.split(paragraph)
    calls: list[Removed] = []
    while len(sentences) > 1 and (kind := kind_of(sentences[-1])):
        calls.insert(0, Removed(kind=kind, text=sentences.pop()))
    return (" ".join(sentences) if calls else paragraph), calls
