"""Writing files so that a failure, or a power cut, leaves the old one as it was."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def replace(path: Path, pieces: Iterable[str], *, mode: int | None = None) -> None:
    """Write a text in UTF-8 beside ``path`` and put it in its place when all of it is on the disk.

    Only its owner can read it, unless ``mode`` has other permissions. Raises ``OSError`` where it can't be written.
    """
    with written_beside(path, pieces, mode=mode) as scratch:
        scratch.replace(path)


@contextmanager
def written_beside(path: Path, pieces: Iterable[str], *, mode: int | None = None) -> Iterator[Path]:
    """Write a text beside ``path`` and yield where it is; unless it was put in its place, it is removed at the end."""
    import tempfile  # noqa: PLC0415  it takes long to load, and most runs of the program write no such file

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as sink:
            sink.writelines(pieces)
            sink.flush()
            os.fsync(sink.fileno())
        if mode is not None:
            scratch.chmod(mode)
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)


def usual_mode() -> int:
    """Return the permissions that a new file of this process usually gets."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
