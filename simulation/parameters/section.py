"""Base of every section of a scenario: frozen, strict, no unknown keys, ranges checked as declared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from simulation.core.codes import Kind
from simulation.core.plain_text import is_steering
from simulation.parameters.quantity import Quantity

LONGEST_TEXT = 2_000
"""Letters of a title, a description or a name."""


class Section(BaseModel):
    """A table of a scenario file. Subclasses only declare fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_default=True,
        defer_build=True,
        validate_by_name=False,
        serialize_by_alias=True,
    )

    @field_validator("*", mode="after")
    @classmethod
    def _in_range(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and is_steering(value):
            raise PydanticCustomError("sentence", "must not hold control characters")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise PydanticCustomError("sentence", "must have at most {most} letters", {"most": LONGEST_TEXT})
        declared = quantity_of(cls, str(info.field_name))
        if declared is not None and declared.refuses(value) is not None:
            raise PydanticCustomError("out_of_range", "outside the declared range")
        return value


class ByKind(Section):
    """A section with one number for each kind of actor; subclasses declare every member of `Kind`."""

    def in_order(self) -> tuple[float, ...]:
        """Return the numbers in the order of `simulation.core.codes.Kind`."""
        return tuple(float(getattr(self, kind.label)) for kind in Kind)


@cache  # asked of every cell of a table of one's own
def quantity_of(section: type[BaseModel], name: str) -> Quantity | None:
    """Return what `quantity`, `choice` or `words` declared for a field; None for a subsection."""
    extra: Any = section.model_fields[name].json_schema_extra
    found = extra.get("quantity") if isinstance(extra, dict) else None
    return found if isinstance(found, Quantity) else None


def keys_of(section: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Yield (name in scenario files, name in Python) of each field."""
    for name, field in section.model_fields.items():
        yield field.alias or name, name
