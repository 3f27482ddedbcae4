"""Codes a reading: where mentions, frames, operators, attribution, time, place and items meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from verbale.coding import given, items
from verbale.coding.answers import is_own_answer
from verbale.coding.compose import compose
from verbale.coding.counterparts import fill
from verbale.coding.drafts import Draft, Drafts, others_than, without
from verbale.coding.factuality import Judge, Verdict
from verbale.coding.frames import Match, Matcher
from verbale.coding.merge import merge
from verbale.coding.parties import Cast, cast
from verbale.coding.proposals import NAME as PROPOSED
from verbale.coding.proposals import WITH_ITEMS, Proposer
from verbale.coding.publish import Publisher
from verbale.coding.repairs import Repairs
from verbale.coding.roles import Casting
from verbale.coding.scene import Scene, scene
from verbale.coding.scorer import Scorer
from verbale.coding.syntax import asked_about, is_passive, objects_of, whole_of
from verbale.coding.weighing import Weigher
from verbale.ontology.knowledge import Knowledge
from verbale.read.reading import Reading
from verbale.records import Article, Event, EventType, Field, Item, Party

# Types where a bare subject or object is no event without a party on either side.
_NEEDS_ACTOR = frozenset(
    {"REQUEST", "AGREE", "REJECT", "CONSULT", "SUPPORT", "ACCUSE", "THREATEN", "CONCEDE", "COOPERATE"}
)
# A demand is made by saying it, whatever its own "must" says of what is demanded.
DEMANDED = Verdict("certain", "positive", False, ())
# The operators (by their names in factuality.yaml) that are part of the words of a frame that stands under them.
_UNDER = frozenset(
    {
        "negation",
        "yet-to",
        "modal:will",
        "modal:would",
        "modal:shall",
        "modal:can",
        "modal:could",
        "conditional",
        "going",
    }
)
# Prepositions before what comes along with a deed: "turned up with 20 tents", "wrote for fuel".
_ADDING = ("with", "for")
# Types that a thing cannot be the other side of: "praised the film", "met the deadline".
_NEEDS_PARTY = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "AID"})


class Coder:
    """Turns readings into events with one set of tables, by frames alone where there is no scorer."""

    def __init__(self, knowledge: Knowledge, scorer: Scorer | None = None) -> None:
        self._knowledge = knowledge
        self.matcher = Matcher(knowledge.frames)
        self.judge = Judge(knowledge.operators)
        self._publisher = Publisher(knowledge.places)
        self._repairs = Repairs(knowledge.gazetteer, knowledge.frames)
        self._scorer = scorer
        self._weigher: Weigher | None = None
        if scorer is not None:
            proposer = Proposer(self.matcher, self.judge, knowledge.frames.nouns())
            self._weigher = Weigher(scorer, proposer)

    def code(self, reading: Reading) -> tuple[Event, ...]:
        """The body's events in order of the text, then those that only the headline gives."""
        scenes = self.scenes(reading)
        coded = [self.publish(self.weighed(each), each, reading.article) for each in scenes]
        return merge(*coded)

    def relation(self, reading: Reading, source: str, target: str) -> EventType:
        """The type of the event between two given parties of a one-sentence reading."""
        body, _ = self.scenes(reading)
        pair = given.pair(reading.body, source, target)
        chances = (
            self._scorer.pair(reading.body.text, *pair.first())
            if self._scorer and (pair.source or pair.target)
            else {}
        )
        return given.event_type(self.candidates(body), pair, chances)

    def _cast(self, reading: Reading) -> Cast:
        for doc in (reading.body, reading.title):
            self._repairs.mend(doc)
        return cast(reading, self._knowledge)

    def scenes(self, reading: Reading) -> tuple[Scene, Scene]:
        """Body and headline with their parties, speakers, times and places."""
        parties = self._cast(reading)
        published = day_of(reading.article.published)
        documents: tuple[tuple[Doc, Field | None], ...] = ((reading.body, None), (reading.title, "title"))
        body, title = (scene(doc, field, parties, published=published) for doc, field in documents)
        return body, title

    def publish(self, drafts: Drafts, scene: Scene, article: Article) -> tuple[Event, ...]:
        """One event a draft, in the same order."""
        return self._publisher.events(drafts, scene, article)

    def weighed(self, scene: Scene, drafts: Drafts | None = None) -> Drafts:
        """The drafts of frames (or those given), and what the scorer makes of them and adds to them."""
        drafts = self.drafts(scene) if drafts is None else drafts
        if self._weigher is None:
            return drafts
        weighed = self._weigher.weighed(drafts, scene)
        casting = self._casting({draft.trigger.i: draft.type for draft in weighed}, scene)
        return Drafts(
            replace(draft, items=self._items(draft.match, casting, scene))
            if draft.match.frame.name == PROPOSED
            else draft
            for draft in weighed
        )

    def drafts(self, scene: Scene) -> Drafts:
        """The events of one document in the making: those of its candidates that say enough."""
        candidates = self.candidates(scene)
        agents = {token.i for each in candidates if _is_event(each) for token in each.fillers("ACTOR")}
        agents |= {each.trigger.i for each in candidates if _is_purpose(each, candidates)}
        return Drafts(
            _both_sides(each) for each in candidates if _is_event(each) and each.trigger.i not in agents
        )

    def candidates(self, scene: Scene) -> Drafts:
        """All predicates with roles filled, operators applied and understood parties added."""
        matches = self.matcher.matches(scene.doc)
        triggers = {match.trigger.i: match.frame.type for match in matches}
        casting = self._casting(triggers, scene)
        plain = [self._draft(match, casting, scene) for match in matches]
        return Drafts(fill(compose(Drafts(plain))))

    def _casting(self, triggers: Mapping[int, EventType], scene: Scene) -> Casting:
        return Casting(scene.cast, scene.speakers, triggers, scene.towns(), scene.field)

    def _draft(self, match: Match, casting: Casting, scene: Scene) -> Draft:
        verdict = self._verdict(match)
        negative = match.frame.polarity == "negative"
        actors, recipients = casting.actors(match), casting.recipients(match)
        if match.frame.speaker:
            actors = scene.speakers.at(match.trigger)
            recipients = without(recipients, actors)
        elif not actors and (match.frame.answers or _is_agentless(match)):
            actors = scene.speakers.at(match.trigger)  # "“The answer is no,” he said"
        elif match.frame.implicit and not actors:
            actors = casting.parties(asked_about(match.trigger))
        elif not recipients:
            recipients = self._understood(match, casting)
        return Draft(
            match=match,
            type=match.frame.type,
            mode=match.frame.mode,
            polarity="negative" if negative != (verdict.polarity == "negative") else "positive",
            verdict=verdict,
            actors=actors,
            recipients=others_than(recipients, actors),
            beneficiaries=without(casting.beneficiaries(match), recipients),
            deliberate=casting.acts_itself(match) or match.frame.reciprocal,
            items=self._items(match, casting, scene),
            speakers=scene.speakers.at(match.trigger),
        )

    def _verdict(self, match: Match) -> Verdict:
        """How sure it is; what is part of the words ("would not hear of it") says nothing of it."""
        if match.frame.speaker and match.frame.compose == "request":
            return DEMANDED
        verdict = self.judge.judge(match.trigger)
        if match.frame.under and _UNDER.issuperset(verdict.operators):
            return DEMANDED
        return verdict

    def _understood(self, match: Match, casting: Casting) -> tuple[Party, ...]:
        """The other side that only the clause of the content names."""
        content = match.fillers("CONTENT")
        if match.frame.compose == "condemn":
            return casting.parties(self.matcher.subjects(content))  # "alleges that Chad arms the rebels"
        if match.frame.compose == "request":
            # "demanded that Russia return the bell": the demand is to whoever is to do it.
            return casting.parties(self.matcher.subjects(content)) or casting.parties(
                self.matcher.addressed(match.trigger)
            )
        if match.frame.compose in ("commit", "intend", "refuse"):
            # "offered to rebuild Malta's port": the offer is to whoever gets something of it.
            return casting.parties(
                token
                for verb in content
                if not casting.is_event(verb)
                for token in self.matcher.concerned(verb)
            )
        return ()

    def _items(self, match: Match, casting: Casting, scene: Scene) -> tuple[Item, ...]:
        """What fills the ITEM role; people only where they are a kind of help (doctors, troops)."""
        named = self._things(match.fillers("ITEM"), casting, scene)
        others = (self._things(heads, casting, scene) for heads in self._other_things(match, casting))
        known = (tuple(item for item in found if _is_known(item)) for found in others)
        return named or next(filter(None, known), ())

    def _things(self, heads: Sequence[Token], casting: Casting, scene: Scene) -> tuple[Item, ...]:
        """The items that the noun phrases with these heads name."""
        things = [token for token in heads if not self._is_act(token, casting)]
        found = items.split(things, self._knowledge.items, in_title=scene.field == "title")
        return tuple(item for item in found if not self._is_somebody(item, casting, scene))

    def _other_things(self, match: Match, casting: Casting) -> Iterator[Sequence[Token]]:
        """Where no frame says what is given: the object, that of the content, what a preposition adds."""
        if match.frame.type not in WITH_ITEMS:
            return
        taken = {token for tokens in match.roles.values() for token in tokens}
        yield [token for token in match.arguments.object if token not in taken]
        for verb in match.fillers("CONTENT"):
            # "agreed to pay the fees"; but "to swap currency" is about a swap.
            if not self._is_listed(verb.lemma_):
                objects = self.matcher.grammar.of(verb).object
                is_event = casting.is_event(verb)  # whom another event is done to is its own side
                yield [whole_of(token) for token in objects if not (is_event and casting.is_party(token))]
        added = (*_ADDING, "of") if match.trigger.pos_ == "NOUN" else _ADDING
        yield [
            token for token in objects_of(match.trigger, added) if token not in taken and token.pos_ == "NOUN"
        ]

    def _is_listed(self, text: str) -> bool:
        """Whether the vocabulary of items knows a phrase."""
        return items.classify(text, self._knowledge.items) is not None

    def _is_act(self, token: Token, casting: Casting) -> bool:
        """Whether a noun is an event that is answered and no thing ("studies the request for boats")."""
        return casting.is_event(token) and not self._is_listed(token.text)

    def _is_somebody(self, item: Item, casting: Casting, scene: Scene) -> bool:
        """Whether a phrase means a party and no thing; "200 reservists" are asked for, lent or freed as ships are."""
        span = scene.doc.char_span(item.start, item.end, alignment_mode="expand")
        if span is None or not casting.is_party(span.root):
            return False
        if span.root.pos_ == "NOUN" and (item.quantity is not None or scene.cast.is_craft(span.root)):
            return False
        return span.root.pos_ == "PROPN" or not self._is_listed(span.root.text)


def _is_known(item: Item) -> bool:
    """Whether the vocabulary or an amount says that it is a thing: "his word" in "keep his word" is none."""
    return item.quantity is not None or item.category not in (None, "other")


def day_of(published: str | None) -> date | None:
    """The day of an article's date, or None where it has none or only a year or month."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _is_agentless(match: Match) -> bool:
    """Whether only whoever says it can be who does it: "the matter is being examined, she said"."""
    return match.frame.type == "AGREE" and match.frame.compose == "intend" and is_passive(match.trigger)


def _is_event(draft: Draft) -> bool:
    """Whether a draft says enough to be kept: a party, and where the type is nothing without it, an actor."""
    if draft.match.frame.answers and draft.verdict.factuality == "unknown":
        return False  # hoped, feared: "that Lisbon would agree"
    if draft.match.frame.both and not (draft.actors and draft.recipients):
        return False
    if draft.match.frame.speaker or draft.match.frame.answers:
        return bool(draft.actors and (draft.recipients or is_own_answer(draft)))
    if draft.type in _NEEDS_PARTY and draft.fillers("RECIPIENT") and not (draft.recipients or draft.items):
        return False
    if draft.type == "REQUEST" and any(child.dep_ == "nsubjpass" for child in draft.trigger.children):
        return bool(draft.actors) or any(
            party.country for party in draft.recipients
        )  # "Oslo was asked to help"
    if draft.type in _NEEDS_ACTOR:
        return bool(draft.actors or (draft.match.frame.reciprocal and draft.recipients))
    return bool(draft.actors or draft.recipients)


def _is_purpose(draft: Draft, drafts: Drafts) -> bool:
    """Whether talks are only what other talks are held for: "met the ambassador to discuss the request"."""
    if draft.type != "CONSULT" or "purpose" not in draft.verdict.operators:
        return False
    governor = drafts.at(draft.trigger.head)
    return governor is not None and governor.type == "CONSULT"


def _both_sides(draft: Draft) -> Draft:
    """Of talks and joint deals all sides are actors."""
    if not draft.match.frame.reciprocal or draft.operators:
        return draft
    return replace(draft, actors=(*draft.actors, *others_than(draft.recipients, draft.actors)), recipients=())
