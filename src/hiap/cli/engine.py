"""`hiap warm`: compile the engine before it is needed."""

from __future__ import annotations

import sys

from hiap.cli.parts import guarded


@guarded
def warm() -> None:
    """Compile the Numba engine now, or say that nothing is to be done; runs with 20 draws or more use it."""
    from hiap.workflow.warm import warm as compiled

    done = compiled()
    if done.folder is None:
        told = "nothing was kept: no folder can be written to, so each process compiles for itself; "
        told += "name one that can be with NUMBA_CACHE_DIR"
    elif done.made:
        told = f"compiled {done.made} functions; they lie in {done.folder}"
    else:
        told = f"nothing to do: {done.there} compiled functions lie in {done.folder}"
    sys.stdout.write(f"{told} ({done.seconds:.1f} s)\n")
