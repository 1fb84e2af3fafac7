# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signing key is made once, for its owner only, and a file that is no such key is told."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from pandzicht.errors import WorkspaceFault
from pandzicht.governance.signing_key import key_name, public_document, public_key, signing_key


def test_the_key_is_made_at_first_use_and_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "heads.key"
    first = signing_key(path)
    again = signing_key(path)
    assert first.private_bytes_raw() == again.private_bytes_raw()
    assert [file.name for file in path.parent.iterdir()] == ["heads.key"]
    assert signing_key(tmp_path / "other.key").private_bytes_raw() != first.private_bytes_raw()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        signing_key(tmp_path / "heads.key")
    finally:
        os.umask(before)
    assert (tmp_path / "heads.key").stat().st_mode & 0o777 == 0o600


def test_who_loses_the_race_uses_the_key_of_the_winner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "heads.key"
    winner = signing_key(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", lambda _: False)
        loser = signing_key(path)
    assert loser.private_bytes_raw() == winner.private_bytes_raw()
    assert [file.name for file in tmp_path.iterdir()] == ["heads.key"]


def test_the_public_key_goes_out_and_comes_back_under_one_name(tmp_path: Path) -> None:
    public = signing_key(tmp_path / "heads.key").public_key()
    (tmp_path / "public.pem").write_text(public_document(public), encoding="ascii")
    assert public_key(tmp_path / "public.pem") == public
    assert key_name(public) == sha256(public.public_bytes_raw()).hexdigest()[:16]


@pytest.mark.parametrize("content", [b"", b"secret", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_told_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "heads.key"
    path.write_bytes(content)
    with pytest.raises(WorkspaceFault, match=r"heads.key: is no signing key .*; restore it from a backup"):
        signing_key(path)
    with pytest.raises(WorkspaceFault, match=r"heads.key: is no public key .*; give the file that came with the heads"):
        public_key(path)
    assert path.read_bytes() == content


def test_a_key_of_another_kind_is_told(tmp_path: Path) -> None:
    other, path = generate_private_key(SECP256R1()), tmp_path / "heads.key"
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(WorkspaceFault, match="another kind than Ed25519; restore"):
        signing_key(path)
    path.write_bytes(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(WorkspaceFault, match="another kind than Ed25519; give"):
        public_key(path)


def test_the_private_key_is_no_public_one(tmp_path: Path) -> None:
    signing_key(tmp_path / "heads.key")
    with pytest.raises(WorkspaceFault, match="no public key"):
        public_key(tmp_path / "heads.key")
    with pytest.raises(WorkspaceFault, match="no public key"):
        public_key(tmp_path / "absent.pem")
