"""The packages that users read results with, without options."""
import shutil
import subprocess

import frictionless
import pandas
import pytest


def test_frictionless_finds_the_data_package_valid(uk_options):
    report = frictionless.validate(str(uk_options / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "type", "note"])
    assert len(report.tasks) == 3


def test_every_field_of_the_data_package_is_described(uk_options):
    package = frictionless.Package(str(uk_options / "datapackage.json"))
    for resource in package.resources:
        header = (uk_options / resource.path).read_text().split("\n", 1)[0].split(",")
        assert [field.name for field in resource.schema.fields] == header
        assert all(field.description for field in resource.schema.fields)


def test_pandas_reads_the_tables(uk_options):
    table = pandas.read_csv(uk_options / "timeseries.csv")
    assert table["value"].dtype == "float64" and table["year"].dtype == "int64"
    assert not table["value"].isna().any()
    key = ["option", "year", "jurisdiction", "sector", "variable"]
    assert not table.duplicated(key).any()
    by_sector = table[(table.variable == "human_revenue") & table.sector.notna() & (table.jurisdiction != "World")]
    total = table[(table.variable == "human_revenue") & table.sector.isna() & (table.jurisdiction == "World")]
    sums = by_sector.groupby(["option", "year"])["value"].sum()
    assert (abs(sums - total.set_index(["option", "year"])["value"]) < 1e-9 * sums).all()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_tables(uk_options):
    script = f"""
        t <- read.csv("{uk_options}/timeseries.csv")
        stopifnot(is.numeric(t$value), is.integer(t$year), !anyNA(t$value), nrow(t) > 50000)
        stopifnot(identical(names(t), c("scenario", "option", "year", "jurisdiction", "sector", "variable", "unit", "value")))
        i <- read.csv("{uk_options}/impact.csv"); stopifnot(is.numeric(i$present_value))
        b <- read.csv("{uk_options}/bands.csv"); stopifnot(max(b$share) <= 1)
        cat(sprintf("%.17g\\n", t$value[1]))
    """
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first = (uk_options / "timeseries.csv").read_text().split("\n")[1].rsplit(",", 1)[1]
    assert float(done.stdout) == float(first)
