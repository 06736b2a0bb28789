"""Who is to read a draft, and what stops it: what `draft`, `run` and `demo` share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import click

from hria.assessment import read_assessment
from hria.audited import AuditFinding
from hria.cli.context import reviewed_findings
from hria.cli.output import say
from hria.draft import Draft
from hria.finding import Partner
from hria.listed import Facility, Grievance
from hria.privacy import Audience, Known, Personal, Publication, published
from hria.settings import Workspace
from hria.store import Store

F = TypeVar("F", bound=Callable[..., Any])
MOST_SPOTS = 4
EXIT_STOPPED = 3
LONGEST_SIGNATURE = 5  # words


def audience_options(default: Audience) -> Callable[[F], F]:
    """Adds --public, --redact and --internal to a command, which gets them as `audience`."""
    said = {
        "public": ("--public", "For the public: personal data stops the draft, with a list of where it stands."),
        "redacted": ("--redact", "Replace personal data by marks ([person 1]), the same throughout."),
        "internal": ("--internal", "Take nothing out, and mark every page as internal."),
    }

    def with_options(command: F) -> F:
        for audience, (option, help_text) in reversed(said.items()):
            is_default = audience == default
            text = f"{help_text} The default." if is_default else help_text
            add = click.option(option, "audience", flag_value=audience, default=is_default, help=text)
            command = add(command)
        return command

    return with_options


class Press:
    """Readies drafts of one workspace for one audience."""

    def __init__(self, workspace: Workspace, store: Store, audience: Audience) -> None:
        self._workspace = workspace
        self._store = store
        self.audience = audience

    def published(self, draft: Draft) -> Publication:
        """The draft as it may be written, or what stops it."""
        known = Known() if self.audience == "internal" else self._known(draft)
        return published(draft, self.audience, known)

    def _known(self, draft: Draft) -> Known:
        privacy = self._workspace.settings.privacy
        named: dict[str, None] = {document.publisher: None for document in draft.documents if document.publisher}
        sites: dict[str, None] = {}
        for item in reviewed_findings(self._store, "current", "withdrawn"):
            attributes = item.finding.attributes
            named |= dict.fromkeys(_names(attributes))
            if isinstance(attributes, AuditFinding | Grievance) and attributes.site:
                sites[attributes.site] = None
        return Known(
            named=tuple(named),
            own=self._workspace.settings.company.names(),
            public=(*privacy.public_names, *self._assessors(), *_signers(draft)),
            personal=privacy.personal_names,
            sources=tuple(self._sources(draft)),
            sites=tuple(sites),
        )

    def _assessors(self) -> Iterator[str]:
        """Those who put their own name to the ratings of severity."""
        assessment = read_assessment(self._workspace.assessment_file)
        return (rating.assessor.split(",")[0].strip() for rating in assessment.rating.values() if rating.assessor)

    def _sources(self, draft: Draft) -> Iterator[str]:
        """What the documents say that a draft cites: a name that is cut short there is told in full here."""
        stored = {one.summary.id for one in self._store.list_documents("current", "withdrawn")}
        for document_id in dict.fromkeys(entry.document_id for entry in draft.evidence):
            if document_id not in stored:
                continue  # the resolution that a fact pack answers need not be in the workspace
            document = self._store.document(document_id)
            texts = [document.text[block.start : block.end] for block in document.blocks]
            yield from texts
            # Who signs stands above the office, each on a line of its own.
            for text, below in pairwise(texts):
                if len(text.split()) <= LONGEST_SIGNATURE:
                    yield f"{text}, {below}"


def press_of(workspace: Workspace, store: Store, audience: Audience) -> Press:
    """The press of a workspace for those who are to read its drafts."""
    return Press(workspace, store, audience)


def _names(attributes: object) -> Iterator[str]:
    """The organisations and sites that a finding names: the partner, the facility and its parent, the audited site and
    the firm, the site of a complaint."""
    if isinstance(attributes, Partner | Facility | AuditFinding | Grievance):
        for field in ("name", "parent", "site", "firm"):
            name = getattr(attributes, field, None)
            if isinstance(name, str):
                yield name


def _signers(draft: Draft) -> Iterator[str]:
    """Those who put their name to the decisions that a draft rests on."""
    return (signer.person for signer in draft.colophon.signers) if draft.colophon else iter(())


def say_why(name: str, personal: Sequence[Personal]) -> None:
    """Why a public draft was stopped: each name or number with its places and the rule that found it."""
    say(f"hria: {name} was not written: a public draft must not hold personal data, and this one does:")
    for one in personal:
        more = f" and {len(one.spots) - MOST_SPOTS} more places" if len(one.spots) > MOST_SPOTS else ""
        say(f"  {one.kind} “{one.text}” ({one.reason})")
        for spot in one.spots[:MOST_SPOTS]:
            say(f"      {spot}")
        if more:
            say(f"     {more}")
    say("write it with --redact to replace this by marks, or with --internal to keep it for the house;")
    say("name those who may be named under [privacy] public_names in hria.toml")
