# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A municipality's workspace: its folders, its settings, and the lock that keeps two writers apart."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pandzicht.errors import WorkspaceFault


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders and settings of one municipality's comparison."""

    root: Path
    name: str
    demo: bool
    spine: str
    catalogue: Path

    @property
    def state(self) -> Path:
        """The folder that only Pandzicht writes."""
        return self.root / "state"

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
    def judgements(self) -> Path:
        """The folder of what people judged of links."""
        return self.state / "judgements"

    @property
    def staging(self) -> Path:
        """The folder of unfinished work."""
        return self.state / "staging"

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
            raise WorkspaceFault(
                f"{self.root}: another load or run is busy here; wait until it has finished"
            ) from error
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
        settings = tomllib.loads(path.read_text(encoding="utf-8")).get("workspace", {})
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceFault(f"{path}: {error}; correct the file") from error
    unknown = sorted(set(settings) - {"name", "demo", "spine", "catalogue"})
    if unknown:
        raise WorkspaceFault(f"{path}: unknown setting {', '.join(unknown)}; known are name, demo, spine, catalogue")
    return Workspace(
        root=root,
        name=str(settings.get("name", root.name)),
        demo=bool(settings.get("demo", False)),
        spine=str(settings.get("spine", "bag")),
        catalogue=root / str(settings.get("catalogue", "catalogue")),
    )
