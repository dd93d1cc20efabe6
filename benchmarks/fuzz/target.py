"""What atheris runs: any bytes are read, in no time, and `parse` and `read_texts` agree."""

# pyright: reportMissingModuleSource=false, reportAttributeAccessIssue=false
# pyright: reportUnknownMemberType=false, reportMissingImports=false
# atheris is only in the environment of the fuzzer.

import sys
from time import process_time

import atheris

with atheris.instrument_imports(include=["gql_content", "frontmatter", "yaml"]):
    from gql_content.content import parse, read_texts

MOST_SECONDS = 0.05
LARGEST = 1 << 20


def one(data: bytes) -> None:
    """Fails where reading raises, is slow, or is of two minds."""
    began = process_time()
    parsed = parse("a/b.md", data)
    seconds = process_time() - began
    if seconds > MOST_SECONDS and took(data) > MOST_SECONDS:
        raise RuntimeError(f"{len(data)} bytes took {seconds:.3f} s")
    if (parsed.article is None) is not (read_texts("a/b.md", data) is None):
        raise RuntimeError("parse and read_texts are of two minds")


def took(data: bytes) -> float:
    """The fastest of three: an interruption is nobody's fault."""
    times: list[float] = []
    for _ in range(3):
        began = process_time()
        parse("a/b.md", data)
        times.append(process_time() - began)
    return min(times)


atheris.Setup([*sys.argv, f"-max_len={LARGEST}"], one)
atheris.Fuzz()
