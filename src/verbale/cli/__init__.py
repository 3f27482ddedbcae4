"""The command line: `verbale read`, `verbale evaluate`, `verbale schema`."""

from verbale.cli.app import main

__all__ = ["main"]
