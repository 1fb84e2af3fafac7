# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the hard cases of linking: per group how they were judged, and every wrong link there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tools.linking_cases import Judged, Verdict
from tools.page import page, table

INTRODUCTION = """\
Written by `make docs` from `tests/linking/cases/`; not edited by hand. How the set works and how to add a case is in
[the hard cases of linking](../understand/linking-cases.md); what became of each case stands in
`tests/linking/cases/cases-judged.csv`.

*Right* is the address that a careful clerk would choose, a doubt where the clerk could not choose, and not linked where
the row means nothing in the town. *Doubt* and *not found* are work for a person. A *wrong link* is the one fault that
nobody sees."""


def page_of_linking_cases(judged: Sequence[Judged]) -> str:
    """Return the page with the verdicts by group, and the wrong links one by one."""
    groups = list(dict.fromkeys(each.case.group for each in judged))
    rows = [_row(group, (each for each in judged if each.case.group == group)) for group in groups]
    verdicts = table(["group", "cases", *Verdict], [*rows, _row("**all**", judged)])
    return page("Hard cases of linking", [INTRODUCTION, "## By group", verdicts, *_wrong(judged)])


def _row(name: str, judged: Iterable[Judged]) -> list[str]:
    counts = Counter(each.verdict for each in judged)
    return [name, str(counts.total()), *(str(counts[verdict]) for verdict in Verdict)]


def _wrong(judged: Sequence[Judged]) -> list[str]:
    wrong = [each for each in judged if each.verdict is Verdict.WRONG]
    if not wrong:
        return ["## Wrong links", "There are none."]
    rows = ([each.case.group, each.case.text, each.address, f"`{each.tier}`", each.case.note] for each in wrong)
    return ["## Wrong links", table(["group", "delivered", "tied to", "tier", "what a clerk sees"], rows)]
