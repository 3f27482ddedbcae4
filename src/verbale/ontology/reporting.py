"""The lexicon of reporting: the words by which a text says that somebody says, thinks or asks something."""

from typing import Literal

import msgspec

from verbale.ontology.tables import load as load_table

TABLE = "reporting.json"
Force = Literal["statement", "act", "stance"]


class Cues(msgspec.Struct, frozen=True):
    """The uses of one lemma: each pattern it takes, with the force it has in that pattern.

    Patterns are described in `resources/reporting.yaml`; prepositions stand under their own names.
    """

    patterns: dict[str, Force]

    def force(self, pattern: str) -> Force | None:
        """The force in a pattern; None where the lemma does not take it."""
        return self.patterns.get(pattern)


class Reporting(msgspec.Struct, frozen=True):
    """All cue words by lemma, and the words for hearers and channels."""

    verbs: dict[str, Cues]
    nouns: dict[str, Cues]
    adjectives: dict[str, Cues]
    adverbs: frozenset[str]
    makers: frozenset[str]
    aliases: dict[str, str]
    hearers: frozenset[str]
    channels: frozenset[str]
    times: frozenset[str]
    labels: frozenset[str]


def load() -> Reporting:
    """The lexicon as generated from the resources. Raises ResourceError."""
    return load_table(TABLE, Reporting)
