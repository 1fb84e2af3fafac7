# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether everything published is as it was, recomputed when a machine asks."""

from __future__ import annotations

from pandzicht.definitions.action import Action
from pandzicht.governance.destroyed import registered_numbers
from pandzicht.governance.signed_heads import Heads
from pandzicht.runs.verify import verify_logs, verify_workspace
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call
from pandzicht_web.visit import Visit


class Verdict(Answer):
    """One published thing, whether it is as it was, and what was found when it is not."""

    thing: str
    sound: bool
    finding: str | None


class Verdicts(Answer):
    """Everything that was looked at; what is not sound first."""

    wrong: int
    verdicts: list[Verdict]


def verified(visit: Visit) -> object:
    """Recompute the hashes of what was published and the chains of the logs."""
    space, language = visit.office.workspace, visit.language
    with visit.operation(Action.VERIFY) as operation, operation.state.transaction() as transaction:
        published = verify_workspace(space, registered_numbers(transaction))
        found = [*published, *verify_logs(transaction, Heads(space.heads, space.signing_key))]
    verdicts = [
        Verdict(
            thing=item.thing.in_(language),
            sound=item.sound,
            finding=item.finding.in_(language) if item.finding else None,
        )
        for item in sorted(found, key=lambda verdict: verdict.sound)
    ]
    return Verdicts(wrong=sum(not item.sound for item in verdicts), verdicts=verdicts)


ROUTES = (
    call_route(
        "api_verification",
        "verifications",
        verified,
        Call("Recompute whether everything published is as it was", Verdicts),
        acts=(Action.VERIFY,),
        method="POST",
    ),
)
