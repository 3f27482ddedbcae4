"""Scores a folder of stories as one ledger: its cases, which events they hold, how many sources tell them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from verbale.evaluate.cases import Match, matched, parties_right, scores, stage, tally
from verbale.evaluate.goldcases import GoldLedger, LedgerCase
from verbale.ledger.decide import decide
from verbale.records import Case, Minutes
from verbale.store.base import MEMORY, Store
from verbale.taking import put_minutes, settle

Ref = tuple[str, int]  # a gold event: file and number
Pairs = frozenset[tuple[Ref, Ref]]


@dataclass(frozen=True, slots=True)
class Taken:
    """The cases of a ledger after each of its stories, and at the end."""

    after: Mapping[str, tuple[Case, ...]]
    cases: tuple[Case, ...]


def take(gold: GoldLedger, pages: Mapping[str, Minutes]) -> Taken:
    """All stories, added one by one to a store in memory; the clock stands at each story's publication."""
    after: dict[str, tuple[Case, ...]] = {}
    now = datetime(1, 1, 1, tzinfo=UTC)
    with Store.open(MEMORY) as store:
        for file in gold.stories:
            page = pages[file]
            now = max(now, _published(page) or now)
            with store.writer() as writer:
                added = now.isoformat()
                writer.put_article(page.article, content_hash=file, source=file, added=added)
                put_minutes(writer, page.article, page.events, added=added)
                settle(writer, [page.article.id], now=now)
            with store.view() as view:
                after[file] = view.cases().items
        with store.writer() as writer:
            writer.apply(decide(writer.ledger(), writer.state(), now=now.date()))
            return Taken(after, writer.cases().items)


def counts(gold: GoldLedger, taken: Taken, found: Mapping[Ref, Sequence[str]]) -> Counter[str]:
    """Counts of one ledger. `found` gives for each gold event the predicted events on it, the best first."""
    placed = {ref: _cases_of(found.get(ref, ()), taken.cases) for case in gold.cases for ref in case.events}

    def shared(place: int, case: Case) -> int:
        return sum(case.id in placed[ref] for ref in gold.cases[place].events)

    matches = matched(gold.cases, taken.cases, shared)
    told, said = _gold_pairs(gold), _said_pairs(placed)
    return (
        tally(gold.cases, taken.cases, matches)
        + Counter(pairs_gold=len(told), pairs_said=len(said), pairs_both=len(told & said))
        + _sources(gold, matches)
        + _stages(gold, matches, taken)
    )


def ledger_scores(total: Counter[str], prefix: str = "ledger") -> dict[str, float]:
    """Scores of one ledger or several together."""
    if not total["gold"]:
        return {}
    linked = total["pairs_gold"] + total["pairs_said"]
    found = scores(total, prefix)
    if linked:
        found[f"{prefix}_links_f1"] = 2 * total["pairs_both"] / linked
    for name in ("sources", "stages"):
        if total[f"{name}_asked"]:
            found[f"{prefix}_{name}"] = total[f"{name}_right"] / total[f"{name}_asked"]
    return found


def _published(page: Minutes) -> datetime | None:
    if page.article.published is None:
        return None
    return datetime.fromisoformat(page.article.published[:10]).replace(tzinfo=UTC)


def _cases_of(events: Sequence[str], cases: Iterable[Case]) -> frozenset[str]:
    """The cases that hold the best of these events that stands in any."""
    held = [(case.id, {event for step in case.steps for event in step.events}) for case in cases]
    for event in events:
        found = frozenset(key for key, ids in held if event in ids)
        if found:
            return found
    return frozenset()


def _gold_pairs(gold: GoldLedger) -> Pairs:
    return frozenset(pair for case in gold.cases for pair in combinations(sorted(set(case.events)), 2))


def _said_pairs(placed: Mapping[Ref, frozenset[str]]) -> Pairs:
    """The pairs of the gold cases' events that stand in one predicted case."""
    return frozenset((one, two) for one, two in combinations(sorted(placed), 2) if placed[one] & placed[two])


def _sources(gold: GoldLedger, matches: Iterable[Match]) -> Counter[str]:
    """Of the cases that were found, whether the number of independent sources is the gold's."""
    total: Counter[str] = Counter()
    for match in matches:
        wanted = gold.cases[match.place].independent_sources
        if wanted is not None:
            total += Counter(sources_asked=1, sources_right=int(match.case.independent_sources == wanted))
    return total


def _stages(gold: GoldLedger, matches: Iterable[Match], taken: Taken) -> Counter[str]:
    """Of the cases that were found, whether the stage was right after each story that the gold names."""
    total: Counter[str] = Counter()
    for match in matches:
        one = gold.cases[match.place]
        events = {event for step in match.case.steps for event in step.events}
        for file, wanted in one.stages:
            then = [case for case in taken.after.get(file, ()) if _is_earlier(case, events, one)]
            total += Counter(stages_asked=1, stages_right=int(any(stage(case) in wanted for case in then)))
    return total


def _is_earlier(case: Case, events: set[str], gold: LedgerCase) -> bool:
    """Whether a case of an earlier day became this one."""
    return parties_right(gold, case) and any(events.intersection(step.events) for step in case.steps)
