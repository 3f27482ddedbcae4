"""The command line, with a coder that finds nothing slow: exit statuses, streams, formats."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import verbale
from commands import COMMAND
from verbale.cli import read
from verbale.cli.app import app
from verbale.evaluate import gate
from verbale.export.formats import RENDERERS
from verbale.ingest.sources import Limits

PAGE = """Norway asks Chad for tents

OSLO, May 2 — Norway’s foreign minister, Mara Ilves, asked Chad on Thursday for tents and 20 trucks.

“We will not send troops to Chad,” Ilves told Radio Lund by telephone.

Chad’s government refused the request on Friday, its spokesman, Adam Brahim, said in N'Djamena.
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"verbale {verbale.__version__}\n")


def test_no_command_shows_help() -> None:
    assert "read" in run().output


def test_help_loads_no_language_library() -> None:
    check = "import sys; import verbale.cli; sys.exit('spacy' in sys.modules or 'trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_every_format_of_the_exports_can_be_asked_for() -> None:
    assert {form.value for form in read.Format} == set(RENDERERS)


def test_the_size_limit_is_the_one_of_the_reader() -> None:
    assert Limits().max_bytes == read.DEFAULT_MAX_BYTES


def test_minutes_are_printed(story: Path) -> None:
    result = run("read", str(story))
    assert result.exit_code == 0
    assert result.stdout.startswith("Norway asks Chad for tents\n")
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["csv", "html", "table"])
def test_every_format_runs(story: Path, form: str) -> None:
    result = run("read", str(story), "--format", form)
    assert (result.exit_code, bool(result.stdout)) == (0, True)


def test_standard_input(story: Path) -> None:
    named, piped = run("read", str(story), "-f", "minutes"), run("read", "-", "-f", "minutes", stdin=PAGE)
    assert named.stdout == piped.stdout


def test_the_date_of_a_page_may_be_given(story: Path) -> None:
    article = json.loads(run("read", str(story), "-f", "article", "--published", "2024-05-02").stdout)
    assert article["published"].startswith("2024-05-02")


def test_a_bad_source_gives_one_line_and_status_1_and_the_others_are_read(story: Path) -> None:
    result = run("read", "missing.txt", str(story), "-f", "article")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["verbale: missing.txt: no such file"]
    assert json.loads(result.stdout)["title"] == "Norway asks Chad for tents"


def test_a_source_that_is_too_large(story: Path) -> None:
    result = run("read", str(story), "--max-bytes", "10")
    assert result.exit_code == 1
    assert "more than 10 bytes" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x", "--published", "soon"],
        ["read", "x", "--format", "pdf"],
        ["read", "x", "--workers", "0"],
        ["schema", "person"],
        ["evaluate"],
        ["evaluate", "stories"],
        ["evaluate", "jokes", "x"],
        ["evaluate", "stories", "x", "--gate"],
        ["nothing"],
    ],
)
def test_wrong_usage_gives_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_model_that_is_not_installed(story: Path) -> None:
    result = run("read", str(story), "--model", "xx_none_such")
    assert result.exit_code == 1
    assert "xx_none_such" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_page_in_another_language_is_left_uncoded(tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text(
        "El ministro pide ayuda\n\nEl ministro de Exteriores pidió el lunes ayuda a los países vecinos para "
        "los refugiados que llegan cada día a la frontera, según dijo su portavoz en la capital. El gobierno "
        "respondió que estudiará la petición durante los próximos días y que no descarta enviar tiendas.\n",
        encoding="utf-8",
    )
    result = run("read", str(path))
    assert "(es): not coded" in result.stdout
    assert run("read", str(path), "-f", "jsonl").stdout == ""


def test_two_workers_print_the_same_bytes(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(PAGE.replace("20 trucks", f"{number + 2} trucks"))
    one, two = (
        subprocess.run(
            [*COMMAND, "read", str(tmp_path), "missing.txt", "-f", "jsonl", "--workers", count],
            capture_output=True,
            check=False,
        )
        for count in ("1", "2")
    )
    assert one.stdout
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_a_reader_that_has_enough_is_no_error(story: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "read", *[str(story)] * 50, "-f", "article"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_interrupting_leaves_one_line_and_status_130(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*COMMAND, "read", str(pipe)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        with pipe.open("wb"):  # waits until the command has opened the pipe, and then keeps it reading
            process.send_signal(signal.SIGINT)
            assert (process.stderr.read(), process.wait()) == ("verbale: stopped\n", 130)


def test_progress_is_shown_on_a_terminal_and_results_stay_clean(story: Path) -> None:
    screen, terminal = pty.openpty()
    arguments = ["read", str(story), str(story), "-f", "article"]
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=terminal, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(terminal)
        assert process.stdout is not None
        results = process.stdout.read().decode()
        assert process.wait() == 0
    shown = os.read(screen, 100_000).decode()
    os.close(screen)
    assert "reading" in shown
    assert "/2" in shown
    assert "\x1b" not in results


@pytest.mark.parametrize("name", ["event", "article"])
def test_schema_prints_json_schema(name: str) -> None:
    assert json.loads(run("schema", name).stdout)["$ref"] == f"#/$defs/{name.title()}"
    assert run("schema").stdout == run("schema", "event").stdout


def test_evaluate_prints_scores_and_writes_predictions(tmp_path: Path, story: Path) -> None:
    gold = {"story": "story.txt", "events": [], "expect": {"title": "Norway asks Chad for tents"}}
    story.with_name("story.gold.json").write_text(json.dumps(gold))
    out = tmp_path / "out.jsonl"
    result = run("evaluate", "stories", str(tmp_path), "--predictions", str(out))
    assert result.exit_code == 0
    assert "expect_title" in result.stdout
    assert json.loads(out.read_text())["story"] == "story.txt"


def test_evaluate_names_a_missing_file() -> None:
    result = run("evaluate", "stories", "nowhere")
    assert (result.exit_code, result.stderr) == (1, "verbale: nowhere: no such file or folder\n")


def test_the_gate_fails_under_a_floor_and_names_what_is_absent(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = story.parent
    pages = root / "pages"
    pages.mkdir()
    story.rename(pages / "story.txt")
    gold = {"story": "story.txt", "events": [], "expect": {"title": "Another title"}}
    (pages / "story.gold.json").write_text(json.dumps(gold))
    (root / "eval").mkdir()
    floor = gate.Floor(floor=0.5, margin=0.01)
    guards = {
        "own": gate.Guard(
            file="pages", sha256=gate.corpus_hash(pages), floors={"expect_title": floor}, set="stories"
        ),
        "absent": gate.Guard(file="../none", sha256="", floors={"f1": floor}, set="stories"),
    }
    gate.write(root, guards)
    monkeypatch.chdir(root)
    result = run("evaluate", "--gate")
    assert result.exit_code == 1
    assert "FELL" in result.stdout
    assert "absent: ../none is not here" in result.stdout
    assert run("evaluate", "--gate", "--raise").exit_code == 1
    assert run("evaluate", "--gate", "--lower").exit_code == 0
