import resource
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["no_file_can_be_opened"]


@contextmanager
def no_file_can_be_opened() -> Generator[None]:
    """As when every file descriptor is in use."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
