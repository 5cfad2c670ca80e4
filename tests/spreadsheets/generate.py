"""Writes cases.jsonl: small files and what pandas 2.3.3 (openpyxl 3.1.5, xlsxwriter 3.3) reads from them.

Each line has `name`, `kind` (xlsx, json, jsonl), `content` (xlsx in base64), `columns` as pairs of a name and its
values, each a pair of Python type and printed text, and `csv`: the frame as `to_csv` writes it with all fields quoted.

    python3 tests/spreadsheets/generate.py
"""
import base64
import csv
import datetime as dt
import io
import json
import pathlib
import random
import warnings

import openpyxl
import pandas as pd
import xlsxwriter

warnings.simplefilter("ignore")
DATE = dt.datetime(2024, 3, 1)
SPAN = dt.timedelta(days=1, hours=2)
CLOCK = dt.time(12, 30)

COLUMNS = [
    [True, None], [True, 1], [True, 1.5], [True, "1"], [True, "true"], [True, "true", None], ["true", "false"],
    ["TRUE", "False", "NA"], ["true", 2.5], ["true", 2], [1, True, "a"], [False, 0, "a"], [True, 1, "true"], [1, True, "true"], ["true", "yes"], ["1", "2"], ["1", None], [1, "2"],
    [1, "2.5"], ["1", "NA", 3], [1, "a", None], [1.5, "a"], [1.0, "a"], ["inf", "1"], ["-Infinity", "1"],
    ["1e5", "2"], [" 1", "2"], ["1 ", "2"], ["1_0", "2"], ["0x10", "1"], ["nan", "NaN", "1"], ["007", "8"],
    ["99999999999999999999", "1"], ["9223372036854775808", "1"], ["9223372036854775808", "-1"],
    [99999999999999999999, 1], [9223372036854775808, None], ["9223372036854775808", "NA"],
    [DATE, None], [DATE, "a"], [SPAN, SPAN], [SPAN, None], [SPAN, "a"], [CLOCK, None], [DATE, CLOCK], [DATE, SPAN],
    [dt.datetime(2024, 3, 1, 1, 2, 3, 500000), DATE], [dt.datetime(9999, 1, 1), DATE], [DATE, True], [CLOCK, "NA"],
    [dt.timedelta(hours=-3), dt.timedelta(milliseconds=1500)], [dt.timedelta(days=200000), SPAN],
    ["", None, "a"], [None, None], ["NA", "N/A"], ["1,000", "2"], ["1.", ".5"], [".", "1"], ["1e", "2"],
    ["1e400", "2"], ["-0", "1"], ["-0.0", "1"], ["0.1", "0.30000000000000004"], ["563560414359769.25", "1"],
    ["2.2250738585072011e-308", "8.41"], ["123456789.123456789012345678", "1.5"], ["\u00a01", "1"],
    ["_x000D_b", "x005F_q"], ["  lead", "trail  "], ["l1\nl2", "tab\tq"], ["<&>\"'", "\U0001f600"],
]
POOL = [
    None, "", 1, 0, -1, 2.5, True, False, "1", "2.5", " 3 ", "true", "False", "a", "NA", "None", "inf", "1e3", "-0",
    "0.30000000000000004", "9223372036854775808", "1e-320", "1.7e308", "12345.678901234567890123", DATE, SPAN, CLOCK,
    9223372036854775808, "1e-400",
]
HEADERS = {
    "numbers": ["a", "a", None, "a.1", 1, 1, True, 2.5, DATE, DATE, None, "NA", "Unnamed: 2"],
    "mark": ["\ufeffa", None, None],
    "suffixes": ["a", "a", "a.1", "a.1", "a", "a.2"],
    "unnamed": ["Unnamed: 1", None, "Unnamed: 0"],
}
FORMATS = ["yyyy-mm-dd", "h:mm", "[h]:mm", "[mm]:ss", "0.00", '0 "d"', "[$-409]mmm", "mm:ss.0", "@", "0;yyyy"]
JSON = [
    '{"x":1}|{"x":null}', '{"x":null}|{"x":null}', '{"x":"a"}|{"x":null}|{}', '{"x":true}|{"x":null}',
    '{"x":true}|{"x":1}', '{"x":1}|{"x":2.0}', '{"x":1}|{"x":NaN}', '{"x":Infinity}|{"x":-Infinity}|{"x":null}',
    '{"x":9223372036854775808}|{"x":-1}', '{"x":9223372036854775808}|{"x":null}', '{"x":99999999999999999999}|{"x":1.5}',
    '{"x":null}|{"x":99999999999999999999}', '{"x":"1"}|{"x":1}', '{"x":1}|{"y":2}', '{"x":""}|{"x":"NA"}',
    '{"x":"a","x":"last"}', '{"x":[1,null,true,"a",1.0,1e20,{"k":"v\'s"}]}|{"x":{}}', '{"x":1e400}|{"x":-0}',
    '{"x":["it\'s","\\"","\'\\"","\\n\\t\\\\","\\u0001\\u007f\\u00a0\\u00e9\\u200b\\ud83d\\ude00\\u2028\\ufeff"]}',
    '{"index":1,"prediction":"A"}|{"prediction":"B","index":2,"more":{"answer":"B"}}', '{"x":[NaN,-Infinity,-0.0]}',
]
JSON_POOL = [
    "1", "-1", "2.5", "null", "NaN", "true", '"a"', '""', "[1]", "9223372036854775808", "-9223372036854775809",
    "99999999999999999999", "1e300", "563560414359769.25", None,
]


def value(cell):
    """A cell as type and text; NaT counts as NaN."""
    if cell is None:
        return ["None", "None"]
    if cell is pd.NaT or isinstance(cell, float) and cell != cell:
        return ["nan", "nan"]
    for kind in (bool, int, float, str):
        if type(cell) is kind:
            return [kind.__name__, repr(cell) if kind is float else str(cell)]
    return ["other", str(cell)]


def case(name, kind, content, frame):
    has_dates = any(kind in "mM" for kind in (dtype.kind for dtype in frame.dtypes))
    # pandas writes a column of dates in a form of its own.
    text = None if has_dates else frame.to_csv(index=False, quoting=csv.QUOTE_ALL)
    cells = [frame.iloc[:, place] for place in range(frame.shape[1])]
    columns = [
        [value(name), [value(cell) for cell in (column if column.dtype.kind in "mM" else column.tolist())]]
        for name, column in zip(frame.columns, cells)
    ]
    return {"name": name, "kind": kind, "content": content, "columns": columns, "csv": text}


def workbook(name, build):
    book = openpyxl.Workbook()
    build(book)
    return xlsx(name, book.save)


def xlsx(name, save):
    stream = io.BytesIO()
    save(stream)
    content = base64.b64encode(stream.getvalue()).decode()
    return case(name, "xlsx", content, pd.read_excel(io.BytesIO(stream.getvalue())))


def table(name, columns):
    def build(book):
        for place, (head, *cells) in enumerate(columns, 1):
            for row, cell in enumerate([head, *cells], 1):
                book.active.cell(row, place, cell)
    return workbook(name, build)


def rows(name, *lines):
    def build(book):
        for line in lines:
            book.active.append(line)
    return workbook(name, build)


def formats(book):
    for place, code in enumerate(FORMATS, 1):
        book.active.cell(1, place, code)
        for row, number in enumerate([0, 0.5, 1.5, 59, 60, 61, 45352.123456789, -3, 2958466], 2):
            book.active.cell(row, place, number).number_format = code
            book.active.cell(row, place + len(FORMATS), number if row > 2 else "mixed").number_format = code


def macintosh(book):
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active.append(["a"])
    book.active.append([DATE])


def errors(book):
    sheet = book.active
    for place, text in {"A1": "a", "A2": "#N/A", "A3": "#REF!", "A4": 1, "C3": "#NAME?"}.items():
        sheet[place] = text
        if str(text).startswith("#"):
            sheet[place].data_type = "e"
    sheet["B4"] = "=1+1"


def second_first(book):
    book.create_sheet("b").append(["first"])
    book.active.append(["second"])
    book.move_sheet("b", -1)


def written(book_options, chart_first=False):
    def save(stream):
        book = xlsxwriter.Workbook(stream, book_options)
        if chart_first:
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
            book.add_chartsheet().set_chart(chart)
        sheet = book.add_worksheet("Sheet1")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["a", "b", "c", "d"])
        sheet.write_rich_string(1, 0, "p", bold, "lain", "  tail ")
        sheet.write_string(1, 1, "A\r\nB\x07\x0b")
        sheet.write_string(1, 2, "_x000D_ x005F_ literal")
        sheet.write_formula(1, 3, "=1+1", None, "cached")
        sheet.write_boolean(2, 0, True)
        sheet.write_string(2, 1, "=1+1")
        sheet.write_formula(2, 3, "=1+1", None, 7)
        sheet.write_string(3, 0, " ")
        sheet.write_formula(3, 3, "=TRUE()", None, True)
        book.close()
    return save


def random_columns(pool, seed, count, length):
    chance = random.Random(seed)
    for place in range(count):
        some = chance.sample(pool, chance.randint(1, 4))
        yield [f"c{place}", *(chance.choice(some) for _ in range(length))]


def cases():
    for length in (2, 3):
        columns = [[f"c{place}", *cells] for place, cells in enumerate(COLUMNS) if len(cells) == length]
        yield table(f"columns of {length}", columns)
    yield table("random columns", list(random_columns(POOL, 5, 120, 5)))
    for name, header in HEADERS.items():
        yield rows(f"header {name}", header, [1] * len(header))
    yield rows("nothing")
    yield rows("header only", ["a", "b"])
    yield rows("blank first row", [], ["a", "b"], [1, 2])
    yield rows("blank ends", ["a", "b", None, ""], [1, 2, "", None], [None, None], ["", ""])
    yield workbook("sparse", lambda book: (book.active.append(["a"]), book.active.cell(30, 5, "z")))
    yield workbook("number formats", formats)
    yield workbook("1904", macintosh)
    yield workbook("errors", errors)
    yield workbook("two sheets", second_first)
    yield xlsx("shared strings", written({}))
    yield xlsx("inline strings", written({"constant_memory": True}))
    yield xlsx("chart sheet first", written({}, chart_first=True))
    for place, text in enumerate(JSON):
        records = text.split("|")
        yield case(f"json {place}", "json", f"[{', '.join(records)}]", pd.DataFrame([json.loads(r) for r in records]))
    for place, columns in enumerate([list(random_columns(JSON_POOL, seed, 60, 4)) for seed in (1, 2)]):
        records = [
            "{" + ", ".join(f'"{column[0]}": {column[row]}' for column in columns if column[row] is not None) + "}"
            for row in range(1, 5)
        ]
        content = "\n".join(records) + "\n"
        yield case(f"random lines {place}", "jsonl", content, pd.DataFrame([json.loads(r) for r in records]))


path = pathlib.Path(__file__).with_name("cases.jsonl")
path.write_text("".join(json.dumps(item) + "\n" for item in cases()), encoding="utf-8")
