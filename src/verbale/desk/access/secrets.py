"""Passwords and the secrets of sessions and tokens. The store holds hashes only."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from verbale.errors import UsageError

SHORTEST = 10  # characters; long ones need no other rules
LONGEST = 1_000  # a password is no way to keep a server busy
_BYTES = 32


def hashed(password: str) -> str:
    """The hash of a password. Raises UsageError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    return PasswordHasher().hash(password)


def matches(password: str, hash: str | None) -> bool:
    """Whether this is the password; takes as long where there is no account, so that names are not told."""
    try:
        return PasswordHasher().verify(hash or _nobodys(), password[:LONGEST]) and hash is not None
    except (VerificationError, InvalidHashError):
        return False


def secret() -> str:
    """A fresh secret, fit for a cookie or a header."""
    return secrets.token_urlsafe(_BYTES)


def key(value: str) -> str:
    """What the store knows a secret by. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(value.encode()).hexdigest()


@cache
def _nobodys() -> str:
    return PasswordHasher().hash(secret())
