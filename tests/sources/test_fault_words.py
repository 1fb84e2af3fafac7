# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The usual faults of a delivery are said in Dutch, with their line; what is not known stays as it was made."""

from __future__ import annotations

import pytest

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.language import Language, speaker
from pandzicht.readers.findings import Findings
from pandzicht.readers.signature import Kind, expect
from pandzicht.sources.fault_words import said_fault, said_text

NL, EN = speaker(Language.NL), speaker(Language.EN)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEXT])
def test_every_kind_of_file_is_said(kind: Kind) -> None:
    said = said_text(f"is {kind.called}, expected {Kind.TEXT.called}", NL)
    assert said.endswith("verwacht wordt tekst")
    assert kind.called not in said
    assert said_text(kind.remedy, NL) != kind.remedy or kind in (Kind.ZIP, Kind.GZIP)


def test_a_fault_that_a_reader_makes_is_said_whole() -> None:
    with pytest.raises(DeliveryFaults) as raised:
        expect(Kind.TEXT, b"%PDF-1.7", Findings("levering.csv"))
    (fault,) = raised.value.faults
    assert said_fault(fault, NL) == "levering.csv: is een PDF, verwacht wordt tekst. Vraag de tabel zelf op."


def test_a_sentence_within_a_sentence_is_said_too() -> None:
    found = "rows set aside: 12 of 30, a share of 0.4 is above the maximum 0.01"
    assert said_text(found, NL) == (
        "rijen die apart worden gezet: 12 van 30, een aandeel van 0.4 is hoger dan het maximum 0.01"
    )


def test_what_is_not_known_stays_and_english_stays_english() -> None:
    assert said_text("something else entirely", NL) == "something else entirely"
    fault = Fault("a.csv", "line 3", "the file is empty", "deliver it again")
    assert said_fault(fault, EN) == "a.csv, line 3: the file is empty. Deliver it again."
    assert said_fault(Fault("a.csv", "", "x"), EN) == "a.csv: x."


def test_forms_of_dates_are_said_as_people_write_them() -> None:
    said = said_text("is not a date written as yyyymmdd, yyyy or %Y%m%d", NL)
    assert said == "is geen datum in de vorm yyyymmdd, yyyy"
