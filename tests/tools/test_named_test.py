# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A test that is named as a proof is there, and is run wherever the tests are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.named_test import why_no_proof

NAME = "tests/made/test_made.py::test_it"
GOOD = "def test_it(tmp_path: Path) -> None:\n    assert tmp_path\n"


def why(folder: Path, text: str, name: str = NAME) -> str:
    """What is said of a named test, with this text in its file."""
    file = folder / "tests" / "made" / "test_made.py"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return why_no_proof(folder, name)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"@pytest.mark.slow\n{GOOD}",
        f"@pytest.mark.skipif(os.name == 'nt', reason='paths')\n{GOOD}",
        "def test_it() -> None:\n    if not able():\n        pytest.skip('not here')\n    assert True\n",
        f"def city(real_data: Path) -> Path:\n    return real_data\n\n\n{GOOD}",
    ],
)
def test_a_test_that_is_run_may_prove_something(tmp_path: Path, text: str) -> None:
    assert why(tmp_path, text) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("test_it", "test_other"), "has no such test"),
        (f"SHOWN = '''\n{GOOD}'''\n", "has no such test"),
        (f"@pytest.mark.skip\n{GOOD}", "marked to be skipped"),
        (f"@pytest.mark.skip(reason='later')\n{GOOD}", "marked to be skipped"),
        (f"@pytest.mark.xfail(reason='later')\n{GOOD}", "marked to be skipped"),
        (f"@pytest.mark.skipif(True, reason='later')\n{GOOD}", "marked to be skipped"),
        (f"pytestmark = pytest.mark.skip\n{GOOD}", "marked to be skipped"),
        (f"pytestmark = [pytest.mark.slow, pytest.mark.skip]\n{GOOD}", "marked to be skipped"),
        ("def test_it() -> None:\n    pytest.skip('later')\n", "skips itself"),
        (f"pytest.skip('later', allow_module_level=True)\n{GOOD}", "skips itself"),
        (f"absent = pytest.importorskip('absent')\n{GOOD}", "skips itself"),
        (GOOD.replace("tmp_path", "real_data"), "only where real register files"),
        (
            f"def city(real_data: Path) -> Path:\n    return real_data\n\n\n{GOOD.replace('tmp_path', 'city')}",
            "only where real register files",
        ),
    ],
)
def test_a_test_that_is_not_there_or_not_run_proves_nothing(tmp_path: Path, text: str, told: str) -> None:
    assert told in why(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tests/made/test_other.py::test_it", "the file is not there"),
        ("tests/made/test_made.py", "is no name of a test"),
        ("test_it", "is no name of a test"),
        ("src/made/test_made.py::test_it", "is no name of a test"),
        ("tests/made/made.py::test_it", "is no name of a test"),
        ("tests/made/test_made.py::it", "is no name of a test"),
    ],
)
def test_a_name_that_names_no_test_is_told(tmp_path: Path, name: str, told: str) -> None:
    assert told in why(tmp_path, GOOD, name)
