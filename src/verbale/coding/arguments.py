"""The arguments of a predicate, whatever the syntax: passives, control, conjunction, light verbs.

Dependency labels are those of spaCy's English pipelines (ClearNLP).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from verbale.coding.grouping import DAYS
from verbale.coding.syntax import (
    RELATIVE_PRONOUNS,
    Fillers,
    antecedent,
    asked_for,
    complements,
    governing_verb,
    has_finite,
    headline_sides,
    is_as_told,
    is_by,
    is_infinitive,
    is_misread_subject,
    is_name,
    is_passive,
    is_small_clause,
    is_verbal,
    prepositional,
    shared_object,
    spread,
    stray_of,
)
from verbale.ontology.frames import Table

AGAIN = "+"  # marks the second phrase with the same preposition: "for" and "for+"
_ADVERBIAL = frozenset({"in", "on", "during", "at", "after", "before", "following", "amid", "into"})
# "is under attack", "entered into talks", "went on strike": state and verb lend their subject to the noun.
_STATES = frozenset({"in", "on", "into", "under"})
_STATE_VERBS = frozenset({"be", "enter", "go", "come", "remain", "stay"})
_WRITINGS = frozenset(
    {"letter", "note", "message", "telegram", "cable", "email", "petition", "appeal", "statement"}
)
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
        if sides := headline_sides(token):
            subject, name = sides
            return Arguments(predicate=token, subject=tuple(spread([subject])), object=tuple(spread([name])))
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
        if "for" not in prepositions and (asked := tuple(spread(asked_for(verb)))):
            prepositions["for"] = asked
        if is_passive(verb) and "to" not in prepositions and len(objects) > 1 and _has_thing(verb):
            # "was offered two radars": who gets it, then what.
            receivers = tuple(token for token in objects if token.dep_ != "dobj")
            objects = tuple(token for token in objects if token.dep_ == "dobj")
            prepositions["to"] = receivers
        # "was beaten with sticks by officers": the parser may hang the agent on the phrase before it.
        agent = prepositions.pop("by", ()) if is_passive(verb) else ()
        return Arguments(
            predicate=verb,
            subject=self.subject(verb) or agent,
            object=objects,
            prepositions=prepositions,
            complements=tuple(complements(verb, objects)),
        )

    def subject(self, verb: Token, depth: int = 0) -> Fillers:
        """Who does it: the subject, the *by* phrase of a passive, or what control hands down."""
        if depth > 5:  # no natural clause nests control deeper; broken parses may
            return ()
        if is_as_told(verb):
            return self._surface_subject(verb.head, depth + 1)
        if is_passive(verb):
            agents = [child for child in verb.children if child.dep_ == "agent" or is_by(child)]
            return tuple(
                spread(grandchild for by in agents for grandchild in by.children if grandchild.dep_ == "pobj")
            )
        own = [child for child in verb.children if child.dep_ in ("nsubj", "csubj", "expl")]
        own = own or [child for child in verb.lefts if is_misread_subject(child)]
        if own and is_infinitive(verb) and verb.head.lemma_ in self._table.purpose_verbs:
            return self._surface_subject(verb.head, depth + 1)
        if own:
            return tuple(spread(map(antecedent, own)))
        return self._inherited(verb, depth)

    def _inherited(self, verb: Token, depth: int) -> Fillers:
        """The subject of a clause that has none of its own."""
        head, label = verb.head, verb.dep_
        if label == "conj" and is_verbal(head):
            return self._surface_subject(head, depth + 1)
        if label == "xcomp" and (is_verbal(head) or head.pos_ == "ADJ"):
            return self._controller(head, depth + 1)
        if label in ("advcl", "ccomp", "dep") and is_verbal(head) and not has_finite(verb):
            return (
                self._controller(head, depth + 1)
                if label == "ccomp"
                else self._surface_subject(head, depth + 1)
            )
        if label in ("acl", "relcl"):
            return self._of_modified(verb, depth)
        if label == "pcomp":
            governor = head.head
            if head.lower_ in ("of", "for", "from", "into") and is_verbal(governor):
                return self._controller(governor, depth + 1)
            if governor.pos_ in ("NOUN", "PROPN"):
                return self._of_noun(governor, depth + 1).possessor
            return self._surface_subject(governor, depth + 1)
        return ()

    def _surface_subject(self, verb: Token, depth: int) -> Fillers:
        """The subject as it stands, active or passive: what participles and conjuncts share."""
        passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
        return tuple(spread(map(antecedent, passive))) if passive else self.subject(verb, depth)

    def _controller(self, verb: Token, depth: int) -> Fillers:
        """Who controls the infinitive of a verb: its object, or its subject ("promised Chad to help")."""
        if verb.pos_ == "ADJ":
            return () if verb.lemma_ in self._table.tough_adjectives else self._of_adjective(verb).subject
        objects = tuple(self._objects(verb))
        if objects and verb.lemma_ not in self._table.subject_control:
            return objects
        return self._surface_subject(verb, depth)

    def _of_modified(self, verb: Token, depth: int) -> Fillers:
        """The subject of a participle or infinitive behind a noun: the noun, or whose noun it is."""
        noun = verb.head
        if is_infinitive(verb) and noun.pos_ == "PROPN" and is_verbal(noun.head):
            return self._surface_subject(noun.head, depth + 1)  # "visits Russia to get support"
        if is_infinitive(verb) and noun.pos_ in ("NOUN", "PROPN"):
            return self._of_noun(noun, depth + 1).possessor
        if noun.lemma_ in _WRITINGS and verb.tag_ == "VBG":
            return self._of_noun(noun, depth + 1).possessor or (noun,)  # "sent a letter asking for fuel"
        has_relative = any(
            child.lower_ in RELATIVE_PRONOUNS and child.dep_ == "dobj" for child in verb.children
        )
        return () if has_relative else tuple(spread([noun]))

    def _objects(self, verb: Token) -> Iterator[Token]:
        """What it is done to: the object, the subject of a passive, the head of a relative clause."""
        if is_as_told(verb):
            return
        if is_passive(verb):
            own = [child for child in verb.children if child.dep_ == "nsubjpass"]
            if own:
                yield from spread(map(antecedent, own))
            elif verb.dep_ in ("acl", "relcl"):
                yield from spread([verb.head])
            elif verb.dep_ in ("conj", "advcl", "xcomp") and is_verbal(verb.head):
                yield from self._surface_subject(verb.head, 1)
            elif verb.dep_ == "pcomp":
                yield from self._surface_subject(governing_verb(verb), 1)
            yield from spread(child for child in verb.children if child.dep_ in ("dobj", "oprd"))
            return
        own = [child for child in verb.children if child.dep_ in ("dobj", "obj", "attr") or _is_word(child)]
        yield from spread(map(antecedent, own))
        if own:
            return
        shared = shared_object(verb)
        if shared is not None:
            yield from spread([shared])
            return
        # "urged the countries to provide": the parser makes the object the infinitive's subject.
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp") and (is_infinitive(child) or is_small_clause(child)):
                yield from spread(grand for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass"))

    # -- nouns

    def _of_noun(self, noun: Token, depth: int = 0) -> Arguments:
        lender = self._lender(noun)
        hosts = [noun] if lender is None else [noun, lender]
        prepositions = self._prepositions(hosts)
        if "of" not in prepositions and (stray := stray_of(noun)):
            prepositions["of"] = stray
        if "to" not in prepositions and noun.dep_ == "nsubj" and noun.head.lemma_ == "reach":
            prepositions["to"] = tuple(self._objects(noun.head))  # "a plea from Chad reached Mali"
        if lender is not None:
            prepositions["lent"] = (lender,)
        possessor = tuple(self._possessor(noun, prepositions, lender, depth))
        own = [child for child in noun.children if child.dep_ in ("acl", "relcl") and is_infinitive(child)]
        inside = [child for child in noun.children if child.dep_ in ("ccomp", "acl") and child != lender]
        own += [child for child in inside if child not in own]
        return Arguments(
            predicate=noun,
            subject=possessor,
            object=self._undergoer(noun, lender, depth),
            possessor=possessor,
            owner=tuple(spread(child for child in noun.children if child.dep_ == "poss")),
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
        if first.dep_ in ("dobj", "nsubjpass", "attr") and is_verbal(head) and head.lemma_ in lending:
            return head
        if (clause := self._lending_clause(first)) is not None:
            return clause
        if first.dep_ == "pobj" and head.lower_ in _STATES and head.head.lemma_ in _STATE_VERBS:
            return head.head
        if first.dep_ == "nsubj" and head.lemma_ in ("take", "bring"):
            return head
        return None

    def _lending_clause(self, noun: Token) -> Token | None:
        """The light verb of a relative clause with a subject of its own: "the request that Chad made"."""
        clauses = (child for child in noun.children if child.dep_ in ("relcl", "acl"))
        lending = (clause for clause in clauses if clause.lemma_ in self._table.light_verbs)
        return next((clause for clause in lending if _own_subject(clause)), None)

    def _possessor(
        self, noun: Token, prepositions: dict[str, Fillers], lender: Token | None, depth: int
    ) -> Iterator[Token]:
        """Whose act the noun is, by the strength of the sign."""
        own = [child for child in noun.children if child.dep_ == "poss"]
        if own:
            yield from spread(own)
        elif "by" in prepositions:
            yield from prepositions["by"]
        elif lender is not None and not self._undergoes(noun, lender) and depth < 5:
            if lender.lemma_ in ("take", "bring") and noun.dep_ == "nsubj":
                # "a trip to Russia took him to Moscow", unlike "took effect", "took place"
                yield from (each for each in self._objects(lender) if not _is_bare(each))
            else:
                yield from (
                    self._surface_subject(lender, depth + 1)
                    if not is_passive(lender)
                    else self.subject(lender)
                )
        elif modifiers := [
            child for child in noun.children if child.dep_ in ("compound", "amod", "nmod") and is_name(child)
        ]:
            yield from spread(modifiers)
        elif "from" in prepositions:
            yield from prepositions["from"]
        elif depth < 5:
            yield from self._clause_subject(noun, depth)

    def _clause_subject(self, noun: Token, depth: int) -> Iterator[Token]:
        """The subject of the clause that the noun is an adverbial of: "during a visit to Doha, he said"."""
        preposition = noun.head
        if noun.dep_ == "pobj" and preposition.lower_ in _ADVERBIAL and is_verbal(preposition.head):
            yield from self._surface_subject(preposition.head, depth + 1)

    def _undergoer(self, noun: Token, lender: Token | None, depth: int) -> Fillers:
        """Who undergoes the noun: the subject of "faces", "came under", or who acts "at the request of"."""
        if lender is None and noun.dep_ == "pobj" and noun.head.lower_ == "at" and is_verbal(noun.head.head):
            return self.subject(noun.head.head, depth + 1)
        if lender is None or not self._undergoes(noun, lender) or depth > 5:
            return ()
        return self.subject(lender, depth + 1)

    def _undergoes(self, noun: Token, lender: Token) -> bool:
        """Whether the subject of a light verb is the one to whom the noun happens."""
        return lender.lemma_ in self._table.undergoing_verbs or noun.head.lower_ == "under"

    # -- adjectives

    def _of_adjective(self, adjective: Token) -> Arguments:
        if adjective.dep_ == "amod":
            return Arguments(predicate=adjective, object=tuple(spread([adjective.head])))
        copula = adjective.head
        return Arguments(
            predicate=adjective,
            subject=self._surface_subject(copula, 1) if is_verbal(copula) else (),
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
            complements=tuple(complements(token, ())),
        )

    # -- prepositions

    def _prepositions(self, hosts: Iterable[Token]) -> dict[str, Fillers]:
        """The objects of prepositions at the hosts, nearest host first.

        An indirect object counts as `to`, a predicative ("called them liars") as `as`. What opens the sentence comes
        last: "In addition, Chad serves in Mali".
        """
        found: dict[str, list[Token]] = {}
        nested: dict[str, list[Token]] = {}
        for host in hosts:
            for child in (*host.rights, *host.lefts):
                seen = frozenset(found)
                for name, token, depth in prepositional(child):
                    if name in ("in", "on") and token.lower_ in DAYS:
                        continue  # "called Chad on Friday" is no call on anybody
                    group = nested if depth or name in seen else found
                    if token not in group.setdefault(name, []):
                        group[name].append(token)
        for name, tokens in nested.items():
            # "pleading for guns for the army": the second phrase is kept apart from the first.
            found.setdefault(f"{name}{AGAIN}" if name in found else name, tokens)
        return {name: tuple(tokens) for name, tokens in found.items()}


def _has_thing(verb: Token) -> bool:
    """Whether a passive has, beside its subject, a thing that is given or refused."""
    return any(child.dep_ == "dobj" for child in verb.children)


def _is_word(child: Token) -> bool:
    """Whether a word is what is said in so many words: "said no"."""
    return child.lower_ in ("yes", "no") and child.dep_ in ("intj", "det", "advmod", "acomp", "npadvmod")


def _is_bare(noun: Token) -> bool:
    """Whether a noun stands alone, as in "take effect"."""
    return noun.pos_ == "NOUN" and not any(noun.children)


def _own_subject(clause: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.lower_ not in RELATIVE_PRONOUNS for child in clause.children)
