"""The worker that the desk starts: a process of its own, so that the desk never loads the language model."""

import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from verbale.errors import StoreError
from verbale.store.base import Store

# A worker that dies at once would else be started again and again as fast as the machine can.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
_WELL_AFTER = 60.0


@dataclass(slots=True)
class Worker:
    """Keeps one `verbale work` running on a store, and lets what a dead one was reading wait again."""

    store: Store
    url: str
    options: tuple[str, ...] = ()
    _process: subprocess.Popen[bytes] | None = None
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts the worker."""
        self._thread = threading.Thread(target=self._keep, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the worker; what it was reading waits again."""
        self._ended.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def process_id(self) -> int:
        """The id of the process that reads now, or read last; waits for the first one."""
        while self._process is None:
            time.sleep(0.01)
        return self._process.pid

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        name = f"{socket.gethostname()}:{os.getpid()}:desk"
        command = [sys.executable, "-m", "verbale", "work", "--store", self.url, "--name", name]
        while not self._ended.is_set():
            begun = time.monotonic()
            self._process = subprocess.Popen(
                [*command, "--parent", str(os.getpid()), *self.options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            self._process.wait()
            self._release(name)
            pause = FIRST_PAUSE if time.monotonic() - begun > _WELL_AFTER else min(2 * pause, LONGEST_PAUSE)
            self._ended.wait(pause)

    def _release(self, name: str) -> None:
        try:
            with self.store.writer() as writer:
                writer.release_tasks(name)
        except StoreError:  # its lease runs out by itself
            return
