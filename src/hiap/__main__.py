"""`python -m hiap`."""

from hiap.cli import main

if __name__ == "__main__":
    main()
