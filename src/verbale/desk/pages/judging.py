"""Judging: what forms of any page say of events, steps, cases and parties, and taking it back."""

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from litestar import Router, post
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from verbale.desk.pages.shown import Asked, aside, back, gate, store, text
from verbale.errors import NotFound, UsageError
from verbale.ledger.judging import FIXABLE
from verbale.records import Judgement, Verb
from verbale.rulings import CASE_FIELDS, STEP_FIELDS, Ruling, judge, undo

SIMPLE = ("accept", "reject", "fix")
BINDING = ("merge", "split", "link", "unlink", "override")


@post("/judge", opt={"act": "judge"}, status_code=303)
async def say(request: Asked) -> Redirect:
    """Accepts, rejects or fixes an event, step or case: `verb` says which, `subject` of what."""
    form = await request.form()
    return await _judged(request, form, SIMPLE)


@post("/judge/bind", opt={"act": "edit"}, status_code=303)
async def bind(request: Asked) -> Redirect:
    """Merges, splits, links or overrides: `others` holds the ids of the others."""
    form = await request.form()
    return await _judged(request, form, BINDING)


@post("/judge/undo", opt={"act": "judge"}, status_code=303)
async def take_back(request: Asked) -> Redirect:
    """Undoes judgements by their numbers; what an editor bound, an editor undoes."""
    form = await request.form()
    numbers = sorted({_number(value) for value in form.getall("number", [])}, reverse=True)
    reason = text(form, "reason").strip() or None

    if not numbers:
        raise UsageError("no judgement was named")
    await aside(lambda: undone(request, numbers, reason))
    return back(text(form, "to") or "/audit")


def undone(request: Asked, numbers: Sequence[int], reason: str | None) -> tuple[Judgement, ...]:
    """Undoes judgements by their numbers. Raises NotFound, and for a reviewer PermissionDenied of an editor's."""
    with store(request).view() as view:
        said = {one.number: one.verb for one in view.judgements()}
    if any(said.get(number) in BINDING for number in numbers) and not request.user.may("edit"):
        raise PermissionDeniedException("What an editor bound together or apart, an editor undoes.")
    who, now = request.user.name, gate(request).now()
    return tuple(
        one for number in numbers for one in undo(store(request), number, who=who, reason=reason, now=now)
    )


async def _judged(request: Asked, form: Any, verbs: tuple[str, ...]) -> Redirect:
    verb = text(form, "verb")
    if verb not in verbs or verb not in get_args(Verb):
        raise UsageError(f"here one says {', '.join(verbs)}")
    ruling = Ruling(
        cast(Verb, verb),
        " ".join(_ids(form, "subject")[-1:]),
        others=_ids(form, "others"),
        values=values(form) if verb in ("fix", "override") else None,
        reason=text(form, "reason").strip() or None,
    )
    if verb == "reject" and not ruling.reason:
        raise UsageError("A rejection wants a reason: those who come after must know why.")
    await aside(lambda: judge(store(request), [ruling], who=request.user.name, now=gate(request).now()))
    return back(text(form, "to") or "/audit")


def values(form: Any) -> Mapping[str, str]:
    """The fields that a form sets to something else than they are: `was-x` holds what x is."""
    fields = sorted(FIXABLE | STEP_FIELDS | CASE_FIELDS)
    given = {name: text(form, name).strip() for name in fields if text(form, name).strip()}
    return {name: value for name, value in given.items() if value != text(form, f"was-{name}")}


def _ids(form: Any, name: str) -> tuple[str, ...]:
    """The ids of a field: each of a list that was chosen, and those that were written beside it."""
    return tuple(
        key
        for value in form.getall(name, [])
        if isinstance(value, str)
        for key in value.replace(",", " ").split()
    )


def _number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value)
    raise NotFound(f"{value}: is no number of a judgement")


router = Router("/", route_handlers=[say, bind, take_back], include_in_schema=False)
