"""Files that are never seen half-written."""

from __future__ import annotations

from pathlib import Path

from hria.errors import BadData


def write_whole(path: Path, data: bytes) -> None:
    """The bytes as a file that is never seen half-written. Raises BadData where the folder refuses it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise BadData(
            f"{path} cannot be written ({error.strerror})", "close it in other programs, check the folder"
        ) from None
