"""The page of operators: the words that change whether an event is claimed to have taken place."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.docs.markdown import code, page, table
from tools.generate import yamls

INTRODUCTION = """# Operators

Words over an event that change whether it is claimed to have taken place. `resources/factuality.yaml` is their source
and explains flags and scopes. A signature says what is left of the event where the operator itself holds / where it is
negated:

| sign | meaning |
| --- | --- |
| `+` | it took place |
| `-` | it did not |
| `o` | not said: asked, promised, conditional |
| `?`, `??` | probably, possibly |
| `>` | it lies ahead |
| `o-` | not said, and what is at issue is that it does not take place |"""


def build() -> dict[str, str]:
    governors: Mapping[str, Mapping[str, Any]] = yamls.read("factuality.yaml")["governors"]
    return {
        "operators.md": page(
            INTRODUCTION, table(("operator", "signature", "reaches", "words"), _rows(governors))
        )
    }


def _rows(governors: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    for name, each in governors.items():
        words = [word for part in ("verbs", "nouns", "adjectives") for word in each.get(part, ())]
        yield (
            code(name),
            code(str(each["signature"])),
            str(each["scope"]),
            ", ".join(dict.fromkeys(map(str, words))),
        )
