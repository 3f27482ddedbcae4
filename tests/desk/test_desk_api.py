"""The API answers as its description says, whatever is asked."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from desk_demo import opened
from hypothesis import HealthCheck, Phase, given, settings
from litestar.testing import TestClient
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tools.demo import NOW

from verbale.desk.access import people

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Of each operation, as many well as badly formed; more by hand: VERBALE_EXAMPLES=300 pytest tests/desk/test_desk_api.py
EXAMPLES = int(os.environ.get("VERBALE_EXAMPLES", "6"))
HERE = "http://127.0.0.1:8000"
Described = dict[str, Any]


@pytest.fixture(scope="module")
def described(client: TestClient) -> Described:
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def changing(demo_copy: str) -> Iterator[TestClient]:
    """The desk of one person on demo pages that may be changed."""
    with opened(demo_copy) as app, TestClient(app, base_url=HERE) as found:
        yield found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
def test_every_operation_answers_as_described(
    changing: TestClient, described: Described, mode: GenerationMode
) -> None:
    asked = [operation.ok() for operation in schemathesis.openapi.from_dict(described).get_all_operations()]
    for operation in asked:
        if mode is GenerationMode.POSITIVE or may_be_bad(described, operation):
            fuzz(changing, operation, mode)
    assert len(asked) > 50


def may_be_bad(described: Described, operation: APIOperation) -> bool:
    """Whether there is something in a request that can be badly formed: besides a path, which is any text."""
    told = described["paths"][operation.path][operation.method]
    return "requestBody" in told or any(one["in"] == "query" for one in told.get("parameters", ()))


def as_file(value: object) -> object:
    """A generated value as something that can be sent as a file at all."""
    if isinstance(value, tuple):
        return tuple(map(as_file, value))
    return value if value is None or isinstance(value, (str, bytes)) else str(value)


def fuzz(client: TestClient, operation: APIOperation, mode: GenerationMode) -> None:
    """Asks an operation for all sorts of things."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        sent = case.as_transport_kwargs(base_url=HERE)
        if sent.get("files"):
            sent["files"] = [(name, as_file(value)) for name, value in sent["files"]]
        client.cookies.clear()
        client.cookies.update(sent.pop("cookies", None) or {})
        case.validate_response(client.request(**sent), checks=CHECKS)

    ask()


def test_only_the_api_is_described_and_each_operation_in_full(described: Described) -> None:
    assert len(described["paths"]) >= 7
    for path, operations in described["paths"].items():
        assert path.startswith("/api/v1/"), path
        for operation in operations.values():
            assert {"400", "401", "403", "404"} <= operation["responses"].keys(), path


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/cases?q=type:", 400, "wants a value"),
        ("/cases?limit=many", 400, "limit"),
        ("/events?limit=0", 400, "limit"),
        ("/reports?after=nowhere", 400, "nowhere"),
        ("/cases/nothing", 404, "nothing"),
        ("/events/nothing", 404, "nothing"),
        ("/reports/nothing", 404, "nothing"),
        ("/nothing", 404, "nothing"),
    ],
)
def test_what_is_wrong_is_said_in_one_shape(client: TestClient, path: str, status: int, says: str) -> None:
    for accept in ("*/*", "text/html"):
        answer = client.get(f"/api/v1{path}", headers={"accept": accept})
        assert answer.status_code == status
        assert answer.json().keys() == {"error", "detail", "hint"}
        assert says in answer.json()["detail"]


def test_a_team_lets_in_tokens_and_says_who_may_not(demo_copy: str) -> None:
    with opened(demo_copy, team=True) as app, TestClient(app, base_url=HERE) as client:
        store = app.state.store
        people.add(store, "rita", "reader", "a long enough password", now=NOW)
        token = people.issue(store, "rita", "notebook", "read", now=NOW)
        answer = client.get("/api/v1/cases")
        assert answer.status_code == 401
        assert answer.json().keys() == {"error", "detail", "hint"}
        authorization = {"authorization": f"Bearer {token}"}
        assert client.get("/api/v1/cases", headers=authorization).status_code == 200
        answer = client.get("/accounts", headers=authorization)
        assert answer.status_code == 403
        assert answer.json().keys() == {"error", "detail", "hint"}


def test_cursors_go_through_all(client: TestClient) -> None:
    for path, rows in (("/cases", "rows"), ("/events", "hits"), ("/reports", "hits")):
        found, after = [], None
        while after is not None or not found:
            answer = client.get(
                f"/api/v1{path}", params={"limit": 2, **({"after": after} if after else {})}
            ).json()
            found += [row["id"] for row in answer[rows]]
            after = answer.get("after")
        assert len(found) == len(set(found)) == answer["total"]
        assert all(re.fullmatch(r"[\w-]+", one) for one in found)
