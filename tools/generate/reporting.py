"""Builds the reporting lexicon from `resources/reporting.yaml`."""

from typing import Any

from tools.generate import yamls

FORCES = {"statement", "act", "stance"}


def build() -> dict[str, bytes]:
    """`reporting.json`: see `verbale.ontology.reporting.Reporting`."""
    source = yamls.read("reporting.yaml")
    patterns = set(source["patterns"]) | set(source["prepositions"])
    table: dict[str, Any] = {
        kind: _cues(kind, source[kind], patterns) for kind in ("verbs", "nouns", "adjectives")
    }
    for name in ("adverbs", "makers", "hearers", "channels", "times", "labels"):
        table[name] = sorted(set(source[name].split()))
    table["aliases"] = source["aliases"]
    return {"reporting.json": yamls.table(table)}


def _cues(kind: str, groups: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Groups of lemmas turned round: what each lemma can do. The first group to claim a pattern wins."""
    cues: dict[str, dict[str, str]] = {}
    for name, group in groups.items():
        patterns = group["patterns"].split()
        seldom = {pattern: set(lemmas.split()) for pattern, lemmas in group.get("except", {}).items()}
        unknown = {*patterns, *seldom} - known
        if unknown or group["force"] not in FORCES:
            raise SystemExit(f"reporting.yaml: {kind}.{name}: unknown patterns {sorted(unknown)} or force")
        for lemma in group["lemmas"].split():
            uses = cues.setdefault(lemma, {})
            for pattern in patterns:
                if lemma not in seldom.get(pattern, ()):
                    uses.setdefault(pattern, group["force"])
    return {lemma: {"patterns": uses} for lemma, uses in cues.items() if uses}
