# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API holds under nonsense (S5): no call fails, every answer is as described, what is not as described is refused.

Calls are drawn from the description itself, as it says and as it does not say, over WSGI and without a network. For a
release schemathesis goes through all of its phases too: the examples and edges of the description, what is drawn, and
calls that go on with what other calls answered.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.engine import events, from_schema

from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.call import PREFIX
from pandzicht_web.office import Office
from pandzicht_web.openapi import described
from pandzicht_web.server import application
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, token_of, visitor

DESCRIPTION: dict[str, Any] = json.loads(described())
OPERATIONS = [(path, method) for path, methods in DESCRIPTION["paths"].items() for method in methods]
CASES = max(4, settings().max_examples // 150)
"""Per operation and mode: some 200 in all for a change, more than 3,000 for a release."""
DRAWS = max(40, settings().max_examples // 20)
"""Per operation and phase, beside a thousand edges of the description: some 20,000 calls for a release."""
LEAST = 2_000
PHASES = ("coverage", "fuzzing", "stateful")
"""In which calls are made; the description has no examples, so the phase of examples makes none."""
load_all_checks()
LOOKED_AT = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
"""That a call as described is answered is not among them: of a name that is well written nothing may exist."""


@dataclass(frozen=True)
class Api:
    """The API of an office in which there is something to be found."""

    schema: Any
    headers: dict[str, str]
    known: dict[str, list[str]]


@pytest.fixture(scope="module")
def api(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Api:
    folder = tmp_path_factory.mktemp("api") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    kept = select(opened(space), PURPOSE, Ask(size=10, seed=1))
    office = office_in(space)
    token = token_of(office, "anna", PURPOSE)
    schema = schemathesis.openapi.from_wsgi(f"/{PREFIX}/openapi.json", application(office))
    run = (space.runs / "current").read_text(encoding="utf-8").strip()
    addresses = office.shelf.tables(space, run).addresses["address_id"]
    known = {
        "address_id": [addresses[number].as_py() for number in (0, 7, 100)],
        "check": [PURPOSE],
        "signal": ["overbewoning", "geen_bewoner_ingeschreven"],
        "run": [run],
        "selection_id": [kept.selection_id],
        "chapter": ["checks", "signals", "sources", "norms", "indicators"],
        "name": ["brp_bewoning", PURPOSE, "overbewoning"],
    }
    give_reasons(office, known["address_id"])
    return Api(
        schema,
        {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"},
        known,
    )


def give_reasons(office: Office, addresses: list[str]) -> None:
    """Say why the account needs what is known of some addresses: a person does so, before a machine may read it."""
    client = visitor(office, "anna", PURPOSE)
    for address in addresses:
        path = f"/{PREFIX}/addresses/{address}/reasons"
        answer = client.post(path, json.dumps({"because": "een melding van de buren"}), content_type="application/json")
        assert answer.status_code == 201


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_nothing_that_is_asked_makes_it_fail(api: Api, path: str, method: str, mode: GenerationMode) -> None:
    operation = api.schema[path][method.upper()]
    told = DESCRIPTION["paths"][path][method]
    names = [item["name"] for item in told.get("parameters", []) if item["in"] == "path"]
    has_more = "requestBody" in told or len(told.get("parameters", [])) > len(names)
    if mode is GenerationMode.NEGATIVE and not names and not has_more:
        pytest.skip("nothing is asked, so nothing can be asked otherwise")
    checks = [CHECKS.get_one(name) for name in LOOKED_AT]
    real = st.fixed_dictionaries({name: st.sampled_from(api.known.get(name, ["x"])) for name in names})

    @settings(max_examples=CASES)
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        may_be_real = names and (has_more or mode is GenerationMode.POSITIVE)
        of_real = {"path_parameters": data.draw(real)} if may_be_real and data.draw(st.booleans()) else {}
        case = data.draw(operation.as_strategy(generation_mode=mode, **of_real))
        response = case.call(headers=api.headers)
        case.validate_response(response, checks=checks)

    ask()


@pytest.mark.release
def test_no_phase_finds_a_fault(api: Api) -> None:
    config = api.schema.config
    config.update(headers=api.headers)
    config.checks.update(included_check_names=list(LOOKED_AT))
    config.generation.update(max_examples=DRAWS)
    called: Counter[str] = Counter()
    faults: list[str] = []
    for event in from_schema(api.schema).execute():
        if isinstance(event, events.ScenarioFinished):
            called[event.phase.value] += len(event.recorder.cases)
            looked = (check for checks in event.recorder.checks.values() for check in checks)
            faults += [f"{event.recorder.label}: {item.failure_info.failure}" for item in looked if item.failure_info]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(repr(getattr(event, "info", event)))
    assert faults == []
    assert min(called[phase] for phase in PHASES) > 0
    assert called.total() >= LEAST, called
