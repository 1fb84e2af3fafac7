# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold of any lines of text, whatever they hold: they are read and linked, and nothing is made up.

Many lines go through the engine together: a batch costs little more than a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pandzicht.linking.link import link_sources
from pandzicht.linking.tier import State
from pandzicht.store.engine import Engine
from tests.linking.lines import spoken
from tests.linking.town import Found, Home, Row, Town, found_links

HOMES = (
    Home(7), Home(9, pand=1), Home(12, "A", pand=1), Home(12, toevoeging="HS", pand=1),
    Home(12, toevoeging="2", pand=1), Home(14, pand=2), Home(14, "H", pand=2),
    Home(3, straat="marktweg", postcode="2512AB", pand=3),
    Home(5, straat="dorpsstraat", postcode="2511DD", pand=4),
    Home(5, straat="dorpsstraat", postcode="2600DD", woonplaats="duinoord", pand=5),
    Home(5, straat="plein1813", postcode="2512AC", pand=6), Home(1813, straat="plein", postcode="2512AD", pand=7),
    Home(5, straat="1ekerkstraat", postcode="2512AE", pand=8),
    Home(5, straat="lnvmeerdervoort", postcode="2513CC", pand=9),
    Home(8, straat="wilhelminalaan", woonplaats="alphenadrijn", postcode="2400AA", pand=10),
)  # fmt: skip
PROTECTED = (Home(99, straat="schuilweg", postcode="2512ZZ", pand=11),)
SHORT_NAMES = (("meerdervoort", "lnvmeerdervoort"), ("visstraat", "1ekerkstraat"))
MEMORY_MIB = 512
"""More than any batch of lines needs: a line that costs its square does not get so far."""
PARTS = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "postcode4", "woonplaats", "line")

Shape = tuple[str, ...]


@dataclass(slots=True)
class Lines:
    """A small town in an engine of its own, in which lines are read and linked."""

    town: Town = field(
        default_factory=lambda: Town(
            HOMES, PROTECTED, short_names=SHORT_NAMES, engine=Engine(threads=1, memory_mib=MEMORY_MIB)
        )
    )

    def check(self, lines: Sequence[str]) -> set[Shape]:
        """Read and link lines, and return the ways in which they were: the parts that each has, and its tier.

        Raises AssertionError with the line of which something does not hold.
        """
        rows = spoken(self.town.engine, lines)
        result = link_sources(self.town.engine, [self.town.deliver("meldingen", rows)])
        found = found_links(self.town.engine)
        assert result.rows("meldingen") == len(rows) == len(found)
        assert sum(result.rows("meldingen", state) for state in State) == len(rows)
        return {
            _checked(text, row, found["meldingen", place])
            for place, (text, row) in enumerate(zip(lines, rows, strict=True))
        }


def _checked(text: str, row: Row, found: Found) -> Shape:
    digits = re.sub("[^0-9]", "", text)
    kept = " ".join(str(part) for part in (row.huisnummer, row.huisletter, row.toevoeging, row.postcode) if part)
    assert len(re.sub("[^0-9]", "", kept)) <= len(digits), (text, row)
    assert all(run in digits for run in re.findall("[0-9]+", kept)), (text, row)
    assert row.huisnummer is None or 1 <= row.huisnummer <= 99_999, (text, row)
    assert (found.state == "linked") == (found.address_no is not None), (text, found)
    assert found.state != "protected" or found.runner_up is None, (text, found)
    if found.address_no is not None:
        number = str(HOMES[found.address_no].huisnummer)
        assert number in [run.lstrip("0") for run in re.findall("[0-9]+", text)], (text, found)
    return (found.tier, *(part for part in PARTS if getattr(row, part) is not None))


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a file of any bytes."""
    return data.decode("utf-8", errors="replace").split("\n")
