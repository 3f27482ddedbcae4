"""What parties and countries are called in exports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from verbale.export.patterns import table
from verbale.ontology.tables import load
from verbale.records import Party


def joined(words: Sequence[str]) -> str:
    """A list in English: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def labels(parties: Iterable[Party]) -> str:
    """The parties' names, for a cell."""
    return "; ".join(flat(party.name) for party in parties)


LONGEST_GROUP = 6  # members that a heading still names one by one; beyond, the group's name says more

# Sectors of those who fight or oppose a state: they do not stand under its name.
AGAINST_THE_STATE = frozenset({"REB", "SEP", "INS", "UAF", "OPP", "CRM"})


def homes(parties: Iterable[Party]) -> tuple[str, ...]:
    """The countries that the parties speak for, each once and in order; who speaks for none, by name."""
    names: dict[str, None] = {}
    for party in parties:
        codes = party.members or ((party.country,) if party.country else ())
        if not 0 < len(codes) <= LONGEST_GROUP or AGAINST_THE_STATE & set(party.sectors):
            names[flat(party.name)] = None
        else:
            names.update(dict.fromkeys(country(code) for code in codes))
    return tuple(names)


def country(code: str) -> str:
    """The English name of an alpha-3 code, or the code where no name is known."""
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    return load("countries.json", dict[str, str])


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one page's parties as its minutes go on: an office is told once, with the first mention."""

    _told: set[str] = field(default_factory=set)

    def parties(self, parties: Sequence[Party]) -> str:
        """The parties in a sentence."""
        if len(parties) == 1:
            return self.introduced(parties[0].name, parties[0].title)
        return joined([with_article(flat(party.name)) for party in parties])

    def introduced(self, name: str, title: str | None) -> str:
        """One name: "Mara Ilves, Foreign Minister," the first time, then "Mara Ilves"."""
        name = flat(name)
        if title is None or title.casefold() in name.casefold() or name in self._told:
            return with_article(name)
        self._told.add(name)
        return f"{with_article(name)}, {flat(title)},"


def with_article(name: str) -> str:
    """The name as it stands in a sentence: "Chad", "the United States", "the relief convoy"."""
    articles = table().articles
    first, last = name.partition(" ")[0].casefold(), name.rpartition(" ")[2]
    if first in articles.determiners:
        return name
    named = name in articles.names or last in articles.last_words
    owned = "’s " in name or "'s " in name
    described = last.islower() and not last.endswith("s") and not first[:1].isdigit() and not owned
    return f"the {name}" if named or described else name
