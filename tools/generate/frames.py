"""Compiles the predicate frames: pattern lines in `resources/frames/*.yaml` to senses by predicate.

A pattern line reads like the clause that it matches (`resources/frames/README.md` tells the whole of it):

    ACTOR {ask|urge} RECIPIENT (for ITEM) (to CONTENT)
    ACTOR's [appeal|plea] (to RECIPIENT) for ITEM
    ACTOR is {ready|willing} to CONTENT
"""

import re
from pathlib import Path
from typing import Any

from tools.generate import yamls

ROLES = ("ACTOR", "RECIPIENT", "BENEFICIARY", "ITEM", "CONTENT", "THING")
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
FRAME_KEYS = {
    *("frame", "mode", "contexts", "cameo", "compose", "reciprocal", "weight", "polarity"),
    *("implicit", "answers", "speaker", "under", "both", "note", "patterns", "examples"),
}

_TRIGGER = re.compile(r"(?P<is>is )?(?P<behind>(?<!\S)[a-z|]+ (?=\[))?(?P<open>[{\[])(?P<words>[^}\]]+)[}\]]")
_SLOT = re.compile(rf"^(?P<role>{'|'.join(ROLES)})?(?P<poss>'s)?(?:<(?P<words>[^>]+)>)?$")
_PREPOSITIONS = re.compile(r"^[a-z_]+(\|[a-z_]+)*$")

Slot = dict[str, Any]


def build() -> dict[str, bytes]:
    """The table of frames and closed word lists; exits with the file and line of what it cannot read."""
    classes = yamls.read("frames/classes.yaml")
    frames = [
        _frame(path.stem, content["type"], frame, classes)
        for path in sorted((yamls.RESOURCES / "frames").glob("*.yaml"))
        if path.stem not in {"classes", "lexicon"}
        for content in [yamls.read(f"frames/{path.name}")]
        for frame in content["frames"]
    ]
    names = [frame["name"] for frame in frames]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SystemExit(f"resources/frames: frame names used twice: {', '.join(twice)}")
    lexicon = yamls.read("frames/lexicon.yaml")
    return {"frames.json": yamls.table({"frames": frames, **lexicon})}


def _frame(
    file: str, event_type: str, frame: dict[str, Any], classes: dict[str, list[str]]
) -> dict[str, Any]:
    where = f"resources/frames/{file}.yaml: {frame.get('frame', '(no name)')}"
    unknown = set(frame) - FRAME_KEYS
    if unknown or "frame" not in frame or not frame.get("patterns"):
        raise SystemExit(f"{where}: needs frame and patterns; unknown keys: {sorted(unknown)}")
    if event_type not in TYPES:
        raise SystemExit(f"{where}: {event_type} is no PLOVER type")
    return {
        "name": frame["frame"],
        "type": event_type,
        "mode": frame.get("mode"),
        "contexts": frame.get("contexts", []),
        "cameo": frame.get("cameo"),
        "compose": frame.get("compose"),
        "reciprocal": frame.get("reciprocal", False),
        "weight": frame.get("weight", 1.0),
        "polarity": frame.get("polarity", "positive"),
        "implicit": frame.get("implicit", False),
        "answers": frame.get("answers", False),
        "speaker": frame.get("speaker", False),
        "under": frame.get("under", []),
        "both": frame.get("both", False),
        "patterns": [_pattern(line, classes, where) for line in frame["patterns"]],
    }


def _pattern(line: str, classes: dict[str, list[str]], where: str) -> dict[str, Any]:
    trigger = _TRIGGER.search(line)
    if trigger is None:
        raise SystemExit(f"{where}: no {{verb}}, [noun] or is {{adjective}} in {line!r}")
    pos = "adj" if trigger["is"] else {"{": "verb", "[": "noun"}[trigger["open"]]
    before = [
        _slot(word, "subj", None, False, classes, f"{where}: {line!r}")
        for word in line[: trigger.start()].split()
    ]
    after = _slots_after(line[trigger.end() :], classes, f"{where}: {line!r}")
    return {
        "pos": pos,
        "behind": trigger["behind"].strip().split("|") if trigger["behind"] else [],
        "lemmas": _spellings(_words(trigger["words"], classes, where), is_verb=pos == "verb"),
        "slots": [slot for slot in before + after if slot],
    }


def _slots_after(text: str, classes: dict[str, list[str]], where: str) -> list[Slot]:
    slots = []
    for group in re.findall(r"\([^)]*\)|[^()]+", text):
        optional = group.startswith("(")
        prepositions: list[str] | None = None
        for word in group.strip("() ").split():
            if _PREPOSITIONS.match(word):
                prepositions = word.split("|")
                continue
            slots.append(_slot(word, "obj", prepositions, optional, classes, where))
            prepositions = None
        if prepositions is not None:
            raise SystemExit(f"{where}: {'|'.join(prepositions)} leads to no role")
    return _with_indirect(slots)


def _with_indirect(slots: list[Slot]) -> list[Slot]:
    """Of two bare roles in a row ("give RECIPIENT ITEM") the first is the indirect object."""
    bare = [index for index, slot in enumerate(slots) if slot["function"] == "obj"]
    if len(bare) > 1 and bare[1] == bare[0] + 1:
        slots[bare[0]] = {**slots[bare[0]], "function": "prep", "prepositions": ["to"]}
    return slots


def _slot(
    word: str,
    function: str,
    prepositions: list[str] | None,
    optional: bool,
    classes: dict[str, list[str]],
    where: str,
) -> Slot:
    match = _SLOT.match(word)
    if match is None:
        raise SystemExit(f"{where}: {word!r} is neither a role ({', '.join(ROLES)}) nor <words>")
    if match["poss"]:
        function = "poss"
    elif match["role"] == "CONTENT" and not (prepositions and set(prepositions) - {"to", "that", "whether"}):
        function = "comp"
    elif prepositions:
        function = "prep"
    return {
        "function": function,
        "prepositions": prepositions or [],
        "role": match["role"],
        "words": _spellings(_words(match["words"], classes, where)) if match["words"] else [],
        "optional": optional,
    }


def _spellings(words: list[str], *, is_verb: bool = False) -> list[str]:
    """The words, and what the tokenizer makes of a hyphen: `cease-fire` is also `cease_fire`, a compound.

    Of a verb the last part is the head ("test-fired"), and a verb stands before its companion: `fire_test`.
    """
    spelled = set(words)
    for word in words:
        first, hyphen, last = word.partition("-")
        if hyphen and "-" not in last and "_" not in word:
            spelled.add(f"{last}_{first}" if is_verb else f"{first}_{last}")
    return sorted(spelled)


def _words(text: str, classes: dict[str, list[str]], where: str) -> list[str]:
    """The words of `a|b|$class`, classes resolved."""
    words: list[str] = []
    for word in text.split("|"):
        if not word.startswith("$"):
            words.append(word)
        elif word[1:] in classes:
            words.extend(_words("|".join(classes[word[1:]]), classes, where))
        else:
            raise SystemExit(f"{where}: no class {word} in resources/frames/classes.yaml")
    return words


def examples(path: Path) -> list[tuple[str, str, str]]:
    """The example lines of a frame file as (frame, sentence, expectation), for the tests."""
    content = yamls.read(f"frames/{path.name}")
    return [
        (frame["frame"], *_example(line, path))
        for frame in content["frames"]
        for line in frame.get("examples", [])
    ]


def _example(line: str, path: Path) -> tuple[str, str]:
    sentence, bar, expectation = line.partition(" | ")
    if not bar:
        raise SystemExit(f"{path.name}: example without ' | expectation': {line!r}")
    return sentence, expectation
