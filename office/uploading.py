"""How much a request may bring: counted while it comes in, before anything is kept of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Capped(FileUploadHandler):
    """The first of Django's upload handlers: refuses a form by the length that it says it has, before a byte is read,
    and by what came. Django reads a form wherever it looks for a CSRF token, so this stands in the settings.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.came = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """The fields beside the file have their own limit, and the form's own lines are within it."""
        length = args[2] if len(args) > 2 else kwargs["content_length"]
        if length > settings.MAX_UPLOAD_BYTES + settings.MAX_BODY_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.came += len(raw_data)
        if self.came > settings.MAX_UPLOAD_BYTES:
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler has the file."""
