# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verifies a log of Pandzicht against its signed heads, for an auditor who trusts neither Pandzicht nor its operator.

It needs Python 3.11 and the package `cryptography`, and imports nothing of Pandzicht. See README.md beside it.
"""

from __future__ import annotations

import argparse
import base64
import gc
import gzip
import json
import sqlite3
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import reduce
from hashlib import sha256
from itertools import islice, repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

LOGS = ("audit", "processing")
Entry = tuple[object, bytes, object, bool]
"""The number of an entry, its leaves joined, the chain that was stored with it, and whether it has an empty subject."""

_BATCH, _PIECE = 1 << 15, 1 << 13
"""How many bytes of leaves wait for the tree; how many entries one process reads at a time."""
_ENTRIES = "SELECT entry_no, CAST(coalesce(line, '') AS BLOB), chain FROM {}_entry WHERE {} ORDER BY entry_no"
_SUBJECTS = "SELECT entry_no, CAST(coalesce(subject, '') AS BLOB) FROM processing_subject WHERE {} ORDER BY 1, subject"
_LARGE = "SELECT entry_no FROM processing_subject GROUP BY entry_no HAVING count(*) > 500"
_KINDS = [str, int, int, str, str, str, str]
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_UNREADABLE = (OSError, EOFError, zlib.error, sqlite3.Error, TypeError, ValueError, BrokenExecutor)


class Unreadable(Exception):
    """The log cannot be read any further."""


@dataclass(frozen=True)
class Head:
    """What was signed: so many entries with so many leaves had this root and this chain at that time."""

    log: str
    entries: int
    leaves: int
    root: str
    chain: str
    time: str
    key: str

    def __post_init__(self) -> None:
        datetime.strptime(self.time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if [type(value) for value in asdict(self).values()] != _KINDS or min(self.entries, self.leaves) < 0:
            raise ValueError("its values are of another kind than those of a head")

    def __str__(self) -> str:
        return f"head of {self.time} over {self.entries} entries"


@dataclass
class Walk:
    """How far a log was walked, what was computed on the way, and what was found wrong, by the entry where it shows."""

    entries: int = 0
    leaves: int = 0
    chain: bytes = bytes(32)
    sound: int = 0
    found: list[tuple[int, str]] = field(default_factory=list)
    failed: list[tuple[int, Head]] = field(default_factory=list)
    _peaks: dict[int, bytes] = field(default_factory=dict)
    _waiting: bytearray = field(default_factory=bytearray)

    def take(self, entries: Iterable[Entry]) -> None:
        """Add entries to chain and tree; only the first that does not fit is told, as none after it can be judged."""
        for number, leaves, stored, has_empty_subject in entries:
            self.chain = sha256(self.chain + leaves).digest()
            self.entries += 1
            self._waiting += leaves
            if len(self._waiting) >= _BATCH:
                self.settle()
            if (stored != self.chain or number != self.entries or has_empty_subject) and not self.found:
                self.found.append((self.entries, _why(self.entries, number, has_empty_subject)))

    def compare(self, head: Head) -> None:
        """Hold what was computed up to here against the head that stands here."""
        self.settle()
        signed = head.entries, head.leaves, head.root, head.chain
        if signed == (self.entries, self.leaves, self._root().hex(), self.chain.hex()):
            self.sound = self.entries
        else:
            self.failed.append((self.sound, head))

    def settle(self) -> None:
        """Bring the leaves that wait into the tree, of which the roots of its perfect subtrees are kept, by level."""
        self.leaves += len(self._waiting) // 32
        row, level = bytes(self._waiting), 0
        while row:
            row = self._peaks.pop(level, b"") + row
            if len(row) % 64:
                self._peaks[level], row = row[-32:], row[:-32]
            row = b"".join([sha256(b"\x01" + row[at : at + 64]).digest() for at in range(0, len(row), 64)])
            level += 1
        self._waiting.clear()

    def _root(self) -> bytes:
        peaks = [self._peaks[level] for level in sorted(self._peaks)] or [sha256(b"").digest()]
        return reduce(lambda right, left: sha256(b"\x01" + left + right).digest(), peaks)


def _why(expected: int, number: object, has_empty_subject: bool) -> str:
    if number != expected:
        return f"entry {expected} is not there: number {number!r} stands in its place"
    if has_empty_subject:
        return f"entry {expected} has an empty subject, which is never written"
    return f"entry {expected} does not fit its chain: something was changed, put in, taken out or moved here"


def walked(entries: Iterator[Entry], heads: Iterable[Head]) -> Walk:
    """Walk a log past all its heads and to its end; `found` then holds what is wrong, the first entry first."""
    walk = Walk()
    try:
        for head in sorted(heads, key=lambda head: head.entries):
            walk.take(islice(entries, head.entries - walk.entries))
            walk.compare(head)
        walk.take(entries)
        walk.settle()
    except Unreadable as fault:
        walk.found.append((walk.entries + 1, str(fault)))
    if walk.failed:
        (sound, head), others = walk.failed[0], len(walk.failed) - 1
        what = "this is not what was signed" if head.entries <= walk.entries else "the log ends before it"
        also = f" (and so for {others} later heads)" if others else ""
        where = f"entries {sound + 1} to {head.entries}" if sound + 1 < head.entries else f"entry {head.entries}"
        walk.found.append((head.entries, f"{head}: {what}{also}; what is wrong or gone begins in {where}"))
    walk.found.sort(key=itemgetter(0))
    return walk


def entries_of(path: Path, log: str) -> Iterator[Entry]:
    """Yield the entries of a log from an export, plain or compressed, or from the state database itself."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(16)
            if begin == b"SQLite format 3\x00":
                yield from _state_entries(path, log)
            else:
                stream.seek(0)
                yield from _export_entries(gzip.GzipFile(fileobj=stream) if begin[:2] == b"\x1f\x8b" else stream)
    except _UNREADABLE as error:
        raise Unreadable(f"{path} cannot be read any further: {error}") from error


def _export_entries(stream: Iterable[bytes]) -> Iterator[Entry]:
    for place, line in enumerate(stream, start=1):
        try:
            text = line.decode()
            if not text.endswith("}\n"):
                raise ValueError("the line does not end where the entry ends")
            entry = json.loads(text)
            subjects = [bytes.fromhex(subject) for subject in entry["subjects"]]
            leaves, chain = _leaves(entry["line"].encode(), subjects), bytes.fromhex(entry["chain"])
            yield entry["entry"], leaves, chain, b"" in subjects
        except _MALFORMED as error:
            raise Unreadable(f"line {place} of the export is no entry: {error!r}") from error


def _leaves(line: bytes, subjects: Sequence[bytes]) -> bytes:
    start = b"\x00" + sha256(line).digest()
    return b"".join([sha256(start + subject).digest() for subject in subjects or (b"",)])


def _state_entries(path: Path, log: str) -> Iterator[Entry]:
    with closing(_opened(path)) as state:
        (size,) = state.execute(f"SELECT count(*) FROM {log}_entry").fetchone()
        large = [number for (number,) in state.execute(_LARGE)] if log == "processing" else []
    cuts = sorted({*range(_PIECE, size, _PIECE), *large, *(number - 1 for number in large)})
    low = ["", *(f"entry_no > {cut} AND " for cut in cuts)]
    high = [*(f"entry_no <= {cut}" for cut in cuts), "1"]
    pieces = ["entry_no IS NULL", *map(str.__add__, low, high)]
    with ProcessPoolExecutor(2, initializer=gc.disable) if cuts else ThreadPoolExecutor(1) as pool:
        for *columns, ownerless in pool.map(_part, repeat(path), repeat(log), pieces):
            yield from zip(*columns, strict=True)
            if ownerless:
                raise Unreadable(f"a subject is kept for entry {ownerless[0]!r}, which is not there")


def _opened(path: Path) -> sqlite3.Connection:
    state = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    state.execute("BEGIN")  # both tables as they are at one moment
    return state


def _part(path: Path, log: str, piece: str) -> tuple[list[Any], ...]:
    """Return the entries of a piece of a state database by column, and for which others it keeps a subject."""
    own: dict[object, list[bytes]] = defaultdict(list)
    with closing(_opened(path)) as state:
        for number, subject in state.execute(_SUBJECTS.format(piece)) if log == "processing" else ():
            own[number].append(subject)
        rows = state.execute(_ENTRIES.format(log, piece)).fetchall()
    subjects = [own.pop(number, []) for number, _, _ in rows]
    leaves = [_leaves(line, of_line) for (_, line, _), of_line in zip(rows, subjects, strict=True)]
    return [row[0] for row in rows], leaves, [row[2] for row in rows], [b"" in each for each in subjects], list(own)


def public_keys(paths: Iterable[Path]) -> dict[str, Ed25519PublicKey]:
    """Return public keys (PEM) by what a head calls them: the first 16 hex digits of the SHA-256 of their 32 bytes."""
    keys = {}
    for path in paths:
        key = load_pem_public_key(path.read_bytes())
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError(f"{path} is no Ed25519 key")
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        keys[sha256(raw).hexdigest()[:16]] = key
    return keys


def heads_of(path: Path, log: str, keys: Mapping[str, Ed25519PublicKey]) -> tuple[list[Head], list[str]]:
    """Return the heads in a file that were signed for this log with one of the keys, and what is wrong in it."""
    heads: list[Head] = []
    faults = []
    for place, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            head = _signed_head(text, log, keys)
            last = heads[-1] if heads else head
            if head.entries < last.entries or head.leaves < last.leaves or head.time < last.time:
                faults.append(f"{path} line {place}: the {head} stands after the {last}; heads only go forward")
            heads.append(head)
        except InvalidSignature:
            faults.append(f"{path} line {place}: the signature is not of this head")
        except _MALFORMED as error:
            faults.append(f"{path} line {place}: is no head: {error!r}")
    return heads, faults


def _signed_head(text: str, log: str, keys: Mapping[str, Ed25519PublicKey]) -> Head:
    content = json.loads(text)
    signature = base64.b64decode(content.pop("signature"), validate=True)
    head = Head(**content)
    if head.log != log:
        raise ValueError(f"it is of the log {head.log!r}, not of '{log}'")
    if head.key not in keys:
        raise ValueError(f"it is signed with key {head.key!r}, which was not given with --key")
    signed = json.dumps(asdict(head), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    keys[head.key].verify(signature, signed)
    return head


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify a log from the command line; return 0 when it is sound and 1 when it is not."""
    parser = argparse.ArgumentParser(description="Verify a log of Pandzicht against its signed heads.")
    parser.add_argument("log", choices=LOGS, help="which of the two logs")
    parser.add_argument("file", type=Path, help="its export (.jsonl, .jsonl.gz) or the state database (SQLite)")
    parser.add_argument("--heads", type=Path, required=True, help="the signed heads of the log (.jsonl)")
    parser.add_argument("--key", type=Path, required=True, action="append", help="public key (PEM); may be repeated")
    parser.add_argument("--known", type=Path, action="append", default=[], help="heads that you kept; may be repeated")
    asked = parser.parse_args(arguments)
    try:
        keys = public_keys(asked.key)
        read = [heads_of(path, asked.log, keys) for path in (asked.heads, *asked.known)]
    except (OSError, ValueError) as error:
        return _told([f"keys or heads cannot be read: {error}"])
    heads = read[0][0]
    known = {head for of_file, _ in read[1:] for head in of_file} - set(heads)
    faults = [fault for _, of_file in read for fault in of_file]
    faults += [f"{asked.heads}: the {head}, which you kept, is not there" for head in sorted(known, key=str)]
    walk = walked(entries_of(asked.file, asked.log), {*heads, *known})
    faults += [fault for _, fault in walk.found]
    if not heads:
        faults.append(f"{asked.heads} holds no head that can be trusted, so nothing can be said of the log")
    newest = f"; newest: {heads[-1]}" if heads else ""
    sys.stdout.write(f"read: {walk.entries} entries, {walk.leaves} leaves, {len(heads)} heads{newest}\n")
    return _told(faults, walk.entries - walk.sound)


def _told(faults: Sequence[str], uncovered: int = 0) -> int:
    for fault in faults:
        sys.stdout.write(f"WRONG: {fault}\n")
    if faults:
        return 1
    after = f"; the last {uncovered} entries are under no head yet" if uncovered else ""
    sys.stdout.write(f"SOUND: the log is as it was signed{after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
