# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A guarded walk over delivered files, folders and zips within zips; nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pandzicht.errors import DeliveryFaults, Fault

JUNK_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
JUNK_FOLDERS = frozenset({"__MACOSX"})
_LOCAL_HEADER = 30


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold: what is beyond is a bomb or a mistake, and stops the delivery."""

    total_bytes: int = 64 << 30
    """Unpacked bytes of all members together."""
    ratio: int = 300
    """Unpacked over packed size of one member; the most repetitive BAG files stay under 100."""
    ratio_from: int = 8 << 20
    """Members that unpack to fewer bytes are not held against the ratio."""
    depth: int = 4
    """Zips within zips."""
    members: int = 100_000
    held_bytes: int = 2 << 30
    """A packed zip within a zip is held in memory; this is the most of it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a delivery: its name from the delivered file inwards (`a.zip/b.zip/c.xml`) and its bytes."""

    name: str
    stream: IO[bytes]


def is_junk(name: str) -> bool:
    """Return whether a member is left behind by an operating system and was never part of the delivery.

    >>> is_junk("__MACOSX/._0221OPR.xml"), is_junk("a/.DS_Store"), is_junk("0221OPR.xml")
    (True, True, False)
    """
    parts = PurePosixPath(name).parts
    return not parts or parts[-1] in JUNK_NAMES or parts[-1].startswith("._") or bool(JUNK_FOLDERS.intersection(parts))


def walk_archive(paths: Sequence[Path], limits: ArchiveLimits | None = None) -> Iterator[Member]:
    """Yield every file of a delivery in the order of its name, each open only until the next is asked for.

    Folders are walked; a name ending in `.zip` is opened, also within another zip; junk is skipped. Raises
    DeliveryFaults naming the member when an archive is damaged, locked, or larger than the limits.
    """
    walk = _Walk(limits or ArchiveLimits())
    for path in paths:
        if not path.exists():
            raise _fault(path.name, "does not exist", "name a file or folder that does")
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            inner = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if file.is_file() and not is_junk(inner):
                with file.open("rb") as stream:
                    yield from walk.members(f"{path.name}/{inner}" if path.is_dir() else inner, stream, 0)


class _Walk:
    """The running account of one delivery."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self.limits = limits
        self.bytes = 0
        self.count = 0

    def members(self, name: str, stream: IO[bytes], depth: int) -> Iterator[Member]:
        """Yield a file, or the files within it when it is a zip."""
        if not name.lower().endswith(".zip"):
            yield Member(name, stream)
            return
        if depth >= self.limits.depth:
            raise _fault(name, f"is a zip {depth + 1} deep; at most {self.limits.depth} are opened")
        with _told(name):
            archive = zipfile.ZipFile(stream)
        with archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if not info.is_dir() and not is_junk(info.filename):
                    yield from self._inner(f"{name}/{info.filename}", archive, info, depth)

    def _inner(self, name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int) -> Iterator[Member]:
        self.count += 1
        if self.count > self.limits.members:
            raise _fault(name, f"is one file too many; at most {self.limits.members} are read")
        window = _stored_window(archive, info) if name.lower().endswith(".zip") else None
        if window is not None:
            yield from self.members(name, window, depth + 1)
            return
        with _told(name):
            raw = archive.open(info)
        with raw:
            counted = io.BufferedReader(_Counted(raw, name, info.compress_size, self), 1 << 18)
            if name.lower().endswith(".zip"):
                yield from self.members(name, self._held(name, counted), depth + 1)
            else:
                yield Member(name, counted)

    def _held(self, name: str, stream: IO[bytes]) -> IO[bytes]:
        content = stream.read(self.limits.held_bytes + 1)
        if len(content) > self.limits.held_bytes:
            raise _fault(name, "is a packed zip too large to hold in memory", "unpack the outer zip first")
        return io.BytesIO(content)

    def add(self, name: str, size: int, *, unpacked: int, packed: int) -> None:
        """Count what was unpacked, and stop at a limit: sizes in a zip's header may lie, bytes cannot."""
        self.bytes += size
        limits = self.limits
        if self.bytes > limits.total_bytes:
            raise _fault(name, f"the delivery unpacks to more than {limits.total_bytes:,} bytes")
        if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
            raise _fault(name, f"unpacks to more than {limits.ratio} times its size, as a zip bomb does")


class _Counted(io.RawIOBase):
    """A member's bytes, counted as they are unpacked."""

    def __init__(self, raw: IO[bytes], name: str, packed: int, walk: _Walk) -> None:
        super().__init__()
        self._raw, self._name, self._packed, self._walk = raw, name, packed, walk
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _told(self._name):
            data = self._raw.read(len(buffer))
        self._unpacked += len(data)
        self._walk.add(self._name, len(data), unpacked=self._unpacked, packed=self._packed)
        buffer[: len(data)] = data
        return len(data)


class _Window(io.RawIOBase):
    """A part of a larger file as a file of its own, so that a stored zip within a zip takes no memory."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        super().__init__()
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("negative seek position")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        size = max(0, min(len(buffer), self._length - self._at))
        self._file.seek(self._start + self._at)
        data = self._file.read(size)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _stored_window(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes] | None:
    """Return the place of a member inside its zip when it was stored as it is, not packed."""
    file = archive.fp
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1 or file is None:
        return None
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        return None
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return io.BufferedReader(_Window(file, info.header_offset + _LOCAL_HEADER + names, info.file_size), 1 << 18)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell what a zip library says in the words of a delivery."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _fault(name, f"is a damaged or cut zip ({error})", "ask for the delivery again") from error
    except (RuntimeError, NotImplementedError) as error:
        raise _fault(
            name, f"cannot be opened ({error})", "deliver a zip without password, packed in the usual way"
        ) from error


def _fault(name: str, found: str, remedy: str = "check where the delivery came from") -> DeliveryFaults:
    outer, _, inner = name.partition("/")
    return DeliveryFaults("the delivery", [Fault(outer, inner, found, remedy)])
