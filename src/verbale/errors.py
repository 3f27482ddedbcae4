"""Everything that can go wrong in Verbale, as one tree.

VerbaleError
├── UsageError              the call itself is wrong (exit status 2)
│   └── QueryError          a search that cannot be understood, with the place
├── SourceError             one source cannot be read; the others still are (exit status 1)
│   ├── SourceMissing       no such file, folder or host
│   ├── SourceEmpty         nothing in it
│   ├── SourceTooLarge      more bytes than --max-bytes
│   ├── SourceFormatError   binary, PDF, feed or JSON where a page was due
│   └── FetchError          the network said no
│       └── AddressRefused  a private address, or robots.txt forbids it
├── ResourceError           a resource file or generated table is wrong
├── ModelError              the language model is missing or does not fit
├── StoreError              the store cannot be opened, read or written
│   ├── StoreLocked         another writer holds it for too long
│   ├── StoreFull           the disk is full; nothing of the transaction was kept
│   ├── StoreVersionError   a newer Verbale made it
│   └── NotFound            there is nothing with this id
└── EvaluationError         a gold file is missing or malformed
    └── GateError           a score fell under its floor

Messages say what was wrong, where, and what to do.
"""

__all__ = [
    "AddressRefused",
    "EvaluationError",
    "FetchError",
    "GateError",
    "ModelError",
    "NotFound",
    "QueryError",
    "ResourceError",
    "SourceEmpty",
    "SourceError",
    "SourceFormatError",
    "SourceMissing",
    "SourceTooLarge",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreVersionError",
    "UsageError",
    "VerbaleError",
]


class VerbaleError(Exception):
    """The root of all errors that Verbale raises on purpose."""

    exit_status = 1


class UsageError(VerbaleError):
    """The call itself is wrong."""

    exit_status = 2


class QueryError(UsageError):
    """A search that cannot be understood: the message shows the query with a mark under the place.

    `position` counts the characters before it.
    """

    def __init__(self, query: str, position: int, reason: str) -> None:
        super().__init__(f"{reason}\n  {query}\n  {' ' * position}^")
        self.query = query
        self.position = position
        self.reason = reason

    def __reduce__(self) -> tuple[type["QueryError"], tuple[str, int, str]]:
        return type(self), (self.query, self.position, self.reason)


class SourceError(VerbaleError):
    """One source cannot be read.

    `source` is the source as the caller named it, `reason` what was wrong and what to do.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        # Errors cross process borders with --workers; the default would pickle the joined message.
        return type(self), (self.source, self.reason)


class SourceMissing(SourceError):
    """There is no such file, folder or host."""


class SourceEmpty(SourceError):
    """The source holds nothing."""


class SourceTooLarge(SourceError):
    """The source has more bytes than allowed."""


class SourceFormatError(SourceError):
    """The source is not a page: binary, PDF, a feed, broken JSON."""


class FetchError(SourceError):
    """The network did not give the page."""


class AddressRefused(FetchError):
    """A private address, or one that robots.txt closes."""


class ResourceError(VerbaleError):
    """A resource file or a generated table is wrong."""


class ModelError(VerbaleError):
    """The language model is missing or does not fit."""


class StoreError(VerbaleError):
    """The store cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another writer holds the store for too long."""


class StoreFull(StoreError):
    """The disk is full; nothing of the transaction was kept."""


class StoreVersionError(StoreError):
    """A newer Verbale made the store."""


class NotFound(StoreError):
    """There is nothing with this id in the store."""


class EvaluationError(VerbaleError):
    """A gold file is missing or malformed."""


class GateError(EvaluationError):
    """A score fell under its floor."""
