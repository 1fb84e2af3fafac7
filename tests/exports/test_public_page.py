# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page gives purpose, sources, patterns, the part drawn by lot, what is refused, and no yield."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.public_document import PublicDocument, Table, as_markdown
from pandzicht.exports.public_page import LastComparison, public_page
from pandzicht.governance.activity import activity_of_check
from pandzicht.language import Language
from tests.published_catalogue import disclosed
from tests.small_catalogue import FILES

VERIFIED = "verified: {by: Jurist, on: 2026-01-02}"


def page(told: Disclosure, last: LastComparison | None = None) -> PublicDocument:
    return public_page(told, activity_of_check(told.catalogue, told.check.check), last)


def tables(document: PublicDocument) -> dict[str, Table]:
    blocks = (block for section in document.sections for block in section.blocks)
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def test_all_patterns_stand_on_it_with_points_and_law(tmp_path: Path) -> None:
    rows = tables(page(disclosed(tmp_path)))["Vragen en hun punten"].rows
    assert [(question, points) for question, points, _ in rows] == [
        ("Staan er meer mensen ingeschreven dan de woning mag huisvesten?", "3"),
        ("Staat er niemand ingeschreven?", "2"),
        ("Kwamen er berichten over hinder?", "1"),
    ]
    assert rows[2][2] == "APV (nog niet getoetst)"


def test_what_may_stand_in_for_a_trait_of_people_stands_on_it_with_its_reasons(tmp_path: Path) -> None:
    document = page(disclosed(tmp_path))
    assert tables(document)["Redenen"].rows == (
        (
            "Ingeschreven personen",
            "Nodig om het aantal te toetsen aan de norm.",
            "De verordening stelt een grens aan het aantal personen.",
        ),
    )


def test_the_limits_stand_on_it_with_their_dates(tmp_path: Path) -> None:
    rows = tables(page(disclosed(tmp_path)))["Grenzen die de gemeente heeft vastgesteld"].rows
    assert rows == (
        ("m² per persoon", "12 m2, van 01-07-2019 tot en met 30-06-2023", "Verordening 2019 art. 1"),
        ("m² per persoon", "18 m2, sinds 01-07-2023", "Verordening 2023 art. 1"),
    )


@pytest.mark.parametrize(
    "part",
    [
        "15% van een lijst wordt geloot",
        "| Bewoning | Burgerzaken | Ingeschreven personen |",
        "- nationaliteit",
        "Bewoning: nationaliteit",
        "oppervlakte\\_m2 is not null",
        "Daarover is nog niets te zeggen",
        "De risico's.",
        "De afweging.",
        "Vergelijkingen en lijsten van deze controle: 1 jaar",
        "vragen@gemeente.example",
        "Goedgekeurd op 01-01-2026",
        "DPIA: DPIA-1",
    ],
)
def test_it_tells_what_must_be_open(tmp_path: Path, part: str) -> None:
    assert part in as_markdown(page(disclosed(tmp_path)))


def test_a_basis_that_nobody_verified_is_warned_of_on_top(tmp_path: Path) -> None:
    warning = "> Nog niet elke rechtsgrond op deze pagina is getoetst."
    assert warning in as_markdown(page(disclosed(tmp_path / "a")))
    verified = {
        name: (tmp_path / "a" / name).read_text(encoding="utf-8").replace("verified: te_toetsen", VERIFIED)
        for name in FILES
    }
    assert warning not in as_markdown(page(disclosed(tmp_path / "b", dict(verified))))


def test_nobody_who_approved_is_named_in_public(tmp_path: Path) -> None:
    assert "Hoofd toezicht" not in as_markdown(page(disclosed(tmp_path)))


def test_the_last_comparison_is_told_when_there_is_one(tmp_path: Path) -> None:
    told = disclosed(tmp_path, language=Language.EN)
    last = LastComparison("2026-03-01-abc", date(2026, 3, 1), 2_000)
    assert "Last comparison: 2,000 addresses on 01-03-2026" in as_markdown(page(told, last))
    assert "Last comparison" not in as_markdown(page(told))
