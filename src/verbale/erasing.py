"""Erases a text on demand."""

from datetime import datetime

from verbale.store.base import Store, Writer
from verbale.taking import settle_blocks, stamp


def erase(store: Store, article_id: str, *, who: str, reason: str, now: datetime) -> tuple[str, ...]:
    """Erases an article and all other versions of its page, with events and index, and leaves dated tombstones.

    Gives the ids erased. Steps and cases go on with what other articles report. Raises NotFound where the
    article is not there. Judgements stay, with the reasons that people gave for them.
    """
    with store.writer() as writer:
        writer.article(article_id)
        erased = _versions(writer, article_id)
        for key in erased:
            touched = writer.blocks(key)  # asked for before: the blocks of what is erased are not known after
            writer.remove_article(key, stamp(now), who, reason)
            settle_blocks(writer, touched, now=now)
    return erased


def _versions(writer: Writer, article_id: str) -> tuple[str, ...]:
    """The article and the versions of its page that are not erased yet."""
    held = [one.article_id for one in writer.versions(article_id) if one.article is not None]
    return tuple(dict.fromkeys((article_id, *held)))
