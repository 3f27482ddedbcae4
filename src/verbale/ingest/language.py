"""Which language a text is in."""

from functools import cache
from typing import Any

# Below this many words the guess is no better than what the page says of itself.
MIN_WORDS = 20
# The guess must be this sure to overrule the page; under it lie names and quotations in another language.
SURE = 0.9


def language(text: str, declared: str | None) -> str | None:
    """The text's language as ISO 639-1: by its words where there are enough, else as the page declares it."""
    if text.count(" ") < MIN_WORDS:
        # A short text in another script is not English, whatever the page says; a short Latin one may be.
        return declared if text.isascii() or not _foreign_script(text) else _guess(text)[0]
    guess, sure = _guess(text[:5000])  # as sure on 5,000 characters as on all, and a long page stays fast
    return guess if declared is None or sure >= SURE else declared


def _foreign_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "ɏ" for letter in letters) > len(letters) / 2  # past Latin Extended-B


def _guess(text: str) -> tuple[str, float]:
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load, not always used

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
