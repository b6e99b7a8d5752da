"""What the solver's error leaves open decides nothing: options that are one law written in two ways, outcomes that never vary."""
import functools
import itertools
import os
import re
import subprocess

import frictionless
import numpy
import pandas
import pytest
import yaml
from conftest import ROOT, equipoise

read = functools.partial(pandas.read_csv, float_precision="round_trip", keep_default_na=False)

# permission from 2027 on, once in one step and once in two; nobody pays for anything, so that gain_public is 0
TWICE = """
title: one law in two ways
horizon: {end: 2036}
compare: {against: one-step, from: 2026, years: 10}
options:
  status-quo: {}
  one-step: {UK: [{from: 2027, regime: permission}]}
  two-steps: {UK: [{from: 2027, regime: permission}, {from: 2030.3, regime: permission}]}
vary:
  - {parameter: qualityExponent, distribution: range}
  - {parameter: openDataShare, distribution: range}
design: {method: sobol, runs: 128, seed: 7}
outcomes:
  creators: {variable: gain_creators, place: UK, aggregate: presentValue}
  total: {variable: gain_total, place: World, aggregate: presentValue}
  public: {variable: gain_public, place: UK, aggregate: presentValue}
  more: {variable: gain_creators, place: UK, aggregate: presentValue, against: one-step}
  overtakes: {variable: creator_income, place: UK, aggregate: crossing, above: 0, against: one-step}
claims:
  - {id: better, wording: w, by: b, source: s, outcome: creators, option: two-steps, against: one-step, holds: "> 0"}
  - {id: worse, wording: w, by: b, source: s, outcome: creators, option: two-steps, against: one-step, holds: "< 0"}
  - {id: share, wording: w, by: b, source: s, outcome: creators, per: total, option: two-steps, against: one-step, change: relative, holds: ">= 0"}
  - {id: less, wording: w, by: b, source: s, outcome: more, option: two-steps, holds: "> 0"}
  - {id: helped, wording: w, by: b, source: s, outcome: creators, option: two-steps, against: status-quo, holds: "> 0"}
  - id: both
    wording: w
    by: b
    source: s
    all:
      - {outcome: creators, option: two-steps, against: one-step, holds: "> 0"}
      - {outcome: creators, option: two-steps, against: status-quo, holds: "> 1000"}
"""


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ties")
    (folder / "twice.yaml").write_text(TWICE)
    done = equipoise("claims", folder / "twice.yaml", "--out", folder / "claims")
    assert done.returncode == 0, done.stderr
    (folder / "claims.txt").write_text(done.stdout)
    done = equipoise("robust", folder / "claims-sweep", "--out", folder / "robust")
    assert done.returncode == 0, done.stderr
    (folder / "robust.txt").write_text(done.stdout)
    return folder


def test_the_scene_is_one_law_but_for_the_solver_s_error(twice):
    table = read(twice / "claims-sweep/outcomes.csv").pivot(index="point", columns="option", values="creators")
    difference = (table["two-steps"] - table["one-step"]).abs()
    assert 0 < difference.max() < 1e-6 < 1e-4 * (table["two-steps"] - table["status-quo"]).abs().min()


def test_a_claim_that_the_error_would_decide_is_too_close_to_tell(twice):
    table = read(twice / "claims/claims.csv").set_index("claim")
    for name in ("better", "worse", "share", "less"):
        assert (table.n[name], table.left_out[name], table.too_close[name], table.share[name]) == (0, 0, 128, "")
    assert (table.n["helped"], table.too_close["helped"], float(table.share["helped"])) == (128, 0, 1)
    # a test that fails decides, whatever is open beside it
    assert (table.n["both"], table.too_close["both"], float(table.share["both"])) == (128, 0, 0)
    tests = read(twice / "claims/claim_tests.csv")
    assert list(tests[tests.claim == "both"].too_close) == [128, 0]
    assert re.search(r"^better +- +no draw decides it +128", (twice / "claims.txt").read_text(), re.MULTILINE)
    assert "128 draws are too close to tell" in (twice / "claims/claims.md").read_text()


def test_options_that_are_one_law_tie(twice):
    table = read(twice / "robust/robustness.csv").set_index(["outcome", "option"])
    for option in ("one-step", "two-steps"):
        row = table.loc["creators", option]
        assert (row.best, row.tied, row.regret_max, row.satisfied) == (0, 1, 0, 1)
        assert 0.9 < row.tied_low < row.tied_high == 1
    assert (table.loc["total", "status-quo"].best, table.loc["total", "status-quo"].tied) == (1, 0)
    assert (table.loc["public"][["best", "tied"]] == [0, 1]).all(axis=None)
    assert set(table.against) == {"one-step"}
    text = (twice / "robust.txt").read_text()
    assert re.search(r"^creators, UK \(creators\) +one-step or two-steps +0.000 % +100.0 % +one-step or two-steps ", text, re.MULTILINE)
    assert text.count("public, UK (public)") == 1 and "public, UK (public): the same under every option in every draw" in text
    assert "differences are from one-step" in text


def test_the_order_of_the_options_decides_nothing(twice, tmp_path):
    scenario = yaml.safe_load(TWICE)
    scenario["options"] = dict(reversed(scenario["options"].items()))
    del scenario["claims"]
    (tmp_path / "turned.yaml").write_text(yaml.safe_dump(scenario, sort_keys=False))
    assert equipoise("sweep", tmp_path / "turned.yaml", "--out", tmp_path / "sweep").returncode == 0
    assert equipoise("robust", tmp_path / "sweep", "--out", tmp_path / "robust").returncode == 0
    one, other = (read(path / "robustness.csv").set_index(["outcome", "option"]).sort_index() for path in (twice / "robust", tmp_path / "robust"))
    pandas.testing.assert_frame_equal(one[["best", "tied", "satisfied"]], other[["best", "tied", "satisfied"]])


def test_an_audit_is_not_passed_by_an_option_that_stands_twice(twice, tmp_path):
    for options, code in ((["status-quo", "one-step"], 4), (["status-quo", "again"], 0)):
        scenario = yaml.safe_load(TWICE)
        laws = {**scenario["options"], "again": {}}
        del scenario["claims"], scenario["outcomes"]["more"], scenario["outcomes"]["overtakes"]
        scenario["options"] = {name: laws[name] for name in options} | ({"twice": {}} if code == 4 else {})
        scenario["compare"]["against"] = "status-quo"
        (tmp_path / "audit.yaml").write_text(yaml.safe_dump(scenario, sort_keys=False))
        assert equipoise("sweep", tmp_path / "audit.yaml", "--out", tmp_path / "sweep").returncode == 0
        done = equipoise("robust", tmp_path / "sweep", "--audit", 0.9, "--out", tmp_path / "robust")
        assert done.returncode == code, done.stderr
        assert ("alone or with others, in 100.0 %" in done.stderr) == (code == 4)


def test_discovery_leaves_out_what_is_too_close_to_tell(twice, tmp_path):
    sweep = twice / "claims-sweep"
    done = equipoise("discover", sweep, "--where", "creators > 0", "--option", "two-steps", "--against", "one-step", "--out", tmp_path / "d")
    assert done.returncode == 65 and "decides no point; 128 points are too close to tell" in done.stderr
    # a limit that is one draw's own value
    values = read(sweep / "outcomes.csv").query("option == 'status-quo'")["total"].sort_values()
    done = equipoise("discover", sweep, "--where", f"total < {float(values.iloc[40])!r}", "--option", "status-quo", "--out", tmp_path / "d")
    assert done.returncode == 0, done.stderr
    assert "40 of 127 points" in done.stdout and "1 point is too close to tell" in done.stdout


def test_no_assumption_decides_what_the_error_alone_moves(twice, tmp_path):
    for method, index in (("sobol", "total"), ("morris", "mu_star")):
        done = equipoise("sensitivity", twice / "twice.yaml", "--runs", 16, "--method", method, "--resamples", 20, "--on-missing", "drop",
                         "--outcome", "creators", "--outcome", "public", "--outcome", "more", "--out", tmp_path / method)
        assert done.returncode == 0, done.stderr
        table = read(tmp_path / method / "sensitivity.csv")
        rows = table[(table.n == table.n.max()) & (table["index"] == index)].set_index(["outcome", "option", "against"]).sort_index()
        idle = [("creators", "two-steps", "one-step"), ("creators", "two-steps", "*"), ("public", "two-steps", ""), ("more", "two-steps", "")]
        for name in idle:
            assert (pandas.to_numeric(rows.loc[name].estimate).fillna(0) == 0).all(), (method, name)
        assert rows.loc[("creators", "two-steps", "*")].note.str.contains("a tie, which is shared, at").all()
        assert (pandas.to_numeric(rows.loc[("creators", "status-quo", "one-step")].estimate) > 0.1).any()
        assert "creators, two-steps less one-step:\n  does not vary" in done.stdout


def test_the_error_crosses_nothing(twice):
    table = read(twice / "claims-sweep/outcomes.csv")
    assert set(table[table.option == "two-steps"].overtakes) == {""}
    assert (table[table.option == "status-quo"].overtakes == "").all()


def test_a_search_is_told_what_the_error_would_decide(twice, tmp_path):
    scenario = yaml.safe_load(TWICE)
    del scenario["claims"], scenario["design"], scenario["vary"]
    for outcome in ("creators", "more"):
        scenario["solve"] = {"vary": "options.two-steps.UK[1].from", "between": [2028, 2032], "outcome": outcome, "option": "two-steps", "equals": 0}
        if outcome == "creators":
            scenario["solve"]["against"] = "one-step"
        (tmp_path / "solve.yaml").write_text(yaml.safe_dump(scenario, sort_keys=False))
        done = equipoise("solve", tmp_path / "solve.yaml", "--out", tmp_path / "solve")
        assert done.returncode == 5 and "does not move with options.two-steps.UK[1].from" in done.stderr, done.stderr


def test_a_game_counts_profiles_that_come_to_the_same(tmp_path):
    (tmp_path / "game.yaml").write_text("""
horizon: {end: 2030}
options: {status-quo: {}}
vary: [{parameter: qualityExponent, distribution: range}]
design: {method: sobol, runs: 8, seed: 1}
outcomes: {public: {variable: gain_public, place: World, aggregate: presentValue}}
game:
  players: [UK, US]
  strategies: [status-quo, freeUse]
  from: 2027
  payoff: [{variable: gain_creators, aggregate: presentValue}]
  world: public
""")
    done = equipoise("game", tmp_path / "game.yaml", "--out", tmp_path / "game")
    assert done.returncode == 0, done.stderr
    profiles = len(read(tmp_path / "game/payoffs.csv"))
    assert f"best for the world are {profiles} profiles that come to the same" in done.stdout
    table = read(tmp_path / "game/frequencies.csv")
    assert len(table) == profiles and set(table.best_for_world) == {1}


def test_what_is_told_from_a_sweep_is_what_a_far_more_exact_one_tells(tmp_path):
    """No option that is better beyond the indifference is worse at a tolerance a hundred thousand times smaller."""
    tables = []
    for name, tolerance in (("sweep", None), ("exact", 1e-11)):
        extra = ["--set", f"solver.tolerance={tolerance}"] if tolerance else []
        done = equipoise("sweep", ROOT / "scenarios/uk-options.yaml", "--runs", 512, "--out", tmp_path / name, *extra)
        assert done.returncode == 0, done.stderr
        tables.append(read(tmp_path / name / "outcomes.csv").set_index(["point", "option"]).astype(float))
    assert yaml.safe_load((tmp_path / "sweep/scenario.resolved.yaml").read_text())["solver"]["tolerance"] == 1e-6
    told = open_ = 0
    for outcome in tables[0]:
        wide, exact = (table[outcome].unstack("option") for table in tables)
        within = 2e-6 * wide.abs().max(axis=1)
        for one, other in itertools.combinations(wide.columns, 2):
            difference, truth = wide[one] - wide[other], exact[one] - exact[other]
            is_told = difference.abs() > within
            assert (numpy.sign(difference) == numpy.sign(truth))[is_told].all(), (outcome, one, other)
            told, open_ = told + is_told.sum(), open_ + (~is_told).sum()
    assert told > 0.98 * (told + open_) and open_ > 0


def page_of(folder):
    notebooks = ROOT / "notebooks-out/notebooks"
    done = subprocess.run([notebooks / ".venv/bin/python", notebooks / "report.py", folder, "--no-figures"], capture_output=True, text=True,
                          timeout=300, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0 and done.stderr == "", done.stderr
    page = (folder / "report.html").read_text()
    return page, re.findall(r"<h3>(.*?)</h3>", page), re.search(r'<section class="notices".*?</section>', page, re.DOTALL)


def test_the_page_says_ties_and_names_no_winner_by_error(twice):
    page, titles, notices = page_of(twice / "robust")
    assert "Options are compared with <strong>one-step</strong>" in page
    assert notices and notices[0].count("The same under every option in every draw: public.") == 1
    assert titles[0] == "status-quo is best for total in 100 % of the draws (cells: % of the draws)"
    assert titles[1].startswith("For creators, one-step or two-steps is best with others, none better than another, in 100 %")
    assert not any("public" in title for title in titles)


def test_the_page_of_claims_says_what_is_too_close(twice):
    page, titles, notices = page_of(twice / "claims")
    assert notices and "better 128 of 128, worse 128 of 128" in notices[0]
    assert titles[0].startswith("Of 2 claims") and "Options are compared with" not in page


def test_the_page_of_a_sweep_names_no_winner_by_error(twice):
    page, titles, _ = page_of(twice / "claims-sweep")
    assert sum("the same under every option in every draw" in title for title in titles) == 1, titles
    assert not any("100 % of draws under two-steps" in title for title in titles), titles
    assert any("too close to tell in up to 100 % (two-steps)" in title for title in titles), titles


def test_the_page_of_a_run_names_no_winner_by_error(tmp_path):
    scenario = yaml.safe_load(TWICE)
    del scenario["claims"], scenario["design"], scenario["vary"], scenario["outcomes"], scenario["options"]["status-quo"]
    (tmp_path / "pair.yaml").write_text(yaml.safe_dump(scenario, sort_keys=False))
    assert equipoise("run", tmp_path / "pair.yaml", "--out", tmp_path / "run").returncode == 0
    page, titles, _ = page_of(tmp_path / "run")
    assert "Against one-step. Prices of" in page and "option 0" not in page
    assert any("is the same under all options, against one-step" in title for title in titles)
    assert any("are the same under all options" in title for title in titles)
    assert any(title.startswith("No group in the UK gains or loses against one-step") for title in titles), titles
    assert not any("most under" in title or "best for both" in title for title in titles), titles


def test_analysis_folders_hold_their_scenario_and_are_valid(twice):
    for name in ("robust", "claims"):
        files = {"scenario.resolved.yaml", "world.resolved.yaml"}
        assert files <= {path.name for path in (twice / name).iterdir()}
        for file in files:
            assert (twice / name / file).read_bytes() == (twice / "claims-sweep" / file).read_bytes()
        report = frictionless.validate(str(twice / name / "datapackage.json"))
        assert report.valid, report.flatten(["title", "note"])
    assert yaml.safe_load((twice / "robust/scenario.resolved.yaml").read_text())["compare"]["against"] == "one-step"


@pytest.mark.parametrize("command, file, more", [
    ("discover", None, []), ("sensitivity", "uk-options.yaml", ["--runs", 4, "--outcome", "uk-total-gain", "--resamples", 20]),
    ("game", "regulatory-game-owners.yaml", []), ("calibrate", "calibration.yaml", ["--set", "calibrate.draws=1024", "--set", "calibrate.keep=64"]),
    ("backtest", "backtest.yaml", ["--runs", 64]), ("solve", "break-even.yaml", []),
])
def test_every_analysis_says_its_scenario(twice, tmp_path, command, file, more):
    if command == "discover":
        values = read(twice / "claims-sweep/outcomes.csv").query("option == 'status-quo'")["total"]
        arguments = [twice / "claims-sweep", "--where", f"total < {values.median()}", "--option", "status-quo"]
    else:
        arguments = [ROOT / "scenarios" / file, *more]
    done = equipoise(command, *arguments, "--out", tmp_path / "out")
    assert done.returncode in (0, 4, 5), done.stderr
    checked = equipoise("check", tmp_path / "out/scenario.resolved.yaml")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("horizon, says", [("{end: 2029, step: 0.5}", True), ("{end: 2029, step: 2}", True), ("{end: 2029, step: 1}", False)])
def test_a_sum_over_rows_that_are_no_years_is_told(tmp_path, horizon, says):
    (tmp_path / "sum.yaml").write_text(f"""
horizon: {horizon}
options: {{a: {{}}}}
vary: [{{parameter: qualityExponent, distribution: range}}]
design: {{method: sobol, runs: 8, seed: 1}}
outcomes: {{spent: {{variable: ai_spending, place: UK, aggregate: sum}}}}
""")
    for command in (["check", tmp_path / "sum.yaml"], ["sweep", tmp_path / "sum.yaml", "--out", tmp_path / "sweep"]):
        done = equipoise(*command)
        assert done.returncode == 0 and ("spent adds up the rows of the horizon" in done.stderr) == says, done.stderr
    assert ("which is no sum over years" in (tmp_path / "sweep/datapackage.json").read_text()) == says
