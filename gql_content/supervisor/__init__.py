"""Several processes at one socket: the first loads, the others follow, whoever dies is replaced."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.supervisor.signals import READY, RETIRE
    from gql_content.supervisor.supervisor import Supervisor
    from gql_content.supervisor.worker import Launch
else:
    # Each process knows the signals, and only one is the supervisor.
    __getattr__ = deferred(
        __name__,
        signals=("READY", "RETIRE"),
        supervisor=("Supervisor",),
        worker=("Launch",),
    )

__all__ = ["READY", "RETIRE", "Launch", "Supervisor"]
