"""What was written where and when, so that each answer can be judged by it."""

from hashlib import sha256
from threading import Lock
from time import monotonic

__all__ = ["Story", "article", "is_torn"]

BEFORE_SECONDS = 0.5  # in which a change may be held back until Git begins
AFTER_SECONDS = 2.0  # in which what Git did is read
WORDS = ("river", "stone", "cloud", "engine", "garden", "lantern", "violin", "harbour")


def article(number: int, padding: int) -> tuple[str, bytes]:
    """A title that only this version has, and a file that carries the digest of its own text."""
    title = f"Version {number} of a {WORDS[number % len(WORDS)]}"
    text = f"{title}. {' '.join(WORDS * padding)}".strip()
    digest = sha256(text.encode()).hexdigest()
    return title, f"---\ntitle: {title}\ndigest: {digest}\n---\n{text}\n".encode()


def is_torn(title: str, digest: object, text: str | None) -> bool:
    """Whether an answered article is made of more than one version of its file.

    One that was cut short on the disk, before the digest, carries none.
    """
    if not isinstance(digest, str) or text is None:
        return False
    text = text.strip()
    return sha256(text.encode()).hexdigest() != digest or not text.startswith(f"{title}.")


class Story:
    """The versions of each path, and how long answers went on giving one that was over."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: dict[str, list[tuple[float, str | None]]] = {}
        self._lags: dict[tuple[str, int], float] = {}
        self._switches: list[tuple[float, float]] = []

    def switched(self, began: float) -> None:
        """From that moment until now a branch was switched."""
        with self._lock:
            self._switches.append((began - BEFORE_SECONDS, monotonic() + AFTER_SECONDS))

    def tell(self, path: str, title: str | None) -> None:
        """From this moment on, the file at a path is this version, or none."""
        with self._lock:
            self._versions.setdefault(path, []).append((monotonic(), title))

    def leave(self, folder: str) -> None:
        """From this moment on, nothing is in a folder."""
        for path in [path for path in self._versions if path.startswith(f"{folder}/")]:
            self.tell(path, None)

    def hear(self, path: str, title: str, asked: float) -> None:
        """An answer to a question asked at that moment gave this version."""
        with self._lock:
            told = self._versions.get(path, [])
            for place in range(len(told) - 1, 0, -1):
                if told[place - 1][1] == title and told[place][0] < asked:
                    key = (path, place)
                    self._lags[key] = max(self._lags.get(key, 0), asked - told[place][0])
                    return
                if told[place][1] == title:
                    return

    def lags(self, *, switching: bool) -> list[float]:
        """For each version how many seconds the one before was still answered, sorted.

        Those told while a branch was switched, when all has to wait, are counted apart.
        """
        with self._lock:
            return sorted(
                self._lags.get((path, place), 0.0)
                for path, told in self._versions.items()
                for place, (moment, _) in enumerate(told)
                if switching is any(begin < moment < end for begin, end in self._switches)
            )
