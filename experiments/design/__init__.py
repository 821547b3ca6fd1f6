"""Design files: what a sweep varies, how points are drawn, what is looked at, and the table of points."""

from experiments.design.file import Design, design_names, load_design
from experiments.design.samples import samples

__all__ = ["Design", "design_names", "load_design", "samples"]
