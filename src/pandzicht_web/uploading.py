# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that a browser sends: let in where a route takes them, from whoever may send them, and sealed as they come.

Django reads a form before its view is asked. So elsewhere files are skipped, and here the form is read only after it
is known who sends it; nothing of a file is ever written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from pandzicht.errors import DeliveryRefused
from pandzicht.sources.sealed_file import SealedWriter
from pandzicht.sources.uploads import Incoming, drop_upload, incoming
from pandzicht_web.visit import Visit


class NoFiles(FileUploadHandler):
    """Skips every file: what no route takes is written nowhere."""

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Skip it."""
        del arguments, named
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on; nobody asks for it."""
        del start
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""
        del file_size


class Sealing(FileUploadHandler):
    """Seals files as they come in, up to so many bytes together."""

    def __init__(self, upload: Incoming, most: int) -> None:
        super().__init__()
        self._upload, self._most = upload, most
        self._writer: SealedWriter | None = None
        self.is_too_large = False
        self.file = BytesIO()  # Django closes it where a form breaks off

    def handle_raw_input(
        self, _data: Any, _meta: Any, content_length: int, _boundary: Any, _encoding: Any = None
    ) -> None:
        """See beforehand whether it is too much."""
        self.is_too_large = content_length > self._most

    def new_file(self, field_name: str, file_name: str, *arguments: Any, **named: Any) -> None:
        """Begin a file; one that is too much is read away, so that the browser hears why."""
        super().new_file(field_name, file_name, *arguments, **named)
        if self.is_too_large:
            raise StopUpload(connection_reset=False)
        self._writer = self._upload.begin_file(file_name)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal some bytes."""
        del start
        self._upload.size += len(raw_data)
        if self._upload.size > self._most:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        if self._writer:
            self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """Close a file; its content is not given to anybody."""
        if self._writer:
            self._writer.close()
            self._writer = None
        return UploadedFile(BytesIO(), name=self.file_name, size=file_size)


class _FormRefused(Exception):
    def __init__(self, answer: HttpResponseBase) -> None:
        super().__init__()
        self.answer = answer


def with_files(visit: Visit, parts: Mapping[str, str]) -> HttpResponseBase:
    """Let in the files of a form and ask the view of its route; where that goes wrong nothing of them stays."""
    space = visit.office.workspace
    try:
        with incoming(space) as upload:
            _let_in(visit, upload)
    except _FormRefused as refused:
        return refused.answer
    visit.upload = upload.name
    try:
        return visit.route.view(visit, **parts)
    except BaseException:
        drop_upload(space, upload.name)
        raise


def _let_in(visit: Visit, upload: Incoming) -> None:
    """Read the form and its files; raise DeliveryRefused for too much, and for a form that is not ours."""
    most = visit.office.workspace.office.largest_upload_mib
    sealing = Sealing(upload, most << 20)
    visit.request.upload_handlers = [sealing]
    answer = CsrfViewMiddleware(_nothing).process_view(visit.request, _nothing, (), {})
    if answer is not None:
        raise _FormRefused(answer)
    visit.request.POST  # noqa: B018 - reading the form lets the files in
    if sealing.is_too_large:
        raise DeliveryRefused(
            f"these files are larger than {most} MiB together; let whoever runs Pandzicht load them with 'pandzicht "
            "load', or set largest_upload_mib in pandzicht.toml"
        )


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
