"""The protocols of systemd: sd_notify(3) and sd_listen_fds(3)."""

import os
import socket
from contextlib import suppress

__all__ = ["notify_ready", "take_inherited_socket"]

FIRST_PASSED_DESCRIPTOR = 3


def notify_ready() -> None:
    """Notifies the service manager, if there is one, that the service is ready."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify_socket:
        notify_socket.connect(address.replace("@", "\0", 1) if address[0] == "@" else address)
        notify_socket.send(b"READY=1")


def take_inherited_socket() -> socket.socket | None:
    """The listening socket passed by systemd (socket activation), if any."""
    is_for_us = os.environ.get("LISTEN_PID") == str(os.getpid())
    if not is_for_us or os.environ.get("LISTEN_FDS") != "1":
        return None
    os.set_inheritable(FIRST_PASSED_DESCRIPTOR, False)
    return socket.socket(fileno=FIRST_PASSED_DESCRIPTOR)
