from collections.abc import Generator
from contextlib import contextmanager
from itertools import count

__all__ = ["Function", "Names"]


class Names:
    """Everything that compiled code refers to: values under names of their own."""

    def __init__(self, given: dict[str, object]) -> None:
        self.values = dict(given)
        self._numbers = count()
        self._bound: dict[tuple[str, int], str] = {}

    def fresh(self, prefix: str) -> str:
        """A name that no other has."""
        return f"{prefix}{next(self._numbers)}"

    def bind(self, prefix: str, value: object) -> str:
        """The name of a value, the same each time."""
        key = prefix, id(value)
        if key not in self._bound:
            name = self._bound[key] = self.fresh(prefix)
            self.values[name] = value  # which also keeps it, and so its id, for good
        return self._bound[key]


class Function:
    """A function as it is being written, line by line."""

    def __init__(self, name: str, parameters: list[str], *, waits: bool) -> None:
        self.depth = 0
        head = f"{'async def' if waits else 'def'} {name}({', '.join(parameters)}):"
        self.waits = waits
        self._head = [head, "    C = run.context; A = run.arguments; B = run.budget"]
        self._lines: list[str] = []

    def line(self, text: str) -> None:
        """Adds a line at this depth."""
        self._lines.append(f"{'    ' * (self.depth + 1)}{text}")

    def once(self, name: str, expression: str) -> str:
        """The name of a value that each call of the function works out once, before all else."""
        self._head.append(f"    {name} = {expression}")
        return name

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """Adds a line, below which what follows is indented."""
        self.line(head)
        self.depth += 1
        yield
        self.depth -= 1

    @property
    def text(self) -> str:
        """What has been written."""
        return "\n".join((*self._head, *self._lines))
