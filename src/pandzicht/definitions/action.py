# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be done in Pandzicht: the closed list of acts that a role may allow, and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pandzicht.language import message


class Action(StrEnum):
    """One act of a person; every command and every page carries out exactly one of them."""

    LOAD = "load"
    SEE_DELIVERIES = "see_deliveries"
    RUN = "run"
    SELECT = "select"
    HAND_OVER = "hand_over"
    SEE_HANDED = "see_handed"
    SEARCH = "search"
    LIST = "list"
    EXPORT_LIST = "export_list"
    HIT = "hit"
    EXPLAIN = "explain"
    SEE_FACTS = "see_facts"
    MOTIVATE = "motivate"
    EXPORT_SELECTION = "export_selection"
    EXPORT_FACTS = "export_facts"
    EXPORT_RUN = "export_run"
    REVIEW = "review"
    JUDGE = "judge"
    LINK = "link"
    VERIFY = "verify"
    READ_LOG = "read_log"
    SIGN_LOGS = "sign_logs"
    ADMINISTER = "administer"
    PROPOSE = "propose"
    TRY_OUT = "try_out"
    APPROVE = "approve"
    SEE_PROPOSALS = "see_proposals"
    DESTROY = "destroy"
    UNSEAL = "unseal"
    DISPUTE = "dispute"
    SUBJECT_ACCESS = "subject_access"
    PUBLISH = "publish"
    STOP = "stop"
    TEST_PROXIES = "test_proxies"
    SIGN_PROXY = "sign_proxy"
    RECUSE = "recuse"
    AUDIT_PACKAGE = "audit_package"
    SEE_YIELD = "see_yield"
    LEARN = "learn"
    CHOOSE_PURPOSE = "choose_purpose"
    MAKE_TOKEN = "make_token"  # noqa: S105 # nosec B105
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 # nosec B105


@dataclass(frozen=True, slots=True)
class Nature:
    """What an act is called, and whether it reads or shows what may concern persons: then it needs a purpose."""

    label: str
    for_a_purpose: bool = False
    after_a_reason: bool = False
    """Whether it tells the content of one address, for which somebody must first have recorded why it is needed."""


NATURES: Mapping[Action, Nature] = {
    Action.LOAD: Nature(message("take in a delivery")),
    Action.SEE_DELIVERIES: Nature(message("see what was delivered and what became of it")),
    Action.RUN: Nature(message("compare"), for_a_purpose=True),
    Action.SELECT: Nature(message("draw a selection"), for_a_purpose=True),
    Action.HAND_OVER: Nature(message("hand a selection over to inspectors"), for_a_purpose=True),
    Action.SEE_HANDED: Nature(message("see what was handed over for visits"), for_a_purpose=True),
    Action.SEARCH: Nature(message("search an address")),
    Action.LIST: Nature(message("see the worklist of a check"), for_a_purpose=True),
    Action.EXPORT_LIST: Nature(message("export the worklist of a check"), for_a_purpose=True),
    Action.HIT: Nature(message("see whether something is known of an address"), for_a_purpose=True),
    Action.SEE_FACTS: Nature(message("see the facts of an address"), for_a_purpose=True, after_a_reason=True),
    Action.EXPLAIN: Nature(message("see what is known of an address"), for_a_purpose=True, after_a_reason=True),
    Action.MOTIVATE: Nature(message("motivate a decision on an address"), for_a_purpose=True, after_a_reason=True),
    Action.EXPORT_SELECTION: Nature(message("export a selection for analysts"), for_a_purpose=True),
    Action.EXPORT_FACTS: Nature(message("export the facts of a selection for visits"), for_a_purpose=True),
    Action.EXPORT_RUN: Nature(message("export the whole table of a run"), for_a_purpose=True),
    Action.REVIEW: Nature(message("see links in doubt"), for_a_purpose=True),
    Action.JUDGE: Nature(message("judge links in doubt")),
    Action.LINK: Nature(message("link a table of your own")),
    Action.VERIFY: Nature(message("verify what was published")),
    Action.READ_LOG: Nature(message("read the logs")),
    Action.SIGN_LOGS: Nature(message("sign the logs")),
    Action.ADMINISTER: Nature(message("manage accounts and roles")),
    Action.PROPOSE: Nature(message("propose a change")),
    Action.TRY_OUT: Nature(message("try out a change of a definition"), for_a_purpose=True),
    Action.APPROVE: Nature(message("approve a change of somebody else")),
    Action.SEE_PROPOSALS: Nature(message("see what is proposed")),
    Action.DESTROY: Nature(message("destroy what may not be kept")),
    Action.UNSEAL: Nature(message("take an original out"), for_a_purpose=True),
    Action.DISPUTE: Nature(message("handle an objection or a correction")),
    Action.SUBJECT_ACCESS: Nature(message("report what is held of an address")),
    Action.PUBLISH: Nature(message("publish the account")),
    Action.STOP: Nature(message("stop or release the use of a check")),
    Action.TEST_PROXIES: Nature(message("test for what stands in for groups of people")),
    Action.SIGN_PROXY: Nature(message("sign for what stands in for a group of people")),
    Action.RECUSE: Nature(message("declare a bond with an address")),
    Action.AUDIT_PACKAGE: Nature(message("hand over an audit package"), for_a_purpose=True),
    Action.SEE_YIELD: Nature(message("see what a check yielded"), for_a_purpose=True),
    Action.LEARN: Nature(message("learn from outcomes"), for_a_purpose=True),
    Action.CHOOSE_PURPOSE: Nature(message("choose a purpose to work for")),
    Action.MAKE_TOKEN: Nature(message("make a token for a machine of one's own")),
    Action.SIGN_IN: Nature(message("sign in")),
    Action.SIGN_OUT: Nature(message("sign out")),
    Action.CHANGE_PASSWORD: Nature(message("change one's own password")),
}
