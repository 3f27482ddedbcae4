"""What must not be in the repository: registry addresses, paths of a machine, lines without hashes."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Written in parts, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi\." + "org",
            "python" + r"hosted\.org",
            r"--(extra-)?" + "index-url",
            "--find-" + "links",
            "registry" + r"\.npm",
        )
    )
)
MACHINE = re.compile("/" + r"(?:work|root|home/\w+)/")


def tracked() -> list[Path]:
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / name for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in tracked()
        for pattern in (REGISTRIES, MACHINE)
        if (found := pattern.search(text(path)))
    ]
    assert not named


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", text(ROOT / name))
    pins = [block for block in blocks if not block.startswith("#")]
    assert pins
    assert all(re.match(r"[\w.\[\]-]+==\S+ ", pin) and "--hash=sha256:" in pin for pin in pins)


def test_what_runs_is_pinned_alike_in_both_files() -> None:
    run, development = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", text(ROOT / name), flags=re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run.items() <= development.items()
