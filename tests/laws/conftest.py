"""The laws use the builder of the pencil worlds too, whichever folder is collected first."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "worlds"))
