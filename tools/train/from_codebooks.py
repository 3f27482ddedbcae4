"""Examples out of the open gold sets of the codebooks: PLOVER's (CC BY-SA 4.0) and PETRARCH-2's (MIT)."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tools.train.examples import Example, Pair, Place, Predicate
from tools.train.sights import Eyes, Sentence

# Names of types before the codebook of 2021.
_RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
# CAMEO roots as PLOVER's table maps them.
_ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "CONCEDE", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN",
    "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT",
    "20": "ASSAULT",
}  # fmt: skip
# The file is no well-formed XML; of several events of a sentence the first is taken.
_CODED = re.compile(r"<EventCoding ([^>]*)/>(?:(?!<Sentence |<Text>).)*<Text>(.*?)</Text>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_MARK = re.compile(r"\((SRC/TAR|SRC|TAR|EVT):\s*([^()]*(?:\([^()]*\)[^()]*)*)\)")


def plover(path: Path, eyes: Eyes) -> Iterator[Example | Pair]:
    """The examples of PLOVER's codebook, from their marked words."""
    for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        if row["event"] == "DOCUMENT" or not row.get("text"):
            continue
        event_type = _RENAMED.get(row["event"], row["event"])
        info = row.get("textInfo")
        marks = _MARK.findall(info.get("markup", "")) if isinstance(info, dict) else []
        for sentence in eyes.text(row["text"]):
            yield from _marked(sentence, event_type, marks, f"gsr/{number}")


def _marked(
    sentence: Sentence, event_type: str, marks: list[tuple[str, str]], document: str
) -> Iterator[Example | Pair]:
    sources = [place for kind, words in marks if "SRC" in kind and (place := _find(sentence.text, words))]
    targets = [place for kind, words in marks if "TAR" in kind and (place := _find(sentence.text, words))]
    events = [place for kind, words in marks if kind == "EVT" and (place := _find(sentence.text, words))]
    if not events:
        return
    offset = sentence.span.start_char
    tokens = sentence.at(events[0][0] + offset, events[0][1] + offset)
    triggers = [
        draft.trigger for draft in sentence.drafts if draft.type == event_type and draft.trigger in tokens
    ]
    triggers += [token for token in tokens if token.pos_ in ("VERB", "NOUN")]
    joint = any(kind == "SRC/TAR" for kind, _ in marks)
    sides = tuple(
        (float(_within(place, sources)), None if joint else float(_within(place, targets)))
        for place in sentence.places()
    )
    if triggers:
        yield Example(
            kind="gsr",
            document=document,
            text=sentence.text,
            parties=sentence.places(),
            predicates=(Predicate(at=sentence.place(triggers[0]), types={event_type: 1.0}, sides=sides),),
        )
    renamed = sentence.by_cameo(triggers[0]).get(event_type, event_type) if triggers else event_type
    for source in sources[:1]:
        for target in [place for place in targets if place != source][:1]:
            yield Pair(
                kind="gsr",
                document=document,
                text=sentence.text,
                source=source,
                target=target,
                types={renamed: 1.0},
            )


def petrarch(path: Path, eyes: Eyes) -> Iterator[Pair]:
    """PETRARCH-2's validation sentences: two countries and a CAMEO root."""
    text = path.read_text(encoding="utf-8")
    for number, found in enumerate(_CODED.finditer(text[text.index("<Sentences>") :])):
        event = dict(_ATTRIBUTE.findall(found[1]))
        yield from _coded(event, " ".join(html.unescape(found[2]).split()), f"petr2/{number}", eyes)


def _coded(event: dict[str, str], text: str, document: str, eyes: Eyes) -> Iterator[Pair]:
    code = event.get("eventcode", "")
    event_type = "COERCE" if code.startswith("163") else _ROOTS.get(code[:2])
    source, target = event.get("sourcecode", "")[:3], event.get("targetcode", "")[:3]
    if event_type is None:
        return
    for sentence in eyes.text(text):
        own = {each.party.country: sentence.place(each.token) for each in reversed(sentence.parties)}
        if source != target and source in own and target in own:
            yield Pair(
                kind="petr2",
                document=document,
                text=sentence.text,
                source=own[source],
                target=own[target],
                types={event_type: 1.0},
            )
            return


def _find(text: str, words: str) -> Place | None:
    at = text.find(words.strip())
    return (at, at + len(words.strip())) if at >= 0 and words.strip() else None


def _within(place: Place, others: list[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
