"""Claims put to the draws, recomputed with pandas, NumPy and the EMA Workbench from the tables of the same sweep."""
import functools
import re
import time

import frictionless
import numpy
import pandas
import pytest
import yaml
from ema_workbench.analysis import prim

from conftest import BASELINE, ROOT, equipoise

CLAIMS = ROOT / "scenarios/claims.yaml"
read = functools.partial(pandas.read_csv, float_precision="round_trip")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims") / "claims"
    started = time.monotonic()
    done = equipoise("claims", CLAIMS, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder, time.monotonic() - started


def listed(value):
    return value if isinstance(value, list) else [value]


def held(folder, claim):
    """Whether the claim holds, at each point at which that is not too close to tell."""
    table = read(f"{folder}-sweep/outcomes.csv")
    by_option = {option: rows.set_index("point") for option, rows in table.groupby("option")}
    # twice the tolerance of the largest level of any option at the draw
    error = 2e-6 * table.drop(columns="option").abs().groupby(table.point).max()

    def level(test, option):
        value, own = (sum(columns[name] for name in listed(test["outcome"])) for columns in (by_option[option], error))
        if "per" not in test:
            return value, own
        per, other = (sum(columns[name] for name in listed(test["per"])) for columns in (by_option[option], error))
        return value / per, (own + (value / per).abs() * other) / per.abs()

    holds, fails = True, False
    for test in claim.get("all", [claim]):
        quantity, own = level(test, test["option"])
        if "against" in test:
            reference, other = level(test, test["against"])
            quantity, own = quantity - reference, numpy.maximum(own, other)
            if test.get("change") == "relative":
                quantity = quantity / reference.abs()
                own = (own + quantity.abs() * other) / reference.abs()
        comparison, limit = re.match(r"([<>]=?) *(.*)", test["holds"]).groups()
        compare = {"<": quantity.lt, "<=": quantity.le, ">": quantity.gt, ">=": quantity.ge}[comparison]
        told = (quantity - float(limit)).abs() > own
        holds = holds & told & compare(float(limit))
        fails = fails | told & ~compare(float(limit))
    return holds[holds | fails]


def test_every_share_is_that_of_pandas(shipped):
    folder, _ = shipped
    table = read(folder / "claims.csv").set_index("claim")
    claims = yaml.safe_load(CLAIMS.read_text())["claims"]
    assert list(table.index) == [claim["id"] for claim in claims]
    for claim in claims:
        row, answer = table.loc[claim["id"]], held(folder, claim)
        assert row.n == len(answer) and row.n + row.too_close == 8192 and row.left_out == 0
        assert row.share == answer.mean(), claim["id"]
        assert row.low <= row.share <= row.high
        assert row.wording == claim["wording"] and row.by == claim["by"] and row.source == claim["source"]


def adjusted_share(values, answer, pieces=10):
    """Of the variance of the answer, what a line for each tenth of the ranks accounts for, by NumPy's least squares."""
    count = len(values)
    rank = values.argsort(kind="stable").argsort()
    piece = rank * pieces // count
    design = numpy.zeros((count, 2 * pieces))
    design[numpy.arange(count), piece] = 1
    design[numpy.arange(count), pieces + piece] = rank / count - piece / pieces
    fit = design @ numpy.linalg.lstsq(design, answer, rcond=None)[0]
    left = ((answer - fit) ** 2).sum() / ((answer - answer.mean()) ** 2).sum()
    return 1 - left * (count - 1) / (count - 2 * pieces)


def test_deciding_inputs_have_the_first_order_indices_of_numpy(shipped):
    folder, _ = shipped
    draws = read(f"{folder}-sweep/experiments.csv").drop(columns="point")
    table = read(folder / "claim_inputs.csv")
    for claim in yaml.safe_load(CLAIMS.read_text())["claims"]:
        rows = table[table.claim == claim["id"]].set_index("input")
        answer = held(folder, claim)
        told, answer = draws.loc[answer.index], answer.to_numpy(float)
        count = len(told)
        if answer.min() == answer.max():
            assert rows.empty
            continue
        assert list(rows.index) == list(draws.columns)
        for name in draws:
            share = adjusted_share(told[name].to_numpy(), answer)
            assert rows["first"][name] == pytest.approx(share, abs=1e-9), (claim["id"], name)
            order = told[name].to_numpy().argsort(kind="stable")
            assert rows.share_lowest[name] == pytest.approx(answer[order[: count // 5]].mean(), abs=1e-12)
            assert rows.share_highest[name] == pytest.approx(answer[order[-(count // 5) :]].mean(), abs=1e-12)


def test_a_box_holds_what_its_row_says(shipped):
    folder, _ = shipped
    draws = read(f"{folder}-sweep/experiments.csv").drop(columns="point")
    boxes = read(folder / "claim_boxes.csv")
    claims = {claim["id"]: claim for claim in yaml.safe_load(CLAIMS.read_text())["claims"]}
    assert len(boxes.claim.unique()) > 10
    for (name, side), rows in boxes.groupby(["claim", "side"]):
        answer = held(folder, claims[name])
        told, answer = draws.loc[answer.index], answer.to_numpy() == (side == "holds")
        inside = numpy.ones(len(told), bool)
        for _, row in rows.iterrows():
            inside &= ~(told[row.input] < row.low).to_numpy() & ~(told[row.input] > row.high).to_numpy()
        first = rows.iloc[0]
        assert (inside.sum(), (inside & answer).sum()) == (first.points, first.cases)
        assert first.density == first.cases / first.points and first.coverage == first.cases / answer.sum()
        assert first.density > answer.mean()


def test_the_box_of_a_claim_is_one_of_the_ema_workbench(shipped):
    folder, _ = shipped
    draws = read(f"{folder}-sweep/experiments.csv").drop(columns="point")
    claim = next(c for c in yaml.safe_load(CLAIMS.read_text())["claims"] if c["id"] == "strict-rules-move-investment")
    answer = held(folder, claim).astype(int)
    draws, answer = draws.loc[answer.index], answer.to_numpy()
    indices = read(folder / "claim_inputs.csv")
    own = indices[(indices.claim == claim["id"]) & (indices.low > 0)].sort_values("first", ascending=False)
    names = list(own.input[:5])
    search = prim.Prim(draws[names], answer, threshold=0.1, peel_alpha=0.05, paste_alpha=0.05, mass_min=0.05)
    trajectory = search.find_box().peeling_trajectory
    boxes = read(folder / "claim_boxes.csv")
    ours = boxes[(boxes.claim == claim["id"]) & (boxes.side == "holds")].iloc[0]
    near = trajectory[(trajectory.coverage - ours.coverage).abs() < 1e-9]
    assert (near.density - ours.density).abs().min() < 1e-9


def test_shares_on_another_seed_differ_by_chance_only(shipped, tmp_path):
    folder, seconds = shipped
    assert seconds < 600
    done = equipoise("claims", CLAIMS, "--seed", 99, "--out", tmp_path / "other")
    assert done.returncode == 0, done.stderr
    one, other = (read(path / "claims.csv").set_index("claim") for path in (folder, tmp_path / "other"))
    error = ((one.share * (1 - one.share) + other.share * (1 - other.share)) / 8192) ** 0.5
    assert ((one.share - other.share).abs() <= 3.5 * error + 1e-12).all()
    assert (one.share != other.share).any()


def test_the_folder_is_a_valid_data_package_and_the_same_again(shipped, tmp_path):
    folder, _ = shipped
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    for jobs in 1, 2:
        done = equipoise("claims", CLAIMS, "--runs", 512, "--out", tmp_path / f"{jobs}", "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    for file in (tmp_path / "1").iterdir():
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name


def test_one_claim_can_be_asked_alone_and_an_unknown_one_is_an_error(tmp_path):
    done = equipoise(
        "claims", CLAIMS, "--runs", 64, "--claim", "gains-exceed-losses", "--out", tmp_path / "one")
    assert done.returncode == 0, done.stderr
    assert list(read(tmp_path / "one/claims.csv").claim) == ["gains-exceed-losses"]
    wrong = equipoise("claims", CLAIMS, "--claim", "gains-exceed-loses", "--out", tmp_path / "no")
    assert wrong.returncode == 65 and "did you mean gains-exceed-losses?" in wrong.stderr
    none = equipoise("claims", ROOT / "scenarios/uk-options.yaml", "--out", tmp_path / "no")
    assert none.returncode == 65 and "has no claims" in none.stderr
    assert not (tmp_path / "no").exists()


FAILING = """
horizon: {end: 2027, step: 1}
options: {law: {}, new: {UK: [{from: 2026, over: 1, regime: freeUse}]}}
vary:
  - {parameter: labelEffect, distribution: {normal: [0.2, 0.1]}}
  - {parameter: qualityExponent, distribution: range}
design: {method: sobol, runs: 64, seed: 3}
outcomes:
  a: {variable: ai_sector_revenue, place: UK, year: 2027}
  cost: {variable: burden_statutory, place: UK, year: 2027}
claims:
  - {id: more, wording: more, by: us, source: here, outcome: a, option: new, against: law, holds: "> 0"}
  - {id: undefined, wording: by nothing, by: us, source: here, outcome: a, per: cost, option: new, holds: "> 0"}
"""


def test_draws_that_decide_nothing_are_told_and_not_counted(tmp_path):
    scenario = tmp_path / "failing.yaml"
    scenario.write_text(FAILING)
    done = equipoise("claims", scenario, "--out", tmp_path / "out")
    assert done.returncode == 2, done.stderr
    failed = len(read(f"{tmp_path}/out-sweep/failures.csv").point.unique())
    assert failed > 0
    table = read(tmp_path / "out/claims.csv").set_index("claim")
    assert table.left_out["more"] == failed and table.n["more"] == 64 - failed
    assert f"more: {failed} of 64 draws cannot decide it" in done.stderr
    assert table.n["undefined"] == 0 and numpy.isnan(table.share["undefined"])
    assert "no draw decides it" in done.stdout


def test_distances_from_an_ensemble_are_those_of_numpy(tmp_path):
    calibrated = equipoise("calibrate", ROOT / "scenarios/calibration.yaml", "--out", tmp_path / "calibrated")
    assert calibrated.returncode == 0, calibrated.stderr
    scenario = ROOT / "scenarios/others-cisac.yaml"
    done = equipoise("claims", scenario, "--runs", 1024, "--ensemble", tmp_path / "calibrated/ensemble.yaml", "--out", tmp_path / "claims")
    assert done.returncode == 0, done.stderr
    assert frictionless.validate(tmp_path / "claims/datapackage.json").valid
    claims = {claim["id"]: claim for claim in yaml.safe_load((ROOT / "scenarios/others.yaml").read_text())["claims"]}
    # the ensemble has a factor of the default where the claims' draws have the share itself
    base = {f"aiContentShare.{name}": share for name, share in yaml.safe_load(BASELINE.read_text())["bySector"]["aiContentShare"].items()}
    ensemble = read(tmp_path / "calibrated/ensemble.csv")
    draws = read(f"{tmp_path}/claims-sweep/experiments.csv").set_index("point")
    table = read(tmp_path / "claims/claim_distances.csv").set_index("claim")
    assert {"cisac-music", "cisac-audiovisual"} <= set(table.index)
    for name, row in table.iterrows():
        inputs = row["inputs"].split(", ")
        columns = [name if name in ensemble else name.split(".")[0] + "*" for name in inputs]
        ours = numpy.log(numpy.column_stack([ensemble[column] * base.get(name, 1) for column, name in zip(columns, inputs)]))
        answer = held(tmp_path / "claims", claims[name])
        theirs = numpy.log(draws.loc[answer.index[answer], inputs].to_numpy())
        inverse = numpy.linalg.inv(numpy.atleast_2d(numpy.cov(ours.T)))
        distance = lambda points: numpy.sqrt(numpy.einsum("ij,jk,ik->i", points - ours.mean(0), inverse, points - ours.mean(0)))
        found = numpy.sort(distance(theirs))
        assert row["draws"] == len(found)
        assert row["nearest"] == pytest.approx(found[0], rel=1e-8)
        assert row["median"] == pytest.approx(numpy.median(found), rel=1e-8)
        assert row["beyond_nearest"] == pytest.approx((distance(ours) > found[0]).mean())
    refused = equipoise("claims", scenario, "--ensemble", tmp_path / "nowhere.yaml", "--out", tmp_path / "other")
    assert refused.returncode != 0 and "nowhere.yaml" in refused.stderr and not (tmp_path / "other").exists()


def test_distances_go_with_the_result_that_they_were_part_of(tmp_path):
    (tmp_path / "observations.csv").write_text(
        "series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality\n"
        "a,ai_adoption,UK,,2026,0.075,,,0.02,level,here,high\na,ai_adoption,UK,,2027,0.1,,,0.03,level,here,high\n")
    (tmp_path / "fit.yaml").write_text(
        "horizon: {end: 2027}\noptions: {law: {}}\n"
        "calibrate: {observations: observations.csv, parameters: [adoptionImitation], draws: 256, keep: 64}\n")
    (tmp_path / "a.yaml").write_text(
        "horizon: {end: 2027}\noptions: {law: {}, new: {UK: [{from: 2026, regime: permission}]}}\n"
        "vary: [{parameter: adoptionImitation, distribution: range}]\ndesign: {method: sobol, runs: 64}\n"
        "outcomes: {level: {variable: ai_adoption, place: UK, year: 2027}}\n"
        'claims: [{id: c, wording: w, by: b, source: s, outcome: level, option: new, holds: "< 0.1"}]\n')
    assert equipoise("calibrate", "fit.yaml", "--out", "fit", cwd=tmp_path).returncode == 0
    for arguments, there in ((["--ensemble", "fit/ensemble.yaml"], True), ([], False)):
        done = equipoise("claims", "a.yaml", "--out", "claims", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "claims/claim_distances.csv").exists() == there
