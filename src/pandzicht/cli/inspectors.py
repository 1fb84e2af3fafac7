# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike inspectors look, below the yield of a check: of all together, with what to do."""

from __future__ import annotations

from pandzicht.cli.page import Page
from pandzicht.exports.inspector_words import advice, said_inspectors
from pandzicht.runs.inspectors import InspectorsTold


def show_inspectors(page: Page, told: InspectorsTold) -> None:
    """Say how often two inspectors agree and how far all of them differ, and what somebody does about it."""
    page.line()
    page.line(page.say("How much do inspectors agree?"))
    for sentence in said_inspectors(page.say, told.agreement, told.effect):
        page.line(sentence, indent=2, hang=2)
    for sentence in advice(page.say, told.agreement, told.effect):
        page.line(sentence, indent=2, hang=2)
