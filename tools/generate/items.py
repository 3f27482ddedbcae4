"""Compiles `items.yaml` and `quantities.yaml` to the tables of item classes and of amounts."""

from typing import Any

import msgspec

from tools.generate import yamls
from verbale.ontology import quantities
from verbale.ontology.items import TABLE, ItemClass, phrase_key

_CLASS = ("category", "subcategory", "granularity", "unroca", "sipri")
_GROUP = frozenset((*_CLASS, "terms", "examples"))


def build() -> dict[str, bytes]:
    """Both tables by file name. Ends with a message where a term stands in two groups."""
    source = yamls.read("items.yaml")
    classes: list[ItemClass] = []
    table = {
        "terms": _terms(source["groups"], "terms", classes),
        "modifiers": _terms(source["modifiers"], "words", classes),
        **{name: _keys(source[name]) for name in ("umbrellas", "containers", "carriers", "leading")},
        **{act: _keys(source["sanction_acts"][act]) for act in ("lift", "impose")},
        "classes": msgspec.to_builtins(classes),
    }
    amounts = yamls.read("quantities.yaml")
    return {TABLE: yamls.table(table), quantities.TABLE: yamls.table(amounts)}


def _terms(groups: list[dict[str, Any]], field: str, classes: list[ItemClass]) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in groups:
        unknown = set(group) - _GROUP - {field}
        if unknown:
            raise SystemExit(
                f"items.yaml: unknown fields {sorted(unknown)} in a group of {group['category']}"
            )
        item = ItemClass(**{name: group[name] for name in _CLASS if name in group})
        if item not in classes:
            classes.append(item)
        _file(found, group[field], classes.index(item))
    return found


def _file(found: dict[str, int], terms: list[str], index: int) -> None:
    for term in terms:
        key = phrase_key(str(term))
        if not key or found.setdefault(key, index) != index:
            raise SystemExit(f"items.yaml: {term!r} stands in two groups, or has no words")


def _keys(terms: list[str]) -> list[str]:
    return sorted({phrase_key(str(term)) for term in terms})
