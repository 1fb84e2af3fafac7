# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check says in public is held to the standard when the catalogue is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import DefinitionFaults
from tests.published_catalogue import PUBLICATION, published, with_publication
from tests.small_catalogue import FILES

FIRST = len(FILES["checks/wonen.yaml"].splitlines()) + 1


def faults(folder: Path, changes: dict[str, str | None]) -> list[str]:
    with pytest.raises(DefinitionFaults) as error:
        published(folder, changes)
    return [str(fault) for fault in error.value.faults]


def test_a_catalogue_with_a_publication_is_sound(tmp_path: Path) -> None:
    publication = published(tmp_path).checks["wonen"].publication
    assert publication is not None
    assert publication.retention == "P1Y"


def test_a_text_that_is_too_long_is_told_with_its_length_and_the_limit(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, with_publication("Wij vergelijken registers.", "x" * 431))
    assert fault == (
        f"checks/wonen.yaml: line {FIRST + 2}: publication.summary: has 431 signs, the limit is 400 "
        "(Publicatiestandaard Algoritmeregister 1.0); shorten it by 31"
    )


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = PUBLICATION.replace("Woningen vergelijken", "x" * 101).replace("https://wetten", "wetten")
    text += "  contact: de balie\n  dpia_page: dpia.pdf\n"
    told = faults(tmp_path, {"checks/wonen.yaml": FILES["checks/wonen.yaml"] + text})
    assert [one.split(": ")[2] for one in told] == [
        "publication.name",
        "publication.laws.0",
        "publication.contact",
        "publication.dpia_page",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: In gebruik", "status: in gebruik", "'In ontwikkeling', 'In gebruik' or 'Buiten gebruik'"),
        ("themes: [Wonen]", "themes: [Bestuur]", "'Wonen'"),
        ('begin: "2026-01"', 'begin: "januari 2026"', "should match pattern"),
        ("ground: e", "ground: f", "'c' or 'e'"),
        ("  retention: P1Y\n", "", "key 'retention' is missing"),
        ("  risks: {nl: De risico's., en: The risks.}\n", "", "key 'risks' is missing"),
        ("    - {nl: Analisten, en: Analysts}", "    []", "at least 1"),
        ("retention: P1Y", "retention: een jaar", "should match pattern"),
        ("  ground: e", "  ground: e\n  doel: x", "unknown key 'doel'"),
    ],
)
def test_what_the_grammar_does_not_take_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in "\n".join(faults(tmp_path, with_publication(old, new)))
