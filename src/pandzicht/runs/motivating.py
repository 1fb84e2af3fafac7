# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The motivation of a decision about one address, gathered from a run with its definitions as they were."""

from __future__ import annotations

from datetime import date

from pandzicht.definitions.action import Action
from pandzicht.definitions.reads import sources_of_signal
from pandzicht.errors import NotAvailable
from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.motivation import Reason, SelectedAddress, motivation
from pandzicht.governance.activity import activity_of_check
from pandzicht.language import Language
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Answered
from pandzicht.runs.opened import OpenRun

YES = "yes"


def motivation_of(run: OpenRun, check: str, asked: str, language: Language) -> str:
    """Return the motivation for an address by its id or its line of address; raise NotFound outside the run.

    Raises NotAvailable when the check could not have proposed the address.
    """
    run.operation.allows(Action.MOTIVATE)
    explanation = Explainer(run, language=language, with_rows=False).explain(asked, checks=[check])
    told = Disclosure(run.catalogue, run.catalogue.checks[check], run.workspace.organisation, language)
    (view,) = explanation.checks
    if not view.in_frame:
        raise NotAvailable(
            f"'{explanation.adres}' is not in the frame of check '{check}' in run {run.run_id}, so no automated "
            "selection of that check preceded a decision about it; name another check or run"
        )
    reasons = tuple(_reason(told, run, item) for item in view.answers if item.answer == YES)
    address = SelectedAddress(adres=explanation.adres, on=run.on, known=run.known, reasons=reasons)
    return motivation(told, activity_of_check(run.catalogue, check), address)


def _reason(told: Disclosure, run: OpenRun, item: Answered) -> Reason:
    names = sorted(sources_of_signal(run.catalogue, item.signal))
    labels = ((run.catalogue.sources[name].label.in_(told.language), _delivered(run, name)) for name in names)
    return Reason(question=item.question, sentence=item.text, data=tuple(labels))


def _delivered(run: OpenRun, source: str) -> date | None:
    listed = run.manifest["inputs"]["deliveries"].get(source, [])
    return max((date.fromisoformat(item["date"]) for item in listed), default=None)
