"""The formal lint: who approved and signed, when, for which period and entities, and how the file is made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hria.check.checked import Facts, Passage, Period, Remark, Weight
from hria.check.dates import months_after, shown
from hria.check.lines import Line
from hria.check.words import pattern, words
from hria.document import Document, evidence

MEGABYTE = 1_000_000
# What the registers take, in megabytes (guidance of Australia and Canada).
LARGEST_AU, LARGEST_CA = 400, 100
MOST_ENTITIES = 12


class Dates(NamedTuple):
    """What is known of a statement's dates. `published` as the caller says it; `size` is that of the file in bytes."""

    published: datetime.date | None
    size: int


def formal_remarks(
    document: Document, lines: Sequence[Line], facts: Facts, laws: Sequence[str], dates: Dates
) -> tuple[Remark, ...]:
    """What the formal lint notices, in the order: approval, signature, period, deadline, entities, place, file."""
    return (
        *_on_approval(facts),
        *_on_signature(facts),
        *_on_period(facts, laws, dates.published),
        *_on_entities(facts),
        _note("homepage", "whether the homepage links to the statement cannot be checked here: look at the website"),
        *_on_file(document, dates.size),
        *_on_people(document, lines),
    )


def _on_approval(facts: Facts) -> Iterator[Remark]:
    if not facts.approvals:
        yield _remark(
            "approval",
            "error",
            "the statement does not say that it was approved, nor by whom",
            "Say which body approved it and on what day; a committee is not the board.",
        )
        return
    first = facts.approvals[0]
    passages = (first.passage,)
    if first.kind == "board":
        when = f" on {shown(first.date)}" if first.date else ""
        yield _remark("approval", "note", f"approved by {first.body}{when}", None, passages)
        if first.date is None:
            yield _remark(
                "approval_date", "caution", "the approval has no date", "Give the day of the meeting.", passages
            )
    else:
        who = first.body or "a body that it does not name"
        yield _remark(
            "approval",
            "error",
            f"approved by {who}, which is not the board or its like",
            "The law asks for the board (or the members of an LLP), not for a committee.",
            passages,
        )


def _on_signature(facts: Facts) -> Iterator[Remark]:
    if not facts.signers:
        yield _remark(
            "signature",
            "error",
            "no signature: nobody is named as having signed",
            "Give name, title and date of a member of the approving body inside the statement.",
        )
    for signer in facts.signers[:4]:
        told = words().legal[signer.rank]
        who = ", ".join(filter(None, (signer.name or "nobody named", signer.title)))
        weight: Weight = (
            "note" if signer.rank == "member" else "caution" if signer.rank in ("chief", "functional") else "error"
        )
        place = "" if signer.place != "letter" else "; the name stands under a letter, not under the statement"
        laws = {
            "member": "UK: director accepted; AU: responsible member; CA: member of the governing body",
            "chief": "UK, AU and CA alike ask for a member of the board or governing body",
            "functional": "UK, AU and CA alike ask for a member of the board or governing body",
            "other": "not accepted by UK s 54(6), AU s 13(2)(d) or CA s 11(5)(b) by this title alone",
        }[signer.rank]
        yield _remark(
            "signature",
            weight if signer.place != "letter" else "caution",
            f"signed: {who} ({told}{place})",
            laws,
            (signer.passage,),
        )


def _on_period(facts: Facts, laws: Sequence[str], published: datetime.date | None) -> Iterator[Remark]:
    if not facts.periods:
        yield _remark(
            "period",
            "error",
            "the statement does not say for which financial year it is",
            "Give the first and the last day of the reporting period.",
        )
        return
    period = facts.periods[0]
    start = f"{shown(period.start)} to " if period.start else "the year to "
    yield _remark("period", "note", f"for {start}{shown(period.end)}", None, (period.passage,))
    approved = next((one.date for one in facts.approvals if one.date), None) or next(
        (one.date for one in facts.signers if one.date), None
    )
    named = [law for law in laws if law in facts.names_laws or law == "joint"]
    yield from _on_deadline(period, named or laws, published, approved)
    if approved and approved < period.end:
        yield _remark(
            "approval_before_end",
            "caution",
            f"dated {shown(approved)}, before the period ends on {shown(period.end)}",
            "Check the dates: a statement tells of a year that is over.",
            (period.passage,),
        )


def deadlines(period: Period, laws: Sequence[str]) -> list[tuple[str, datetime.date]]:
    """By when a statement for this period is to be out, under each law that sets a day."""
    found = []
    if "au-msa" in laws or "joint" in laws:
        found.append(("AU MSA s 13(2)(e): six months", months_after(period.end, 6)))
    if {"uk-msa", "uk-guidance-2025", "joint"} & set(laws):
        found.append(("UK guidance: six months (should)", months_after(period.end, 6)))
    if "ca-s211" in laws or "joint" in laws:
        year = period.end.year + (period.end > datetime.date(period.end.year, 5, 30))
        found.append(("CA S-211 s 11(1): 31 May", datetime.date(year, 5, 31)))
    return found


def _on_deadline(
    period: Period, laws: Sequence[str], published: datetime.date | None, approved: datetime.date | None
) -> Iterator[Remark]:
    date = published or approved
    kind = "published" if published else "approved or signed"
    for name, deadline in deadlines(period, laws):
        if date is None:
            yield _remark(
                "deadline",
                "note",
                f"{name}: due by {shown(deadline)}; no date of publication is known",
                "Say it with --published.",
                (period.passage,),
            )
        elif date > deadline:
            days = (date - deadline).days
            yield _remark(
                "deadline",
                "caution",
                f"{name}: due by {shown(deadline)}, {kind} {shown(date)}, {days} days later",
                "If this law applies, say why it is late.",
                (period.passage,),
            )
        else:
            rest = "" if published else "; the day of publication is not known (--published)"
            yield _remark(
                "deadline",
                "note",
                f"{name}: due by {shown(deadline)}, {kind} {shown(date)}{rest}",
                None,
                (period.passage,),
            )


def _on_entities(facts: Facts) -> Iterator[Remark]:
    names = [entity.name for entity in facts.entities]
    if not names:
        yield _remark(
            "entities",
            "error",
            "no legal entity is named by its full name",
            "Name each entity covered with its legal form and number.",
        )
        return
    rest = f" and {len(names) - MOST_ENTITIES} more" if len(names) > MOST_ENTITIES else ""
    joint = "it calls itself a joint statement; " if facts.is_joint else ""
    yield _remark(
        "entities",
        "note",
        f"{joint}legal entities named: {'; '.join(names[:MOST_ENTITIES])}{rest}",
        "Check that each entity in scope is among them.",
        (facts.identity,) if facts.identity else (),
    )


def _on_file(document: Document, size: int) -> Iterator[Remark]:
    megabytes = size / MEGABYTE
    if megabytes > LARGEST_CA:
        weight: Weight = "error" if megabytes > LARGEST_AU else "caution"
        yield _remark(
            "file_size",
            weight,
            f"the file has {megabytes:.0f} MB",
            f"Registers take up to {LARGEST_CA} MB (Canada) and {LARGEST_AU} MB (Australia).",
        )
    else:
        yield _note(
            "file_size",
            f"the file has {megabytes:.1f} MB; registers take {LARGEST_CA} MB (Canada), {LARGEST_AU} MB (Australia)",
        )
    pages = document.unreadable_pages()
    if pages:
        yield _remark(
            "searchable",
            "error",
            f"no searchable text on {'pages' if len(pages) > 1 else 'page'} {', '.join(map(str, pages))}",
            "Publish a PDF with text, not a scan; what stands there was not checked.",
        )
    elif document.format == "pdf":
        yield _note("searchable", "every page has searchable text")


def _on_people(document: Document, lines: Sequence[Line]) -> Iterator[Remark]:
    """Personal data that a published statement should not hold; the signer's name and title belong there."""
    told = words().personal
    for line in lines:
        text = document.text[line.start : line.end]
        where = (Passage(evidence(document, line.start, line.end, line.heading or None), "personal data", 0.8),)
        for match in pattern(told.email).finditer(text):
            if not pattern(told.function_email).search(match.group()) and _is_of_a_person(match.group()):
                yield _remark(
                    "personal_data",
                    "caution",
                    f"an e-mail address of a person: {match.group()}",
                    "Give the address of a function.",
                    where,
                )
        phone = re.search(told.phone, text)
        if phone and not pattern(told.public_phone).search(text) and len(text.split()) < 60:
            yield _remark(
                "personal_data",
                "note",
                f"a telephone number: {phone.group().strip()}",
                "Fine for a switchboard or a helpline; take out a person's.",
                where,
            )
        if pattern(told.identity).search(text):
            yield _remark(
                "personal_data", "error", "what looks like the number of an identity document", "Take it out.", where
            )
        if pattern(told.victim).search(text) and not pattern(told.not_victim).search(text):
            yield _remark(
                "personal_data",
                "caution",
                "age and kind of a person affected: it may give them away",
                "Australian and Canadian guidance: no name, age or other detail of a victim.",
                where,
            )


def _is_of_a_person(address: str) -> bool:
    """Whether the part before the @ has the shape of a name: jo.lee@, j.lee@."""
    return bool(re.fullmatch(r"[a-z]+[._-][a-z]+", address.partition("@")[0], re.I))


def _remark(rule: str, weight: Weight, text: str, advice: str | None, passages: tuple[Passage, ...] = ()) -> Remark:
    return Remark("formal", rule, weight, text, advice, passages)


def _note(rule: str, text: str) -> Remark:
    return Remark("formal", rule, "note", text)
