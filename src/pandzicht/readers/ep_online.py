# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Energy labels as EP-online publishes them: CSV with lines about the publication before the header.

The number of those lines changes per edition; the header is the line that begins with `Pand_opnamedatum`. Both layouts
are read, with number, letter and addition in one field (`Pand_huisnummer_toev`) and apart (`Pand_huisletter`,
`Pand_huisnummertoevoeging`): name both after `from:` in the source's definition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.csv_table import SUFFIXES, read_content
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.encoding import to_utf8
from pandzicht.readers.findings import Findings
from pandzicht.readers.signature import Kind, expect

FIRST_COLUMN = "Pand_opnamedatum"
HEAD_BYTES = 64 << 10
"""Within how much of the file the header must begin."""
REQUIRED = ("Pand_registratiedatum", "Pand_energieklasse", "Pand_postcode", "Pand_huisnummer")
_HEADER = re.compile(rf'^"?{FIRST_COLUMN}"?'.encode(), re.MULTILINE)


def read_ep_online(files: Sequence[Path], form: Format) -> Delivered:
    """Read labels, every field as text. Raises DeliveryFaults, also when no header is found."""
    return gathered(files, lambda content, findings: _labels(content, form, findings), suffixes=SUFFIXES)


def _labels(content: bytes, form: Format, findings: Findings) -> pa.Table:
    expect(Kind.TEXT, content, findings)
    head = to_utf8(content, form.encoding, findings)[:HEAD_BYTES]
    header = _HEADER.search(head)
    if header is None:
        first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()[:60]
        found = f"no line begins with '{FIRST_COLUMN}'; the first line is '{first}'"
        raise findings.stop("line 1", found, "deliver the CSV of EP-online with its header")
    before = head[: header.start()].count(b"\n")
    table = read_content(content, form.model_copy(update={"header_lines": before}), findings)
    for name in REQUIRED:
        if name not in table.column_names:
            findings.add(f"line {before + 1}", f"the column '{name}' is absent", "deliver the whole CSV of EP-online")
    return table
