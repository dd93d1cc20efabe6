from enum import StrEnum

__all__ = ["Watch"]


class Watch(StrEnum):
    """How changed files are detected."""

    AUTO = "auto"
    NATIVE = "native"
    POLL = "poll"
    OFF = "off"
