"""Inner functions as ingredients: compiled once, linked into kernels, and turned into machine code only there.

Numba optimises every function and makes machine code of it, with all that it calls, before it does the same for its
caller. Nobody calls an inner function from Python, so that this is done for kernels only.
"""

from __future__ import annotations

from typing import Any

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.typed_passes import NativeLowering


class Ingredient(JITCodeLibrary):
    """The code of an inner function, as it was written down."""

    @property
    def codegen(self) -> Any:
        """The library itself, where Numba means the machine code."""
        return self

    def set_env(self, _name: str, _env: Any) -> None:
        """Without machine code there is no environment to set."""

    def get_pointer_to_function(self, _name: str) -> int:
        """Without machine code there is no address."""
        self._ensure_finalized()
        return 0

    def _optimize_final_module(self) -> None:
        """Leave it to the kernel."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class LinkOnly(NativeLowering):
    """Numba's writing down of code, into an ingredient."""

    _name = "link_only"

    def run_pass(self, state: Any) -> bool:
        """Write the function down."""
        state.library = Ingredient(state.targetctx.codegen(), state.func_id.func_qualname)
        return super().run_pass(state)


class IngredientCompiler(CompilerBase):
    """Numba's compiler up to the point where a function can be linked."""

    def define_pipelines(self) -> list[Any]:
        """Return Numba's own passes with one in another's place."""
        usual = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes = PassManager("ingredient")
        passes.passes = [(LinkOnly if each is NativeLowering else each, what) for each, what in usual.passes]
        passes.finalize()
        return [passes]
