# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.archive import ArchiveLimits, is_junk, walk_archive


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def delivered(folder: Path, content: bytes, name: str = "levering.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def walked(*paths: Path, limits: ArchiveLimits | None = None) -> dict[str, bytes]:
    return {member.name: member.stream.read() for member in walk_archive(paths, limits)}


@pytest.mark.parametrize("inner", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("outer", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_of_zips_within_zips_come_with_their_way_in_and_in_order(tmp_path: Path, inner: int, outer: int) -> None:
    deepest = zipped({"c.xml": b"<c/>", "a.xml": b"<a/>" * 5_000}, inner)
    path = delivered(tmp_path, zipped({"z.txt": b"last", "b.ZIP": zipped({"deep.zip": deepest}, inner)}, outer))
    assert walked(path) == {
        "levering.zip/b.ZIP/deep.zip/a.xml": b"<a/>" * 5_000,
        "levering.zip/b.ZIP/deep.zip/c.xml": b"<c/>",
        "levering.zip/z.txt": b"last",
    }


def test_a_folder_and_a_plain_file_are_walked_too(tmp_path: Path) -> None:
    folder = tmp_path / "levering"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "b.zip").write_bytes(zipped({"x.xml": b"x"}))
    (folder / "a.xml").write_bytes(b"a")
    (folder / ".DS_Store").write_bytes(b"junk")
    plain = delivered(tmp_path, b"plain", "los.xml")
    assert walked(folder, plain) == {
        "levering/a.xml": b"a",
        "levering/sub/b.zip/x.xml": b"x",
        "los.xml": b"plain",
    }


def test_what_an_operating_system_leaves_behind_is_skipped(tmp_path: Path) -> None:
    junk = {".DS_Store": b"", "__MACOSX/._a.xml": b"", "sub/._b.xml": b"", "Thumbs.db": b"", "sub/": b"", "a.xml": b"a"}
    assert walked(delivered(tmp_path, zipped(junk))) == {"levering.zip/a.xml": b"a"}
    assert is_junk("")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(DeliveryFaults, match=r"weg.zip: does not exist"):
        walked(Path("weg.zip"))


def test_a_cut_zip_is_named(tmp_path: Path) -> None:
    content = zipped({"a.xml": b"a" * 1_000})
    with pytest.raises(DeliveryFaults, match=r"levering.zip: is a damaged or cut zip"):
        walked(delivered(tmp_path, content[: len(content) // 2]))


def test_a_cut_zip_within_a_zip_is_named_with_its_way_in(tmp_path: Path) -> None:
    inner = zipped({"a.xml": b"a" * 1_000})[:60]
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = delivered(tmp_path, zipped({"in/b.zip": inner}, compression))
        with pytest.raises(DeliveryFaults, match=r"levering.zip: in/b.zip: is a damaged or cut zip"):
            walked(path)


def test_damaged_bytes_are_found_while_reading(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.xml": bytes(range(256)) * 200}))
    content[60:90] = b"\0" * 30
    with pytest.raises(DeliveryFaults, match=r"levering.zip: a.xml: is a damaged or cut zip"):
        walked(delivered(tmp_path, bytes(content)))


def test_a_zip_with_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.xml": b"a"}))
    content[6] |= 1  # the mark of encryption in the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    with pytest.raises(DeliveryFaults, match=r"a.xml: cannot be opened .*; deliver a zip without password"):
        walked(delivered(tmp_path, bytes(content)))


def test_a_zip_bomb_stops_while_it_unpacks(tmp_path: Path) -> None:
    path = delivered(tmp_path, zipped({"bom.xml": b"\0" * 3_000_000}))
    with pytest.raises(DeliveryFaults, match=r"bom.xml: unpacks to more than 100 times its size, as a zip bomb does"):
        walked(path, limits=ArchiveLimits(ratio=100, ratio_from=1_000_000))


def test_a_repetitive_file_below_the_size_of_a_bomb_is_read(tmp_path: Path) -> None:
    path = delivered(tmp_path, zipped({"a.xml": b"\0" * 900_000}))
    found = walked(path, limits=ArchiveLimits(ratio=100, ratio_from=1_000_000))
    assert len(found["levering.zip/a.xml"]) == 900_000


def test_sizes_in_the_header_that_lie_do_not_help_a_bomb(tmp_path: Path) -> None:
    content = bytearray(zipped({"bom.xml": b"\0" * 3_000_000}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")  # it says that it unpacks to 10 bytes
    with pytest.raises(DeliveryFaults):
        walked(delivered(tmp_path, bytes(content)), limits=ArchiveLimits(total_bytes=1_000))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (ArchiveLimits(total_bytes=1_500), "the delivery unpacks to more than 1,500 bytes"),
        (ArchiveLimits(members=1), "is one file too many; at most 1 are read"),
    ],
)
def test_a_delivery_beyond_the_limits_stops(tmp_path: Path, limits: ArchiveLimits, told: str) -> None:
    path = delivered(tmp_path, zipped({"a.xml": b"a" * 1_000, "b.xml": b"b" * 1_000}))
    with pytest.raises(DeliveryFaults, match=told):
        walked(path, limits=limits)


def test_zips_are_opened_to_a_depth(tmp_path: Path) -> None:
    content = zipped({"a.xml": b"a"})
    for _ in range(4):
        content = zipped({"z.zip": content})
    with pytest.raises(DeliveryFaults, match="is a zip 5 deep; at most 4 are opened"):
        walked(delivered(tmp_path, content))


def test_a_packed_zip_larger_than_memory_allows_stops(tmp_path: Path) -> None:
    path = delivered(tmp_path, zipped({"b.zip": zipped({"a.xml": bytes(range(256)) * 40}, zipfile.ZIP_STORED)}))
    with pytest.raises(DeliveryFaults, match="is a packed zip too large to hold in memory; unpack the outer zip first"):
        walked(path, limits=ArchiveLimits(held_bytes=5_000))


def test_the_real_delivery_as_sent(real_data: Path) -> None:
    path = real_data / "bag-extract" / "BAGNLDL-15092020-small.zip"
    names = [member.name for member in walk_archive([path])]
    assert len(names) == 32
    assert all(name.endswith(".xml") and "__MACOSX" not in name for name in names)
    assert f"{path.name}/9999InOnderzoek15092020.zip/0221IOVBO15092020.zip/0221IOVBO15092020-000002.xml" in names
