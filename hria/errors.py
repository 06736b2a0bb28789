"""What can go wrong, said so that a person knows what to do about it."""

from __future__ import annotations


class HriaError(Exception):
    """Something hria could not do: `message` says what and where, `hint` what to do about it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class NotAWorkspace(HriaError):
    """The folder holds no hria.toml."""


class BadData(HriaError):
    """A taxonomy, rule, settings or template file that cannot be used as it stands."""


class NotFound(HriaError):
    """A document, finding, framework or file that was asked for and is not there."""


class Unreadable(HriaError):
    """A file that is damaged, or of a format that no reader takes."""


class PasswordNeeded(Unreadable):
    """An encrypted file that does not open with an empty password."""


class LimitExceeded(Unreadable):
    """A file that would take more time, memory or decompressed bytes than one file may."""


class UnknownTable(Unreadable):
    """A table of which nobody has said what it is, and whose columns do not tell."""


class MissingExtra(HriaError):
    """A feature whose optional package is not installed."""


class DecidedMeanwhile(HriaError):
    """A decision on a finding that somebody else decided on after it was shown."""
