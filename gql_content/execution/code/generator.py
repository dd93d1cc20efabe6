from collections.abc import Generator as Iterating
from contextlib import contextmanager
from typing import TypeGuard

from graphql import GraphQLObjectType

from gql_content.execution.code.calls import call
from gql_content.execution.code.leaves import write_leaf, write_leaves
from gql_content.execution.code.writer import Function, Names
from gql_content.execution.inputs import Arguments
from gql_content.execution.plans import (
    Abstract,
    Attribute,
    Constant,
    Field,
    Leaf,
    ListOf,
    Object,
    Place,
    Selection,
    Shape,
    tests_class,
)

__all__ = ["Generator"]

ROOT = "None"
SOURCE = Attribute(())  # a field that is another view of the object it is asked of
DEEPEST = 10  # blocks within blocks; Python allows 20, and a field may add some


class Generator:
    """Writes the functions of one operation.

    Where a field stands is known while the code for it is written, but for indices of lists, which
    are variables of that code: so a path costs nothing until there is an error to report.
    """

    def __init__(self, known: dict[str, object]) -> None:
        self.names = Names(known)
        self.arguments: list[Arguments] = []
        self.waits = False
        self._functions: list[Function] = []

    def write(self, plan: Selection) -> str:
        """The source of all functions; the one to call is `operation`, and may have to wait."""
        self.waits = plan.waits or plan.has_lists
        main = self._function("operation", ["run"], waits=self.waits)
        main.line(f"return {self._selection(main, plan, ROOT, ())}")
        return "\n\n".join(one.text for one in self._functions)

    def _function(self, name: str, parameters: list[str], *, waits: bool) -> Function:
        function = Function(name, parameters, waits=waits)
        self._functions.append(function)
        return function

    def _selection(
        self, code: Function, selection: Selection, source: str, indices: tuple[str, ...]
    ) -> str:
        """An expression for the object; what waits comes after what does not."""
        values = {
            field.key: self._field(code, field, source, indices)
            for field in selection.fields
            if not field.waits
        }
        waiting = [field for field in selection.fields if field.waits]
        if len(waiting) == 1:
            values[waiting[0].key] = self._field(code, waiting[0], source, indices)
        elif waiting:
            calls = [self._apart(field, source, indices) for field in waiting]
            names = [self.names.fresh("v") for _ in waiting]
            code.line(f"{', '.join(names)} = await together(B, ({', '.join(calls)}))")
            values |= {field.key: name for field, name in zip(waiting, names, strict=True)}
        entries = [f"{field.key!r}: {values[field.key]}" for field in selection.fields]
        return f"{{{', '.join(entries)}}}"

    def _apart(self, field: Field, source: str, indices: tuple[str, ...]) -> str:
        """A call of a function of its own for a field."""
        name = self.names.fresh("field_")
        waits = field.waits or field.shape.has_lists
        code = self._function(name, ["run", "source", *indices], waits=waits)
        code.line(f"return {self._field(code, field, 'source', indices)}")
        return f"{name}({', '.join(('run', source, *indices))})"

    def _field(self, code: Function, field: Field, source: str, indices: tuple[str, ...]) -> str:
        """The name of the field's completed value."""
        if isinstance(field.access, Constant):
            return repr(field.access.value)
        if code.depth > DEEPEST:
            value = self.names.fresh("v")
            code.line(f"{value} = {wait(field)}{self._apart(field, source, indices)}")
            return value
        value, place = self.names.fresh("v"), self.names.bind("place_", field.place)
        with code.block("try:"):
            if field.place.cost:
                code.line(f"B.spend({field.place.cost})")
            read = call(code, self.names, self.arguments, field, source, place, indices)
            code.line(f"{value} = {'await ' if field.access.waits else ''}{read}")
            if field.access == SOURCE and source != ROOT and is_plain_object(field.shape):
                # It has been accepted where it came from.
                self._object(code, field.shape, value, field.place, indices)
            else:
                self._complete(code, field.shape, value, field.place, indices)
        self._guard(code, field.shape, value, place, indices)
        return value

    def _guard(
        self, code: Function, shape: Shape, value: str, place: str, indices: tuple[str, ...]
    ) -> None:
        """What becomes of an error: null where that is allowed, else it goes on upwards."""
        with code.block("except Exception as error:"):
            if shape.nullable:
                code.line(f"{value} = failed(run, error, {place}, {indices_in(indices)})")
            else:
                code.line(f"raise located(error, {place}, {indices_in(indices)})")

    def _complete(
        self, code: Function, shape: Shape, value: str, place: Place, indices: tuple[str, ...]
    ) -> None:
        """Makes of a value what stands in the answer, under the same name."""
        where = self.names.bind("place_", place)
        match shape:
            case Leaf():
                write_leaf(code, self.names, shape, value, where)
            case ListOf(Leaf()) | ListOf(ListOf()) if is_of_leaves(shape):
                write_leaves(code, self.names, shape, value, where, indices_in(indices))
            case ListOf():
                with code.block(f"if type({value}) in SEQUENCES:"):
                    code.line(f"B.left -= len({value})")
                    code.line("if B.left < 0: B.spend(0)")
                code.line(f"else: {value} = items({value}, {where}, B)")
                with not_null(code, shape, value, where):
                    self._list(code, shape, value, place, indices)
            case Object() | Abstract():
                self._accept(code, shape, value, where)
                with not_null(code, shape, value, where):
                    self._object(code, shape, value, place, indices)

    def _list(
        self, code: Function, shape: ListOf, value: str, place: Place, indices: tuple[str, ...]
    ) -> None:
        index, item = self.names.fresh("i"), self.names.fresh("v")
        pairs = f"{index}, {item} in enumerate({value})"
        if shape.waits:
            name = self.names.fresh("item_")
            function = self._function(name, ["run", item, *indices, index], waits=True)
            self._item(function, shape.item, item, place, (*indices, index))
            function.line(f"return {item}")
            given = ", ".join(("run", item, *indices, index))
            code.line(f"{value} = await together(B, [{name}({given}) for {pairs}])")
            return
        found = self.names.fresh("l")
        code.line(f"{found} = []")
        with code.block(f"for {pairs}:"):
            code.line(f"if not {index} & 7 and clock() > B.until: await B.turn()")
            self._item(code, shape.item, item, place, (*indices, index))
            code.line(f"{found}.append({item})")
        code.line(f"{value} = {found}")

    def _item(
        self, code: Function, shape: Shape, item: str, place: Place, indices: tuple[str, ...]
    ) -> None:
        with code.block("try:"):
            self._complete(code, shape, item, place, indices)
        self._guard(code, shape, item, self.names.bind("place_", place), indices)

    def _object(
        self,
        code: Function,
        shape: Object | Abstract,
        value: str,
        place: Place,
        indices: tuple[str, ...],
    ) -> None:
        where = self.names.bind("place_", place)
        info = f"new(ResolveInfo, ({', '.join(('run', where, *indices))}))"
        if isinstance(shape, Object):
            if not is_told_by_class(shape):
                self._sure(code, shape.selection.type, value, where, info)
            self._of_type(code, shape.selection, value, indices)
            return
        name, kind = self.names.fresh("v"), self.names.bind("type_", shape.type)
        code.line(f"{name} = type_name({kind}, {value}, {info})")
        for position, selection in enumerate(shape.selections):
            head = "elif" if position else "if"
            with code.block(f"{head} {name} == {selection.type.name!r}:"):
                self._sure(code, selection.type, value, where, info)
                self._of_type(code, selection, value, indices)

    def _sure(
        self, code: Function, kind: GraphQLObjectType, value: str, where: str, info: str
    ) -> None:
        """Asks the type whether a value is of it."""
        if kind.is_type_of is None:
            return
        check, known = self.names.bind("is_", kind.is_type_of), self.names.bind("type_", kind)
        answer = self.names.fresh("v")
        code.line(f"{answer} = {check}({value}, {info})")
        code.line(f"if {answer} is not True: sure({answer}, {known}, {value}, {where})")

    def _accept(self, code: Function, shape: Object | Abstract, value: str, where: str) -> None:
        """Looks at a value of a class that has not been seen in this place."""
        if isinstance(shape, Object) and is_told_by_class(shape):
            kind, known = shape.selection.type, self.names.fresh("classes_")
            self.names.values[known] = {type(None)}
            check = self.names.bind("is_", kind.is_type_of)
            given = f"{value}, {known}, {check}, {kind.name!r}, {where}"
            code.line(f"if type({value}) not in {known}: {value} = accepted_as({given})")
        else:
            code.line(f"if type({value}) not in classes: {value} = accepted({value}, classes)")

    def _of_type(
        self, code: Function, selection: Selection, value: str, indices: tuple[str, ...]
    ) -> None:
        code.line(f"{value} = {self._selection(code, selection, value, indices)}")


def is_plain_object(shape: Shape) -> TypeGuard[Object]:
    return isinstance(shape, Object) and not is_told_by_class(shape)


def is_told_by_class(shape: Object) -> bool:
    """Whether the class of a value tells if it is of the type."""
    check = shape.selection.type.is_type_of
    return check is not None and tests_class(check)


@contextmanager
def not_null(code: Function, shape: Shape, value: str, where: str) -> Iterating[None]:
    """What follows is for a value that is there."""
    if not shape.nullable:
        code.line(f"if {value} is None: raise missing({where})")
        yield
        return
    with code.block(f"if {value} is not None:"):
        yield


def is_of_leaves(shape: Shape) -> bool:
    return isinstance(shape, Leaf) or (isinstance(shape, ListOf) and is_of_leaves(shape.item))


def wait(field: Field) -> str:
    return "await " if field.waits or field.shape.has_lists else ""


def indices_in(indices: tuple[str, ...]) -> str:
    return f"({''.join(f'{one}, ' for one in indices)})"
