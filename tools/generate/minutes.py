"""Sentence patterns of the minutes: every verb and slot that a pattern uses must be known."""

import re
from typing import Any

from tools.generate import yamls

SLOTS = {"recipients", "items", "beneficiaries", "content"}
KEYS = {"mode", "frames", "has", "lacks", "sides", "say", "link", "owner", "modal", "example"}


def build() -> dict[str, bytes]:
    content = yamls.read("minutes.yaml")
    for event_type, variants in content["variants"].items():
        for variant in variants:
            _check(event_type, variant, content["verbs"])
    return {"minutes.json": yamls.table(content)}


def _check(event_type: str, variant: dict[str, Any], verbs: dict[str, list[str]]) -> None:
    say = variant["say"]
    wrong = [f"unknown key {key}" for key in variant.keys() - KEYS]
    wrong += [f"unknown slot {slot}" for slot in set(re.findall(r"\{(.*?)\}", say)) - SLOTS]
    if re.split(r"[ \[]", say)[0] not in verbs:
        wrong.append("its first word is not in the list of verbs")
    if "{content}" in say and "link" not in variant:
        wrong.append("content without link")
    if wrong:
        raise SystemExit(f"resources/minutes.yaml: {event_type}: {say!r}: {'; '.join(wrong)}")
