"""The command `hiap`, and `python -m hiap`: loads next to nothing before it can answer to Ctrl-C."""

import gc
import os

from hiap.reports.streams import INTERRUPTED, end, stop_when_interrupted

SELDOM = 500_000
"""New objects between two searches for garbage: most of those that a command makes stay to its end."""
NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Spares Pydantic the search through everything installed for plugins that nothing here uses."""


def main() -> None:
    """Load the command line and run it; an interrupt ends it with one line, also while it loads."""
    try:
        stop_when_interrupted()
        gc.set_threshold(SELDOM)
        os.environ.setdefault(*NO_PLUGINS)
        from hiap.cli import main as run

        run()
    except KeyboardInterrupt:
        end(INTERRUPTED)
    finally:
        gc.freeze()  # Python's own search at the end would take a tenth of a first answer


if __name__ == "__main__":
    main()
