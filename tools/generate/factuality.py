"""Compiles `resources/factuality.yaml` (operators and their signatures) to `factuality.json`."""

import re
from typing import Any

from tools.generate import yamls

_STRENGTH = {"": "certain", "?": "probable", "??": "possible"}
_EFFECT = re.compile(r"(?P<sign>[+-])(?P<strength>\?{0,2})(?P<ahead>>?)|o(?P<unmet>-?)(?P<later>>?)")
_PLAIN = (
    "lemmas",
    "short_forms",
    "negation",
    "light",
    "result",
    "time_marks",
    "ordinals",
    "spoken",
    "calendar",
    "attempts",
    "beside",
    "behind",
)
_PARTS = ("verbs", "nouns", "adjectives")


def build() -> dict[str, bytes]:
    """The table of operators; SystemExit says which entry is malformed."""
    source = yamls.read("factuality.yaml")
    signed = {
        name: {word: signature(text) for word, text in source[name].items()}
        for name in ("auxiliaries", "auxiliaries_perfect", "defaults")
    }
    worded = {name: _by_word(source[name]) for name in ("adverbs", "adjectives", "marks", "prepositions")}
    plain = {name: source[name] for name in _PLAIN}
    governors = {"governors": _operators(source), "words": _words(source)}
    return {"factuality.json": yamls.table({**governors, **signed, **worded, **plain})}


def signature(text: str) -> dict[str, Any]:
    """`"- / o>"` as two effects, under a positive and under a negative governor."""
    effects = [_effect(part.strip()) for part in text.split(" / ")]
    if len(effects) != 2:
        raise SystemExit(f"resources/factuality.yaml: {text!r} is no signature (two effects around ' / ')")
    return {"positive": effects[0], "negative": effects[1]}


def examples() -> list[tuple[str, str, str]]:
    """Sentence, trigger word and what is held of it, of every example in the resource."""
    rows = (row.split("|") for row in yamls.read("factuality.yaml")["examples"])
    return [(sentence.strip(), trigger.strip(), held.strip()) for sentence, trigger, held in rows]


def _effect(text: str) -> dict[str, Any]:
    match = _EFFECT.fullmatch(text)
    if match is None:
        raise SystemExit(f"resources/factuality.yaml: {text!r} is no effect")
    if match["sign"] is None:
        polarity = "negative" if match["unmet"] else "positive"
        return {"factuality": "unknown", "polarity": polarity, "future": bool(match["later"])}
    polarity = "positive" if match["sign"] == "+" else "negative"
    return {"factuality": _STRENGTH[match["strength"]], "polarity": polarity, "future": bool(match["ahead"])}


def _operators(source: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "name": name,
            "signature": signature(group["signature"]),
            "scope": group["scope"].split(),
            **{flag: group.get(flag, False) for flag in ("answers", "known", "presupposes")},
        }
        for name, group in source["governors"].items()
    }


def _words(source: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Part of speech → lemma → names of its operators, in the order of the resource."""
    words: dict[str, dict[str, list[str]]] = {part: {} for part in _PARTS}
    for name, group in source["governors"].items():
        for part in _PARTS:
            for lemma in group.get(part, ()):
                words[part].setdefault(lemma, []).append(name)
    return words


def _by_word(groups: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        word: {"name": name, "signature": signature(group["signature"])}
        for name, group in groups.items()
        for word in group["words"]
    }
