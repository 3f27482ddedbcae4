"""How often somebody may try a password."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=5)
# Of one name from one address, and of any name from one address.
MOST_OF_NAME = 5
MOST_OF_ADDRESS = 30


@dataclass(frozen=True, slots=True)
class Tries:
    """Failed logins of the last minutes. One process serves the desk, so that its memory is enough."""

    _failed: defaultdict[tuple[str, ...], deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, name: str, address: str, now: datetime) -> int:
        """Seconds to wait before the next try; 0 where none is needed."""
        with self._lock:
            waits = (
                self._wait((address,), MOST_OF_ADDRESS, now),
                self._wait((address, name), MOST_OF_NAME, now),
            )
            return max(waits)

    def failed(self, name: str, address: str, now: datetime) -> None:
        """Remembers a try that failed."""
        with self._lock:
            self._failed[(address,)].append(now)
            self._failed[(address, name)].append(now)

    def forget(self, name: str, address: str) -> None:
        """Forgets the failures of a name that came in after all."""
        with self._lock:
            self._failed.pop((address, name), None)

    def _wait(self, key: tuple[str, ...], most: int, now: datetime) -> int:
        failed = self._failed.get(key)
        while failed and failed[0] + WINDOW <= now:
            failed.popleft()
        if not failed:
            self._failed.pop(key, None)
            return 0
        if len(failed) < most:
            return 0
        return max(1, int((failed[0] + WINDOW - now).total_seconds()))
