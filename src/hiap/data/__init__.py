"""Data that ships with hiap: packs and the catalogue of measures. No code lives here."""

DEFAULT_PACK = "NLD/2025"
"""The pack that answers when none is named."""
