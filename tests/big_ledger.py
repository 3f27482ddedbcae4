"""A ledger of any size, written straight into a store: affairs of our own, told by invented outlets.

`python tests/big_ledger.py --store URL --events 200000 --cases 20000` fills an empty store. Nothing is read by
the pipeline: articles, events, steps and cases are made as they would come out of it, and put by a writer, so
that whatever a store keeps beside them is there too. The same numbers and seed give the same ledger.

What is told is uneven, as news is: a few states ask most, a few things are wanted most.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate, islice

from msgspec.structs import replace

from verbale.ledger.copies import signature
from verbale.ledger.decide import Intents
from verbale.ledger.state import ArticleFact
from verbale.records import (
    Article,
    Case,
    Event,
    Exit,
    Extent,
    Item,
    Judgement,
    Move,
    Party,
    Source,
    Span,
    Stage,
    Step,
    When,
    Where,
)
from verbale.store import Store, Writer
from verbale.store.readings import Round, SecondReading, Verdict
from verbale.store.rows import Failure, Feed, Run

FIRST = date(2024, 1, 1)
LONGEST = 700  # days
ADDED = "2025-12-31T12:00:00+00:00"
AN_ARTICLE = 8  # events, as on the pages of the demo
BATCH = 400  # articles or cases a transaction
OFFICIALS = 0.2  # the share of acts that an official does for the state
REVIEWED = 12  # every so manieth case was accepted by somebody
COUNTRIES: Mapping[str, str] = {
    name: code
    for code, name in json.loads((files("verbale.data") / "countries.json").read_text("utf-8")).items()
}
STATES = tuple(
    name
    for name in (
        "Kenya Chad Nepal Jordan Lebanon Moldova Armenia Georgia Ukraine Poland Norway Sweden Japan Egypt Libya"
        " Yemen Oman Qatar Kuwait Iraq Iran Turkey Greece Italy Spain Portugal France Germany Austria Hungary Serbia"
        " Romania Bulgaria Albania Malta Cyprus Estonia Latvia Lithuania Finland Denmark Iceland Ireland Canada Mexico"
        " Cuba Haiti Jamaica Panama Peru Chile Bolivia Brazil Uruguay Paraguay Ecuador Ghana Togo Benin Niger Mali"
        " Senegal Gabon Angola Zambia Malawi Rwanda Uganda Somalia Sudan Fiji Samoa Tonga Mongolia China India Thailand"
        " Vietnam Laos Cambodia Malaysia Indonesia Philippines Afghanistan Pakistan Uzbekistan Kazakhstan Russia"
    ).split()
    if name in COUNTRIES
)
# Words, category, class for the registers.
THINGS = (
    ("tents", "humanitarian", "in_kind"),
    ("helicopter gunships", "military_equipment", None),
    ("ambulances", "humanitarian", "medical"),
    ("field hospitals", "humanitarian", "medical"),
    ("rifles", "military_equipment", None),
    ("patrol boats", "military_equipment", None),
    ("artillery shells", "ammunition", None),
    ("instructors", "training", None),
    ("peacekeepers", "troops", None),
    ("million dollars in loans", "financial", "loan"),
    ("million dollars in grants", "financial", "grant"),
    ("tonnes of wheat", "humanitarian", "in_kind"),
    ("tonnes of fuel", "trade_energy", None),
    ("generators", "humanitarian", "in_kind"),
    ("observers", "diplomatic_act", None),
    ("border guards", "troops", None),
)
OUTLETS = tuple(f"{a} {b}" for b in ("News", "Post", "Courier", "Radio", "Gazette", "Wire")
                for a in ("Harbour", "Valley", "Coast", "Morning", "Evening", "River"))  # fmt: skip
TITLES = ("Foreign Minister", "Defence Minister", "President", "Prime Minister", "Ambassador", "Spokesman")
FIRST_NAMES = (
    "Mara Ilse Jonas Petra Anders Leila Omar Tomas Nadia Viktor Elin Samir Hanna Karim Rosa Milan".split()
)
LAST_NAMES = (
    "Ilves Orlan Daskal Brevik Tamsin Korrel Vashti Lindqar Morrow Anselm Farouq Zelenko Ostrad Pell".split()
)
TOWNS = (
    ("Harad", 15.6, 36.4), ("Port Velas", -3.4, 29.36), ("Old Mersin", 36.8, 34.6), ("Kalvo", 59.3, 18.1),
    ("Sankar", 27.7, 85.3), ("Dorvale", 48.2, 16.4), ("Tirana Bay", 41.3, 19.8), ("Moravi", -17.7, 168.3),
)  # fmt: skip
PADDING = (
    "Neither side gave details of the talks, which went on into the night.",
    "Diplomats in the room spoke of a frank exchange about the border and the harvest.",
    "Prices of bread and fuel have doubled since the spring, traders at the harbour say.",
    "The two neighbours have shared a river, a railway and a good many quarrels.",
    "Roads to the north were open again on the day, the police said.",
    "A crowd waited outside the ministry, some with umbrellas, some with flags.",
    "It was the third such meeting this year, and the shortest.",
    "Observers doubt that anything will be decided before the rains.",
)


@dataclass(frozen=True)
class Kind:
    """What a statement says: its sentence, and how it is coded. `move` is null outside cases."""

    says: str
    clause: str
    type: str
    mode: str | None
    frame: str
    move: Move | None = None
    from_giver: bool = True


KINDS = {
    "ask": Kind("{a} asked {g} for {n} {t}, {s} said.", "{a} asked {g} for {n} {t}", "REQUEST", "assist", "ask-for",
                "request", from_giver=False),
    "study": Kind("{g} promised {a} to study the request for {t}, {s} said.",
                  "promised {a} to study the request for {t}", "AGREE", None, "promise-to", "acknowledge"),
    "pledge": Kind("{g} promised {a} {n} {t}, {s} said.", "{g} promised {a} {n} {t}", "AGREE", None,
                   "promise-thing", "pledge"),
    "sign": Kind("{g} signed an agreement to give {a} {n} {t}, {s} said.", "signed an agreement to give {a} {n} {t}",
                 "SUPPORT", None, "sign", "commitment"),
    "deliver": Kind("{g} delivered {n} {t} to {a}, {s} said.", "{g} delivered {n} {t} to {a}", "AID", None,
                    "give-aid", "delivery"),
    "refuse": Kind("{g} refused to give {a} {t}, {s} said.", "{g} refused to give {a} {t}", "REJECT", "assist",
                   "refuse-to", "refusal"),
    "suspend": Kind("{g} suspended its deliveries of {t} to {a}, {s} said.", "suspended its deliveries of {t} to {a}",
                    "SANCTION", None, "cut-aid", "suspension"),
    "talk": Kind("{g} held talks with {a} about {t}, {s} said.", "{g} held talks with {a}", "CONSULT", "meet",
                 "talks"),
    "accuse": Kind("{g} accused {a} of hiding {t}, {s} said.", "{g} accused {a} of hiding {t}", "ACCUSE",
                   "allege", "accuse-of"),
    "shell": Kind("{g} shelled a depot of {a} that held {t}, {s} said.", "{g} shelled a depot of {a}", "ASSAULT",
                  "heavy-weapons", "shell"),
}  # fmt: skip
QUADS = {"CONSULT": "verbal cooperation", "ACCUSE": "verbal conflict", "ASSAULT": "material conflict",
         "AID": "material cooperation", "REJECT": "verbal conflict", "SANCTION": "material conflict"}  # fmt: skip
# What may follow a request, and where the case then stands.
COURSES: tuple[tuple[tuple[str, ...], Stage, Exit | None], ...] = (
    (("ask",), "requested", None),
    (("ask", "study"), "acknowledged", None),
    (("ask", "pledge"), "pledged", None),
    (("ask", "study", "pledge"), "pledged", None),
    (("ask", "refuse"), "requested", "refused"),
    (("ask", "pledge", "sign"), "committed", None),
    (("ask", "pledge", "sign", "deliver"), "delivered", None),
    (("ask", "ask", "study", "pledge", "deliver"), "delivered", None),
    (("ask", "pledge", "suspend"), "pledged", "suspended"),
)


@dataclass(frozen=True)
class Affair:
    """Who asks whom for what, from which day on, and what becomes of it."""

    asker: str
    giver: str
    thing: int
    number: int
    day: date
    course: int = 0


@dataclass(frozen=True)
class Statement:
    """One thing that one outlet tells on one day; `step` is its place in the course of case `case`."""

    affair: Affair
    kind: str
    day: date
    outlet: str
    case: int | None = None
    step: int = 0


@dataclass
class Ledger:
    """What is to be written, and what the cases need to know of it: the events of each step."""

    seed: int
    statements: list[Statement]
    affairs: list[Affair]
    told: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def make(cls, events: int, cases: int, seed: int) -> "Ledger":
        """So many events, the reports of so many cases among them."""
        dice = random.Random(seed)
        days = max(30, min(LONGEST, events // (len(OUTLETS) * AN_ARTICLE)))
        affairs = list(islice(_affairs(dice, days), cases))
        statements = [one for number, each in enumerate(affairs) for one in _reports(number, each, dice)]
        if len(statements) > events:
            raise ValueError(f"{cases} cases have {len(statements)} reports: more than {events} events")
        others = _affairs(dice, days)
        while len(statements) < events:
            affair = next(others)
            kind = dice.choices(("talk", "accuse", "shell"), (6, 3, 1))[0]
            statements.append(Statement(affair, kind, affair.day, dice.choice(OUTLETS)))
        return cls(seed, statements, affairs)

    def write(self, store: Store) -> None:
        """Fills an empty store."""
        for batch in _batches(self._pages(), BATCH):
            with store.writer() as writer:
                for page in batch:
                    self._put(writer, page)
        for numbers in _batches(range(len(self.affairs)), BATCH):
            made = [self._case(number) for number in numbers]
            steps = tuple(step for case in made for step in case.steps)
            with store.writer() as writer:
                writer.apply(Intents(put_steps=steps, put_cases=tuple(made)))
        with store.writer() as writer:
            _watched(writer)
            _read_twice(writer)

    def _pages(self) -> Iterator[list[Statement]]:
        """What one outlet tells on one day, in articles of a few statements."""
        by_day: defaultdict[tuple[date, str], list[Statement]] = defaultdict(list)
        for statement in self.statements:
            by_day[statement.day, statement.outlet].append(statement)
        for _, own in sorted(by_day.items()):
            yield from (list(page) for page in _batches(own, AN_ARTICLE))

    def _put(self, writer: Writer, page: list[Statement]) -> None:
        article, events = _told(page, random.Random(f"{self.seed} {_key('', page)}"))
        for statement, event in zip(page, events, strict=True):
            if statement.case is not None:
                self.told[statement.case, statement.step].append(event.id)
        writer.put_article(article, content_hash=article.id, source=article.url or "", added=ADDED)
        for number, (statement, event) in enumerate(zip(page, events, strict=True)):
            verb = _verb(statement, number)
            if verb:
                writer.append(_judged(event.id, verb))
        writer.put_events(article.id, events)
        writer.put_fact(
            ArticleFact(
                id=article.id,
                published=article.published,
                outlet=article.outlet,
                agency=None,
                title=article.title,
                signature=signature(article.title),  # of the whole text it would take most of the time
                added=ADDED,
            )
        )

    def _case(self, number: int) -> Case:
        affair = self.affairs[number]
        course, rung, exit_ = COURSES[affair.course]
        reviewed = number % REVIEWED == 0
        steps = tuple(self._step(number, place, kind) for place, kind in enumerate(course))
        days = [step.when.start for step in steps if step.when and step.when.start]
        return Case(
            id=_key("case", number),
            origin="request",
            requester=(_state(affair.asker),),
            addressee=(_state(affair.giver),),
            beneficiaries=(),
            items=(_item(affair, 0),),
            stage=rung if reviewed else None,
            provisional_stage=rung,
            exit=exit_,
            rule="the furthest rung reached",
            stage_steps=(steps[-1].id,),
            contested=number % 29 == 0,
            conditional=number % 31 == 0,
            no_response_found_as_of="2025-12-31" if len(course) == 1 else None,
            fulfilment=None,
            reports=sum(len(step.events) for step in steps),
            independent_sources=max(step.independent_sources for step in steps),
            opened=min(days),
            updated=max(days),
            steps=steps,
        )

    def _step(self, number: int, place: int, kind: str) -> Step:
        affair = self.affairs[number]
        events = tuple(self.told[number, place])
        asks = kind == "ask"
        day = (affair.day + timedelta(days=9 * place)).isoformat()
        return Step(
            id=_key("step", (number, place)),
            move=KINDS[kind].move or "outcome",
            source_term=None,
            events=events,
            actors=(_state(affair.asker if asks else affair.giver),),
            recipients=(_state(affair.giver if asks else affair.asker),),
            items=(_item(affair, 0),),
            when=When(text=None, span=None, start=day, end=day, basis="publication"),
            sources=OUTLETS[:1],
            independent_sources=len(events),
            review="accepted" if number % REVIEWED == 0 else "unreviewed",
        )


def _affairs(dice: random.Random, days: int) -> Iterator[Affair]:
    """Affairs without end: the first states and things turn up far more often than the last."""
    states = _uneven(STATES)
    things = _uneven(range(len(THINGS)))
    while True:
        asker, giver = (
            dice.choices(STATES, cum_weights=states)[0],
            dice.choices(STATES, cum_weights=states)[0],
        )
        if asker != giver:
            day = FIRST + timedelta(days=dice.randrange(days))
            thing = dice.choices(range(len(THINGS)), cum_weights=things)[0]
            yield Affair(asker, giver, thing, 2 * dice.randint(2, 300), day, dice.randrange(len(COURSES)))


def _uneven(things: Sequence[object]) -> list[float]:
    return list(accumulate(1 / (place + 3) for place in range(len(things))))


def _reports(number: int, affair: Affair, dice: random.Random) -> Iterator[Statement]:
    for place, kind in enumerate(COURSES[affair.course][0]):
        day = affair.day + timedelta(days=9 * place)
        for outlet in dice.sample(OUTLETS, dice.choice((1, 1, 1, 2, 3))):
            yield Statement(affair, kind, day, outlet, number, place)


def _told(page: list[Statement], dice: random.Random) -> tuple[Article, tuple[Event, ...]]:
    """The article that tells these statements, and its events."""
    key = _key("article", page)
    texts: list[str] = []
    events = []
    at = 0
    for place, statement in enumerate(page):
        words = _words(statement, dice)
        sentence = KINDS[statement.kind].says.format(**words)
        events.append(_event(f"{key}-{place}", key, statement, words, sentence, at, dice))
        texts += [sentence, dice.choice(PADDING)]
        at += len(texts[-2]) + len(texts[-1]) + 2
    first = page[0]
    article = Article(
        id=key,
        title=KINDS[first.kind].clause.format(**_words(first, dice)),
        text="\n".join(texts),
        outlet=first.outlet,
        agency=None,
        authors=(),
        published=f"{first.day.isoformat()}T09:00:00+00:00",
        modified=None,
        dateline=None,
        url=f"https://{first.outlet.lower().replace(' ', '-')}.example/{key}",
        language="en",
        kind="article",
        related=(),
        removed=(),
        origins={"title": "h1"},
    )
    return article, tuple(events)


def _words(statement: Statement, dice: random.Random) -> dict[str, str]:
    affair = statement.affair
    speaker = f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}"
    return {"a": affair.asker, "g": affair.giver, "n": str(affair.number), "t": THINGS[affair.thing][0],
            "s": speaker}  # fmt: skip


def _event(
    key: str,
    article: str,
    statement: Statement,
    words: Mapping[str, str],
    sentence: str,
    at: int,
    dice: random.Random,
) -> Event:
    kind, affair = KINDS[statement.kind], statement.affair
    clause = kind.clause.format(**words)
    start = at + sentence.index(clause)
    actor, recipient = (affair.giver, affair.asker) if kind.from_giver else (affair.asker, affair.giver)
    home = affair.giver if kind.from_giver else affair.asker
    return Event(
        id=key,
        coder="bench",
        article_id=article,
        event_type=kind.type,  # type: ignore[arg-type]
        event_mode=kind.mode,
        contexts=(),
        quad=QUADS.get(kind.type, "verbal cooperation"),  # type: ignore[arg-type]
        cameo=None,
        actors=(_actor(actor, at + max(0, sentence.find(actor)), dice),),
        recipients=(_state(recipient, at + max(0, sentence.find(recipient))),),
        beneficiaries=(),
        items=(_item(affair, at + sentence.index(words["t"])),),
        content=None,
        matter=None,
        condition=None,
        factuality=dice.choices(("certain", "probable", "possible"), (8, 1, 1))[0],  # type: ignore[arg-type]
        polarity="positive",
        sources=(_source(words["s"], home, at + sentence.index(words["s"]), dice),),
        when=_when(statement.day, dice),
        where=_where(affair, dice),
        background=False,
        evidence=(Span(start=start, end=start + len(clause), text=clause),),
        sentence=Extent(start=at, end=at + len(sentence)),
        frame=kind.frame,
        confidence=round(dice.uniform(0.4, 0.99), 2),
    )


def _actor(state: str, start: int, dice: random.Random) -> Party:
    """The state, or one of its officials."""
    own = _state(state, start)
    if dice.random() > OFFICIALS:
        return own
    title = dice.choice(TITLES)
    name = f"{FIRST_NAMES[len(state) % len(FIRST_NAMES)]} {LAST_NAMES[(len(title) + ord(state[1])) % len(LAST_NAMES)]}"
    return replace(own, name=name, title=title, id=f"p-{name.lower().replace(' ', '-')}")


def _state(name: str, start: int = 0) -> Party:
    return Party(
        name=name,
        mention=name,
        start=start,
        end=start + len(name),
        country=COUNTRIES[name],
        sectors=("GOV",),
        title=None,
        members=(),
        id=f"p-{COUNTRIES[name].lower()}",
    )


def _item(affair: Affair, start: int) -> Item:
    words, category, subcategory = THINGS[affair.thing]
    return Item(
        text=f"{affair.number} {words}",
        start=start,
        end=start + len(words),
        category=category,
        subcategory=subcategory,
        granularity="class",
        unroca=None,
        sipri=None,
        quantity=float(affair.number),
        quantity_min=None,
        quantity_max=None,
        is_estimate=False,
        unit=None,
    )


def _source(name: str, home: str, start: int, dice: random.Random) -> Source:
    return Source(
        name=name,
        mention=name,
        start=start,
        end=start + len(name),
        country=COUNTRIES[home],
        title=dice.choice(TITLES),
        to=None,
        via=None,
        quote="indirect",
        cue="said",
    )


def _when(day: date, dice: random.Random) -> When | None:
    """A day for most, a month for some, nothing for the rest."""
    roll = dice.random()
    if roll > 0.7:
        return None
    if roll > 0.5:
        return When(text=f"{day:%B}", span=None, start=f"{day:%Y-%m}", end=f"{day:%Y-%m}", basis="relative")
    return When(text=f"{day:%A}", span=None, start=day.isoformat(), end=day.isoformat(), basis="relative")


def _where(affair: Affair, dice: random.Random) -> Where | None:
    """A town for some, a country for others, nothing for most."""
    roll = dice.random()
    if roll > 0.5:
        return None
    if roll > 0.35:
        return Where(text=affair.giver, start=0, end=0, name=affair.giver, country=COUNTRIES[affair.giver],
                     lat=None, lon=None, geonames_id=None)  # fmt: skip
    name, lat, lon = dice.choice(TOWNS)
    return Where(text=name, start=0, end=0, name=name, country=COUNTRIES[affair.giver], lat=lat, lon=lon,
                 geonames_id=None)  # fmt: skip


def _verb(statement: Statement, number: int) -> str | None:
    if statement.case is not None:
        return "accept" if statement.case % REVIEWED == 0 else None
    return "reject" if number == 0 and statement.affair.number % 40 == 0 else None


def _judged(event_id: str, verb: str) -> Judgement:
    return Judgement(
        number=0,
        at=ADDED,
        who="ida",
        verb=verb,  # type: ignore[arg-type]
        subject="event",
        subject_id=event_id,
        detail={},
        reason="told by nobody else" if verb == "reject" else None,
    )


def _watched(writer: Writer) -> None:
    """Feeds, failures and runs, as a desk of some months has them."""
    for number in range(60):
        url = f"https://outlet-{number}.example/feed.xml"
        error = "the server answers 503" if number % 9 == 0 else None
        writer.put_feed(Feed(url=url, added=ADDED, title=f"Outlet {number}", checked=ADDED, error=error))
        failed = Failure(source=f"{url}#{number}", reason="no article on this page", at=ADDED, tries=2)
        writer.put_failure(failed.source, failed.reason, failed.at, failed.tries)
        writer.put_run(Run(command="watch", started=ADDED, ended=ADDED, counts={"new": number}))


def _read_twice(writer: Writer) -> None:
    """A round of second readings, as one evening of two people has it."""
    events = tuple(event.id for event in writer.events(limit=60))
    opened = writer.put_round(
        Round(
            name="Autumn",
            readers=("analyst", "ida"),
            events=events,
            query="",
            opened=ADDED,
            who="ida",
        )
    )
    for place, event_id in enumerate(events):
        for who in opened.readers:
            verdict: Verdict = "reject" if place % 7 == 0 else "accept"
            writer.put_reading(
                SecondReading(round=opened.number, event_id=event_id, who=who, verdict=verdict, at=ADDED)
            )


def _key(kind: str, thing: object) -> str:
    return hashlib.sha256(f"{kind} {thing}".encode()).hexdigest()[:16]


def _batches(things: Iterable[object], size: int) -> Iterator[list]:  # type: ignore[type-arg]
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with Store.open(options.store) as store:
        Ledger.make(options.events, options.cases, options.seed).write(store)
        with store.view() as view:
            sys.stdout.write(f"{view.count()}\n")


if __name__ == "__main__":
    main()
