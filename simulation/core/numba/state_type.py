"""How compiled kernels take the state: as one pointer.

To Numba a tuple of arrays is some 170 numbers that every call hands on one by one, which costs more to compile and to
run than the model itself. Here the whole state is one argument: the address of a list of the arrays' data and shapes,
written once where Python calls a kernel. The list does not change while a kernel runs, and the compiler is told so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.pythonapi import NativeValue
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_getattr_generic, register_model, typeof_impl, unbox

from simulation.core.columns import Tables
from simulation.core.numba.borrowed_arrays import WORD, Table, lent_array

FLOAT64 = np.dtype(np.float64)


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

    return lent_array(context, builder, kind, load(0), [load(1 + k) for k in range(kind.ndim)])


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
