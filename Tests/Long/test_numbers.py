"""Every number in every table is finite: where one is not the field is empty, which is counted and said."""
import concurrent.futures
import csv
import gzip
import json
import math
import os
import random
import re
import shutil
import sqlite3
import time

import pandas
import pytest
import yaml

from conftest import ROOT, equipoise

HEADER = "series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality\n"
PUBLISHED = {0, 2, 3, 4, 5, 64, 65, 66, 73, 74, 75}


def past(folder, observations, **more):
    """A scenario that begins in 2023, beside a table of observations."""
    shutil.copy(ROOT / "scenarios/world-2023.yaml", folder / "world.yaml")
    (folder / "observations.csv").write_text(HEADER + observations)
    path = folder / "past.yaml"
    path.write_text(yaml.safe_dump({
        "extends": "world.yaml", "horizon": {"end": 2026, "step": 0.5}, "options": {"today": {}}, **more}))
    return path


VARY = {"vary": [{"parameter": "qualityExponent", "distribution": "range"},
                 {"parameter": "adoptionImitation", "distribution": "range"}],
        "design": {"method": "sobol", "runs": 64, "seed": 7}}
BACKTEST = {"backtest": {"observations": "observations.csv", "from": 2024}}
KNOWN = ("b,ai_sector_revenue,UK,,2023,12,,,2,level,s,high\n" "b,ai_sector_revenue,UK,,2024,15,,,2,level,s,high\n"
         "b,ai_sector_revenue,UK,,2025,17,,,2,level,s,high\n")


def test_an_observation_of_0_is_scored_for_what_it_can_be(tmp_path):
    path = past(tmp_path, KNOWN + "c,licence_income,UK,books,2025,0,,,0.05,level,s,high\n", **VARY, **BACKTEST)
    done = equipoise("backtest", path, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert not_finite(tmp_path / "out") == []
    rows = {(row["series"], row["date"]): row for row in csv.DictReader((tmp_path / "out/scores.csv").open())}
    zero = rows["c", "2025.0"]
    assert zero["bias"] == "" and float(zero["crps"]) >= 0
    others = [row for row in rows.values() if row is not zero]
    biases = [(float(row["median"]) - float(row["observed"])) / float(row["observed"]) for row in others]
    assert [float(row["bias"]) for row in others] == pytest.approx(biases)
    words = (tmp_path / "out/backtest.md").read_text()
    assert "of 1 observation of 0 nothing is a share" in words
    told = float(re.search(r"off by (-?[\d.]+) %", words)[1])
    assert told == pytest.approx(100 * sum(biases) / 2, abs=0.006)
    assert equipoise("export", tmp_path / "out", "--as", "sqlite", "--out", tmp_path / "out.sqlite").returncode == 0
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        assert database.execute("SELECT count(*) FROM scores WHERE bias IS NULL").fetchone() == (1,)


def test_a_number_that_is_too_large_is_missing_counted_and_said(tmp_path):
    # nothing is a share of so small a number but what is beyond all numbers
    path = past(tmp_path, KNOWN + "c,licence_income,UK,books,2025,1e-313,,,0.05,level,s,high\n", **VARY, **BACKTEST)
    done = equipoise("backtest", path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "warning: scores.csv: 1 field left empty, since the number there is not finite" in done.stderr
    assert not_finite(tmp_path / "out") == [] and "inf" not in done.stdout
    table = pandas.read_csv(tmp_path / "out/scores.csv", keep_default_na=False, na_values=[""])
    assert list(table.bias.isna()) == [False, False, True]
    assert equipoise("export", tmp_path / "out", "--as", "sqlite", "--out", tmp_path / "out.sqlite").returncode == 0


@pytest.mark.parametrize("error", ["1e200", "1e-200"])
@pytest.mark.parametrize("command", ["backtest", "calibrate"])
def test_a_standard_error_without_a_square_is_refused_with_its_line(tmp_path, command, error):
    sections = {**VARY, **BACKTEST} if command == "backtest" else {
        "calibrate": {"observations": "observations.csv", "parameters": ["qualityExponent"], "draws": 64}}
    path = past(tmp_path, KNOWN + f"c,licence_income,UK,books,2025,1,,,{error},level,s,high\n", **sections)
    done = equipoise(command, path, "--out", tmp_path / "out")
    assert done.returncode == 65 and not (tmp_path / "out").exists()
    assert "observations.csv:5:" in done.stderr and "must be between 1e-100 and 1e+100" in done.stderr


@pytest.mark.parametrize("command", ["backtest", "calibrate"])
def test_an_index_whose_anchor_the_model_has_at_0_predicts_nothing(tmp_path, command):
    # without a duty to disclose nothing is spent on one
    index = "".join(f"c,burden_compliance,UK,,{year},{value},,,0.1,index,s,high\n" for year, value in [(2023, 1), (2025, 2)])
    sections = {**VARY, **BACKTEST} if command == "backtest" else {
        "calibrate": {"observations": "observations.csv", "parameters": ["qualityExponent"], "draws": 64}}
    done = equipoise(command, past(tmp_path, KNOWN + index, **sections), "--out", tmp_path / "out")
    assert done.returncode == 3 and not (tmp_path / "out").exists()
    assert "index" in done.stderr


# MARK: whatever comes in

WORDS = {"inf", "-inf", "+inf", "nan", "-nan", "infinity", "-infinity"}


def refuse(word):
    raise AssertionError(f"JSON holds {word}")


def not_finite(folder):
    """Fields of tables, and words of texts, that are numbers which are not finite."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".json":
            json.loads(path.read_text(), parse_constant=refuse)
        elif path.name.endswith((".csv", ".csv.gz")):
            text = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
            found += [(path.name, row) for row in csv.reader(text) if WORDS & {field.lower() for field in row}]
        elif path.suffix in (".md", ".yaml"):
            found += [(path.name, line) for line in path.read_text().splitlines() if re.search(r"(?i)(?<![\w-])[-+]?(\.?nan|\.?inf)\b", line)]
    return found


EXTREME = [0, -0.0, 1, -1, 0.5, 5e-324, 1e-308, -1e-308, 1e-150, 1e-16, 1e16, 1e150, 1e154, -1e154, 1e300, 1.7e308, -1.7e308, 20, 100,
           1e9, 2**53]
SCENE = {
    "horizon": {"end": 2028}, "solver": {"tolerance": 1e-6},
    "set": {"userSurplus": 2, "adoptionSlope": 1.5, "capitalGrowth": 0.2, "substitution": 2.2, "passThroughTime": 1},
    "compare": {"against": "law", "from": 2026, "years": 2},
    "options": {"law": {}, "new": {"UK": [{"from": 2026, "over": 1, "regime": "permission", "with": {"enforcement": 0.5}}]}},
    "vary": [{"parameter": "qualityExponent", "distribution": {"uniform": [0.6, 1.8]}},
             {"parameter": "valueTail", "distribution": {"lognormal": [0.5, 0.2]}},
             {"parameter": "userSurplus", "distribution": {"normal": [2, 0.5]}}],
    "design": {"method": "sobol", "runs": 16, "seed": 1},
    "outcomes": {"a": {"variable": "gain_total", "place": "UK", "aggregate": "presentValue"},
                 "b": {"variable": "licence_income", "place": "UK", "year": 2028},
                 "c": {"variable": "ai_sector_revenue", "place": "World", "aggregate": "crossing", "above": 300},
                 "d": {"variable": "gain_total", "place": "UK", "year": 2028, "against": "law"}},
    "claims": [{"id": "k", "wording": "w", "by": "b", "source": "s", "outcome": "a", "option": "new", "against": "law",
                "change": "relative", "holds": "< -0.1"},
               {"id": "l", "wording": "w", "by": "b", "source": "s", "outcome": ["a", "b"], "per": "b", "option": "new",
                "holds": "> 2"}],
    "game": {"players": ["UK", "EU"], "strategies": ["status-quo", "permission"], "from": 2026, "over": 1,
             "payoff": [{"variable": "gain_total", "aggregate": "presentValue"}]},
    "calibrate": {"observations": "observations.csv", "draws": 64, "keep": 64,
                  "parameters": [{"parameter": "qualityExponent", "distribution": {"normal": [1.2, 0.3]}}, "adoptionImitation"]},
    "backtest": {"observations": "observations.csv", "from": 2026},
}
SOLVE = [{"vary": "userSurplus", "between": [0.5, 10], "outcome": "a", "equals": 60, "option": "new"},
         {"levers": {"options.new.UK[0].with.enforcement": [0, 1]}, "maximise": ["a"], "option": "new", "starts": 2,
          "subjectTo": ["b >= 0"]},
         {"levers": {"options.new.UK[0].with.enforcement": [0, 1]}, "maximise": ["a", "b"], "option": "new", "population": 8,
          "generations": 2}]
OBSERVED = [["x", "ai_sector_revenue", "UK", "", 2025, 22, "", "", 1, "level", "s", "high"],
            ["x", "ai_sector_revenue", "UK", "", 2027, 27, "", "", 2, "level", "s", "high"],
            ["y", "licence_income", "UK", "books", 2026, 1, "", "", 0.4, "index", "s", "high"],
            ["y", "licence_income", "UK", "books", 2028, 2, 1, 3, "", "index", "s", "high"]]
COMMANDS = ["run", "sweep", "claims", "sensitivity", "game", "calibrate", "backtest", "solve"]


def numbers(node, path=()):
    """Where a tree has numbers."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, (dict, list)):
            yield from numbers(value, (*path, key))
        elif isinstance(value, (int, float)) and not isinstance(value, bool) and key not in ("runs", "seed", "draws", "keep", "year", "end"):
            yield (*path, key)


def extreme(draw, value):
    far = draw.choice([draw.choice(EXTREME), value * draw.choice([0, -1, 1e-9, 1e3, 1e9, 1e200]), math.nextafter(value, math.inf)])
    return far if math.isfinite(far) else math.copysign(1.7e308, far)


def fuzzed(folder, seed):
    """One input with some of its numbers far out, and what of any command's files is not finite."""
    draw = random.Random(seed)
    folder.mkdir()
    command = draw.choice(COMMANDS)
    scene = json.loads(json.dumps(SCENE))
    if command == "solve":
        scene["solve"] = json.loads(json.dumps(draw.choice(SOLVE)))
    table = [list(row) for row in OBSERVED]
    for _ in range(draw.choice([1, 1, 2, 4])):
        tree = table if command in ("calibrate", "backtest") and draw.random() < 0.6 else scene
        path = draw.choice(list(numbers(tree)))
        node = tree
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = extreme(draw, node[path[-1]])
    (folder / "a.yaml").write_text(yaml.safe_dump(scene, sort_keys=False))
    (folder / "observations.csv").write_text(HEADER + "".join(",".join(map(str, row)) + "\n" for row in table))
    jobs = [] if command == "run" else ["--jobs", 1]
    steps = [(command, folder / "a.yaml", "--out", folder / "out", *jobs)]
    if command == "sweep":
        steps += [("robust", folder / "out"), ("discover", folder / "out", "--where", "b < 0.5", "--option", "new"),
                  ("export", folder / "out", "--as", "sqlite")]
    elif command == "run":
        steps += [("export", folder / "out", "--as", form) for form in ("iamc", "wide", "sqlite")]
    codes = []
    for step in steps:
        done = equipoise(*step)
        assert done.returncode in PUBLISHED and "Fatal" not in done.stderr, (seed, step[0], done.returncode, done.stderr[-500:])
        assert not re.search(r"(?i)(?<![\w-])-?(nan|inf)\b", done.stdout), (seed, step[0], done.stdout)
        codes.append(done.returncode)
        # what is said is not said of nothing, and ends with a code of its own
        assert ("field left empty" in done.stderr or "fields left empty" in done.stderr) <= (done.returncode != 0)
        if not (folder / "out").exists():
            break
    found = not_finite(folder)
    assert found == [], (seed, steps[0][0], found[:3])
    shutil.rmtree(folder)
    return codes


def test_no_input_makes_a_number_that_is_not_finite(tmp_path):
    """For a minute, or as long as SECONDS says."""
    seed = int(os.environ.get("SEED", int.from_bytes(os.urandom(4), "big")))
    print("seed", seed)
    end = time.monotonic() + float(os.environ.get("SECONDS", 60))

    def lot(first):
        codes = []
        own = first
        while time.monotonic() < end:
            codes += fuzzed(tmp_path / f"{own}", seed + own)
            own += 2
        return codes

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        codes = [code for part in pool.map(lot, [0, 1]) for code in part]
    counts = pandas.Series(codes).value_counts().to_dict()
    print(len(codes), "commands, by exit code", counts)
    assert counts.get(0, 0) > len(codes) / 5 and counts.get(65, 0) > 0
