#!/usr/bin/env python3
"""Writes look-alikes of the GMAI-MMBench TSVs of any size, up to the real one's.

NOT benchmark data: the questions are templates and the pictures warped, scaled and noised copies of the sample's
(public/sample). Task, department, granularity, modality and label of a row are drawn together from the published
lexical tree. The bytes are those that pandas' `to_csv(sep="\\t", index=False)` writes (`--check` proves it), and
the same for the same arguments and versions of numpy, pillow and zlib.

    make_tsv.py VAL.tsv                          4,550 rows, 9.3 GB: as large as the real file
    make_tsv.py VAL.tsv --mean-base64 260000     4,550 rows, 1.2 GB
    make_tsv.py TEXT.tsv --rows 25831 --mean-base64 2000
    make_tsv.py TEST.tsv --rows 21281 --no-answer --parts 11     TEST_part_1.tsv … TEST_part_11.tsv

A picture is an RGB PNG at a fast zlib level, as OpenCV writes it. Some cells hold, as in the benchmark, the index of
another row instead (VLMEvalKit looks up what is at most 64 characters long), and some a Python list of pictures.

Needs numpy and pillow; --check needs pandas.
"""

import argparse
import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lookalike.pictures import Cells, make_pool, sample_pictures
from lookalike.questions import load_leaves, make_question

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "public" / "sample" / "SAMPLE_VAL.tsv"
TREE = HERE / "data" / "lexical_tree.json"

COLUMNS = [
    "index", "image", "question", "A", "B", "C", "D", "E", "answer", "category", "clinical VQA task", "department",
    "perceptual granularity", "modality", "original task",
]  # fmt: skip


@dataclass
class Part:
    """One file to write: the rows `first..end` of the whole."""

    number: int
    path: Path
    first: int
    end: int


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=4550)
    parser.add_argument("--parts", type=int, default=1, help="number of files")
    parser.add_argument("--no-answer", action="store_true", help="leave out the column `answer`, as TEST does")
    parser.add_argument("--mean-base64", type=int, default=2_050_000, help="mean characters of a picture (lognormal)")
    parser.add_argument("--sigma", type=float, default=0.7, help="sigma of that lognormal")
    parser.add_argument("--pool", type=int, default=64, help="number of different pictures")
    parser.add_argument("--level", type=int, default=1, help="zlib level of the PNGs")
    parser.add_argument("--references", type=float, default=0.02, help="share of rows that refer to another picture")
    parser.add_argument("--lists", type=float, default=0.002, help="share of rows with several pictures")
    parser.add_argument("--odd", type=float, default=0.03, help="share of rows with a text that needs quoting")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, help="processes that make pictures; all cores if not given")
    parser.add_argument("--check", action="store_true", help="compare with pandas; keeps all rows in memory")
    return parser.parse_args()


def parts_of(arguments):
    """The files to write, of about equal numbers of rows."""
    bounds = [round(i * arguments.rows / arguments.parts) for i in range(arguments.parts + 1)]
    out = arguments.out
    for number, (first, end) in enumerate(zip(bounds, bounds[1:])):
        path = out if arguments.parts == 1 else out.with_name(f"{out.stem}_part_{number + 1}{out.suffix}")
        yield Part(number, path, first, end)


def image_cells(arguments, cells, part):
    """The `image` cell of every row of a part; a reference stays inside its part."""
    kinds = np.random.default_rng([arguments.seed, 3, part.number]).random(part.end - part.first)
    has_picture = kinds >= arguments.references + arguments.lists
    with_picture = np.flatnonzero(has_picture)
    for offset, kind in enumerate(kinds):
        index = part.first + offset
        rng = np.random.default_rng([arguments.seed, 4, index])
        if has_picture[offset] or len(with_picture) == 0:
            yield cells.cell(index, index)
        elif kind < arguments.references:
            yield str(part.first + int(rng.choice(with_picture)))
        else:
            yield str([cells.cell(index + i, f"{index}.{i}") for i in range(int(rng.integers(2, 4)))])


def rows_of(arguments, cells, leaves, part):
    """The rows of a part, by column name."""
    for index, image in enumerate(image_cells(arguments, cells, part), start=part.first):
        rng = np.random.default_rng([arguments.seed, 9, index])
        yield {"index": str(index), "image": image, **make_question(rng, leaves, arguments.odd)}


def write_rows(path, columns, rows):
    """Writes a TSV, quoting what needs it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="", buffering=1 << 22) as file:
        writer = csv.DictWriter(file, columns, delimiter="\t", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def check_against_pandas(path, columns, rows):
    """Raises unless the file has the very bytes that pandas writes."""
    import pandas

    text = pandas.DataFrame(rows)[columns].replace("", None).to_csv(sep="\t", index=False)
    if text.encode() != path.read_bytes():
        raise SystemExit(f"{path} differs from what pandas writes")
    print(f"{path} has the same bytes as pandas' to_csv")


def main():
    arguments = parse_arguments()
    began = time.monotonic()
    pool = make_pool(
        sample_pictures(SAMPLE),
        count=arguments.pool,
        mean_base64=arguments.mean_base64,
        sigma=arguments.sigma,
        level=arguments.level,
        seed=arguments.seed,
        processes=arguments.processes,
    )
    cells = Cells(pool)
    leaves = load_leaves(TREE)
    columns = [name for name in COLUMNS if not (arguments.no_answer and name == "answer")]
    total = 0
    for part in parts_of(arguments):
        rows = rows_of(arguments, cells, leaves, part)
        if arguments.check:
            rows = list(rows)
        write_rows(part.path, columns, rows)
        if arguments.check:
            check_against_pandas(part.path, columns, rows)
        total += part.path.stat().st_size
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"rows": arguments.rows, "parts": arguments.parts, "bytes": total, "seconds": seconds}))


if __name__ == "__main__":
    main()
