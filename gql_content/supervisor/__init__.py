"""Several processes at one socket: the first loads, the others follow, whoever dies is replaced."""

from gql_content.supervisor.supervisor import Supervisor
from gql_content.supervisor.worker import READY, RETIRE, Launch

__all__ = ["READY", "RETIRE", "Launch", "Supervisor"]
