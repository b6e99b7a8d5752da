"""What `export` writes, read by the tools that it is for, with the values of the tables that it was made of."""
import csv
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

# pyam's units are cached with the paths of the environment that made them
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="equipoise-cache-")

import duckdb
import frictionless
import numpy
import pandas
import polars
import pyam
import pytest
from conftest import ROOT, equipoise

DOCS = ROOT / "Sources/Model/Model.docc/Exports.md"
RUN_TABLES = ["timeseries", "impact", "bands"]


def export(folder, form, out):
    done = equipoise("export", folder, "--as", form, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "" and str(out) in done.stderr
    return out


def long_table(folder):
    return pandas.read_csv(folder / "timeseries.csv", float_precision="round_trip", keep_default_na=False)


def check_package(file):
    package = file.with_name(file.name + ".datapackage.json")
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["resourceName", "type", "note"])
    return json.loads(package.read_text())


@pytest.fixture(scope="module")
def iamc(uk_options, tmp_path_factory):
    return export(uk_options, "iamc", tmp_path_factory.mktemp("iamc") / "uk.csv")


@pytest.fixture(scope="module")
def database(uk_options, tmp_path_factory):
    return export(uk_options, "sqlite", tmp_path_factory.mktemp("sqlite") / "uk.sqlite")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A sweep, one with compressed tables, and what is made of it."""
    folder = tmp_path_factory.mktemp("swept")
    options = ROOT / "scenarios/uk-options.yaml"
    for command in (
        ["sweep", options, "--runs", 128, "--out", folder / "sweep"],
        ["sweep", options, "--runs", 16, "--gzip", "--timeseries", "--out", folder / "gzip"],
        ["claims", ROOT / "scenarios/claims.yaml", "--runs", 64, "--out", folder / "claims"],
        ["sensitivity", options, "--runs", 8, "--outcome", "uk-total-gain", "--out", folder / "sensitivity"],
        ["discover", folder / "sweep", "--where", "uk-creative-revenue-2035 < 90", "--option", "exception", "--out", folder / "boxes"],
        ["robust", folder / "sweep", "--out", folder / "robust"],
    ):
        done = equipoise(*command)
        assert done.returncode == 0, done.stderr
    return folder


def test_pyam_reads_the_iamc_table_with_the_values_of_the_csv(uk_options, iamc):
    frame = pyam.IamDataFrame(str(iamc))
    rows = long_table(uk_options)
    bands = pandas.read_csv(uk_options / "bands.csv", float_precision="round_trip", keep_default_na=False)
    assert len(frame) == len(rows) + len(bands)
    assert frame.model == ["Equipoise 0.1.0"] and frame.scenario == sorted("uk-options " + name for name in rows.option.unique())
    assert frame.data["value"].sum() == pytest.approx(rows["value"].sum() + bands["licence_income"].sum(), rel=1e-12)
    one = frame.filter(scenario="uk-options opt-out", region="Rest of World", variable="Revenue|Creative Sector|Licences|Visual Arts")
    own = rows[(rows.option == "opt-out") & (rows.jurisdiction == "ROW") & (rows.variable == "licence_income") & (rows.sector == "visual")]
    assert list(one.data["value"]) == pytest.approx(list(own["value"]), rel=1e-14) and set(one.data.unit) == {"billion GBP_2025/yr"}
    one = frame.filter(scenario="uk-options opt-out", region="China", variable="Licence Income by Owner Size|Micro")
    own = bands[(bands.option == "opt-out") & (bands.jurisdiction == "CN") & (bands.band == "micro") & (bands.sector == "")]
    assert list(one.data["value"]) == pytest.approx(list(own.licence_income), rel=1e-14)


def test_the_iamc_s_categories_add_up(iamc):
    """pyam's own checks: sub-categories to their category, and regions to the world."""
    frame = pyam.IamDataFrame(str(iamc))
    for variable in ("Revenue|Creative Sector", "Revenue|Creative Sector|Human Works", "Revenue|Creative Sector|Licences",
                     "Revenue|Creative Sector|Licences|Games", "Gain", "Burden of Copyright", "Income|Creators", "Expenditure|Content"):
        own = frame.filter(region="World", keep=False) if variable.endswith("Games") else frame
        assert own.check_aggregate(variable, rtol=1e-9, atol=1e-9) is None, variable
    for variable in ("Revenue|AI Sector", "Revenue|Creative Sector|Licences|Games", "Expenditure|Generative AI", "Gain|Creators"):
        assert frame.check_aggregate_region(variable, rtol=1e-9, atol=1e-9) is None, variable


def test_the_iamc_names_are_those_of_the_mapping_file(uk_options, iamc):
    mapping = pandas.read_csv(ROOT / "Sources/Exports/Resources/iamc.csv", dtype=str)
    names = mapping[mapping.kind == "variable"].set_index("name").iamc
    written = set(pandas.read_csv(iamc).Variable)
    for variable in long_table(uk_options).variable.unique():
        assert any(name == names[variable] or name.startswith(names[variable] + "|") for name in written), variable
    assert names.is_unique


def test_points_within_years_are_left_out_of_the_iamc_table(tmp_path):
    done = equipoise("run", ROOT / "scenarios/uk-options.yaml", "--option", "status-quo", "--set", "horizon.step=0.5", "--out", tmp_path / "half")
    assert done.returncode == 0, done.stderr
    done = equipoise("export", tmp_path / "half", "--as", "iamc", "--out", tmp_path / "half.csv")
    assert done.returncode == 0 and "15 points within years are left out" in done.stderr
    assert list(pandas.read_csv(tmp_path / "half.csv").columns[5:]) == [str(year) for year in range(2025, 2041)]
    wide = pandas.read_csv(export(tmp_path / "half", "wide", tmp_path / "wide.csv"))
    assert list(wide.columns[6:9]) == ["2025", "2025.5", "2026"]


def test_the_wide_table_is_the_long_one(uk_options, tmp_path):
    wide = pandas.read_csv(export(uk_options, "wide", tmp_path / "wide.csv"), float_precision="round_trip", keep_default_na=False)
    rows = long_table(uk_options)
    keys = ["scenario", "option", "jurisdiction", "sector", "variable", "unit"]
    assert not wide.duplicated(keys).any() and len(wide) == len(rows[keys].drop_duplicates())
    back = wide.melt(keys, var_name="year").astype({"year": int}).set_index([*keys, "year"])["value"]
    assert (back.sort_index() == rows.set_index([*keys, "year"])["value"].sort_index()).all()
    assert equipoise("export", uk_options, "--as", "wide", "--out", "-").stdout == (tmp_path / "wide.csv").read_text()


def test_frictionless_finds_the_exports_valid(uk_options, iamc, database, tmp_path):
    for file in (iamc, database, export(uk_options, "wide", tmp_path / "wide.csv")):
        package = check_package(file)
        [resource] = package["resources"]
        assert resource["bytes"] == file.stat().st_size and package["generator"] == "equipoise"
        schemas = [resource["schema"]] if "schema" in resource else [table["schema"] for table in resource["tables"]]
        assert all(field["description"] for schema in schemas for field in schema["fields"])


def cells(folder, resource):
    """The rows of a table as its data package types them."""
    kinds = {"string": str, "integer": int, "number": float}
    types = [kinds[field["type"]] for field in resource["schema"]["fields"]]
    opened = gzip.open if resource["path"].endswith(".gz") else open
    with opened(folder / resource["path"], "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [tuple(kind(text) if text else None for kind, text in zip(types, row, strict=True)) for row in rows]


def check_database(folder, file):
    package = json.loads((folder / "datapackage.json").read_text())
    connection = sqlite3.connect(file)
    for resource in package["resources"]:
        name, fields = resource["name"], resource["schema"]["fields"]
        stored = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert stored == cells(folder, resource), name
        described = connection.execute('SELECT name, type, description FROM columns WHERE "table" = ? ORDER BY rowid', [name]).fetchall()
        assert described == [(field["name"], field["type"], field["description"]) for field in fields]
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return connection


def test_the_database_has_the_values_of_the_tables_exactly(uk_options, database):
    connection = check_database(uk_options, database)
    metadata = dict(connection.execute("SELECT key, value FROM metadata"))
    assert metadata["name"] == "uk-options" and metadata["program"] == "equipoise"
    assert metadata["scenario.resolved.yaml"] == (uk_options / "scenario.resolved.yaml").read_text()
    tables = [name for name, in connection.execute("SELECT name FROM tables ORDER BY rowid")]
    assert tables == [*RUN_TABLES, "tables", "columns", "metadata"]
    types = {name: kind for _, name, kind, *_ in connection.execute("PRAGMA table_info(timeseries)")}
    assert types["value"] == "REAL" and types["option"] == "TEXT"


def test_an_index_serves_the_question_that_is_asked_most(database):
    plan = sqlite3.connect(database).execute(
        "EXPLAIN QUERY PLAN SELECT option, year, value FROM timeseries WHERE variable = 'licence_income' AND jurisdiction = 'UK'").fetchall()
    assert "USING INDEX timeseries_keys" in plan[0][3]


@pytest.mark.parametrize("kind", ["sweep", "gzip", "claims", "sensitivity", "boxes", "robust"])
def test_every_result_is_a_database(swept, tmp_path, kind):
    check_database(swept / kind, export(swept / kind, "sqlite", tmp_path / "all.sqlite"))
    check_package(tmp_path / "all.sqlite")


def test_an_export_is_the_same_to_the_byte(uk_options, iamc, database, tmp_path):
    assert export(uk_options, "sqlite", tmp_path / "a.sqlite").read_bytes() == database.read_bytes()
    assert export(uk_options, "iamc", tmp_path / "a.csv").read_bytes() == iamc.read_bytes()


def test_files_stand_beside_the_folder_and_are_replaced(uk_options, tmp_path):
    shutil.copytree(uk_options, tmp_path / "mine")
    for _ in range(2):
        for form in ("iamc", "sqlite", "wide"):
            assert equipoise("export", "mine/", "--as", form, cwd=tmp_path).returncode == 0
    assert equipoise("export", ".", "--as", "wide", cwd=tmp_path / "mine").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "mine", *(name + ending for name in ("mine-iamc.csv", "mine-wide.csv", "mine.sqlite") for ending in ("", ".datapackage.json"))}


def test_duckdb_pandas_and_polars_open_the_exports(uk_options, iamc, database):
    total = long_table(uk_options)["value"].sum()
    assert pandas.read_sql("SELECT value FROM timeseries", sqlite3.connect(database))["value"].sum() == total
    years = [str(year) for year in range(2025, 2041)]
    bands = pandas.read_csv(uk_options / "bands.csv")["licence_income"].sum()
    read = polars.read_csv(iamc)
    assert read.schema["2025"] == polars.Float64
    assert read.select(years).to_numpy().sum() == pytest.approx(total + bands, rel=1e-12)
    read = duckdb.sql(f"FROM read_csv('{iamc}', header = true)")
    assert read.columns == ["Model", "Scenario", "Region", "Variable", "Unit", *years]
    assert numpy.array(read.select(*(duckdb.ColumnExpression(year) for year in years)).fetchall()).sum() == pytest.approx(total + bands, rel=1e-12)
    series = duckdb.sql(f"FROM read_csv('{uk_options}/timeseries.csv') SELECT count(*), sum(value)").fetchall()
    assert series[0] == (len(long_table(uk_options)), pytest.approx(total, rel=1e-12))


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_opens_the_database_and_the_iamc_table(uk_options, iamc, database):
    script = f"""
        connection <- DBI::dbConnect(RSQLite::SQLite(), "{database}")
        t <- DBI::dbReadTable(connection, "timeseries")
        stopifnot(is.numeric(t$value), is.character(t$option))
        csv <- read.csv("{uk_options}/timeseries.csv", na.strings = "")
        stopifnot(all.equal(t, csv, check.attributes = FALSE, tolerance = 1e-14))  # R reads texts to the last bit but one
        wide <- read.csv("{iamc}", check.names = FALSE)
        stopifnot(identical(names(wide)[1:6], c("Model", "Scenario", "Region", "Variable", "Unit", "2025")), is.numeric(wide[["2040"]]))
    """
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def one_liners():
    text = DOCS.read_text()
    found = re.findall(r"^    (python3 -c .*)$", text, re.MULTILINE)
    assert len(found) == 3
    return found


@pytest.mark.parametrize("line", one_liners(), ids=["parquet", "duckdb", "pandas"])
def test_the_one_liners_of_the_documentation_work(uk_options, tmp_path, line):
    (tmp_path / "notebooks-out").mkdir()
    shutil.copytree(uk_options, tmp_path / "notebooks-out/uk-options")
    done = subprocess.run(["bash", "-c", line.replace("python3", sys.executable, 1)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    total = long_table(uk_options)["value"].sum()
    made = {path.name for path in (tmp_path / "notebooks-out").iterdir()} - {"uk-options"}
    if made == {"uk-options.parquet"}:
        read = duckdb.sql(f"FROM '{tmp_path}/notebooks-out/uk-options.parquet' SELECT sum(value)")
    elif made == {"uk-options.duckdb"}:
        connection = duckdb.connect(str(tmp_path / "notebooks-out/uk-options.duckdb"))
        assert {name for name, in connection.sql("SHOW TABLES").fetchall()} == set(RUN_TABLES)
        read = connection.sql("FROM timeseries SELECT sum(value)")
    else:
        assert made == set() and "statutory" in done.stdout
        return
    assert read.fetchall()[0][0] == pytest.approx(total, rel=1e-12)


def refused(code, words, *arguments):
    done = equipoise("export", *arguments)
    assert (done.returncode, words in done.stderr) == (code, True), (done.returncode, done.stderr)
    assert "Fatal" not in done.stderr


def test_what_cannot_be_exported_is_refused_with_the_reason(uk_options, swept, tmp_path):
    refused(66, "there is no such folder", tmp_path / "none", "--as", "wide")
    refused(65, "what equipoise has written?", tmp_path, "--as", "wide")
    refused(64, "xlsx", uk_options, "--as", "xlsx")
    refused(64, "A database needs a file", uk_options, "--as", "sqlite", "--out", "-")
    for form in ("iamc", "wide"):
        refused(65, "it is the folder of a sweep", swept / "sweep", "--as", form, "--out", tmp_path / "x.csv")
        refused(65, "it is the folder of a sweep", swept / "gzip", "--as", form, "--out", tmp_path / "x.csv")
        refused(65, "it holds no timeseries.csv of a run", swept / "claims", "--as", form, "--out", tmp_path / "x.csv")
    (tmp_path / "mine.csv").write_text("mine")
    refused(73, "is not, or no longer, what export has written", uk_options, "--as", "wide", "--out", tmp_path / "mine.csv")
    assert (tmp_path / "mine.csv").read_text() == "mine"
    refused(73, "it is there and is no file", uk_options, "--as", "wide", "--out", tmp_path)
    folder = tmp_path / "damaged"
    shutil.copytree(uk_options, folder)
    text = (folder / "bands.csv").read_text()
    (folder / "bands.csv").write_text(text[: len(text) // 2])
    for form in ("iamc", "sqlite"):
        refused(65, "bands.csv: cannot be read: its bytes are not those that datapackage.json lists", folder, "--as", form, "--out", tmp_path / "y")
    (folder / "world.resolved.yaml").unlink()
    refused(66, "world.resolved.yaml: no such file", folder, "--as", "iamc", "--out", tmp_path / "y")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged", "mine.csv"]



def test_a_full_disk_leaves_the_old_export_whole(uk_options, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=True)
    try:
        before = export(uk_options, "sqlite", disk / "a.sqlite").read_bytes()
        done = equipoise("export", uk_options, "--as", "sqlite", "--out", disk / "a.sqlite")  # a second copy does not fit
        assert done.returncode == 74 and "disk is full" in done.stderr, done.stderr
        assert (disk / "a.sqlite").read_bytes() == before
        assert {path.name for path in disk.iterdir()} == {"a.sqlite", "a.sqlite.datapackage.json"}
    finally:
        subprocess.run(["umount", disk], check=True)
