# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a line of text: every row ends somewhere, the same one each time, in whatever order rows come."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from pandzicht.linking.link import link_sources
from pandzicht.linking.tier import State
from tests.linking.lines import spoken
from tests.linking.town import Home, Row, Town, found_doubts, found_links

HOMES = [
    Home(7), Home(12, "A", pand=1), Home(12, toevoeging="HS", pand=1), Home(12, toevoeging="2", pand=1),
    Home(14, pand=2), Home(3, straat="marktweg", postcode="2512AB", pand=3),
    Home(5, straat="dorpsstraat", postcode="2511DD", pand=4),
    Home(5, straat="dorpsstraat", postcode="2600DD", woonplaats="duinoord", pand=5),
    Home(5, straat="plein1813", postcode="2512AC", pand=6),
]  # fmt: skip
HIDDEN = Home(99, straat="schuilweg", postcode="2512ZZ", pand=8)
WORDS = st.sampled_from(
    ["Kerkstraat", "kerkstr.", "Kerkstrat", "Marktweg", "Dorpsstraat", "Plein 1813", "Schuilweg 99", "7", "12", "3",
     "5", "0", "99999", "A", "hs", "2 hoog", "huis", "-2", ",", ".", ":", "op", "op de", "bij", "naast", "niet om",
     "maar", "en", "t/m", "nr.", "2511CA", "2511", "Duinrijk", "duinoord", "Delft", "in", "al 3 weken", "'t", "ß",
     "²", "\n"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30)
FEWER = settings(max_examples=max(5, settings.default.max_examples // 12))


@st.composite
def told(draw: st.DrawFn) -> list[Row]:
    """Rows of lines, some with fields of their own beside the line."""
    lines = draw(st.lists(LINES, min_size=20, max_size=30))
    town = Town([])
    rows = spoken(town.engine, lines)
    town.engine.close()
    for place in draw(st.sets(st.integers(0, len(rows) - 1), max_size=6)):
        own = draw(
            st.sampled_from([{"postcode": "2511CA"}, {"woonplaats": "duinoord"}, {"huisnummer": 7}, {"pand_id": 1}])
        )
        rows[place] = replace(rows[place], **own)
    return rows


@FEWER
@given(told())
def test_every_line_ends_in_one_state_the_same_again_and_in_any_order(rows: list[Row]) -> None:
    town = Town(HOMES, [HIDDEN])
    source = town.deliver("meldingen", rows)
    result = link_sources(town.engine, [source])
    links, doubted = found_links(town.engine), found_doubts(town.engine, "meldingen")
    assert len(links) == len(rows) == result.rows("meldingen")
    assert len(rows) == sum(result.rows("meldingen", state) for state in State)
    for found in links.values():
        event(found.tier)
        assert (found.state == "linked") == ((found.address_no, found.pand_no) != (None, None))
    link_sources(town.engine, [source])
    assert (found_links(town.engine), found_doubts(town.engine, "meldingen")) == (links, doubted)
    town.engine.run("SET threads = 1")
    link_sources(town.engine, [town.deliver("meldingen", rows[::-1])])
    turned = {("meldingen", len(rows) - 1 - row_no): found for (_, row_no), found in found_links(town.engine).items()}
    assert (turned, found_doubts(town.engine, "meldingen")) == (links, doubted)
