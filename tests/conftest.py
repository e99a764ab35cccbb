"""Laws and published tables use the builder of the pencil worlds, whichever folder is collected first."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "worlds"))
