"""The game between jurisdictions, held to brute force, to plain runs of the same rules, and to nashpy."""
import functools
import itertools
import json
import subprocess
import sys
import time

import frictionless
import nashpy
import numpy
import pandas
import pytest
import yaml

from conftest import BASELINE, ROOT, equipoise

GAME = ROOT / "scenarios/regulatory-game.yaml"
# empty fields of names are names, not missing numbers
read = functools.partial(pandas.read_csv, float_precision="round_trip", keep_default_na=False, na_values={
    name: [""] for name in ["equilibrium", "attained", "price_least", "price_most"]})

SMALL = """
horizon: {end: 2031, step: 1}
options: {status-quo: {}}
compare: {against: status-quo, from: 2026, years: 6}
game:
  players: [UK, EU, US]
  strategies: [status-quo, freeUse, permission, statutoryLicence]
  from: 2027
  over: 1
  payoff: [{variable: gain_developers, aggregate: presentValue}, {variable: gain_creators, aggregate: presentValue}]
"""


def play(folder, text, *arguments, name="game.yaml"):
    """Plays a game written as text; returns its folder."""
    (folder / name).write_text(text)
    out = folder / (name + "-out")
    done = equipoise("game", folder / name, "--out", out, *arguments)
    assert done.returncode == 0, done.stderr
    return out


def columns(table, prefix):
    return {name[len(prefix):]: name for name in table if name.startswith(prefix) and name != "payoff_sum"}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("game") / "game"
    started = time.monotonic()
    done = equipoise("game", GAME, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder, time.monotonic() - started


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return play(tmp_path_factory.mktemp("small"), SMALL)


def pure_equilibria(table, indifference=1e-6):
    """Rows in which no player gains by another strategy alone, and whether each would lose by any other."""
    strategies = columns(table, "strategy_")
    is_equilibrium, is_strict = numpy.ones(len(table), bool), numpy.ones(len(table), bool)
    for player, column in columns(table, "payoff_").items():
        care = indifference * table[column].abs().max()
        others = [name for other, name in strategies.items() if other != player]
        ranked = table.groupby(others)[column].transform
        is_equilibrium &= (ranked("max") - table[column] <= care).to_numpy()
        second = ranked(lambda values: values.nlargest(2).iloc[-1])
        is_strict &= (table[column] - second > care).to_numpy()
    return table[is_equilibrium], table[is_equilibrium & is_strict]


def without_twins(table):
    """The table with the first only of strategies that come to the same for everyone."""
    strategies = columns(table, "strategy_")
    values = [*columns(table, "payoff_").values(), "world"]
    care = 1e-6 * table[values].abs().max()
    for player, column in strategies.items():
        others = [name for name in strategies.values() if name != column]
        by_strategy = {
            name: rows.set_index(others)[values].sort_index() for name, rows in table.groupby(column, sort=False)}
        kept = []
        for name, rows in by_strategy.items():
            if not any(((rows - by_strategy[one]).abs() <= care).all(axis=None) for one in kept):
                kept.append(name)
        table = table[table[column].isin(kept)]
    return table


def test_every_pure_equilibrium_is_that_of_brute_force(shipped):
    folder, seconds = shipped
    assert seconds < 60
    table = read(folder / "payoffs.csv")
    assert len(table) == 6**5
    reduced = without_twins(table)
    assert len(reduced) == 5**2 * 6**3  # the law of the EU, and of CN, stands twice
    expected, strict = pure_equilibria(reduced)
    found = read(folder / "equilibria.csv")
    assert len(expected) == found.equilibrium.nunique() > 0
    for number, rows in found.groupby("equilibrium"):
        played = {f"strategy_{row.player}": row.strategy for row in rows.itertuples()}
        (index,) = [i for i in expected.index if all(expected.loc[i, k] == v for k, v in played.items())]
        assert rows.kind.iloc[0] == ("strict" if index in strict.index else "weak")
        for row in rows.itertuples():
            assert row.payoff == expected.loc[index, f"payoff_{row.player}"]
        # whatever comes to the same carries its number
        assert table.loc[index, "equilibrium"] == number
    marked = table[table.equilibrium.notna()]
    assert set(marked.index) >= set(expected.index) and len(marked) == 2  # free use in CN has two names
    pandas.testing.assert_series_equal(
        table.payoff_sum, table[list(columns(table, "payoff_").values())].sum(axis=1), check_names=False, rtol=1e-14)


def test_payoffs_are_those_of_plain_runs(shipped, tmp_path):
    folder, _ = shipped
    table = read(folder / "payoffs.csv")
    strategies = columns(table, "strategy_")
    profiles = [0, 1, 777, 4321, 7775]
    options = {
        f"p{profile}": {
            player: [{"from": 2027, "over": 2, "regime": table.loc[profile, column]}]
            for player, column in strategies.items() if table.loc[profile, column] != "status-quo"}
        for profile in profiles}
    assert options["p0"] == {}
    scenario = {"options": options, "compare": {"against": "p0"}}
    (tmp_path / "runs.yaml").write_text(yaml.safe_dump(scenario, sort_keys=False))
    done = equipoise("run", tmp_path / "runs.yaml", "--out", tmp_path / "runs")
    assert done.returncode == 0, done.stderr
    series = read(tmp_path / "runs/timeseries.csv")
    series = series[(series.variable == "gain_total") & series.year.between(2026, 2035)]
    weights = 1.035 ** -(series.year - 2026)
    present = (series.value * weights).groupby([series.option, series.jurisdiction]).sum()
    impact = read(tmp_path / "runs/impact.csv").query("group == 'total'").set_index(["option", "jurisdiction"])
    for profile in profiles:
        for player in [*strategies, "World"]:
            column = "world" if player == "World" else f"payoff_{player}"
            assert table.loc[profile, column] == pytest.approx(present[f"p{profile}", player], rel=1e-6)
            if profile:
                change = table.loc[profile, column] - table.loc[0, column]
                level = table.loc[0, column]
                assert change == pytest.approx(impact.present_value[f"p{profile}", player], abs=1e-6 * level)


def test_an_equilibrium_runs_again(shipped, tmp_path):
    folder, _ = shipped
    done = equipoise("run", folder / "equilibrium-1.yaml", "--out", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    impact = read(tmp_path / "again/impact.csv").query("group == 'total' and option == 'equilibrium'")
    impact = impact.set_index("jurisdiction")
    for row in read(folder / "equilibria.csv").query("equilibrium == 1").itertuples():
        assert row.change == pytest.approx(impact.present_value[row.player], abs=1e-6 * row.payoff)


def test_what_is_best_for_all_and_what_it_costs_not_to_agree(shipped):
    folder, _ = shipped
    table = read(folder / "payoffs.csv")
    rows = read(folder / "coordination.csv")
    best = {"players": table.payoff_sum.max(), "world": table.world.max()}
    start = table.loc[0]
    for benchmark, who in [("players", "sum"), ("world", "World")]:
        row = rows[(rows.benchmark == benchmark) & (rows.who == who)].iloc[0]
        assert row.benchmark_payoff == pytest.approx(best[benchmark], rel=1e-9)
        assert row.difference == pytest.approx(row.benchmark_payoff - row.equilibrium_payoff, abs=1e-9)
        column = "payoff_sum" if who == "sum" else "world"
        assert row.start == pytest.approx(start[column], rel=1e-12)
        gained, possible = row.equilibrium_payoff - row.start, row.benchmark_payoff - row.start
        assert row.attained == pytest.approx(gained / possible, rel=1e-9)


@pytest.mark.parametrize("order", ["sequential", "simultaneous"])
def test_a_path_is_one_of_best_answers(small, order):
    table = read(small / "payoffs.csv")
    strategies = columns(table, "strategy_")
    by_profile = table.set_index(list(strategies.values()))
    path = read(small / "paths.csv").query("order == @order")

    def answer(player, profile):
        place = list(strategies).index(player)
        column = f"payoff_{player}"
        care = 1e-6 * table[column].abs().max()
        names = list(dict.fromkeys(table[strategies[player]]))
        value = {n: by_profile.loc[(*profile[:place], n, *profile[place + 1:]), column] for n in names}
        if value[profile[place]] >= max(value.values()) - care:
            return profile[place]
        return next(n for n in names if value[n] >= max(value.values()) - care)

    profile, players = ("status-quo",) * 3, list(strategies)
    visited, turns = [profile], 0
    if order == "simultaneous":
        while (step := tuple(answer(player, profile) for player in players)) != profile and step not in visited:
            profile = step
            visited.append(step)
        visited += [step] if step != profile else []
    else:
        while turns < 3 * 64:
            player = turns % 3
            step = (*profile[:player], answer(players[player], profile), *profile[player + 1:])
            if step != profile:
                visited.append(step)
            profile, turns = step, turns + 1
    assert [tuple(row[list(strategies.values())]) for _, row in path.iterrows()] == visited
    assert path.part.iloc[-1] == "equilibrium"


def renamed(text, players, strategies):
    scenario = yaml.safe_load(text)
    scenario["game"]["players"], scenario["game"]["strategies"] = players, strategies
    return yaml.safe_dump(scenario, sort_keys=False)


def test_the_order_of_players_and_strategies_permutes_the_results(small, tmp_path):
    other = play(tmp_path, renamed(
        SMALL, ["US", "UK", "EU"], ["permission", "status-quo", "statutoryLicence", "freeUse"]))
    keys = ["strategy_UK", "strategy_EU", "strategy_US"]
    one, two = (read(folder / "payoffs.csv").set_index(keys).sort_index() for folder in (small, other))
    for column in ["payoff_UK", "payoff_EU", "payoff_US", "world"]:
        assert (one[column] == two[column]).all()
    assert (one.equilibrium.notna() == two.equilibrium.notna()).all() and one.equilibrium.notna().any()
    rows = [
        sorted(map(tuple, read(folder / "equilibria.csv")[["kind", "player", "strategy", "payoff"]].to_numpy()))
        for folder in (small, other)]
    assert rows[0] == rows[1]


def symmetric_world():
    """Two places with the numbers of the UK, each as open to the other as the other is to it."""
    world = yaml.safe_load(BASELINE.read_text())
    places = {"UK", "EU", "US", "CN", "ROW"}
    world["jurisdictions"] = ["A", "B"]

    def both(entries):
        own = entries["UK"]
        rest = {key: value for key, value in entries.items() if key not in places}
        return {**rest, "A": own, "B": own}

    world["contentSpending"] = both(world["contentSpending"])
    world["baseRegime"] = both(world["baseRegime"])
    world["byJurisdiction"] = {name: both(entries) for name, entries in world["byJurisdiction"].items()}
    for name, home in [("originShare", 0.7), ("developerShare", 0.6)]:
        rest = {key: value for key, value in world[name].items() if key not in places}
        world[name] = {**rest, "A": {"A": home, "B": 1 - home}, "B": {"A": 1 - home, "B": home}}
    return world


def test_players_who_are_alike_have_payoffs_that_are_alike(tmp_path):
    (tmp_path / "world.yaml").write_text(yaml.safe_dump(symmetric_world(), sort_keys=False))
    text = "extends: world.yaml\n" + SMALL.replace("[UK, EU, US]", "[A, B]")
    table = read(play(tmp_path, text) / "payoffs.csv").set_index(["strategy_A", "strategy_B"])
    assert len(table) == 16
    for (one, other), row in table.iterrows():
        mirrored = table.loc[(other, one)]
        assert row.payoff_A == pytest.approx(mirrored.payoff_B, rel=1e-9)
        assert row.world == pytest.approx(mirrored.world, rel=1e-9)
    assert table.payoff_A.nunique() > 8


TWO = """
horizon: {end: 2031, step: 1}
options: {status-quo: {}}
compare: {against: status-quo, from: 2026, years: 6}
outcomes:
  against: {variable: licence_income, place: EU, aggregate: presentValue}
game:
  players: [UK, EU]
  strategies:
    UK: {lever: exceptionScope, grid: [0, 0.5, 1]}
    EU: [status-quo, permission, statutoryLicence, freeUse]
  from: 2027
  over: 1
  payoff: {UK: against, EU: {variable: ai_sector_revenue, year: 2031}}
"""


@pytest.mark.parametrize("text", [TWO, SMALL.replace("[UK, EU, US]", "[EU, US]")], ids=["mixed payoffs", "plain"])
def test_two_players_have_the_equilibria_that_nashpy_finds(tmp_path, text):
    folder = play(tmp_path, text)
    table = without_twins(read(folder / "payoffs.csv"))
    names = list(columns(table, "strategy_").values())
    one, two = (list(dict.fromkeys(table[name])) for name in names)
    payoffs = [
        table.pivot(index=names[0], columns=names[1], values=column).loc[one, two].to_numpy()
        for column in columns(table, "payoff_").values()]
    expected = list(nashpy.Game(*((p - p.min()) / (p.max() - p.min()) for p in payoffs)).vertex_enumeration())
    found = read(folder / "equilibria.csv")
    assert found.equilibrium.nunique() == len(expected) > 0
    for rows in (rows for _, rows in found.groupby("equilibrium")):
        probability = {(row.player, row.strategy): row.probability for row in rows.itertuples()}
        players = list(dict.fromkeys(rows.player))
        mixed = [
            numpy.array([probability.get((player, name), 0) for name in strategies])
            for player, strategies in zip(players, (one, two))]
        assert any(all(numpy.allclose(a, b, atol=1e-6) for a, b in zip(mixed, other)) for other in expected)
        assert (rows.temptation >= 0).all()


DRAWS = SMALL + """
vary:
  - {parameter: userSurplus, distribution: range}
  - {parameter: qualityExponent, distribution: range}
  - {parameter: regimes.statutoryLicence.statutoryRate, distribution: {uniform: [0.01, 0.1]}}
"""


def test_the_game_at_draws_is_the_game_of_each_draw(tmp_path):
    folder = play(tmp_path, DRAWS, "--runs", 16, "--seed", 5)
    draws = read(folder / "draws.csv")
    assert len(draws) == 16 and draws.userSurplus.nunique() == 16
    counts = {}
    for _, draw in draws.iterrows():
        values = [
            f"--set={name}={float(draw[name])!r}"
            for name in ["userSurplus", "qualityExponent", "regimes.statutoryLicence.statutoryRate"]]
        own = play(tmp_path, SMALL, *values, name=f"draw{int(draw.point)}.yaml")
        table = without_twins(read(own / "payoffs.csv"))
        expected, strict = pure_equilibria(table)
        assert (len(expected), len(strict)) == (draw.equilibria, draw.strict)
        if len(expected):
            price = table.payoff_sum.max() - expected.payoff_sum
            assert draw.price_least == pytest.approx(price.min(), abs=1e-6)
            assert draw.price_most == pytest.approx(price.max(), abs=1e-6)
        for row in expected[list(columns(table, "strategy_").values())].itertuples(index=False):
            counts[tuple(row)] = counts.get(tuple(row), 0) + 1
    frequencies = read(folder / "frequencies.csv")
    keys = list(columns(frequencies, "strategy_").values())
    found = {tuple(row[keys]): row.equilibrium * row.n for _, row in frequencies.iterrows() if row.equilibrium > 0}
    assert found == pytest.approx(counts)
    assert frequencies.cooperative.sum() == pytest.approx(1) == frequencies.best_for_world.sum()
    strategies = read(folder / "strategy_frequencies.csv")
    for row in strategies.itertuples():
        place = keys.index(f"strategy_{row.player}")
        at_most = sum(n for profile, n in counts.items() if profile[place] == row.strategy)
        assert row.share * row.n <= at_most and (row.share > 0) == (at_most > 0)


def test_any_number_of_threads_gives_the_same_bytes(tmp_path):
    folders = []
    for jobs in (1, 2, 7):
        (tmp_path / f"{jobs}").mkdir()
        folders.append(play(tmp_path / f"{jobs}", DRAWS, "--runs", 8, "--jobs", jobs))
    files = sorted(file.name for file in folders[0].iterdir())
    assert "draws.csv" in files and "equilibrium-1.yaml" in files
    for other in folders[1:]:
        assert sorted(file.name for file in other.iterdir()) == files
        for name in files:
            assert (other / name).read_bytes() == (folders[0] / name).read_bytes(), name


def test_folders_are_valid_data_packages(shipped, tmp_path):
    for folder in (shipped[0], play(tmp_path, DRAWS, "--runs", 4)):
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_a_race_to_the_bottom_is_told_as_one(tmp_path):
    scenario = ROOT / "scenarios/regulatory-game-without-users.yaml"
    done = equipoise("game", scenario, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    table = read(tmp_path / "out/payoffs.csv")
    expected, strict = pure_equilibria(without_twins(table))
    assert len(expected) == len(strict) == 1
    assert set(expected.filter(like="strategy_").iloc[0]) == {"freeUse", "status-quo"}  # the latter is free use in CN
    best = table.loc[table.payoff_sum.idxmax()]
    assert set(best.filter(like="strategy_")) == {"statutoryLicence"}
    price = best.payoff_sum - expected.payoff_sum.iloc[0]
    assert price > 0 and f"not coordinating costs the players {price:.2f} together" in done.stdout


def test_what_cannot_be_played_is_an_error(tmp_path):
    def fails(text, code, message, *arguments):
        (tmp_path / "wrong.yaml").write_text(text)
        done = equipoise("game", tmp_path / "wrong.yaml", "--out", tmp_path / "no", *arguments)
        assert done.returncode == code and message in done.stderr, done.stderr
        assert not (tmp_path / "no").exists()

    fails("options: {a: {}}", 65, "has no game")
    fails(SMALL.replace("[UK, EU, US]", "[UK]"), 65, "wrong.yaml:6:12: game.players: must have at least two players")
    fails(SMALL.replace("2027", "2041"), 65, "wrong.yaml:8:9: game.from: must be at least 2025 and at most 2031")
    fails(SMALL, 65, "vary: names nothing", "--runs", 8)
    moving = SMALL.replace("{status-quo: {}}", "{status-quo: {}, old: {UK: [{from: 2026, regime: optOut}]}}")
    moving += "  background: old\nvary: [{parameter: 'options.old.UK[0].over', distribution: {uniform: [0, 1]}}]\n"
    fails(moving, 65, "moves options.old.UK[0].over, and a game has profiles in place of options", "--runs", 8)
    fails(SMALL, 65, "game.from: must be a number", "--set", "game.from=soon")


def test_draws_that_fail_are_left_out_and_told(tmp_path):
    text = SMALL + "vary: [{parameter: labelEffect, distribution: {normal: [0.05, 0.1]}}]\n"
    (tmp_path / "game.yaml").write_text(text)
    done = equipoise("game", tmp_path / "game.yaml", "--out", tmp_path / "out", "--runs", 16)
    assert done.returncode == 2, done.stderr
    draws = read(tmp_path / "out/draws.csv")
    failed = (draws.labelEffect < 0).sum()
    assert 0 < failed < 16 and f"{failed} of 16 draws are left out" in done.stderr
    assert set(read(tmp_path / "out/frequencies.csv").n) == {16 - failed}
    stopped = equipoise(
        "game", tmp_path / "game.yaml", "--out", tmp_path / "no", "--runs", 16, "--on-error", "stop")
    assert stopped.returncode == 3 and f"{failed} draws failed, and at most 0 may" in stopped.stderr
    assert not (tmp_path / "no").exists()


def test_the_committed_games_are_nashpys(tmp_path):
    made = subprocess.run(
        [sys.executable, ROOT / "Tests/Oracle/games.py"], capture_output=True, text=True, check=True).stdout
    committed = json.loads((ROOT / "Tests/AnalysisTests/Expected/bimatrix.json").read_text())
    for one, other in itertools.zip_longest(json.loads(made), committed):
        assert one["row"] == other["row"] and one["column"] == other["column"]
        assert len(one["equilibria"]) == len(other["equilibria"])
        for a, b in zip(one["equilibria"], other["equilibria"]):
            assert all(numpy.allclose(x, y, atol=1e-9) for x, y in zip(a, b))
