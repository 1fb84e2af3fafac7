# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A thousand texts that mean something elsewhere: to a database, a shell, a page, a template, a sheet, a file."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

MARK = "kanarie9"
"""Stands in every one of them, so that it is seen wherever it comes out."""
_BEGINS = ("", "els", "Brugbeverstraat 27", "2562ZK", "0518", "2026-03-01", "%", "*", "-1", "\u202e")
_BREAKS = (
    "' OR '1'='1", "'; DROP TABLE account; --", '" OR ""="', '"; DELETE FROM session; --',
    "') UNION SELECT 1,2,3 --", "$$; SELECT pg_sleep(9); $$", "\\'; ATTACH 'x' AS y; --", ":account", "?", "%s%s%n",
    "'||(SELECT line FROM audit_entry)||'", "read_csv('/etc/passwd')", "COPY account TO 'x'",
    "$(id)", "`id`", "; id #", "| id", "&& id", "../../../etc/passwd", "..\\..\\pandzicht.toml",
    "file:///etc/passwd", "http://127.0.0.1:1/", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)", "</textarea><svg onload=alert(1)>", "{{ visit.office.secret }}",
    "{% include 'pandzicht/base.html' %}", "${jndi:ldap://x}", "#{7*7}", "{0.__class__}", "%(secret)s",
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\r\nSet-Cookie: x=1", "\n- {op: x}", "!!python/object:os.system",
    "&a [*a,*a]", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "\x00", "\x1b[2J", "\u2028", "\ufeff",
    "\U0001f600", "e\u0301" * 20, "a" * 3_000, "9" * 400, "null", "NaN",
)  # fmt: skip
_ENDS = ("", "'", "--", "/*")
ALL: Sequence[str] = tuple(
    f"{begin}{MARK}{breaks}{end}" for breaks, begin, end in itertools.product(_BREAKS, _BEGINS, _ENDS)
)[::2][:1_000]


def some(count: int, turn: int) -> Sequence[str]:
    """So many of them, spread over all; with another turn others."""
    step = max(1, len(ALL) // count)
    return ALL[turn % step :: step][:count]
