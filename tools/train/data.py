"""Examples as tensors: subword ids, places of predicates, parties and sides, and what is to be said of them."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Tokenizer

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
FACTUALITIES = ("certain", "probable", "possible", "unknown")
LONGEST = 96  # subwords; longer sentences are cut
# Unused words of the vocabulary that open and close the two given sides.
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")
UNKNOWN = -1.0
NOWHERE = -1  # the place of a side that a sentence does not name


@dataclass(slots=True)
class Row:
    """One encoded sentence; `spots` are (subword, types, known, weight, mode, factuality, polarity)."""

    document: str
    ids: list[int]
    spots: list[tuple[int, list[float], list[float], int, int, int]] = field(default_factory=list)
    sides: list[tuple[int, int, float, float]] = field(default_factory=list)
    pair: tuple[int, int, list[float], float] | None = None


def tokenizer(folder: Path) -> Tokenizer:
    """The model's own tokenizer with the marks as words."""
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(LONGEST)
    found.add_special_tokens([AddedToken(mark, normalized=False) for mark in MARKS])
    return found


def modes_of(rows: Sequence[dict[str, Any]]) -> list[str]:
    """All modes that at least four predicates have, as "TYPE:mode"."""
    counts: dict[str, int] = {}
    for row in rows:
        for predicate in row["predicates"]:
            if predicate["mode"]:
                counts[predicate["mode"]] = counts.get(predicate["mode"], 0) + 1
    return sorted(mode for mode, count in counts.items() if count >= 4)


def sentence(row: dict[str, Any], tok: Tokenizer, modes: Sequence[str]) -> Row:
    """A sentence with all its predicates."""
    encoded = tok.encode(row["text"])
    starts = {
        start: index for index, (start, end) in reversed(list(enumerate(encoded.offsets))) if end > start
    }
    made = Row(row["document"], encoded.ids)
    parties = [starts.get(start, -1) for start, _ in row["parties"]]
    for predicate in row["predicates"]:
        at = starts.get(predicate["at"][0], -1)
        if at < 0:
            continue
        unknown = predicate["unknown"]
        targets = [predicate["types"].get(name, 0.0) for name in TYPES]
        weight = predicate["weight"]
        known = [
            weight if name in predicate["types"] or (unknown is not None and name not in unknown) else 0.0
            for name in TYPES
        ]
        mode = modes.index(predicate["mode"]) if predicate["mode"] in modes else -1
        factuality = FACTUALITIES.index(predicate["factuality"]) if predicate["factuality"] else -1
        polarity = -1 if predicate["polarity"] is None else int(predicate["polarity"] == "negative")
        made.spots.append((at, targets, known, mode, factuality, polarity))
        for party, (actor, recipient) in zip(parties, predicate["sides"] or (), strict=False):
            if party >= 0:
                made.sides.append(
                    (
                        at,
                        party,
                        UNKNOWN if actor is None else actor,
                        UNKNOWN if recipient is None else recipient,
                    )
                )
    return made


def pair(row: dict[str, Any], tok: Tokenizer) -> Row | None:
    """A sentence with its two sides marked, or the one that it names."""
    encoded = tok.encode(mark(row["text"], row["source"], row["target"]))
    opening = [tok.token_to_id(MARKS[index]) for index in (0, 2)]
    source, target = (encoded.ids.index(each) if each in encoded.ids else NOWHERE for each in opening)
    if source == target == NOWHERE:
        return None
    total = sum(row["types"].values())
    types = [row["types"].get(name, 0.0) / total for name in TYPES]
    made = Row(row["document"], encoded.ids)
    made.pair = (source, target, types, row["weight"])
    return made


def mark(text: str, source: Sequence[int] | None, target: Sequence[int] | None) -> str:
    """The text with marks around its sides; where one stands in the other, the inner one's lie inside."""
    cuts = []
    for side, (opening, closing) in ((source, MARKS[:2]), (target, MARKS[2:])):
        cuts += [] if side is None else [(side[0], 1, opening), (side[1], 0, closing)]
    for at, _, word in sorted(cuts, key=lambda cut: cut[:2], reverse=True):
        text = f"{text[:at]} {word} {text[at:]}"
    return text


def load(folder: Path, tok: Tokenizer) -> tuple[list[Row], list[str]]:
    """All rows of a folder that `build` wrote, and the modes."""
    sentences = [json.loads(line) for line in (folder / "sentences.jsonl").read_text().splitlines()]
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    modes = modes_of(sentences)
    rows = [sentence(row, tok, modes) for row in sentences]
    rows = [row for row in rows if row.spots]
    return rows + [made for row in pairs if (made := pair(row, tok)) is not None], modes


def batches(rows: Sequence[Row], size: int, seed: random.Random) -> Iterator[list[Row]]:
    """Batches of sentences of about the same length, in random order."""
    shuffled = sorted(rows, key=lambda row: len(row.ids) + seed.random() * 8)
    groups = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
    seed.shuffle(groups)
    yield from groups
