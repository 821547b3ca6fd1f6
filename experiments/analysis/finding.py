"""What every result of an analysis has: a tidy frame, sentences, a figure, and a face in notebooks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from html import escape
from importlib import import_module
from typing import Any

import pandas as pd

from experiments.analysis.wording import significant
from simulation.core.errors import MultipartnerError


class Finding(ABC):
    """A small result object."""

    @property
    @abstractmethod
    def frame(self) -> pd.DataFrame:
        """Tidy numbers; units in ``attrs["units"]``."""

    @property
    @abstractmethod
    def sentences(self) -> list[str]:
        """What the numbers allow to say."""

    def _repr_html_(self) -> str:
        said = "".join(f"<li>{escape(text)}</li>" for text in self.sentences)
        return f"<ul>{said}</ul>{self.frame.to_html(index=False, border=0, float_format=significant)}"


def library(name: str, purpose: str) -> Any:
    """Return a module of the extra ``analysis``.

    Raises
    ------
    MultipartnerError
        When it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MultipartnerError(
            f"{purpose} needs {error.name}, which is not installed. Run: pip install 'multipartner[analysis]'."
        ) from None
