"""Every run that is asked for is delivered: also where nothing is left to integrate once the options part, in each command."""
import csv
import filecmp
import re

import numpy
import pandas
import pytest
import yaml

from conftest import equipoise

# a rule begins to be phased in exactly in the last year that any outcome needs
RULE = {"UK": [{"from": 2027, "over": 2, "regime": "permission"}]}
AT_THE_BEND = {"at": {"variable": "ai_sector_revenue", "place": "UK", "year": 2027},
               "base": {"variable": "licence_income", "place": "UK", "year": 2025}}
IN_THE_BASE_YEAR = {"at": {"variable": "licence_income", "place": "UK", "year": 2025},
                    "base": {"variable": "ai_sector_revenue", "place": "US", "year": 2025}}
# with this the run goes on, which changes no bit of what lies before
LATER = {"later": {"variable": "ai_sector_revenue", "place": "UK", "year": 2029}}


def scenario(path, outcomes, runs=64, **more):
    path.write_text(yaml.safe_dump({
        "horizon": {"end": 2036}, "options": {"status-quo": {}, "permission": RULE},
        "vary": [{"parameter": "qualityExponent", "distribution": "range"},
                 {"parameter": "directLicenceCost", "distribution": "range"}],
        "design": {"method": "sobol", "runs": runs, "seed": 1}, "outcomes": outcomes, **more}, sort_keys=False))
    return path


def rows(path):
    return list(csv.DictReader(path.open()))


@pytest.mark.parametrize("outcomes", [AT_THE_BEND, IN_THE_BASE_YEAR], ids=["at the bend", "in the base year"])
def test_a_sweep_has_every_value_in_one_process_and_in_shards(tmp_path, outcomes):
    path = scenario(tmp_path / "a.yaml", outcomes)
    done = equipoise("sweep", path, "--out", tmp_path / "a")
    assert done.returncode == 0 and "all of 128 runs succeeded" in done.stderr
    further = equipoise("sweep", scenario(tmp_path / "b.yaml", outcomes | LATER), "--out", tmp_path / "b")
    assert further.returncode == 0
    found, expected = rows(tmp_path / "a/outcomes.csv"), rows(tmp_path / "b/outcomes.csv")
    assert len(found) == 128
    assert found == [{name: row[name] for name in found[0]} for row in expected]
    assert all(row["n"] == "64" and row["n_failed"] == "0" for row in rows(tmp_path / "a/summary.csv"))
    for shard in (1, 2, 3):
        assert equipoise("sweep", path, "--shard", f"{shard}/3", "--out", tmp_path / f"s{shard}").returncode == 0
    assert equipoise("merge", *(tmp_path / f"s{i}" for i in (1, 2, 3)), "--out", tmp_path / "m").returncode == 0
    for name in ("outcomes.csv", "failures.csv", "summary.csv"):
        assert filecmp.cmp(tmp_path / "a" / name, tmp_path / "m" / name, shallow=False)


def test_a_claim_of_the_year_in_which_a_rule_begins_is_put_to_every_draw(tmp_path):
    claim = {"id": "below", "wording": "w", "by": "b", "source": "s", "outcome": "at", "option": "permission",
             "holds": "< 40"}
    path = scenario(tmp_path / "a.yaml", AT_THE_BEND, claims=[claim])
    done = equipoise("claims", path, "--out", tmp_path / "c")
    assert done.returncode == 0, done.stderr
    claim, = rows(tmp_path / "c/claims.csv")
    values = [float(row["at"]) for row in rows(tmp_path / "c-sweep/outcomes.csv")]
    assert len(values) == 128 and max(values) < 30
    assert (claim["n"], claim["left_out"], claim["share"]) == ("64", "0", "1.0")


def test_a_calibration_to_the_base_year_weighs_every_draw(tmp_path):
    prior = tmp_path / "prior.yaml"
    outcomes = {"income": {"variable": "licence_income", "place": "UK", "year": 2025}}
    assert equipoise("sweep", scenario(prior, outcomes | LATER, runs=1024), "--out", tmp_path / "p").returncode == 0
    table = pandas.read_csv(tmp_path / "p/outcomes.csv")
    income = table[table.option == "status-quo"].income.to_numpy()
    observed, error = numpy.median(income), income.std() / 8
    (tmp_path / "observations.csv").write_text(
        "series,variable,place,date,value,standard_error,measure,source,quality\n"
        f"a,licence_income,UK,2025,{observed},{error},level,here,high\n"
        f"b,ai_sector_revenue,UK,2025,22.6,1,level,here,high\n")
    path = tmp_path / "calibrate.yaml"
    path.write_text(yaml.safe_dump({
        "horizon": {"end": 2036}, "options": {"status-quo": {}},
        "calibrate": {"observations": "observations.csv", "draws": 1024, "seed": 1,
                      "parameters": ["qualityExponent", "directLicenceCost"]}}))
    done = equipoise("calibrate", path, "--out", tmp_path / "c")
    assert done.returncode == 0, done.stderr
    # the other observation is the same in every draw
    weights = numpy.exp(-((income - observed) / error) ** 2 / 2)
    size = weights.sum() ** 2 / (weights ** 2).sum()
    found = re.search(r"effective sample size ([\d.]+) of 1024 draws", done.stdout)
    assert float(found[1]) == pytest.approx(size, rel=1e-3)


def test_a_game_about_the_year_in_which_it_begins_has_numbers_for_payoffs(tmp_path):
    path = tmp_path / "game.yaml"
    payoff = {"variable": "ai_sector_revenue", "year": 2027}
    path.write_text(yaml.safe_dump({
        "horizon": {"end": 2036}, "options": {"status-quo": {}},
        "game": {"players": ["UK", "EU"], "strategies": ["status-quo", "permission", "freeUse"], "from": 2027, "over": 2,
                 "payoff": [payoff], "world": [payoff]}}))
    done = equipoise("game", path, "--out", tmp_path / "g")
    assert done.returncode == 0, done.stderr
    # what has only begun has moved nothing yet
    assert "no strategy of any player makes a difference" in done.stderr
    assert equipoise("run", path, "--out", tmp_path / "run").returncode == 0
    table = pandas.read_csv(tmp_path / "run/timeseries.csv", keep_default_na=False)
    table = table[(table.variable == "ai_sector_revenue") & (table.year == 2027) & (table.sector == "")]
    expected = table.set_index("jurisdiction").value
    payoffs = pandas.read_csv(tmp_path / "g/payoffs.csv")
    assert len(payoffs) == 9
    for place, column in {"UK": "payoff_UK", "EU": "payoff_EU", "World": "world"}.items():
        assert numpy.allclose(payoffs[column], expected[place], rtol=1e-6), column


def test_a_rule_from_the_base_year_on_is_that_of_its_option_alone_whichever_comes_first(tmp_path):
    options = {"status-quo": {}, "permission": RULE, "at-once": {"US": [{"from": 2025, "regime": "permission"}]}}
    tables = []
    for i, names in enumerate([list(options), list(options)[::-1]]):
        path = scenario(tmp_path / f"{i}.yaml", LATER, options={name: options[name] for name in names},
                        compare={"against": "status-quo"})
        assert equipoise("sweep", path, "--out", tmp_path / f"{i}").returncode == 0
        tables.append({(row["point"], row["option"]): row["later"] for row in rows(tmp_path / f"{i}/outcomes.csv")})
    assert len(tables[0]) == 192 and tables[0] == tables[1]
    assert all(tables[0][str(i), "status-quo"] != tables[0][str(i), "at-once"] for i in range(64))
