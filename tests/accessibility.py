# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What axe-core finds wrong with a page for who cannot see it or use a mouse (WCAG 2.2 AA)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults_of(page: Page) -> list[str]:
    """Each fault with the first place where it is and why; empty for a page without any.

    A page that is being laid out or renewed is looked at again: a fault of the page is one that stays.
    """
    page.wait_for_load_state("load")
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = _seen(page)
    if found:
        page.wait_for_timeout(1_000)
        again = _seen(page)
        found = {rule: told for rule, told in again.items() if rule in found}
    return list(found.values())


def _seen(page: Page) -> dict[str, str]:
    told: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return {item["id"]: _fault(item) for item in told["violations"]}


def _fault(item: dict[str, Any]) -> str:
    first = item["nodes"][0]
    why = "; ".join(check["message"] for check in (*first["any"], *first["all"], *first["none"]))
    return f"{item['id']}: {item['help']} at {first['target']} ({why})"
