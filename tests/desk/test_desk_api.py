"""The API answers as its description says, whatever is asked."""

import re
from typing import Any

import pytest
import schemathesis
from desk_demo import opened
from hypothesis import HealthCheck, Phase, given, settings
from litestar.testing import TestClient
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
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
EXAMPLES = 10  # of each operation, as many well as badly formed
HERE = "http://127.0.0.1:8000"
Described = dict[str, Any]


@pytest.fixture(scope="module")
def described(client: TestClient) -> Described:
    return client.get("/api/v1/openapi.json").json()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
def test_every_operation_answers_as_described(
    client: TestClient, described: Described, mode: GenerationMode
) -> None:
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        operation = found.ok()
        parameters = described["paths"][operation.path][operation.method].get("parameters", ())
        asks = any(one["in"] == "query" for one in parameters)
        if operation.method != "get" or (mode is GenerationMode.NEGATIVE and not asks):
            continue

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
