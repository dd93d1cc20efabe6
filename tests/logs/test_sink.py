"""Lines on their way into a pipe that is read late, or never."""

import os
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from gql_content.logs.sink import MOST, Sink

Pipe = tuple[BinaryIO, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """The end that is written to, and the descriptor of the other."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(writing, "wb") as stream:
        yield stream, reading
    os.close(reading)


def sink_into(stream: BinaryIO) -> Sink:
    return Sink(stream, lambda count: b"lost %d" % count)


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 20)
    except BlockingIOError:
        return b""


def all_of(sink: Sink, descriptor: int) -> list[bytes]:
    come = b""
    while some := read(descriptor):
        come += some
        sink.flush()
    return come.splitlines()


def test_lines_that_nobody_reads_yet_keep_nobody_and_their_order(pipe: Pipe) -> None:
    stream, descriptor = pipe
    sink = sink_into(stream)
    lines = [b"%06d %s" % (number, b"x" * 100) for number in range(5_000)]
    for line in lines:
        sink.write(line)
    assert all_of(sink, descriptor) == lines


def test_a_line_longer_than_a_piece_comes_whole(pipe: Pipe) -> None:
    stream, descriptor = pipe
    sink = sink_into(stream)
    lines = [b"a" * 100_000, b"b", b"c" * 10_000]
    for line in lines:
        sink.write(line)
    assert all_of(sink, descriptor) == lines


def test_what_is_too_much_is_lost_and_counted(pipe: Pipe) -> None:
    stream, descriptor = pipe
    sink = sink_into(stream)
    line = b"x" * 9_999
    count = MOST // len(line) + 50
    for _ in range(count):
        sink.write(line)
    come = all_of(sink, descriptor)
    sink.write(b"the next")
    lost, last = all_of(sink, descriptor)
    assert set(come) == {line}
    assert lost == b"lost %d" % (count - len(come))
    assert last == b"the next"


def test_the_last_lines_do_not_wait_for_ever(pipe: Pipe) -> None:
    stream, _ = pipe
    sink = sink_into(stream)
    for _ in range(100):
        sink.write(b"x" * 1_000)
    sink.close()


def test_a_reader_that_is_gone_is_no_mistake() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "wb")
    sink = sink_into(stream)
    sink.write(b"line")
    sink.close()
    with pytest.raises(BrokenPipeError):  # of what the stream itself still holds
        stream.close()
