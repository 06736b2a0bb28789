"""What findings depend on beside the documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

import nlp
from hria.resources import PACKAGE
from hria.settings import Settings


class Reader(msgspec.Struct, frozen=True):
    """What findings depend on beside the documents: it is handed to the processes that extract."""

    company: tuple[str, ...]
    year_end: tuple[int, int] | None
    risks: str
    model: str | None

    @classmethod
    def of(cls, settings: Settings) -> Reader:
        """The reader of a workspace. Raises BadData where its settings are wrong."""
        return cls(settings.company.names(), settings.company.year_end(), settings.report.risks, settings.nlp.model)

    def fingerprint(self) -> str:
        """Changes with the rules, the model, the lists of names and the settings that findings depend on."""
        digest = hashlib.sha256(msgspec.json.encode(self))
        for folder, pattern in ((Path(nlp.__file__).parent, "**/*"), (PACKAGE / "extract", "*"), *DEPENDED_ON):
            for path in sorted(folder.glob(pattern)):
                if path.suffix in (".py", ".toml", ".npz"):
                    digest.update(path.read_bytes())
        return digest.hexdigest()


# What of hria, beside this package, decides what is found.
DEPENDED_ON = (
    *(
        (PACKAGE, f"{name}.py")
        for name in ("company", "country", "document", "finding", "incident", "organisation", "voice")
    ),
    *((PACKAGE, f"{name}.py") for name in ("audited", "listed", "printed_day", "printed_lines")),
    (PACKAGE, "towns.toml"),
    *((PACKAGE / name, "*.toml") for name in ("partners", "risks", "frameworks", "schemes")),
    *((PACKAGE / name, "*") for name in ("audits", "lists")),
)
