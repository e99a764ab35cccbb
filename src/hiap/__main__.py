"""The command `hiap`, and `python -m hiap`: loads next to nothing before it can answer to Ctrl-C."""

import gc

from hiap.reports.streams import INTERRUPTED, end, stop_when_interrupted

SELDOM = 100_000
"""New objects between two searches for garbage: most of those that a command makes stay to its end."""


def main() -> None:
    """Load the command line and run it; an interrupt ends it with one line, also while it loads."""
    try:
        stop_when_interrupted()
        gc.set_threshold(SELDOM)
        from hiap.cli import main as run

        run()
    except KeyboardInterrupt:
        end(INTERRUPTED)


if __name__ == "__main__":
    main()
