"""The worker that the desk keeps running, and the accounts that the command line makes."""

import os
import signal
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from servers import story
from verbale.cli.app import app
from verbale.desk.worker import Worker
from verbale.store import Store
from verbale.store.queue import Task

PATIENCE_SECONDS = 90


def test_a_killed_worker_is_started_again_and_reads_what_lies(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store.open(url) as store:
        worker = Worker(store, url)
        worker.start()
        try:
            first = worker.process_id()
            os.kill(first, signal.SIGKILL)
            with store.writer() as writer:
                asked = "2026-06-01T12:00:00+00:00"
                writer.put_task(Task(kind="file", name="1.html", asked=asked, who="ida"), story(1).encode())
            end = time.monotonic() + PATIENCE_SECONDS
            while time.monotonic() < end:
                with store.view() as view:
                    if view.task(1).state == "done":
                        break
                time.sleep(0.2)
            assert worker.process_id() != first
            with store.view() as view:
                assert view.task(1).state == "done"
        finally:
            worker.stop()
        with pytest.raises(ProcessLookupError):
            os.kill(worker.process_id(), 0)


def test_accounts_from_the_command_line(tmp_path: Path) -> None:
    def run(*words: str, said: str = "") -> tuple[int, str]:
        result = CliRunner().invoke(
            app, ["account", *words, "--store", str(tmp_path / "ledger.db")], input=said
        )
        return result.exit_code, result.output

    assert run("add", "ida", "--role", "manager", said="correct horse battery\n")[0] == 0
    assert run("add", "eva", said="short\n")[0] == 2
    assert run("add", "eva", "--role", "boss", said="correct horse battery\n")[0] == 2
    assert run("add", "eva", said="correct horse battery\n")[0] == 0
    code, said = run("list")
    assert (code, [line.split()[:2] for line in said.splitlines()]) == (
        0,
        [["eva", "reader"], ["ida", "manager"]],
    )
    assert run("password", "eva", said="another long password\n")[0] == 0
    assert run("remove", "ida")[0] == 2  # the only manager
    assert run("remove", "eva")[0] == 0
    assert run("remove", "eva")[0] != 0
