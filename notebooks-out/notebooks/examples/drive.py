"""Runs a scenario at several values of one assumption, and makes one table of what an option changes.

    python3 drive.py > table.csv

EQUIPOISE names the program, if it is not on the path. Needs pandas.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

EQUIPOISE = os.environ.get("EQUIPOISE", "equipoise")
SCENARIO = Path(__file__).parents[3] / "scenarios/uk-options.yaml"
VALUES = [0.2, 0.4, 0.6, 0.8]


def run(value: float) -> pd.DataFrame:
    """The long table of the run, without a folder: `--out -` writes it to standard output."""
    options = ["--option", "status-quo", "--option", "permission"]
    command = [EQUIPOISE, "run", SCENARIO, *options, "--set", f"openDataShare={value}", "--out", "-"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)  # says what is wrong, with file and line
    return pd.read_csv(io.StringIO(done.stdout))


def change(table: pd.DataFrame) -> float:
    """UK revenue from generative AI in 2035 under permission, less that under today's law."""
    rows = table.query("variable == 'generative_ai_revenue' and jurisdiction == 'UK' and year == 2035")
    revenue = rows.set_index("option")["value"]
    return revenue["permission"] - revenue["status-quo"]


table = pd.DataFrame({"openDataShare": VALUES, "change": [change(run(value)) for value in VALUES]})
table.to_csv(sys.stdout, index=False)
