"""Stop an upload as soon as it is too big, before it fills a disk; the view then says so in a sentence."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

FORM_ROOM = 100_000
"""Bytes a form may take beside its file."""
DRAINED = 4
"""Up to this many times the limit the rest is read and thrown away, so that the browser gets the page; then we stop."""


class Limit(FileUploadHandler):
    """First in line: counts, and passes the bytes on. `request.upload_too_big` tells the view."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Note what the browser announces, and how much this view takes (`view.upload_most`, else the setting)."""
        view = getattr(getattr(self.request, "resolver_match", None), "func", None)
        asked = getattr(view, "upload_most", None)
        self.most: int = asked(self.request) if asked else settings.FILES_MAX_BYTES
        self.announced = content_length
        self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse at the first byte what is announced as too big."""
        super().new_file(*args, **kwargs)
        if self.announced > self.most + FORM_ROOM:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count all files of the request together."""
        self.taken += len(raw_data)
        if self.taken > self.most:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file itself is made by the next handler."""

    def _stop(self) -> None:
        if self.request is not None:
            self.request.upload_too_big = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=self.announced > DRAINED * self.most)
