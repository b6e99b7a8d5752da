"""Results that were changed since: whatever reads them says so, and a merge holds its shards to the plan."""
import csv
import hashlib
import io
import json
import os
import random
import shutil

import pytest
from conftest import equipoise

SCENARIO = """
horizon: {end: 2028}
compare: {against: law, from: 2026, years: 2}
options: {law: {}, new: {UK: [{from: 2026.5, over: 1, regime: permission}]}}
vary: [{parameter: qualityExponent, distribution: range}, {parameter: substitution, distribution: range}]
design: {method: sobol, runs: 16, seed: 5}
outcomes:
  level: {variable: ai_sector_revenue, place: UK, year: 2028}
  change: {variable: generative_ai_revenue, place: UK, year: 2028, against: law}
  passed: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 30}
claims: [{id: small, wording: it is small, by: nobody, source: none, outcome: level, option: new, holds: "< 30.04"}]
"""
SENSITIVITY = ["sensitivity", "a.yaml", "--runs", "4", "--outcome", "level", "--out", "sensitivity"]
BIG = 9223372036854775807


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A scenario, its sweep, its shards, plain and with timeseries, and what claims makes of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.yaml").write_text(SCENARIO)

    def run(*arguments):
        done = equipoise(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr

    run("run", "a.yaml", "--out", "run")
    run("sweep", "a.yaml", "--out", "sweep")
    run("claims", "a.yaml", "--out", "claims")
    run(*SENSITIVITY)
    for shard in (1, 2, 3):
        run("sweep", "a.yaml", "--shard", f"{shard}/3", "--out", f"shard{shard}")
        run("sweep", "a.yaml", "--shard", f"{shard}/3", "--timeseries", "--out", f"long{shard}")
    run("merge", "shard1", "shard2", "shard3", "--out", "merged")
    run("merge", "long3", "long2", "long1", "--out", "merged-long")
    return folder


@pytest.fixture
def copies(made, tmp_path):
    """The same, for changing."""
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made"


def change(path, edit):
    """Changes a table, and leaves its size and the time of its change as they were where it can."""
    before = path.stat()
    path.write_text(edit(path.read_text()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def next_digit(text):
    """The text with its last digit changed."""
    at = max(i for i, character in enumerate(text) if character.isdigit())
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1:]


def rehash(folder):
    """Makes the package and the record list what the files now hold, as by hand."""
    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        resource["hash"], resource["bytes"] = "sha256:" + hashlib.sha256(data).hexdigest(), len(data)
    (folder / "datapackage.json").write_text(json.dumps(package))


def refused(done, *words):
    assert done.returncode == 65, (done.returncode, done.stdout, done.stderr)
    assert "Fatal" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


CHANGED = "its bytes are not those that datapackage.json lists; it was changed or cut off since"
READERS = {
    "discover": (["discover", "sweep", "--where", "level < 30.04", "--option", "new"], "sweep", ["experiments", "outcomes", "failures"]),
    "robust": (["robust", "sweep"], "sweep", ["experiments", "outcomes", "failures"]),
    "export": (["export", "sweep", "--as", "sqlite"], "sweep", ["experiments", "outcomes", "failures", "summary"]),
    "sweep --resume": (["sweep", "a.yaml", "--out", "sweep", "--resume"], "sweep", ["experiments", "outcomes", "failures", "summary"]),
    "claims --resume": (["claims", "a.yaml", "--out", "claims", "--resume"], "claims-sweep", ["experiments", "outcomes", "failures"]),
    "sensitivity --resume": (
        [*SENSITIVITY, "--resume"], "sensitivity-sweep", ["experiments", "outcomes", "failures"]),
    "merge": (["merge", "shard1", "shard2", "shard3", "--out", "again"], "shard2", ["experiments", "outcomes", "failures"]),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_table_that_was_changed_since_is_noticed_by_whatever_reads_it(copies, reader):
    arguments, folder, tables = READERS[reader]
    before = equipoise(*arguments, cwd=copies)
    assert before.returncode == 0, before.stderr
    for table in tables:
        path = copies / folder / f"{table}.csv"
        original = path.read_bytes()
        for edit in (next_digit, lambda text: text[:len(text) // 2], lambda text: text + "1,new,2028,late\n"):
            if table == "failures" and edit is next_digit:
                continue  # its header has no digit
            change(path, edit)
            refused(equipoise(*arguments, cwd=copies), f"{folder}/{table}.csv: cannot be read: {CHANGED}")
            path.write_bytes(original)
        path.unlink()
        refused(equipoise(*arguments, cwd=copies), f"{table}.csv", "cannot be read")
        path.write_bytes(original)
    assert equipoise(*arguments, cwd=copies).returncode == 0


@pytest.mark.parametrize("reader", ["discover", "robust", "export", "sweep --resume"])
def test_a_resolved_file_that_was_changed_since_is_noticed(copies, reader):
    arguments, folder, _ = READERS[reader]
    change(copies / folder / "scenario.resolved.yaml", lambda text: text.replace("against: law", "against: new", 1))
    refused(equipoise(*arguments, cwd=copies), "scenario.resolved.yaml: cannot be read: its bytes are not those that run.json lists")


def test_without_resume_a_changed_result_is_made_again(copies):
    original = (copies / "sweep/outcomes.csv").read_bytes()
    change(copies / "sweep/outcomes.csv", next_digit)
    assert equipoise("sweep", "a.yaml", "--out", "sweep", cwd=copies).returncode == 0
    assert (copies / "sweep/outcomes.csv").read_bytes() == original
