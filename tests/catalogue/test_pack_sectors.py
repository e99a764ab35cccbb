"""Sectors of care of a pack: what is refused, and a pack that has none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hiap.catalogue.folder import Folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_sectors import shares_of
from hiap.domain.errors import InputError, PackError

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one's own, the same as the one that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "own"))


def _replaced(table: str, old: str, new: str) -> Change:
    """Replace the first of a text in a table."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _without(*starts: str) -> Change:
    """Leave out the rows of sector_share that begin with a text."""

    def change(folder: Path) -> None:
        path = folder / "sector_share.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "\n".join(row for row in lines if not row.startswith(starts)) + "\n", encoding="utf-8"
        )

    return change


def test_a_pack_without_the_tables_has_staff_by_law_alone(folder: Path) -> None:
    for name in ("staff_sector", "sector_share"):
        (folder / f"{name}.csv").unlink()
    pack = load_pack(str(folder))
    assert pack.care_sectors == ()
    assert [law.id for law in pack.laws if law.staff is not None] == ["wlz", "zvw"]
    assert not any(law.sectors for law in pack.laws)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_replaced("sector_share", "wlz,,80,,elderly_care", "wlz,,80,,care_of_old"), "is no sector"),
        (_replaced("sector_share", "wlz,,80,,elderly_care,0.98", "wlz,,80,,elderly_care,0.88"), "add up to"),
        (_replaced("sector_share", "wlz,,0,64,", "wlz,,0,60,"), "band"),
        (_without("wlz,,80"), "the last band ends at 79"),
        (_without("wlz,,"), "shares of wlz as a whole are missing"),
        (_without("wlz"), "wlz: it has no shares here"),
        (_replaced("sector_share", "zvw,stroke,,,hosp", "wmo,stroke,,,hosp"), "stroke has no cost under wmo"),
        (_replaced("sector_share", "wlz,stroke,,,eld", "wlz,stroke,20,,eld"), "stroke has bands of age"),
        (_replaced("sector_share", "wlz,stroke,,,elderly_care", "wlz,stroke,,,medicines"), "has staff"),
        (_replaced("staff_sector", "outside,0", "medicines,0"), "stands here again"),
    ],
)
def test_a_fault_says_what_is_wrong(folder: Path, change: Change, told: str) -> None:
    change(folder)
    with pytest.raises(InputError) as caught:
        load_pack(str(folder))
    assert told in str(caught.value)


def test_a_pack_that_ships_with_a_gap_is_not_read(folder: Path) -> None:
    _without("wlz,,65")(folder)
    with pytest.raises(PackError, match="begins at 80, not at 65"):
        shares_of(Folder(folder))
