"""Compiles `resources/time.yaml` into `data/time.json`: words, macros and rules, without the examples."""

from typing import Any

from tools.generate import yamls

_RULE_KEYS = {"pattern", "make", "with", "examples"}


def build() -> dict[str, bytes]:
    """The table of time expressions. Raises SystemExit where the source is malformed."""
    source: dict[str, Any] = yamls.read("time.yaml")
    rules = [_rule(number, rule) for number, rule in enumerate(source["rules"], start=1)]
    words = {
        name: {str(word): str(value) for word, value in entries.items()}
        for name, entries in source["words"].items()
    }
    unknown = set(source["capitalised"]) - set(words)
    if unknown:
        raise SystemExit(f"resources/time.yaml: capitalised classes without words: {sorted(unknown)}")
    for section in ("tense", "around"):
        for name, entries in source[section].items():
            _check_words(f"{section}.{name}", entries)
    for name in ("carriers", "bounding", "harming", "occasions"):
        _check_words(name, source[name])
    content = {
        "capitalised": source["capitalised"],
        "macros": source["macros"],
        "rules": rules,
        "words": words,
        "tense": source["tense"],
        "carriers": source["carriers"],
        "bounding": source["bounding"],
        "harming": source["harming"],
        "occasions": source["occasions"],
        "around": source["around"],
    }
    return {"time.json": yamls.table(content)}


def _check_words(name: str, entries: list[Any]) -> None:
    wrong = [entry for entry in entries if not isinstance(entry, str)]
    if wrong:
        raise SystemExit(
            f"resources/time.yaml: {name}: {wrong} is no word; quote it (YAML reads on, no as truths)"
        )


def _rule(number: int, rule: dict[str, Any]) -> dict[str, Any]:
    if not rule.keys() <= _RULE_KEYS or not rule.get("examples"):
        raise SystemExit(f"resources/time.yaml: rule {number}: needs examples, and no keys but {_RULE_KEYS}")
    if not all(len(example) % 2 for example in rule["examples"]):
        raise SystemExit(
            f"resources/time.yaml: rule {number}: an example is a text, then expressions with values"
        )
    return {"pattern": rule["pattern"], "make": rule["make"], "with": rule.get("with", {})}
