"""The trained scorer: what a small transformer makes of the predicates, parties and given pairs of a sentence.

A sentence is run once, by itself, so that no other sentence changes what is said of it; each word then has a row of
answers. `data/scorer/columns.json` names the columns; `docs/reference/scorer.md` tells what it was trained on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.tokens import Span, Token
from tokenizers import Tokenizer

from verbale.records import EventType

Numbers = NDArray[np.float32]
Range = tuple[int, int]  # characters, end-exclusive
# Which columns of a predicate and of a party, multiplied, tell whether the party is on that side.
_SIDES = {"actor": ("does", "doer"), "recipient": ("undergoes", "undergoer")}


class Columns(msgspec.Struct, frozen=True):
    """What `columns.json` holds: names of types and modes, and which columns answer for what."""

    types: tuple[EventType, ...]
    modes: tuple[str, ...]
    columns: dict[str, tuple[int, int]]
    side: int
    longest: int
    marks: tuple[str, str, str, str]
    weights: dict[str, dict[str, float]] = {}


@dataclass(frozen=True)
class Sheet:
    """The answers for one sentence."""

    _columns: Columns
    _answers: Numbers
    _rows: Mapping[int, int]  # character of the document where a word begins → its first subword

    def knows(self, token: Token) -> bool:
        """Whether a word is among those that were read; the end of a very long sentence is not."""
        return token.idx in self._rows

    def types(self, token: Token) -> dict[EventType, float]:
        """How likely an event of each type is told by a predicate."""
        chances = _chance(self._part("types", token))
        return dict(zip(self._columns.types, map(float, chances), strict=True))

    def mode(self, token: Token, event_type: EventType) -> str | None:
        """The likeliest mode of a type."""
        logits = self._part("modes", token)
        own = [
            (float(logit), name.partition(":")[2])
            for logit, name in zip(logits, self._columns.modes, strict=True)
            if name.startswith(f"{event_type}:")
        ]
        return max(own)[1] if own else None

    def chance(self, side: str, predicate: Token, party: Token) -> float:
        """How likely a party (by its head word) is `actor` or `recipient` of a predicate."""
        verb, noun = _SIDES[side]
        product = float(self._part(verb, predicate) @ self._part(noun, party))
        return float(_chance(product / self._columns.side**0.5))

    def _part(self, name: str, token: Token) -> Numbers:
        first, last = self._columns.columns[name]
        return self._answers[self._rows[token.idx], first:last]


class Scorer:
    """Runs the network."""

    def __init__(self, model: bytes, tokenizer: str, columns: Columns) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # pages are read in several processes where speed counts
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._columns = columns

    @property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """How much each sign counts for drafts of frames, and for proposals."""
        return self._columns.weights

    @classmethod
    def load(cls, folder: Path | None = None) -> "Scorer":
        """The weights of the package, or of another folder."""
        with as_file(files("verbale") / "data" / "scorer") as own:
            home = folder or own
            return cls(
                model=(home / "weights.onnx").read_bytes(),
                tokenizer=(home / "tokenizer.json").read_text(encoding="utf-8"),
                columns=msgspec.json.decode((home / "columns.json").read_bytes(), type=Columns),
            )

    def read(self, sentence: Span) -> Sheet:
        """The answers for the words of a sentence."""
        encoded = self._tokenizer.encode(sentence.text)
        rows = {
            start + sentence.start_char: index
            for index, (start, end) in reversed(list(enumerate(encoded.offsets)))
            if end > start
        }
        return Sheet(self._columns, self._run(encoded), rows)

    def pair(self, text: str, source: Range | None, target: Range | None) -> dict[EventType, float]:
        """How likely each type is for an event from one given side to the other, None where unnamed; in sum 1."""
        encoded = self._tokenizer.encode(self._marked(text, source, target))
        answers = self._run(encoded)
        opening = [self._tokenizer.token_to_id(self._columns.marks[index]) for index in (0, 2)]
        logits = self._columns_of("pair", answers[0])
        for name, mark in zip(("source", "target"), opening, strict=True):
            if mark in encoded.ids:
                logits = logits + self._columns_of(name, answers[encoded.ids.index(mark)])
        chances = np.exp(logits - logits.max())
        return dict(zip(self._columns.types, map(float, chances / chances.sum()), strict=True))

    def _marked(self, text: str, source: Range | None, target: Range | None) -> str:
        marks = self._columns.marks
        cuts: list[tuple[int, int, str]] = []
        for side, (opening, closing) in ((source, marks[:2]), (target, marks[2:])):
            cuts += [] if side is None else [(side[0], 1, opening), (side[1], 0, closing)]
        for at, _, word in sorted(cuts, key=lambda cut: cut[:2], reverse=True):
            text = f"{text[:at]} {word} {text[at:]}"
        return text

    def _columns_of(self, name: str, row: Numbers) -> Numbers:
        first, last = self._columns.columns[name]
        return row[first:last]

    def _run(self, encoded: Any) -> Numbers:
        ids = np.array([encoded.ids], dtype=np.int64)
        found: Numbers = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][
            0
        ]
        return found


def _chance(logits: Any) -> Any:
    return 1 / (1 + np.exp(-logits))
