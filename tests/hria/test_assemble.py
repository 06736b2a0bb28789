"""Drafts of the sample corpus: every sentence of fact resolves, nothing is said twice, gaps are gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hria.assemble import assemble
from hria.assemble.outline import variants
from hria.assessment import read_assessment
from hria.cli.drafting import FORMATS, dossier_of, period_of, write_drafts
from hria.cli.publishing import press_of
from hria.context.shipped import shipped_document
from hria.draft import BulletList, Draft, Figure, Gap, Section, Sentence, Table, gaps, inlines
from hria.errors import BadData, NotFound
from hria.review import Review
from hria.risk import risk_taxonomy
from hria.settings import Workspace, open_workspace
from hria.store import Store

REPORTS = (("hria", "standard"), *(("statement", variant) for variant in variants("statement")))


def drafted(
    workspace: Workspace, report: str = "hria", variant: str = "standard", accepted_only: bool = False
) -> Draft:
    with Store(workspace.store_url) as store:
        # As the house sees it: a public draft leaves out passages that are only counted (test_privacy.py).
        return assemble(dossier_of(workspace, store, accepted_only, is_internal=True), report, variant)


def sentences(draft: Draft) -> list[Sentence]:
    return [part for part in inlines(draft.sections) if isinstance(part, Sentence)]


def every_section(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from every_section(section.sections)


@pytest.mark.parametrize(("report", "variant"), REPORTS)
def test_every_citation_resolves(sample: Workspace, report: str, variant: str) -> None:
    """Each label names a row of the register, whose quote stands in its document where the finding says."""
    draft = drafted(sample, report, variant)
    cited = {label for sentence in sentences(draft) for label in sentence.citations}
    assert cited == {entry.label for entry in draft.evidence}
    with Store(sample.store_url) as store:
        for entry in draft.evidence:
            known = shipped_document()
            document = known if entry.document_id == known.id else store.document(entry.document_id)
            assert entry.quote in document.text
            for finding_id in entry.finding_ids:
                assert store.finding(finding_id).evidence.quote == entry.quote


@pytest.mark.parametrize(("report", "variant"), REPORTS)
def test_documents_speak_only_with_a_source(sample: Workspace, report: str, variant: str) -> None:
    """Words of a document never stand without a citation, whatever the template makes of them."""
    draft = drafted(sample, report, variant)
    with Store(sample.store_url) as store:
        texts = [store.document(stored.summary.id).text for stored in store.list_documents()]
    for sentence in sentences(draft):
        if sentence.citations or len(sentence.text.split()) < 8:
            continue
        assert not any(sentence.text.rstrip(".") in text for text in texts), sentence.text
        assert sentence.origin != "quote"


@pytest.mark.parametrize(("report", "variant"), REPORTS)
def test_no_sentence_of_fact_stands_twice(sample: Workspace, report: str, variant: str) -> None:
    """Outside of tables, where a register may come back to it, each sentence that cites stands once."""
    draft = drafted(sample, report, variant)
    running = [
        (part.text, part.citations)
        for section in every_section(draft.sections)
        for block in section.blocks
        if not isinstance(block, Figure) and hasattr(block, "content" if not isinstance(block, BulletList) else "items")
        for part in (block.content if not isinstance(block, BulletList) else [p for item in block.items for p in item])
        if isinstance(part, Sentence) and part.citations
    ]
    assert [said for said, count in Counter(running).items() if count > 1] == []


def test_at_most_five_quotes_to_a_point(sample: Workspace) -> None:
    """No list of evidence is a wall of quotes."""
    for section in every_section(drafted(sample).sections):
        for block in section.blocks:
            if isinstance(block, BulletList) and any(
                isinstance(p, Sentence) and p.citations for i in block.items for p in i
            ):
                assert len(block.items) <= 6 or section.id == "summary", section.title


def test_removing_a_source_makes_gaps_of_exactly_its_sentences(workspace: Workspace) -> None:
    """What rested on a removed document alone is a gap; every other sentence that cites stays as it was."""
    before = drafted(workspace)
    with Store(workspace.store_url) as store:
        removed = store.stored("audit-sunmera-penang.pdf").summary.id
        store.withdraw(removed)
    after = drafted(workspace)
    source = {entry.label: entry.document_id for entry in before.evidence}
    rested = [
        sentence.text
        for sentence in sentences(before)
        if sentence.citations and {source[label] for label in sentence.citations} == {removed}
    ]
    kept = {sentence.text for sentence in sentences(after) if sentence.citations}
    # A year, a country or an area alone names rows of several tables.
    areas = {category.name for category in risk_taxonomy("general").category}
    derived = ("to it.", "plan it.", "plans it.")
    quoted = [text for text in rested if not text.endswith(derived) and " " in text and text not in areas]
    assert quoted
    assert not set(quoted) & kept
    withdrawn = [gap for gap in gaps(after) if gap.kind == "source_withdrawn"]
    assert len(withdrawn) >= len(quoted)
    assert removed not in {entry.document_id for entry in after.evidence}
    others = [
        sentence.text
        for sentence in sentences(before)
        if sentence.origin == "quote" and removed not in {source[label] for label in sentence.citations}
    ]
    assert [text for text in others if text not in kept] == []


def test_unset_ratings_are_gaps(workspace: Workspace) -> None:
    """A rating that nobody set is a gap, one with a rationale is printed with it."""
    workspace.assessment_file.unlink(missing_ok=True)
    unrated = [gap for gap in gaps(drafted(workspace)) if gap.kind == "unrated"]
    assert unrated
    workspace.assessment_file.write_text(
        "[rating.forced-labour]\nscale = 5\nscope = 3\nirremediability = 4\nlikelihood = 5\n"
        'rationale = "Passports were kept"\nassessor = "A. Reviewer"\n',
        encoding="utf-8",
    )
    draft = drafted(workspace)
    assert any(s.origin == "author" and "Passports were kept" in s.text for s in sentences(draft))
    points = [p for s in every_section(draft.sections) for b in s.blocks if isinstance(b, Figure) for p in b.points]
    assert ("Forced labour and human trafficking", 5, 5) in {(p.name, p.severity, p.likelihood) for p in points}


def test_a_rating_needs_a_rationale(tmp_path: Path) -> None:
    """Ratings without a reason, out of range or misspelt are refused with the place."""
    for text, message in (
        ("[rating.wages]\nscale = 4\n", "no rationale"),
        ('[rating.wages]\nscale = 9\nrationale = "x"\n', "not between 1 and 5"),
        ('[rating.wages]\nscal = 4\nrationale = "x"\n', 'did you mean "scale"'),
    ):
        path = tmp_path / "assessment.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadData, match=message):
            read_assessment(path)


def test_accepted_only_takes_what_a_person_accepted(workspace: Workspace) -> None:
    """Without a decision nothing is said; with one, exactly its passage."""
    assert not drafted(workspace, accepted_only=True).evidence
    with Store(workspace.store_url) as store:
        finding = next(f for f in store.findings("current", kind="commitment") if f.confidence > 0.7)
        store.decide(decision(finding.id, finding.evidence.quote, "accepted"))
    draft = drafted(workspace, accepted_only=True)
    assert {entry.quote for entry in draft.evidence} == {finding.evidence.quote}
    assert {entry.reviewed for entry in draft.evidence} == {"reviewed"}
    assert "All of them have been reviewed" in draft.notice.replace("all", "All")


def test_rejected_findings_are_not_used(workspace: Workspace) -> None:
    """A rejected finding leaves the draft."""
    with Store(workspace.store_url) as store:
        rejected = list(store.findings("current", kind="risk"))
        for finding in rejected:
            store.decide(decision(finding.id, finding.evidence.quote, "rejected"))
    ids = {finding_id for entry in drafted(workspace).evidence for finding_id in entry.finding_ids}
    assert not ids & {finding.id for finding in rejected}


def test_same_workspace_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    """Two builds are byte-identical in every format."""
    with Store(workspace.store_url) as store:
        dossier = dossier_of(workspace, store)
        for name in ("one", "two"):
            press = press_of(workspace, store, "redacted")
            list(write_drafts(dossier, "statement", ("uk",), FORMATS, tmp_path / name, press))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_statements_leave_approval_and_signature_to_people(sample: Workspace) -> None:
    """However the documents were approved: a draft is not, and says who has to."""
    for variant, reference in (("uk", "54(6)(a)"), ("au", "13(2)(d)"), ("ca", "11(5)(b)"), ("joint", "11(5)(b)")):
        open_ = [gap for gap in gaps(drafted(sample, "statement", variant)) if gap.kind == "to_be_filled"]
        assert any(reference in (gap.reference or "") for gap in open_), variant


def test_without_any_steps_the_law_s_alternative_is_offered(tmp_path: Path, sample: Workspace) -> None:
    """A workspace without documents yields a statement of gaps, with the words of s 54(4)(b)."""
    (tmp_path / "hria.toml").write_text((sample.folder / "hria.toml").read_text(encoding="utf-8"), encoding="utf-8")
    draft = drafted(open_workspace(tmp_path), "statement", "uk")
    assert not draft.evidence
    assert any("took no such steps" in gap.text and "54(4)(b)" in (gap.reference or "") for gap in gaps(draft))


def test_a_statement_does_not_take_over_the_approval_of_another(sample: Workspace) -> None:
    """That last year's statement was approved is no sentence of this one."""
    for variant in ("au", "joint"):
        for sentence in sentences(drafted(sample, "statement", variant)):
            assert not (sentence.citations and "approved this" in sentence.text), sentence.text


def test_no_gap_asks_for_what_stands_elsewhere_in_the_statement(sample: Workspace) -> None:
    """A passage is told where the fewest others are: that on lost income under lost income, not under remedy."""
    draft = drafted(sample, "statement", "ca")
    section = next(s for s in draft.sections if s.title == "Remediation of lost income")
    assert any(isinstance(p, Sentence) and "lost income" in p.text for p in inlines((section,)))
    assert not any(isinstance(p, Gap) for p in inlines((section,)))


def test_the_summary_counts_and_cites_each_salient_issue(sample: Workspace) -> None:
    """Each issue has its figures, its rating and the way to its chapter; no gap is counted twice."""
    draft = drafted(sample)
    summary = draft.sections[0]
    issues = next(b for b in summary.blocks if isinstance(b, BulletList))
    assert len(issues.items) == sum(s.id.startswith("issue-") for s in draft.sections)
    for item in issues.items:
        said = [p for p in item if isinstance(p, Sentence) and p.citations]
        assert said
        assert "passage" in said[0].text
    numbers = {r[0][0].text: r[1][0].text for b in summary.blocks if isinstance(b, Table) for r in b.rows}  # type: ignore[union-attr]
    assert numbers["Gaps to be closed"] == str(len(set(gaps(draft))))


def test_what_a_chapter_cannot_quote_again_it_refers_to(sample: Workspace) -> None:
    """An issue of which impacts are reported has a part on them, even where its passages stand elsewhere."""
    draft = drafted(sample)
    for section in draft.sections:
        table = next((b for b in section.blocks if isinstance(b, Table) and b.id.startswith("profile-")), None)
        if table and "as having happened" in table.rows[1][1][0].text:  # type: ignore[union-attr]
            assert any(part.title == "Impacts that are reported" for part in section.sections), section.title


def test_there_is_no_such_variant(sample: Workspace) -> None:
    """An unknown jurisdiction is refused with those that there are."""
    with pytest.raises(NotFound, match="joint"):
        drafted(sample, "statement", "mars")


def test_period_is_set_or_follows_from_the_year_end(sample: Workspace) -> None:
    """As set in hria.toml."""
    period = period_of(sample.settings)
    assert period is not None
    assert [day.isoformat() for day in period] == ["2024-04-01", "2025-03-31"]


def decision(finding_id: str, quote: str, what: str) -> Review:
    import datetime

    when = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    return Review(finding_id, what, "A. Reviewer", when, quote)  # type: ignore[arg-type]


def test_gaps_say_who_could_supply_what(sample: Workspace) -> None:
    """A gap names what is missing, and nearly every one who could supply it."""
    found = gaps(drafted(sample))
    assert found
    assert all(gap.missing for gap in found)
    assert sum(gap.owner is not None for gap in found) > 0.9 * len(found)
    assert all(isinstance(gap, Gap) for gap in found)
