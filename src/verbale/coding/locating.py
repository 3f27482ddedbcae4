"""How near the syntax puts a place to an event."""

from collections.abc import Iterator

from spacy.tokens import Token

from verbale.ontology.places import Syntax

# From this distance on a place is only where somebody in the clause is or comes from.
FAR = 10
# Dependencies that lead from a phrase up to the phrase it is part of, without leaving the clause.
_NOMINAL = frozenset(
    ("pobj", "dobj", "dative", "attr", "appos", "conj", "compound", "nmod", "poss", "nummod", "acl", "pcomp")
)
_SUBJECT = frozenset(("nsubj", "nsubjpass", "agent"))
# Dependencies that lead from a verb to the verb whose places it shares.
# Neither "ccomp" nor "relcl": what somebody says, or did besides, need not be where the saying is.
_SHARED = (
    frozenset(("xcomp", "conj", "advcl", "acl", "pcomp", "prep", "dobj", "pobj", "attr", "compound", "appos"))
    | _SUBJECT
)
_PLACE_ADVERBS = frozenset(("where", "there"))
# "on the 5th of", "early last week".
_TIME_WORDS = 3
# No chain of phrases that a reader can follow is longer.
_STEPS = 8


def distance(trigger: Token, first: int, last: int, syntax: Syntax) -> int | None:
    """Steps from the trigger to the place at tokens `first:last`; null where its clause does not."""
    root = trigger.doc[first:last].root
    place = _phrase(root, trigger, syntax)
    if _is_where_of(trigger, root):
        return 0
    for node in _conjoined(place):
        anchor = _anchor(node, root, trigger, syntax)
        if anchor is not None:
            return _steps(anchor, trigger)
    return None


def _phrase(root: Token, trigger: Token, syntax: Syntax) -> Token:
    """The phrase that the name is the content of: "the northern city of Kunduz", "Herat province"."""
    node = root
    for _ in range(_STEPS):
        head = node.head
        if head == trigger:
            break
        if node.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in syntax.kinds:
            node = head.head
        elif node.dep_ in ("appos", "compound", "nmod", "poss") and _is_kind(head, node, syntax):
            node = head
        else:
            break
    return node


def _is_kind(head: Token, node: Token, syntax: Syntax) -> bool:
    if head.lemma_.lower() in syntax.kinds:
        return True
    # "a Kabul hotel", "Bam, Iran": whatever it is, it stands there.
    return node.dep_ in ("compound", "nmod", "appos") and (head.pos_ == "NOUN" or node.dep_ == "appos")


def _conjoined(place: Token) -> Iterator[Token]:
    """The phrase, and those that it is joined to: "to Moscow and Chechnya"."""
    yield place
    for _ in range(_STEPS):
        if place.dep_ != "conj" or place.head.pos_ not in ("PROPN", "NOUN"):
            return
        place = place.head
        yield place


def _anchor(node: Token, name: Token, trigger: Token, syntax: Syntax) -> Token | None:
    """The word that the place is said of; `node` is the phrase that its name is the content of."""
    head = node.head
    if node.dep_ == "pobj":
        return _prepositional(head, trigger, syntax)
    takes = trigger.lemma_.lower() in syntax.taking or head.lemma_.lower() in syntax.taking
    if node.dep_ in ("dobj", "nsubjpass", "npadvmod", "advmod") and takes:
        return head
    if node.dep_ == "nsubj" and head.lemma_.lower() in syntax.falling:
        return head
    # "a Kunduz court fined", "closed the Kunduz road": the thing stands there, and what it does or suffers as well
    if (
        node != name
        and node.dep_ in ("dobj", *_SUBJECT)
        and node.lemma_.lower() in syntax.kinds | syntax.local
    ):
        return node
    # "the Kunduz offensive", "a Beirut meeting"
    if node.dep_ in ("compound", "nmod", "poss") and head == trigger:
        return head if node.dep_ != "poss" else None
    return None


def _prepositional(prep: Token, trigger: Token, syntax: Syntax) -> Token | None:
    if prep.lower_ == "of" and trigger.lemma_.lower() in syntax.taking and _is_bridge(trigger, prep):
        return trigger
    above = prep.head
    while above.dep_ in ("prep", "advmod", "pcomp") and above.pos_ in (
        "ADP",
        "ADV",
    ):  # "outside of", "back from"
        above = above.head
    moved = trigger.lemma_.lower() in syntax.motion | syntax.leaving
    if moved and prep.lower_ in ("from", "to", "into") and _takes(trigger, above):
        above = trigger
    word, lemma = prep.lower_, above.lemma_.lower()
    allowed = (
        (word in syntax.locative and word != "on" and lemma not in syntax.not_located)
        or (word in ("to", "into", "toward", "towards", "onto", "for") and lemma in syntax.motion)
        or (word in ("from", "of") and prep.head.lower_ == "out")
        or (word == "from" and lemma in syntax.leaving)
        or (word in ("on", "upon", "into", "against", "at") and lemma in syntax.attacking)
        or (word == "over" and lemma in syntax.above)
        or (
            word == "of"
            and (lemma in syntax.taking or prep.head.lower_ in ("outside", "inside", "north", "south"))
        )
        or (word == "through" and lemma in syntax.motion)
    )
    return above if allowed else None


def _is_bridge(noun: Token, prep: Token) -> bool:
    """True where only a time stands between: "the capture last week of", which parses as anything."""
    between = noun.doc[noun.i + 1 : prep.i]
    return (
        noun.pos_ == "NOUN"
        and 0 < len(between) <= _TIME_WORDS
        and all(
            token.pos_ in ("ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN")
            and token.lower_ not in ("of", "in", "and")
            for token in between
        )
    )


def _takes(verb: Token, thing: Token) -> bool:
    """True for verb and object: "evacuated the wounded from the town" is of the verb, however parsed."""
    return (thing.dep_ == "dobj" and thing.head == verb) or (verb.dep_ == "amod" and verb.head == thing)


def _steps(anchor: Token, trigger: Token) -> int | None:
    """Steps between the word that the place is said of and the trigger; null over a clause border."""
    if anchor == trigger:
        return 0
    up = _up(anchor, trigger)
    if up is not None:
        return up
    return _governed(anchor, trigger)


def _up(anchor: Token, trigger: Token) -> int | None:
    """Steps up from a phrase of the trigger's clause: "killed civilians in a village in Herat"."""
    far, node = 0, anchor
    for step in range(1, _STEPS):
        if node.dep_ == "pcomp" and node.pos_ == "VERB":
            return None  # "accused of shelling Kabul": the accusing was elsewhere
        if node.dep_ in _SUBJECT:
            far = FAR
        elif node.dep_ not in _NOMINAL and node.dep_ != "prep" and not _opens(node, trigger):
            return None
        node = node.head
        if node == trigger:
            return step + far
    return None


def _opens(node: Token, trigger: Token) -> bool:
    """True for the participle that sets the scene: "Speaking in Geneva, he urged"."""
    return node.dep_ == "advcl" and node.tag_ == "VBG" and node.head == trigger and node.i < trigger.i


def _governed(anchor: Token, trigger: Token) -> int | None:
    """Steps up from the trigger to a verb with the place: "held talks in Doha", "went to Doha to meet"."""
    node = trigger
    for step in range(1, _STEPS):
        if node.dep_ not in _SHARED or node.head == node:
            return None
        node = node.head
        if node == anchor:
            return step
        up = _up(anchor, node) if node.pos_ in ("VERB", "AUX", "NOUN") else None
        if up is not None and up < FAR:
            return step + up
    return None


def _is_where_of(trigger: Token, root: Token) -> bool:
    """True for "Chechnya, where he met him"."""
    for node in (trigger, *trigger.ancestors):
        if node.dep_ == "relcl":
            adverb = any(child.lower_ in _PLACE_ADVERBS for child in node.lefts)
            named = [token for token in (node.head, *node.head.conjuncts) if token.i < node.i]
            return adverb and root == max(named, default=None)
    return False
