"""Reads amounts in a phrase: "at least 40", "between 20 and 30", "$300 million", "dozens of", "50 tonnes"."""

import re
from dataclasses import dataclass

from verbale.ontology.quantities import QuantityTable, QuantityWords

# A bare figure in this range that is not round is read as a year: "the 2015 sanctions".
_YEARS = range(1900, 2050)
# A figure that a name runs on from: "20x30", "155-mm", "3-D".
_RUNS_ON = re.compile(r"-?[^\W\d_]?\d|-\w")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount at `start:end` of the phrase.

    `value` is the stated number, null for a range or none; `low` and `high` are its bounds, null where open.
    A vague plural ("dozens of") states no number: `low` is the least that it can mean, and it is an estimate.
    `unit` is an ISO 4217 code for money, a unit of measure, or null for counted things.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    is_estimate: bool
    unit: str | None

    @property
    def is_money(self) -> bool:
        """True where the unit is a currency."""
        return self.unit is not None and self.unit.isupper()


def read(phrase: str, known: QuantityWords) -> Quantity | None:
    """The first amount in the phrase; null where there is none."""
    found = amounts(phrase, known)
    return found[0] if found else None


def amounts(phrase: str, known: QuantityWords) -> tuple[Quantity, ...]:
    """All amounts in the phrase, in order."""
    vague = [_vague(match, known.table) for match in known.vague.finditer(phrase)]
    plain = [found for match in known.amount.finditer(phrase) if (found := _plain(match, phrase, known))]
    # "a few hundred" is vague as a whole; "hundred" alone in it is no number of its own.
    alone = [one for one in plain if not any(one.start < two.end and two.start < one.end for two in vague)]
    return tuple(sorted(vague + alone, key=lambda amount: amount.start))


def _vague(match: re.Match[str], table: QuantityTable) -> Quantity:
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=None,
        low=table.vague[match["vague"].lower().replace("-", " ")],
        high=None,
        is_estimate=True,
        unit=_unit(match, table),
    )


def _plain(match: re.Match[str], phrase: str, known: QuantityWords) -> Quantity | None:
    table = known.table
    # "2-3 billion": the scale of the second number is that of the first too.
    first = _number(match["figure1"], match["scale1"] or (match["scale2"] if match["link"] else None), table)
    unit = _unit(match, table)
    if first is None or _is_name(match, phrase, unit, known):
        return None
    estimate = match["near"] is not None or match["more"] == " or so"
    start, end = match.span()
    if match["figure2"] and (match["link"] != "and" or match["open"]):
        second = _number(match["figure2"], match["scale2"], table)
        return Quantity(
            start=start, end=end, value=None, low=first, high=second, is_estimate=estimate, unit=unit
        )
    if match["figure2"]:  # "20 and 30": two amounts, of which this is the first
        end = match.end("scale1") if match["scale1"] else match.end("figure1")
    low = None if match["most"] else first
    high = None if match["least"] or match["more"] in ("+", " or more") else first
    return Quantity(start=start, end=end, value=first, low=low, high=high, is_estimate=estimate, unit=unit)


def _is_name(match: re.Match[str], phrase: str, unit: str | None, known: QuantityWords) -> bool:
    """True where the number is part of a name, a date or a measure of size, not an amount of things."""
    rest = phrase[match.end() :]
    if unit is None and (known.not_counted.match(rest) or _RUNS_ON.match(rest)):
        return True
    figure = match["figure1"]
    bare = unit is None and not match["scale1"]
    return bare and figure.isdecimal() and int(figure) in _YEARS and int(figure) % 100 != 0


def _number(figure: str, scale: str | None, table: QuantityTable) -> float | None:
    text = figure.lower().replace(",", "")
    factor = table.scales[scale.lower()] if scale else 1.0
    if text[0].isdecimal():
        return round(float(text) * factor, 6)
    if text == "a":
        return factor
    parts = [text] if text in table.numbers else re.split(r"[ -]", text)
    return sum(table.numbers[part] for part in parts) * factor if set(parts) <= set(table.numbers) else None


def _unit(match: re.Match[str], table: QuantityTable) -> str | None:
    groups = match.groupdict()
    sign = groups.get("sign1") or groups.get("sign2")
    if sign:
        return table.signs[sign.lower()]
    if groups["currency"]:
        return table.currencies[groups["currency"].lower().replace("-", " ")]
    if groups["unit"]:
        name = groups["unit"].lower().replace("-", " ")
        return (
            table.units[name] if name in table.units else table.units[re.sub(r"s (of|per|a)\b", r" \1", name)]
        )
    return None
