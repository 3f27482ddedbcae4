"""Examples out of the sentences under `resources/relations`: SOURCE and TARGET become parties of their kind."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.generate.yamls import RESOURCES, read
from tools.train.examples import Pair, Place
from tools.train.sights import Eyes
from verbale.coding.compose import FRIENDLY, HOSTILE, YIELDING

FOLDER = RESOURCES / "relations"
TIMES = 3  # how often each sentence is told with other parties
OPERATED = 2  # and how often under an operator, where its deed can stand under one
WEIGHT = 0.5  # of one telling: they are many and alike
_SIDE = re.compile(r"(SOURCE|TARGET|FIRST|SECOND)(?::(\w+))?")
_DEED = re.compile(r"SOURCE(:\w+)? (\w+) (.+)")
_BARE = 0.4  # how many tellings have nothing in front, and how many nothing behind
_BESIDE = 0.35  # how many stand beside another clause
_NAMELESS = (
    0.08  # how many have one side unmarked, as where a set gives a side that the sentence does not name
)
_FIELDS = {"friendly": FRIENDLY - {"AGREE"} | YIELDING, "hostile": HOSTILE - {"THREATEN"} | {"SANCTION"}}


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence that tells in the past tense what SOURCE did."""

    type: str
    kind: str
    verb: str
    past: str
    rest: str

    @property
    def clause(self) -> str:
        """The sentence, between two others than its sides."""
        return f"SOURCE{self.kind} {self.past} {self.rest}".replace("SOURCE", "FIRST").replace(
            "TARGET", "SECOND"
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What stands for the sides and around them, and the operators over deeds."""

    states: Sequence[str]
    names: Sequence[str]
    kinds: Mapping[str, Sequence[str]]
    before: Sequence[str]
    after: Sequence[str]
    beside: Sequence[str]
    operators: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "Words":
        """The words of `words.yaml`."""
        lists = {name: tuple(found[name].replace("\n", " ").split(", ")) for name in ("states", "names")}
        return cls(**{**found, **lists})

    def filled(self, text: str, chance: random.Random) -> str:
        """A text with states and names in it."""
        text = re.sub("STATE", lambda _: chance.choice(self.states), text)
        return re.sub("PERSON", lambda _: chance.choice(self.names), text)


def examples(eyes: Eyes) -> Iterator[Pair]:
    """Every sentence of every type, several times, and its deed under operators."""
    words = Words.of(read("relations/words.yaml"))
    sentences = list(_sentences())
    deeds = [_deed(sentence, event_type, eyes) for event_type, sentence in sentences]
    clauses = [deed.clause for deed in deeds if deed is not None]
    for number, ((event_type, sentence), deed) in enumerate(zip(sentences, deeds, strict=True)):
        chance = random.Random(f"{event_type}/{number}")
        for _ in range(TIMES):
            yield told(sentence, event_type, words, clauses, chance)
        for _ in range(OPERATED if deed is not None else 0):
            yield from _operated(deed, words, clauses, chance)  # type: ignore[arg-type]


def _sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != "words":
            found = read(f"relations/{path.name}")
            yield from ((found["type"], sentence) for sentence in found["sentences"])


def _deed(sentence: str, event_type: str, eyes: Eyes) -> Deed | None:
    match = _DEED.fullmatch(sentence)
    if match is None:
        return None
    plain = _SIDE.sub("Chad", sentence)
    verb = next(token for token in eyes.text(plain)[0].span if token.idx > 0)
    if verb.tag_ != "VBD" or verb.text != match[2] or verb.lemma_ == "be":
        return None
    return Deed(event_type, match[1] or "", verb.lemma_, match[2], match[3])


def _operated(deed: Deed, words: Words, clauses: Sequence[str], chance: random.Random) -> Iterator[Pair]:
    """A deed under one of the operators that its type can stand under."""
    fitting = [each for each in words.operators if deed.type in _FIELDS[each["of"]]]
    if not fitting:
        return
    operator = chance.choice(fitting)
    form = chance.choice(operator["tell"])
    rest = deed.rest
    if "TARGET" in form:  # the deed is the other's
        form = form.replace("TARGET", f"TARGET{deed.kind}")
        rest = rest.replace("TARGET", "SECOND")
    else:
        form = form.replace("SOURCE", f"SOURCE{deed.kind}")
    sentence = form.replace("VERB", deed.verb).replace("PAST", deed.past).replace("REST", rest)
    if "TARGET" in sentence:
        yield told(sentence, operator["type"], words, clauses, chance)


def told(sentence: str, event_type: str, words: Words, clauses: Sequence[str], chance: random.Random) -> Pair:
    """One telling of a sentence."""
    text, places = _placed(_surrounded(sentence, words, clauses, chance), words, chance)
    nameless = chance.choice(("SOURCE", "TARGET")) if chance.random() < _NAMELESS else None
    return Pair(
        kind="relations",
        document=f"relations/{event_type.lower()}",
        text=text + ("." if chance.random() > _BARE else ""),
        source=places["SOURCE"] if nameless != "SOURCE" else None,
        target=places["TARGET"] if nameless != "TARGET" else None,
        types={event_type: 1.0},
        weight=WEIGHT,
    )


def _surrounded(sentence: str, words: Words, clauses: Sequence[str], chance: random.Random) -> str:
    """A sentence with what stands before and behind it, or beside it."""
    if chance.random() < _BESIDE and sentence.startswith("SOURCE") and "SECOND" not in sentence:
        form = chance.choice(words.beside)
        return form.replace("CLAUSE", sentence).replace("OTHER", chance.choice(clauses))
    before = "" if chance.random() < _BARE else chance.choice(words.before)
    return before + sentence + ("" if chance.random() < _BARE else chance.choice(words.after))


def _placed(sentence: str, words: Words, chance: random.Random) -> tuple[str, dict[str, Place]]:
    """The words of a sentence, and where its sides stand."""
    text, last = "", 0
    places: dict[str, Place] = {}
    for match in _SIDE.finditer(sentence):
        text += words.filled(sentence[last : match.start()], chance)
        last = match.end()
        name = words.filled(chance.choice(words.kinds[match[2] or "state"]), chance)
        places.setdefault(match[1], (len(text), len(text) + len(name)))
        text += name
    text += words.filled(sentence[last:], chance)
    return text[0].upper() + text[1:], places
