"""What templates call: the words they insert, the findings they ask for, and the marks they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from hria.assemble import briefs, charts, conflicts, incidents, listings, profiles, registers, requirements, trail
from hria.assemble import chapters as issues
from hria.assemble.chapters import Chapter
from hria.assemble.countries import Surroundings
from hria.assemble.dossier import Dossier
from hria.assemble.gaps import GapBook
from hria.assemble.marks import Marked, Marks, escaped
from hria.assemble.narrative import Narrator, described
from hria.assemble.outline import Outline, OutlineSection
from hria.assemble.statement import Statement
from hria.assemble.wording import counted, in_words, listed, sentence_of
from hria.coverage import cover
from hria.draft import Chart, Figure, Gap, PageReference, Section, Sentence, Table, Timeline
from hria.framework import framework
from hria.resources import data_folder


class Pen:
    """Writes the sections of one draft from their templates."""

    def __init__(self, report: str, plan: Outline, dossier: Dossier, marks: Marks, gaps: GapBook) -> None:
        self._report = report
        self._plan = plan
        self._dossier = dossier
        self._marks = marks
        self._gaps = gaps
        self._narrator = Narrator(dossier, marks)
        self._written: dict[str, Section] = {}
        self._statement = Statement(plan, dossier, self._narrator, marks)

    def section(self, part: OutlineSection, chapters: Sequence[Chapter], chapter: Chapter | None) -> Section:
        """One section, with a part for each heading that its template writes."""
        id_ = chapter.id if chapter else part.id
        self._narrator.section_id = id_
        template = environment().get_template(f"{self._report}/{part.template}")
        text = template.render(
            **self._words(), chapters=chapters, chapter=chapter, criteria=part.criteria, section_id=id_
        )
        for criterion_id in part.answers:
            self._statement.answers(criterion_id, id_)
        blocks, inner = self._marks.blocks(text)
        title = chapter.category.name if chapter else part.title
        parts = tuple(
            Section(f"{id_}.{number}", heading, under)
            for number, (heading, under) in enumerate(inner, start=1)
            if under
        )
        self._written[id_] = Section(id_, title, blocks, parts)
        return self._written[id_]

    def _words(self) -> dict[str, Any]:
        dossier, narrator = self._dossier, self._narrator
        return {
            "company": dossier.company,
            "date": dossier.date,
            "period": dossier.period,
            "provision": self._plan.provision,
            "itself": self._plan.itself,
            "dossier": dossier,
            "told": narrator.told,
            "news": narrator.news,
            "accounts": narrator.accounts,
            "elsewhere": narrator.elsewhere,
            "narrator": narrator,
            "written": self._written,
            "restated": narrator.restated,
            "spread": narrator.spread,
            "gap": self._gaps.gap,
            "gaps": self._gaps,
            "blank": self._blank,
            "page": lambda id_: self._marks.mark(PageReference(id_)),
            "put": self._put,
            "says": self._says,
            "counted": counted,
            "listed": listed,
            "in_words": in_words,
            "sentence_of": sentence_of,
            "described": described,
            "registers": registers,
            "listings": listings,
            "charts": charts,
            "incidents": incidents,
            "incident_lines": lambda chapter: self._lines(incidents.lines(dossier, chapter.category.id)),
            "requirements": requirements,
            "profile": lambda chapter: profiles.profile(dossier, chapter),
            "surroundings": lambda: Surroundings(dossier),
            "trail": trail,
            "conflicts": conflicts,
            "mark": self._marks.mark,
            "statement": self._statement,
            "silent": issues.silent,
            "named_only": issues.named_only,
            "unrated": issues.unrated,
            "is_rated": lambda chapters: any(chapter.rating.severity() for chapter in chapters),
            "coverage": self._coverage,
            "chapter_in_brief": lambda chapter: Marked(
                " ".join(map(self._marks.mark, briefs.in_brief(dossier, chapter)))
            ),
            "kinds_in_words": lambda: briefs.kinds_in_words(dossier),
            "dates_in_words": lambda: briefs.dates_in_words(dossier),
            "limits": lambda: briefs.limits(dossier),
            **briefs.VALUES,
        }

    def _put(self, block: Table | Figure | Chart | Timeline | None) -> Marked:
        """A table or figure on a line of its own; nothing where there is none."""
        return Marked(f"\n{self._marks.mark(block)}\n") if block is not None else Marked("")

    def _lines(self, sentences: Sequence[Sentence]) -> Marked:
        """Sentences as a list, an item each; "" without any."""
        return Marked("\n".join(f"- {self._marks.mark(sentence)}" for sentence in sentences))

    def _says(self, text: str, ids: Sequence[str]) -> Marked:
        """One sentence that rests on these findings."""
        return self._marks.mark(Sentence(text, tuple(ids)))

    def _blank(self, text: str, missing: str, reference: str = "", owner: str = "") -> Marked:
        """A place that only the company can fill in: a date, a name, a signature."""
        return self._marks.mark(Gap(text, "to_be_filled", missing, reference or None, owner or None))

    def _coverage(self, name: str) -> Table:
        chosen = framework(name)
        covered = cover(chosen, self._dossier.live)
        return requirements.coverage_table(chosen, covered, self._dossier, self._gaps)


@cache
def environment() -> Any:
    """Templates write text for the marks of a draft; everything they insert is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    finalize: Callable[[Any], Any] = escaped
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  (text, not HTML: `escaped` guards it)
    )
    environment.filters["capitalised"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["lower_first"] = lambda text: text if text[1:2].isupper() else text[0].lower() + text[1:]
    environment.filters["category_and_count"] = lambda item: f"{item[0].name} ({len(item[1])})"
    return environment
