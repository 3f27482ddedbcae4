"""Who publishes news: agencies and outlets by name, by credit and by address."""

import re
from functools import cache
from urllib.parse import urlsplit

import msgspec

from verbale.ontology.tables import load


class Outlet(msgspec.Struct, frozen=True):
    """A publisher. `wire`: others print its stories, so that a credit to it names a story's origin."""

    name: str
    wire: bool
    aliases: tuple[str, ...]
    domains: tuple[str, ...]


class Outlets:
    """Looks publishers up. Names are told apart by capitals: "AP" is a credit, "app" is a word."""

    def __init__(self, table: tuple[Outlet, ...]) -> None:
        self._by_name = {name: outlet for outlet in table for name in (outlet.name, *outlet.aliases)}
        self._by_domain = {domain: outlet for outlet in table for domain in outlet.domains}
        # Longest first, so that "AP News" is not read as "AP".
        names = sorted(self._by_name, key=len, reverse=True)
        self.pattern = "|".join(re.escape(name) for name in names)
        self._in_text = re.compile(rf"(?<![\w/])(?:{self.pattern})(?![\w/])")

    def named(self, name: str) -> Outlet | None:
        """The publisher of exactly this name or alias."""
        return self._by_name.get(" ".join(name.split()).strip(" .,;:()[]"))

    def mentioned(self, text: str) -> Outlet | None:
        """The first publisher that the text names."""
        match = self._in_text.search(text)
        return self._by_name[match.group()] if match else None

    def without(self, text: str) -> str:
        """The text with a comma for each publisher in it; "Dawn Example" may be a person and stays."""
        return self._in_text.sub(
            lambda match: match[0] if match[0].istitle() and " " not in match[0] else ",", text
        )

    def at(self, url: str | None) -> Outlet | None:
        """The publisher whose page this address is."""
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:  # "http://[" and the like
            return None
        labels = host.split(".")
        tails = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._by_domain[tail] for tail in tails if tail in self._by_domain), None)


@cache
def outlets() -> Outlets:
    """The table of `resources/outlets.yaml`."""
    return Outlets(load("outlets.json", tuple[Outlet, ...]))
