"""Bytes → text."""

from codecs import BOM_UTF8

from gql_content.parsing.faults import Fault

__all__ = ["MAX_FILE_BYTES", "decode"]

MAX_FILE_BYTES = 1024 * 1024

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> tuple[str, Fault | None]:
    """The text as far as it is readable, without a byte order mark, and what ended it there."""
    if len(data) > MAX_FILE_BYTES:
        return "", _oversize(len(data))
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        # `error.object` and not `data`: its positions do not count the byte order mark.
        readable = error.object[: error.start].decode()
        return readable, _not_utf8(data, error, len(readable))
    if "\0" in text:
        return text, _nul_byte(text.index("\0"))
    return text, None


def _oversize(size: int) -> Fault:
    return Fault(
        code="OVERSIZE",
        message=f"The file has {size:,} bytes; {MAX_FILE_BYTES:,} are allowed.",
        remedy="Split the file, or keep large data outside the content folder.",
    )


def _not_utf8(data: bytes, error: UnicodeDecodeError, at: int) -> Fault:
    if data.startswith(_UTF16_MARKS):
        message = "The file is encoded as UTF-16, not as UTF-8."
    else:
        message = f"The byte 0x{error.object[error.start]:02X} is not valid UTF-8 here."
    return Fault("NOT_UTF8", message, 'Save the file again with the encoding "UTF-8".', at)


def _nul_byte(at: int) -> Fault:
    return Fault(
        code="NUL_BYTE",
        message="The file holds a NUL byte, which no text contains.",
        remedy="Delete it; if the file is a picture or an archive, move it out of the content.",
        at=at,
    )
