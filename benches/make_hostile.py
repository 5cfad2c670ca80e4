#!/usr/bin/env python3
"""Writes prediction files of at most 20 MB whose content unpacks or multiplies to much, and a dataset to score them by.

    make_hostile.py FOLDER

The name of each file says what it holds. The same bytes every time, but for the time stamps in the spreadsheets.
"""

import pathlib
import sys
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FRAME = {
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONSHIP}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONSHIP}/worksheet" Target="sheet.xml"/></Relationships>',
}
SHEET, STRINGS, STYLES = "xl/sheet.xml", "xl/sharedStrings.xml", "xl/styles.xml"
TYPES = {"xl/workbook.xml": "sheet.main", SHEET: "worksheet", STRINGS: "sharedStrings", STYLES: "styles"}
HEADER = '<row><c t="inlineStr"><is><t>index</t></is></c><c t="inlineStr"><is><t>prediction</t></is></c></row>'
SHARED_ROW = '<row><c><v>0</v></c><c t="s"><v>0</v></c></row>'
PIECE = 1_000_000


def sheet(rows=SHARED_ROW):
    return [f"<worksheet {MAIN}><sheetData>{HEADER}", rows, "</sheetData></worksheet>"]


def content_types(paths):
    """Names no part that is not there, which would be damage of another kind."""
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{SHEET_TYPE}.{TYPES[path]}+xml"/>' for path in paths if path in TYPES
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def times(count, text):
    """So many times a text, in pieces that fit into memory."""
    each = max(1, PIECE // len(text))
    for first in range(0, count, each):
        yield text * min(each, count - first)


def around(start, middle, end):
    yield start
    yield from middle
    yield end


def cells(count, text):
    return around(sheet()[0], times(count, text), sheet()[2])


def strings(items):
    return around(f"<sst {MAIN}>", items, "</sst>")


def long_text(length):
    return times(length, "x")


WORKBOOKS = {
    "one cell of 450 MB": {
        SHEET: around(
            sheet()[0] + '<row><c><v>0</v></c><c t="inlineStr"><is><t>', long_text(450_000_000), "</t></is></c></row>" + sheet()[2]
        )
    },
    "one shared text of 450 MB": {SHEET: sheet(), STRINGS: strings(around("<si><t>", long_text(450_000_000), "</t></si>"))},
    "150 million nested elements": {SHEET: cells(150_000_000, "<a>")},
    "110 million empty elements": {SHEET: cells(110_000_000, "<a/>")},
    "20 million shared strings": {SHEET: sheet(), STRINGS: strings(times(20_000_000, "<si/>"))},
    "120 shared strings of 4 MB": {
        SHEET: sheet(), STRINGS: strings(part for _ in range(120) for part in around("<si><t>", long_text(4_000_000), "</t></si>"))
    },
    "800,000 cells that share a text of 10 MB": {
        SHEET: cells(400_000, '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'),
        STRINGS: strings(around("<si><t>", long_text(10_000_000), "</t></si>")),
    },
    "30,000 tags of 2,000 attributes": {
        SHEET: cells(30_000, "<a " + " ".join(f'a{number}=""' for number in range(2_000)) + "/>")
    },
    "20 million cell styles": {
        SHEET: sheet("<row><c><v>0</v></c><c><v>1</v></c></row>"),
        STYLES: around(f"<styleSheet {MAIN}><cellXfs>", times(20_000_000, "<xf/>"), "</cellXfs></styleSheet>"),
    },
    "215,000 rows of 9 texts": {
        SHEET: cells(215_000, "<row>" + '<c t="inlineStr"><is><t>a text of some length</t></is></c>' * 9 + "</row>")
    },
    "150,000 parts": {SHEET: sheet()} | {f"xl/{number}": [] for number in range(150_000)},
}

TEXTS = {
    "5 million rows.csv": around("index,prediction\n", times(5_000_000, "1,A\n"), ""),
    "1,200 rows of 16,384 empty fields.csv": around("index,prediction" + "," * 16_382 + "\n", times(1_200, "," * 16_383 + "\n"), ""),
    "100,000 rows of one index, one of 10 MB.csv": around("index,question,prediction\n" + "7,?,A\n" * 100_000 + "7,?,", long_text(10_000_000), "\n"),
    "one prediction of 19.4 MB.csv": around("index,question,prediction\n7,?,", long_text(19_400_000), "\n"),
    "19 million brackets.json": times(19_000_000, "["),
    "a list of 9.5 million numbers in a cell.json": around('[{"index": 7, "prediction": [0', times(9_500_000, ",1"), "]}]"),
    "an object of 1.6 million members in a cell.json": around(
        '[{"index": 7, "prediction": {"a": 0', (f',"{number}":1' for number in range(1_600_000)), "}}]"
    ),
    "1.5 million records of one key each.json": around("[{}", (f',{{"{number}":1}}' for number in range(1_500_000)), "]"),
    "100,000 rows of one index, one of 10 MB.jsonl": around(
        '{"index":7,"question":"","prediction":"A"}\n' * 100_000 + '{"index":7,"question":"","prediction":"', long_text(10_000_000), '"}\n'
    ),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    questions = "".join(f"{index}\tWhat is shown?\tyes\tno\tA\tCT\n" for index in range(4_550))
    (folder / "dataset.tsv").write_text(f"index\tquestion\tA\tB\tanswer\tcategory\n{questions}")
    for name, parts in WORKBOOKS.items():
        with zipfile.ZipFile(folder / f"{name}.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            frame = {"[Content_Types].xml": content_types([*FRAME, *parts]), **FRAME}
            for path, pieces in {**{path: [text] for path, text in frame.items()}, **parts}.items():
                with archive.open(path, "w", force_zip64=True) as part:
                    for piece in pieces:
                        part.write(piece.encode())
    for name, pieces in TEXTS.items():
        with open(folder / name, "w", encoding="utf-8") as file:
            file.writelines(pieces)


main()
