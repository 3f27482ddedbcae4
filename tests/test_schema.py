"""The JSON Schema holds what is printed, and fails what is not a record."""

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from samples import event, page, requested, when, where
from verbale.export.formats import RENDERERS
from verbale.export.layout import Layout
from verbale.export.schema import SCHEMAS, schema
from verbale.pipeline import Pipeline, bare_article
from verbale.records import Minutes

STORY = (
    "Norway’s foreign minister, Mara Ilves, asked Chad on Monday for tents and 20 trucks for Mali. "
    "“We will not send troops,” Ilves told Radio Lund by telephone. "
    "Last year, Chad’s army attacked rebels near the border, she said."
)


def checked(line: str, name: str) -> None:
    Draft202012Validator(schema(name)).validate(json.loads(line))


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_events_by_hand_fit_the_schema() -> None:
    dated = event("AID", when=when("2015", "2015", "2015"), where=where("Oslo", "NOR"))
    for line in RENDERERS["jsonl"]([page(*requested(), dated)], Layout()):
        checked(line, "event")


def test_events_of_the_pipeline_fit_the_schema(pipeline: Pipeline) -> None:
    article = bare_article(STORY)
    lines = list(RENDERERS["jsonl"]([Minutes(article=article, events=pipeline.code(article))], Layout()))
    assert lines
    for line in lines:
        checked(line, "event")


def test_articles_fit_the_schema() -> None:
    checked("".join(RENDERERS["article"]([page()], Layout())), "article")


def test_what_is_no_event_does_not_fit() -> None:
    line = json.loads("".join(RENDERERS["jsonl"]([page(event("AID"))], Layout())))
    with pytest.raises(ValidationError):
        checked(json.dumps(line | {"factuality": "sure"}), "event")
