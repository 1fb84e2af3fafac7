# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text from a register that a spreadsheet would carry out as a formula is made plain text.

A complaint that begins with `=HYPERLINK(` must not call anybody when an analyst opens the list (OWASP, CSV injection).
Text is preceded by an apostrophe when its first sign, blanks left aside, begins a formula. Numbers keep their minus:
only text is changed.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""What begins a formula in one spreadsheet or another, the full-width signs of East Asian keyboards included."""
_DANGEROUS = f"^ *[{re.escape(FORMULA_STARTS)}]"
_PATTERN = re.compile(_DANGEROUS)
_IN_ARROW = "^ *[=+\\-@\\t\\r\\n＝＋－＠]"


def harmless(text: str) -> str:
    """Return text that no spreadsheet carries out.

    >>> harmless("=1+1"), harmless("  @SUM(A1)"), harmless("Lange Poten 4-6")
    ("'=1+1", "'  @SUM(A1)", 'Lange Poten 4-6')
    """
    return f"'{text}" if _PATTERN.match(text) else text


def harmless_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of text of which no cell is carried out; the same rule as `harmless`."""
    dangerous = pc.match_substring_regex(column, _IN_ARROW)
    if not pc.any(dangerous, min_count=0).as_py():
        return column
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", column, ""), column)
