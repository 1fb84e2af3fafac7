# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A municipality's workspace: its folders, its settings, and the lock that keeps two writers apart."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pandzicht.errors import WorkspaceBusy, WorkspaceFault
from pandzicht.store.office import CLOSED, Office
from pandzicht.store.organisation import UNNAMED, Organisation
from pandzicht.store.settings import read_settings

DATABASE_VARIABLE = "PANDZICHT_DATABASE"
"""Names the state database, where its password may not stand in a file."""
_KNOWN = {
    "workspace": ("name", "demo", "spine", "catalogue"),
    "state": ("database",),
    "log": ("keeps", "heads"),
}
"""Per table of pandzicht.toml what may be set."""
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_MODELS = ("organisation", "office")
"""Tables that are held against a model of their own."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders and settings of one municipality's comparison."""

    root: Path
    name: str
    demo: bool
    spine: str
    catalogue: Path
    database: str = ""
    """The address of the state database; empty for a file of its own."""
    log_keeps: str = "P3Y"
    """How long the processing log says whom it concerned."""
    log_heads: str = "heads"
    """The folder of signed tree heads: best on another machine than the state."""
    channel: str | None = None
    """The partnership whose part of the state this is; None for the municipality's own."""
    organisation: Organisation = UNNAMED
    """Who answers for it, for the public account."""
    office: Office = CLOSED
    """At which address people work with it, and how they sign in."""

    @property
    def state(self) -> Path:
        """The folder that only Pandzicht writes; each channel has one of its own, with keys, runs and selections."""
        return self._channels / self.channel if self.channel else self.root / "state"

    @property
    def _channels(self) -> Path:
        return self.root / "state" / "channels"

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels of which there is any state."""
        return tuple(sorted(path.name for path in self._channels.iterdir())) if self._channels.is_dir() else ()

    def within(self, channel: str | None) -> Workspace:
        """Return the part of the workspace that is of a channel, or of the municipality itself.

        Raises WorkspaceFault for a name that is none.
        """
        if channel and not _NAME.match(channel):
            raise WorkspaceFault(f"channel '{channel}' is not a name; write it as the catalogue does")
        return replace(self, channel=channel or None)

    def part_name(self, name: str) -> str:
        """Return how a thing of this part is named within the whole workspace: with its channel before it."""
        return f"{self.channel}:{name}" if self.channel else name

    def part_of(self, name: str) -> tuple[Workspace, str]:
        """Return the part that a name within the whole workspace is of, and what the thing is named there."""
        channel, _, own = name.rpartition(":")
        return self.within(channel or None), own

    @property
    def deliveries(self) -> Path:
        """The folder of published deliveries."""
        return self.state / "deliveries"

    @property
    def originals(self) -> Path:
        """The folder of encrypted originals."""
        return self.state / "originals"

    @property
    def keys(self) -> Path:
        """The folder of keys: the administrator's boundary."""
        return self.state / "keys"

    @property
    def runs(self) -> Path:
        """The folder of published runs."""
        return self.state / "runs"

    @property
    def selections(self) -> Path:
        """The folder of drawn selections."""
        return self.state / "selections"

    @property
    def proxy_tests(self) -> Path:
        """The folder of proxy tests, a folder per run, and of the signatures under what they found."""
        return self.state / "proxy_tests"

    @property
    def learned(self) -> Path:
        """The folder of what outcomes taught, per check and model card: figures and no addresses."""
        return self.state / "learned"

    @property
    def judgements(self) -> Path:
        """The folder of what people judged of links."""
        return self.state / "judgements"

    @property
    def state_database(self) -> str:
        """Where what people decide and the logs are kept: an address, or the path of a file."""
        return os.environ.get(DATABASE_VARIABLE) or self.database or str(self.within(None).state / "state.sqlite")

    @property
    def heads(self) -> Path:
        """The folder of signed tree heads of the logs."""
        return self.root / self.log_heads

    @property
    def exports(self) -> Path:
        """The folder of files that were written in the background, a folder per job."""
        return self.state / "exports"

    @property
    def staging(self) -> Path:
        """The folder of unfinished work."""
        return self.state / "staging"

    @property
    def signing_key(self) -> Path:
        """The key that signs the heads of the logs."""
        return self.within(None).keys / "heads.pem"

    def pseudonym_key(self) -> bytes:
        """Return the workspace's own key for pseudonyms, made at first use."""
        path = self.keys / "workspace.key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(secrets.token_bytes(32))
            path.chmod(0o600)
        return path.read_bytes()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for one writer; a second one is told so instead of waiting."""
        self.state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.state / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise WorkspaceBusy(f"{self.root}: another load or run is busy here; wait until it has finished") from error
        try:
            yield
        finally:
            lock.release()


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in a folder, or say what is missing."""
    path = root / "pandzicht.toml"
    if not path.is_file():
        raise WorkspaceFault(f"{path}: not found; run 'pandzicht new {root}' or name the workspace with --workspace")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceFault(f"{path}: {error}; correct the file") from error
    _refuse_unknown(path, tables)
    settings, state, log = (tables.get(name, {}) for name in ("workspace", "state", "log"))
    return Workspace(
        root=root,
        name=str(settings.get("name", root.name)),
        demo=bool(settings.get("demo", False)),
        spine=str(settings.get("spine", "bag")),
        catalogue=root / str(settings.get("catalogue", "catalogue")),
        database=str(state.get("database", "")),
        log_keeps=str(log.get("keeps", "P3Y")),
        log_heads=str(log.get("heads", "heads")),
        organisation=read_settings(Organisation, "organisation", tables.get("organisation", {}), str(path)),
        office=read_settings(Office, "office", tables.get("office", {}), str(path)),
    )


def _refuse_unknown(path: Path, tables: dict[str, Any]) -> None:
    """Raise WorkspaceFault with every setting that does not exist."""
    unknown = [f"[{name}]" for name in tables if name not in (*_KNOWN, *_MODELS)]
    for name, known in _KNOWN.items():
        unknown += [f"{key} in [{name}]" for key in tables.get(name, {}) if key not in known]
    if unknown:
        listed = [f"[{name}] {', '.join(known)}" for name, known in _KNOWN.items()] + [f"[{name}]" for name in _MODELS]
        raise WorkspaceFault(f"{path}: unknown setting {', '.join(sorted(unknown))}; known are {'; '.join(listed)}")
