"""What a sweep promises: the same bytes for any threads, shards and ends of the process, in little memory, and clear errors."""
import csv
import filecmp
import gzip
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import time

import frictionless
import numpy
import pandas
import pytest
import yaml

from conftest import BASELINE, EQUIPOISE, ROOT, equipoise

UK = ROOT / "scenarios/uk-options.yaml"
OPTIONS = ["status-quo", "permission", "exception", "opt-out", "collective", "statutory"]
# time and arguments stand there and nowhere else
RECORD = "run.json"


def sweep(*arguments, **keywords):
    return equipoise("sweep", *arguments, **keywords)


def same(one, other):
    """Whether two results hold the same files with the same bytes, but for the record of the process."""
    names = sorted(os.listdir(one))
    assert names == sorted(os.listdir(other))
    return [name for name in names if name != RECORD and not filecmp.cmp(one / name, other / name, shallow=False)] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep of some seconds, and how long it took."""
    folder = tmp_path_factory.mktemp("sweeps") / "whole"
    begun = time.monotonic()
    done = sweep(UK, "--runs", 4096, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder, time.monotonic() - begun


def test_50_kills_at_random_moments_change_no_byte(whole, tmp_path):
    reference, seconds = whole
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)
    draw = random.Random(seed)
    kills = resumed = 0
    while kills < 50:
        out = tmp_path / f"out{kills}"
        while True:
            process = subprocess.Popen([EQUIPOISE, "sweep", UK, "--runs", "4096", "--out", out, "--resume"], cwd=ROOT,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            try:
                messages = process.communicate(timeout=draw.uniform(0.02, 0.9 * seconds))[1]
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
                continue
            assert process.returncode == 0, messages
            resumed += "going on after" in messages
            break
        assert same(reference, out)
    assert resumed > 3


@pytest.mark.parametrize("extra", [[], ["--gzip"], ["--timeseries", "--gzip"]], ids=["plain", "gzip", "timeseries"])
def test_threads_and_shards_change_no_byte(tmp_path, extra):
    # paths take a thousand times the bytes of outcomes
    arguments = [UK, "--runs", 50 if "--timeseries" in extra else 300, *extra]
    assert sweep(*arguments, "--out", tmp_path / "one", "--jobs", 1).returncode == 0
    for jobs in (2, 7):
        assert sweep(*arguments, "--out", tmp_path / f"jobs{jobs}", "--jobs", jobs).returncode == 0
        assert same(tmp_path / "one", tmp_path / f"jobs{jobs}")
    for count in (1, 3, 5):
        shards = [tmp_path / f"shard{i}of{count}" for i in range(1, count + 1)]
        for i, shard in enumerate(shards, 1):
            assert sweep(*arguments, "--shard", f"{i}/{count}", "--out", shard).returncode == 0
        random.Random(count).shuffle(shards)
        done = equipoise("merge", *shards, "--out", tmp_path / f"merged{count}")
        assert done.returncode == 0, done.stderr
        assert same(tmp_path / "one", tmp_path / f"merged{count}")


def test_the_summary_is_that_of_numpy(whole):
    folder, _ = whole
    outcomes = pandas.read_csv(folder / "outcomes.csv")
    summary = pandas.read_csv(folder / "summary.csv", keep_default_na=False, na_values={"mean": [""]})
    wide = outcomes.set_index(["point", "option"]).unstack("option")
    assert len(summary) == 12 * 6 + 12 * 5
    for row in summary.itertuples():
        values = wide[row.outcome][row.option]
        if row.against:
            values = values - wide[row.outcome][row.against]
        expected = [values.mean(), values.std(), values.std() / len(values) ** 0.5,
                    *numpy.percentile(values, [5, 25, 50, 75, 95])]
        found = [float(x) for x in (row.mean, row.sd, row.se, row.p05, row.p25, row.p50, row.p75, row.p95)]
        assert numpy.allclose(found, expected, rtol=1e-9, atol=1e-12), row
        assert row.n == 4096 and row.n_failed == 0


def test_outcomes_agree_with_single_runs_and_the_impact_table(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("options: {law: {}, new: {UK: [{from: 2027, over: 2, regime: permission}]}}\n"
                    "vary:\n  - {parameter: qualityExponent, grid: [0.8, 1.3]}\n"
                    "  - {parameter: 'options.new.UK[0].with.enforcement', grid: [0.2, 0.9]}\n")
    assert sweep(path, "--out", tmp_path / "sweep").returncode == 0
    points = pandas.read_csv(tmp_path / "sweep/experiments.csv", index_col="point")
    outcomes = pandas.read_csv(tmp_path / "sweep/outcomes.csv", index_col=["point", "option"])
    assert len(points) == 4
    for point, inputs in points.iterrows():
        changes = [word for name, value in inputs.items() for word in ("--set", f"{name}={value}")]
        folder = tmp_path / f"run{point}"
        assert equipoise("run", path, *changes, "--out", folder).returncode == 0
        table = pandas.read_csv(folder / "timeseries.csv", keep_default_na=False)
        last = table[(table.year == 2040) & (table.sector == "")].set_index(["option", "variable", "jurisdiction"]).value
        impact = pandas.read_csv(folder / "impact.csv").set_index(["jurisdiction", "group"]).present_value
        for name in outcomes.columns:
            variable, place, what = name.rsplit("_", 2)
            law, new = outcomes.loc[(point, "law"), name], outcomes.loc[(point, "new"), name]
            if what == "end":
                assert law == pytest.approx(last["law", variable, place], rel=2e-6)
                assert new == pytest.approx(last["new", variable, place], rel=2e-6)
            else:
                assert new - law == pytest.approx(impact[place, variable.removeprefix("gain_")], abs=2e-4)


def test_the_short_table_says_of_how_many_points_it_tells(tmp_path):
    """A crossing that never happens at some points has a median over the others alone."""
    (tmp_path / "crossing.yaml").write_text("""
horizon: {end: 2030, step: 1}
options: {law: {}, new: {UK: [{from: 2026, over: 1, regime: freeUse}]}}
vary: [{parameter: qualityExponent, distribution: range}]
design: {method: sobol, runs: 64, seed: 3}
outcomes:
  crossing: {variable: generative_ai_revenue, place: UK, aggregate: crossing, above: 6.2}
  revenue: {variable: generative_ai_revenue, place: UK, year: 2030}
""")
    done = equipoise("sweep", tmp_path / "crossing.yaml", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    summary = pandas.read_csv(tmp_path / "out/summary.csv", keep_default_na=False).query("against == ''").set_index(["option", "outcome"])
    lines = done.stdout.splitlines()
    assert lines[0] == "median (5 % to 95 %) over 64 points, or as many as n says"
    for line, option in zip(lines[2:], ("law", "new")):
        count = int(summary.n[option, "crossing"])
        assert 0 < count < 64 and f", n = {count}" in line and line.count("n = ") == 1
    done = equipoise("sweep", tmp_path / "crossing.yaml", "--set", "outcomes.crossing.above=1", "--out", tmp_path / "out")
    assert done.stdout.splitlines()[0] == "median (5 % to 95 %) over 64 points" and "n = " not in done.stdout


def test_standard_output_has_the_table_of_outcomes(whole):
    folder, _ = whole
    done = sweep(UK, "--runs", 4096, "--out", "-")
    assert done.returncode == 0 and done.stdout == (folder / "outcomes.csv").read_text()


def test_the_package_is_valid_and_describes_every_field(tmp_path):
    for name, extra in {"plain": ["--timeseries", "--runs", 1], "gzip": ["--gzip"], "shard": ["--shard", "1/2"]}.items():
        done = sweep(UK, "--runs", 20, "--out", tmp_path / name, *extra)
        assert done.returncode == 0, done.stderr
        package = json.loads((tmp_path / name / "datapackage.json").read_text())
        for table in package["resources"]:
            assert all(field["description"] for field in table["schema"]["fields"])
        report = frictionless.validate(tmp_path / name / "datapackage.json")
        assert report.valid, report.flatten(["type", "note"])


def test_compressed_tables_hold_the_same_rows(tmp_path):
    for name, extra in {"plain": [], "gzip": ["--gzip"]}.items():
        assert sweep(UK, "--runs", 300, *extra, "--out", tmp_path / name).returncode == 0
    for table in ("experiments.csv", "outcomes.csv", "failures.csv"):
        compressed = tmp_path / "gzip" / (table + ".gz")
        assert gzip.open(compressed).read() == (tmp_path / "plain" / table).read_bytes()
        # the time of making in the header is nought
        assert compressed.read_bytes()[4:8] == bytes(4)
    assert filecmp.cmp(tmp_path / "plain/summary.csv", tmp_path / "gzip/summary.csv", shallow=False)


# A process takes over the peak of the one that it was started by, so a small interpreter starts the command: that of
# the tests themselves holds half a gigabyte after a while.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(runs, folder):
    """Largest memory of a sweep, in bytes."""
    done = subprocess.run([sys.executable, "-c", PEAK, EQUIPOISE, "sweep", UK, "--runs", str(runs), "--out", folder,
                           "--quiet"], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024


def test_memory_does_not_grow_with_the_number_of_points(tmp_path):
    few, many = peak(4096, tmp_path / "few"), peak(16384, tmp_path / "many")
    print(f"{few / 1e6:.0f} MB for 4096 points, {many / 1e6:.0f} MB for 16384")
    assert many < 100e6 and many < few + 8e6


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_cleanly_and_the_message_says_how_to_go_on(whole, tmp_path, number, code):
    reference, _ = whole
    out = tmp_path / "out"
    process = subprocess.Popen([EQUIPOISE, "sweep", UK, "--runs", "4096", "--out", out, "--progress", "json"], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert json.loads(process.stderr.readline())["points"] < 4096
    process.send_signal(number)
    output, messages = process.communicate(timeout=10)
    assert process.returncode == code and output == ""
    assert "--resume" in messages and not out.exists()
    # without --resume nothing that was done is thrown away
    refused = sweep(UK, "--runs", 4096, "--out", out)
    assert refused.returncode == 73 and "go on with --resume" in refused.stderr
    # another plan does not go on with it
    other = sweep(UK, "--runs", 4095, "--out", out, "--resume")
    assert other.returncode == 75 and "another plan" in other.stderr
    done = sweep(UK, "--runs", 4096, "--out", out, "--resume")
    assert done.returncode == 0 and "going on after" in done.stderr
    assert same(reference, out)
    # and what is complete is not done again
    again = sweep(UK, "--runs", 4096, "--out", out, "--resume")
    assert again.returncode == 0 and "whole result of this sweep already" in again.stderr


def test_a_full_disk_leaves_the_earlier_result_and_what_was_done(whole, tmp_path):
    reference, _ = whole
    out = tmp_path / "out"
    assert sweep(UK, "--runs", 64, "--out", out).returncode == 0
    before = {name: (out / name).read_bytes() for name in os.listdir(out)}

    def limit():
        # a file that cannot grow further gives EFBIG, as a full disk gives ENOSPC
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    done = sweep(UK, "--runs", 4096, "--out", out, preexec_fn=limit)
    assert done.returncode == 74 and "cannot be written" in done.stderr and "--resume" in done.stderr
    assert {name: (out / name).read_bytes() for name in os.listdir(out)} == before
    assert sweep(UK, "--runs", 4096, "--out", out, "--resume").returncode == 0
    assert same(reference, out)


def test_a_closed_pipe_ends_quietly():
    process = subprocess.Popen([EQUIPOISE, "sweep", UK, "--out", "-"], cwd=ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    messages = process.stderr.read()
    assert process.wait(timeout=60) == 141 and b"error" not in messages


FRAGILE = """vary:
  - {parameter: qualityExponent, distribution: {normal: [1, 1.5]}}
design: {method: montecarlo, runs: 200, seed: 3}
outcomes: {level: {variable: ai_spending, place: UK, year: 2030}}
options: {law: {}, new: {UK: [{from: 2027, regime: permission}]}}
"""


def test_failures_are_counted_and_limited(tmp_path):
    path = tmp_path / "fragile.yaml"
    path.write_text(FRAGILE)
    done = sweep(path, "--out", tmp_path / "out")
    assert done.returncode == 2 and "failures.csv says why" in done.stderr
    failures = pandas.read_csv(tmp_path / "out/failures.csv")
    outcomes = pandas.read_csv(tmp_path / "out/outcomes.csv")
    assert f"{len(failures)} of 400 runs failed" in done.stderr
    assert len(outcomes) == 400 and outcomes.level.isna().sum() == len(failures)
    assert failures.reason.str.contains("qualityExponent must be at least 0").all() and failures.year.isna().all()
    for limit in (["--on-error", "stop"], ["--max-failures", "3"], ["--max-failures", "2.5%"]):
        stopped = sweep(path, "--out", tmp_path / "other", *limit)
        assert stopped.returncode == 3 and "failed, and at most" in stopped.stderr, limit
        assert not (tmp_path / "other").exists()
        for name in os.listdir(tmp_path / "other.partial"):
            (tmp_path / "other.partial" / name).unlink()
    enough = sweep(path, "--out", tmp_path / "enough", "--max-failures", len(failures))
    assert enough.returncode == 2
    path.write_text(FRAGILE.replace("1, 1.5", "-10, 0.1"))
    nothing = sweep(path, "--out", tmp_path / "nothing")
    assert nothing.returncode == 3 and not (tmp_path / "nothing").exists()
    # an end without a single success leaves nothing that must be protected
    path.write_text(FRAGILE.replace("1, 1.5", "1, 0.01"))
    assert sweep(path, "--out", tmp_path / "nothing").returncode == 0


def test_progress_is_on_standard_error_in_the_form_asked_for():
    lines = sweep(UK, "--runs", 512, "--out", "-", "--progress", "json").stderr.splitlines()
    progress = [json.loads(line) for line in lines if line.startswith("{")]
    assert progress[-1]["points"] == progress[-1]["of"] == 512 and progress[-1]["failed"] == 0
    assert "512 of 512 points" in sweep(UK, "--runs", 512, "--out", "-", "--progress", "plain").stderr
    assert "points/s" not in sweep(UK, "--runs", 512, "--out", "-").stderr
    assert sweep(UK, "--runs", 512, "--out", "-", "--quiet").stderr == ""


BAD = {
    "min above max": ("vary: [{parameter: qualityExponent, distribution: {uniform: [2, 1]}}]", "min"),
    "no such path": ("vary: [{parameter: qualityExponnent, distribution: range}]", "qualityExponent"),
    "no such outcome": ("outcomes: {a: {variable: ai_spendings, place: UK, year: 2030}}", "ai_spending"),
    "no points": ("design: {method: sobol, runs: 0}", "runs"),
    "not positive definite": (
        "design: {method: sobol, runs: 8, correlations: [{between: [substitution, aiPotential], rank: 0.9}, "
        "{between: [aiPotential, userSurplus], rank: 0.9}, {between: [substitution, userSurplus], rank: -0.9}]}",
        "correlations"),
    "missing column": ("design: {points: short.csv}", "missing column"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_leaves_results_alone(tmp_path, name):
    text, said = BAD[name]
    (tmp_path / "short.csv").write_text("qualityExponent\n1.1\n")
    vary = "" if text.startswith("vary") else (
        "vary: [{parameter: substitution, distribution: range}, {parameter: aiPotential, distribution: range}, "
        "{parameter: userSurplus, distribution: range}]\n")
    design = "" if text.startswith("design") else "design: {method: sobol, runs: 8}\n"
    path = tmp_path / "bad.yaml"
    path.write_text(f"options: {{law: {{}}}}\n{vary}{design}{text}\n")
    out = tmp_path / "out"
    out.mkdir()
    done = sweep(path, "--out", out)
    assert done.returncode == 65 and said in done.stderr, done.stderr
    assert os.listdir(out) == [] and not pathlib.Path(f"{out}.partial").exists()


@pytest.mark.parametrize("text, said", [("qualityExponent\n1.1\nhigh\n", "high"), ("qualityExponent\n1.1\n\n1.2\n", "empty"),
                                        ("qualityExponent\n", "no points"), ("qualityExponent\n-1\n", "at least")])
def test_a_table_of_points_with_a_wrong_cell_is_refused(tmp_path, text, said):
    (tmp_path / "p.csv").write_text(text)
    (tmp_path / "a.yaml").write_text("options: {law: {}}\ndesign: {points: p.csv}\n")
    done = sweep(tmp_path / "a.yaml", "--out", tmp_path / "out")
    assert done.returncode == 65 and "p.csv" in done.stderr and said in done.stderr, done.stderr


def test_a_table_of_points_runs_and_shards(tmp_path):
    (tmp_path / "p.csv").write_text("qualityExponent,options.new.UK[0].from\n" +
                                    "".join(f"{1 + i / 10},{2026 + i}\n" for i in range(7)))
    (tmp_path / "a.yaml").write_text("options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}\ndesign: {points: p.csv}\n"
                                     "outcomes: {a: {variable: ai_spending, place: UK, year: 2030}}\n")
    assert sweep(tmp_path / "a.yaml", "--out", tmp_path / "one").returncode == 0
    for i in (1, 2):
        assert sweep(tmp_path / "a.yaml", "--shard", f"{i}/2", "--out", tmp_path / f"s{i}").returncode == 0
    done = equipoise("merge", tmp_path / "s2", tmp_path / "s1", "--out", tmp_path / "merged")
    assert done.returncode == 0, done.stderr
    assert same(tmp_path / "one", tmp_path / "merged")
    # the resolved files give the same again
    assert sweep(tmp_path / "one/scenario.resolved.yaml", "--out", tmp_path / "again").returncode == 0
    assert same(tmp_path / "one", tmp_path / "again")


def test_wrong_usage_is_told_before_anything_is_written(tmp_path):
    for arguments in (["--shard", "0/3"], ["--shard", "4/3"], ["--shard", "x"], ["--jobs", "0"], ["--max-failures", "101%"],
                      ["--out", "-", "--resume"]):
        assert sweep(UK, "--out", tmp_path / "out", *arguments).returncode == 64, arguments
    assert sweep(UK, "--runs", 2, "--shard", "1/3", "--out", tmp_path / "out").returncode == 65
    assert sweep(UK, "--option", "permision", "--out", tmp_path / "out").returncode == 65
    assert sweep(tmp_path / "none.yaml", "--out", tmp_path / "out").returncode == 66
    assert os.listdir(tmp_path) == []


def test_a_random_seed_is_recorded_and_gives_the_same_again(tmp_path):
    assert sweep(UK, "--runs", 8, "--seed", "random", "--out", tmp_path / "one").returncode == 0
    record = json.loads((tmp_path / "one/run.json").read_text())
    assert sweep(UK, "--runs", 8, "--seed", record["seed"], "--out", tmp_path / "again").returncode == 0
    assert same(tmp_path / "one", tmp_path / "again")
    assert record["counts"]["points"] == 8 and record["counts"]["runs"] == 48


def test_the_order_of_the_file_changes_no_value(tmp_path):
    lines = UK.read_text().splitlines()
    vary = [line for line in lines if line.startswith("  - {parameter")]
    turned = [line for line in lines if line not in vary]
    at = turned.index("vary:") + 1
    (tmp_path / "uk-options.yaml").write_text("\n".join(turned[:at] + vary[::-1] + turned[at:]))
    assert sweep(UK, "--runs", 64, "--out", tmp_path / "one").returncode == 0
    assert sweep(tmp_path / "uk-options.yaml", "--runs", 64, "--out", tmp_path / "turned").returncode == 0
    assert filecmp.cmp(tmp_path / "one/outcomes.csv", tmp_path / "turned/outcomes.csv", shallow=False)


@pytest.mark.parametrize("spread", ["", ".*"], ids=["one draw a table", "one draw an entry"])
def test_every_draw_of_the_default_ranges_runs(tmp_path, spread):
    """All parameters that have a range, at once, over 10,000 points."""
    world = yaml.safe_load(BASELINE.read_text())
    groups = {**world["byJurisdiction"], **world["bySector"]}, world["scalars"]
    names = [name + (spread if group is groups[0] else "")
             for group in groups for name, entry in group.items() if "range" in entry]
    assert len(names) > 40
    path = tmp_path / "all.yaml"
    path.write_text("options: {law: {}, new: {UK: [{from: 2027, over: 2, regime: permission}]}}\nvary:\n"
                    + "".join(f"  - {{parameter: {name}, distribution: range}}\n" for name in names)
                    + "design: {method: lhs, runs: 10000, seed: 1}\n")
    done = equipoise("sweep", path, "--out", tmp_path / "out", timeout=1200)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "out/run.json").read_text())
    assert record["counts"]["failed"] == 0
