# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An upload waits sealed, is readable only while it is read, and is gone for good when it is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import DeliveryRefused, Gone, WorkspaceFault
from pandzicht.sources.uploads import (
    MOST_FILES,
    drop_upload,
    incoming,
    opened_upload,
    place_of,
    refuse_dropped,
    sweep_uploads,
)
from pandzicht.store.workspace import Workspace
from tests.sources.making import a_workspace

CONTENT = b"burgerservicenummer;999990639\n" * 100


def uploaded(space: Workspace, *names: str) -> str:
    with incoming(space) as upload:
        for name in names or ("in.csv",):
            with upload.begin_file(name) as target:
                target.write(CONTENT[:10])
                target.write(CONTENT[10:])
    return upload.name


def on_disk(space: Workspace) -> bytes:
    return b"".join(path.read_bytes() for path in space.root.rglob("*") if path.is_file())


def test_it_waits_sealed_and_is_readable_only_while_it_is_read(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    name = uploaded(space, "in.csv", r"C:\map\leveringen.zip")
    assert CONTENT[:30] not in on_disk(space)
    with opened_upload(space, name) as paths:
        assert [(path.name, path.read_bytes()) for path in paths] == [("in.csv", CONTENT), ("leveringen.zip", CONTENT)]
        assert paths[0].parent.stat().st_mode & 0o077 == 0
    assert CONTENT[:30] not in on_disk(space)
    refuse_dropped(space, name)


def test_nothing_readable_stays_when_reading_goes_wrong(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    name = uploaded(space)
    with pytest.raises(ValueError, match="stuk"), opened_upload(space, name):
        raise ValueError("stuk")
    assert CONTENT[:30] not in on_disk(space)


def test_a_dropped_upload_is_gone_with_its_key(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    name = uploaded(space)
    place = place_of(space, name)
    for _ in range(2):
        drop_upload(space, name)
        assert not place.key.exists()
        assert not place.folder.exists()
    with pytest.raises(Gone, match="upload again"), opened_upload(space, name):
        pass


def test_an_upload_that_broke_off_leaves_nothing(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    with pytest.raises(OSError, match="weg"), incoming(space) as upload, upload.begin_file("in.csv"):
        raise OSError("weg")
    assert not list(space.staging.iterdir())
    assert not list(space.keys.glob("upload-*"))


@pytest.mark.parametrize("name", ["", "..", "../..", "a\x00b", "x" * 201, "map/"])
def test_what_is_no_name_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    if name == "map/":
        with incoming(a_workspace(tmp_path)) as upload, upload.begin_file(name):
            pass
        assert upload.names == ["map"]
        return
    with pytest.raises(DeliveryRefused, match="no name of a file"), incoming(a_workspace(tmp_path)) as upload:
        upload.begin_file(name)


def test_two_of_one_name_none_at_all_and_too_many_are_refused(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    with pytest.raises(DeliveryRefused, match=r"two files are called 'in\.csv'"):
        uploaded(space, "in.csv", "in.csv")
    with pytest.raises(DeliveryRefused, match="no file came"), incoming(space):
        pass
    with pytest.raises(DeliveryRefused, match="more than"):
        uploaded(space, *(f"{n}.csv" for n in range(MOST_FILES + 1)))
    assert not list(space.staging.iterdir())


def test_an_upload_that_was_altered_is_not_read(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    name = uploaded(space)
    sealed = place_of(space, name).folder / "0.enc"
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"x")
    with pytest.raises(WorkspaceFault, match="altered or cut off"), opened_upload(space, name):
        pass


def test_a_key_whose_upload_went_by_its_term_goes_too(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    stays, goes = uploaded(space), uploaded(space)
    for path in (place := place_of(space, goes)).folder.iterdir():
        path.unlink()
    place.folder.rmdir()
    sweep_uploads(space)
    assert (place_of(space, stays).is_there, place.key.exists()) == (True, False)
