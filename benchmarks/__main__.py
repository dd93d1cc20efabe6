"""Runs benchmarks by their names: ./scripts/bench [NAME …], or --list."""

import subprocess
import sys
from collections.abc import Mapping, Sequence

BENCHMARKS: Mapping[str, str] = {
    "load": "starts, cold and warm, against a plain loop of python-frontmatter",
    "fresh": "from a saved file to its first fresh answer over HTTP",
    "http": "CPU for a repeated question over HTTP, against a bare Starlette route",
    "search": "the search index and its queries, against bare SQLite",
    "check": "the rules about content: at first, with nothing new, after one file",
    "render": "HTML, facets and related articles, against the least they could cost",
    "hostile": "what the worst files below the size cap cost: parsing, HTML, rules",
    "beside": "what requests wait while such a file is saved and rendered",
    "validation": "the worst documents, accepted and refused, before anything is run",
    "operations": "operations in process, beside Strawberry and graphql-jit on Node",
    "differential": "200,000 operations, compiled and by graphql-core: every answer the same",
    "sockets": "web sockets and event streams held for an hour, also behind nginx",
    "abuse": "an hour of mixed abuse: resident memory before and after it",
    "peers.starting": "from files to the first answer, here and in TinaCMS",
    "peers.answering": "answers over HTTP: the limit, ours, and those of other servers",
}

ENDURANCE = frozenset({"abuse", "differential", "sockets"})  # take long: only by their names


def main(names: Sequence[str]) -> None:
    """Each in a process of its own, one after the other."""
    if names == ["--list"]:
        print("\n".join(f"{name:16} {what}" for name, what in BENCHMARKS.items()))
        return
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; --list tells what there is.")
    for name in names or [one for one in BENCHMARKS if one not in ENDURANCE]:
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
