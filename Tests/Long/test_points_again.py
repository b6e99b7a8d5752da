"""The points of a sweep by themselves and once more, and the tables as other programs read them back."""
import csv
import io

import pandas
import pytest
from conftest import equipoise

SWEEP = """
title: a sweep
horizon: {end: 2034}
options:
  status-quo: {}
  permission: {UK: [{from: 2027, over: 2, regime: permission}]}
vary:
  - {parameter: qualityExponent, distribution: range}
  - {parameter: directLicenceCost, distribution: range}
  - {parameter: rightsBlocks.*, distribution: range}
  - {parameter: aiPotential.UK*, distribution: {uniform: [0.5, 2]}}
  - {parameter: discountRate, distribution: {uniform: [0.01, 0.06]}}
  - {parameter: "options.permission.UK[0].with.enforcement", distribution: {uniform: [0.2, 0.9]}}
design: {method: sobol, runs: 32, seed: 7}
outcomes:
  ai: {variable: ai_sector_revenue, place: UK, year: 2034}
  creators: {variable: gain_creators, place: UK, aggregate: presentValue}
"""
PLAIN = SWEEP[:SWEEP.index("vary:")] + SWEEP[SWEEP.index("outcomes:"):]


def read(path):
    return pandas.read_csv(path, float_precision="round_trip", keep_default_na=False, na_values=[""])


def ok(*arguments):
    done = equipoise(*arguments)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("points")
    (folder / "sweep.yaml").write_text(SWEEP)
    ok("sweep", folder / "sweep.yaml", "--out", folder / "s")
    return folder


def test_a_factor_has_a_star_wherever_it_is_named(swept):
    header = list(read(swept / "s/experiments.csv"))
    sectors = ["music", "audiovisual", "books", "news", "visual", "games"]
    assert header == ["point", "qualityExponent", "directLicenceCost*", *[f"rightsBlocks.{s}*" for s in sectors],
                      "aiPotential.UK*", "discountRate", "options.permission.UK[0].with.enforcement"]
    ok("discover", swept / "s", "--where", "ai > 63", "--option", "permission", "--out", swept / "d")
    assert set(read(swept / "d/boxes.csv").input) <= set(header)
    ok("sensitivity", swept / "sweep.yaml", "--runs", 8, "--out", swept / "sensitivity", "--resamples", 20)
    assert set(read(swept / "sensitivity/sensitivity.csv").input) == set(header[1:])


@pytest.mark.parametrize("point", [0, 1, 17, 31])
def test_a_point_by_itself_gives_the_sweeps_numbers(swept, tmp_path, point):
    ok("run", swept / "sweep.yaml", "--point", f"{swept}/s:{point}", "--out", tmp_path / "r")
    outcomes = read(swept / "s/outcomes.csv").query("point == @point").set_index("option")
    series = read(tmp_path / "r/timeseries.csv").query(
        "variable == 'ai_sector_revenue' and jurisdiction == 'UK' and year == 2034").set_index("option")["value"]
    for option in ("status-quo", "permission"):
        assert series[option] == pytest.approx(outcomes.ai[option], rel=1e-5)
    gain = read(tmp_path / "r/impact.csv").query("jurisdiction == 'UK' and group == 'creators'")["present_value"].item()
    level = abs(outcomes.creators["permission"])
    assert gain == pytest.approx(outcomes.creators["permission"] - outcomes.creators["status-quo"], abs=1e-5 * level)
    # and what is written of it runs again to the same bytes
    ok("run", tmp_path / "r/scenario.resolved.yaml", "--out", tmp_path / "again")
    for table in ("timeseries.csv", "impact.csv"):
        assert (tmp_path / "r" / table).read_bytes() == (tmp_path / "again" / table).read_bytes()


def test_what_a_header_says_can_be_set(swept, tmp_path):
    """A point written as --set gives the point's world, where its numbers can be written so."""
    row = read(swept / "s/experiments.csv").query("point == 17").iloc[0].drop("point")
    flags = [text for name, value in row.items() for text in ("--set", f"{name}={value!r}")]
    ok("run", swept / "sweep.yaml", *flags, "--out", tmp_path / "set")
    ok("run", swept / "sweep.yaml", "--point", f"{swept}/s/experiments.csv:17", "--out", tmp_path / "point")
    for table in ("timeseries.csv", "impact.csv"):
        one, other = (pandas.read_csv(tmp_path / name / table).drop(columns="scenario") for name in ("set", "point"))
        pandas.testing.assert_frame_equal(one, other, rtol=0, atol=0)


@pytest.mark.parametrize("text", [PLAIN, SWEEP.replace("design: {", "#")], ids=["without vary", "with vary"])
def test_the_points_of_a_sweep_are_the_same_points(swept, tmp_path, text):
    (tmp_path / "experiments.csv").write_bytes((swept / "s/experiments.csv").read_bytes())
    (tmp_path / "again.yaml").write_text(text + "design: {points: experiments.csv}\n")
    ok("sweep", tmp_path / "again.yaml", "--out", tmp_path / "a")
    for table in ("experiments.csv", "outcomes.csv", "summary.csv"):
        assert (tmp_path / "a" / table).read_bytes() == (swept / "s" / table).read_bytes()


@pytest.mark.parametrize("text", [PLAIN, SWEEP.replace("design: {", "#")], ids=["without vary", "with vary"])
def test_points_that_name_factors_without_their_star_are_refused(swept, tmp_path, text):
    (tmp_path / "old.csv").write_text((swept / "s/experiments.csv").read_text().replace("*", ""))
    (tmp_path / "again.yaml").write_text(text + "design: {points: old.csv}\n")
    done = equipoise("sweep", tmp_path / "again.yaml", "--out", tmp_path / "a")
    assert done.returncode == 65 and "directLicenceCost*" in done.stderr and "values" in done.stderr, done.stderr
    assert not (tmp_path / "a").exists()


def test_a_part_of_a_sweep_keeps_its_numbers_or_says_so(swept, tmp_path):
    ok("sweep", swept / "sweep.yaml", "--shard", "2/2", "--out", tmp_path / "part")
    ok("run", swept / "sweep.yaml", "--point", f"{tmp_path}/part:17", "--out", tmp_path / "one")
    ok("run", swept / "sweep.yaml", "--point", f"{swept}/s:17", "--out", tmp_path / "other")
    assert (tmp_path / "one/timeseries.csv").read_bytes() == (tmp_path / "other/timeseries.csv").read_bytes()
    (tmp_path / "again.yaml").write_text(PLAIN + "design: {points: part/experiments.csv}\n")
    done = ok("sweep", tmp_path / "again.yaml", "--out", tmp_path / "a")
    assert "point 16 is point 0 here" in done.stderr


@pytest.mark.parametrize("arguments, said", [
    (["--point", "{s}:32"], "there is no point 32"),
    (["--point", "{s}:17", "--set", "qualityExponent=1"], "another world"),
    (["--point", "{s}:17", "--set", "horizon.end=2035"], "another horizon"),
    (["--point", "{s}:17", "--set", "options.permission.UK[0].over=1"], "another course of options"),
    (["--point", "{s}:17", "--set", "options.more={}"], "without more"),
    (["--point", "{s}:17", "--set", "compare.years=3"], "another comparison"),
])
def test_a_point_of_another_scenario_is_refused(swept, tmp_path, arguments, said):
    arguments = [text.replace("{s}", str(swept / "s")) for text in arguments]
    done = equipoise("run", swept / "sweep.yaml", *arguments, "--out", tmp_path / "r")
    assert done.returncode == 65 and said in done.stderr, done.stderr
    assert not (tmp_path / "r").exists()


def test_a_point_is_of_a_folder_that_is_there_and_of_one_file(swept, tmp_path):
    assert equipoise("run", swept / "sweep.yaml", "--point", f"{tmp_path}/none:1").returncode == 66
    assert equipoise("run", swept / "sweep.yaml", "--point", "none").returncode == 64
    assert equipoise("run", swept / "sweep.yaml", swept / "s/scenario.resolved.yaml", "--point", f"{swept}/s:1").returncode == 64


NAMES = """
horizon: {end: 2030}
options:
  status-quo: {}
  "%s":
    UK: [{from: 2027, regime: permission}]
"""


@pytest.mark.parametrize("word", sorted(pandas._libs.parsers.STR_NA_VALUES | {"True", "FALSE", "inf", "Infinity"}))
def test_a_name_that_pandas_would_lose_is_refused(tmp_path, word):
    (tmp_path / "a.yaml").write_text(NAMES % word)
    done = equipoise("check", tmp_path / "a.yaml")
    assert done.returncode == 65 and "a.yaml:5:3" in done.stderr, done.stderr


@pytest.mark.parametrize("word", ["no", "NO", "on", "y", "nano", "Nil"])
def test_a_name_that_is_accepted_is_read_back(tmp_path, word):
    (tmp_path / "a.yaml").write_text(NAMES % word)
    text = ok("run", tmp_path / "a.yaml", "--out", "-").stdout
    # read with all defaults, as people do
    assert set(pandas.read_csv(io.StringIO(text)).option) == {"status-quo", word}
    assert set(row["option"] for row in csv.DictReader(io.StringIO(text))) == {"status-quo", word}


def test_outcomes_that_would_be_one_column_are_refused(tmp_path):
    for name, said in (("point", "a column of its own"), ("AI", "in case only")):
        (tmp_path / "a.yaml").write_text(SWEEP + f"  {name}: {{variable: ai_spending, place: US, year: 2030}}\n")
        done = equipoise("check", tmp_path / "a.yaml")
        assert done.returncode == 65 and said in done.stderr, done.stderr


@pytest.mark.parametrize("stem", ["=cmd", "+a", "-a", "@a", "NA", "null"])
def test_a_file_whose_name_cannot_stand_in_tables_needs_a_name(tmp_path, stem):
    (tmp_path / f"{stem}.yaml").write_text("options: {law: {}}\n")
    done = equipoise("run", tmp_path / f"{stem}.yaml", "--out", tmp_path / "r")
    assert done.returncode == 65 and "name" in done.stderr and not (tmp_path / "r").exists(), done.stderr
    (tmp_path / f"{stem}.yaml").write_text("name: fine\noptions: {law: {}}\n")
    ok("check", tmp_path / f"{stem}.yaml")


OBSERVATIONS = ("series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality,note\n"
                "a,ai_sector_revenue,UK,,2026,24.8,,,1,level,Enquête de l'État,high,\n")
CALIBRATION = """
horizon: {end: 2027}
options: {today: {}}
calibrate: {observations: obs.csv, parameters: [adoptionImitation], draws: 1024, keep: 65, seed: 1}
"""


@pytest.mark.parametrize("encoding, said", [
    ("cp1252", "obs.csv:2:49: the byte 0xEA"), ("utf-16", "UTF-16"), ("utf-16-le", "zero"), ("utf-8", None), ("utf-8-sig", None)])
def test_observations_in_another_encoding_are_refused(tmp_path, encoding, said):
    (tmp_path / "cal.yaml").write_text(CALIBRATION)
    (tmp_path / "obs.csv").write_bytes(OBSERVATIONS.encode(encoding))
    done = equipoise("calibrate", tmp_path / "cal.yaml", "--out", tmp_path / "c")
    if said is None:
        assert "Enquête de l'État" in (tmp_path / "c/residuals.csv").read_text(encoding="utf-8"), done.stderr
    else:
        assert done.returncode == 65 and said in done.stderr and not (tmp_path / "c").exists(), done.stderr
