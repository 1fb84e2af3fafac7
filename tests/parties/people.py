# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of invented persons and companies, as sources deliver them, for the tests of parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from pandzicht.definitions.source import Source
from pandzicht.governance.purpose import Purpose
from pandzicht.parties.party_source import PartyField, PartyKind, PartySource
from pandzicht.parties.question import PartyQuestion
from pandzicht.store.engine import Engine

PURPOSE = Purpose("verhuur", "Wet goed verhuurderschap art. 2", "verhuurder")
COMPANIES = PartyQuestion(PURPOSE)
EVERYBODY = PartyQuestion(PURPOSE, "Wet goed verhuurderschap art. 5")
BORN = date(1970, 5, 14)
FIELDS = {
    PartyField.KIND: "kind", PartyField.PREFIX: "prefix", PartyField.NAME: "name",
    PartyField.OTHER_NAME: ("trade_name", "former_name"), PartyField.GIVEN: "given", PartyField.BORN: "born",
    PartyField.PSEUDONYM: "pseudonym", PartyField.KVK_NUMBER: "kvk_number", PartyField.RSIN: "rsin",
    PartyField.POSTCODE: "postcode", PartyField.HUISNUMMER: "huisnummer", PartyField.TOEVOEGING: "toevoeging",
}  # fmt: skip
KINDS = {PartyKind.PERSON: ("natuurlijk_persoon",), PartyKind.COMPANY: ("niet_natuurlijk_persoon",)}


@dataclass(frozen=True)
class Row:
    """What one row says of a party."""

    kind: str | None = None
    prefix: str | None = None
    name: str | None = None
    trade_name: str | None = None
    former_name: str | None = None
    given: str | None = None
    born: date | None = None
    pseudonym: str | None = None
    kvk_number: str | None = None
    rsin: str | None = None
    postcode: str | None = None
    huisnummer: int | None = None
    toevoeging: str | None = None
    party: str | None = None


def person(name: str | None, given: str | None = "Jan", born: date | None = BORN, **more: Any) -> Row:
    """A natural person."""
    return Row(kind="natuurlijk_persoon", name=name, given=given, born=born, **more)


def company(name: str | None, **more: Any) -> Row:
    """A company."""
    return Row(kind="niet_natuurlijk_persoon", name=name, **more)


def source_of(name: str, purposes: Sequence[str] = ("verhuur",)) -> Source:
    """The definition of a source with its purposes."""
    return Source.model_validate(
        {
            "source": name,
            "label": {"nl": name, "en": name},
            "owner": "Gemeente Duinrijk",
            "reader": "csv",
            "delivery": "full",
            "legal_basis": [{"article": "verzonnen", "verified": "te_toetsen"}],
            "supply": "wettelijk",
            "purposes": list(purposes),
            "retention": "P1Y",
        }
    )


_SCHEMA = pa.schema(
    [("delivery_no", pa.int16()), ("row_no", pa.int32()), ("row_id", pa.uint64())]
    + [(field, pa.date32() if field == "born" else pa.int32() if field == "huisnummer" else pa.string())
       for field in Row.__dataclass_fields__]
)  # fmt: skip


def deliver(
    engine: Engine, name: str, rows: Sequence[Row], *, purposes: Sequence[str] = ("verhuur",), key: str | None = None
) -> PartySource:
    """A source of rows, numbered from 0 in the order given."""
    numbers = count()
    lines = [{"delivery_no": 0, "row_no": (at := next(numbers)), "row_id": at, **asdict(row)} for row in rows]
    engine.register(f"rows_{name}", pa.Table.from_pylist(lines, _SCHEMA))
    return PartySource(source_of(name, purposes), f"rows_{name}", FIELDS, KINDS, key)


_HOMES = st.sampled_from([(None, None), ("2511AB", 12), ("2522CD", 7)])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row of a small world, in which names, days, numbers and addresses often meet."""
    postcode, number = draw(_HOMES)
    if draw(st.booleans()):
        return person(
            draw(st.sampled_from(["Berg", "van den Berg", "v.d. Berg", "Bergh", "Vries-Berg", "de Vries", None])),
            draw(st.sampled_from(["Jan", "J.", "P.", "J.H.", None])),
            draw(st.sampled_from([BORN, date(1970, 1, 1), date(1971, 5, 14), None])),
            pseudonym=draw(st.sampled_from([None, None, "a", "b"])),
            postcode=postcode,
            huisnummer=number,
        )
    return company(
        draw(
            st.sampled_from(["Veen Beheer B.V.", "Veen Beheer", "Veen Beheer II", "Veen Beheer VOF", "De Kroon", None])
        ),
        trade_name=draw(st.sampled_from([None, None, "De Kroon"])),
        kvk_number=draw(st.sampled_from([None, None, "27000001", "27000002"])),
        rsin=draw(st.sampled_from([None, None, "001", "002"])),
        postcode=postcode,
        huisnummer=number,
    )
