# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What runs on a day, what does not and why, and what planning refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.errors import PurposeMissing
from pandzicht.signals.activation import Activation, activate
from tests.partnership import CHECK, PARTNERSHIP, SIGNAL
from tests.small_catalogue import FILES, bent, write_catalogue

DAY = date(2026, 3, 1)
VERIFIED = "verified: {by: Jurist, on: 2026-01-02}"


def small(folder: Path, changes: dict[str, str | None] | None = None) -> Catalogue:
    """The small catalogue without its rules: planning must hold also what nobody checked."""
    return read_catalogue(write_catalogue(folder, changes))


def activated(folder: Path, changes: dict[str, str | None] | None = None, on: date = DAY) -> Activation:
    return activate(small(folder, changes), on=on, demo=True)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("dpia: DPIA-1\n", "dpia"),
        ("iama: IAMA-1\n", "iama"),
        ("approved: {by: Hoofd toezicht, on: 2026-01-01}\n", "approved"),
        ("ends_on: 2026-12-31\n", "ends_on"),
        ("class: geen_ai_systeem, ", "ai_act.class"),
        (FILES["checks/wonen.yaml"][FILES["checks/wonen.yaml"].index("criteria:") :], "criteria"),
    ],
)
def test_a_check_that_lacks_something_says_what(tmp_path: Path, line: str, named: str) -> None:
    found = activated(tmp_path, bent("checks/wonen.yaml", line, ""))
    assert found.checks == {}
    assert found.idle["wonen"].en == f"cannot be activated without {named}"
    assert found.idle["wonen"].nl == f"kan niet draaien zonder {named}"


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    text = FILES["checks/wonen.yaml"].replace("dpia: DPIA-1\niama: IAMA-1\n", "")
    assert activated(tmp_path, {"checks/wonen.yaml": text}).idle["wonen"].en == "cannot be activated without dpia, iama"


@pytest.mark.parametrize(
    "line",
    [
        "motive: {nl: Een reden om te kijken.}\n",
        "approved: {by: Commissie signalen, on: 2026-01-01}\n",
        "ends_on: 2026-12-31\n",
    ],
)
def test_a_signal_without_motive_approver_or_end_does_not_run(tmp_path: Path, line: str) -> None:
    found = activated(tmp_path, bent("signals/hinder.yaml", line, ""))
    assert set(found.signals) == {"overbewoning", "niemand_ingeschreven"}
    assert found.idle["hinder"].en == f"cannot be activated without {line.partition(':')[0]}"
    assert "hinder_aantal" not in found.indicators


def test_a_signal_past_its_end_does_not_run_and_says_so(tmp_path: Path) -> None:
    changes = bent("signals/hinder.yaml", "ends_on: 2026-12-31", "ends_on: 2026-02-28")
    assert "hinder" not in activated(tmp_path / "after", changes).signals
    assert activated(tmp_path / "told", changes).idle["hinder"].en == "ended on 28-02-2026: it must be approved again"
    assert "hinder" in activated(tmp_path / "on", changes, on=date(2026, 2, 28)).signals


@pytest.mark.parametrize(
    ("old", "new"),
    [("ends_on: 2026-12-31", "ends_on: 2026-02-28"), ("reapprove_by: 2026-12-31", "reapprove_by: 2026-02-28")],
)
def test_a_check_past_its_end_or_its_approval_is_off(tmp_path: Path, old: str, new: str) -> None:
    found = activated(tmp_path, bent("checks/wonen.yaml", old, new))
    assert found.idle["wonen"].en == "ended on 28-02-2026: it must be approved again"


def test_outside_a_demo_a_basis_that_nobody_verified_stops_what_rests_on_it(tmp_path: Path) -> None:
    verified: dict[str, str | None] = {
        name: text.replace("verified: te_toetsen", VERIFIED) for name, text in FILES.items()
    }
    whole = activate(small(tmp_path / "whole", verified), on=DAY, demo=False)
    assert (set(whole.checks), len(whole.signals), whole.unverified) == ({"wonen"}, 3, False)
    verified["sources/meldingen.yaml"] = FILES["sources/meldingen.yaml"]
    part = activate(small(tmp_path / "part", verified), on=DAY, demo=False)
    assert (set(part.checks), "hinder" in part.signals) == ({"wonen"}, False)
    assert part.idle["hinder"].en.startswith("the legal basis of meldingen is not verified")
    shown = activate(small(tmp_path / "demo", verified), on=DAY, demo=True)
    assert ("hinder" in shown.signals, shown.unverified) == (True, True)


def test_a_source_without_supply_stops_its_signals(tmp_path: Path) -> None:
    found = activated(tmp_path, bent("sources/meldingen.yaml", "supply: eigen", "supply: none"))
    assert "hinder" not in found.signals
    assert found.idle["hinder"].en == "source 'meldingen' has no lawful basis for its supply"
    assert "meldingen" not in found.sources


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            ", meldingen: [datum, soort]}",
            "}",
            "source 'meldingen' may not be read for purpose 'wonen' of check 'wonen'",
        ),
        ("[datum, soort]", "[datum]", "in fields soort: not in the closed list of the check"),
    ],
)
def test_planning_refuses_what_is_outside_the_closed_list(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(PurposeMissing) as refused:
        activated(tmp_path, bent("checks/wonen.yaml", old, new))
    message = str(refused.value)
    for part in (told, "Huisvestingswet 2014 art. 21", "AVG art. 5 lid 1 onder b"):
        assert part in message


def test_planning_refuses_a_field_of_another_purpose(tmp_path: Path) -> None:
    changes = bent("sources/meldingen.yaml", "soort: {from: soort", "soort: {purposes: [hennep], from: soort")
    with pytest.raises(PurposeMissing, match=r"in fields soort: of which the purposes are narrower.*AVG art\. 5"):
        activated(tmp_path, changes)


def of_partners(
    folder: Path, on: date, today: date | None = None, changes: dict[str, str | None] | None = None
) -> Activation:
    catalogue = small(folder, PARTNERSHIP | (changes or {}))
    return activate(catalogue, on=on, demo=True, today=today, channel="samen")


def test_each_channel_has_comparisons_of_its_own(tmp_path: Path) -> None:
    own = activated(tmp_path / "own", PARTNERSHIP)
    assert (set(own.checks), "samen_panden" in own.sources) == ({"wonen"}, False)
    assert own.idle["ondermijning"].en == "belongs to channel 'samen', which has runs of its own"
    shared = of_partners(tmp_path / "shared", DAY)
    assert (set(shared.checks), set(shared.sources)) == ({"ondermijning"}, {"bag", "samen_panden"})
    assert shared.idle["wonen"].nl == "is van de gemeente zelf: binnen een kanaal wordt hij niet vergeleken"


@pytest.mark.parametrize(
    ("on", "today"),
    [
        (date(2025, 12, 31), date(2026, 3, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 3, 1), date(2026, 7, 1)),
        (date(2026, 3, 1), date(2027, 1, 1)),
    ],
)
def test_outside_its_term_nothing_of_a_channel_runs_whatever_the_peildatum(
    tmp_path: Path, on: date, today: date
) -> None:
    changes = {"signals/convenant_genoemd.yaml": SIGNAL.replace("ends_on: 2026-06-30", "ends_on: 2029-01-01")}
    found = of_partners(tmp_path, on, today, changes)
    assert found.checks == {}
    told = "channel 'samen' is closed: it runs from 01-01-2026 to 30-06-2026"
    assert (found.idle["ondermijning"].en, found.idle["convenant_genoemd"].en) == (told, told)


def test_planning_refuses_to_mix_what_no_rule_was_asked_about(tmp_path: Path) -> None:
    residents = FILES["sources/bewoning.yaml"].replace("purposes: [wonen]", "purposes: [wonen, ondermijning]")
    check = CHECK.replace("samen_panden: [datum]", "samen_panden: [datum], bewoning: [van, tot]")
    check = check.replace("facts: [oppervlakte_m2]", "facts: [bewoners_aantal]")
    changes: dict[str, str | None] = {"sources/bewoning.yaml": residents, "checks/ondermijning.yaml": check}
    with pytest.raises(
        PurposeMissing, match=r"'bewoning' may not be read .* it is of another channel \(WGS, Stb\. 2024, 380"
    ):
        of_partners(tmp_path, DAY, changes=changes)
