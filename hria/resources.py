"""The files that come with hria, in a wheel and in a checkout."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hria.errors import BadData, NotFound

T = TypeVar("T")

PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """The folder `frameworks`, `risks`, `partners`, `templates` or `corpus` that ships with hria.

    A wheel carries `templates` and `corpus` inside the package; in a checkout they stand beside it.
    """
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise NotFound(f"the folder {name}/ is missing from this installation", "install hria again")


def toml_files(name: str) -> Iterator[Path]:
    """The TOML files directly in a data folder, sorted by name."""
    yield from sorted(data_folder(name).glob("*.toml"))


def read_toml(path: Path, kind: type[T]) -> T:
    """The file as a value of `kind`; unknown keys and wrong types are refused with their place.

    Raises BadData, naming the file, the path of the bad key and the nearest known key.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise NotFound(f"{path}: no such file") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadData(f"{path.name}: {explain_decode_error(str(error), kind)}") from None


def explain_decode_error(message: str, kind: type[Any]) -> str:
    """msgspec's message, with a suggestion where a key is only misspelt."""
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if not unknown:
        return message
    close = difflib.get_close_matches(unknown.group(1), _known_keys(kind), n=1)
    return f'{message} (did you mean "{close[0]}"?)' if close else message


def _known_keys(kind: type[Any]) -> list[str]:
    """Every key that may occur anywhere in a value of this type."""
    keys: set[str] = set()
    pending: list[Any] = [msgspec.inspect.type_info(kind)]
    seen: set[int] = set()
    while pending:
        info = pending.pop()
        if id(info) in seen:
            continue
        seen.add(id(info))
        if isinstance(info, msgspec.inspect.StructType):
            keys.update(field.encode_name for field in info.fields)
            pending.extend(field.type for field in info.fields)
        inner = (getattr(info, name, None) for name in ("item_type", "value_type"))
        pending.extend(kind for kind in inner if kind is not None)
        for name in ("item_types", "types"):
            pending.extend(getattr(info, name, ()))
    return sorted(keys)
