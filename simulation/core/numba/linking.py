"""Inner functions as ingredients: compiled once, linked into kernels, and turned into machine code only there.

Numba optimises every function and makes machine code of it, with all that it calls, before it does the same for its
caller. Nobody calls an inner function from Python, so that this is done for kernels only. Numba also keeps every
function callable from elsewhere; in a kernel nothing but its entry is, so that the rest may be changed and dropped.
"""

from __future__ import annotations

from typing import Any

from llvmlite.binding import Linkage
from numba.core import typed_passes, untyped_passes
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

    def finalize(self) -> None:
        """Leave linking and optimising to the kernel."""
        for function in self._final_module.functions:
            if not function.is_declaration:
                function.linkage = Linkage.linkonce_odr
        self._finalized = True


def linked(library: Any, known: dict[Any, None]) -> dict[Any, None]:
    """Return what is linked into a library: what it calls and what that calls, each once."""
    for called in library._linking_libraries:  # noqa: SLF001 - Numba offers no other way
        if called not in known:
            known[called] = None
            if isinstance(called, Ingredient):
                linked(called, known)
    return known


class Whole(JITCodeLibrary):
    """The code of a kernel and of all that it calls."""

    def finalize(self) -> None:
        """Link what is called, optimise it and make machine code."""
        self._linking_libraries = list(linked(self, {}))
        super().finalize()

    def _optimize_final_module(self) -> None:
        for function in self._final_module.functions:
            if function.linkage == Linkage.linkonce_odr:  # an ingredient, which Numba would let others call
                function.linkage = Linkage.internal
        super()._optimize_final_module()


@register_pass(mutates_CFG=True, analysis_only=False)
class LowerIngredient(NativeLowering):
    """Numba's writing down of code, into an ingredient."""

    _name = "lower_ingredient"

    def run_pass(self, state: Any) -> bool:
        """Write the function down."""
        state.library = Ingredient(state.targetctx.codegen(), state.func_id.func_qualname)
        return super().run_pass(state)


@register_pass(mutates_CFG=True, analysis_only=False)
class LowerKernel(NativeLowering):
    """Numba's writing down of code, into a kernel that is kept in the cache."""

    _name = "lower_kernel"

    def run_pass(self, state: Any) -> bool:
        """Write the kernel down."""
        state.library = Whole(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return super().run_pass(state)


NEEDLESS = {
    untyped_passes.WithLifting,
    untyped_passes.InlineClosureLikes,
    untyped_passes.RewriteSemanticConstants,
    untyped_passes.DeadBranchPrune,
    untyped_passes.RewriteDynamicRaises,
    untyped_passes.MakeFunctionToJitFunction,
    untyped_passes.InlineInlinables,
    untyped_passes.FindLiterallyCalls,
    untyped_passes.LiteralUnroll,
    untyped_passes.LiteralPropagationSubPipelinePass,
    typed_passes.InlineOverloads,
    typed_passes.NopythonRewrites,
    typed_passes.NoPythonSupportedFeatureValidation,
    typed_passes.DumpParforDiagnostics,
}
"""Passes for what functions of the model do not have: closures, contexts, literals that decide, whole-array terms."""


class _Compiler(CompilerBase):
    """Numba's own passes as far as they are needed, with one in another's place."""

    lowering: type[NativeLowering]

    def define_pipelines(self) -> list[Any]:
        """Return the passes."""
        usual = DefaultPassBuilder.define_nopython_pipeline(self.state).passes
        passes = PassManager(self.lowering.__name__)
        passes.passes = [
            (self.lowering if each is NativeLowering else each, what) for each, what in usual if each not in NEEDLESS
        ]
        passes.finalize()
        return [passes]


class IngredientCompiler(_Compiler):
    """Numba's compiler up to the point where a function can be linked."""

    lowering = LowerIngredient


class KernelCompiler(_Compiler):
    """Numba's compiler of a kernel with all that it calls."""

    lowering = LowerKernel
