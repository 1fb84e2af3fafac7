# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every kind of work and every way it ends is said in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.kinds import KINDS
from pandzicht.language import Language, speaker
from pandzicht_web.job_words import BADGES, LABELS, told_of

NL = speaker(Language.NL)
TABLES = [{"name": "links", "equal": True}, {"name": "signals", "equal": False}]
SAME = {"equal": True, "rows": 2027, "tables": TABLES}


def a_job(kind: str, standing: Standing = Standing.DONE, said: Any = "", **arguments: Any) -> Job:
    return Job(
        job_id="0123456789abcdef",
        kind=kind,
        action=Action.LOAD,
        arguments=arguments,
        account="anna",
        purposes=(),
        asked_at="2026-03-01T08:00:00.000000Z",
        begun_at=None,
        ended_at=None,
        standing=standing,
        phase="",
        part=456,
        said=said if isinstance(said, str) else json.dumps(said),
        cancel_asked=False,
        tries=1,
        worker="",
    )


def test_every_kind_and_every_standing_has_a_word() -> None:
    assert set(LABELS) == set(KINDS)
    assert set(BADGES) == set(Standing)


@pytest.mark.parametrize(
    ("kind", "result", "came"),
    [
        ("preview", {"already_loaded": False, "can_be_taken_in": True}, "De levering kan worden opgenomen."),
        ("preview", {"already_loaded": False, "can_be_taken_in": False}, "De levering kan niet worden opgenomen."),
        ("preview", {"already_loaded": True}, "Deze bestanden waren al eerder opgenomen."),
        ("load", {"already_loaded": False, "counts": {"admitted": 1234, "set_aside": 5}}, "1.234 rijen opgenomen, 5"),
        ("load", {"already_loaded": False, "counts": {"admitted": 9}}, "9 rijen opgenomen, 0 apart gezet."),
        ("load", {"already_loaded": True, "counts": {}}, "Deze bestanden waren al eerder opgenomen."),
        ("run", {"run": "a", "in_force": "a", "addresses": 2027}, "2.027 adressen vergeleken; hiermee wordt"),
        ("run", {"run": "a", "in_force": "b", "addresses": 2027}, "2.027 adressen vergeleken; bewaard naast"),
        ("export", {"rows": 20, "columns": 3}, "20 rijen in 3 kolommen."),
        ("proxy_test", {"verdicts": {"fine": 1, "breach": 2}}, "3 paren getoetst."),
        ("review", {"questions": 1}, "1 koppeling om te bekijken."),
        ("reproduction", SAME, "Gelijk tot op de laatste rij: 2 tabellen, 2.027 rijen."),
        ("reproduction", SAME | {"equal": False}, "Niet gelijk: signals."),
    ],
)
def test_what_came_of_it_is_one_sentence(kind: str, result: dict[str, Any], came: str) -> None:
    assert told_of(a_job(kind, said=result), NL).came.startswith(came)


def test_what_it_is_about_names_its_things_and_days() -> None:
    told = told_of(a_job("load", Standing.RUNNING, source="brp_bewoning", on="2026-03-01"), NL)
    assert (told.about, told.percent, told.came, told.fault) == ("brp bewoning, van 01-03-2026", 45, "", "")
    assert told_of(a_job("export", Standing.WAITING, check="wonen", form=".csv"), NL).about == "wonen, csv"


def test_a_fault_is_told_as_it_was_made_and_of_others_nothing() -> None:
    assert told_of(a_job("load", Standing.FAILED, said="x: too few rows"), NL).fault == "x: too few rows"
    assert told_of(a_job("load", Standing.DONE, said=""), NL).came == ""
