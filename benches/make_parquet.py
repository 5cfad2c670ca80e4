#!/usr/bin/env python3
"""Writes the rows of a TSV as parquet: row groups of 100 rows as the Hub's converter makes them, with a page index.

    make_parquet.py VAL.tsv VAL.parquet

Needs pyarrow. Every column is text, missing cells are empty.
"""

import csv
import sys
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 100


def main(source: str, target: str) -> None:
    csv.field_size_limit(2**31 - 1)
    with open(source, encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        schema = pa.schema([(name, pa.string()) for name in next(rows)])
        with pq.ParquetWriter(target, schema, write_page_index=True, use_dictionary=False) as writer:
            while group := list(islice(rows, ROWS_A_GROUP)):
                columns = [pa.array(column, pa.string()) for column in zip(*group, strict=True)]
                writer.write_table(pa.table(columns, schema=schema))


if __name__ == "__main__":
    main(*sys.argv[1:])
