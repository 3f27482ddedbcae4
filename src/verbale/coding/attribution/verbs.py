"""Attributions by verbs: "said that …", "denied the report", "urged Oslo to wait", "is expected to leave"."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.coding.attribution import sources
from verbale.coding.attribution.model import Draft, View
from verbale.coding.syntax import antecedent, is_infinitive, is_passive
from verbale.ontology.reporting import Cues

OBJECTS = ("dobj", "dative")
PREDICATES = ("oprd", "acomp", "attr")
# Phrases after an object that go on with what is said; "on Monday" and "in a statement" are left out by name.
TAIL = ("prep", "xcomp", "oprd", "dative", "agent", "prt")
# Patterns that always have a subject: where the parse has none, the noun before the verb is taken.
SPOKEN = ("clause", "parenthesis")

ADDRESSING = ("on", "upon", "for", "with")
# "had not, the minister's office later said, …" is not one cue: auxiliaries stand close to their verb.
CUE_REACH = 4

Found = Iterator[tuple[set[int], str]]


def find(view: View) -> Iterator[Draft]:
    """One draft for each verb of the lexicon that has content in one of its patterns."""
    for verb in view.doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
            continue
        cues = view.lexicon.verbs.get(view.lemma(verb))
        if cues is not None:
            yield from _drafts(verb, cues, view)


def _drafts(verb: Token, cues: Cues, view: View) -> Iterator[Draft]:
    content, pattern = next(_contents(verb, cues, view), (set(), ""))
    if not content:
        return
    # Who seems to do something is not the one who says so.
    head = None if pattern == "raising" else sources.speaker(verb, view)
    if head is None and pattern in SPOKEN and not is_passive(verb):
        head = sources.neighbour(verb)
    source = sources.source_tokens(head)
    yield Draft(
        cue=cue_tokens(verb),
        content=frozenset(content) - source,
        source=source,
        source_head=None if head is None else antecedent(head).i,
        cue_head=verb.i,
        force=cues.patterns["clause" if pattern == "parenthesis" else pattern],
        pattern=pattern,
        hearer=sources.hearer(verb, view),
    )


def cue_tokens(verb: Token) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation and particle, and the adverbs between them."""
    parts = [child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt")]
    near = [verb.i, *(i for i in parts if abs(i - verb.i) <= CUE_REACH)]
    between = [i for i in range(min(near), max(near)) if verb.doc[i].pos_ == "ADV"]
    return tuple(sorted({*near, *between}))


def _contents(verb: Token, cues: Cues, view: View) -> Found:
    """What the verb attributes, the likeliest construction first."""
    if is_passive(verb):
        yield from _passive(verb, cues)
    yield from _clauses(verb, cues, view)
    yield from _raising(verb, cues)
    yield from _infinitives(verb, cues)
    yield from _objects(verb, cues, view)
    yield from _prepositional(verb, cues, view)
    yield from _parenthetical(verb, cues)


def subtree(token: Token) -> set[int]:
    return {inner.i for inner in token.subtree}


def _passive(verb: Token, cues: Cues) -> Found:
    if not cues.force("passive"):
        return
    content: set[int] = set()
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "nsubj", "xcomp", "ccomp", "oprd", "prep") and child.lower_ != "by":
            content |= subtree(child)
    if verb.dep_ in ("acl", "relcl"):
        content |= set(sources.phrase(verb.head))
    yield content, "passive"


def _clauses(verb: Token, cues: Cues, view: View) -> Found:
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and not _cut_off(child, verb)]
    for child in sorted(clauses, key=lambda clause: clause.i < verb.i):
        patterns: tuple[str, ...] = ("clause",)
        if child.pos_ not in ("VERB", "AUX"):
            patterns = ("label", "clause")
        elif is_infinitive(child):
            patterns = ("person_infinitive", "infinitive")
        for pattern in patterns:
            if cues.force(pattern):
                yield _said(child, view) | _gap(verb, child), pattern


def _said(clause: Token, view: View) -> set[int]:
    """The words of a clause without a further reporting verb joined to it: "said he was ill and asked …"."""
    words = subtree(clause)
    for child in clause.children:
        if _is_of_another(child, clause, view):
            words -= subtree(child)
        elif child.i > clause.i and sources.subject(child, view) != sources.subject(clause, view):
            own = any(inner.dep_ in sources.SUBJECTS for inner in child.children)
            if child.dep_ in ("conj", "advcl") and not own and view.lexicon.verbs.get(view.lemma(child)):
                words -= subtree(child)
    return words


def _is_of_another(child: Token, clause: Token, view: View) -> bool:
    """Whether a clause is a report of its own: "said the road was shut, while drivers said it was open"."""
    marks = {inner.lower_ for inner in child.children if inner.dep_ in ("mark", "cc")}
    return (
        child.i > clause.i
        and child.dep_ in ("advcl", "conj")
        and sources.reports(child, view)
        and any(inner.dep_ == "nsubj" for inner in child.children)
        and any(inner.dep_ == "ccomp" for inner in child.children)
        and (child.dep_ == "conj" or "while" in marks)
        and "that" not in marks
    )


def _cut_off(clause: Token, verb: Token) -> bool:
    """Whether a colon or semicolon parts a clause from a verb after it: then it is a sentence of its own."""
    between = verb.doc[clause.i : verb.i] if clause.i < verb.i else ()
    return any(token.text in (":", ";") for token in between)


def _gap(verb: Token, clause: Token) -> set[int]:
    """What a clause without subject says something of: "countries that he said had sent troops"."""
    if verb.dep_ != "relcl" or any(child.dep_ in sources.SUBJECTS for child in clause.children):
        return set()
    pronouns = {child.i for child in verb.children if child.tag_ == "WDT"}
    return set(sources.phrase(verb.head)) | pronouns


def _raising(verb: Token, cues: Cues) -> Found:
    complements = [child for child in verb.children if child.dep_ in ("xcomp", "oprd", "acomp", "ccomp")]
    complements += [child for child in verb.children if child.dep_ == "prep" and child.lower_ == "like"]
    if not cues.force("raising") or not complements:
        return
    content = set().union(*(subtree(child) for child in complements))
    for child in verb.children:
        if child.dep_ in sources.SUBJECTS:
            content |= subtree(child)
    yield content, "raising"


def _infinitives(verb: Token, cues: Cues) -> Found:
    objects = [child for child in verb.children if child.dep_ in OBJECTS and child.i > verb.i]
    for child in verb.children:
        if child.dep_ not in ("xcomp", "advcl") or child.i < verb.i:
            continue
        if objects:
            if child.dep_ == "xcomp" and is_infinitive(child) and cues.force("person_infinitive"):
                yield subtree(objects[0]) | subtree(child), "person_infinitive"
        elif child.dep_ == "xcomp":
            pattern = "infinitive" if is_infinitive(child) else "gerund"
            if cues.force(pattern):
                yield subtree(child) | _addressed(verb, child), pattern


def _addressed(verb: Token, infinitive: Token) -> set[int]:
    """Who is to act: "called on both sides to talk"."""
    return {
        i
        for child in verb.children
        if child.dep_ == "prep" and verb.i < child.i < infinitive.i and child.lower_ in ADDRESSING
        for i in subtree(child) - {child.i}
    }


def _objects(verb: Token, cues: Cues, view: View) -> Found:
    objects = [child for child in verb.children if child.dep_ in OBJECTS and child.i > verb.i]
    if not objects:
        return
    tail = [child for child in verb.children if child.i > objects[0].i and child.dep_ in TAIL]
    content = set().union(*(subtree(child) for child in objects))
    content |= set().union(*(subtree(child) for child in tail if not is_circumstance(child, view)))
    if any(child.dep_ in PREDICATES for child in tail) and cues.force("label"):
        yield content, "label"
    if any(child.lower_ == "as" for child in tail) and cues.force("as"):
        yield content, "as"
    if cues.force("hearer"):
        for child in tail:
            if child.dep_ == "prep" and cues.force(child.lower_):
                yield subtree(child), child.lower_
        return
    if cues.force("object"):
        yield content, "object"


def _prepositional(verb: Token, cues: Cues, view: View) -> Found:
    for child in verb.children:
        if child.dep_ not in ("prep", "prt") or child.i < verb.i:
            continue
        if not cues.force(child.lower_) or is_circumstance(child, view):
            continue
        inner = [noun for noun in child.children if noun.dep_ in ("pobj", "pcomp")]
        inner += [noun for prep in child.children if prep.dep_ == "prep" for noun in prep.children]
        content = set().union(*(subtree(noun) for noun in inner))
        for other in verb.children:
            if other.dep_ == "xcomp" and other.i > child.i and cues.force("infinitive"):
                content |= subtree(other)  # "called on both sides to talk"
        yield content, child.lower_


def _parenthetical(verb: Token, cues: Cues) -> Found:
    """ "The road, he said, is closed"; "as the mayor noted": what stands around the cue."""
    as_clause = verb.dep_ == "advcl" and any(child.lower_ in ("as", "like") for child in verb.children)
    if not cues.force("clause") or not (as_clause or verb.dep_ == "parataxis"):
        return
    yield subtree(verb.head) - subtree(verb), "parenthesis"


def is_circumstance(phrase: Token, view: View) -> bool:
    """Whether a phrase tells when or by what means it was said: "on Monday", "in a statement"."""
    nouns = [noun for noun in phrase.children if noun.dep_ == "pobj"]
    return any(view.lemma(noun) in view.lexicon.times | view.lexicon.channels for noun in nouns)
