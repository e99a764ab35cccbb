"""hiap: the open investment model for prevention."""

__version__ = "0.1.0"
