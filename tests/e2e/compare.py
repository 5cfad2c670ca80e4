"""What two prediction files differ by, computed from the definitions with the standard library alone.

Reads {"rows": [{"group": …, "a": true, "b": false}, …]} and prints the figures of all rows and of each group.
"""

import json
import sys
from fractions import Fraction
from math import comb, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)


def exact_p(only_a, only_b):
    """Two-sided binomial test at 1/2, summed as fractions."""
    n, k = only_a + only_b, min(only_a, only_b)
    return float(min(Fraction(1), 2 * Fraction(sum(comb(n, i) for i in range(k + 1)), 2**n)))


def interval(n, only_a, only_b):
    """Wald's interval, or Agresti and Min's for few questions."""
    few = n < 200 or only_a + only_b < 25
    if few:
        total = n + 2
        difference = (only_a - only_b) / total
        error = sqrt(((only_a + only_b + 1) / total - difference**2) / total)
    else:
        difference = (only_a - only_b) / n
        error = sqrt(((only_a + only_b) / n - difference**2) / (n - 1))
    return [max(-1.0, difference - Z * error), min(1.0, difference + Z * error)]


def wilson(correct, n):
    share = correct / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return [middle - half, middle + half]


def figures(rows):
    n = len(rows)
    only_a = sum(row["a"] and not row["b"] for row in rows)
    only_b = sum(row["b"] and not row["a"] for row in rows)
    return {
        "n": n,
        "only_a": only_a,
        "only_b": only_b,
        "difference": (only_a - only_b) / n,
        "interval": interval(n, only_a, only_b),
        "p": exact_p(only_a, only_b),
    }


def holm(groups):
    """Adds Holm's adjusted p-value to each group that has discordant rows."""
    tested = sorted((group for group in groups.values() if group["only_a"] + group["only_b"]), key=lambda g: g["p"])
    adjusted = 0.0
    for place, group in enumerate(tested):
        adjusted = max(adjusted, min(1.0, group["p"] * (len(tested) - place)))
        group["holm_p"] = adjusted


rows = json.load(sys.stdin)["rows"]
names = sorted({row["group"] for row in rows})
groups = {name: figures([row for row in rows if row["group"] == name]) for name in names}
holm(groups)
share = {side: wilson(sum(row[side] for row in rows), len(rows)) for side in "ab"}
json.dump({"all": figures(rows), "groups": groups, "wilson": share}, sys.stdout)
