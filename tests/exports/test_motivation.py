# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The motivation names check, facts, data and rules with their dates, and is no evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pandzicht.exports.motivation import Reason, SelectedAddress, motivation
from pandzicht.governance.activity import activity_of_check
from pandzicht.language import Language
from tests.published_catalogue import disclosed

REASON = Reason(
    question="Staat er niemand ingeschreven?",
    sentence="Er staat niemand ingeschreven.",
    data=(("Bewoning", date(2026, 2, 20)), ("BAG", None)),
)


def told(folder: Path, *reasons: Reason, language: Language = Language.NL) -> list[str]:
    disclosure = disclosed(folder, language=language)
    address = SelectedAddress("Dorpsstraat 1, Duinrijk", date(2026, 3, 1), date(2026, 3, 2), reasons)
    return motivation(disclosure, activity_of_check(disclosure.catalogue, disclosure.check.check), address).splitlines()


def test_it_names_check_facts_data_and_rules_with_their_dates(tmp_path: Path) -> None:
    lines = told(tmp_path, REASON)
    assert lines[0] == (
        "Voordat dit besluit over Dorpsstraat 1, Duinrijk werd genomen, heeft een computer registers vergeleken, "
        "voor de controle Wonen (Awb art. 3:46)."
    )
    assert lines[1] == "De vergelijking gaat over 01-03-2026, met wat op 02-03-2026 bekend was."
    assert lines[3] == (
        "- Staat er niemand ingeschreven? Er staat niemand ingeschreven. "
        "(gegevens: Bewoning, geleverd op 20-02-2026; BAG)"
    )
    assert "geen bewijs" in lines[5]
    assert lines[-1].startswith("De regels staan in versie check:wonen@")


def test_an_address_without_a_yes_is_told_so(tmp_path: Path) -> None:
    lines = told(tmp_path, language=Language.EN)
    assert lines[2] == "For this address the registers answered none of the questions with yes."
    assert lines[3] == "A list also holds addresses that were drawn by lot."
