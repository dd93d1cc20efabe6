"""A plan as the source of Python functions."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TypeGuard

from graphql import GraphQLObjectType

from gql_content.engine.arguments import Arguments
from gql_content.engine.code_writer import FunctionWriter, Namespace, write_leaf, write_leaf_list
from gql_content.engine.plan import (
    Abstract,
    Attribute,
    Call,
    Constant,
    FieldLocation,
    FieldPlan,
    Leaf,
    ListOf,
    Object,
    Resolve,
    SelectionSet,
    Shape,
)
from gql_content.engine.resolver_analysis import is_isinstance_check

__all__ = ["CodeGenerator"]


def write_call(
    function: FunctionWriter,
    namespace: Namespace,
    arguments: list[Arguments],
    field: FieldPlan,
    source: str,
    location: str,
    indices: tuple[str, ...],
) -> str:
    """An expression that resolves a field of its source object."""
    info_arguments = ", ".join(("run", location, *indices))
    match field.access:
        case Constant(value):
            return repr(value)
        case Attribute(attributes):
            return ".".join((source, *attributes))
        case Resolve() as access:
            call_arguments = [source, f"new(ResolveInfo, ({info_arguments}))"]
            if access.arguments is not None:
                call_arguments.append(
                    f"**{bind_arguments(namespace, access.arguments)}.coerce(run.variables)"
                )
            return f"{namespace.bind('resolve_', access.resolver)}({', '.join(call_arguments)})"
        case Call() as access:
            values = {access.source: source, access.info: f"new(Info, (C, {info_arguments}))"}
            if access.reads_only_context and indices:
                shared = f"new(Info, (C, run, {location}))"
                values[access.info] = function.hoist(namespace.new_name("info_"), shared)
            call_arguments = [
                *reserved_arguments(access, values),
                *field_arguments(namespace, arguments, access),
            ]
            return f"{namespace.bind('resolve_', access.function)}({', '.join(call_arguments)})"


def reserved_arguments(access: Call, values: Mapping[str, str]) -> list[str]:
    """The source and info arguments of a resolver."""
    by_name = [
        f"{name}={expression}"
        for name, expression in values.items()
        if name and name not in access.positional
    ]
    return [*(values[name] for name in access.positional), *by_name]


def field_arguments(namespace: Namespace, arguments: list[Arguments], access: Call) -> list[str]:
    """The field's arguments: constants, values shared within a run, or converted for each call."""
    if access.arguments is None:
        return []
    if access.arguments.is_constant and access.can_share_arguments:
        return [f"**{namespace.bind('constants_', access.arguments.constant_values())}"]
    converted = f"{bind_arguments(namespace, access.arguments)}.convert(run.variables)"
    if access.can_share_arguments:
        arguments.append(access.arguments)
        shared = f"A[{len(arguments) - 1}]"
        return [f"**({shared} if {shared} is not None else {converted})"]
    return [f"**{converted}"]


def bind_arguments(namespace: Namespace, arguments: Arguments) -> str:
    return namespace.bind("arguments_", arguments)


ROOT_SOURCE = "None"
SAME_OBJECT = Attribute(())  # a field that returns its own source object
MAX_BLOCK_DEPTH = 10  # nested blocks; Python allows 20, and one field may add several


class CodeGenerator:
    """Writes the Python functions of one operation.

    The path of a field is known when its code is written, except for list indices, which are
    variables of the code. So paths cost nothing at run time until an error has to be reported.
    """

    def __init__(self, globals_: dict[str, object]) -> None:
        self.namespace = Namespace(globals_)
        self.arguments: list[Arguments] = []
        self.is_async = False
        self._functions: list[FunctionWriter] = []

    def write(self, plan: SelectionSet) -> str:
        """The source of all functions; the entry point is `operation`, asynchronous if `is_async`.

        Lists of objects make it asynchronous too: other operations have their turn meanwhile.
        """
        self.is_async = plan.is_async or plan.has_lists
        main = self._add_function("operation", ["run"], is_async=self.is_async)
        main.add_line(f"return {self._write_selection_set(main, plan, ROOT_SOURCE, ())}")
        return "\n\n".join(function.text for function in self._functions)

    def _add_function(self, name: str, parameters: list[str], *, is_async: bool) -> FunctionWriter:
        function = FunctionWriter(name, parameters, is_async=is_async)
        self._functions.append(function)
        return function

    def _write_selection_set(
        self,
        function: FunctionWriter,
        selection: SelectionSet,
        source: str,
        indices: tuple[str, ...],
    ) -> str:
        """A dict expression for the object; asynchronous fields run after all others."""
        values = {
            field.key: self._write_field(function, field, source, indices)
            for field in selection.fields
            if not field.is_async
        }
        async_fields = [field for field in selection.fields if field.is_async]
        if len(async_fields) == 1:
            values[async_fields[0].key] = self._write_field(
                function, async_fields[0], source, indices
            )
        elif async_fields:
            calls = [self._write_field_function(field, source, indices) for field in async_fields]
            names = [self.namespace.new_name("v") for _ in async_fields]
            function.add_line(f"{', '.join(names)} = await gather_eager(B, ({', '.join(calls)}))")
            values |= {field.key: name for field, name in zip(async_fields, names, strict=True)}
        entries = [f"{field.key!r}: {values[field.key]}" for field in selection.fields]
        return f"{{{', '.join(entries)}}}"

    def _write_field_function(self, field: FieldPlan, source: str, indices: tuple[str, ...]) -> str:
        """Writes a function for one field, and returns a call of it."""
        name = self.namespace.new_name("field_")
        is_async = field.is_async or field.shape.has_lists
        function = self._add_function(name, ["run", "source", *indices], is_async=is_async)
        function.add_line(f"return {self._write_field(function, field, 'source', indices)}")
        return f"{name}({', '.join(('run', source, *indices))})"

    def _write_field(
        self, function: FunctionWriter, field: FieldPlan, source: str, indices: tuple[str, ...]
    ) -> str:
        """Writes the code of a field, and returns the variable that holds the completed value."""
        if isinstance(field.access, Constant):
            return repr(field.access.value)
        if function.depth > MAX_BLOCK_DEPTH:
            value = self.namespace.new_name("v")
            call = self._write_field_function(field, source, indices)
            function.add_line(f"{value} = {await_prefix(field)}{call}")
            return value
        value = self.namespace.new_name("v")
        location = self.namespace.bind("location_", field.location)
        with function.block("try:"):
            if field.location.cost:
                function.add_line(f"B.spend({field.location.cost})")
            read = write_call(
                function, self.namespace, self.arguments, field, source, location, indices
            )
            function.add_line(f"{value} = {'await ' if field.access.is_async else ''}{read}")
            if (
                field.access == SAME_OBJECT
                and source != ROOT_SOURCE
                and is_unchecked_object(field.shape)
            ):
                # The value was already checked as the source.
                self._write_object(function, field.shape, value, field.location, indices)
            else:
                self._write_completion(function, field.shape, value, field.location, indices)
        self._write_error_handler(function, field.shape, value, location, indices)
        return value

    def _write_error_handler(
        self,
        function: FunctionWriter,
        shape: Shape,
        value: str,
        location: str,
        indices: tuple[str, ...],
    ) -> None:
        """Handles field errors: null if the field is nullable, else propagated to the parent."""
        with function.block("except Exception as error:"):
            if shape.nullable:
                function.add_line(
                    f"{value} = record_error(run, error, {location}, {format_indices(indices)})"
                )
            else:
                function.add_line(
                    f"raise locate_error(error, {location}, {format_indices(indices)})"
                )

    def _write_completion(
        self,
        function: FunctionWriter,
        shape: Shape,
        value: str,
        location: FieldLocation,
        indices: tuple[str, ...],
    ) -> None:
        """Replaces a value with its completed response value, in the same variable."""
        location_name = self.namespace.bind("location_", location)
        match shape:
            case Leaf():
                write_leaf(function, self.namespace, shape, value, location_name)
            case ListOf(Leaf()) | ListOf(ListOf()) if has_leaves_only(shape):
                write_leaf_list(
                    function, self.namespace, shape, value, location_name, format_indices(indices)
                )
            case ListOf():
                with function.block(f"if type({value}) in SEQUENCES:"):
                    function.add_line(f"B.left -= len({value})")
                    function.add_line("if B.left < 0: B.spend(0)")
                function.add_line(f"else: {value} = iterate_list({value}, {location_name}, B)")
                with null_check(function, shape, value, location_name):
                    self._write_list(function, shape, value, location, indices)
            case Object() | Abstract():
                self._write_value_check(function, shape, value, location_name)
                with null_check(function, shape, value, location_name):
                    self._write_object(function, shape, value, location, indices)

    def _write_list(
        self,
        code: FunctionWriter,
        shape: ListOf,
        value: str,
        location: FieldLocation,
        indices: tuple[str, ...],
    ) -> None:
        index, item = self.namespace.new_name("i"), self.namespace.new_name("v")
        pairs = f"{index}, {item} in enumerate({value})"
        if shape.is_async:
            name = self.namespace.new_name("item_")
            function = self._add_function(name, ["run", item, *indices, index], is_async=True)
            self._write_item(function, shape.item, item, location, (*indices, index))
            function.add_line(f"return {item}")
            call_arguments = ", ".join(("run", item, *indices, index))
            code.add_line(
                f"{value} = await gather_eager(B, [{name}({call_arguments}) for {pairs}])"
            )
            return
        items = self.namespace.new_name("l")
        code.add_line(f"{items} = []")
        with code.block(f"for {pairs}:"):
            code.add_line(f"if not {index} & 7 and clock() > B.until: await B.turn()")
            self._write_item(code, shape.item, item, location, (*indices, index))
            code.add_line(f"{items}.append({item})")
        code.add_line(f"{value} = {items}")

    def _write_item(
        self,
        function: FunctionWriter,
        shape: Shape,
        item: str,
        location: FieldLocation,
        indices: tuple[str, ...],
    ) -> None:
        with function.block("try:"):
            self._write_completion(function, shape, item, location, indices)
        self._write_error_handler(
            function, shape, item, self.namespace.bind("location_", location), indices
        )

    def _write_object(
        self,
        function: FunctionWriter,
        shape: Object | Abstract,
        value: str,
        location: FieldLocation,
        indices: tuple[str, ...],
    ) -> None:
        location_name = self.namespace.bind("location_", location)
        info = f"new(ResolveInfo, ({', '.join(('run', location_name, *indices))}))"
        if isinstance(shape, Object):
            if not is_checked_by_class(shape):
                self._write_type_check(
                    function, shape.selection_set.type, value, location_name, info
                )
            self._write_object_value(function, shape.selection_set, value, indices)
            return
        name, abstract_type = self.namespace.new_name("v"), self.namespace.bind("type_", shape.type)
        function.add_line(f"{name} = resolve_type_name({abstract_type}, {value}, {info})")
        for position, selection in enumerate(shape.selection_sets):
            keyword = "elif" if position else "if"
            with function.block(f"{keyword} {name} == {selection.type.name!r}:"):
                self._write_type_check(function, selection.type, value, location_name, info)
                self._write_object_value(function, selection, value, indices)

    def _write_type_check(
        self,
        function: FunctionWriter,
        type_: GraphQLObjectType,
        value: str,
        location_name: str,
        info: str,
    ) -> None:
        """Writes a call of the type's `is_type_of`."""
        if type_.is_type_of is None:
            return
        check = self.namespace.bind("is_", type_.is_type_of)
        type_name = self.namespace.bind("type_", type_)
        result = self.namespace.new_name("v")
        function.add_line(f"{result} = {check}({value}, {info})")
        function.add_line(
            f"if {result} is not True: check_type({result}, {type_name}, {value}, {location_name})"
        )

    def _write_value_check(
        self, function: FunctionWriter, shape: Object | Abstract, value: str, location_name: str
    ) -> None:
        """Checks values of classes that have not been seen at this location."""
        if isinstance(shape, Object) and is_checked_by_class(shape):
            type_, classes = shape.selection_set.type, self.namespace.new_name("classes_")
            self.namespace.values[classes] = {type(None)}
            check = self.namespace.bind("is_", type_.is_type_of)
            arguments = f"{value}, {classes}, {check}, {type_.name!r}, {location_name}"
            checked = f"check_value_of_type({arguments})"
            function.add_line(f"if type({value}) not in {classes}: {value} = {checked}")
        else:
            function.add_line(
                f"if type({value}) not in classes: {value} = check_value({value}, classes)"
            )

    def _write_object_value(
        self,
        function: FunctionWriter,
        selection: SelectionSet,
        value: str,
        indices: tuple[str, ...],
    ) -> None:
        function.add_line(
            f"{value} = {self._write_selection_set(function, selection, value, indices)}"
        )


def is_unchecked_object(shape: Shape) -> TypeGuard[Object]:
    return isinstance(shape, Object) and not is_checked_by_class(shape)


def is_checked_by_class(shape: Object) -> bool:
    """Whether `is_type_of` depends only on the value's class."""
    check = shape.selection_set.type.is_type_of
    return check is not None and is_isinstance_check(check)


@contextmanager
def null_check(
    function: FunctionWriter, shape: Shape, value: str, location_name: str
) -> Generator[None]:
    """The lines written inside this block run only for values that are not null."""
    if not shape.nullable:
        function.add_line(f"if {value} is None: raise null_error({location_name})")
        yield
        return
    with function.block(f"if {value} is not None:"):
        yield


def has_leaves_only(shape: Shape) -> bool:
    return isinstance(shape, Leaf) or (isinstance(shape, ListOf) and has_leaves_only(shape.item))


def await_prefix(field: FieldPlan) -> str:
    return "await " if field.is_async or field.shape.has_lists else ""


def format_indices(indices: tuple[str, ...]) -> str:
    return f"({''.join(f'{index}, ' for index in indices)})"
