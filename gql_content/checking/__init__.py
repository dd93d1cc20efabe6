"""The rules at work: over a folder, on all cores, remembered by digest, with lines and columns."""

from gql_content.checking.findings import Findings
from gql_content.checking.inspector import Inspector
from gql_content.checking.memory import Memory, findings_place
from gql_content.checking.policy_file import POLICY_FILE, check_code, read_policy

__all__ = [
    "POLICY_FILE",
    "Findings",
    "Inspector",
    "Memory",
    "check_code",
    "findings_place",
    "read_policy",
]
