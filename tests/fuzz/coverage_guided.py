"""Atheris tries inputs that reach new lines: ``python -m tests.fuzz.coverage_guided scenario -runs=20000``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["simulation.parameters", "simulation.roster", "experiments.design"]):
    from tests.fuzz.checks import laboratory
    from tests.fuzz.inputs import Luck


def main() -> None:
    """Fuzz one kind of input; ends with an error at the first case that does not hold."""
    kind, *options = sys.argv[1:]
    with laboratory() as lab:
        atheris.Setup([sys.argv[0], "-max_len=400", *options], lambda body: lab.holds(kind, Luck(body)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
