"""Arrays on loan: how compiled functions take arrays from their callers, and read and write their items.

The caller holds the array, so that nobody counts references. An index of a table counts from the start: nothing is
spent on asking whether it is negative. An item of a contiguous array is one address and one load or store; Numba's own
code for it is ten times as long before it is optimised, which costs more to compile than all else.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.extending import lower_builtin, lower_cast, register_model
from numba.np import arrayobj

WORD = ir.IntType(64)
DATA, SHAPE, STRIDES = 4, 5, 6  # where they stand among the numbers of an array


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


@register_model(Lent)
@register_model(Table)
class LentModel(models.ArrayModel):
    """The numbers of an array, without references to count; a call hands on its address and sizes and nothing else."""

    def traverse(self, _builder: Any) -> list[Any]:
        """Return nothing to be counted."""
        return []

    def get_argument_type(self) -> Any:
        """Return what a call hands on: a contiguous array's address and sizes."""
        if self.fe_type.layout != "C":
            return super().get_argument_type()
        return self._models[DATA].get_value_type(), (WORD,) * self.fe_type.ndim

    def as_argument(self, builder: Any, value: Any) -> Any:
        """Emit what is handed on."""
        if self.fe_type.layout != "C":
            return super().as_argument(builder, value)
        sizes = [builder.extract_value(value, [SHAPE, k]) for k in range(self.fe_type.ndim)]
        return builder.extract_value(value, DATA), tuple(sizes)

    def from_argument(self, builder: Any, value: Any) -> Any:
        """Emit the numbers of the array that was handed on."""
        if self.fe_type.layout != "C":
            return super().from_argument(builder, value)
        data, sizes = value
        return contiguous_array(builder, self.get_value_type(), data, list(sizes), self.fe_type.dtype.bitwidth // 8)


@lower_cast(types.Array, Lent)  # type: ignore[untyped-decorator]
def lend(_context: Any, _builder: Any, _kind: Any, _wanted: Any, value: Any) -> Any:
    """Emit nothing: a lent array is the same array."""
    return value


def contiguous_array(builder: Any, kind: Any, data: Any, shape: list[Any], item_bytes: int) -> Any:
    """Emit the numbers of an array that lies in one piece; nobody's to count."""
    item = ir.Constant(WORD, item_bytes)
    strides = [item]
    for size in reversed(shape[1:]):
        strides.insert(0, builder.mul(size, strides[0]))
    numbers: list[tuple[Any, Any]] = [
        (2, reduce(builder.mul, shape)),
        (3, item),
        (DATA, data),
        *(([SHAPE, k], size) for k, size in enumerate(shape)),
        *(([STRIDES, k], stride) for k, stride in enumerate(strides)),
    ]
    array = ir.Constant(kind, None)
    for place, number in numbers:
        array = builder.insert_value(array, number, place)
    return array


def lent_array(context: Any, builder: Any, kind: Table, address: Any, shape: list[Any]) -> Any:
    """Emit the numbers of the table that stands at an address."""
    data = builder.inttoptr(address, ir.DoubleType().as_pointer())
    return contiguous_array(builder, context.get_value_type(kind), data, shape, 8)


def item_address(context: Any, builder: Any, kind: Any, array: Any, index: Any, value: Any) -> Any:
    """Emit the address of the item ``array[index]``; None where the index is not one whole number a dimension."""
    is_tuple = isinstance(index, types.BaseTuple)
    kinds = index.types if is_tuple else (index,)
    if kind.layout != "C" or len(kinds) != kind.ndim or not all(isinstance(each, types.Integer) for each in kinds):
        return None
    place, step = None, None
    values = cgutils.unpack_tuple(builder, value) if is_tuple else [value]
    for k in reversed(range(kind.ndim)):
        size = builder.extract_value(array, [SHAPE, k])
        if isinstance(kind, Table):
            number = context.cast(builder, values[k], kinds[k], types.uintp)
        else:
            number = arrayobj.fix_integer_index(context, builder, kinds[k], values[k], size)
        part = builder.mul(number, step) if step is not None else number
        place = builder.add(part, place) if place is not None else part
        step = builder.mul(size, step) if step is not None else size
    return builder.gep(builder.extract_value(array, DATA), [place])


@lower_builtin(operator.getitem, Lent, types.Integer)  # type: ignore[untyped-decorator]
@lower_builtin(operator.getitem, Lent, types.BaseTuple)  # type: ignore[untyped-decorator]
def read_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Emit the code of ``array[a, b]``; views are left to Numba."""
    address = item_address(context, builder, sig.args[0], args[0], sig.args[1], args[1])
    if address is not None:
        return arrayobj.load_item(context, builder, sig.args[0], address)
    is_tuple = isinstance(sig.args[1], types.BaseTuple)
    return (arrayobj.getitem_array_tuple if is_tuple else arrayobj.getitem_arraynd_intp)(context, builder, sig, args)


@lower_builtin(operator.setitem, Lent, types.Integer, types.Any)  # type: ignore[untyped-decorator]
@lower_builtin(operator.setitem, Lent, types.BaseTuple, types.Any)  # type: ignore[untyped-decorator]
def write_item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Emit the code of ``array[a, b] = c``; views are left to Numba."""
    address = item_address(context, builder, sig.args[0], args[0], sig.args[1], args[1])
    if address is None:
        return arrayobj.setitem_array(context, builder, sig, args)
    item = context.cast(builder, args[2], sig.args[2], sig.args[0].dtype)
    return arrayobj.store_item(context, builder, sig.args[0], item, address)
