# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of work that a worker knows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pandzicht.errors import JobRefused
from pandzicht.jobs.comparison import Comparison
from pandzicht.jobs.export import Export
from pandzicht.jobs.learning import Learning
from pandzicht.jobs.loading import Loading
from pandzicht.jobs.previewing import Previewing
from pandzicht.jobs.proxy_test import ProxyTest
from pandzicht.jobs.reproduction import Recomputing
from pandzicht.jobs.reviewing import Reviewing
from pandzicht.jobs.work import Work

KINDS: dict[str, type[Work]] = {
    "load": Loading,
    "run": Comparison,
    "export": Export,
    "proxy_test": ProxyTest,
    "preview": Previewing,
    "review": Reviewing,
    "reproduction": Recomputing,
    "learning": Learning,
}


def work_of(kind: str, arguments: Mapping[str, Any]) -> Work:
    """Return a piece of work; raise JobRefused for an unknown kind, or with all that is wrong with it."""
    if kind not in KINDS:
        raise JobRefused(f"'{kind}' is no work that is done in the background; known are {', '.join(KINDS)}")
    try:
        return KINDS[kind].model_validate(arguments)
    except ValidationError as error:
        told = [f"{'.'.join(map(str, item['loc']))}: {item['msg'].lower()}" for item in error.errors()]
        raise JobRefused(f"{kind}: {'; '.join(told)}; correct what was asked") from error
