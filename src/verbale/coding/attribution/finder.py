"""Finds all attributions of a document and settles how they meet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from verbale.coding.attribution import conversation, direct, nouns, sources, verbs
from verbale.coding.attribution.model import Attribution, Draft, View, spans, view
from verbale.ontology.reporting import Reporting
from verbale.read.quotations import Quotation
from verbale.read.reading import text_of
from verbale.records import Quote

SPEECH = ("quote", "clause", "parenthesis")
OWN_VOICE = ("i", "we", "you")


def find(doc: Doc, lexicon: Reporting) -> tuple[Attribution, ...]:
    """All attributions of a document in order of their contents; offsets are characters of `doc.text`."""
    seen = view(doc, lexicon)
    drafts = list(direct.find(seen))
    labels = conversation.labels(doc)
    taken = {draft.cue_head for draft in drafts}
    for draft in (*verbs.find(seen), *nouns.find(seen)):
        if draft.cue_head not in taken and not _own_voice(draft, seen):
            drafts.append(_whole_quotations(draft, seen))
            taken.add(draft.cue_head)
    drafts = [draft for draft in drafts if draft.source_head not in labels]
    drafts = _with_later_quotations(drafts, seen)
    found = [one for one in (_settle(draft, seen) for draft in drafts) if one is not None]
    return tuple(sorted([*conversation.find(doc), *found], key=lambda one: (one.content, one.cue)))


def chain(attributions: Sequence[Attribution], start: int, end: int) -> tuple[Attribution, ...]:
    """Who says what stands at characters `start` to `end`, the outermost source first.

    Stances are left out: who is worried about a raid does not say that there was one.
    """
    over = [
        one
        for one in attributions
        if one.force != "stance"
        and any(first <= start and end <= last for first, last in one.content)
        and not any(first < end and start < last for first, last in one.cue)
    ]
    return tuple(sorted(over, key=lambda one: (-_size(one), one.cue)))


def for_annotation(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Those that annotators mark: no questions of an interviewer without a name, nothing within the words of a
    direct quotation, which has its speaker, and of reports within a report only the outermost and direct speech."""
    signed = [one for one in attributions if not one.within_quote and not conversation.is_unsigned(one)]
    return tuple(
        one
        for one in signed
        if one.quote == "direct" or not any(_reports_all(outer, one) for outer in signed)
    )


def _reports_all(outer: Attribution, inner: Attribution) -> bool:
    """Whether all of a report, its cue and what it says, is part of what another one says."""
    return bool(inner.cue) and all(
        any(first <= start and end <= last for first, last in outer.content)
        for start, end in (*inner.cue, *inner.content)
    )


def _own_voice(draft: Draft, seen: View) -> bool:
    """Whether "I", "we" or "you" is the source: the speaker of the quotation, or the author."""
    return draft.source_head is not None and seen.doc[draft.source_head].lower_ in OWN_VOICE


def _size(one: Attribution) -> int:
    return sum(end - start for start, end in one.content)


def _with_later_quotations(drafts: list[Draft], seen: View) -> list[Draft]:
    """The drafts, each with the quotations that follow its sentence in its paragraph and have no cue.

    "The road is shut, the envoy said. “We turned back.”"
    """
    covered = {seen.quoted[i] for draft in drafts for i in draft.content}
    more: dict[int, set[int]] = {}
    for index, quotation in enumerate(seen.quotations):
        if index not in covered and direct.stands_alone(seen, quotation):
            speaker = _last_speaker(drafts, seen, quotation)
            if speaker is not None:
                words = {i for i, quoted in enumerate(seen.quoted) if quoted == index}
                more.setdefault(speaker, set()).update(words)
    return [
        replace(draft, content=draft.content.union(more[at])) if at in more else draft
        for at, draft in enumerate(drafts)
    ]


def _last_speaker(drafts: list[Draft], seen: View, quotation: Quotation) -> int | None:
    """Which draft reports speech last before a quotation in its paragraph, as a place in `drafts`."""
    paragraph = text_of(seen.doc).rfind("\n", 0, quotation.start)
    best: tuple[int, int] | None = None
    for at, draft in enumerate(drafts):
        if draft.pattern not in SPEECH or draft.cue_head is None or draft.force == "stance":
            continue
        cue = seen.doc[draft.cue_head]
        near = paragraph < cue.idx < quotation.start and not seen.in_speech(cue)
        if near and (best is None or cue.i > best[0]):
            best = cue.i, at
    return None if best is None else best[1]


def _whole_quotations(draft: Draft, seen: View) -> Draft:
    """The draft with quotations that its content begins or ends in taken whole: parsers cut them short."""
    inside = {seen.quoted[i] for i in draft.content} - {-1}
    inside -= {seen.quoted[i] for i in draft.cue}
    more = frozenset(i for i, index in enumerate(seen.quoted) if index in inside) if inside else frozenset()
    return replace(draft, content=(draft.content | more).difference(draft.cue, draft.source))


def _settle(draft: Draft, seen: View) -> Attribution | None:
    """The draft in characters; None where nothing is left of its content."""
    content = spans(seen.doc, draft.content.difference(draft.source, draft.cue))
    if not content:
        return None
    cue = seen.doc[draft.cue_head] if draft.cue_head is not None else None
    hearer = draft.hearer
    return Attribution(
        source=spans(seen.doc, draft.source),
        cue=spans(seen.doc, draft.cue, trim=False) if draft.cue_head is not None else (),
        content=content,
        quote=_quote(draft, seen),
        source_head=draft.source_head,
        cue_head=draft.cue_head,
        hearer=None if hearer is None else _hull(seen.doc, sources.phrase(hearer)),
        channel=None if cue is None else sources.channel(cue, seen),
        force=draft.force,
        within_quote=cue is not None and seen.in_speech(cue),
        pattern=draft.pattern,
    )


def _hull(doc: Doc, tokens: Iterable[int]) -> tuple[int, int]:
    indices = list(tokens)
    last = doc[max(indices)]
    return doc[min(indices)].idx, last.idx + len(last)


def _quote(draft: Draft, seen: View) -> Quote:
    """Direct where all words of the content are quoted, mixed where some are."""
    words = [i for i in draft.content if not (seen.doc[i].is_punct or seen.doc[i].is_space)]
    quoted = sum(seen.in_speech(seen.doc[i]) or seen.quoted[i] >= 0 for i in words)
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"
