"""Reads files of predictions with pandas, as VLMEvalKit does, and with openpyxl, and compares them with what is due.

usage: predictions.py FILE…     with {index: prediction} as JSON on standard input
"""

import json
import pathlib
import sys

import openpyxl
import pandas

PREDICTIONS = {"prediction": str}


def frame(path):
    """The table as VLMEvalKit's `load` reads it, but for texts such as `None`, which stay texts."""
    if path.suffix == ".xlsx":
        return pandas.read_excel(path, dtype=PREDICTIONS, keep_default_na=False)
    if path.suffix == ".tsv":
        return pandas.read_csv(path, sep="\t", dtype=PREDICTIONS, keep_default_na=False)
    return pandas.DataFrame(json.loads(path.read_text(encoding="utf-8")))


def cells(path):
    """The predictions of a spreadsheet by index, each cell a text."""
    header, *rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows()
    names = [cell.value for cell in header]
    index, prediction = names.index("index"), names.index("prediction")
    assert all(row[prediction].data_type == "s" for row in rows), "a prediction is no text"
    return {str(row[index].value): row[prediction].value for row in rows}


def compare(path, expected):
    table = frame(path)
    assert "image" not in table.columns, path
    assert table["index"].is_unique and pandas.api.types.is_integer_dtype(table["index"]), path
    found = dict(zip(table["index"].astype(str), table["prediction"], strict=True))
    assert found == expected, f"{path}: {first_difference(found, expected)}"
    if path.suffix == ".xlsx":
        found = cells(path)
        assert found == expected, f"{path} with openpyxl: {first_difference(found, expected)}"


def first_difference(found, expected):
    indices = [index for index in found.keys() | expected.keys() if found.get(index) != expected.get(index)]
    index = min(indices)
    return f"{len(indices)} differ, first {index}: {found.get(index)!r} instead of {expected.get(index)!r}"


expected = json.load(sys.stdin)
for name in sys.argv[1:]:
    compare(pathlib.Path(name), expected)
print(f"{len(sys.argv) - 1} files, {len(expected)} predictions each")
