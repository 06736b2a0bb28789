"""The workspace's settings: hria.toml."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal

import msgspec

from hria.company import names_of
from hria.errors import BadData, NotAWorkspace
from hria.resources import read_toml

FILE = "hria.toml"
FOLDER = ".hria"

Tier = Literal["default", "onnx"]


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reporting entity. `financial_year_end` is "MM-DD"; without it documents are asked."""

    name: str
    aliases: tuple[str, ...] = ()
    financial_year_end: str | None = None

    def names(self) -> tuple[str, ...]:
        """Every name by which documents may call the company, the full one first."""
        return names_of(self.name, self.aliases)

    def year_end(self) -> tuple[int, int] | None:
        """The (month, day) on which the financial year ends. Raises BadData where it is no date."""
        if self.financial_year_end is None:
            return None
        match = re.fullmatch(r"(\d\d)-(\d\d)", self.financial_year_end)
        try:
            day = datetime.date(2024, int(match.group(1)), int(match.group(2))) if match else None
        except ValueError:
            day = None
        if day is None:
            raise BadData(f'{FILE}: financial_year_end "{self.financial_year_end}" is not a day like "03-31"')
        return day.month, day.day


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What drafts need to know. `date` is printed on them: they never read the clock.

    `confidence` is what a finding must reach to be used before anyone has reviewed it.
    """

    date: datetime.date
    risks: str = "general"
    language: str = "en-GB"
    confidence: float = 0.6
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None


class ValueChain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Countries and commodities that belong to the value chain though no list of suppliers names them."""

    countries: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()


class Nlp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`model` is the spaCy model; without it the best that is installed is taken. `topics` is the tier of the topic
    classifier; without it, again the best that is installed. Name both where several machines work on one workspace.
    """

    model: str | None = None
    topics: Tier | None = None


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one file may take before it is given up."""

    seconds: float = 120.0
    megabytes: int = 2000
    processes: int | None = None


class Store(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url` is an SQLAlchemy URL; without it a SQLite file in the workspace is used."""

    url: str | None = None


class Reviewing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In what role decisions are made where nobody says otherwise."""

    role: Literal["preparer", "reviewer", "approver"] = "reviewer"


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that the check for personal data is to leave alone, and names that it is to find whatever stands around."""

    public_names: tuple[str, ...] = ()
    personal_names: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A workspace's hria.toml."""

    company: Company
    report: Report
    value_chain: ValueChain = ValueChain()
    nlp: Nlp = Nlp()
    limits: Limits = Limits()
    store: Store = Store()
    review: Reviewing = Reviewing()
    privacy: Privacy = Privacy()


class Workspace(msgspec.Struct, frozen=True):
    """A folder with its settings."""

    folder: Path
    settings: Settings

    @property
    def store_url(self) -> str:
        """Where the store is, as SQLAlchemy names it."""
        return self.settings.store.url or f"sqlite:///{self.folder / FOLDER / 'hria.sqlite'}"

    @property
    def assessment_file(self) -> Path:
        """Where the ratings of severity stand."""
        return self.folder / "assessment.toml"

    def shown(self, path: Path) -> str:
        """The path as documents keep it: relative to the workspace where it lies inside."""
        try:
            return path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return path.resolve().as_posix()

    def located(self, shown: str) -> Path:
        """Where a document's path leads."""
        return self.folder / shown


def open_workspace(start: Path) -> Workspace:
    """The workspace that holds `start`, or stands above it. Raises NotAWorkspace or BadData."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return Workspace(folder, read_toml(folder / FILE, Settings))
    raise NotAWorkspace(
        f"{start} is not in a workspace (no {FILE} here or above)",
        'make one with: hria init DIR --company "NAME"',
    )


def create_workspace(folder: Path, company: str, date: datetime.date) -> Workspace:
    """A new workspace in `folder`, which may hold files already. Raises BadData where it is one already."""
    path = folder / FILE
    if path.exists():
        raise BadData(f"{path} is there already", "work in it, or choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FOLDER).mkdir(exist_ok=True)
    path.write_text(TEMPLATE.format(company=_quoted(company), date=date.isoformat()), encoding="utf-8")
    return open_workspace(folder)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


TEMPLATE = """\
# The settings of this workspace. Every line that is commented out shows its default.

[company]
name = {company}
# Other names by which documents call the company.
aliases = []
# The day on which its financial year ends, as "MM-DD"; without it documents are asked.
# financial_year_end = "12-31"

[report]
# The date that drafts print. They never read the clock, so that two builds are the same.
date = {date}
# The taxonomy of salient risks: see `hria frameworks risks`.
risks = "general"
language = "en-GB"
# How sure a finding must be to be used before anyone has reviewed it.
confidence = 0.6
# period_start = 2024-04-01
# period_end = 2025-03-31

# [review]
# In what role decisions are made: preparer, reviewer or approver.
# role = "reviewer"

# [value_chain]
# Countries and commodities beside those that lists of suppliers name.
# countries = ["Uzbekistan"]
# commodities = ["cotton"]

# [privacy]
# Persons who may be named in a public draft, and persons who may not, beside those that hria finds by itself.
# public_names = ["Jo Example"]
# personal_names = []

# [nlp]
# model = "en_core_web_sm"
# The topic classifier: "default", or "onnx", which also asks a sentence encoder (see `hria doctor`).
# topics = "default"

# [limits]
# seconds = 120
# megabytes = 2000
# processes = 2

# [store]
# url = "sqlite:///path/to/file.sqlite"
"""
