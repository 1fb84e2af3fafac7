# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file that an export becomes: refused when it cannot be, whole or not there at all, never half."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pandzicht.errors import ExportRefused
from pandzicht.store.publish import publish_file


def refuse_unless_writable(path: Path, forms: Sequence[str], *, force: bool) -> None:
    """Raise ExportRefused when a file has another form than those listed, has no folder, or stands there already."""
    listed = ", ".join(forms)
    if path.suffix.lower() not in forms:
        found = f"'{path.suffix}' is not a form" if path.suffix else "the name has no suffix"
        raise ExportRefused(f"{path}: {found} that this can be written in; end the name with one of {listed}")
    if not path.parent.is_dir():
        raise ExportRefused(f"{path}: the folder {path.parent} does not exist; make it first or name another")
    if path.is_dir():
        raise ExportRefused(f"{path}: is a folder; name a file")
    if path.exists() and not force:
        raise ExportRefused(f"{path}: exists already; choose another name, or replace it with --force")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place to write beside the target, and put the finished file in the target's place in one step.

    When the writing fails nothing is left behind and the earlier file stands. Raises ExportRefused when the system
    refuses the writing or the replacing.
    """
    try:
        beside = Path(tempfile.mkdtemp(prefix=".pandzicht-", dir=path.parent))
    except OSError as error:
        raise _refused(path, error) from error
    try:
        yield beside / path.name
        publish_file(beside / path.name, path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refused(path: Path, error: OSError) -> ExportRefused:
    why = error.strerror or str(error)
    return ExportRefused(
        f"{path}: cannot be written ({why}); close it where it is open, or choose a place where there is room"
    )
