"""Where to look first: sites put together, items measured, scores that add up, and rankings set against labels."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import openpyxl
import pytest
from click.testing import Result

from hria.audited import AuditClass, AuditFinding
from hria.document import Evidence
from hria.errors import BadData
from hria.finding import Attributes, Finding
from hria.incident import Incident
from hria.listed import Facility, Grievance
from hria.settings import Workspace
from hria.sites.fitting import fit, train
from hria.sites.outcome import outcome
from hria.sites.ranking import Ranked, sensitivities
from hria.sites.sheet import ranking_sheet
from hria.sites.survey import Survey, survey
from hria.sites.weighing import published, weights_from

Run = Callable[..., Result]
DAY = datetime.date(2026, 1, 15)


def finding(kind: str, attributes: Attributes, document: str, number: int) -> Finding:
    place = Evidence(document, number, number + 1, "x", 1, 1)
    return Finding(f"{kind}-{document}-{number}", kind, place, attributes, "test", 0.9)


def facility(name: str, row: int, **values: object) -> Finding:
    attributes = msgspec.convert({"name": name, "row": row, "country": "Vietnam", **values}, Facility)
    return finding("facility", attributes, "list", row)


def audited(site: str, number: int, class_: AuditClass | None = "major", **values: object) -> Finding:
    plain = {
        "scheme": "SMETA",
        "site": site,
        "class": class_,
        "country": "Vietnam",
        "audit_end": "2025-06-30",
        **values,
    }
    return finding("audit_finding", msgspec.convert(plain, AuditFinding), "audit", number)


def complaint(site: str, row: int, **values: object) -> Finding:
    return finding(
        "grievance", msgspec.convert({"row": row, "site": site, "country": "Vietnam", **values}, Grievance), "log", row
    )


def incident(number: int, **values: object) -> Finding:
    return finding("incident", msgspec.convert({"event": "accident", **values}, Incident), "news", number)


def looked_at(*findings: Finding) -> Survey:
    return survey(findings, DAY, published())


def only(found: Survey, name: str) -> Ranked:
    (one,) = [ranked for ranked in found.ranked if ranked.site.name == name]
    return one


# Sites


def test_audits_and_logs_go_to_the_listed_site_that_they_name() -> None:
    """Names without their legal form and parts of names lead to the list's site, each with a reason."""
    found = looked_at(
        facility("Trung Lam Hanoi Tek Co. Ltd", 2), facility("Sao Hom Audio JSC", 3),
        audited("TRUNG LAM HANOI TEK CO., LTD.", 1), complaint("Hanoi Tek", 1), complaint("Doncaster depot", 2),
    )  # fmt: skip
    site = only(found, "Trung Lam Hanoi Tek Co. Ltd").site
    assert (len(site.audits), len(site.grievances), len(found.ranked)) == (1, 1, 3)
    assert all("names" in joined.reason for joined in site.joined if joined.mention.kind != "list")


def test_a_name_that_fits_two_sites_is_given_to_neither() -> None:
    """Rather a site of its own, and the matches are told."""
    found = looked_at(
        facility("Lucky Star Garment Unit One", 2, address="1 Mill Road"),
        facility("Lucky Star Garment Unit Two", 3, address="90 Port Street"),
        complaint("Lucky Star Garment", 1),
    )
    assert {ranked.site.name for ranked in found.ranked if ranked.site.grievances} == {"Lucky Star Garment"}
    assert len(found.unsure) == 2


def test_two_rows_of_one_site_are_one_and_namesakes_elsewhere_are_not() -> None:
    """The same name with the same address is one site; in another country it is another."""
    found = looked_at(
        facility("Sunmera Precision Sdn. Bhd.", 2, address="Lot 88, Kenari 4, Penang", country="Malaysia"),
        facility("SUNMERA PRECISION SDN BHD", 3, address="Lot 88 Kenari 4 Penang", country="Malaysia"),
        facility("Sunmera Precision", 4, address="7 Nguyen Road, Hanoi", country="Vietnam"),
    )
    assert sorted(len(ranked.site.facilities) for ranked in found.ranked) == [1, 2]


# Scores


def test_contributions_add_up_and_missing_data_adds_nothing(hria: Run) -> None:
    """On the sample: each score is the sum of its parts, what is not known is null, and the score with all of it at
    its worst is above by just the weights of what is missing."""
    sites = [json.loads(line) for line in hria("sites", "--json").stdout.splitlines()]
    assert len(sites) > 50 and [site["rank"] for site in sites] == list(range(1, len(sites) + 1))
    scores = [round(site["score"], 9) for site in sites]
    assert scores == sorted(scores, reverse=True)
    for site in sites:
        items = site["items"].values()
        assert site["score"] == pytest.approx(sum(item["contribution"] or 0 for item in items))
        missing = sum(item["weight"] for item in items if item["measure"] is None)
        assert site["highest"] == pytest.approx(site["score"] + missing) and site["highest"] <= 100 + 1e-9
        for item in items:
            assert (item["measure"] is None) == (item["contribution"] is None)
            assert item["measure"] is None or item["contribution"] == pytest.approx(item["measure"] * item["weight"])
    kolwezi = next(site for site in sites if site["site"].startswith("Kolwezi"))
    assert kolwezi["items"]["governance"] == {
        "weight": 8.0, "measure": None, "contribution": None, "words": "no data", "findings": [],
    }  # fmt: skip


def test_the_published_weights_add_up_to_a_hundred_and_each_says_what_it_is() -> None:
    """What stands in weights.toml is whole."""
    weighing = published()
    assert sum(weighing.weight.values()) == 100 and set(weighing.weight) == set(weighing.item)
    assert all(item.label and item.why for item in weighing.item.values())


def test_never_audited_counts_and_is_no_clean_bill() -> None:
    """A site without an audit has points for that, and no data on findings; one with a clean record has neither."""
    found = looked_at(
        facility("Alpha Works", 2), facility("Beta Mill", 3), audited("Beta Mill", 1, "good_practice", status="closed")
    )
    alpha, beta = only(found, "Alpha Works"), only(found, "Beta Mill")
    assert alpha.contributions["never_audited"] == 12 and alpha.items["audit_findings"].value is None
    assert beta.contributions["never_audited"] == 0 and beta.items["audit_findings"].value == 0


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (audited("Site A", 1, "critical", status="open"), audited("Site B", 2, "minor", status="open")),
        (audited("Site A", 1, "major", status="open"), audited("Site B", 2, "major", status="closed")),
        (audited("Site A", 1, due="2025-07-01", status="open"), audited("Site B", 2, due="2026-07-01", status="open")),
        (audited("Site A", 1, audit_end="2023-01-31"), audited("Site B", 2, audit_end="2025-12-31")),
        (complaint("Site A", 1, status="open"), complaint("Site B", 2, is_resolved=True, is_remedied=True)),
        (complaint("Site A", 1, is_resolved=True), complaint("Site B", 2, is_resolved=True, is_remedied=True)),
        (facility("Site A", 4, workers=3000), facility("Site B", 5, workers=30)),
        (
            facility("Site A", 4, country="China", product="Cotton yarn"),
            facility("Site B", 5, country="China", product="Boxes"),
        ),
    ],
)  # fmt: skip
def test_what_is_worse_for_people_ranks_first(worse: Finding, better: Finding) -> None:
    """All else equal: open before closed, severe before slight, unremedied before remedied, many before few."""
    found = looked_at(worse, better)
    assert found.ranked[0].site.name == "Site A" and found.ranked[0].score > found.ranked[1].score


def test_missing_sources_are_no_zero() -> None:
    """Without any log of complaints nothing is known of grievances; with one that does not name the site, it is 0."""
    site = facility("Alpha Works", 2)
    assert only(looked_at(site), "Alpha Works").items["grievances"].value is None
    assert only(looked_at(site, complaint("Beta Mill", 1)), "Alpha Works").items["grievances"].value == 0


def test_incidents_go_to_the_employer_that_they_name_and_each_event_counts_once() -> None:
    """Two accounts of one fire are one event, established if one of them is; an event without a name is nobody's."""
    found = looked_at(
        facility("Tarashima Pouch & Trim Ltd.", 2, country="Bangladesh"), facility("Alpha Works", 3),
        incident(1, employer="Tarashima Pouch & Trim Ltd", site="a rented building", first_day="2025-03-04"),
        incident(2, employer="Tarashima Pouch & Trim", first_day="2025-03-04", standing="established"),
        incident(3, first_day="2025-01-01"),
    )  # fmt: skip
    item = only(found, "Tarashima Pouch & Trim Ltd.").items["incidents"]
    assert (item.value, item.words) == (0.5, "1, 0 alleged")
    assert only(found, "Alpha Works").items["incidents"].value == 0 and len(found.ranked) == 2


def test_ranks_under_other_weights_are_told() -> None:
    """A site that is first only because nobody audited it falls when that weight is left out."""
    found = looked_at(facility("Alpha Works", 2), audited("Beta Mill", 1, "minor", status="closed"))
    alpha = only(found, "Alpha Works")
    assert (alpha.rank, alpha.worst_rank) == (1, 2)
    told = {one.item: one for one in sensitivities(found.measured, published(), 1)}
    assert told["never_audited"].changed[0.0] == 1 and told["index"].farthest == 0


def test_weights_of_ones_own(tmp_path: Path) -> None:
    """They replace the published ones by name; a name that there is not, or a weight below 0, is refused."""
    path = tmp_path / "own.toml"
    path.write_text("[weight]\nincidents = 50\n")
    assert weights_from(path).weighing.weight["incidents"] == 50
    for bad, why in (("incident = 1", "no item"), ("people = -1", "0 or more")):
        path.write_text(f"[weight]\n{bad}\n")
        with pytest.raises(BadData, match=why):
            weights_from(path)


def test_the_workbook_holds_no_formula() -> None:
    """Names of sites are written by others."""
    found = looked_at(facility("=HYPERLINK(1)", 2), facility("+cmd|calc", 3, country="@SUM(A1)"))
    data = ranking_sheet(found.ranked, sensitivities(found.measured, published(), 2), published())
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith(("=", "+", "@"))]
    assert data == ranking_sheet(found.ranked, sensitivities(found.measured, published(), 2), published())
    assert any(cell.value == "no data" for cell in cells)


# Labels


def test_recall_precision_and_base_rate_are_counted() -> None:
    """Of ten sites three are positive; two of them stand among the first three."""
    judged = outcome([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [True, False, True, False, True, *[False] * 5])
    third = next(one for one in judged.at if one.k == 3)
    assert (judged.n, judged.positives, judged.base_rate) == (10, 3, 0.3)
    assert (third.hits, third.precision, third.recall) == (2, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert judged.area == pytest.approx(18 / 21) and sum(one.sites for one in judged.bins) == 10


def test_equal_scores_rank_nothing() -> None:
    """Where all scores are the same, precision is the base rate, whatever the order."""
    judged = outcome([1.0] * 20, [True] * 5 + [False] * 15)
    assert all(one.precision == pytest.approx(0.25) for one in judged.at) and judged.area == 0.5


def labelled(seed: int, n: int = 300) -> tuple[np.ndarray, list[bool]]:
    random = np.random.default_rng(seed)
    features = random.random((n, 4))
    chance = 1 / (1 + np.exp(-(6 * features[:, 0] + 3 * features[:, 1] - 5.5)))
    return features, [bool(x) for x in random.random(n) < chance]


def test_fitted_weights_find_what_matters_and_shuffled_labels_nothing() -> None:
    """On sites held out the model beats chance by far; with shuffled labels it falls to the base rate."""
    features, labels = labelled(1)
    fitted = fit(features, labels)
    weights = fitted.model.weights
    assert weights[0] > weights[1] > max(weights[2], weights[3]) and (weights >= 0).all()
    at = next(one for one in fitted.held_out.at if one.k == fitted.held_out.positives)
    assert fitted.held_out.area is not None and fitted.held_out.area > 0.8
    assert at.precision > fitted.held_out.base_rate + 0.15
    assert abs(fitted.shuffled_area - 0.5) < 0.05
    assert abs(fitted.shuffled_precision - fitted.held_out.base_rate) < 0.05


def test_the_fit_is_where_no_weight_can_be_moved_to_advantage() -> None:
    """The conditions of an optimum: no slope where a weight is positive, none downwards where it is 0."""
    features, labels = labelled(2)
    truth = np.asarray(labels, dtype=float)
    model = train(features, truth)
    error = model.probabilities(features) - truth
    slope = features.T @ error + model.weights
    assert abs(error.sum()) < 1e-3
    assert all(abs(s) < 1e-3 if w > 0 else s > -1e-3 for s, w in zip(slope, model.weights, strict=True))


def test_probabilities_are_calibrated_on_sites_held_out() -> None:
    """Of sites that are given a chance, about that share is positive."""
    features, labels = labelled(3, 1000)
    assert all(abs(one.predicted - one.observed) < 0.1 for one in fit(features, labels).held_out.bins)


def test_too_few_labels_are_refused() -> None:
    """Four positives are nothing to fit by."""
    with pytest.raises(BadData, match="too few"):
        fit(np.ones((20, 2)), [True] * 4 + [False] * 16)


def test_the_model_card_prints_n_base_rate_precision_and_recall_together(
    workspace: Workspace, hria: Run, tmp_path: Path
) -> None:
    """Labels of a file are matched to sites by name; rows that fit none are named, and fitted weights can be used."""
    sites = [json.loads(line) for line in hria("sites", "--json").stdout.splitlines()]
    rows = [f'"{s["site"]}",{s["country"] or ""},{"yes" if s["rank"] % 3 == 0 else "no"}' for s in sites]
    labels, card, own = tmp_path / "labels.csv", tmp_path / "card.md", tmp_path / "own.toml"
    labels.write_text("\n".join(["site,country,found", *rows, "Nowhere at all,China,yes"]) + "\n")
    result = hria("sites", "--labels", str(labels), "--fit", "--card", str(card), "--save-weights", str(own))
    assert result.exit_code == 0, result.output
    positives = len(sites) // 3
    assert f"n = {len(sites)}, positive = {positives}, base rate" in result.stdout
    assert "no site is known by “Nowhere at all”" in result.stderr
    text = card.read_text()
    assert "| first k | positive | precision | recall | base rate | n |" in text and "labels shuffled" in text
    assert hria("sites", "--weights", str(own)).exit_code == 0


def test_labels_can_be_a_column_of_the_list(workspace: Workspace, hria: Run) -> None:
    """A column that the list does not have is said so; one that has no yes and no yields nothing to judge by."""
    missing = hria("sites", "--labels", "no such column")
    assert missing.exit_code == 1 and "neither a file nor a column" in str(missing.exception)
    unfit = hria("sites", "--labels", "parent")
    assert unfit.exit_code == 1 and "no label" in str(unfit.exception)


def test_one_site_is_shown_with_every_item(hria: Run) -> None:
    """Weight, measure, points, reason and findings of each, and why each source is taken for the site."""
    result = hria("sites", "--site", "Sunmera")
    assert result.exit_code == 0
    for label in (item.label for item in published().item.values()):
        assert label in result.stdout
    assert "no data" in result.stdout and "addresses 93 alike" in result.stdout
