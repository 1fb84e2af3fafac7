# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of a proxy test: what people read of it, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.exports.proxy_report import at_address, interval, proxy_report, strongest
from pandzicht.language import Language
from tests.small_catalogue import FILES


def measured(verdict: str, chance: float, value: float = 0.625) -> dict[str, Any]:
    return {"verdict": verdict, "chance": chance, "value": value, "low": 0.4, "high": 0.8}


PAIR: dict[str, Any] = {
    "kind": "score",
    "name": "wonen",
    "feature": "wonen",
    "group": "cbs.ouderen",
    "verdict": "breach",
    "areas": 60,
    "measured": {
        "mean": measured("breach", 0.01),
        "separation": measured("within", 0.0001),
        "ratio": {"verdict": "cannot_tell", "chance": 1.0},
    },
    "rates": [0.01, None, 0.02, 0.03, 0.045],
    "rarer": {"value": 1.8, "low": 1.4, "high": 2.3},
}
RESULT: dict[str, Any] = {
    "inputs": {"run": "2026-03-01-ab", "definitions": "0123456789abcdef", "code": "0.1.0"},
    "groups": [
        {"group": "cbs.ouderen", "label": {"nl": "ouderen", "en": "older people"}, "areas": 60},
        {"group": "cbs.herkomst", "label": {"nl": "herkomst | elders", "en": "origin"}, "areas": 0},
    ],
    "untested": ["eigenaar_naam"],
    "pairs": [PAIR],
    "verdicts": {"within": 0, "breach": 1, "slight": 0, "cannot_tell": 0},
    "findings": [{"id": "f1", "check": "wonen", "kind": "score", "feature": "wonen", "group": "cbs.ouderen"}],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(checks={"wonen": Check.model_validate(yaml_data(FILES["checks/wonen.yaml"]))})


def test_it_tells_per_check_what_stands_in_for_whom_and_how_surely(catalogue: Catalogue) -> None:
    text = proxy_report(RESULT, catalogue, Language.NL)
    assert (
        "| f1 | score wonen | ouderen | rangcorrelatie van het gemiddelde per buurt | 0,62 (95 %: 0,4 tot 0,8) "
        "| 1,8 (95 %: 1,4 tot 2,3) keer zo vaak |" in text
    )
    assert "te klein per adres om te blokkeren |" not in text.replace("te klein per adres om te blokkeren | 0 |", "")
    assert "| Wonen | ouderen | 1 % | - | 2 % | 3 % | 4,5 % | niet te zeggen |" in text
    assert "Niet getoetst, want het is een naam of nergens bekend: eigenaar_naam." in text


def test_what_is_too_small_to_block_is_told_with_how_much_it_matters_at_an_address(catalogue: Catalogue) -> None:
    plain = {name: told for name, told in PAIR["measured"].items() if name != "ratio"}
    slight = PAIR | {
        "verdict": "slight",
        "kind": "indicator",
        "feature": "waarde",
        "measured": plain,
        "rarer": {},
        "rates": [],
    }
    text = proxy_report(RESULT | {"pairs": [slight, PAIR]}, catalogue, Language.NL)
    assert "## Voorbij de grens, en te klein per adres om te blokkeren" in text
    assert (
        "| indicator waarde | ouderen | rangcorrelatie van het gemiddelde per buurt | 0,62 (95 %: 0,4 tot 0,8) "
        "| te raden met een kans van 0,62 (95 %: 0,4 tot 0,8) |" in text
    )
    assert at_address({"rarer": {}, "measured": {}}, Language.EN) == "cannot be told"


def test_what_was_not_delivered_is_said_and_no_name_breaks_a_table(catalogue: Catalogue) -> None:
    assert "| herkomst / elders | cbs.herkomst | niet geleverd, niet getoetst |" in proxy_report(
        RESULT, catalogue, Language.NL
    )


def test_it_is_there_in_english_too(catalogue: Catalogue) -> None:
    text = proxy_report(RESULT, catalogue, Language.EN)
    assert text.startswith("# Proxy test of run 2026-03-01-ab\n")
    assert "| older people | cbs.ouderen | 60 |" in text
    assert text.rstrip().endswith("What cannot be told is no pass.")


def test_the_measure_that_is_named_is_a_breach_and_the_surest_of_them() -> None:
    both = {
        "mean": measured("breach", 0.02),
        "share": measured("breach", 0.01),
        "separation": measured("within", 0.001),
    }
    assert strongest(PAIR | {"measured": both})[0] == "share"
    assert interval(measured("breach", 0.1, -0.5), Language.EN) == "-0.5 (95 %: 0.4 to 0.8)"
