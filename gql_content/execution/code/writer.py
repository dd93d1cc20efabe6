from collections.abc import Generator
from contextlib import contextmanager
from itertools import count

__all__ = ["FunctionWriter", "Namespace"]


class Namespace:
    """The global names of compiled code, and their values."""

    def __init__(self, initial: dict[str, object]) -> None:
        self.values = dict(initial)
        self._numbers = count()
        self._bound: dict[tuple[str, int], str] = {}

    def new_name(self, prefix: str) -> str:
        """A unique name."""
        return f"{prefix}{next(self._numbers)}"

    def bind(self, prefix: str, value: object) -> str:
        """The name of a value; the same value always has the same name."""
        key = prefix, id(value)
        if key not in self._bound:
            name = self._bound[key] = self.new_name(prefix)
            self.values[name] = value  # this reference also keeps its id from being reused
        return self._bound[key]


class FunctionWriter:
    """Writes the source of a function, line by line."""

    def __init__(self, name: str, parameters: list[str], *, is_async: bool) -> None:
        self.depth = 0
        signature = f"{'async def' if is_async else 'def'} {name}({', '.join(parameters)}):"
        self._head = [signature, "    C = run.context; A = run.arguments; B = run.budget"]
        self._lines: list[str] = []

    def add_line(self, text: str) -> None:
        """Adds a line at the current depth."""
        self._lines.append(f"{'    ' * (self.depth + 1)}{text}")

    def hoist(self, name: str, expression: str) -> str:
        """Assigns an expression to a name at the top of the function."""
        self._head.append(f"    {name} = {expression}")
        return name

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """Adds a line; the lines written inside this block are indented below it."""
        self.add_line(head)
        self.depth += 1
        yield
        self.depth -= 1

    @property
    def text(self) -> str:
        """The source of the function."""
        return "\n".join((*self._head, *self._lines))
