"""Mends lemmas that the rule lemmatizer gets wrong ("staged" becomes "stag", "cordoned" becomes "cordone")."""

from typing import Final

from spacy.language import Language

# Both lists were found by inflecting all verbs of the frames with spaCy's English pipelines.
# Regular verbs that their index lacks:
_MISSING: Final = (
    "cordon",
    "defund",
    "deregister",
    "reappoint",
    "rearrest",
    "reoccupy",
    "resupply",
    "waterboard",
)
# Verbs in the index that hardly occur in news and shadow stage, wage, rape, rage, fine, install and lambaste:
_SHADOWING: Final = ("stag", "wag", "rap", "rag", "fin", "instal", "lambast")


def mend(nlp: Language) -> None:
    """Corrects the verb tables where the pipeline lemmatizes by rule; another kind is left as it is."""
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not (lookups.has_table("lemma_exc") and lookups.has_table("lemma_index")):
        return
    exceptions = lookups.get_table("lemma_exc")
    exceptions["verb"] = exceptions["verb"] | {form: [verb] for verb in _MISSING for form in _forms(verb)}
    index = lookups.get_table("lemma_index")
    index["verb"] = [verb for verb in index["verb"] if verb not in _SHADOWING]


def _forms(verb: str) -> tuple[str, str]:
    """Past and gerund of a regular verb."""
    return (f"{verb[:-1]}ied" if verb.endswith("y") else f"{verb}ed"), f"{verb}ing"
