# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office behind a server that does TLS knows that it is reached by https; another is not told so by a header."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from pandzicht_web import static_files
from pandzicht_web.office import Office
from pandzicht_web.server import application, laid_out


def asked(office: Office, path: str, method: str = "GET", **environ: str) -> tuple[str, list[tuple[str, str]]]:
    """The status and headers of an answer over WSGI."""
    told: dict[str, Any] = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "HTTP_HOST": "localhost",
        "wsgi.input": BytesIO(b"colleague=anna"),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "14" if method == "POST" else "0",
        **environ,
    }
    setup_testing_defaults(told)
    found: list[Any] = []
    list(application(office)(told, lambda status, headers, _error=None: found.extend([status, headers])))
    return found[0], found[1]


def test_by_https_a_browser_is_told_to_come_by_nothing_else(office: Office) -> None:
    secure = replace(office, is_secure=True)
    _, headers = asked(secure, "/aanmelden")
    assert ("Strict-Transport-Security", "max-age=31536000; includeSubDomains") in headers
    _, headers = asked(office, "/aanmelden")
    assert "Strict-Transport-Security" not in dict(headers)


def test_a_header_of_a_browser_makes_no_https(office: Office) -> None:
    for name in ("HTTP_X_FORWARDED_PROTO", "HTTP_X_SCHEME", "HTTP_FORWARDED"):
        _, headers = asked(office, "/aanmelden", **{name: "https"})
        assert "Strict-Transport-Security" not in dict(headers)


def test_a_form_from_another_site_is_refused_by_where_it_comes_from(office: Office) -> None:
    secure = replace(office, is_secure=True)
    status, _ = asked(secure, "/aanmelden", "POST", HTTP_ORIGIN="https://elders.example")
    assert status.startswith("403")


def test_another_host_is_refused(office: Office) -> None:
    assert asked(office, "/aanmelden", HTTP_HOST="elders.example")[0].startswith("400")


def test_processes_that_start_at_once_lay_the_files_out_together(tmp_path: Path) -> None:
    folder = tmp_path / "office" / "static"
    (folder / "earlier").mkdir(parents=True)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(laid_out, [folder] * 4)) == {folder / static_files.version()}
    assert [path.name for path in folder.iterdir()] == [static_files.version()]
    assert [path.name for path in folder.parent.iterdir()] == ["static"]
    own = folder / static_files.version()
    there = {path.relative_to(own) for path in own.rglob("*") if path.suffix != ".gz"}
    assert there == {path.relative_to(static_files.FOLDER) for path in static_files.FOLDER.rglob("*")}
    assert (own / "pandzicht" / "office.js.gz").is_file()
