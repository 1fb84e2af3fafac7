# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is told of the links of a table; above all that a protected address reads like one that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.language import Language
from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS, State, Tier
from pandzicht.runs.link_answers import tier_told
from pandzicht.runs.link_stage import stand
from pandzicht.runs.plan import Dates, plan_spine
from pandzicht.runs.spine_stage import make_spine
from pandzicht.store.engine import Engine
from tests.model_city import ModelCity
from tests.runs.linked_rows import answers_of, linked

NAMES = ("object_id", "nummeraanduiding_id", "straat", "huisnummer", "toevoeging", "postcode", "woonplaats")
Row = Mapping[str, str | None]


@pytest.fixture(scope="module")
def hidden(model_city: ModelCity) -> list[Row]:
    """Protected addresses in full, of house numbers of which nothing else is in the spine."""
    plan = plan_spine(model_city.workspace, model_city.catalogue, Dates(PEILDATUM, PEILDATUM))
    with Engine(threads=1) as engine:
        stand(plan, engine)
        make_spine(plan, engine)
        found = engine.rows(
            "SELECT lpad(object_id::VARCHAR, 16, '0'), lpad(nummeraanduiding_id::VARCHAR, 16, '0'), straat_norm, "
            "huisnummer::VARCHAR, toevoeging, postcode, woonplaats_norm FROM protected_names p "
            "WHERE huisletter IS NULL AND toevoeging IS NULL AND postcode IS NOT NULL "
            "AND NOT EXISTS (FROM address_names n WHERE n.huisnummer = p.huisnummer "
            "AND (n.straat_norm = p.straat_norm OR n.postcode = p.postcode)) ORDER BY 1"
        )
    assert len(found) > 5
    return [dict(zip(NAMES, row, strict=True)) for row in found]


def only(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}


SAID = (
    ("straat", "huisnummer", "postcode", "woonplaats"),
    ("postcode", "huisnummer"),
    ("straat", "huisnummer"),
    ("straat", "huisnummer", "woonplaats"),
    ("object_id",),
    ("nummeraanduiding_id",),
    ("object_id", "straat", "huisnummer", "postcode", "woonplaats"),
)
"""In how many ways a row can name an address."""


def free_of(hidden: list[Row]) -> Iterator[Row]:
    """What is written like the protected addresses, and does not exist: another house number and another id."""
    for row in hidden:
        ids = {name: f"{str(row[name])[:6]}9999999999" for name in ("object_id", "nummeraanduiding_id")}
        yield {**row, **ids, "huisnummer": "9999"}


@pytest.mark.parametrize("names", SAID)
def test_a_protected_address_reads_like_one_that_does_not_exist(
    model_city: ModelCity, hidden: list[Row], names: tuple[str, ...]
) -> None:
    protected = linked(model_city, [only(row, *names) for row in hidden], names=NAMES)
    absent = linked(model_city, [only(row, *names) for row in free_of(hidden)], names=NAMES)
    assert answers_of(protected) == answers_of(absent)
    assert protected.tiers == absent.tiers
    assert set(protected.tiers) <= {Tier.NOT_FOUND, Tier.ID_NOT_FOUND}
    assert protected.rows(State.PROTECTED) == 0


def test_a_protected_address_with_its_number_in_the_street_or_its_town_elsewhere(
    model_city: ModelCity, hidden: list[Row]
) -> None:
    glued = [{"straat": f"{row['straat']}{row['huisnummer']}", "postcode": row["postcode"]} for row in hidden]
    moved = [{**only(row, "straat", "huisnummer", "postcode"), "woonplaats": "Verweg"} for row in hidden]
    found = answers_of(linked(model_city, [*glued, *moved], names=NAMES))
    assert {answer["uitkomst"] for answer in found} == {"niet gevonden"}
    assert {answer["reden"] for answer in found} == {reason_of(MEANINGS[Tier.NOT_FOUND]).nl}
    rest = ("gevonden_adres", "address_id", "zekerheid", "verschilt", "ander_adres", "afstand")
    assert {answer[name] for answer in found for name in rest} == {None}


@pytest.mark.parametrize("language", Language)
def test_every_reason_that_is_told_is_told_of_one_tier_only(language: Language) -> None:
    told = tier_told(language)
    assert sorted(told.values()) == sorted(tier for tier in Tier if MEANINGS[tier].state is not State.PROTECTED)
