# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An activity has another version when a definition that it reads is another, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Text
from pandzicht.governance.activity import (
    activity_of_check,
    activity_of_comparison,
    activity_of_oversight,
    activity_of_source,
    definitions_of_check,
)
from tests.published_catalogue import published, with_publication
from tests.small_catalogue import FILES, bent

OTHER_NORM = "norm: norm_dagen\nlabel: {nl: Ongebruikt}\nvalues:\n  - {value: 1, from: 2020-01-01, article: geen}\n"


def id_of(catalogue: Catalogue) -> str:
    return activity_of_check(catalogue, "wonen")


@pytest.fixture
def before(tmp_path: Path) -> Catalogue:
    return published(tmp_path / "before")


def test_an_id_has_the_kind_the_name_and_twelve_signs_of_a_hash(before: Catalogue) -> None:
    ids = {
        id_of(before): "check:wonen@",
        activity_of_comparison(before): "vergelijking@",
        activity_of_source(before.sources["bewoning"]): "bron:bewoning@",
    }
    for found, head in ids.items():
        assert found.startswith(head)
        assert len(found) == len(head) + 12
        int(found.removeprefix(head), 16)


@pytest.mark.parametrize(
    "changes",
    [
        bent("signals/hinder.yaml", "hinder_aantal >= 2", "hinder_aantal >= 3"),
        bent("indicators/hinder_aantal.yaml", "'P1Y'", "'P2Y'"),
        bent("indicators/bewoners_aantal.proxy.yaml", "aan de norm", "aan de regel"),
        bent("norms/norm_m2_per_persoon.yaml", "value: 18", "value: 17"),
        bent("sources/meldingen.yaml", "retention: P3Y", "retention: P2Y"),
        with_publication("Analisten", "Iedereen"),
    ],
    ids=["signal", "indicator", "proxy", "norm", "source", "publication"],
)
def test_another_definition_that_a_check_reads_gives_another_version(
    tmp_path: Path, before: Catalogue, changes: dict[str, str | None]
) -> None:
    after = published(tmp_path / "after", changes)
    assert id_of(after) != id_of(before)
    assert activity_of_comparison(after) != activity_of_comparison(before)


def test_a_norm_that_an_indicator_reads_is_among_the_definitions(tmp_path: Path) -> None:
    counted = FILES["indicators/hinder_aantal.yaml"].replace("soort = 'hinder'", "in_lijst(soort, :lijst_hinder)")
    norm = "norm: lijst_hinder\nlabel: {nl: Hinder}\nvalues:\n  - {value: [a, b], from: 2020-01-01, article: geen}\n"
    changes: dict[str, str | None] = {"indicators/hinder_aantal.yaml": counted, "norms/lijst_hinder.yaml": norm}
    catalogue = published(tmp_path, changes)
    listed = definitions_of_check(catalogue, catalogue.checks["wonen"])
    assert listed["norms"] == ("lijst_hinder", "norm_m2_per_persoon")


def test_a_definition_that_a_check_does_not_read_leaves_its_version(tmp_path: Path, before: Catalogue) -> None:
    after = published(tmp_path / "after", {"norms/norm_dagen.yaml": OTHER_NORM})
    assert id_of(after) == id_of(before)
    assert activity_of_comparison(after) != activity_of_comparison(before)


def test_layout_and_comments_leave_every_version(tmp_path: Path, before: Catalogue) -> None:
    text = "# an explanation\n" + FILES["signals/hinder.yaml"].replace("signal: hinder", "signal:   hinder")
    after = published(tmp_path / "after", {"signals/hinder.yaml": text})
    assert id_of(after) == id_of(before)


def test_definitions_kept_with_a_run_give_the_same_version(before: Catalogue) -> None:
    kept = catalogue_of(before.document())
    assert id_of(kept) == id_of(before)
    assert activity_of_comparison(kept) == activity_of_comparison(before)


def test_a_source_has_a_version_of_its_own(tmp_path: Path, before: Catalogue) -> None:
    after = published(tmp_path / "after", bent("sources/meldingen.yaml", "retention: P3Y", "retention: P2Y"))
    same, other = (activity_of_source(after.sources[name]) for name in ("bewoning", "meldingen"))
    assert same == activity_of_source(before.sources["bewoning"])
    assert other != activity_of_source(before.sources["meldingen"])


def test_another_role_gives_another_version_of_oversight() -> None:
    reader = Role(role="lezer", label=Text(nl="Lezer"), may=(Action.READ_LOG,))
    before = activity_of_oversight({"lezer": reader})
    assert before == activity_of_oversight({"lezer": reader.model_copy()})
    assert before != activity_of_oversight({"lezer": reader.model_copy(update={"may": ()})})
