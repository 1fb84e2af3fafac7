# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the columns of any table mean, and which may not be used."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pandzicht.definitions.admission import NO_ANSWERS, Answered, Answers, NameAnswer
from pandzicht.definitions.refused import judged
from pandzicht.definitions.source import Role
from pandzicht.errors import DeliveryFaults
from pandzicht.sources.table_roles import TableRoles, roles_of

ROWS = {
    "Nr": ["1", "2"],
    "Straatnaam": ["Dorpsstraat", "Markt"],
    "Huisnr": ["1", "2 a"],
    "Postcode": ["2511CA", None],
    "Nationaliteit": ["x", "y"],
}
BSNS = ["999990019", "999990020", "999990032", "999990044", "999990056", "999990068"]


def roles(*given: str, rows: dict[str, list[str | None]] | None = None, answers: Answers | None = None) -> TableRoles:
    columns = {name: pa.array(texts, pa.string()) for name, texts in (rows or ROWS).items()}
    return roles_of(pa.table(columns), given, file="lijst.xlsx", answers=answers or NO_ANSWERS)


def faults(*given: str, rows: dict[str, list[str | None]] | None = None) -> list[str]:
    with pytest.raises(DeliveryFaults) as found:
        roles(*given, rows=rows)
    return [str(fault) for fault in found.value.faults]


def test_columns_are_known_by_name_and_content() -> None:
    found = roles()
    assert found.of == {Role.STRAAT: "Straatnaam", Role.HUISNUMMER_GEHEEL: "Huisnr", Role.POSTCODE: "Postcode"}
    assert found.told == frozenset()


def test_what_is_said_goes_before_what_is_guessed() -> None:
    found = roles("huisnummer = HUISNR", "adres=straatnaam")
    assert found.of == {Role.HUISNUMMER: "Huisnr", Role.ADRES: "Straatnaam", Role.POSTCODE: "Postcode"}
    assert found.told == {Role.HUISNUMMER, Role.ADRES}


def test_a_role_is_taken_away_with_nothing_behind_it() -> None:
    assert Role.POSTCODE not in roles("postcode=").of


def test_of_two_columns_with_one_meaning_the_first_is_read() -> None:
    found = roles(rows={"straat": ["Markt"], "Straatnaam": ["Dorp"], "postcode": ["2511CA"]})
    assert found.of[Role.STRAAT] == "straat"


def test_what_may_never_be_used_is_named_with_its_reason() -> None:
    rows = ROWS | {"BSN": ["1", "2"], "Godsdienst klant": ["x", "y"], "A-nummer": ["1", "2"]}
    found = roles(rows=rows)
    assert list(found.refused) == ["Nationaliteit", "BSN", "Godsdienst klant", "A-nummer"]
    assert "pseudonym" in found.refused["BSN"]
    assert "religion" in found.refused["Godsdienst klant"]


def test_a_column_that_nobody_knows_waits_for_an_answer() -> None:
    rows = ROWS | {"Kwispel": ["x", "y"]}
    answer = NameAnswer(
        name="Kwispel",
        answer=Answered.ADMITTED,
        reason="the kind of fence around a plot",
        by="A. Analist",
        on=date(2026, 3, 1),
    )
    assert list(roles(rows=rows).unsure) == ["Kwispel"]
    assert "Kwispel" not in roles(rows=rows).refused
    assert dict(roles(rows=rows, answers=Answers({"Kwispel": answer})).unsure) == {}


def test_a_column_that_is_part_of_an_address_needs_no_answer_and_is_refused_all_the_same() -> None:
    rows = ROWS | {"Kwispel": ["0518010000000001", "0518010000000002"]}
    assert dict(roles(rows=rows).unsure) == {}
    assert dict(roles("adres=Kwispel", rows=ROWS | {"Kwispel": ["Markt 1", "Markt 2"]}).unsure) == {}
    assert "may not be used" in faults("adres=Nationaliteit")[0]


@pytest.mark.parametrize(
    ("name", "texts", "is_refused"),
    [
        ("klantnummer", BSNS, True),
        ("klantnummer", [*BSNS * 3, "onbekend"], True),
        ("klantnummer", BSNS[:4], False),
        ("klantnummer", [str(int(number) + 1) for number in BSNS], False),
        ("klantnummer", [*BSNS, "a", "b", "c"], False),
        ("rsin", BSNS, False),
    ],
)
def test_numbers_of_persons_are_known_by_their_check(name: str, texts: list[str | None], is_refused: bool) -> None:
    found = roles(rows={"straat": ["Markt"] * len(texts), name: texts})
    assert (name in found.refused) is is_refused


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = faults("straat=Straat", "weg=Postcode", "postcode", "huisletter=Nationaliteit", "huisnummer=Huisnr")
    assert [text.split(": ", 2)[2] for text in found] == [
        "there is no column 'Straat'; there are 'Nr', 'Straatnaam', 'Huisnr', 'Postcode', 'Nationaliteit'",
        f"'weg' is not a role; known are {', '.join(Role)}",
        "is not ROLE=COLUMN; write for instance --role straat=Straatnaam",
        f"column 'Nationaliteit' may not be used ({judged('Nationaliteit')}); name another column",
    ]


def test_one_role_or_one_column_is_named_once() -> None:
    twice = faults("straat=Nr", "straat=Huisnr", "adres=Nr")
    assert [text.split(": ", 2)[2] for text in twice] == [
        "role 'straat' is given twice; keep one of them",
        "column 'Nr' has a role already; keep the one that says most",
    ]


def test_a_table_without_an_address_is_told_which_columns_it_has() -> None:
    rows: dict[str, list[str | None]] = {"Naam": ["x"], "Huisnr": ["1"], "Plaats": ["Duinrijk"], "Taal": ["nl"]}
    (told,) = faults(rows=rows)
    assert told.startswith("lijst.xlsx: no column is recognised as (part of) an address; there are 'Naam', 'Huisnr', ")
    assert "'Taal'" not in told
    assert "--role adres=COLUMN" in told


def test_the_place_of_a_row_is_no_column() -> None:
    found = roles(rows={"straat": ["Markt"], "file_no": ["0"], "record_no": ["1"]})
    assert found.of == {Role.STRAAT: "straat"}
    assert "there are 'straat'" in faults("postcode=record_no", rows={"straat": ["Markt"], "record_no": ["1"]})[0]
