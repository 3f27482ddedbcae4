"""Reads amounts in a phrase: "at least 40", "between 20 and 30", "$300 million", "dozens of", "50 tonnes"."""

import re
from dataclasses import dataclass

_DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "half a": 0.5, "a": 1,
}  # fmt: skip
_SCALES = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12,
}  # fmt: skip
# The least that a vague plural can mean: two dozens, two scores, two hundreds.
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "tens of thousands": 2e4,
    "hundreds of thousands": 2e5, "millions": 2e6, "tens of millions": 2e7, "hundreds of millions": 2e8,
    "billions": 2e9, "tens of billions": 2e10, "hundreds of billions": 2e11, "trillions": 2e12, "several dozen": 24,
    "several hundred": 200, "a few hundred": 200, "several thousand": 2e3, "a few thousand": 2e3,
    "several million": 2e6, "a few dozen": 24, "several billion": 2e9,
}  # fmt: skip
_SIGNS = {
    "us$": "USD", "$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₺": "TRY", "₩": "KRW", "₦": "NGN",
    "₪": "ILS", "rs": "INR", "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
# Names that several currencies share stand for the one that news means without an adjective.
_CURRENCIES = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "new zealand dollar": "NZD", "taiwan dollar": "TWD", "dollar": "USD", "usd": "USD",
    "euro": "EUR", "eur": "EUR", "british pound": "GBP", "egyptian pound": "EGP", "syrian pound": "SYP",
    "lebanese pound": "LBP", "sudanese pound": "SDG", "pound sterling": "GBP", "pound": "GBP", "sterling": "GBP",
    "yen": "JPY", "chinese yuan": "CNY", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB", "ruble": "RUB",
    "belarusian ruble": "BYN", "pakistani rupee": "PKR", "sri lankan rupee": "LKR", "nepali rupee": "NPR",
    "indian rupee": "INR", "rupee": "INR", "swiss franc": "CHF", "cfa franc": "XOF", "norwegian krone": "NOK",
    "norwegian kroner": "NOK", "danish krone": "DKK", "danish kroner": "DKK", "swedish krona": "SEK",
    "swedish kronor": "SEK", "won": "KRW", "turkish lira": "TRY", "lira": "TRY", "saudi riyal": "SAR",
    "qatari riyal": "QAR", "iranian rial": "IRR", "shekel": "ILS", "zloty": "PLN", "hryvnia": "UAH",
    "afghani": "AFN", "naira": "NGN", "rand": "ZAR", "real": "BRL", "mexican peso": "MXN", "forint": "HUF",
    "baht": "THB", "ringgit": "MYR", "kenyan shilling": "KES", "uae dirham": "AED", "dirham": "AED", "tenge": "KZT",
}  # fmt: skip
_UNITS = {
    "metric ton": "tonnes", "metric tonne": "tonnes", "tonne": "tonnes", "ton": "tons", "kg": "kg", "kilogram": "kg",
    "kilo": "kg", "pound of": "pounds", "barrel per day": "barrels per day", "barrel a day": "barrels per day",
    "bpd": "barrels per day", "barrel": "barrels", "litre": "litres", "liter": "litres", "gallon": "gallons",
    "cubic metre": "cubic metres", "cubic meter": "cubic metres", "bcm": "billion cubic metres",
    "megawatt": "megawatts", "mw": "megawatts", "gigawatt": "gigawatts", "kilowatt": "kilowatts", "dose": "doses",
    "round": "rounds", "vial": "vials", "hectare": "hectares", "acre": "acres", "percent": "percent",
    "per cent": "percent", "%": "percent", "truckload": "truckloads", "truck of": "trucks", "container of": "containers",
    "planeload": "planeloads", "boxes of": "boxes", "pallet": "pallets", "bag of": "bags", "sack of": "sacks",
    "kilometre": "kilometres", "kilometer": "kilometres", "km": "kilometres", "mile": "miles", "parcel": "parcels",
}  # fmt: skip


def _alternatives(names: dict[str, float] | dict[str, str] | dict[str, int]) -> str:
    """A pattern for the names, the longest first, with the plural's "s" on the last word or before " of"."""
    patterns = []
    for name in sorted(names, key=len, reverse=True):
        pattern = re.sub(r"s?\\ (of|per|a)\b", r"s? \1", re.escape(name))
        patterns.append(pattern.replace(r"\ ", "[ -]"))
    return "|".join(patterns)


_SCALE = _alternatives(_SCALES)
_WORDS = "|".join(sorted((name for name in _DIGITS if name != "a"), key=len, reverse=True))
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NUMBER = (
    rf"(?:(?P<sign{{n}}>{_SIGN})\s?)?"
    rf"(?P<figure{{n}}>\d{{{{1,3}}}}(?:,\d{{{{3}}}})+(?:\.\d+)?|\d+(?:\.\d+)?"
    rf"|(?:{_WORDS})(?:[ -](?:{_WORDS}))?|a(?=[ -](?:dozen|hundred|thousand|million|billion)\b))"
    rf"(?:[ -]?(?P<scale{{n}}>{_SCALE})\b)?"
)
_HEDGES = {
    "least": "at least|more than|over|no fewer than|no less than|not less than|upwards of|a minimum of|in excess of|exceeding",
    "most": "up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|below"
    "|a maximum of|to the tune of|until",
    "near": "about|around|some|nearly|almost|roughly|approximately|approx\\.?|an estimated|estimated|circa|close to"
    "|just over|just under|or so|~",
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?<![\w.,/-])"
    + "".join(rf"(?:(?P<{name}>{words})\s?)?" for name, words in _HEDGES.items())
    + r"(?:(?P<open>between|from)\s)?"
    + _NUMBER.format(n=1)
    + r"(?:\s?(?P<link>and|to|or|-|–)\s?" + _NUMBER.format(n=2) + r")?"
    + rf"(?:[\s-](?P<currency>{_alternatives(_CURRENCIES)})s?\b|[\s-]?(?P<unit>{_alternatives(_UNITS)})(?:s\b|\b|(?<=%)))?"
    + r"(?P<more>\+| or more| or so)?",
    re.IGNORECASE,
)  # fmt: skip
_VAGUE_AMOUNT = re.compile(
    rf"\b(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b"
    rf"(?: of (?P<currency>{_alternatives(_CURRENCIES)})s?\b| of (?P<unit>{_alternatives(_UNITS)})(?:s\b|\b))?",
    re.IGNORECASE,
)
# What a number belongs to when these follow it: "350,000-strong", "155 mm", "five-year", "20-point".
_NOT_AN_AMOUNT = re.compile(
    r"[\s-]?(?:strong|mm|cm|year|month|week|day|hour|minute|point|member|nation|party|inch|calib|th\b|st\b|rd\b|nd\b|seat)",
    re.IGNORECASE,
)
# A bare figure in this range that is not round is read as a year: "the 2015 sanctions".
_YEARS = range(1900, 2050)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount at `start:end` of the phrase.

    `value` is the stated number and null for a range or none; `low` and `high` are its bounds, null where open.
    A vague plural ("dozens of") states no number: its `low` is the least that it can mean, and it is an estimate.
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


def read(phrase: str) -> Quantity | None:
    """The first amount in the phrase; null where there is none."""
    found = amounts(phrase)
    return found[0] if found else None


def amounts(phrase: str) -> tuple[Quantity, ...]:
    """All amounts in the phrase, in order."""
    vague = [_vague(match) for match in _VAGUE_AMOUNT.finditer(phrase)]
    plain = [found for match in _AMOUNT.finditer(phrase) if (found := _plain(match, phrase))]
    # "a few hundred" is vague as a whole; "hundred" alone in it is no number of its own.
    alone = [one for one in plain if not any(one.start < two.end and two.start < one.end for two in vague)]
    return tuple(sorted(vague + alone, key=lambda amount: amount.start))


def _vague(match: re.Match[str]) -> Quantity:
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=None,
        low=float(_VAGUE[match["vague"].lower()]),
        high=None,
        is_estimate=True,
        unit=_unit(match),
    )


def _plain(match: re.Match[str], phrase: str) -> Quantity | None:
    first = _number(match["figure1"], match["scale1"] or (match["scale2"] if match["link"] else None))
    unit = _unit(match)
    if first is None or _is_name(match, phrase, unit):
        return None
    span = {"start": match.start(), "end": match.end()}
    estimate = match["near"] is not None or match["more"] == " or so"
    if match["figure2"] and (match["link"] != "and" or match["open"]):
        second = _number(match["figure2"], match["scale2"])
        return Quantity(**span, value=None, low=first, high=second, is_estimate=estimate, unit=unit)
    if match["figure2"]:  # "20 and 30": two amounts, of which this is the first
        span["end"] = match.end("scale1") if match["scale1"] else match.end("figure1")
    low = None if match["most"] else first
    high = None if match["least"] or match["more"] in ("+", " or more") else first
    return Quantity(**span, value=first, low=low, high=high, is_estimate=estimate, unit=unit)


def _is_name(match: re.Match[str], phrase: str, unit: str | None) -> bool:
    """True where the number is part of a name, a date or a measure of size, not an amount of things."""
    rest = phrase[match.end() :]
    if unit is None and (_NOT_AN_AMOUNT.match(rest) or re.match(r"-?[^\W\d_]?\d|-\w", rest)):
        return True
    figure = match["figure1"]
    bare = unit is None and not match["scale1"]
    return bare and figure.isdigit() and int(figure) in _YEARS and int(figure) % 100 != 0


def _number(figure: str, scale: str | None) -> float | None:
    text = figure.lower().replace(",", "")
    factor = float(_SCALES[scale.lower()]) if scale else 1.0
    try:
        return round(float(text) * factor, 6)
    except ValueError:
        pass
    if text in _DIGITS:
        return _DIGITS[text] * factor
    parts = re.split(r"[ -]", text)
    return sum(_DIGITS[part] for part in parts) * factor if all(part in _DIGITS for part in parts) else None


def _unit(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    sign = groups.get("sign1") or groups.get("sign2")
    if sign:
        return _SIGNS[sign.lower()]
    if groups["currency"]:
        return _CURRENCIES[groups["currency"].lower().replace("-", " ")]
    if groups["unit"]:
        name = groups["unit"].lower().replace("-", " ")
        return _UNITS[name] if name in _UNITS else _UNITS[re.sub(r"s (of|per|a)\b", r" \1", name)]
    return None
