# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The privacy statement has what AVG art. 13 and 14 ask, and promises no right that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.privacy_statement import privacy_statement
from pandzicht.exports.public_document import as_markdown
from pandzicht.language import Language
from tests.published_catalogue import CONCERNS, disclosed, with_publication
from tests.small_catalogue import FILES


def text(told: Disclosure) -> str:
    return as_markdown(privacy_statement(told))


@pytest.mark.parametrize(
    "part",
    [
        "Gemeente Duinrijk vergelijkt registers per adres.",
        "vragen@gemeente.example",
        "fg@gemeente.example",
        r"Doel \<van\> de controle.",
        "AVG art. 6 lid 1 onder e",
        "Huisvestingswet 2014 art. 21",
        "Bewoning, van Burgerzaken: Ingeschreven personen",
        "- Analisten",
        "Naar landen buiten de Europese Unie: Geen.",
        "1 jaar",
        "U mag vragen wat wij over u en uw adres weten.",
        "Autoriteit Persoonsgegevens",
        "Hij beslist niets",
        "Een mens beslist.",
    ],
)
def test_it_tells_what_the_articles_ask(tmp_path: Path, part: str) -> None:
    assert part in text(disclosed(tmp_path))


def test_in_english_it_says_the_same_in_english(tmp_path: Path) -> None:
    told = text(disclosed(tmp_path, language=Language.EN))
    assert "Gemeente Duinrijk compares registers per address." in told
    assert "A person decides." in told
    assert "Uw rechten" not in told


def test_against_a_legal_obligation_no_right_to_object_is_promised(tmp_path: Path) -> None:
    objection = "U mag bezwaar maken"
    assert objection in text(disclosed(tmp_path / "e"))
    assert objection not in text(disclosed(tmp_path / "c", with_publication("ground: e", "ground: c")))


def test_what_is_used_at_intake_only_is_told(tmp_path: Path) -> None:
    source = FILES["sources/bewoning.yaml"].replace("ignored:", "protected: {field: geheim}\nignored:") + CONCERNS
    told = text(disclosed(tmp_path / "a", {"sources/bewoning.yaml": source}))
    assert "in dezelfde stap weggegooid:\n\n- Bewoning: geheim" in told
    assert "in dezelfde stap weggegooid" not in text(disclosed(tmp_path / "b"))


def test_without_a_publication_it_makes_nothing_up(tmp_path: Path) -> None:
    told = text(disclosed(tmp_path, {"checks/wonen.yaml": FILES["checks/wonen.yaml"]}))
    assert "Het is niet ingevuld." in told
    assert "- niet ingevuld" in told
    assert "U mag bezwaar maken" not in told
