# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up log with its heads, written as an export or as a state database."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pandzicht.governance.log import Log, LogState
from pandzicht.governance.merkle import EMPTY, NO_CHAIN, chained, leaf_hash
from pandzicht.governance.signing_key import public_document
from pandzicht.governance.tree_head import SignedHead, new_head
from tests.governance.test_tree_head import KEY, NOON


@dataclass(frozen=True)
class Line:
    """An entry of a log as it is kept."""

    number: int
    text: str
    subjects: tuple[bytes, ...] = ()
    chain: str = ""

    @property
    def leaves(self) -> list[bytes]:
        line = sha256(self.text.encode()).digest()
        return [leaf_hash(line, subject) for subject in self.subjects or (b"",)]


def made_lines(size: int, log: Log) -> list[Line]:
    """Lines that all differ; in a processing log with none to three subjects each, in the order of their bytes."""
    lines = []
    for number in range(1, size + 1):
        text = json.dumps({"action": "lézen", "operation": f"{number:032x}"}, sort_keys=True, ensure_ascii=False)
        count = number % 4 if log is Log.PROCESSING else 0
        subjects = (random.Random(10 * number + i).randbytes(40) for i in range(count))
        lines.append(Line(number, text, tuple(sorted(subjects))))
    return rebuilt(lines)


def rebuilt(lines: Iterable[Line]) -> list[Line]:
    """The lines numbered and chained anew, as anybody can who may write in the database."""
    chain, made = NO_CHAIN, []
    for number, line in enumerate(lines, start=1):
        chain = chained(chain, line.leaves)
        made.append(replace(line, number=number, chain=chain.hex()))
    return made


def head_over(lines: Sequence[Line], log: Log, key: Ed25519PrivateKey = KEY) -> SignedHead:
    """The head of a log, an hour later for every entry."""
    frontier = EMPTY.extended([leaf for line in lines for leaf in line.leaves])
    chain = bytes.fromhex(lines[-1].chain) if lines else NO_CHAIN
    return new_head(LogState(log, len(lines), frontier, chain), NOON + timedelta(hours=len(lines)), key)


def write_heads(path: Path, heads: Iterable[SignedHead]) -> Path:
    path.write_text("".join(f"{head.line}\n" for head in heads), encoding="utf-8")
    return path


def write_key(path: Path) -> Path:
    path.write_text(public_document(KEY.public_key()), encoding="ascii")
    return path


def write_log(path: Path, lines: Iterable[Line], log: Log) -> Path:
    """The log in the form that the name of the file asks for: .jsonl, .jsonl.gz or .sqlite."""
    if path.suffix == ".sqlite":
        return _write_state(path, lines, log)
    documents = (
        {
            "entry": line.number,
            "line": line.text,
            "subjects": [subject.hex() for subject in line.subjects],
            "chain": line.chain,
        }
        for line in lines
    )
    text = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents).encode()
    path.write_bytes(gzip.compress(text, compresslevel=1) if path.suffix == ".gz" else text)
    return path


def _write_state(path: Path, lines: Iterable[Line], log: Log) -> Path:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as state:
        state.execute("PRAGMA synchronous = OFF")
        columns = "entry_no INTEGER PRIMARY KEY, operation_id TEXT, written_at TEXT, line TEXT, chain BLOB"
        state.execute(f"CREATE TABLE audit_entry ({columns})")
        state.execute(f"CREATE TABLE processing_entry ({columns}, key_id TEXT)")
        state.execute("CREATE TABLE processing_subject (entry_no INTEGER, subject BLOB)")
        for line in lines:
            row = (line.number, line.text, bytes.fromhex(line.chain))
            state.execute(f"INSERT INTO {log}_entry (entry_no, line, chain) VALUES (?, ?, ?)", row)
            subjects = [(line.number, subject) for subject in line.subjects]
            state.executemany("INSERT INTO processing_subject VALUES (?, ?)", reversed(subjects))
        state.commit()
    return path
