"""Compiles `ledger.yaml`: moves, words and bounds of the ledger."""

from typing import Any

import msgspec

from tools.generate import yamls
from verbale.ontology.items import phrase_key
from verbale.ontology.ledger import TABLE, LedgerTable


def build() -> dict[str, bytes]:
    """The table by file name. Ends with a message where a field is unknown or a rule has no example."""
    source = yamls.read("ledger.yaml")
    moves = [_rule(rule) for rule in source["moves"]]
    del source["talk"]  # a name for a list of words inside the file
    content = {**source, "moves": moves, "umbrellas": sorted(map(phrase_key, source["umbrellas"]))}
    try:
        msgspec.convert(content, LedgerTable)
    except msgspec.ValidationError as error:
        raise SystemExit(f"resources/ledger.yaml: {error}") from error
    return {TABLE: yamls.table(content)}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    if not rule.get("example"):
        raise SystemExit(f"resources/ledger.yaml: a rule of {rule.get('move')} has no example")
    return {key: value for key, value in rule.items() if key != "example"}
