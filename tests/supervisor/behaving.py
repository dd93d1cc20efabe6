"""A worker that behaves as its order says, and writes down when it began."""

import os
import signal
import sys
from pathlib import Path
from time import sleep
from types import FrameType
from typing import NoReturn

from msgspec import Struct
from msgspec.json import decode

from gql_content.server import READY, RETIRE

__all__ = ["Behaviour"]


class Behaviour(Struct, frozen=True):
    """What a worker does; `serves_until` is the number of workers after which none serves."""

    diary: str
    place: int
    is_first: bool
    serves_until: int = 1_000_000
    ends_at_once: bool = False
    ignores: bool = False


def main() -> None:
    behaviour = decode(sys.stdin.buffer.readline(), type=Behaviour)
    diary = Path(behaviour.diary)
    with diary.open("a") as file:
        file.write(f"{behaviour.place} {os.getpid()} {int(behaviour.is_first)}\n")
    if len(diary.read_text().splitlines()) > behaviour.serves_until:
        sys.exit(3)
    if behaviour.ignores:
        for one in (signal.SIGTERM, RETIRE):
            signal.signal(one, signal.SIG_IGN)
    else:
        signal.signal(RETIRE, leave)
    os.write(1, READY)
    if behaviour.ends_at_once:
        return
    while True:
        sleep(60)


def leave(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
