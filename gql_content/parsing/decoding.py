"""Decodes a file as UTF-8."""

from codecs import BOM_UTF8

from gql_content.parsing.faults import ParseIssue

__all__ = ["MAX_FILE_BYTES", "decode_utf8"]

MAX_FILE_BYTES = 1024 * 1024

_UTF16_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode_utf8(data: bytes) -> tuple[str, ParseIssue | None]:
    """Return the text up to the first error, without a byte order mark, and that error."""
    if len(data) > MAX_FILE_BYTES:
        return "", _make_file_size_issue(len(data))
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        # Not `data`: the positions do not count the byte order mark.
        readable = error.object[: error.start].decode()
        return readable, _make_encoding_issue(data, error, len(readable))
    if "\0" in text:
        return text, _make_nul_byte_issue(text.index("\0"))
    return text, None


def _make_file_size_issue(size: int) -> ParseIssue:
    return ParseIssue(
        code="OVERSIZE",
        message=f"The file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are allowed.",
        remedy="Split the file, or keep large data outside the content folder.",
    )


def _make_encoding_issue(data: bytes, error: UnicodeDecodeError, at: int) -> ParseIssue:
    if data.startswith(_UTF16_BYTE_ORDER_MARKS):
        message = "The file is encoded as UTF-16, not UTF-8."
    else:
        message = f"The byte 0x{error.object[error.start]:02X} is not valid UTF-8."
    return ParseIssue("NOT_UTF8", message, 'Save the file with the encoding "UTF-8".', at)


def _make_nul_byte_issue(at: int) -> ParseIssue:
    return ParseIssue(
        code="NUL_BYTE",
        message="The file contains a NUL byte, so it is not text.",
        remedy="Delete it. If the file is an image or an archive, move it out of the content.",
        at=at,
    )
