# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of a backtest in a browser: accessible, within the width of a telephone, and with nothing that runs."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from pandzicht.exports.backtest_report import BacktestReport
from pandzicht.exports.public_document import as_html
from pandzicht.language import Language
from pandzicht.learning.backtest import backtest
from pandzicht.learning.past_visits import read_past_visits
from pandzicht.learning.statement_rules import statements
from tests.accessibility import faults_of
from tests.learning.past_table import written


def test_the_report_is_accessible_at_both_widths(browser: Browser, tmp_path: Path) -> None:
    asked = written(tmp_path)
    found = backtest(asked.definition, read_past_visits(asked))
    path = tmp_path / "rapport.html"
    text = as_html(BacktestReport(found, statements(found), Language.NL, about=("SHA-256 " + 64 * "a",)).document())
    path.write_text(text, encoding="utf-8")
    assert "<script" not in text
    page = browser.new_page()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
