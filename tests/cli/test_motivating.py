# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A decision is motivated by whoever may do that and said why; it is not the explanation with its points."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_main import BECAUSE, Captured, machine, person
from tests.runs.published_city import publish_city
from tests.small_catalogue import bent

ADDRESS = "0518010000000000"
CHECK = ("--check", "wonen")


@pytest.fixture
def space(tmp_path: Path) -> tuple[str, str]:
    return "--workspace", str(publish_city(tmp_path / "city").root)


def test_a_motivation_is_told_after_it_was_said_why_it_is_needed(space: tuple[str, str], capsys: Captured) -> None:
    code, denied = machine(capsys, "motivate", ADDRESS, *CHECK, *space)
    assert (code, "nobody recorded why the content" in denied["message"]) == (1, True)
    code, told = person(capsys, "motivate", ADDRESS, *CHECK, *BECAUSE, *space)
    assert (code, "Awb art. 3:46" in told) == (0, True)
    code, said = machine(capsys, "motivate", ADDRESS, *CHECK, *space)
    assert (code, said["address"], said["motivation"].startswith("Voordat dit besluit")) == (0, ADDRESS, True)


def test_a_reason_that_says_nothing_opens_nothing(space: tuple[str, str], capsys: Captured) -> None:
    code, said = machine(capsys, "motivate", ADDRESS, *CHECK, "--because", "x", *space)
    assert (code, "does not say why the content is needed" in said["message"]) == (1, True)
    assert machine(capsys, "motivate", ADDRESS, *CHECK, *space)[0] == 1


def test_who_motivates_does_not_see_the_explanation(tmp_path: Path, capsys: Captured) -> None:
    jurist = bent("roles/alles.yaml", "explain, motivate", "motivate")
    own = ("--workspace", str(publish_city(tmp_path / "city", changes=jurist).root))
    assert machine(capsys, "motivate", ADDRESS, *CHECK, *BECAUSE, *own)[0] == 0
    code, said = machine(capsys, "explain", ADDRESS, *CHECK, *BECAUSE, *own)
    assert (code, "role 'alles' does not allow 'explain'" in said["message"]) == (1, True)
