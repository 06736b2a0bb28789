"""Writes base.docx: the named styles, lists and page of our Word files. Run it after changing anything below.

    python templates/make_base.py

Sizes, spacing and colours are those of print.css, so that DOCX and PDF look alike. Arial has the widths of
Liberation Sans, so lines break alike on every machine.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from hria.renderers.docx_package import pack, set_properties

NAVY, TEAL, INK, GREY, LINE = "1F3A5F", "1B6A73", "1E2933", "56616D", "C5CDD5"
HEADER_FILL, NOTICE_FILL, GAP_INK = "E6EDF2", "EEF3F6", "5C4300"
TARGET = Path(__file__).resolve().parent / "base.docx"
DATE = datetime.date(2026, 1, 1)
DROPPED = ("stylesWithEffects", "webSettings", "customXml", "thumbnail")
LEVELS = 6


def points(value: float) -> int:
    """Points as twentieths of a point, in which Word measures."""
    return round(value * 20)


def millimetres(value: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(value * 1440 / 25.4)


def spacing(before: float, after: float, line: float) -> str:
    """Space around a paragraph and the height of its lines, in points."""
    return (
        f'<w:spacing w:before="{points(before)}" w:after="{points(after)}" '
        f'w:line="{points(line)}" w:lineRule="atLeast"/>'
    )


def letters(size: float, colour: str = INK, *, bold: bool = False) -> str:
    """How letters look: size in points."""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    half_points = round(size * 2)
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def style(kind: str, name: str, look: str, *, based_on: str = "", follows: str = "", default: bool = False) -> str:
    """One style. Its id is its name without spaces, as Word forms it."""
    identifier = style_id(name)
    parts = [f'<w:name w:val="{name}"/>']
    if based_on:
        parts.append(f'<w:basedOn w:val="{style_id(based_on)}"/>')
    if follows:
        parts.append(f'<w:next w:val="{style_id(follows)}"/>')
    custom = ' w:customStyle="1"' if name.startswith("HRIA") else ""
    first = ' w:default="1"' if default else ""
    quick = "" if default and kind != "paragraph" else "<w:qFormat/>"
    return (
        f'<w:style w:type="{kind}"{first}{custom} w:styleId="{identifier}">'
        f'{"".join(parts)}<w:uiPriority w:val="10"/>{quick}{look}</w:style>'
    )


def style_id(name: str) -> str:
    """The id under which Word itself keeps a style of this name."""
    known = {
        "annotation text": "CommentText",
        "annotation reference": "CommentReference",
        "toc heading": "TOCHeading",
    }
    if name.lower() in known:
        return known[name.lower()]
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
    return "".join(word[0].upper() + word[1:] for word in name.split())


def paragraph(name: str, layout: str, look: str, *, based_on: str = "Normal", follows: str = "") -> str:
    """A paragraph style."""
    inner = f"<w:pPr>{layout}</w:pPr>" + (f"<w:rPr>{look}</w:rPr>" if look else "")
    return style("paragraph", name, inner, based_on=based_on, follows=follows)


def character(name: str, look: str) -> str:
    """A character style."""
    return style("character", name, f"<w:rPr>{look}</w:rPr>", based_on="Default Paragraph Font")


def heading(level: int, size: float, line: float, before: float, after: float, colour: str = NAVY) -> str:
    """A heading that stays with what follows, numbered by the first list."""
    layout = (
        f'<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        f'{spacing(before, after, line)}<w:outlineLvl w:val="{level - 1}"/>'
    )
    return paragraph(f"heading {level}", layout, letters(size, colour, bold=True), follows="Normal")


def edge(side: str, size: int, colour: str, space: int = 0) -> str:
    """A border; `size` in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def tab(position: float, kind: str = "left", leader: str = "") -> str:
    """A tab stop, `position` in millimetres."""
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{kind}"{dots} w:pos="{millimetres(position)}"/>'


def body_styles() -> list[str]:
    """The styles of running text, headings and the table of contents."""
    bullet = f'<w:numPr><w:numId w:val="3"/></w:numPr>{spacing(0, 3, 14)}'
    contents = f'<w:ind w:left="{millimetres(22)}" w:hanging="{millimetres(22)}"/>'
    stops = f"<w:tabs>{tab(22)}{tab(160, 'right', 'dot')}</w:tabs>"
    normal = f"<w:pPr><w:widowControl/>{spacing(0, 7, 14)}</w:pPr>"
    return [
        style("paragraph", "Normal", normal, default=True),
        heading(1, 18, 23, 26, 10),
        heading(2, 13, 17, 18, 6),
        heading(3, 11, 15, 14, 4),
        *(heading(level, 10, 14, 12, 3, INK) for level in range(4, LEVELS + 1)),
        *(
            paragraph(f"HRIA Unlisted {level}", "", "", based_on=f"heading {level}", follows="Normal")
            for level in (2, 3)
        ),
        paragraph("List Bullet", bullet, ""),
        paragraph("HRIA Note", spacing(0, 7, 12.5), letters(9, GREY)),
        paragraph("TOC Heading", f"<w:keepNext/>{spacing(0, 9, 23)}", letters(18, NAVY, bold=True)),
        paragraph("toc 1", f"{stops}{spacing(5, 1, 13)}{contents}", letters(10, NAVY, bold=True)),
        paragraph("toc 2", f"{stops}{spacing(0, 1, 13)}{contents}", letters(10)),
        paragraph("toc 3", f"{stops}{spacing(0, 1, 13)}{contents}", letters(10, GREY)),
        paragraph("caption", f"<w:keepNext/><w:keepLines/>{spacing(10, 5, 12)}", letters(9, NAVY, bold=True)),
        paragraph("HRIA Figure", f"<w:keepNext/>{spacing(10, 0, 14)}", ""),
        paragraph("HRIA Break", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', letters(1)),
        paragraph("HRIA Space", '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>', letters(7)),
    ]


def page_styles() -> list[str]:
    """The styles of the title page, of headers and footers, and of notes and comments."""
    edges = edge("top", 4, NOTICE_FILL, 6) + edge("left", 24, TEAL, 8) + edge("bottom", 4, NOTICE_FILL, 6)
    box = f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{NOTICE_FILL}"/>'
    inset = f'<w:ind w:left="{points(11)}"/>'
    rule = f"<w:pBdr>{edge('top', 12, TEAL, 10)}</w:pBdr>"
    under, over = (
        f"<w:pBdr>{edge('bottom', 4, LINE, 3)}</w:pBdr>",
        f"<w:pBdr>{edge('top', 4, LINE, 3)}</w:pBdr>",
    )
    return [
        paragraph("HRIA Company", spacing(146, 10, 16), letters(12, TEAL, bold=True)),
        paragraph("Title", spacing(0, 8, 34), letters(28, NAVY, bold=True)),
        paragraph("Subtitle", spacing(0, 16, 19), letters(14, GREY)),
        paragraph("HRIA Date", f"{rule}{spacing(0, 26, 14)}", letters(10, GREY)),
        paragraph("HRIA Notice Title", f"<w:keepNext/>{box}{spacing(22, 0, 18)}{inset}", letters(9, NAVY, bold=True)),
        paragraph("HRIA Notice", f"{box}{spacing(0, 0, 13)}{inset}", letters(9)),
        paragraph("header", f"{under}{spacing(0, 0, 10)}", letters(7.5, GREY)),
        paragraph("footer", f"{over}{spacing(0, 0, 10)}", letters(7.5, GREY)),
        paragraph("footnote text", spacing(0, 1, 9.5), letters(7.5)),
        paragraph("annotation text", spacing(0, 2, 12), letters(9)),
    ]


def table_styles() -> list[str]:
    """The styles of tables and of the text in them."""
    cell = spacing(0, 0, 12)
    margins = (
        '<w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="80" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    tight = margins.replace('w:w="80"', 'w:w="40"').replace('w:w="100"', 'w:w="80"')
    rules = edge("top", 8, NAVY) + edge("bottom", 8, NAVY) + edge("insideH", 4, LINE)
    ruled = f"<w:tblBorders>{rules}</w:tblBorders>"
    facts = f"<w:tblBorders>{edge('bottom', 4, LINE)}{edge('insideH', 4, LINE)}</w:tblBorders>"
    first = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{edge('top', 8, NAVY)}{edge('bottom', 6, NAVY)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADER_FILL}"/></w:tcPr></w:tblStylePr>'
    )
    plain = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    return [
        style("table", "Normal Table", plain, default=True).replace("NormalTable", "TableNormal"),
        _table("HRIA Table", f"<w:tblPr>{ruled}{margins}</w:tblPr>{first}"),
        _table("HRIA Dense Table", f"<w:tblPr>{ruled}{tight}</w:tblPr>{first}"),
        _table("HRIA Facts", f"<w:tblPr>{facts}{margins}</w:tblPr>"),
        paragraph("HRIA Table Text", cell, letters(9)),
        paragraph("HRIA Table Header", f"<w:keepNext/>{cell}", letters(9, NAVY, bold=True)),
        paragraph("HRIA Table Number", f'{cell}<w:jc w:val="right"/>', letters(9)),
        paragraph("HRIA Table Code", spacing(0, 0, 9), letters(7, GREY)),
        paragraph("HRIA Dense Text", spacing(0, 0, 10), letters(8)),
        paragraph("HRIA Dense Header", f"<w:keepNext/>{spacing(0, 0, 10)}", letters(8, NAVY, bold=True)),
        paragraph("HRIA Dense Number", f'{spacing(0, 0, 10)}<w:jc w:val="right"/>', letters(8)),
    ]


def _table(name: str, look: str) -> str:
    return style("table", name, look, based_on="Normal Table").replace('"NormalTable"', '"TableNormal"')


def character_styles() -> list[str]:
    """The styles of links, marks of notes, and gaps."""
    raised = f'<w:color w:val="{TEAL}"/><w:vertAlign w:val="superscript"/>'
    gap = f'<w:b/><w:bCs/><w:color w:val="{GAP_INK}"/>'
    return [
        style("character", "Default Paragraph Font", "", default=True),
        style("numbering", "No List", "", default=True),
        character("Hyperlink", f'<w:color w:val="{TEAL}"/>'),
        character("footnote reference", raised),
        character("annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
        character("HRIA Gap", gap),
        character("HRIA Label", f'<w:color w:val="{TEAL}"/>'),
    ]


def styles_xml() -> str:
    """The whole part of styles."""
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    look = f'<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{look}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    every = [*body_styles(), *character_styles(), *table_styles(), *page_styles()]
    return f"<w:styles {nsdecls('w')}>{defaults}{''.join(every)}</w:styles>"


def numbering_xml() -> str:
    """The lists: numbered headings, lettered annexes, bullets."""
    decimal = [_level(depth, "decimal", _pattern(depth), 14, f"Heading{depth + 1}") for depth in range(LEVELS)]
    lettered = [_level(0, "upperLetter", "Annex %1", 30)]
    lettered += [_level(depth, "decimal", _pattern(depth), 14) for depth in range(1, LEVELS)]
    bullet = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{millimetres(6)}" w:hanging="{millimetres(4)}"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{TEAL}"/></w:rPr></w:lvl>'
    )
    lists = (
        ("hria-headings", "".join(decimal)),
        ("hria-annexes", "".join(lettered)),
        ("hria-bullets", bullet),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f'<w:name w:val="{name}"/>{levels}</w:abstractNum>'
        for number, (name, levels) in enumerate(lists)
    )
    numbers = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(len(lists))
    )
    return f"<w:numbering {nsdecls('w')}>{abstract}{numbers}</w:numbering>"


def _pattern(depth: int) -> str:
    return ".".join(f"%{number}" for number in range(1, depth + 2))


def _level(depth: int, format: str, text: str, hanging: float, heading_style: str = "") -> str:
    linked = f'<w:pStyle w:val="{heading_style}"/>' if heading_style else ""
    indent = millimetres(hanging)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{linked}'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
    )


def settings_xml() -> str:
    """The settings: Word 2013 and later, no fields to update on opening."""
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/>'
        f'<w:compatSetting w:name="differentiateMultirowTableHeaders" w:uri="{word}" w:val="1"/></w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def fonts_xml() -> str:
    """The one font, and what stands in for it where it is missing."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts {nsdecls("w")}><w:font w:name="Arial">'
        '<w:altName w:val="Liberation Sans"/><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def replace_content(part: Any, xml: str) -> None:
    """The root element of the part has the attributes' place kept, and the children of `xml`."""
    root = part.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(xml):
        root.append(child)


def make() -> bytes:
    """base.docx: the same bytes each time."""
    document = Document()
    for holder in (document.part, document.part.package):
        for key, relationship in list(holder.rels.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in DROPPED:
                del holder.rels[key]
    replace_content(document.part.part_related_by(RELATIONSHIP_TYPE.STYLES), styles_xml())
    replace_content(document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING), numbering_xml())
    replace_content(document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), settings_xml())
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = fonts_xml().encode("utf-8")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(28), Mm(24)
    section.header_distance, section.footer_distance = Mm(17), Mm(13)
    set_properties(document, title="hria base styles", subject="", date=DATE, language="en-GB", identifier="base")
    return pack(document)


if __name__ == "__main__":
    TARGET.write_bytes(make())
