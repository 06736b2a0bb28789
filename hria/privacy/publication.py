"""Before a draft becomes a file: it is for the public and free of personal data, or it is marked as internal."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from hria.draft import Draft
from hria.privacy.check import Known, Personal, ordinary_words, personal_data
from hria.privacy.redact import redacted
from hria.privacy.sites import without_sites

Audience = Literal["public", "redacted", "internal"]
INTERNAL = "INTERNAL – NOT FOR PUBLICATION"
WARNED = "This draft is internal: it may hold personal data and small numbers by which persons can be recognised."


class Publication(NamedTuple):
    """A draft that may be rendered, or, where it is None, the personal data that stopped it."""

    draft: Draft | None
    personal: tuple[Personal, ...] = ()


def published(draft: Draft, audience: Audience, known: Known) -> Publication:
    """The draft as it may be written for this audience.

    A public draft with personal data is stopped; a redacted one has marks instead. Neither names the sites of audits
    and complaints. An internal one is marked on every page, and nothing is taken from it.
    """
    if audience == "internal":
        return Publication(msgspec.structs.replace(draft, marking=INTERNAL, notice=f"{draft.notice} {WARNED}"))
    draft = without_sites(draft, known.sites, ordinary_words(draft, known))
    if audience == "redacted":
        return Publication(redacted(draft, known))
    found = personal_data(draft, known)
    return Publication(None if found else draft, found)
