"""The command `hiap`, and `python -m hiap`: loads next to nothing before it can answer to Ctrl-C."""


def main() -> None:
    """Load the command line and run it; an interrupt ends it with one line, also while it loads."""
    try:
        from hiap.reports.streams import stop_when_interrupted

        stop_when_interrupted()
        from hiap.cli import main as run

        run()
    except KeyboardInterrupt:
        from hiap.reports.streams import INTERRUPTED, end

        end(INTERRUPTED)


if __name__ == "__main__":
    main()
