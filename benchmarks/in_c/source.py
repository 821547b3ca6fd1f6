"""One C source from some kernels and all that they call."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Sequence
from types import FunctionType

from benchmarks.in_c.kinds import kind_of
from benchmarks.in_c.statements import Translator
from simulation.core.columns import Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import reached
from simulation.core.phase import Kernel

LOOP = "run_quarters_"
HEAD = r"""
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct { double *d; int64_t n[3]; } F;
typedef struct { int64_t *d; int64_t n[3]; } I;
static char arena_[1 << 30];  /* scratch: taken from the front, given back when a function returns */
static size_t top_ = 0;
static void *room_(int64_t bytes) {
    void *p = arena_ + top_;
    top_ += (bytes + 63) & ~(int64_t)63;
    if (top_ > sizeof arena_) { fputs("The C version needs more scratch than it has.\n", stderr); abort(); }
    return p;
}
static F zeros_(int64_t n, int64_t m) {
    F a = {room_(8 * n * m), {n, m, 1}}; memset(a.d, 0, 8 * n * m); return a; }
static I whole_(int64_t n) { I a = {room_(8 * n), {n, 1, 1}}; memset(a.d, 0, 8 * n); return a; }
static F full_(int64_t n, double v) { F a = zeros_(n, 1); for (int64_t k = 0; k < n; k++) a.d[k] = v; return a; }
static F copied_(F b) { F a = {room_(8 * b.n[0]), {b.n[0], 1, 1}}; memcpy(a.d, b.d, 8 * b.n[0]); return a; }
static void fill_(double *d, int64_t n, double v) { for (int64_t k = 0; k < n; k++) d[k] = v; }
static int64_t at_most_(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t floored_(int64_t a, int64_t b) {
    int64_t q = a / b; return q - ((a % b != 0) && ((a < 0) != (b < 0))); }
static int64_t rest_(int64_t a, int64_t b) { return a - floored_(a, b) * b; }
"""
ARGUMENTS = "const State *tables, F settings, int64_t seed"


def single_entries(kernels: Sequence[Kernel]) -> list[str]:
    """Return one function a kernel, to be called from outside."""
    names = [kernel.__name__ for kernel in kernels]
    return [
        f"void {name}_once_({ARGUMENTS}, int64_t step) {{ {name}(tables, settings, seed, step); }}" for name in names
    ]


def loop_entry(kernels: Sequence[Kernel]) -> list[str]:
    """Return a loop of quarters, to be called from outside, in which the kernels follow one another."""
    calls = " ".join(f"{kernel.__name__}(tables, settings, seed, step);" for kernel in kernels)
    loop = f"for (int64_t step = first; step <= last; step++) {{ {calls} }}"
    return [f"void {LOOP}({ARGUMENTS}, int64_t first, int64_t last) {{ {loop} }}"]


def source_in_c(kernels: Sequence[Kernel], tables: Tables, entries: list[str]) -> str:
    """Return one C source with these kernels, all that they call, and what is called from outside."""
    functions: dict[FunctionType, int] = {}
    for kernel in kernels:
        functions |= reached(kernel)
    for name, times in Counter(each.__name__ for each in functions).items():
        if times > 1:
            raise MultipartnerError(f"{times} functions are called {name}; in C, names must differ.")
    dimensions = {name: table.ndim for name, table in zip(Tables._fields, tables, strict=True)}
    known = {each: kind_of(inspect.get_annotations(each).get("return"), each.__globals__) for each in functions}
    translators = [Translator(each, dimensions, known) for each in functions]
    texts = [each.text() for each in translators]
    tuples = {kind.c: kind.items for kind in known.values() if kind.items}
    structs = [
        f"typedef struct {{ {' '.join(f'{item} v{k};' for k, item in enumerate(items))} }} {name};"
        for name, items in tuples.items()
    ]
    state = f"typedef struct {{ F {', '.join(Tables._fields)}; }} State;"
    heads = [f"{each.signature()};" for each in translators]
    return "\n".join([HEAD, state, *structs, *heads, *texts, *entries, ""])
