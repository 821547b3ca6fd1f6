"""How compiled kernels take the state: as one pointer.

To Numba a tuple of arrays is some 170 numbers that every call hands on one by one, which costs more to compile and to
run than the model itself. Here the whole state is one argument: the address of a list of the arrays' data and shapes,
written once where Python calls a kernel. The list does not change while a kernel runs, and the compiler is told so.
An index of a table counts from the start: nothing is spent on asking whether it is negative.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.pythonapi import NativeValue
from numba.core.typing.templates import AttributeTemplate, signature
from numba.extending import (
    infer_getattr,
    lower_builtin,
    lower_cast,
    lower_getattr_generic,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import getitem_array_tuple, make_array, populate_array, setitem_array

from simulation.core.columns import Tables

WORD = ir.IntType(64)
FLOAT64 = np.dtype(np.float64)


class Lent(types.Array):
    """Numba's type of an array that a function was handed: its caller holds it, so that nobody counts references."""

    def __init__(self, array: Any, name: str = "Lent") -> None:
        super().__init__(
            array.dtype, array.ndim, array.layout, name=f"{name}({array.dtype}, {array.ndim}, {array.layout})"
        )


class Table(Lent):
    """Numba's type of one table: a lent array of float64 whose indices are never negative."""

    def __init__(self, dimensions: int) -> None:
        super().__init__(types.Array(types.float64, dimensions, "C"), "Table")


def plainly(kind: Any) -> Any:
    """Return the type as which an inner function takes an argument: no literals, and arrays are lent."""
    plain = types.unliteral(kind)
    return Lent(plain) if isinstance(plain, types.Array) and not isinstance(plain, Lent) else plain


class State(types.Type):
    """Numba's type of :class:`Tables`: dimensions of the arrays, by name."""

    def __init__(self, dimensions: tuple[int, ...]) -> None:
        self.dimensions = dimensions
        super().__init__(name=f"State{dimensions}")

    def array(self, name: str) -> Any:
        """Return Numba's type of one table."""
        return Table(self.dimensions[Tables._fields.index(name)])

    def place(self, name: str) -> int:
        """Return where a table's address stands in the list; its shape follows."""
        return sum(1 + n for n in self.dimensions[: Tables._fields.index(name)])


@typeof_impl.register(Tables)
def type_of_tables(tables: Tables, _context: Any) -> State:
    """Return the type of a state; every table must be contiguous."""
    for name, table in zip(Tables._fields, tables, strict=True):
        if table.dtype != FLOAT64 or not table.flags.c_contiguous:
            raise TypeError(f"Table '{name}' must be a contiguous array of float64, got {table.dtype}.")
    return State(tuple(table.ndim for table in tables))


register_model(State)(models.OpaqueModel)


@register_model(Lent)
@register_model(Table)
class LentModel(models.ArrayModel):
    """The numbers of an array, without references to count."""

    def traverse(self, _builder: Any) -> list[Any]:
        """Return nothing to be counted."""
        return []


@lower_cast(types.Array, Lent)  # type: ignore[untyped-decorator]
def lend(_context: Any, _builder: Any, _kind: Any, _wanted: Any, value: Any) -> Any:
    """Emit nothing: a lent array is the same array."""
    return value


def counted_from_start(context: Any, builder: Any, index: Any, value: Any) -> tuple[Any, Any]:
    """Return type and value of an index tuple, its whole numbers as unsigned ones."""
    kinds, values = [], []
    for kind, each in zip(index.types, cgutils.unpack_tuple(builder, value), strict=True):
        is_whole = isinstance(kind, types.Integer)
        kinds.append(types.uintp if is_whole else kind)
        values.append(context.cast(builder, each, kind, types.uintp) if is_whole else each)
    unsigned = types.Tuple(kinds)
    return unsigned, context.make_tuple(builder, unsigned, values)


@lower_builtin(operator.getitem, Table, types.BaseTuple)  # type: ignore[untyped-decorator]
def read_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Emit the code of ``table[a, b]``."""
    index, value = counted_from_start(context, builder, sig.args[1], args[1])
    return getitem_array_tuple(context, builder, signature(sig.return_type, sig.args[0], index), (args[0], value))


@lower_builtin(operator.setitem, Table, types.BaseTuple, types.Any)  # type: ignore[untyped-decorator]
def write_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Emit the code of ``table[a, b] = c``."""
    index, value = counted_from_start(context, builder, sig.args[1], args[1])
    given = signature(sig.return_type, sig.args[0], index, sig.args[2])
    return setitem_array(context, builder, given, (args[0], value, args[2]))


@infer_getattr
class StateAttributes(AttributeTemplate):
    """Types of ``tables.name``."""

    key = State

    def generic_resolve(self, value: State, attr: str) -> Any:  # type: ignore[override]
        """Return the type of a table."""
        return value.array(attr) if attr in Tables._fields else None


def read_table(context: Any, builder: Any, state: State, value: Any, name: str) -> Any:
    """Emit the code of ``tables.name``: an array that is not counted, as the caller holds it."""
    kind = state.array(name)
    words = builder.bitcast(value, WORD.as_pointer())

    def load(k: int) -> Any:
        word = builder.load(builder.gep(words, [ir.Constant(ir.IntType(32), state.place(name) + k)]))
        word.set_metadata("invariant.load", builder.module.add_metadata([]))
        return word

    array = make_array(kind)(context, builder)
    data = builder.inttoptr(load(0), array.data.type)
    shape = [load(1 + k) for k in range(kind.ndim)]
    strides = [ir.Constant(WORD, 8)]
    for size in reversed(shape[1:]):
        strides.insert(0, builder.mul(size, strides[0]))
    populate_array(array, data, shape, strides, ir.Constant(WORD, 8), None)
    return array._getvalue()  # noqa: SLF001 - Numba's own way to hand a struct on


def unbox_tables(state: State, tables: Any, c: Any) -> NativeValue:
    """Emit the code that writes the list of addresses and shapes where Python calls a kernel.

    Numba would adapt each table, as if it were to be kept. The caller holds the tables, and `type_of_tables` has looked
    at them: their numbers are read where NumPy's interface of C says that they stand.
    """
    array = ir.LiteralStructType([ir.ArrayType(ir.IntType(8), object.__basicsize__), WORD, WORD, WORD.as_pointer()])
    data, shape = (ir.Constant(ir.IntType(32), field) for field in (1, 3))
    first = ir.Constant(ir.IntType(32), 0)
    words = cgutils.alloca_once(c.builder, WORD, size=sum(1 + n for n in state.dimensions))
    for number, name in enumerate(Tables._fields):
        table = c.builder.bitcast(c.pyapi.tuple_getitem(tables, number), array.as_pointer())
        sizes = c.builder.load(c.builder.gep(table, [first, shape]))
        places = [c.builder.gep(table, [first, data])]
        places += [c.builder.gep(sizes, [ir.Constant(WORD, axis)]) for axis in range(state.dimensions[number])]
        for k, place in enumerate(places):
            word = c.builder.load(place)
            c.builder.store(word, c.builder.gep(words, [ir.Constant(ir.IntType(32), state.place(name) + k)]))
    return NativeValue(c.builder.bitcast(words, ir.IntType(8).as_pointer()))


lower_getattr_generic(State)(read_table)
unbox(State)(unbox_tables)
