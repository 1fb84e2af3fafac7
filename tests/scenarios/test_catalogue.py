# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The delivered catalogue keeps the rules, covers what it promises, and refuses what must be refused."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.reads import rests_on_absence_of
from pandzicht.definitions.refused import proxy_listing
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.signal import Answer
from pandzicht.definitions.source import About
from pandzicht.ranking.proxy_limits import NORMS as LIMITS
from pandzicht.ranking.proxy_limits import proxy_limits
from pandzicht.readers.registry import reader_names
from pandzicht.signals.activation import activate
from pandzicht.signals.scenarios import scenario_faults

CHECKS = {
    "onrechtmatig_wonen",
    "adreskwaliteit",
    "hennep",
    "illegale_bouw",
    "achterstallig_onderhoud",
    "brandveiligheid",
    "winkelgebied",
    "branches",
}
READERS = reader_names() | frozenset(SpineReader)
DAY = date(2026, 3, 1)
WAY_OF_LIVING = re.compile(r"standplaats|woonwagen", re.IGNORECASE)
ABOUT_PERSONS = re.compile(
    r"nationalit|geslacht|geboorte|herkomst|\b(moeder)?taal\b|uitkering|schuld|inkomen|leeftijd", re.IGNORECASE
)
EARLIER_SELECTIONS = {"bezoeken", "handhaving", "wkpb"}


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    return sound_catalogue(root / "catalogue", readers=READERS)


def test_all_scenarios_of_all_signals_give_the_answer_that_they_expect(catalogue: Catalogue) -> None:
    assert list(scenario_faults(catalogue)) == []


def test_it_is_as_broad_as_it_promises(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) >= 70
    assert len(catalogue.signals) >= 44
    assert len(catalogue.norms) >= 25
    assert len({indicator.source for indicator in catalogue.indicators.values()}) >= 20
    assert set(catalogue.checks) == CHECKS


def test_every_signal_is_shown_as_yes_as_no_and_as_unknown(catalogue: Catalogue) -> None:
    shown = {name: {item.expect for item in signal.scenarios} for name, signal in catalogue.signals.items()}
    assert [name for name, answers in shown.items() if answers != set(Answer)] == []


def test_every_signal_that_rests_on_absence_is_shown_in_doubt(catalogue: Catalogue) -> None:
    missing = []
    for name, signal in catalogue.signals.items():
        sources = {source for source, _ in rests_on_absence_of(catalogue, signal)}
        rows = {source for source in sources if catalogue.sources[source].about is About.ADDRESS}
        doubted = {source for item in signal.scenarios for source in item.doubtful if item.expect is Answer.UNKNOWN}
        missing += [name] if rows and not rows & doubted else []
    assert missing == []


def test_every_text_for_people_is_dutch_and_english(catalogue: Catalogue) -> None:
    texts = [
        *(
            item.label
            for folder in ("sources", "indicators", "norms", "checks")
            for item in catalogue.of(folder).values()
        ),
        *(text for signal in catalogue.signals.values() for text in (signal.question, signal.sentence, signal.motive)),
        *(
            text
            for check in catalogue.checks.values()
            for text in (check.result, check.ai_act and check.ai_act.reasons)
        ),
        *(text for proxy in catalogue.proxies.values() for text in (proxy.justification, proxy.substantive_reason)),
    ]
    assert [text for text in texts if text is None or not text.en] == []


def test_nobody_verified_a_legal_basis_yet_and_every_page_will_say_so(catalogue: Catalogue) -> None:
    bases = [
        basis
        for folder in ("sources", "indicators", "signals", "checks")
        for item in catalogue.of(folder).values()
        for basis in item.legal_basis
    ]
    assert [basis.article for basis in bases if basis.is_verified] == []
    assert activate(catalogue, on=DAY, demo=True).unverified
    assert activate(catalogue, on=DAY, demo=False).checks == {}


def test_every_check_runs_in_the_demo_and_the_unsupplied_source_feeds_none(catalogue: Catalogue) -> None:
    activation = activate(catalogue, on=DAY, demo=True)
    assert set(activation.checks) == CHECKS
    assert catalogue.sources["energie"].supply == "none"
    assert "energie" not in activation.sources
    assert {name for name in catalogue.signals if name not in activation.signals} == {"energieverbruik_afwijkend"}


def test_every_check_keeps_a_control_share_and_a_fixed_list_of_facts(catalogue: Catalogue) -> None:
    assert {check.strata.control for check in catalogue.checks.values()} == {0.15}
    assert sum(check.challenger is not None for check in catalogue.checks.values()) >= 2
    assert [name for name, check in catalogue.checks.items() if not 8 <= len(check.facts) <= 14] == []
    assert [name for name, check in catalogue.checks.items() if max(check.points.values()) > 5] == []


def test_a_way_of_living_is_no_signal_no_point_and_no_norm(catalogue: Catalogue) -> None:
    said = [
        *(f"{name}: {signal.when} {signal.unknown_when}" for name, signal in catalogue.signals.items()),
        *(f"{name}: {indicator.aggregate}" for name, indicator in catalogue.indicators.items()),
        *(f"{name}: {check.frame}" for name, check in catalogue.checks.items()),
        *(f"{name}: {value.value}" for name, norm in catalogue.norms.items() for value in norm.values),
    ]
    assert [text for text in said if WAY_OF_LIVING.search(text)] == []


def test_nothing_that_is_computed_speaks_of_who_somebody_is(catalogue: Catalogue) -> None:
    said = [
        *(f"{name}: {signal.when}" for name, signal in catalogue.signals.items()),
        *(f"{name}: {indicator.aggregate}" for name, indicator in catalogue.indicators.items()),
        *(f"{name}: {field}" for name, source in catalogue.sources.items() for field in source.fields),
    ]
    tested = {
        f"{name}: {field}"
        for name, source in catalogue.sources.items()
        if source.stands_for
        for field in source.stands_for.fields
    }
    assert [text for text in said if ABOUT_PERSONS.search(text) and text not in tested] == []


def test_what_is_refused_is_read_of_areas_only_and_by_the_proxy_test_only(catalogue: Catalogue) -> None:
    told = {name: source.stands_for for name, source in catalogue.sources.items() if source.stands_for}
    assert set(told) == {"cbs_kerncijfers"}
    assert catalogue.sources["cbs_kerncijfers"].about is About.AREA
    assert told["cbs_kerncijfers"].fields >= {"ouderen", "inkomen_per_inwoner", "herkomst_buiten_europa"}
    assert proxy_limits(catalogue, DAY).correlation == 0.3


def test_area_figures_feed_nothing(catalogue: Catalogue) -> None:
    areas = {name for name, source in catalogue.sources.items() if source.about is About.AREA}
    assert areas >= {"cbs_kerncijfers", "leefbaarometer", "politie"}
    assert [name for name, indicator in catalogue.indicators.items() if indicator.source in areas] == []


def test_what_earlier_selections_found_is_marked_as_such(catalogue: Catalogue) -> None:
    unmarked = [
        name
        for name, indicator in catalogue.indicators.items()
        if indicator.source in EARLIER_SELECTIONS and not indicator.fed_by_selection
    ]
    assert unmarked == []


def test_history_of_an_owner_is_that_of_a_legal_person(catalogue: Catalogue) -> None:
    owners = [source.owners for source in catalogue.sources.values() if source.owners]
    assert [owner.legal_persons for owner in owners] == [("niet_natuurlijk_persoon",)]
    assert {name for name, item in catalogue.indicators.items() if item.per is Per.OWNER} == {
        "eigenaar_bezit",
        "eigenaar_overtredingen_5j",
    }
    signal = catalogue.signals["eigenaar_met_overtredingen"]
    assert signal.when.startswith("eigenaren_rechtspersoon >= 1 and ")


def test_every_indicator_on_the_proxy_list_is_justified_in_its_own_words(catalogue: Catalogue) -> None:
    listed = {name for name in catalogue.indicators if proxy_listing(name)}
    assert listed <= set(catalogue.proxies)
    assert "in_aangewezen_buurt" in catalogue.proxies
    words: dict[str, list[str]] = defaultdict(list)
    for name, proxy in catalogue.proxies.items():
        words[f"{proxy.justification.nl} {proxy.substantive_reason.nl}"].append(name)
    assert [names for names in words.values() if len(names) > 1] == []


def test_every_indicator_and_norm_serves_a_signal_a_frame_or_an_inspector(catalogue: Catalogue) -> None:
    activation = activate(catalogue, on=DAY, demo=True)
    assert set(catalogue.indicators) - set(activation.indicators) == {"energieverbruik_afwijkingen"}
    used = " ".join(
        [
            *(f"{signal.when} {signal.unknown_when}" for signal in catalogue.signals.values()),
            *(indicator.aggregate for indicator in catalogue.indicators.values()),
        ]
    )
    unused = [name for name in catalogue.norms if not re.search(rf":{name}\b", used)]
    assert set(unused) == set(LIMITS.values())
