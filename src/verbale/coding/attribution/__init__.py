"""Who says what: attributions of a document, and the chain of sources over a stretch of it."""

from verbale.coding.attribution.finder import chain, find, for_annotation
from verbale.coding.attribution.model import Attribution

__all__ = ["Attribution", "chain", "find", "for_annotation"]
