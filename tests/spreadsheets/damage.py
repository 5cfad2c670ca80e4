"""Writes damage.jsonl: changes to the parts of a workbook, and whether pandas 2.3.3 with openpyxl 3.1.5 still reads it.

The first line is the workbook as a list of pairs of path and text. Each other line has `part`, `old` and `new` (what is
replaced there, once; without `old` the whole part; `new` null: the part is taken away), `hex` where the part becomes
bytes, and `error`: the Python exception, or null.

    python3 tests/spreadsheets/damage.py [--random N] [--seed S] [--out FILE]

With --random, N random changes of attributes and elements are written after the selection.
"""
import argparse
import io
import json
import pathlib
import random
import re
import warnings
import zipfile

import openpyxl
import pandas as pd
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, IconSetRule
from openpyxl.packaging.custom import DateTimeProperty, FloatProperty, IntProperty, StringProperty
from openpyxl.styles import Alignment, Border, Font, GradientFill, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml"
SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
STRINGS, CORE, CUSTOM = "xl/sharedStrings.xml", "docProps/core.xml", "docProps/custom.xml"
THEME, TYPES = "xl/theme/theme1.xml", "[Content_Types].xml"
BOOK_RELS, SHEET_RELS = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"


def workbook():
    """The parts of a workbook that has something of everything."""
    import datetime
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["index", "prediction", "when"])
    sheet.append([1, "A", datetime.datetime(2024, 3, 1, 12)])
    sheet.append([2.5, "B & C", None])
    side = Side("thin", color="FF0000")
    cell = sheet["B2"]
    cell.font = Font(name="Arial", size=12, bold=True, underline="single", color="00FF00", vertAlign="subscript", family=2, scheme="minor")
    cell.fill = PatternFill("solid", fgColor="FFFF00", bgColor="FF000000")
    cell.border = Border(left=side, diagonal=side, diagonalUp=True)
    cell.alignment = Alignment("center", "top", text_rotation=45, wrap_text=True, indent=1)
    cell.protection = Protection(locked=False, hidden=True)
    sheet["B3"].fill = GradientFill(stop=("FF0000", "00FF00"), degree=90)
    sheet["A2"].number_format = "0.00 \"u\""
    book.add_named_style(NamedStyle("mine", font=Font(italic=True)))
    sheet["A3"].style = "mine"
    red = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add("A1:A3", CellIsRule("lessThan", ["0"], fill=red))
    sheet.conditional_formatting.add("A1:A3", ColorScaleRule("min", None, "AA0000", end_type="max", end_color="00AA00"))
    sheet.conditional_formatting.add("A1:A3", DataBarRule("num", 0, "max", color="FF638EC6"))
    sheet.conditional_formatting.add("A1:A3", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    validation = DataValidation("whole", operator="between", formula1="0", formula2="9", allow_blank=True)
    validation.add("A2:A3")
    sheet.add_data_validation(validation)
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(1, ["A"])
    sheet.auto_filter.add_sort_condition("A2:A3")
    sheet.merge_cells("E5:F6")
    sheet["B3"].hyperlink = "https://example.org/"
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = "A1:C3"
    sheet.page_setup.orientation = "landscape"
    sheet.oddHeader.center.text = "Page &[Page]"
    sheet.sheet_properties.tabColor = "1072BA"
    sheet.protection.sheet = True
    sheet.protection.password = "p"
    sheet.column_dimensions["A"].width = 20
    sheet.row_dimensions[2].height = 30
    sheet.row_breaks.append(Break(2))
    book.defined_names["place"] = DefinedName("place", attr_text="Sheet!$A$1")
    book.security = WorkbookProtection(lockStructure=True, workbookPassword="p")
    book.custom_doc_props.append(StringProperty("text", "a"))
    book.custom_doc_props.append(IntProperty("whole", 1))
    book.custom_doc_props.append(FloatProperty("number", 1.5))
    book.custom_doc_props.append(DateTimeProperty("time", datetime.datetime(2024, 3, 1)))
    book.create_sheet("other").append(["more"])
    stream = io.BytesIO()
    book.save(stream)
    archive = zipfile.ZipFile(stream)
    parts = {name: archive.read(name).decode() for name in archive.namelist()}
    share_strings(parts)
    parts[CORE] = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "2024-03-01T12:00:00Z", parts[CORE])
    parts[THEME] = "<theme/>"
    return parts


def share_strings(parts):
    """Newer releases write texts into their cells; most other programs write a table of them."""
    texts = []

    def shared(match):
        texts.append(match[2])
        return f'<c{match[1]}t="s"><v>{len(texts) - 1}</v></c>'
    if STRINGS not in parts or "<si>" not in parts[STRINGS]:
        for path in (SHEET, SHEET.replace("1", "2")):
            parts[path] = re.sub(r'<c([^>]*)t="inlineStr"><is><t>([^<]*)</t></is></c>', shared, parts[path])
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        parts[STRINGS] = f'<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">{items}</sst>'
    if "sharedStrings" not in parts[TYPES]:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        parts[TYPES] = parts[TYPES].replace("</Types>", f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>')


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def verdict(parts):
    try:
        pd.read_excel(io.BytesIO(zipped(parts)))
    except Exception as error:
        return type(error).__name__
    return None


def changed(parts, part, old=None, new=None, data=None):
    case = {"part": part}
    content = new
    if old is not None:
        assert old in parts[part], (part, old)
        case["old"] = old
        content = parts[part].replace(old, new, 1)
    if data is not None:
        case["hex"] = data.hex()
        content = data
    else:
        case["new"] = new
    after = dict(parts)
    if content is None:
        after.pop(part)
    else:
        after[part] = content
    return case | {"error": verdict(after)}


def selection(parts):
    """The kinds of damage that people have met, and their neighbours."""
    for part in (SHEET, STYLES, BOOK, STRINGS, CORE, CUSTOM, THEME, TYPES, BOOK_RELS, SHEET_RELS):
        yield changed(parts, part, new="")
        yield changed(parts, part, new="<a><b></a>")
        yield changed(parts, part)
        if part != THEME:
            yield changed(parts, part, new=parts[part].rstrip()[:-1])
            yield changed(parts, part, new=parts[part] + "<more/>")
            yield changed(parts, part, new="\n<?xml version='1.0'?>" + parts[part].partition("?>")[2] if "?>" in parts[part] else " " + parts[part])
    for part in (SHEET, STYLES, STRINGS):
        text = re.sub(r"<\?xml.*?\?>", "", parts[part])
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "latin-1"):
            name = "utf-16" if encoding.startswith("utf-16") else "ISO-8859-1"
            yield changed(parts, part, data=f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding))
        yield changed(parts, part, data=f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode("utf-16"))
        yield changed(parts, part, data=f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode())
    for part in (SHEET, STYLES, BOOK, STRINGS, CORE):
        for namespace in re.findall(r'xmlns(?::\w+)?="([^"]*)"', parts[part])[:1]:
            yield changed(parts, part, namespace, "urn:other")
    yield changed(parts, BOOK, REL, STRICT + "/officeDocument/relationships")
    yield changed(parts, BOOK, new=parts[BOOK].replace(MAIN, STRICT + "/spreadsheetml/main").replace(REL, STRICT + "/officeDocument/relationships"))
    # The references to sheets.
    first = re.search(r'<sheet [^>]*?(/>|></sheet>)', parts[BOOK])[0]
    for old, new in [(" name=", " nome="), ('sheetId="1"', 'sheetId="x"'), ('state="visible"', 'state="shown"'), (re.search(r'\S+:id="\w+"', first)[0], "")]:
        yield changed(parts, BOOK, first, first.replace(old, new))
    yield changed(parts, BOOK, first, first.replace("rId", "other"))
    yield changed(parts, BOOK, "$1:$1", "nothing")
    yield changed(parts, BOOK, "'Sheet'!$1:$1", "nothing")
    yield changed(parts, BOOK, "'Sheet'!$1:$1", "#REF!")
    yield changed(parts, BOOK, "'Sheet'!$1:$1", "")
    yield changed(parts, BOOK, "<definedNames>", "<definedNames><definedName/>")
    # Cells.
    number = re.search(r"<v>1</v>", parts[SHEET])[0]
    for text in ["#N/A", "INF", "1E400", "-1e400", "nan", "1_0", " 5 ", "5.", "0x10", "1,5", "9" * 60, ""]:
        yield changed(parts, SHEET, number, f"<v>{text}</v>")
    for old, new in [('<row r="2"', '<row r="5.0"'), ('<row r="2"', '<row r="5.5"'), ('<row r="2"', '<row r="0"'), ('<row r="2"', '<row'),
                     ('<row r="2"', '<row r="x"'), ('r="A2"', 'r="A"'), ('r="A2"', 'r="2"'), ('r="A2"', ""), ('r="A2"', 'r="$A$2"'), ('r="A2"', 'r="a2"'),
                     ('t="s"><v>0', 't="s"><v>-1'), ('t="s"><v>0', 't="s"><v>-99'), ('t="s"><v>0', 't="s"><v>99'), ('t="s"><v>0', 't="s"><v>1.0'),
                     ('t="s"><v>0', 't="b"><v>true'), ('t="s"><v>0', 't="b"><v>1'), ('t="s"><v>0', 't="d"><v>2024-03-01T12:30:00.1234567Z'),
                     ('t="s"><v>0', 't="d"><v>today'), ('t="s"><v>0', 't="d"><v>PT1H'), ('t="s"><v>0', 't="q"><v>0'), ('<dimension ref="', '<dimension ref="?'),
                     ('<c r="A2" s="', '<c r="A2" s="x'), ('<col ', '<col min="0" max="1"/><col '), ("<cols>", "<cols><col/>")]:
        yield changed(parts, SHEET, old, new)
    for character in ["\x0b", "&#11;", "&#xB;", "\x00", "\ufffe", "&#65534;", "\x7f", "&#10;", "&nbsp;", "&#xD800;", "]]>", "&"]:
        yield changed(parts, STRINGS, "<t>A<", f"<t>A{character}<")
        yield changed(parts, STYLES, "Arial", f"Ar{character}ial")
    for item in ['<si><t>A</t><t>B</t></si>', '<si><r><rPr><sz val="x"/></rPr><t>A</t></r></si>', '<si><r><t>A</t><t>B</t></r><t>C</t></si>',
                 '<si><t>A</t><rPh sb="0"><t>B</t></rPh></si>', '<si><t>A</t><rPh sb="0" eb="1"><t>B</t></rPh></si>', '<si><t>A</t><phoneticPr/></si>',
                 '<si><r><rPr><b/><name val="x"/></rPr><t>A</t></r></si>', '<si><t xml:space="preserve"> A </t></si>']:
        yield changed(parts, STRINGS, "<si><t>A</t></si>", item)
    # Styles.
    for old, new in [("<fills>", "<fills><fill/>"), ("<fonts>", "<fonts><font><sz/></font>"), ('val="Arial"', ""), ('val="single"', 'val="wavy"'),
                     ('theme="1"', 'theme="one"'), ('patternType="solid"', 'patternType="striped"'), ('rgb="00FFFF00"', 'rgb="yellow"'), ('rgb="00FFFF00"', 'rgb="yellow" theme="1"'),
                     ('horizontal="center"', 'horizontal="centre"'), ('textRotation="45"', 'textRotation="181"'), ('textRotation="45"', 'textRotation="255"'),
                     ('style="thin"', 'style="bold"'), ('vertAlign val="subscript"', 'vertAlign val="under"'), ('family val="2"', 'family val="15"'),
                     ("<borders>", "<borders><border><left><colour/></left></border>"), ("<cellXfs>", "<cellXfs><xf numFmtId='x'/>"), ("<cellXfs>", "<cellXfs><xf new='1'/>"),
                     ("<cellXfs>", "<cellXfs><xf numFmtId='99999999999'/>"), ("<cellXfs>", "<cellXfs><alignment/>"), ("<cellStyles>", "<cellStyles><cellStyle xfId='0'/>"),
                     ("<cellStyles>", "<cellStyles><cellStyle name='n' xfId='99'/>"), ("<cellStyles>", "<cellStyles><cellStyle name='n' xfId='-1'/>"),
                     ("<cellStyleXfs>", "<cellStyleXfs><xf fontId='99'/>"), ("<dxfs>", "<dxfs><dxf><fill/></dxf>"), ("<dxfs>", "<dxfs><dxf><font><b val='x'/></font></dxf>"),
                     ("<numFmts>", "<numFmts><numFmt numFmtId='200'/>"), ("</styleSheet>", "<extLst><ext/></extLst></styleSheet>"), ("</styleSheet>", "<unknown a='1'/></styleSheet>"),
                     ("<styleSheet ", "<styleSheet new='1' "), ("</styleSheet>", "<colors><indexedColors><rgbColor rgb='x'/></indexedColors></colors></styleSheet>"), ('degree="90"', 'degree="x"')]:
        old = re.search(old[:-1] + r"[^>]*>", parts[STYLES])[0] if re.fullmatch(r"<\w+>", old) else old
        yield changed(parts, STYLES, old, new if not re.fullmatch(r"<\w+[^>]*>", old) else old + new.partition(">")[2])
    # Properties.
    stamp = re.search(r"<dcterms:modified[^>]*>([^<]*)", parts[CORE])[1]
    for text in ["yesterday", "2024-03-01", "2024-03-01T12:00:00", "2024-13-01T12:00:00Z", "2024-03-01T12:00:00.1234567+08:00", "", "12:30"]:
        yield changed(parts, CORE, stamp + "</dcterms:modified>", text + "</dcterms:modified>")
    yield changed(parts, CORE, "<cp:coreProperties ", "<cp:coreProperties version='2' new='1' ")
    for old, new in [(">1<", ">x<"), (">1.5<", "><"), ('name="text"', ""), ('pid="2"', 'pid="x"'), ("2024-03-01T00:00:00Z", "never")]:
        yield changed(parts, CUSTOM, old, new)
    # The rest of a sheet.
    for old, new in [('operator="lessThan"', 'operator="below"'), ('sqref="A1:A3"', ""), ('type="whole"', 'type="integer"'), ('<mergeCell ref="E5:F6"', '<mergeCell ref="E"'),
                     ('<mergeCell ref="E5:F6"', "<mergeCell"), ('<mergeCell ref="E5:F6"', '<mergeCell ref=""'), ('autoFilter ref="A1:C3"', 'autoFilter ref="all"'), ('orientation="landscape"', 'orientation="wide"'), ('left="0.75"', 'left="x"'),
                     ('state="frozen"', 'state="cold"'), ("<hyperlink ", "<hyperlink new='1' "), ('workbookViewId="0"', 'workbookViewId="x"'), ("<sheetData>", "<extLst/><sheetData>"),
                     ("<sheetData>", "<extLst><ext/></extLst><sheetData>"), ("</worksheet>", "<unknown/></worksheet>"), ('<brk ', '<brk new="1" ')]:
        yield changed(parts, SHEET, old, new)
    yield changed(parts, TYPES, "<Types ", "<Types new='1' ")
    yield changed(parts, TYPES, "PartName", "Part")
    yield changed(parts, BOOK_RELS, "Target=", "Goal=")
    yield changed(parts, SHEET_RELS, "Target=", "Goal=")


VALUES = ["", "x", "0", "-1", "1", "1.5", "none", "true", "99", "A1", "FF00FF", "solid", "2024-03-01T00:00:00Z"]


def random_change(chance, parts):
    part = chance.choice([SHEET, SHEET, STYLES, STYLES, STYLES, BOOK, CORE, CUSTOM, TYPES, BOOK_RELS, STRINGS])
    text = parts[part]
    tags = [tag for tag in re.finditer(r"<[A-Za-z][^>]*>", text)]
    tag = chance.choice(tags)[0]
    attributes = re.findall(r'\s[\w:]+="[^"]*"', tag)
    name = re.match(r"<([\w:]+)", tag)[1]
    if attributes and chance.random() < 0.7:
        old = chance.choice(attributes)
        key = old.strip().partition("=")[0]
        new = chance.choice(["", f' {key}="{chance.choice(VALUES)}"', f' {key}="{chance.choice(VALUES)}"', f' other="1"{old}'])
        return part, tag, tag.replace(old, new, 1)
    elements = [found for found in re.finditer(r"<([\w:]+)(?:\s[^>]*)?(?:/>|>[^<]*</\1>)", text)]
    element = chance.choice(elements)[0]
    name = re.match(r"<([\w:]+)", element)[1]
    return part, element, chance.choice(["", f"<{name}/>", element + element, f"<{name}>{chance.choice(VALUES)}</{name}>"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--random", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", type=pathlib.Path, default=HERE / "damage.jsonl")
    options = arguments.parse_args()
    assert (pd.__version__, openpyxl.__version__) == ("2.3.3", "3.1.5")
    parts = workbook()
    assert verdict(parts) is None
    chance = random.Random(options.seed)
    with options.out.open("w", encoding="utf-8") as out:
        out.write(json.dumps(list(parts.items())) + "\n")
        for case in selection(parts):
            out.write(json.dumps(case) + "\n")
        for _ in range(options.random):
            part, old, new = random_change(chance, parts)
            if old != new:
                out.write(json.dumps(changed(parts, part, old, new)) + "\n")


if __name__ == "__main__":
    main()
