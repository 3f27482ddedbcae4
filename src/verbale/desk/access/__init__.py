"""Who may come in and what they may do: accounts, sessions, tokens, and the guard that every request passes."""

from verbale.desk.access.gate import Gate, Who, install

__all__ = ["Gate", "Who", "install"]
