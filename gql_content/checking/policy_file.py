"""The policy of a site, kept with its content."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from gql_content.checks import RULES, Policy
from gql_content.errors import StartError

__all__ = ["POLICY_FILE", "check_code", "read_policy"]

POLICY_FILE = ".gql-content.toml"


def read_policy(root: Path, ignore: tuple[str, ...] = ()) -> Policy:
    """The policy in the content root, if there is one, that also ignores these codes.

    Raises `StartError` where it is not readable or names a code that no rule has.
    """
    policy = policy_in(root / POLICY_FILE)
    policy = replace(policy, ignore=tuple(dict.fromkeys((*policy.ignore, *ignore))))
    for code in policy.ignore:
        check_code(code)
    return policy


def policy_in(file: Path) -> Policy:
    try:
        written = file.read_bytes()
    except FileNotFoundError:
        return Policy()
    except OSError as error:
        raise StartError(f"{POLICY_FILE} cannot be read: {error.strerror}.") from None
    try:
        return msgspec.toml.decode(written, type=Policy)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StartError(f"{POLICY_FILE}: {error}.") from None


def check_code(code: str) -> None:
    """Raises `StartError` where no rule has this code."""
    if code in RULES:
        return
    # A mistake may take its time, a start may not.
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    near = extractOne(code.upper(), RULES.keys(), scorer=ratio, score_cutoff=60)
    hint = f"Did you mean {near[0]}?" if near else "See gql-content check --rules."
    raise StartError(f"No rule has the code {code}. {hint}")
