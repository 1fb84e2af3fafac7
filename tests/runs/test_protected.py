# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One role learns that an address is protected and why; to everybody else it is an address that does not exist."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import read_roles
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.protected import Protectedness, why_protected
from tests.desk import desk_of
from tests.model_city import ModelCity

UNKNOWN = "9999010000999999"


@pytest.fixture(scope="module")
def listed(model_city: ModelCity) -> str:
    """An object on the list of protected objects."""
    (path,) = model_city.workspace.deliveries.glob("beschermd/*/protected.parquet")
    ids = [value for value in pq.read_table(path)["link_object_id"].to_pylist() if value is not None]
    return f"{ids[0]:016d}"


@pytest.fixture(scope="module")
def marked(model_city: ModelCity) -> str:
    """An object that a resident with a mark names."""
    (path,) = model_city.workspace.deliveries.glob("brp_bewoning/*/protected.parquet")
    rows = pq.read_table(path).to_pylist()
    held = (row["link_object_id"] for row in rows if row["link_object_id"] is not None and row["geldig_tot"] is None)
    return f"{next(held):016d}"


def as_role(city: ModelCity, role: str) -> Desk:
    actor = Actor("els", "els", (Grant(role),))
    return desk_of(city.workspace, actor=actor, roles=read_roles(city.workspace.catalogue))


def asked(city: ModelCity, desk: Desk, address: str) -> Protectedness:
    run_id = named_run(city.workspace)
    purposes = purposes_of(city.workspace, run_id, active_checks(city.workspace, run_id))
    with desk.operation(Action.HIT, Subject(Kind.ADDRESS, address), purposes) as operation:
        return why_protected(city.workspace, operation, address)


def test_the_contact_learns_that_and_why(model_city: ModelCity, listed: str, marked: str) -> None:
    desk = as_role(model_city, "beschermd_contact")
    by_list = asked(model_city, desk, listed)
    assert [(item.source, str(item.because)) for item in by_list.reasons if item.source == "beschermd"] == [
        ("beschermd", "op de lijst van beschermde objecten")
    ]
    by_mark = asked(model_city, desk, marked)
    assert "een rij met het kenmerk 'geheimhouding' wijst ernaar" in {str(item.because) for item in by_mark.reasons}


def test_of_another_address_the_contact_learns_that_it_is_not(model_city: ModelCity) -> None:
    desk = as_role(model_city, "beschermd_contact")
    ordinary = model_city.opened().addresses["address_id"][0].as_py()
    assert asked(model_city, desk, ordinary).reasons == ()
    for wrong in (UNKNOWN, "12", "Kade 1"):
        with pytest.raises(NotFound, match=f"'{wrong}' is not an address of run"):
            asked(model_city, desk, wrong)


@pytest.mark.parametrize("role", ["analist", "coordinator", "handhavingsjurist", "toezichthouder", "alles"])
def test_nobody_else_does(model_city: ModelCity, listed: str, marked: str, role: str) -> None:
    said = []
    for address in (listed, marked, UNKNOWN, model_city.opened().addresses["address_id"][0].as_py()):
        with pytest.raises(NotFound) as fault:
            asked(model_city, as_role(model_city, role), address)
        said.append(str(fault.value).replace(address, "X"))
    assert len(set(said)) == 1


def test_a_role_without_looking_is_refused_before_anything(model_city: ModelCity, listed: str) -> None:
    for address in (listed, UNKNOWN):
        with pytest.raises(AccessDenied, match="does not allow 'hit'"):
            asked(model_city, as_role(model_city, "auditor"), address)


@pytest.mark.parametrize("words", [["protected"], ["explain"], ["dispute"]])
def test_a_command_answers_as_for_an_address_that_does_not_exist(
    model_city: ModelCity, listed: str, marked: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main([*words, UNKNOWN, "--workspace", str(model_city.workspace.root)])  # the first who comes is told so
    capsys.readouterr()
    said = set()
    for address in (listed, marked, UNKNOWN):
        code = main([*words, address, "--workspace", str(model_city.workspace.root)])
        out, err = capsys.readouterr()
        said.add((code, out.replace(address, "X"), err.replace(address, "X")))
    ((code, out, err),) = said
    assert (code, out) == (1, "")
    assert "'X' is not an address of run" in err
