"""Files: reading one whole, writing one atomically, and processes that work through many."""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.files.atomic_write import is_named, write_whole
    from gql_content.files.file_reader import (
        LARGEST,
        NotAFile,
        Read,
        Reader,
        TooLarge,
        is_inside,
        locate,
        stable_opener,
    )
    from gql_content.files.file_stamps import (
        TICK_NS,
        UNFINISHED,
        UNTRUSTED,
        Loaded,
        Stamp,
        stamp_of,
    )
    from gql_content.files.process_pool import (
        Progress,
        end_with_parent,
        in_processes,
        read_frame,
        silent,
        start,
        usable_cores,
        write_frame,
    )
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "atomic_write": ("is_named", "write_whole"),
            "file_reader": (
                "LARGEST",
                "NotAFile",
                "Read",
                "Reader",
                "TooLarge",
                "is_inside",
                "locate",
                "stable_opener",
            ),
            "file_stamps": ("Loaded", "Stamp", "TICK_NS", "UNFINISHED", "UNTRUSTED", "stamp_of"),
            "process_pool": (
                "Progress",
                "end_with_parent",
                "in_processes",
                "read_frame",
                "silent",
                "start",
                "usable_cores",
                "write_frame",
            ),
        },
    )
__all__ = [
    "LARGEST",
    "TICK_NS",
    "UNFINISHED",
    "UNTRUSTED",
    "Loaded",
    "NotAFile",
    "Progress",
    "Read",
    "Reader",
    "Stamp",
    "TooLarge",
    "end_with_parent",
    "in_processes",
    "is_inside",
    "is_named",
    "locate",
    "read_frame",
    "silent",
    "stable_opener",
    "stamp_of",
    "start",
    "usable_cores",
    "write_frame",
    "write_whole",
]
