"""`python -m tools.lock` pins both requirements files, with hashes and without naming any registry."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEADER = "# Pinned with hashes by `make lock` from pyproject.toml; edit that, not this.\n"

# No option or address of the machine that pins may reach the file.
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    # Left out, and setuptools pinned like the rest: it builds the package. What wants scipy is read, not run.
    "--unsafe-package=scipy",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    pin(run, "requirements.txt")
    pin([*run, *project["dependency-groups"]["dev"]], "requirements-dev.txt", "--constraint=requirements.txt")
    return 0


def pin(wanted: list[str], name: str, *options: str) -> None:
    """Write the file NAME with everything that `wanted` needs, each version with its hashes."""
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, "--output-file=-", "-"]
    answer = subprocess.run(
        command, cwd=ROOT, input="\n".join(wanted), stdout=subprocess.PIPE, text=True, check=True
    )
    pins = [line for line in answer.stdout.splitlines() if line and not line.startswith("#")]
    (ROOT / name).write_text("\n".join([HEADER + pins[0], *pins[1:], ""]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
