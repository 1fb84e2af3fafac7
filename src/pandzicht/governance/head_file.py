# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file of signed heads of a log, one JSON document per line, in a folder outside the state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from pandzicht.errors import Fault, HeadFaults, WorkspaceFault
from pandzicht.governance.log import Log
from pandzicht.governance.tree_head import SignedHead, backward, untrusted
from pandzicht.store.publish import append_line

_REMEDY = "write no heads now; keep this file, and hold it against the copies outside"


def read_heads(
    path: Path, log: Log, keys: Collection[Ed25519PublicKey], known: Collection[SignedHead] = ()
) -> tuple[SignedHead, ...]:
    """Return the heads of a log in a file, the oldest first; a file that is not there holds none.

    Every head must be of this log, be signed with one of the keys, and not go back behind the one before. Every head
    that is known from elsewhere must be among them, or an older file was put in the place of a newer. Raises HeadFaults
    with all that is wrong.
    """
    return _trusted(path, _lines(path), log, keys, known)


def add_head(path: Path, head: SignedHead, keys: Collection[Ed25519PublicKey]) -> None:
    """Write a head behind the others in a file, and return when the disk has it.

    Raises HeadFaults when a head in the file is wrong or this one cannot follow the last; raises WorkspaceFault when it
    cannot be written, and then nothing of it is.
    """
    _trusted(path, [*_lines(path), f"{head.line}\n".encode()], head.log, keys)
    try:
        append_line(path, head.line)
    except OSError as error:
        raise WorkspaceFault(
            f"{path}: the {head} cannot be written ({error}); give the folder of heads room"
        ) from error


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True) if path.exists() else []
    except OSError as error:
        raise WorkspaceFault(
            f"{path}: the heads cannot be read ({error}); make the folder of heads readable"
        ) from error


def _trusted(
    path: Path,
    lines: Sequence[bytes],
    log: Log,
    keys: Collection[Ed25519PublicKey],
    known: Collection[SignedHead] = (),
) -> tuple[SignedHead, ...]:
    heads: list[SignedHead] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        head, found = _read(line)
        if head is not None:
            found += untrusted(head, log, keys)
            found += backward(heads[-1], head) if heads else ()
            heads.append(head)
        faults += [Fault(path.name, f"line {number}", each, _REMEDY) for each in found]
    lost = [head for head in known if head not in heads]
    faults += [
        Fault(path.name, "", f"the {head}, which is known from elsewhere, is not there", _REMEDY) for head in lost
    ]
    if faults:
        raise HeadFaults(str(path), faults)
    return tuple(heads)


def _read(line: bytes) -> tuple[SignedHead | None, list[str]]:
    """Return the head in a line and what is wrong with its form."""
    cut = [] if line.endswith(b"\n") else ["the line is cut off, as when the machine stops while it is written"]
    try:
        return SignedHead.model_validate_json(line), cut
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc'])) or 'line'}: {each['msg']}" for each in error.errors())
        return None, [*cut, f"this is no head: {wrong}"]
