"""Searches: the solution run again by other commands, grids that look for better points, and NumPy on a sweep's tables."""
import functools
import itertools
import json
import math
import signal
import subprocess
import time

import frictionless
import numpy
import pandas
import pytest

from conftest import EQUIPOISE, ROOT, equipoise

read = functools.partial(pandas.read_csv, float_precision="round_trip")
RATE = "options.statutory.UK[0].with.statutoryRate"

SCENARIO = """
horizon: {end: 2036, step: 1}
options:
  law: {}
  statutory: {UK: [{from: 2027, over: 2, regime: statutoryLicence}]}
outcomes:
  developers: {variable: gain_developers, place: UK, aggregate: presentValue}
  creators: {variable: gain_creators, place: UK, aggregate: presentValue}
  revenue: {variable: ai_sector_revenue, place: UK, year: 2035}
  early: {variable: ai_sector_revenue, place: UK, year: 2026}
"""
DRAWS = """
vary:
  - {parameter: qualityExponent, distribution: range}
  - {parameter: openDataShare, distribution: range}
design: {method: sobol, runs: 64, seed: 5}
"""
BREAK_EVEN = """
solve: {vary: "%s", between: [0, 0.1], outcome: developers, option: statutory, against: law, equals: 0%%s}
""" % RATE
LEVERS = '{"%s": [0, 0.1], "options.statutory.UK[0].with.exceptionScope": [0, 1]}' % RATE


def solve(folder, text, *arguments, code=0):
    """Writes and solves a scenario; returns the process and the result's folder."""
    scenario = folder / "question.yaml"
    scenario.write_text(SCENARIO + text)
    out = folder / "out"
    done = equipoise("solve", scenario, "--out", out, *arguments, timeout=600)
    assert done.returncode == code, done.stderr + done.stdout
    return done, out


def solution(out, role="lever"):
    table = read(out / "solution.csv")
    return table[table.role == role]


def impact(scenario, folder, *settings, group="developers", option="statutory"):
    """The present value of a group's difference, from a plain run."""
    done = equipoise("run", scenario, "--out", folder, *(f"--set={setting}" for setting in settings))
    assert done.returncode == 0, done.stderr
    table = read(folder / "impact.csv")
    row = table[(table.option == option) & (table.jurisdiction == "UK") & (table.group == group)]
    return row.present_value.item()


def test_a_root_is_one_of_a_plain_run(tmp_path):
    done, out = solve(tmp_path, BREAK_EVEN % "")
    row = solution(out).iloc[0]
    scenario = tmp_path / "question.yaml"
    ends = [impact(scenario, tmp_path / str(rate), f"{RATE}={rate}") for rate in (0, 0.1)]
    assert ends[0] > 0.5 and ends[1] < -0.5
    assert row.aim_at_from == pytest.approx(ends[0], abs=1e-5) and row.aim_at_to == pytest.approx(ends[1], abs=1e-5)
    assert 0 < row.value < 0.1 and row.low <= row.value <= row.high
    assert abs(impact(scenario, tmp_path / "at", f"{RATE}={float(row.value)!r}")) < 1e-5
    # the solved scenario is the same run
    assert abs(impact(out / "solved.yaml", tmp_path / "again")) < 1e-5
    for side, sign in ((row.value - 1e-4, 1), (row.value + 1e-4, -1)):
        assert impact(scenario, tmp_path / f"side{sign}", f"{RATE}={float(side)!r}") * sign > 1e-4
    scan = read(out / "scan.csv")
    assert len(scan) == 65 and scan.iloc[0].developers == row.aim_at_from
    assert f"{RATE} = {row.value:.6g}" in done.stdout


def test_an_outcome_that_does_not_move_is_an_error(tmp_path):
    # what happens before the law changes
    done, out = solve(tmp_path, (BREAK_EVEN % "").replace("developers", "early"), code=5)
    assert f"early of statutory less law does not move with {RATE}" in done.stderr
    assert not out.exists()


def test_a_value_that_is_not_reached_is_told_with_the_ends(tmp_path):
    done, out = solve(tmp_path, (BREAK_EVEN % "").replace("equals: 0", "equals: 50"), code=5)
    assert f"no value of {RATE} gives developers of statutory less law = 50" in done.stderr
    assert " at 0 and " in done.stderr and " at 0.1, on the same side" in done.stderr
    assert not out.exists()


def draws_of(folder, scenario, name, *settings):
    """An outcome's difference at every draw, from a sweep."""
    done = equipoise(
        "sweep", scenario, "--out", folder, "--set", "solver.tolerance=1e-8", *(f"--set={s}" for s in settings))
    assert done.returncode == 0, done.stderr
    table = read(folder / "outcomes.csv").set_index(["option", "point"])[name]
    return (table["statutory"] - table["law"]).to_numpy()


@pytest.mark.parametrize("over, statistic", [
    ("mean", numpy.mean), ("{quantile: 0.1}", lambda values: numpy.quantile(values, 0.1))])
def test_a_root_over_draws_is_that_of_numpy_on_a_sweep(tmp_path, over, statistic):
    _, out = solve(tmp_path, DRAWS + BREAK_EVEN % f", over: {over}")
    row = solution(out).iloc[0]
    values = draws_of(tmp_path / "sweep", tmp_path / "question.yaml", "developers", f"{RATE}={float(row.value)!r}")
    assert len(values) == 64 and values.std() > 0.01
    assert abs(statistic(values)) < 1e-6
    solved = draws_of(tmp_path / "solved", out / "solved.yaml", "developers")
    assert solved == pytest.approx(values, abs=1e-9)
    central = solve(tmp_path, DRAWS + BREAK_EVEN % "")[1]
    assert abs(solution(central).value.item() - row.value) > 1e-4


BEST = f"""
solve: {{levers: {LEVERS}, maximise: [creators], subjectTo: ["developers >= -0.5"], option: statutory, against: law%s}}
"""


def test_no_point_of_a_grid_is_better_than_the_best(tmp_path):
    done, out = solve(tmp_path, BEST % "")
    levers = solution(out).set_index("name").value
    found = solution(out, "aim").value.item()
    assert solution(out, "condition").value.item() >= -0.5
    names = list(levers.index)
    points = tmp_path / "points.csv"
    # a grid, and a finer one around the solution
    wide = [numpy.linspace(0, 0.1, 21), numpy.linspace(0, 1, 21)]
    near = [numpy.clip(levers[name] + step * numpy.linspace(-1, 1, 21), 0, top)
            for name, step, top in zip(names, (0.002, 0.02), (0.1, 1))]
    rows = [*itertools.product(*wide), *itertools.product(*near)]
    pandas.DataFrame(rows, columns=names).to_csv(points, index=False)
    scenario = tmp_path / "grid.yaml"
    scenario.write_text(SCENARIO + "design: {points: points.csv}\n")
    developers = draws_of(tmp_path / "a", scenario, "developers")
    creators = draws_of(tmp_path / "b", scenario, "creators")
    allowed = developers >= -0.5
    assert allowed.any() and not allowed.all()
    spread = creators.max() - creators.min()
    assert creators[allowed].max() <= found + 1e-5 * spread
    assert creators[allowed].max() > found - 0.05 * spread
    # and it is what a plain run gives
    assert impact(out / "solved.yaml", tmp_path / "run", group="creators") == pytest.approx(found, abs=1e-6)
    agreeing = read(out / "starts.csv")
    assert len(agreeing) == 16 and agreeing.agrees.sum() >= 4
    assert f"{agreeing.agrees.sum()} of 16 starts agree" in done.stdout


def test_a_best_point_over_draws_is_best_among_its_neighbours(tmp_path):
    question = DRAWS + f"solve: {{levers: {LEVERS}, maximise: [revenue], option: statutory, over: {{quantile: 0.25}}, starts: 4}}\n"
    _, out = solve(tmp_path, question)
    rows = solution(out).set_index("name")
    found = solution(out, "aim").value.item()
    # revenue is largest where training is free of charge: at a bound, and exactly there
    assert rows["at"][RATE] == "from" and rows["value"][RATE] == 0

    def quantile(folder, *settings):
        done = equipoise("sweep", tmp_path / "question.yaml", "--out", folder, "--set", "solver.tolerance=1e-8", *settings)
        assert done.returncode == 0, done.stderr
        table = read(folder / "outcomes.csv")
        return numpy.quantile(table[table.option == "statutory"].revenue, 0.25)

    settings = [f"--set={name}={float(value)!r}" for name, value in rows.value.items()]
    assert quantile(tmp_path / "at", *settings) == pytest.approx(found, abs=1e-6)
    worse = quantile(tmp_path / "off", *settings, f"--set={RATE}=0.01")
    assert worse < found - 1e-6
    assert rows["aim_at_to"][RATE] < found


FRONTIER = f"""
solve: {{levers: {LEVERS}, maximise: [developers, creators], option: statutory, against: law, population: 24, generations: 12, seed: 3}}
"""


@pytest.fixture(scope="module")
def frontier(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frontier")
    return solve(folder, FRONTIER)


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_frontier_has_points_that_no_other_betters_and_a_sweep_gives_their_aims(frontier, tmp_path):
    done, out = frontier
    table = read(out / "frontier.csv")
    aims = table[["developers", "creators"]].to_numpy()
    assert len(table) >= 8
    for i, j in itertools.permutations(range(len(aims)), 2):
        assert not (aims[i] >= aims[j]).all()
    levers = table.drop(columns=["point", "developers", "creators"])
    levers.to_csv(tmp_path / "points.csv", index=False)
    scenario = tmp_path / "points.yaml"
    scenario.write_text(SCENARIO + "design: {points: points.csv}\n")
    for name in ("developers", "creators"):
        assert draws_of(tmp_path / name, scenario, name) == pytest.approx(table[name].to_numpy(), abs=1e-9)
    progress = read(out / "progress.csv")
    assert list(progress.generation) == list(range(13)) and progress.points.iloc[-1] == 24 * 13
    assert progress.hypervolume.iloc[-1] > progress.hypervolume.iloc[0] > 0
    assert progress.frontier.iloc[-1] >= len(table)
    # the hypervolume of the table by hand, up to the worst of the first generation as the description has it
    package = json.loads((out / "datapackage.json").read_text())
    resource = next(r for r in package["resources"] if r["name"] == "progress")
    words = next(f for f in resource["schema"]["fields"] if f["name"] == "hypervolume")["description"]
    reference = [float(words.split(f"{name} = ")[1].split(" ")[0].split(":")[0]) for name in ("developers", "creators")]
    inside = aims[(aims > reference).all(axis=1)]
    inside = inside[inside[:, 0].argsort()[::-1]]
    height, volume = reference[1], 0.0
    for x, y in inside:
        volume += (x - reference[0]) * (y - height)
        height = y
    assert volume == pytest.approx(progress.hypervolume.iloc[-1], rel=1e-9)


def test_the_ends_of_a_frontier_are_the_best_points_of_each_aim(frontier, tmp_path):
    _, out = frontier
    table = read(out / "frontier.csv")
    for name in ("developers", "creators"):
        question = f"solve: {{levers: {LEVERS}, maximise: [{name}], option: statutory, against: law, starts: 4}}\n"
        _, single = solve(tmp_path, question)
        best = solution(single, "aim").value.item()
        width = table[name].max() - table[name].min()
        assert best - 0.1 * width < table[name].max() <= best + 1e-6 * width


@pytest.mark.parametrize("jobs", [1, 7])
def test_any_number_of_threads_gives_the_same_bytes(frontier, tmp_path, jobs):
    _, out = frontier
    assert files(solve(tmp_path, FRONTIER, "--jobs", jobs)[1]) == files(out)
    single = [solve(tmp_path, BEST % ", starts: 3", "--jobs", n)[1] for n in (jobs,)]
    one = files(single[0])
    assert files(solve(tmp_path, BEST % ", starts: 3", "--jobs", 2)[1]) == one
    root = files(solve(tmp_path, BREAK_EVEN % "", "--jobs", jobs)[1])
    assert files(solve(tmp_path, BREAK_EVEN % "", "--jobs", 2)[1]) == root


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_search_that_was_stopped_goes_on_to_the_same_bytes(frontier, tmp_path, end):
    _, whole = frontier
    scenario = tmp_path / "question.yaml"
    scenario.write_text(SCENARIO + FRONTIER)
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    command = [EQUIPOISE, "solve", str(scenario), "--out", str(out)]
    stops = 0
    for _ in range(3):
        process = subprocess.Popen([*command, *(["--resume"] if stops else [])], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        before = len(json.loads((partial / "checkpoint.json").read_text())["progress"]) if stops else 0
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            try:
                done = len(json.loads((partial / "checkpoint.json").read_text())["progress"])
            except (FileNotFoundError, json.JSONDecodeError):
                done = 0
            if done > before + 1:
                break
            time.sleep(0.002)
        process.send_signal(end)
        process.communicate()
        if process.returncode == 0:
            break
        assert process.returncode in (-signal.SIGKILL, 128 + signal.SIGTERM)
        stops += 1
    assert stops > 0
    if not out.exists():
        refused = equipoise(*command[1:])
        assert refused.returncode == 73 and "go on with --resume" in refused.stderr
        other = equipoise(*command[1:], "--resume", "--seed", 4)
        assert other.returncode == 75
        done = equipoise(*command[1:], "--resume")
        assert done.returncode == 0, done.stderr
    assert files(out) == files(whole)
    assert not partial.exists()


def test_another_seed_finds_another_population_and_nearly_the_same_frontier(frontier, tmp_path):
    _, out = frontier
    _, other = solve(tmp_path, FRONTIER, "--seed", 4)
    one, two = read(out / "frontier.csv"), read(other / "frontier.csv")
    assert not one.equals(two)
    for name in ("developers", "creators"):
        width = one[name].max() - one[name].min()
        assert abs(one[name].max() - two[name].max()) < 0.15 * width


def test_folders_are_valid_data_packages(frontier, tmp_path):
    for out in (frontier[1], solve(tmp_path, BREAK_EVEN % "")[1]):
        report = frictionless.validate(str(out / "datapackage.json"))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    out = solve(tmp_path, BEST % ", starts: 2")[1]
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert equipoise("check", out / "solved.yaml").returncode == 0


def test_conditions_that_no_point_keeps_are_told_with_the_nearest(tmp_path):
    question = BEST.replace('"developers >= -0.5"', '"developers >= 40"') % ", starts: 3"
    done, out = solve(tmp_path, question, code=5)
    assert "no point was found that keeps all conditions" in done.stderr and f"{RATE} = 0," in done.stderr
    assert "developers = " in done.stderr and ">= 40 is asked for" in done.stderr
    assert not out.exists()
    many = FRONTIER.replace("option:", 'subjectTo: ["developers >= 40"], option:').replace("generations: 12", "generations: 2")
    done, out = solve(tmp_path, many, code=5)
    assert "no point was found that keeps all conditions" in done.stderr
    assert not out.exists() and not (tmp_path / "out.partial").exists()


def test_aims_that_do_not_move_are_an_error(tmp_path):
    for aims in ("[early]", "[developers, early]"):
        question = f"solve: {{levers: {LEVERS}, maximise: {aims}, option: statutory}}\n"
        done, out = solve(tmp_path, question, code=5)
        assert "early of statutory does not move with any lever" in done.stderr
        assert not out.exists()


def test_a_question_that_cannot_be_answered_is_invalid_input(tmp_path):
    done, _ = solve(tmp_path, "", code=65)
    assert "has no question under solve" in done.stderr
    done, _ = solve(tmp_path, BREAK_EVEN % ", over: mean", code=65)
    assert "solve.over: needs draws" in done.stderr
    done, _ = solve(tmp_path, BREAK_EVEN % "", "--population", 20, code=65)
    assert "solve.population: unknown key" in done.stderr
    (tmp_path / "points.csv").write_text(f"{RATE}\n0.01\n0.02\n")
    done, _ = solve(tmp_path, "design: {points: points.csv}\n" + BREAK_EVEN % ", over: mean", code=65)
    assert "moves a number that the draws move too" in done.stderr


TWO_STEPS = """
horizon: {end: 2036, step: 1}
options:
  law: {}
  two: {UK: [{from: 2030, regime: permission}, {from: 2032, over: %s, regime: freeUse}]}
outcomes: {developers: {variable: gain_developers, place: UK, aggregate: presentValue}}
compare: {years: 10}
solve: {vary: "options.two.UK[1].from", between: %s, outcome: developers, option: two, against: law, equals: %s}
"""


def test_runs_that_fail_are_told_and_walked_around(tmp_path):
    # the second step has to come after the first, in 2030
    scenario = tmp_path / "question.yaml"
    scenario.write_text(TWO_STEPS % (1, "[2026, 2029]", 0))
    done = equipoise("solve", scenario, "--out", tmp_path / "none")
    assert done.returncode == 3 and "no run succeeded" in done.stderr and "after the step before it" in done.stderr
    ends = [impact(tmp_path / "question.yaml", tmp_path / str(year), f"options.two.UK[1].from={year}", option="two")
            for year in (2031, 2034)]
    scenario.write_text(TWO_STEPS % (1, "[2026, 2034]", sum(ends) / 2))
    done = equipoise("solve", scenario, "--out", tmp_path / "some")
    assert done.returncode == 0, done.stderr
    assert 2031 < solution(tmp_path / "some").value.item() < 2034
    scan = read(tmp_path / "some/scan.csv")
    failed = scan["options.two.UK[1].from"] <= 2030
    assert (scan.developers.isna() == failed).all() and failed.sum() == 33
    assert "33 of 65 values of the scan have none" in done.stdout


def test_a_leap_over_the_value_is_no_solution(tmp_path):
    # a law that changes at once adds a whole year to a sum over years as it passes the start of one
    scenario = tmp_path / "question.yaml"
    scenario.write_text(TWO_STEPS % (0, "[2031, 2034]", 0))
    low, high = (impact(scenario, tmp_path / str(year), f"options.two.UK[1].from={year}", option="two")
                 for year in (2032, 2032.01))
    assert abs(high - low) > 0.01
    scenario.write_text(TWO_STEPS % (0, "[2031, 2034]", (low + high) / 2))
    done = equipoise("solve", scenario, "--out", tmp_path / "none")
    assert done.returncode == 5 and "leaps over the value at 2032" in done.stderr


def test_the_shipped_questions_have_answers(tmp_path):
    done = equipoise("solve", ROOT / "scenarios/break-even.yaml", "--out", tmp_path / "root")
    assert done.returncode == 0, done.stderr
    row = solution(tmp_path / "root").iloc[0]
    assert row["from"] < row.value < row.to
    done = equipoise(
        "solve", ROOT / "scenarios/frontier.yaml", "--generations", 5, "--out", tmp_path / "frontier", timeout=600)
    assert done.returncode == 0, done.stderr
    assert len(read(tmp_path / "frontier/frontier.csv")) > 10
    assert math.isfinite(read(tmp_path / "frontier/progress.csv").hypervolume.iloc[-1])
