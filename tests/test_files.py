"""Writing files so that nothing is left of those that programs wrote when they were killed."""

import os
import time
from pathlib import Path

from quiz import files

LONG_AGO = time.time() - 7200


def left(folder: Path, name: str, *, changed: float) -> Path:
    """A file as a killed program leaves it."""
    file = folder / name
    file.write_text("half of")
    os.utime(file, (changed, changed))
    return file


def test_what_a_killed_program_left_is_removed_when_the_file_is_written_again(tmp_path: Path) -> None:
    left(tmp_path, ".out.json.ab12cd_3.part", changed=LONG_AGO)
    files.replace(tmp_path / "out.json", ["whole"])
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]


def test_what_another_program_may_be_writing_and_other_files_stay(tmp_path: Path) -> None:
    kept = [
        left(tmp_path, ".out.json.ab12cd_3.part", changed=time.time()),
        left(tmp_path, ".other.json.ab12cd_3.part", changed=LONG_AGO),
        left(tmp_path, ".out.json.previous", changed=LONG_AGO),
        left(tmp_path, "out.json.part", changed=LONG_AGO),
    ]
    files.replace(tmp_path / "out.json", ["whole"])
    assert all(file.exists() for file in kept)


def test_a_name_with_signs_of_a_pattern_means_itself(tmp_path: Path) -> None:
    kept = left(tmp_path, ".out1.ab12cd_3.part", changed=LONG_AGO)
    gone = left(tmp_path, ".out[1].ab12cd_3.part", changed=LONG_AGO)
    files.replace(tmp_path / "out[1]", ["whole"])
    assert kept.exists()
    assert not gone.exists()
