"""Writes one table with every library that people make spreadsheets with in Python: (name, function of path and rows)."""

import openpyxl
import pandas
import pyexcelerate
import pylightxl
import xlsxwriter


def with_openpyxl(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def with_openpyxl_streaming(path, rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


def with_xlsxwriter(path, rows, **options):
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()


def with_pandas(path, rows):
    header, *body = rows
    pandas.DataFrame(body, columns=header).to_excel(path, index=False, engine="xlsxwriter")


def with_pyexcelerate(path, rows):
    book = pyexcelerate.Workbook()
    book.new_sheet("Sheet1", data=rows)
    book.save(str(path))


def with_pylightxl(path, rows):
    book = pylightxl.Database()
    book.add_ws("Sheet1")
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                book.ws("Sheet1").update_index(place, column, value)
    pylightxl.writexl(book, str(path))


PRODUCERS = {
    "openpyxl": with_openpyxl,
    "openpyxl-write-only": with_openpyxl_streaming,
    "xlsxwriter": with_xlsxwriter,
    "xlsxwriter-constant-memory": lambda path, rows: with_xlsxwriter(path, rows, constant_memory=True),
    "pandas": with_pandas,
    "pyexcelerate": with_pyexcelerate,
    "pylightxl": with_pylightxl,
}
