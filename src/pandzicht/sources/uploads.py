# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that somebody sent and that nobody took in yet: sealed while they wait, readable only while they are read.

They are sealed as they come in, each upload under a key of its own, so that what the definition refuses is at no
moment readable on the disk before somebody says that it is to be taken in or looked at. Dropping an upload destroys
its key first. What nobody drops goes as work that was cut off.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from pandzicht.errors import DeliveryRefused, Gone
from pandzicht.sources.sealed_file import SealedWriter, destroy_key, new_key, opened_chunks
from pandzicht.store.publish import fresh_folder, read_json, settle, write_json
from pandzicht.store.workspace import Workspace

MOST_FILES = 50
_ACCOUNT = "upload.json"
_OPENED = "opened"
_NAME = re.compile(r"^upload-[0-9a-f]{16}$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where an upload waits: its folder in the unfinished work, and its key with the other keys."""

    folder: Path
    key: Path

    @property
    def is_there(self) -> bool:
        """Whether it came in whole and was not dropped."""
        return self.key.is_file() and (self.folder / _ACCOUNT).is_file()


def place_of(workspace: Workspace, name: str) -> Place:
    """Return where an upload waits; raise DeliveryRefused for what is no name of one."""
    if not _NAME.match(name):
        raise DeliveryRefused(f"'{name}' is no upload of this workspace; upload the files again")
    own = workspace.within(None)
    return Place(own.staging / name, own.keys / f"{name}.key")


@dataclass(slots=True)
class Incoming:
    """An upload that is coming in, file by file; it counts once it was finished."""

    name: str
    place: Place
    key: bytes
    names: list[str] = field(default_factory=list)
    size: int = 0

    def begin_file(self, name: str) -> SealedWriter:
        """Begin a file; raise DeliveryRefused for one that has no name, or the name of another."""
        own = PurePosixPath(PureWindowsPath(name).name).name
        if not own.strip(". ") or len(own) > _LONGEST or not own.isprintable():
            raise DeliveryRefused(f"'{name[:_LONGEST]}' is no name of a file; rename the file and upload it again")
        if own in self.names:
            raise DeliveryRefused(f"two files are called '{own}'; rename one and upload both again")
        if len(self.names) == MOST_FILES:
            raise DeliveryRefused(f"more than {MOST_FILES} files in one delivery; put them in one zip")
        self.names.append(own)
        return SealedWriter(self.place.folder / f"{len(self.names) - 1}.enc", self.key)

    def finish(self) -> None:
        """Have it stand; raise DeliveryRefused when no file came."""
        if not self.names:
            raise DeliveryRefused("no file came with it; choose the file of the delivery first")
        for number in range(len(self.names)):
            settle(self.place.folder / f"{number}.enc")
        write_json(self.place.folder / _ACCOUNT, {"names": self.names, "bytes": self.size})


@contextmanager
def incoming(workspace: Workspace) -> Iterator[Incoming]:
    """Give an upload to write to; whatever goes wrong, nothing of it stays."""
    sweep_uploads(workspace)
    name = f"upload-{secrets.token_hex(8)}"
    place = place_of(workspace, name)
    fresh_folder(place.folder).chmod(0o700)
    try:
        upload = Incoming(name, place, new_key(place.key))
        yield upload
        upload.finish()
    except BaseException:
        drop_upload(workspace, name)
        raise


def refuse_dropped(workspace: Workspace, name: str) -> None:
    """Raise Gone when an upload does not wait any more."""
    if not place_of(workspace, name).is_there:
        raise Gone("these files do not wait any more: they were taken in, dropped, or their term passed; upload again")


@contextmanager
def opened_upload(workspace: Workspace, name: str) -> Iterator[list[Path]]:
    """Give the files of an upload as they were sent, for as long as they are read; raise Gone when it is not there."""
    refuse_dropped(workspace, name)
    place = place_of(workspace, name)
    folder = fresh_folder(place.folder / _OPENED)
    folder.chmod(0o700)
    try:
        yield [
            _opened(place, number, folder / file)
            for number, file in enumerate(read_json(place.folder / _ACCOUNT)["names"])
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened(place: Place, number: int, to: Path) -> Path:
    with to.open("wb") as target:
        for chunk in opened_chunks(place.folder / f"{number}.enc", place.key.read_bytes()):
            target.write(chunk)
    return to


def drop_upload(workspace: Workspace, name: str) -> None:
    """Destroy an upload: its key first, its bytes after; one that is gone already stays so."""
    place = place_of(workspace, name)
    destroy_key(place.key)
    shutil.rmtree(place.folder, ignore_errors=True)


def sweep_uploads(workspace: Workspace) -> None:
    """Destroy the keys of uploads of which the term passed, so that no copy of them can be read either."""
    own = workspace.within(None)
    for key in own.keys.glob("upload-*.key"):
        if not (own.staging / key.stem).is_dir():
            destroy_key(key)
