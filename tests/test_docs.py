"""The documentation says all that there is to say, points nowhere that is not, and is made from today's sources."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tools.docs.__main__ import generated, pages
from tools.docs.commands import commands
from typer.testing import CliRunner

import verbale
from verbale import errors, records
from verbale.cli.app import app
from verbale.evaluate.sets import SETS
from verbale.export.formats import RENDERERS
from verbale.ontology.frames import Frames
from verbale.ontology.types import EVENT_TYPES
from verbale.pipeline import Pipeline
from verbale.records import Event, Record

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "resources/frames/README.md", ROOT / "demo/README.md"]
)
COMMANDS = tuple(name for name, _ in commands())

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """A page without its code blocks."""
    return FENCE.sub("", text(path))


# -- generated pages


@pytest.mark.parametrize("path", sorted(pages()), ids=lambda path: path.name)
def test_a_generated_page_is_that_of_its_sources(path: Path) -> None:
    assert path.exists(), "run `make docs`"
    assert path.read_text(encoding="utf-8") == pages()[path], "run `make docs`"


def test_no_generated_page_is_left_over() -> None:
    assert set(generated()) == set(pages())


# -- everything is there


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_reference(command: str) -> None:
    section = text(REFERENCE / "cli.md").partition(f"## verbale {command}\n")[2].partition("\n## ")[0]
    answer = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "300", "TERM": "dumb"})
    options = set(re.findall(r"--[a-z][a-z-]+", answer.output)) - {"--help"}
    # The help of one option may name others, and of other commands: they stand in the page too.
    missing = {option for option in options if option not in section}
    assert section
    assert not missing


def test_no_command_is_missing_here() -> None:
    words = {name.split()[0] for name in COMMANDS}
    answer = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "300", "TERM": "dumb"})
    listed = answer.output.partition("Commands")[2]
    assert words == {
        line.split()[1] for line in listed.splitlines() if line.startswith("│ ") and line[2] != " "
    }


def test_every_format_is_in_the_guide_and_the_readme() -> None:
    for page in (DOCS / "guide.md", ROOT / "README.md"):
        assert not [name for name in RENDERERS if f"`{name}`" not in text(page)]


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_event_type_has_a_page_and_a_row(name: str) -> None:
    assert f"[{name}](frames/{name.lower()}.md)" in text(REFERENCE / "frames.md")
    assert text(REFERENCE / "frames" / f"{name.lower()}.md").splitlines()[1] == f"# {name}"


def test_every_frame_stands_on_the_page_of_its_type() -> None:
    frames = Frames.load().table.frames
    assert len(frames) > 100
    missing = [
        frame.name
        for frame in frames
        if f"\n## {frame.name}\n" not in text(REFERENCE / "frames" / f"{frame.type.lower()}.md")
    ]
    assert not missing


def record_fields() -> Iterator[tuple[str, str]]:
    for name, kind in vars(records).items():
        if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record:
            for field in kind.__struct_encode_fields__:
                yield name, field


@pytest.mark.parametrize(("record", "field"), list(record_fields()))
def test_every_field_is_in_the_reference(record: str, field: str) -> None:
    section = text(REFERENCE / "record.md").partition(f"\n## {record}\n")[2].partition("\n## ")[0]
    assert f"| `{field}` |" in section


def test_every_error_is_in_the_reference() -> None:
    assert not [name for name in errors.__all__ if f"| `{name}` |" not in text(REFERENCE / "errors.md")]


def test_every_evaluation_set_is_in_the_reference() -> None:
    assert not [name for name in SETS if f"| `{name}` |" not in text(REFERENCE / "evaluation.md")]


def test_every_page_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.is_relative_to(DOCS):
            reached.add(page)
            waiting += [target for target, _ in links(page)]
    assert reached == set(DOCS.rglob("*.md"))


# -- nothing points nowhere


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The relative links of a page: file and anchor."""
    for link in LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", link):
            target, _, anchor = link.partition("#")
            yield (page.parent / target).resolve() if target else page, anchor


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_resolves(page: Path) -> None:
    for target, anchor in links(page):
        assert target.exists(), target
        assert not anchor or anchor in anchors(target), f"{target.name}#{anchor}"


def test_the_site_lists_every_page_that_is_written_by_hand() -> None:
    named = set(re.findall(r"\S+\.md", text(ROOT / "mkdocs.yml")))
    top = {page.name for page in DOCS.glob("*.md")}
    reference = {f"reference/{page.name}" for page in REFERENCE.glob("*.md")}
    assert named == top | reference | {"decisions/README.md"}


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for words in re.findall(r"(?:^|`)make((?: [a-z]+)+)(?:`|$|\s{2,})", text(page), re.MULTILINE)
        for target in words.split()
    }
    assert {"demo", "test", "check", "tables", "bench"} <= named
    assert named <= targets


def command_lines() -> Iterator[tuple[str, str]]:
    """Every `verbale …` of the documentation, in blocks and in running text."""
    pattern = re.compile(
        r"(?:^(?:\$ )?(?:.*\| )?|`)(?:COLUMNS=\d+ )?(?:\.venv/bin/)?verbale ((?:[a-z]|-)[^`\n|#]*)",
        re.MULTILINE,
    )
    for page in PAGES:
        for line in pattern.findall(text(page)):
            yield str(page.relative_to(ROOT)), line.strip()


@pytest.mark.parametrize(("page", "line"), sorted(set(command_lines())))
def test_every_command_line_names_what_exists(page: str, line: str) -> None:
    command, *rest = shlex.split(line.replace("[", "").replace("]", ""))
    if command.startswith("-"):
        assert command in ("--help", "--version", "-h")
        return
    if command.isupper():
        return  # COMMAND
    if any(name.startswith(f"{command} ") for name in COMMANDS) and rest:
        command = f"{command} {rest.pop(0)}"
    assert command in COMMANDS, line
    reference = text(REFERENCE / "cli.md").partition(f"## verbale {command}\n")[2].partition("\n## ")[0]
    options = [word for word in rest if word.startswith("-") and word not in ("-", "--help")]
    assert all(re.search(rf"[` ]{re.escape(option)}[` ,]", reference) for option in options), line
    if command == "evaluate" and rest and re.fullmatch("[a-z]+", rest[0]):
        assert rest[0] in SETS, line


def test_names_imported_in_python_blocks_exist() -> None:
    named = {
        name
        for page in PAGES
        for block in re.findall(r"^```python\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)
        for name in re.findall(r"\bverbale\.(\w+)", block)
    }
    assert {"read", "read_all"} <= named
    assert all(hasattr(verbale, name) for name in named)


def test_the_map_of_the_source_names_every_room_and_resource() -> None:
    page = text(DOCS / "how-it-works.md")
    rooms = [
        path
        for path in (ROOT / "src/verbale").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    rooms += (ROOT / "src/verbale/coding").iterdir()
    rooms += (ROOT / "resources").iterdir()
    names = {path.stem if path.suffix == ".py" else path.name for path in rooms}
    missing = {
        name for name in names - {"__init__", "__pycache__"} if not re.search(rf"`{re.escape(name)}/?`", page)
    }
    assert not missing


# -- what is shown is so


def compositions() -> list[tuple[str, str, str]]:
    """The rows of the guide's table of events in events: sentence, event, its content ("–" for none)."""
    row = r"^\| ([A-Z].+?\.) \| (`.+?) \| (.+?) \|$"
    return re.findall(row, text(DOCS / "guide.md"), re.MULTILINE)


@pytest.mark.parametrize(("sentence", "gives", "content"), compositions())
def test_the_guide_composes_as_verbale_does(
    pipeline: Pipeline, sentence: str, gives: str, content: str
) -> None:
    events = {event.id: event for event in pipeline.code_text(sentence)}
    outer = [event for event in events.values() if described(event) == gives.replace("`", "")]
    assert outer, [described(event) for event in events.values()]
    inner = events.get(outer[0].content or "")
    assert (inner is None) == (content == "–")
    if inner is not None:
        kind, _, hold = content.partition("` ")
        assert inner.event_type == kind.strip("`")
        assert doubt(inner) == hold


def described(event: Event) -> str:
    mode = f" {event.event_mode}" if event.event_mode else ""
    return f"{event.event_type}{mode} {doubt(event)}"


def doubt(event: Event) -> str:
    return event.factuality + (", negative" if event.polarity == "negative" else "")


def test_the_changelog_has_this_version() -> None:
    assert f"## {verbale.__version__}" in text(ROOT / "CHANGELOG.md")
