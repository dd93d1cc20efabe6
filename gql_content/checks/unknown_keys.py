import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from gql_content.checks.draft import SourceFile
from gql_content.checks.finding import Finding
from gql_content.parsing import KNOWN_KEYS, resolve_key_group

__all__ = ["check_unknown_keys"]

KEY_SEPARATORS = re.compile(r"[-_ ]")
MIN_TYPO_CHARACTERS = 5  # in a shorter key one different letter is likely another word


def check_unknown_keys(file: SourceFile) -> Iterator[Finding]:
    """An unknown key that is similar to a known one: `noIndex` for `no_index`."""
    keys = file.source_map.keys
    for name in keys:
        parent, _, key = name.rpartition(".")
        known = KNOWN_KEYS.get(resolve_key_group(parent), frozenset[str]())
        if key in known or resolve_key_group(key) != key:
            continue
        suggestion = next((one for one in sorted(known) if is_typo(key, one)), None)
        if suggestion is not None:
            suggested_name = f"{parent}.{suggestion}" if parent else suggestion
            yield Finding(
                f"The key {key!r} is unknown. Did you mean {suggestion!r}?",
                f"Use {suggestion}."
                if suggested_name not in keys
                else f"Remove it: {suggestion} exists too.",
                name,
                of_key=True,
            )


def is_typo(written: str, suggestion: str) -> bool:
    """Whether a key is another one in another style, or with one typo. Plurals are not typos."""
    one, other = (KEY_SEPARATORS.sub("", key).casefold() for key in (written, suggestion))
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_TYPO_CHARACTERS or one in (f"{other}s", other[:-1]):
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1
