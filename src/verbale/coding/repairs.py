"""Mends what the parser systematically gets wrong in news, where names and frames know better."""

from spacy.tokens import Doc, Token

from verbale.coding.syntax import is_infinitive
from verbale.ontology.frames import Frames
from verbale.ontology.parties import Gazetteer

# Verbs with two objects, the first of whom gets something (or does not): "offers Chad boats".
_GIVING = frozenset(
    {"offer", "promise", "pledge", "give", "send", "lend", "loan", "grant", "deny", "refuse", "pay", "hand",
     "award", "guarantee", "build", "deliver", "ship", "sell", "owe", "supply"}
)  # fmt: skip
# Particles, and the verbs behind which the parser takes them for prepositions.
_WITH = {
    "over": ("hand", "turn"),
    "off": ("cordon", "seal", "fend", "beat", "fight", "ward"),
    "in": ("fly", "ship", "airlift", "bring"),
    "through": ("wave", "let"),
}
# What becomes of an object, and the verbs that make it so.
_BECOMING = {
    "home": ("call", "bring", "order", "summon", "send", "fly"),
    "packing": ("send",),
    "ablaze": ("set",),
    "alight": ("set",),
    "prisoner": ("take", "hold", "keep"),
    "hostage": ("take", "hold", "keep"),
    "captive": ("take", "hold", "keep"),
}
_TIMES = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night", "morning", "evening",
     "afternoon", "weekend", "time", "times", "percent", "mile", "kilometre", "kilometer", "metre", "meter", "bit",
     "lot"}
)  # fmt: skip
_ACTIVE = frozenset({"dobj", "xcomp", "ccomp", "advcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Repairs:
    """Changes heads, labels and tags of a parse in place."""

    def __init__(self, gazetteer: Gazetteer, frames: Frames) -> None:
        self._gazetteer = gazetteer
        self._frames = frames

    def mend(self, doc: Doc) -> None:
        """All repairs, in the order in which they build on each other."""
        for token in doc:
            self._headline_verb(token)
            self._auxiliary(token)
            self._claiming_verb(token)
            _main_verb(token)
            _coming_verb(token)
        for token in doc:
            self._indirect_object(token)
            _counted_object(token)
            _gerund_object(token)
            _position(token)
            _particle(token)
            _becoming(token)
            _let_through(token)
            _second_object(token)
            _time_given(token)
            _reduced_clause(token)
            _object_of_particle(token)
            _listed_subject(token)

    def _headline_verb(self, word: Token) -> None:
        """A headline's verb taken for a plural: "Chad ships first tents to Mali", "Chad thanks Mali"."""
        if word.tag_ != "NNS" or word.dep_ != "ROOT" or any(token.tag_ in _FINITE for token in word.sent):
            return
        lemma = _verb_of(word)
        subjects = [child for child in word.lefts if child.dep_ in ("nsubj", "compound", "npadvmod", "amod")]
        objects = [child for child in word.rights if child.dep_ in ("appos", "npadvmod", "dobj")]
        if not subjects or not objects or subjects[-1].pos_ != "PROPN" or subjects[-1].i != word.i - 1:
            return
        if not self._frames.senses("verb", lemma) or any(
            part.is_punct for part in word.doc[word.i : objects[0].i]
        ):
            return
        word.pos_, word.tag_, word.lemma_ = "VERB", "VBZ", lemma
        subjects[-1].dep_, objects[0].dep_ = "nsubj", "dobj"

    def _auxiliary(self, word: Token) -> None:
        """A headline's verb taken for a part of its object: "Chad cancels visit to Mali", "Chad thanks Mali"."""
        thing = word.head
        if word.tag_ != "NNS" or thing.dep_ != "ROOT" or thing.i != word.i + 1:
            return
        if word.dep_ != "aux" and not _stands_between_names(word):
            return
        lemma = _verb_of(word)
        if not self._frames.senses("verb", lemma):
            return
        word.pos_, word.tag_, word.lemma_ = "VERB", "VBZ", lemma
        if thing.pos_ != "PROPN":
            thing.pos_, thing.tag_ = "NOUN", "NN"
        before = [child for child in thing.lefts if child.i < word.i]
        word.head, word.dep_ = word, "ROOT"
        for child in before:
            child.head = word
            if child.dep_ in ("nmod", "compound"):
                child.dep_ = "nsubj"
        thing.head, thing.dep_ = word, "dobj"

    def _claiming_verb(self, word: Token) -> None:
        """A verb with its subject and clause taken for a plural: "the army charges that Chad hides rifles"."""
        if word.tag_ != "NNS" or word.dep_ != "ROOT" or not self._frames.senses("verb", _verb_of(word)):
            return
        subjects = [child for child in word.lefts if child.dep_ in ("nsubj", "compound")]
        clauses = [
            child for child in word.rights if child.dep_ in ("ccomp", "relcl") and _is_that_clause(child)
        ]
        if not subjects or not clauses:
            return
        word.pos_, word.tag_, word.lemma_ = "VERB", "VBZ", _verb_of(word)
        subject, clauses[0].dep_ = subjects[-1], "ccomp"
        for child in word.lefts:
            if child.i < subject.i:
                child.head = subject
        subject.dep_ = "nsubj"

    def _indirect_object(self, thing: Token) -> None:
        """A receiver that the parser took into the thing given: "promised | Chad | weapons"."""
        verb = thing.head
        if thing.dep_ != "dobj" or thing.pos_ != "NOUN" or verb.lemma_ not in _GIVING:
            return
        first = verb.i + 1
        names = [
            child for child in thing.lefts if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"
        ]
        if not names or names[0].left_edge.i != first or thing.left_edge.i != first:
            return
        last = names[-1]
        name = thing.doc[first : last.i + 1]
        hits = self._gazetteer.find(name.text)
        whole = [hit for hit in hits if hit.start == 0 and hit.end == len(name.text)]
        if not whole or whole[0].form == "demonym" or whole[0].entry.kind != "state":
            return
        for each in names[:-1]:
            each.head = last
        last.dep_, last.head = "dative", verb


def _verb_of(plural: Token) -> str:
    """The verb whose third person looks like this plural."""
    lemma: str = plural.lemma_.lower()
    return lemma if lemma != plural.lower_ else plural.lower_.removesuffix("s")


def _is_that_clause(clause: Token) -> bool:
    """Whether "that" opens a clause with a subject of its own."""
    labels = {child.dep_ for child in clause.children if child.lower_ == "that" or child.dep_ == "nsubj"}
    return {"mark", "nsubj"} <= labels


def _stands_between_names(word: Token) -> bool:
    """Whether a plural that opens the name behind it has one sole name before it: "Chad | thanks | Mali"."""
    first = word.sent.start
    return (
        word.dep_ == "compound"
        and word.head.pos_ == "PROPN"
        and word.i == first + 1
        and word.nbor(-1).pos_ == "PROPN"
    )


def _coming_verb(verb: Token) -> None:
    """A headline's infinitive taken for a modifier of who is to act: "Chad, Mali to hold talks"."""
    name = verb.head
    if (
        verb.dep_ not in ("relcl", "acl")
        or not is_infinitive(verb)
        or name.dep_ != "ROOT"
        or name.pos_ != "PROPN"
    ):
        return
    if name.left_edge.i != name.sent.start or any(token.tag_ in _FINITE for token in name.sent):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj"


def _main_verb(verb: Token) -> None:
    """A main verb taken for a participle behind a long subject: "Chad, itself short of fuel, offered to help"."""
    name = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or name.dep_ != "ROOT" or name.pos_ not in ("PROPN", "NOUN"):
        return
    passive = any(word.lower_ == "by" or word.dep_ == "auxpass" for word in verb.subtree)
    if passive or verb.nbor(-1).text != "," or not any(child.dep_ in _ACTIVE for child in verb.children):
        return
    others = [child for child in name.children if child.i > verb.i and child != verb]
    verb.tag_ = "VBD"
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj"
    for child in others:
        child.head = verb


def _gerund_object(verb: Token) -> None:
    """What a verb with a particle is about: "ruled out sending troops" was taken for an aside."""
    head = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or is_infinitive(verb) or verb.left_edge.i != verb.i:
        return
    before = verb.doc[verb.i - 1]
    if before.dep_ == "prt" and before.head == head:
        verb.dep_ = "xcomp"


def _position(noun: Token) -> None:
    """ "is not in a position to pay": the infinitive completes "is", as that of an adjective would."""
    copula = noun.head.head
    if noun.lemma_ != "position" or noun.head.lower_ != "in" or copula.lemma_ != "be":
        return
    for child in noun.children:
        if child.dep_ in ("relcl", "acl") and is_infinitive(child):
            child.head, child.dep_ = copula, "xcomp"


def _particle(word: Token) -> None:
    """ "hands over boats", "flew in 12 tonnes": a particle taken for a preposition, with the object behind it."""
    verb = word.head
    if (
        word.dep_ not in ("prep", "prt")
        or word.i != verb.i + 1
        or verb.lemma_ not in _WITH.get(word.lower_, ())
    ):
        return
    things = [child for child in word.children if child.dep_ == "pobj"]
    if word.lower_ == "in" and not any(
        child.dep_ == "nummod" for thing in things for child in thing.children
    ):
        return  # "flew in May"
    if verb.pos_ == "VERB" and things and not any(child.dep_ == "dobj" for child in verb.children):
        word.dep_ = "prt"
        for thing in things:
            thing.head, thing.dep_ = verb, "dobj"


def _listed_subject(name: Token) -> None:
    """ "Chad, Mali sign accord": the first of two in a headline was taken for an adverbial."""
    verb = name.head
    if name.dep_ != "npadvmod" or name.pos_ != "PROPN" or verb.tag_ != "VBP" or name.i + 2 >= verb.i:
        return
    comma, second = name.nbor(1), name.nbor(2)
    if comma.text == "," and second.pos_ == "PROPN" and second.dep_ == "nsubj" and second.head == verb:
        name.head, name.dep_ = second, "conj"


def _becoming(word: Token) -> None:
    """ "set the house ablaze", "called its envoy home": what becomes of the object was taken for its head."""
    verb = word.head
    if word.dep_ not in ("dobj", "advmod", "oprd") or verb.lemma_ not in _BECOMING.get(word.lower_, ()):
        return
    before = word.doc[word.i - 1]
    if before.head != word or before.dep_ != "compound" or before.pos_ != "NOUN":
        return
    before.head, before.dep_ = verb, "dobj"
    for child in list(word.lefts):
        child.head = before
    word.dep_ = "oprd"


def _let_through(word: Token) -> None:
    """ "let two experts in": who is let in was taken for the subject of the particle."""
    verb = word.head
    if word.tag_ != "RP" or word.dep_ not in ("prt", "ccomp") or verb.lemma_ != "let":
        return
    word.dep_ = "prt"
    for child in list(word.lefts):
        if child.dep_ == "nsubj":
            child.head, child.dep_ = verb, "dobj"


def _second_object(thing: Token) -> None:
    """ "showed the envoy the door": what was shown was taken for another name of whom it was shown to."""
    receiver = thing.head
    verb = receiver.head
    if thing.dep_ != "appos" or receiver.dep_ != "dative" or verb.pos_ != "VERB":
        return
    if not any(word.is_punct for word in thing.doc[receiver.i : thing.i]):
        thing.head, thing.dep_ = verb, "dobj"


def _counted_object(thing: Token) -> None:
    """ "gave the town across the river two pumps": a number after a noun begins another phrase, what is given."""
    verb = thing.head.head
    if thing.dep_ != "pobj" or verb.lemma_ not in _GIVING or thing.head.i < verb.i:
        return
    counts = [child for child in thing.lefts if child.dep_ == "nummod"]
    nouns = [child for child in thing.lefts if child.dep_ in ("nmod", "compound") and child.pos_ == "NOUN"]
    if not (counts and nouns) or nouns[-1].i > counts[0].i:
        return
    place = nouns[-1]
    for child in thing.lefts:
        if child.i < place.i:
            child.head = place
    place.head, place.dep_ = thing.head, "pobj"
    for receiver in verb.children:
        if receiver.dep_ == "dobj" and receiver.i < place.i:
            receiver.dep_ = "dative"
    thing.head, thing.dep_ = verb, "dobj"


def _object_of_particle(noun: Token) -> None:
    """ "broke up a march": the object behind a particle was taken for a measure of time."""
    verb = noun.head
    if noun.dep_ != "npadvmod" or noun.pos_ != "NOUN" or noun.lemma_ in _TIMES or verb.pos_ != "VERB":
        return
    edge = noun.left_edge.i
    particle = noun.doc[edge - 1] if edge else noun
    others = any(child.dep_ in ("dobj", "nsubjpass") for child in verb.children)
    if particle.dep_ == "prt" and particle.head == verb and not others:
        noun.dep_ = "dobj"


def _time_given(time: Token) -> None:
    """ "gave the envoys three days to leave": the time that is given was taken for how long the giving took."""
    verb = time.head
    if time.dep_ != "npadvmod" or time.lemma_ not in _TIMES or verb.lemma_ != "give":
        return
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.i < child.i < time.i:
            child.dep_, time.dep_ = "dative", "dobj"


def _reduced_clause(verb: Token) -> None:
    """ "two drivers picked up by police are missing": what a bare participle is done to was taken for who does it."""
    labels = [child.dep_ for child in verb.children]
    if verb.tag_ != "VBN" or "agent" not in labels or "aux" in labels or "dobj" in labels:
        return
    for child in verb.children:
        if child.dep_ == "nsubj":
            child.dep_ = "nsubjpass"
