import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from gql_content.checks.draft import Draft
from gql_content.checks.finding import Finding
from gql_content.parsing import KNOWN_KEYS, resolve_key_group

__all__ = ["unknown_keys"]

SEPARATORS = re.compile(r"[-_ ]")
LONG = 5  # letters from which on one that differs is more likely a slip than another word


def unknown_keys(draft: Draft) -> Iterator[Finding]:
    """A key that means nothing here and is nearly one that does: `noIndex` for `no_index`."""
    keys = draft.source_map.keys
    for name in keys:
        above, _, key = name.rpartition(".")
        known = KNOWN_KEYS.get(resolve_key_group(above), frozenset[str]())
        if key in known or resolve_key_group(key) != key:
            continue
        meant = next((one for one in sorted(known) if is_slip(key, one)), None)
        if meant is not None:
            there = f"{above}.{meant}" if above else meant
            yield Finding(
                f"The key {key!r} means nothing here. Did you mean {meant!r}?",
                f"Write {meant}." if there not in keys else f"Remove it: {meant} is there too.",
                name,
                of_key=True,
            )


def is_slip(written: str, meant: str) -> bool:
    """Whether one is the other in another style, or with one mistake; a plural is another word."""
    one, other = (SEPARATORS.sub("", key).casefold() for key in (written, meant))
    if one == other:
        return True
    if min(len(one), len(other)) < LONG or one in (f"{other}s", other[:-1]):
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1
