#!/usr/bin/env python3
"""Measures how long our index, pandas, Polars, DuckDB and the csv crate take to go through a TSV, and what memory they
need.

Every run is a process of its own; rounds are interleaved, so that a busy moment hits all alike.

    compare.py FILE [CONTENDER…]
"""

import datetime
import json
import os
import platform
import resource
import subprocess
import sys
import time
from statistics import median

ROUNDS = 3
READ_BYTES = 1 << 20


def read_only(path):
    """Reads the bytes and looks at none: what no contender can beat."""
    buffer = bytearray(READ_BYTES)
    with open(path, "rb", buffering=0) as file:
        while file.readinto(buffer):
            pass
    return None


def pandas_read_csv(path):
    """As VLMEvalKit loads a dataset."""
    import pandas

    return len(pandas.read_csv(path, sep="\t"))


def polars_read_csv(path):
    """The whole table in memory."""
    import polars

    return polars.read_csv(path, separator="\t", infer_schema=False).height


def polars_scan_csv(path):
    """Counts rows without keeping them."""
    import polars

    frame = polars.scan_csv(path, separator="\t", infer_schema=False)
    return frame.select(polars.len()).collect(engine="streaming").item()


def duckdb_read_csv(path):
    """Counts rows without keeping them."""
    import duckdb

    query = """
        SELECT count(*) FROM read_csv(
            $path, delim = '\t', quote = '"', escape = '"', header = true, all_varchar = true,
            max_line_size = 33554432)
    """
    return duckdb.execute(query, {"path": path}).fetchall()[0][0]


def run_bench(contender, path):
    """Runs `benches/file.rs`, which main() has built, in a process of its own."""
    command = [os.environ["FILE_BENCH"], contender, path]
    return int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def gmai_scope_index(path):
    """Our index: questions kept, pictures left in the file."""
    return run_bench("index", path)


def csv_crate(path):
    """The csv crate, counting records."""
    return run_bench("csv", path)


CONTENDERS = {
    function.__name__: function
    for function in (
        read_only,
        gmai_scope_index,
        csv_crate,
        pandas_read_csv,
        polars_read_csv,
        polars_scan_csv,
        duckdb_read_csv,
    )
}


def build_bench():
    """Builds `benches/file.rs` and returns the program's path."""
    command = ["cargo", "bench", "--locked", "--bench", "file", "--no-run", "--message-format=json"]
    messages = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    programs = [json.loads(message).get("executable") for message in messages]
    return next(program for program in programs if program and "/file-" in program)


def run_once(name, path):
    """Runs a contender in this process and prints what it took; importing the library counts."""
    began = time.monotonic()
    rows = CONTENDERS[name](path)
    seconds = time.monotonic() - began
    who = resource.RUSAGE_CHILDREN if name in ("gmai_scope_index", "csv_crate") else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss * 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak}))


def run_apart(name, path):
    """Runs a contender in a process of its own; `None` where it failed."""
    process = subprocess.run([sys.executable, __file__, "--once", name, path], stdout=subprocess.PIPE, check=False)
    result = json.loads(process.stdout) if process.returncode == 0 else None
    print(f"{name}: {result or 'failed'}", file=sys.stderr)
    return result


def table_row(name, results, size):
    if None in results:
        return f"| {name} | – | – | – | – | – |"
    seconds = [result["seconds"] for result in results]
    middle = median(seconds)
    peak = max(result["peak"] for result in results) / 1e9
    rows = results[0]["rows"]
    span = f"{min(seconds):.2f}–{max(seconds):.2f}"
    return f"| {name} | {rows or ''} | {middle:.2f} | {span} | {size / middle / 1e9:.2f} | {peak:.2f} |"


def main():
    if sys.argv[1] == "--once":
        run_once(*sys.argv[2:])
        return
    path, *wanted = sys.argv[1:]
    names = [name for name in CONTENDERS if not wanted or name in wanted]
    os.environ["FILE_BENCH"] = build_bench()
    results = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            results[name].append(run_apart(name, path))
    size = os.path.getsize(path)
    print(f"{datetime.date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores,")
    print(f"file of {size / 1e9:.2f} GB, median of {ROUNDS}\n")
    print("| contender | rows | seconds | range | GB/s | peak memory, GB |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in names:
        print(table_row(name, results[name], size))


if __name__ == "__main__":
    main()
