"""The tables that `ingest` reads: outlets, names of publishers, page furniture."""

import re
from typing import Any

from tools.generate import yamls
from verbale.ontology.publishers import INITIALS, NAME


def build() -> dict[str, bytes]:
    """`outlets.json`, `mastheads.json` and `furniture.json`."""
    return {
        "mastheads.json": yamls.table(_mastheads(yamls.read("mastheads.yaml"))),
        "outlets.json": yamls.table(_outlets(yamls.read("outlets.yaml"))),
        "furniture.json": yamls.table(_furniture(yamls.read("furniture.yaml"))),
    }


def _outlets(source: dict[str, Any]) -> list[dict[str, Any]]:
    seen: dict[str, str] = {}
    for outlet in source["outlets"]:
        for name in (outlet["name"], *outlet["aliases"], *outlet["domains"]):
            if seen.setdefault(name, outlet["name"]) != outlet["name"]:
                raise SystemExit(f"outlets.yaml: {name} belongs to {seen[name]} and {outlet['name']}")
    return list(source["outlets"])


def _mastheads(source: dict[str, Any]) -> dict[str, Any]:
    named = [pattern.replace("{name}", NAME + INITIALS) for pattern in source["credits"]["patterns"]]
    return {
        "agencies": source["agencies"],
        "papers": sorted({word for row in source["papers"] for word in row}),
        "articles": source["articles"],
        "states": source["states"],
        "calls": source["calls"],
        "offices": source["offices"],
        "before_offices": source["before_offices"],
        "sections": sorted(set(source["sections"])),
        "credits": [_checked(pattern) for pattern in named],
    }


def _furniture(source: dict[str, Any]) -> dict[str, Any]:
    return {
        "lines": [
            {"kind": rule["kind"], "max_words": rule["max_words"], "pattern": _union(rule["patterns"])}
            for rule in source["lines"]
        ],
        "headings": [
            {"kind": rule["kind"], "scope": rule["scope"], "pattern": _union(rule["patterns"])}
            for rule in source["headings"]
        ],
        "related_line": {
            "max_words": source["related_line"]["max_words"],
            "patterns": [_checked(pattern) for pattern in source["related_line"]["patterns"]],
        },
        "elements": {word: kind for kind, words in source["elements"].items() for word in words},
        "not_places": source["not_places"],
        "bylines": source["bylines"],
    }


def _union(patterns: list[str]) -> str:
    return "|".join(f"(?:{_checked(pattern)})" for pattern in patterns)


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise SystemExit(f"furniture.yaml: {pattern}: {error}") from error
    return pattern
