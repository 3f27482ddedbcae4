"""The arguments of a predicate, whatever the syntax: passives, control, conjunction, light verbs.

Dependency labels are those of spaCy's English pipelines (ClearNLP).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from verbale.ontology.frames import Table

Fillers = tuple[Token, ...]

AGAIN = "+"  # marks the second phrase with the same preposition: "for" and "for+"
_RELATIVE = frozenset({"who", "which", "that", "whom", "where"})
_ADVERBIAL = frozenset({"in", "on", "during", "at", "after", "before", "following", "amid", "into"})
# "is under attack", "entered into talks", "went on strike": state and verb lend their subject to the noun.
_STATES = frozenset({"in", "on", "into", "under"})
_STATE_VERBS = frozenset({"be", "enter", "go", "come", "remain", "stay"})
_CLAUSE_LABELS = frozenset({"ccomp", "xcomp", "pcomp"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """What fills the grammatical functions of one predicate; conjuncts are listed apart.

    `owner` is who stands in the possessive, `possessor` whoever seems to do what the noun tells.
    `prepositions` keeps, for every preposition, the fillers nearest first.
    `lenders` are the light verbs and copulas that a noun or adjective borrowed arguments from.
    """

    predicate: Token
    subject: Fillers = ()
    object: Fillers = ()
    possessor: Fillers = ()
    owner: Fillers = ()
    prepositions: dict[str, Fillers] = field(default_factory=dict)
    complements: Fillers = ()
    lenders: Fillers = ()


class Grammar:
    """Finds arguments with the closed word lists of the frame table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, token: Token) -> Arguments:
        """The arguments of a verb, noun or adjective."""
        if token.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(token)
        if token.pos_ == "ADJ" and token.dep_ in ("acomp", "oprd", "conj", "amod"):
            return self._of_adjective(token)
        return self._of_verb(token)

    # -- verbs

    def _of_verb(self, verb: Token) -> Arguments:
        if verb.dep_ == "aux":
            # A modal as predicate: "Chad must pay" demands of Chad that it pay.
            head = verb.head
            return Arguments(predicate=verb, object=self._surface_subject(head, 1), complements=(head,))
        objects = tuple(self._objects(verb))
        prepositions = self._prepositions([verb, *objects])
        # "was beaten with sticks by officers": the parser may hang the agent on the phrase before it.
        agent = prepositions.pop("by", ()) if is_passive(verb) else ()
        return Arguments(
            predicate=verb,
            subject=self.subject(verb) or agent,
            object=objects,
            prepositions=prepositions,
            complements=tuple(_complements(verb, objects)),
        )

    def subject(self, verb: Token, depth: int = 0) -> Fillers:
        """Who does it: the subject, the *by* phrase of a passive, or what control hands down."""
        if depth > 5:  # no natural clause nests control deeper; broken parses may
            return ()
        if is_passive(verb):
            agents = [child for child in verb.children if child.dep_ == "agent" or _is_by(child)]
            return tuple(
                _spread(
                    grandchild for by in agents for grandchild in by.children if grandchild.dep_ == "pobj"
                )
            )
        own = [child for child in verb.children if child.dep_ in ("nsubj", "csubj", "expl")]
        own = own or [child for child in verb.lefts if _is_misread_subject(child)]
        if own:
            return tuple(_spread(map(_antecedent, own)))
        return self._inherited(verb, depth)

    def _inherited(self, verb: Token, depth: int) -> Fillers:
        """The subject of a clause that has none of its own."""
        head, label = verb.head, verb.dep_
        if label == "conj" and _is_verbal(head):
            return self._surface_subject(head, depth + 1)
        if label == "xcomp" and _is_verbal(head):
            return self._controller(head, depth + 1)
        if label in ("advcl", "ccomp", "dep") and _is_verbal(head) and not _has_finite(verb):
            return (
                self._controller(head, depth + 1)
                if label == "ccomp"
                else self._surface_subject(head, depth + 1)
            )
        if label in ("acl", "relcl"):
            return self._of_modified(verb, depth)
        if label == "pcomp":
            governor = head.head
            if head.lower_ in ("of", "for", "from", "into") and _is_verbal(governor):
                return self._controller(governor, depth + 1)
            if governor.pos_ in ("NOUN", "PROPN"):
                return self._of_noun(governor, depth + 1).possessor
            return self._surface_subject(governor, depth + 1)
        return ()

    def _surface_subject(self, verb: Token, depth: int) -> Fillers:
        """The subject as it stands, active or passive: what participles and conjuncts share."""
        passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
        return tuple(_spread(map(_antecedent, passive))) if passive else self.subject(verb, depth)

    def _controller(self, verb: Token, depth: int) -> Fillers:
        """Who controls the infinitive of a verb: its object, or its subject ("promised Chad to help")."""
        if verb.pos_ == "ADJ":
            return self._of_adjective(verb).subject
        objects = tuple(self._objects(verb))
        if objects and verb.lemma_ not in self._table.subject_control:
            return objects
        return self._surface_subject(verb, depth)

    def _of_modified(self, verb: Token, depth: int) -> Fillers:
        """The subject of a participle or infinitive behind a noun: the noun, or whose noun it is."""
        noun = verb.head
        if _is_infinitive(verb) and noun.pos_ == "PROPN" and _is_verbal(noun.head):
            return self._surface_subject(noun.head, depth + 1)  # "visits Russia to get support"
        if _is_infinitive(verb) and noun.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(noun, depth + 1).possessor
        has_relative = any(child.lower_ in _RELATIVE and child.dep_ == "dobj" for child in verb.children)
        return () if has_relative else tuple(_spread([noun]))

    def _objects(self, verb: Token) -> Iterator[Token]:
        """What it is done to: the object, the subject of a passive, the head of a relative clause."""
        if is_passive(verb):
            own = [child for child in verb.children if child.dep_ == "nsubjpass"]
            if own:
                yield from _spread(map(_antecedent, own))
            elif verb.dep_ in ("acl", "relcl"):
                yield from _spread([verb.head])
            elif verb.dep_ in ("conj", "advcl", "xcomp") and _is_verbal(verb.head):
                yield from self._surface_subject(verb.head, 1)
            elif verb.dep_ == "pcomp":
                yield from self._surface_subject(_governing_verb(verb), 1)
            yield from _spread(child for child in verb.children if child.dep_ in ("dobj", "oprd"))
            return
        own = [child for child in verb.children if child.dep_ in ("dobj", "obj", "attr")]
        yield from _spread(map(_antecedent, own))
        if own:
            return
        shared = _shared_object(verb)
        if shared is not None:
            yield from _spread([shared])
            return
        # "urged the countries to provide": the parser makes the object the infinitive's subject.
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp") and (_is_infinitive(child) or _is_small_clause(child)):
                yield from _spread(grand for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass"))

    # -- nouns

    def _of_noun(self, noun: Token, depth: int = 0) -> Arguments:
        lender = self._lender(noun)
        hosts = [noun] if lender is None else [noun, lender]
        prepositions = self._prepositions(hosts)
        if "of" not in prepositions and (stray := _stray_of(noun)):
            prepositions["of"] = stray
        possessor = tuple(self._possessor(noun, prepositions, lender, depth))
        own = [child for child in noun.children if child.dep_ in ("acl", "relcl") and _is_infinitive(child)]
        own += [child for child in noun.children if child.dep_ in ("ccomp", "acl") and child not in own]
        return Arguments(
            predicate=noun,
            subject=possessor,
            object=self._undergoer(noun, lender, depth),
            possessor=possessor,
            owner=tuple(_spread(child for child in noun.children if child.dep_ == "poss")),
            prepositions=prepositions,
            complements=tuple(own),
            lenders=() if lender is None else (lender,),
        )

    def _lender(self, noun: Token) -> Token | None:
        """The light verb whose object (or passive subject) the noun is: "held talks"."""
        first = noun
        while first.dep_ == "conj" and first.head.pos_ == noun.pos_:
            first = first.head
        head = first.head
        lending = self._table.light_verbs | self._table.undergoing_verbs
        if first.dep_ in ("dobj", "nsubjpass", "attr") and _is_verbal(head) and head.lemma_ in lending:
            return head
        if first.dep_ == "pobj" and head.lower_ in _STATES and head.head.lemma_ in _STATE_VERBS:
            return head.head
        if first.dep_ == "nsubj" and head.lemma_ in ("take", "bring"):
            return head
        return None

    def _possessor(
        self, noun: Token, prepositions: dict[str, Fillers], lender: Token | None, depth: int
    ) -> Iterator[Token]:
        """Whose act the noun is, by the strength of the sign."""
        own = [child for child in noun.children if child.dep_ == "poss"]
        if own:
            yield from _spread(own)
        elif "by" in prepositions:
            yield from prepositions["by"]
        elif lender is not None and not self._undergoes(noun, lender) and depth < 5:
            if lender.lemma_ in ("take", "bring") and noun.dep_ == "nsubj":
                yield from self._objects(lender)  # "a trip to Russia took him to Moscow"
            else:
                yield from (
                    self._surface_subject(lender, depth + 1)
                    if not is_passive(lender)
                    else self.subject(lender)
                )
        elif modifiers := [
            child for child in noun.children if child.dep_ in ("compound", "amod", "nmod") and _is_name(child)
        ]:
            yield from _spread(modifiers)
        elif "from" in prepositions:
            yield from prepositions["from"]
        elif depth < 5:
            yield from self._clause_subject(noun, depth)

    def _clause_subject(self, noun: Token, depth: int) -> Iterator[Token]:
        """The subject of the clause that the noun is an adverbial of: "during a visit to Doha, he said"."""
        preposition = noun.head
        if noun.dep_ == "pobj" and preposition.lower_ in _ADVERBIAL and _is_verbal(preposition.head):
            yield from self._surface_subject(preposition.head, depth + 1)

    def _undergoer(self, noun: Token, lender: Token | None, depth: int) -> Fillers:
        """Who undergoes the noun: the subject of "faces", "suffered", "came under"."""
        if lender is None or not self._undergoes(noun, lender) or depth > 5:
            return ()
        return self.subject(lender, depth + 1)

    def _undergoes(self, noun: Token, lender: Token) -> bool:
        """Whether the subject of a light verb is the one to whom the noun happens."""
        return lender.lemma_ in self._table.undergoing_verbs or noun.head.lower_ == "under"

    # -- adjectives

    def _of_adjective(self, adjective: Token) -> Arguments:
        if adjective.dep_ == "amod":
            return Arguments(predicate=adjective, object=tuple(_spread([adjective.head])))
        copula = adjective.head
        return Arguments(
            predicate=adjective,
            subject=self._surface_subject(copula, 1) if _is_verbal(copula) else (),
            prepositions=self._prepositions([adjective, copula]),
            complements=tuple(
                child
                for host in (adjective, copula)
                for child in host.children
                if child.dep_ in _CLAUSE_LABELS
            ),
            lenders=(copula,),
        )

    def of_participle(self, token: Token) -> Arguments:
        """The arguments of a predicate adjective, also where it is a participle tagged as a verb."""
        if token.pos_ == "ADJ":
            return self.of(token)
        return Arguments(
            predicate=token,
            subject=self._surface_subject(token, 1),
            prepositions=self._prepositions([token]),
            complements=tuple(_complements(token, ())),
        )

    # -- prepositions

    def _prepositions(self, hosts: Iterable[Token]) -> dict[str, Fillers]:
        """The objects of prepositions at the hosts, nearest host first.

        An indirect object counts as `to`, a predicative ("called them liars") as `as`.
        """
        found: dict[str, list[Token]] = {}
        nested: dict[str, list[Token]] = {}
        for host in hosts:
            for child in host.children:
                seen = frozenset(found)
                for name, token, depth in _prepositional(child):
                    group = nested if depth or name in seen else found
                    if token not in group.setdefault(name, []):
                        group[name].append(token)
        for name, tokens in nested.items():
            # "pleading for guns for the army": the second phrase is kept apart from the first.
            found.setdefault(f"{name}{AGAIN}" if name in found else name, tokens)
        return {name: tuple(tokens) for name, tokens in found.items()}


def is_passive(verb: Token) -> bool:
    """Whether a verb is a passive or a participle that modifies what it is done to."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "agent" for child in verb.children):
        return True
    has_aux = any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children)
    if verb.dep_ in ("acl", "advcl", "amod"):
        return not has_aux and not any(child.dep_ in ("nsubj", "dobj") for child in verb.children)
    return verb.dep_ == "conj" and is_passive(verb.head) and not has_aux and not _has_subject(verb)


def _prepositional(child: Token) -> Iterator[tuple[str, Token, int]]:
    """(preposition, object, depth) that hang on one child, over stacked prepositions ("from inside Mali").

    Depth 1 is a phrase at the object of another: the parser often hangs the predicate's second phrase there.
    """
    if child.dep_ == "dative" and child.pos_ != "ADP":
        yield from (("to", token, 0) for token in _spread([child]))
        return
    if child.dep_ == "oprd":
        yield from (("as", token, 0) for token in _spread([child]))
        return
    if child.dep_ not in ("prep", "agent", "dative", "prt", "advmod") and child.pos_ not in ("ADP", "SCONJ"):
        return
    for grandchild in child.children:
        if grandchild.dep_ in ("pobj", "pcomp"):
            for token in _spread([grandchild]):
                yield child.lower_, token, 0
                yield from _attached(token)
        elif grandchild.dep_ == "prep":
            for inner, token, depth in _prepositional(grandchild):
                yield inner, token, depth
                yield child.lower_, token, depth


def _attached(token: Token) -> Iterator[tuple[str, Token, int]]:
    """Phrases at a prepositional object."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ != "of":
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield from ((child.lower_, deeper, 1) for deeper in _spread([grandchild]))


def _stray_of(noun: Token) -> Fillers:
    """An "of" phrase soon behind a noun that the parser hung on the verb ("capture last week of the city").

    Five tokens leave room for a date between; verbs that take "of" themselves have it right behind them.
    """
    for verb in noun.ancestors:
        if not _is_verbal(verb):
            continue
        for child in verb.children:
            if child.lower_ == "of" and child.dep_ == "prep" and noun.i < child.i <= noun.i + 5 and verb.i < noun.i:
                return tuple(_spread(grand for grand in child.children if grand.dep_ == "pobj"))
        return ()
    return ()


def _complements(verb: Token, objects: Fillers) -> Iterator[Token]:
    """Clauses that complete the verb, and infinitives that the parser hung on its object."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp"):
            yield from _spread([child])
        elif child.dep_ == "advcl" and _is_infinitive(child):
            yield from _spread([child])
    for token in objects:
        if token.head == verb:
            yield from _infinitives_at(token)


def _infinitives_at(noun: Token) -> Iterator[Token]:
    """Infinitives at a noun, also behind a parenthesis: "urged the states — where he had been — to pay"."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and _is_infinitive(child):
            yield child
        elif child.dep_ == "relcl":
            inner = (each for each in child.children if each.dep_ == "xcomp" and _is_infinitive(each))
            yield from (each for each in inner if each.left_edge.i > 0 and each.left_edge.nbor(-1).is_punct)


def _spread(tokens: Iterable[Token]) -> Iterator[Token]:
    """Each token and its conjuncts."""
    for token in tokens:
        yield token
        stack = [child for child in token.children if child.dep_ == "conj"]
        while stack:
            conjunct = stack.pop(0)
            yield conjunct
            stack += [child for child in conjunct.children if child.dep_ == "conj"]


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for, else the token."""
    clause = token.head
    if token.lower_ in _RELATIVE and clause.dep_ == "relcl":
        return clause.head
    if token.lower_ in _RELATIVE and clause.dep_ == "conj" and clause.head.dep_ == "relcl":
        return clause.head.head
    return token


def _shared_object(verb: Token) -> Token | None:
    """The object that a verb shares: its relative clause's head, or a conjunct's ("back and help Chad")."""
    if verb.dep_ == "relcl" and _has_subject(verb):
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        if subjects and subjects[0].lower_ not in _RELATIVE:
            return verb.head
    conjuncts = [
        child
        for child in verb.children
        if child.dep_ == "conj" and _is_verbal(child) and child.tag_ == verb.tag_
    ]
    for conjunct in conjuncts[:1]:
        if not _has_subject(conjunct) and conjunct.i - verb.i <= 3:
            return next((child for child in conjunct.children if child.dep_ == "dobj"), None)
    return None


def _governing_verb(token: Token) -> Token:
    """The nearest verb above ("for the first time since being ousted" hangs on a noun)."""
    return next((each for each in token.ancestors if _is_verbal(each)), token.head)


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _is_small_clause(token: Token) -> bool:
    """Whether a clause has no verb of its own or a bare one: "let traders pass", "held Chad responsible"."""
    if any(child.dep_ in ("aux", "mark", "cop") for child in token.children):
        return False
    return token.tag_ == "VB" or token.pos_ in ("ADJ", "NOUN")


def _is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _is_by(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ == "by"


def _is_misread_subject(token: Token) -> bool:
    """Whether the parser took a name in front of a verb for an adverbial: "Sweden suspended aid"."""
    return token.dep_ == "npadvmod" and token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")


def _is_name(token: Token) -> bool:
    """Whether a modifier may name a party: "Russian", "Taliban", "U.S.-led"."""
    return token.text[:1].isupper() or any(child.text[:1].isupper() for child in token.children)


def _has_finite(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP", "VBD", "MD")


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
