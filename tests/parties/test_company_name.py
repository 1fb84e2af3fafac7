# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The name of a company without its form, with its number, and the other names that stand in it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pandzicht.parties.company_name import company_names
from pandzicht.store.engine import Engine


def spelled(text: str) -> list[tuple[str, str, str | None]]:
    with Engine(threads=1) as engine:
        engine.register("texts", pa.table({"text_id": [1], "text": [text]}))
        return engine.rows(f"SELECT bare, number, form FROM ({company_names('texts')}) ORDER BY is_second")


@pytest.mark.parametrize(
    ("text", "told"),
    [("Veen Beheer B.V.", ("veenbeheer", "", "bv")), ("veen beheer bv", ("veenbeheer", "", "bv")),
     ("Veen Beheer besloten vennootschap", ("veenbeheer", "", "bv")), ("St. Wonen", ("wonen", "", "stichting")),
     ("St. Joris Beheer BV", ("stjorisbeheer", "", "bv")), ("Veen & Zoon II V.O.F.", ("veenzoon", "2", "vof")),
     ("Veen en Zoon 2", ("veenzoon", "2", None)), ("Veen Beheer 02 B.V. i.o.", ("veenbeheer", "2", "bv")),
     ("V.v.E. Kerkstraat 1-9", ("kerkstraat1", "9", "vve")), ("Stichting", ("stichting", "", "stichting")),
     ("Van den Berg Vastgoed", ("vdbergvastgoed", "", None)), ("v.d. Berg Vastgoed", ("vdbergvastgoed", "", None)),
     ("Koç Bakkerij", ("kocbakkerij", "", None)), ("II", ("ii", "", None))],
)  # fmt: skip
def test_form_and_number_stand_beside_the_name(text: str, told: tuple[str, str, str | None]) -> None:
    assert spelled(text) == [told]


@pytest.mark.parametrize(
    "text", ["Veen Beheer B.V. h.o.d.n. De Kroon", "Veen Beheer B.V. t.h.o.d.n. De Kroon",
             "Veen Beheer BV handelend onder de naam De Kroon", "Veen Beheer B.V., voorheen De Kroon",
             "Veen Beheer B.V. v/h De Kroon"],
)  # fmt: skip
def test_a_text_may_hold_another_name(text: str) -> None:
    assert spelled(text) == [("veenbeheer", "", "bv"), ("dekroon", "", None)]
