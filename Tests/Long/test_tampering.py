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
claims: [{id: small, wording: it is small, by: nobody, source: ours, outcome: level, option: new, holds: "< 30.04"}]
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


def merge(folder, name="shard"):
    done = equipoise("merge", *(f"{name}{i}" for i in (1, 2, 3)), "--out", "forged", cwd=folder)
    assert not (folder / "forged.partial").exists() and (folder / "forged").exists() == (done.returncode in (0, 2))
    return done


NUMBERS = [BIG, -BIG - 1, -1, 0, 1, 2**40, 1e300, 0.5, None, "3", True]


@pytest.mark.parametrize("key", ["points", "first", "count", "options", "index", "shards"])
def test_numbers_of_a_plan_that_were_changed_are_refused(copies, key):
    path = copies / "shard2/plan.json"
    original = path.read_text()
    for number in NUMBERS:
        record = json.loads(original)
        if key in ("index", "shards"):
            record["shard"]["index" if key == "index" else "count"] = number
        else:
            record[key] = number
        if record == json.loads(original):
            continue
        path.write_text(json.dumps(record))
        refused(merge(copies), "shard")
    # all shards alike, so that they agree with each other
    for number in [BIG, 4, 2**40]:
        for shard in (1, 2, 3):
            record = json.loads((copies / f"shard{shard}/plan.json").read_text())
            if key in ("index", "shards"):
                record["shard"]["count"] = number
            else:
                record[key] = number
            (copies / f"shard{shard}/plan.json").write_text(json.dumps(record))
        refused(merge(copies), "shard")


@pytest.mark.parametrize("count", [BIG, -1, 1e300, None, "many"])
def test_a_record_whose_counts_no_run_can_have_is_refused(copies, count):
    for shard in (1, 2):
        path = copies / f"shard{shard}/run.json"
        record = json.loads(path.read_text())
        record["counts"]["evaluations"] = count
        path.write_text(json.dumps(record))
    refused(merge(copies), "run.json: cannot be read")


def rows(edit):
    """An edit of a table as rows of fields, the header first."""
    def edited(text):
        table = list(csv.reader(io.StringIO(text)))
        edit(table)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(table)
        return out.getvalue()
    return edited


def setting(row, column, value):
    def edit(table):
        table[row][column] = value if isinstance(value, str) else value(table[row][column])
    return rows(edit)


FORGERIES = {
    "a point that the sampler did not draw": ("shard", "experiments", setting(2, 1, next_digit)),
    "a point less": ("shard", "experiments", rows(lambda table: table.pop(3))),
    "a point twice": ("shard", "experiments", rows(lambda table: table.insert(2, list(table[1])))),
    "a point too many": ("shard", "experiments", rows(lambda table: table.append(["99", *table[1][1:]]))),
    "points out of order": ("shard", "experiments", rows(lambda table: table.insert(1, table.pop(2)))),
    "an option less": ("shard", "outcomes", rows(lambda table: table.pop(2))),
    "an option twice": ("shard", "outcomes", rows(lambda table: table.insert(2, list(table[1])))),
    "options out of order": ("shard", "outcomes", rows(lambda table: table.insert(1, table.pop(2)))),
    "an option that is none of the plan": ("shard", "outcomes", setting(1, 1, "old")),
    "outcomes after the last point": ("shard", "outcomes", rows(lambda table: table.extend([["99", *row[1:]] for row in table[1:3]]))),
    "an outcome that is missing without a failure": ("shard", "outcomes", setting(1, 2, "")),
    "an outcome that is not finite": ("shard", "outcomes", setting(1, 2, "inf")),
    "an outcome that is no number": ("shard", "outcomes", setting(1, 2, "many")),
    "a hexadecimal outcome": ("shard", "outcomes", setting(1, 2, "0x1p4")),
    "an outcome in another form": ("shard", "outcomes", setting(1, 2, lambda text: text + "0")),
    "a field too many": ("shard", "outcomes", rows(lambda table: table[1].append("1.0"))),
    "a failure of an unknown option": ("shard", "failures", lambda text: text + "6,old,2027,it stopped\n"),
    "a failure of a run that has outcomes": ("shard", "failures", lambda text: text + "6,new,2027,it stopped\n"),
    "a failure of no point": ("shard", "failures", lambda text: text + "99,new,2027,it stopped\n"),
    "a huge point": ("shard", "failures", lambda text: text + f"{BIG},new,2027,it stopped\n"),
    "a point with a sign": ("shard", "failures", lambda text: text + "+6,new,2027,it stopped\n"),
    "a header of another table": ("shard", "outcomes", lambda text: text.replace("level", "height", 1)),
    "a row of the long table less": ("long", "timeseries", lambda text: text.replace("\n", "\0", 1).replace(text.split("\n")[5] + "\n", "", 1).replace("\0", "\n")),
    "a year of the long table changed": ("long", "timeseries", setting(1, 2, "2024")),
    "a variable of the long table changed": ("long", "timeseries", setting(7, 5, "burden_")),
    "a value of the long table that is not finite": ("long", "timeseries", setting(4, 7, "nan")),
    "the long table of an option twice": ("long", "timeseries", rows(lambda table: table.extend(table[1:20]))),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_table_is_refused_though_its_hash_is_right(copies, what):
    name, table, edit = FORGERIES[what]
    folder = copies / f"{name}2"
    path = folder / f"{table}.csv"
    before = path.read_text()
    change(path, edit)
    assert path.read_text() != before
    rehash(folder)
    # a failure that the outcomes know nothing of is found there
    named = "outcomes" if what == "a failure of a run that has outcomes" else table
    refused(merge(copies, name), f"{name}2/{named}.csv: cannot be read: ")


def test_a_failure_twice_is_refused_though_its_hash_is_right(copies):
    """Also where the outcomes are empty, as those of a failed run are."""
    folder = copies / "shard2"

    def empty(table):
        table[1][2:] = [""] * 3
        table[2][2:] = ["", "", ""]
    change(folder / "outcomes.csv", rows(empty))
    point = (folder / "outcomes.csv").read_text().splitlines()[1].split(",")[0]
    first = f"{point},law,2027,it stopped\n"
    for rest, code in (
            (f"{point},new,,it stopped\n", 2), (f"{point},new,2027.25,\"it, \"\"so\"\", stopped\"\n", 2),
            (f"{point},new,,it stopped\n" * 2, 65), (f"{point},new,,\n", 65), (f"{point},new,soon,it stopped\n", 65),
            (f"{point},new,,it \"stopped\n", 65), (f"{point},new,,it, stopped\n", 65)):
        (folder / "failures.csv").write_text("point,option,year,reason\n" + first + rest)
        rehash(folder)
        done = merge(copies)
        # two failed runs are a result, and end with code 2
        assert done.returncode == code, (rest, done.stderr)
        shutil.rmtree(copies / "forged", ignore_errors=True)


def test_a_table_that_the_package_no_longer_lists_is_refused(copies):
    path = copies / "shard2/datapackage.json"
    package = json.loads(path.read_text())
    package["resources"] = package["resources"][:1]
    path.write_text(json.dumps(package))
    refused(merge(copies), "outcomes.csv: cannot be read: datapackage.json does not list it")


def test_random_damage_of_shards_never_crashes_a_merge(copies):
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)
    draw = random.Random(seed)
    files = sorted(path for path in copies.glob("shard*/*") if path.suffix in (".csv", ".json", ".yaml"))
    for _ in range(60):
        path = draw.choice(files)
        original = path.read_bytes()
        data = bytearray(original)
        for _ in range(draw.randint(1, 3)):
            data[draw.randrange(len(data))] = draw.choice(b"0123456789-.,e\n\"{}[]x")
        path.write_bytes(data)
        done = merge(copies)
        assert done.returncode in (0, 2, 65, 66), (seed, path, done.returncode, done.stderr)
        assert "Fatal" not in done.stderr
        path.write_bytes(original)
        shutil.rmtree(copies / "forged", ignore_errors=True)
