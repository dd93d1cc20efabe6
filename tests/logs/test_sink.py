"""Writing lines to a pipe that is read late, or never."""

import os
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from gql_content.log.buffered_writer import MAX_BUFFERED_BYTES, BufferedWriter

Pipe = tuple[BinaryIO, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """The writable end, and the descriptor of the readable end."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with os.fdopen(writing, "wb") as stream:
        yield stream, reading
    os.close(reading)


def make_writer(stream: BinaryIO) -> BufferedWriter:
    return BufferedWriter(stream, lambda count: b"lost %d" % count)


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 20)
    except BlockingIOError:
        return b""


def read_all(writer: BufferedWriter, descriptor: int) -> list[bytes]:
    received = b""
    while data := read(descriptor):
        received += data
        writer.flush()
    return received.splitlines()


def test_unread_lines_do_not_block_and_keep_their_order(pipe: Pipe) -> None:
    stream, descriptor = pipe
    writer = make_writer(stream)
    lines = [b"%06d %s" % (number, b"x" * 100) for number in range(5_000)]
    for line in lines:
        writer.write(line)
    assert read_all(writer, descriptor) == lines


def test_a_line_longer_than_a_chunk_is_complete(pipe: Pipe) -> None:
    stream, descriptor = pipe
    writer = make_writer(stream)
    lines = [b"a" * 100_000, b"b", b"c" * 10_000]
    for line in lines:
        writer.write(line)
    assert read_all(writer, descriptor) == lines


def test_lines_beyond_the_limit_are_dropped_and_counted(pipe: Pipe) -> None:
    stream, descriptor = pipe
    writer = make_writer(stream)
    line = b"x" * 9_999
    count = MAX_BUFFERED_BYTES // len(line) + 50
    for _ in range(count):
        writer.write(line)
    received = read_all(writer, descriptor)
    writer.write(b"the next")
    lost, last = read_all(writer, descriptor)
    assert set(received) == {line}
    assert lost == b"lost %d" % (count - len(received))
    assert last == b"the next"


def test_closing_does_not_block(pipe: Pipe) -> None:
    stream, _ = pipe
    writer = make_writer(stream)
    for _ in range(100):
        writer.write(b"x" * 1_000)
    writer.close()


def test_a_closed_reader_raises_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "wb")
    writer = make_writer(stream)
    writer.write(b"line")
    writer.close()
    with pytest.raises(BrokenPipeError):  # from the stream's own buffer
        stream.close()
