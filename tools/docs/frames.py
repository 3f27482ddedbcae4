"""The pages of frames: one a PLOVER type, with every pattern and every example."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.docs.markdown import code, codes, page, table
from tools.generate import yamls
from verbale.coding.compose import mode_by_content
from verbale.ontology.types import EVENT_TYPES, QUADS
from verbale.records import EventType

INTRODUCTION = """# Event types and frames

The sixteen types of PLOVER, the frames that give them, and the modes and contexts that they can have. How patterns and
expectations read is told in [resources/frames/README.md](../../resources/frames/README.md).
`$talks` is a class of words in [classes.yaml](../../resources/frames/classes.yaml).
A frame with compose `nothing` is a sense that is no event of its type.
A frame that composes may give another type than its page's: a promise to attack is a threat."""

FLAGS = ("reciprocal", "implicit", "answers", "speaker")

Frame = Mapping[str, Any]


def build() -> dict[str, str]:
    by_type = {name: _frames(name) for name in EVENT_TYPES}
    index = page(
        INTRODUCTION, table(("type", "field", "frames", "modes"), _index(by_type)), _contexts(by_type)
    )
    return {"frames.md": index} | {
        f"frames/{name.lower()}.md": page(_head(name), *map(_frame, frames))
        for name, frames in by_type.items()
    }


def _frames(name: EventType) -> list[Frame]:
    frames: list[Frame] = yamls.read(f"frames/{name.lower()}.yaml")["frames"]
    return frames


def _index(by_type: Mapping[EventType, list[Frame]]) -> Iterator[tuple[str, str, str, str]]:
    for name, frames in by_type.items():
        modes = {str(frame["mode"]) for frame in frames if frame.get("mode")}
        modes |= {mode for each in EVENT_TYPES if (mode := mode_by_content(name, each))}
        yield f"[{name}](frames/{name.lower()}.md)", QUADS[name], str(len(frames)), codes(sorted(modes))


def _contexts(by_type: Mapping[EventType, list[Frame]]) -> str:
    contexts = {name for frames in by_type.values() for frame in frames for name in frame.get("contexts", ())}
    return f"Contexts that frames give: {codes(sorted(contexts))}. Items add those of their category."


def _head(name: EventType) -> str:
    source = f"resources/frames/{name.lower()}.yaml"
    return f"# {name}\n\nField: {QUADS[name]}. Source: [{source}](../../../{source})."


def _frame(frame: Frame) -> str:
    patterns = "\n".join(frame["patterns"])
    return page(
        f"## {frame['frame']}", _facts(frame), f"```\n{patterns}\n```", _examples(frame.get("examples", ()))
    )


def _facts(frame: Frame) -> str:
    facts = [
        f"{key} {code(str(frame[key]))}"
        for key in ("mode", "cameo", "compose", "polarity", "weight")
        if key in frame
    ]
    facts += [f"contexts {codes(frame['contexts'])}"] if frame.get("contexts") else []
    facts += [flag for flag in FLAGS if frame.get(flag)]
    return ", ".join(facts)


def _examples(lines: list[str]) -> str:
    pairs = [line.partition(" | ")[::2] for line in lines]
    return "".join(f"- {sentence} → {code(expected)}\n" for sentence, expected in pairs)
