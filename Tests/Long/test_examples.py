"""The examples that drive the program from elsewhere: all give one table, which the program's own runs confirm."""
import io
import os
import shutil
import subprocess
import sys

import pandas
import pytest
from conftest import EQUIPOISE, ROOT, equipoise

EXAMPLES = ROOT / "notebooks-out/notebooks/examples"
VALUES = [0.2, 0.4, 0.6, 0.8]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    changes = []
    for value in VALUES:
        folder = tmp_path_factory.mktemp("open") / "run"
        done = equipoise("run", ROOT / "scenarios/uk-options.yaml", "--set", f"openDataShare={value}", "--out", folder)
        assert done.returncode == 0, done.stderr
        rows = pandas.read_csv(folder / "timeseries.csv", float_precision="round_trip").set_index(["variable", "jurisdiction", "year", "option"])
        revenue = rows.loc[("generative_ai_revenue", "UK", 2035)]["value"]
        changes.append(revenue["permission"] - revenue["status-quo"])
    assert len(set(changes)) == len(VALUES)
    return changes


def run(*command, cwd=ROOT):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "EQUIPOISE": EQUIPOISE, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    return done


def check(text, expected):
    table = pandas.read_csv(io.StringIO(text))
    assert list(table.columns) == ["openDataShare", "change"] and list(table.openDataShare) == VALUES
    assert list(table.change) == pytest.approx(expected, rel=1e-12)


def test_python_drives_it(expected, tmp_path):
    check(run(sys.executable, EXAMPLES / "drive.py", cwd=tmp_path).stdout, expected)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_drives_it(expected, tmp_path):
    check(run("Rscript", EXAMPLES / "drive.R", cwd=tmp_path).stdout, expected)


def test_make_drives_it_and_runs_nothing_twice(expected, tmp_path):
    command = ["make", "-j2", "-f", EXAMPLES / "Makefile", f"OUT={tmp_path}/made"]
    run(*command)
    check((tmp_path / "made/table.csv").read_text(), expected)
    assert "up to date" in run(*command).stdout


@pytest.mark.skipif(shutil.which("snakemake") is None, reason="Debian's snakemake is not installed")
def test_snakemake_drives_it_and_runs_nothing_twice(expected, tmp_path):
    command = ["snakemake", "-s", EXAMPLES / "Snakefile", "-j", "2", "--directory", tmp_path, "--config", f"out={tmp_path}/made"]
    run(*command, cwd=tmp_path)
    check((tmp_path / "made/table.csv").read_text(), expected)
    assert "Nothing to be done" in run(*command, cwd=tmp_path).stderr


def test_a_run_that_fails_is_told(tmp_path):
    for command in ([sys.executable, EXAMPLES / "drive.py"], ["make", "-f", EXAMPLES / "Makefile", f"OUT={tmp_path}/made"]):
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "EQUIPOISE": "false"})
        assert done.returncode != 0
