"""`verbale` as a process of its own, for tests that look at its streams, stop it or kill it."""

import sys

# Ctrl-C is obeyed whatever the tests were started from: a job in the background hands down that it is ignored.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from verbale.cli import main
main()
"""
COMMAND = (sys.executable, "-c", _PROGRAM)
