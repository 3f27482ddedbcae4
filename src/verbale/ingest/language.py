"""Which language a text is in."""

from functools import cache
from typing import Any

# In fewer words there are too few of a language's own; a headline of names is in none.
MIN_WORDS = 8
# Under this the guess is wrong on some English sentences full of names; at or over it on none of 700.
SURE = 0.9
# As sure on 5,000 characters as on all, and a long page stays fast.
LONGEST = 5000


def language(text: str, declared: str | None) -> str | None:
    """The text's language as ISO 639: by its words where they are sure, else as declared."""
    short = text.count(" ") + 1 < MIN_WORDS
    if short and not _foreign_script(text):
        return declared
    guess, sure = _guess(text[:LONGEST])
    return guess if sure >= SURE or short else declared


def _foreign_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "ɏ" for letter in letters) > len(letters) / 2  # past Latin Extended-B


def _guess(text: str) -> tuple[str, float]:
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second, not always due

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
