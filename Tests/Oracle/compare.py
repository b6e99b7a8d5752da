#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare two run folders: timeseries.csv, impact.csv and bands.csv, joined on all columns but the values.

    python3 compare.py A_DIR B_DIR [--rtol 1e-6] [--atol 1e-9] [--tables timeseries,bands]

Exit status 1 if keys differ, a value is missing or not finite, or |a - b| > atol + rtol |b| anywhere.
"""
import argparse
import csv
import math
import os
import sys

# file: (key columns, value columns, column to summarise by)
TABLES = {
    "timeseries.csv": ("scenario option year jurisdiction sector variable unit".split(), ["value"], "variable"),
    "impact.csv": ("scenario option jurisdiction group unit".split(),
                   ["undiscounted", "present_value", "annualised"], "group"),
    "bands.csv": ("scenario option year jurisdiction sector band unit".split(), ["licence_income", "share"], "band"),
}


def read_table(path, keys, values):
    """A dict from key to values; complain about a wrong header or a repeated key."""
    problems, table = [], {}
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != keys + values:
            problems.append(f"{path}: header {reader.fieldnames}, expected {keys + values}")
            return table, problems
        for row in reader:
            key = tuple(row[k] for k in keys)
            if key in table:
                problems.append(f"{path}: repeated key {key}")
            try:
                table[key] = [float(row[v]) for v in values]
            except (TypeError, ValueError):
                problems.append(f"{path}: not a number at {key}")
                table[key] = [math.nan] * len(values)
    return table, problems


def compare_table(name, a_path, b_path, rtol, atol):
    keys, values, group_column = TABLES[name]
    a, problems = read_table(a_path, keys, values)
    b, more = read_table(b_path, keys, values)
    problems += more
    for label, missing in (("second", a.keys() - b.keys()), ("first", b.keys() - a.keys())):
        if missing:
            examples = ", ".join(map(str, sorted(missing)[:3]))
            problems.append(f"{name}: {len(missing)} keys are not in the {label} folder, such as {examples}")
    worst, failures = {}, 0
    for key in a.keys() & b.keys():
        for column, x, y in zip(values, a[key], b[key]):
            ratio = abs(x - y) / max(atol + rtol * abs(y), 1e-300)
            if not (math.isfinite(x) and math.isfinite(y)):
                ratio = math.inf
            failures += ratio > 1
            group = (key[keys.index(group_column)], column)
            if group not in worst or ratio > worst[group][0]:
                worst[group] = (ratio, x, y, key)
    print(f"{name}: {len(a.keys() & b.keys())} common keys, {failures} values out of tolerance")
    for (group, column), (ratio, x, y, key) in sorted(worst.items(), key=lambda item: -item[1][0]):
        relative = abs(x - y) / abs(y) if y else abs(x - y)
        print(f"  {group:24s} {column:14s} {ratio:9.3g} of tolerance, relative {relative:8.2g}: {x!r} against {y!r}"
              f" at {'/'.join(key[1:-1])}")
    for problem in problems[:20]:
        print("  " + problem)
    return not problems and not failures


def main():
    parser = argparse.ArgumentParser(description="Compare two run folders.")
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--rtol", type=float, default=1e-6)
    parser.add_argument("--atol", type=float, default=1e-9)
    parser.add_argument("--tables", default="timeseries,impact,bands")
    arguments = parser.parse_args()
    passed = True
    for name in (table + ".csv" for table in arguments.tables.split(",")):
        passed &= compare_table(name, os.path.join(arguments.a, name), os.path.join(arguments.b, name),
                                arguments.rtol, arguments.atol)
    print("same" if passed else "DIFFERENT")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
