"""Office files are zip archives: what may go wrong with those before anything in them is read."""

from __future__ import annotations

import io
import zipfile

from hria.errors import LimitExceeded, PasswordNeeded, Unreadable

MOST_UNPACKED = 400_000_000
MOST_ENTRIES = 10_000
# Real documents pack their XML some 20 to 50 times; a bomb packs it a thousand times.
HIGHEST_RATIO = 300
ZIP_HEADER = b"PK"
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, if it is one and not a bomb.

    Raises PasswordNeeded for an encrypted Office file, Unreadable for a legacy or damaged one,
    LimitExceeded where it would unpack to more than one file may.
    """
    if data.startswith(OLE_HEADER):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PasswordNeeded("it is encrypted", "open it in Word and save it without a password")
        raise Unreadable("it is in an old Office format", "save it as .docx or as PDF")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        if not data.startswith(ZIP_HEADER):
            raise Unreadable("it is no Word file, whatever its name", "give it the ending of what it is") from None
        raise Unreadable("it is damaged (not a complete zip archive)", "ask for a new copy of the file") from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise LimitExceeded(f"it unpacks to {unpacked // 1_000_000} MB in {len(entries)} parts", "save it as PDF")
    for entry in entries:
        if entry.file_size > 10_000_000 and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise LimitExceeded(
                f"{entry.filename} in it unpacks to {entry.file_size // 1_000_000} MB, far more than documents do",
                "open it in Word or LibreOffice and save it as PDF",
            )
    return archive
