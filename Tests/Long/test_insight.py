"""What is made of sweeps, against the packages that others use for it, and its errors."""
import functools
import hashlib

import frictionless
import numpy
import pandas
import pytest
from ema_workbench.analysis import prim
from SALib.analyze import sobol

from conftest import ROOT, equipoise

UK = ROOT / "scenarios/uk-options.yaml"
OPTION, OUTCOME = "exception", "uk-creative-revenue-2035"
WHERE = f"{OUTCOME} < 85"

# every kind of distribution that a box has to cut off
KINDS = """
horizon: {end: 2030, step: 1}
compare: {against: law, from: 2026, years: 4}
options: {law: {}, new: {UK: [{from: 2026, over: 1, regime: freeUse}]}}
vary:
  - {parameter: qualityExponent, distribution: {triangular: [0.6, 1.2, 2.0]}}
  - {parameter: userSurplus, distribution: {lognormal: [0.7, 0.4]}}
  - {parameter: substitution, distribution: {normal: [2.0, 0.2]}}
  - {parameter: directLicenceCost, distribution: range}
  - {parameter: aiContentShare, distribution: range}
  - {parameter: aiPotential.*, distribution: range}
  - {parameter: openDataShare, grid: [0.3, 0.5, 0.7]}
design: {method: sobol, runs: 1024, seed: 3}
outcomes:
  a: {variable: creative_sector_revenue, place: UK, year: 2030}
  b: {variable: gain_ai_users, place: UK, year: 2030}
"""

FAILING = """
horizon: {end: 2027, step: 1}
options: {law: {}, new: {UK: [{from: 2026, over: 1, regime: freeUse}]}}
vary:
  - {parameter: labelEffect, distribution: {normal: [0.2, 0.1]}}
  - {parameter: qualityExponent, distribution: range}
design: {method: sobol, runs: 64, seed: 3}
outcomes: {a: {variable: ai_sector_revenue, place: UK, year: 2027}}
"""

# as exact as they were written, which pandas is not by itself
read = functools.partial(pandas.read_csv, float_precision="round_trip")



@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("insight") / "swept"
    done = equipoise("sweep", UK, "--runs", 1024, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder


def outcomes(folder, option):
    table = read(folder / "outcomes.csv")
    return table[table.option == option].reset_index(drop=True)


def discover(folder, *arguments):
    return equipoise("discover", folder, *arguments)


@pytest.mark.parametrize("second", [False, True])
def test_sobol_indices_are_those_of_their_formulas_and_agree_with_salib(tmp_path, second):
    out = tmp_path / "s"
    done = equipoise("sensitivity", UK, "--runs", 64, "--out", out, "--option", "status-quo", "--option", OPTION,
                     "--outcome", OUTCOME, "--resamples", 50, *(["--second"] if second else []))
    assert done.returncode == 0, done.stderr
    table = read(out / "sensitivity.csv", keep_default_na=False)
    inputs = list(read(str(out) + "-sweep/experiments.csv").columns[1:])
    d = len(inputs)
    value = {option: outcomes(tmp_path / "s-sweep", option)[OUTCOME].to_numpy() for option in ("status-quo", OPTION)}
    within = 2e-6 * numpy.maximum(*(abs(values) for values in value.values()))
    difference = value[OPTION] - value["status-quo"]
    best = numpy.where(abs(difference) <= within, 0.5, difference > 0)
    cases = {(OPTION, ""): value[OPTION], (OPTION, "status-quo"): value[OPTION] - value["status-quo"], (OPTION, "*"): best}
    for (option, against), y in cases.items():
        rows = table[(table.option == option) & (table.against == against) & (table.n == 64)]
        if y.std() == 0:
            assert set(rows.note) == {"the outcome does not vary"}
            continue

        def ours(index):
            found = rows[rows["index"] == index].set_index("input")
            return [float(found.estimate[name]) for name in inputs]
        runs = y.reshape(64, -1)
        a, b, ab = runs[:, :1], runs[:, -1:], runs[:, 1:d + 1]

        def together(x, z):
            """How far two runs go together, by Janon, Klein, Lagnoux, Nodet and Prieur (2014)."""
            mean = (x.mean(axis=0) + z.mean(axis=0)) / 2
            return ((x * z).mean(axis=0) - mean ** 2) / ((x ** 2 + z ** 2).mean(axis=0) / 2 - mean ** 2)
        if second:
            ba = runs[:, d + 1:-1]
            whole = ((a - b) ** 2 + (ba - ab) ** 2).sum(axis=0)
            first = 2 * ((ba - b) * (a - ab)).sum(axis=0) / whole
            total = ((b - ba) ** 2 + (a - ab) ** 2).sum(axis=0) / whole
            # both of them hold at any draw
            assert all(one <= all_ + 1e-12 for one, all_ in zip(ours("first"), ours("total")))
        else:
            others, chance = together(ab, a), together(a, b)
            first = together(ab, b) - others * chance
            total = 1 - others + first * chance
        assert numpy.allclose(ours("first"), first, rtol=0, atol=1e-9)
        assert numpy.allclose(ours("total"), total, rtol=0, atol=1e-9)
        # SALib's estimators are others, of the same indices: they agree within the errors that both state
        problem = {"num_vars": d, "names": inputs, "bounds": [[0, 1]] * d}
        salib = sobol.analyze(problem, y, calc_second_order=second, num_resamples=200, seed=1)
        for index, name in (("first", "S1"), ("total", "ST")):
            own = rows[rows["index"] == index].set_index("input").loc[inputs]
            error = (own.high.astype(float) - own.low.astype(float)) / 2
            assert (abs(own.estimate.astype(float) - salib[name]) <= 2 * (error + salib[f"{name}_conf"]) + 1e-9).all()
            assert (own.low.astype(float) <= own.high.astype(float)).all()


def test_sensitivity_is_the_same_for_any_number_of_threads(tmp_path):
    tables = []
    for jobs in (1, 2):
        done = equipoise("sensitivity", UK, "--runs", 32, "--out", tmp_path / str(jobs), "--jobs", jobs, "--outcome", OUTCOME)
        assert done.returncode == 0, done.stderr
        tables.append((tmp_path / str(jobs) / "sensitivity.csv").read_bytes())
    assert tables[0] == tables[1]


def test_screening_finds_the_inputs_of_largest_total_index(tmp_path):
    found = {}
    for method, runs, index in (("morris", 64, "mu_star"), ("sobol", 512, "total")):
        done = equipoise("sensitivity", UK, "--method", method, "--runs", runs, "--out", tmp_path / method, "--outcome", OUTCOME)
        assert done.returncode == 0, done.stderr
        table = read(tmp_path / method / "sensitivity.csv", keep_default_na=False)
        rows = table[(table.option == OPTION) & (table.against == "") & (table["index"] == index) & (table.n == runs)]
        rows = rows.assign(estimate=rows.estimate.astype(float)).sort_values("estimate")
        found[method] = list(rows.input)
    assert set(found["morris"][-3:]) == set(found["sobol"][-3:])


INERT = """
horizon: {end: 2028, step: 1}
compare: {against: law, from: 2026, years: 2}
options: {law: {}, new: {UK: [{from: 2026, over: 1, regime: freeUse}]}}
vary:
  - {parameter: userSurplus, distribution: {discrete: {1: 9, 3: 1}}}
  - {parameter: qualityExponent, distribution: range}
  - {parameter: labelEffect, grid: [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]}
design: {method: sobol, runs: 64, seed: 3}
outcomes:
  gain: {variable: gain_ai_users, place: UK, year: 2028, against: law}
  revenue: {variable: ai_sector_revenue, place: UK, year: 2028}
"""


@pytest.mark.parametrize("second", [False, True])
def test_an_input_that_does_nothing_has_indices_of_0_without_an_error(tmp_path, second):
    (tmp_path / "inert.yaml").write_text(INERT)
    done = equipoise("sensitivity", tmp_path / "inert.yaml", "--out", tmp_path / "out", "--outcome", "revenue",
                     *(["--second"] if second else []))
    assert done.returncode == 0, done.stderr
    points = 64 * (8 if second else 5)
    assert done.stdout.startswith(f"64 base points, {points} points; intervals of 95 %\n"), done.stdout
    table = read(tmp_path / "out/sensitivity.csv", keep_default_na=False)
    # users' surplus counts what revenue brings, and moves none of it
    own = table[(table.input == "userSurplus") & (table.option == "new") & (table.against == "")]
    assert set(own["index"]) == {"first", "total"} | ({"second"} if second else set())
    assert (own[["estimate", "low", "high"]].astype(float) == 0).all(axis=None)
    assert set(own[own["index"] != "second"].note) == {"no run of this input changed the outcome"}
    other = table[(table.input == "qualityExponent") & (table.option == "new") & (table.against == "") & (table["index"] == "total")]
    assert (other.estimate.astype(float) > 0.5).all()


def test_what_cannot_be_told_says_how_much_is_known_or_names_a_number_that_can_be_run(tmp_path):
    done = equipoise("sensitivity", UK, "--runs", 16, "--out", tmp_path / "out", "--option", "status-quo", "--option", OPTION)
    assert done.returncode == 0, done.stderr
    table = read(tmp_path / "out/sensitivity.csv", keep_default_na=False)
    vague = table[table.note.str.startswith("not distinguishable from 0")]
    named = vague.note.str.extract(r"N = (\d+) would")[0]
    known = vague.note.str.extract(r": known to ([\d.]+) with N = (\d+)$")
    assert len(vague) and (named.notna() | known[0].notna() | vague.note.str.endswith("smaller than 0.01")).all()
    assert (named.dropna().astype(int) <= 16 * vague.n[named.notna()]).all()
    told = vague[known[0].notna()]
    assert len(told) and (known[1].dropna().astype(int) == told.n).all()
    half = (told.high.astype(float) - told.low.astype(float)) / 2
    assert numpy.allclose(known[0].dropna().astype(float), half, rtol=0, atol=0.006)


def test_screening_moves_every_input_to_each_of_its_values(tmp_path):
    (tmp_path / "inert.yaml").write_text(INERT)
    done = equipoise("sensitivity", tmp_path / "inert.yaml", "--method", "morris", "--runs", 32, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "steps reach each value of userSurplus as often, whatever its weight" in done.stderr
    points = read(tmp_path / "out-sweep/experiments.csv")
    assert set(points.userSurplus) == {1, 3} and len(set(points.labelEffect)) == 8
    table = read(tmp_path / "out/sensitivity.csv", keep_default_na=False)
    rows = table[(table.option == "new") & (table.outcome == "gain") & (table.n == 32)].set_index(["input", "index"])
    assert float(rows.estimate["userSurplus", "mu_star"]) > 0
    # the gain grows by what a pound of surplus is worth: the effects of all trajectories, from the points themselves
    gain = outcomes(tmp_path / "out-sweep", "new").gain.to_numpy().reshape(32, 4)
    moved = numpy.diff(points.userSurplus.to_numpy().reshape(32, 4), axis=1)
    effects = numpy.diff(gain, axis=1)[moved != 0] / (numpy.sign(moved[moved != 0]) / 2)
    assert len(effects) == 32
    assert float(rows.estimate["userSurplus", "mu_star"]) == pytest.approx(abs(effects).mean(), rel=1e-9)
    (tmp_path / "one.yaml").write_text(INERT.replace("[0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]", "[0.1]"))
    done = equipoise("sensitivity", tmp_path / "one.yaml", "--method", "morris", "--runs", 8, "--out", tmp_path / "one")
    assert done.returncode == 65 and "labelEffect has one value, which no step can change" in done.stderr
    assert not (tmp_path / "one-sweep").exists()


def test_failed_points_are_stated_and_refused_until_the_user_chooses(tmp_path):
    (tmp_path / "f.yaml").write_text(FAILING)
    arguments = ("sensitivity", tmp_path / "f.yaml", "--out", tmp_path / "out")
    done = equipoise(*arguments)
    assert done.returncode == 2 and "base points have a run that failed" in done.stderr and "--on-missing drop" in done.stderr
    assert not (tmp_path / "out").exists() and (tmp_path / "out-sweep/failures.csv").exists()
    done = equipoise(*arguments, "--resume", "--on-missing", "drop")
    assert "left out" in done.stderr
    table = read(tmp_path / "out/sensitivity.csv", keep_default_na=False)
    assert 2 < table.n.max() < 64


def test_the_peeling_trajectory_is_that_of_the_ema_workbench(swept, tmp_path):
    done = discover(swept, "--where", WHERE, "--option", OPTION, "--out", tmp_path / "d")
    assert done.returncode == 0, done.stderr
    ours = read(tmp_path / "d/trajectory.csv")
    inputs = read(swept / "experiments.csv").drop(columns="point")
    cases = (outcomes(swept, OPTION)[OUTCOME] < 85).to_numpy().astype(int)
    theirs = prim.Prim(inputs, cases, threshold=0.01, mass_min=0.05).find_box().peeling_trajectory
    assert list(ours.points) == list(theirs.n) and list(ours.cases) == list(theirs.k)
    assert list(ours.restricted) == list(theirs.res_dim)
    assert numpy.allclose(ours.coverage, theirs.coverage) and numpy.allclose(ours.density, theirs.density)


def test_a_box_runs_again_and_its_density_lies_within_its_interval(swept, tmp_path):
    assert discover(swept, "--where", WHERE, "--option", OPTION, "--out", tmp_path / "d").returncode == 0
    done = equipoise("sweep", tmp_path / "d/box-1.yaml", "--out", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    box = read(tmp_path / "d/boxes.csv")
    density = (outcomes(tmp_path / "again", OPTION)[OUTCOME] < 85).mean()
    assert box.density_low[0] <= density <= box.density_high[0]
    inputs = read(tmp_path / "again/experiments.csv")
    for row in box.itertuples():
        assert (~(inputs[row.input] < row.low)).all() and (~(inputs[row.input] > row.high)).all()


@pytest.mark.parametrize("outcome", ["a", "b"])
def test_boxes_cut_off_every_kind_of_distribution(tmp_path, outcome):
    (tmp_path / "kinds.yaml").write_text(KINDS)
    assert equipoise("sweep", tmp_path / "kinds.yaml", "--out", tmp_path / "s").returncode == 0
    table = outcomes(tmp_path / "s", "new")
    level = table[outcome].quantile(0.75)
    done = discover(tmp_path / "s", "--where", f"{outcome} > {level}", "--option", "new", "--out", tmp_path / "d", "--boxes", 2,
                    "--density", 0.99)
    assert done.returncode == 0, done.stderr
    boxes = read(tmp_path / "d/boxes.csv")
    for number, box in boxes.groupby("box"):
        done = equipoise("sweep", tmp_path / f"d/box-{number}.yaml", "--out", tmp_path / f"again{number}")
        assert done.returncode == 0, done.stderr
        inputs = read(tmp_path / f"again{number}/experiments.csv")
        for row in box.itertuples():
            assert (~(inputs[row.input] < row.low * (1 - 1e-9))).all(), row.input
            assert (~(inputs[row.input] > row.high * (1 + 1e-9))).all(), row.input
        if number == 1:
            density = (outcomes(tmp_path / "again1", "new")[outcome] > level).mean()
            assert density > box.density_low.iloc[0] - 0.05


def test_robustness_is_what_pandas_makes_of_the_same_table(swept, tmp_path):
    done = equipoise("robust", swept, "--out", tmp_path / "r", "--enough", "uk-creators-gain >= 0.05")
    assert done.returncode == 0, done.stderr
    ours = read(tmp_path / "r/robustness.csv")
    table = read(swept / "outcomes.csv")
    for outcome in ("uk-creators-gain", "uk-developers-gain", "world-total-gain"):
        wide = table.pivot(index="point", columns="option", values=outcome)
        # twice the tolerance of the largest level is too close to tell
        within = 2e-6 * wide.abs().max(axis=1)
        leads = wide.ge(wide.max(axis=1) - within, axis=0)
        alone = leads.sum(axis=1) == 1
        regret = wide.rsub(wide.max(axis=1), axis=0).mask(leads, 0)
        for row in ours[ours.outcome == outcome].itertuples():
            enough = (0.05 if outcome == "uk-creators-gain" else wide["status-quo"]) - within
            assert row.best == pytest.approx((leads[row.option] & alone).mean())
            assert row.tied == pytest.approx((leads[row.option] & ~alone).mean())
            assert row.against == "status-quo"
            assert row.regret_max == pytest.approx(regret[row.option].max(), abs=1e-12)
            assert row.regret_p90 == pytest.approx(regret[row.option].quantile(0.9), abs=1e-12)
            assert row.satisfied == pytest.approx((wide[row.option] >= enough).mean())
            assert row.mean_difference == pytest.approx((wide[row.option] - wide["status-quo"]).mean(), abs=1e-9)


def test_what_is_enough_can_stand_in_the_scenario(tmp_path):
    scenario = (ROOT / "scenarios/uk-options.yaml").read_text()
    changed = scenario.replace("aggregate: presentValue}", "aggregate: presentValue, enough: 0.05}")
    assert changed != scenario
    (tmp_path / "enough.yaml").write_text(changed)
    sweep = tmp_path / "sweep"
    done = equipoise("sweep", tmp_path / "enough.yaml", "--runs", 64, "--out", sweep)
    assert done.returncode == 0, done.stderr
    assert "enough: 0.05" in (sweep / "scenario.resolved.yaml").read_text()
    done = equipoise("robust", sweep, "--out", tmp_path / "r", "--enough", "uk-consumers-gain >= 0.01")
    assert done.returncode == 0, done.stderr
    ours, table = read(tmp_path / "r/robustness.csv"), read(sweep / "outcomes.csv")
    for outcome, enough in [("uk-creators-gain", 0.05), ("uk-consumers-gain", 0.01)]:
        for option, values in table.groupby("option")[outcome]:
            row = ours[(ours.outcome == outcome) & (ours.option == option)].iloc[0]
            assert row.satisfied == pytest.approx((values >= enough).mean())


def test_a_model_that_leaves_no_choice_fails_the_audit(swept, tmp_path):
    table = read(swept / "outcomes.csv")
    wide = table.pivot(index="point", columns="option", values="world-total-gain")
    share = wide.idxmax(axis=1).value_counts(normalize=True).max()
    done = equipoise("robust", swept, "--out", tmp_path / "r", "--audit", 0.5)
    assert done.returncode == (4 if share > 0.5 else 0), done.stderr
    assert ("audit failed" in done.stderr) == (share > 0.5)
    done = equipoise("robust", swept, "--out", tmp_path / "r", "--audit", 1)
    assert done.returncode == 0 and "audit passed" in done.stderr


@pytest.mark.parametrize("arguments, words", [
    (["--where", f"{OUTCOME} < -5", "--option", OPTION], ["holds at none of 1024 points", "is from"]),
    (["--where", f"{OUTCOME} > -5", "--option", OPTION], ["holds at all of 1024 points"]),
    (["--where", "uk-creative-revenue < 85", "--option", OPTION], ["is not an outcome", f"did you mean {OUTCOME}?"]),
    (["--where", WHERE], ["--option", "is needed", "permission"]),
    (["--where", WHERE, "--option", "exceptions"], ["did you mean exception?"]),
])
def test_a_condition_that_cannot_be_looked_for_is_an_error(swept, tmp_path, arguments, words):
    done = discover(swept, *arguments, "--out", tmp_path / "d")
    assert done.returncode == 65 and not (tmp_path / "d").exists()
    assert all(word in done.stderr for word in words), done.stderr


def test_folders_that_are_no_sweep_and_other_results_are_refused(swept, tmp_path):
    (tmp_path / "empty").mkdir()
    done = discover(tmp_path / "empty", "--where", "a < 1")
    assert done.returncode == 65 and "datapackage.json" in done.stderr
    done = discover(swept, "--where", WHERE, "--option", OPTION, "--out", swept)
    assert done.returncode == 73 and (swept / "outcomes.csv").exists()
    assert discover(swept, "--where", "nonsense", "--option", OPTION).returncode == 64


@pytest.mark.parametrize("damage", ["cut", "letters", "row"])
def test_damaged_tables_are_refused(swept, tmp_path, damage):
    folder = tmp_path / "s"
    folder.mkdir()
    for name in ("experiments.csv", "outcomes.csv", "failures.csv", "scenario.resolved.yaml", "world.resolved.yaml", "datapackage.json"):
        (folder / name).write_bytes((swept / name).read_bytes())
    text = (folder / "outcomes.csv").read_text()
    lines = text.splitlines(keepends=True)
    text = {"cut": text[:-9], "letters": text.replace(lines[5], lines[5].replace(".", "x")), "row": "".join(lines[:7] + lines[8:])}[damage]
    (folder / "outcomes.csv").write_text(text)
    # as if it had been written so: the hash is not what gives it away
    package = (folder / "datapackage.json").read_text()
    old, new = (hashlib.sha256((place / "outcomes.csv").read_bytes()).hexdigest() for place in (swept, folder))
    (folder / "datapackage.json").write_text(package.replace(old, new))
    done = equipoise("robust", folder, "--out", tmp_path / "r")
    assert done.returncode == 65 and "outcomes.csv" in done.stderr and not (tmp_path / "r").exists()


def test_every_folder_is_a_valid_data_package(swept, tmp_path):
    assert discover(swept, "--where", WHERE, "--option", OPTION, "--out", tmp_path / "discover").returncode == 0
    assert equipoise("robust", swept, "--out", tmp_path / "robust").returncode == 0
    for method in ("sobol", "morris"):
        done = equipoise("sensitivity", UK, "--runs", 8, "--method", method, "--out", tmp_path / method, "--outcome", OUTCOME)
        assert done.returncode == 0, done.stderr
    for name in ("discover", "robust", "sobol", "morris"):
        report = frictionless.validate(tmp_path / name / "datapackage.json")
        assert report.valid, report.flatten(["title", "note"])


def test_an_analysis_again_gives_the_same_bytes(swept, tmp_path):
    for name in ("one", "two"):
        assert discover(swept, "--where", WHERE, "--option", OPTION, "--out", tmp_path / name).returncode == 0
    for file in ("trajectory.csv", "boxes.csv", "tree.csv", "box-1.yaml", "box-1.world.yaml", "datapackage.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
