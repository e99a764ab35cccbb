"""Recorded build scripts of the data packs."""
