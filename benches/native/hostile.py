#!/usr/bin/env python3
"""Measures what `gmai-scope score` and `gmai-scope validate`, built for release, take for the files of make_hostile.py: processor time, the clock and
the greatest resident memory, each file in a process of its own.

    hostile.py FOLDER
"""

import json
import os
import pathlib
import subprocess
import sys
import time

PROGRAM = pathlib.Path("target/release/gmai-scope")


def run(command, dataset, file):
    """Seconds of a processor, seconds of the clock, megabytes, and what was said first."""
    arguments = [PROGRAM, command, "--dataset", dataset, "--predictions", file]
    began = time.monotonic()
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        said = process.stdout.read().decode()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1000, said


def answer(said):
    """What a check ends with, in short."""
    try:
        report = json.loads(said)
    except json.JSONDecodeError:
        return said.strip()[:120]
    return f"{report['severity']}: {report['findings'][0]['message'][:120] if report['findings'] else ''}"


def main():
    folder = pathlib.Path(sys.argv[1])
    print("| file | size, MB | score, s of a processor | s | MB | validate, s of a processor | s | MB | the check says |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|")
    for file in sorted(file for file in folder.iterdir() if file.suffix != ".tsv"):
        figures = [f"{file.stat().st_size / 1e6:.1f}"]
        for command in ("score", "validate"):
            computing, clock, memory, said = run(command, folder / "dataset.tsv", file)
            figures += [f"{computing:.2f}", f"{clock:.2f}", f"{memory:.0f}"]
        print("|", " | ".join([file.name, *figures, answer(said)]), "|", flush=True)


main()
