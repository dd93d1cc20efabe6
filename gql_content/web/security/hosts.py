from collections.abc import Sequence

__all__ = ["is_allowed", "without_port"]


def is_allowed(host: str, allowed: Sequence[str]) -> bool:
    """Whether a Host header names one of these hosts; `*.example.org` are all below it."""
    name = without_port(host.lower())
    return any(
        pattern == "*"
        or name == pattern.lower()
        or (pattern.startswith("*.") and name.endswith(pattern[1:].lower()))
        for pattern in allowed
    )


def without_port(host: str) -> str:
    """The host alone; an IPv6 address keeps its brackets."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
