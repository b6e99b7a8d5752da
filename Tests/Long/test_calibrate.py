"""Evidence: calibration against SciPy's least squares on the program as a black box, and what calibrate and backtest promise."""
import frictionless
import numpy
import pandas
import pytest
import scipy.optimize
import scipy.stats
from conftest import ROOT, equipoise

CALIBRATION = ROOT / "scenarios/calibration.yaml"
BACKTEST = ROOT / "scenarios/backtest.yaml"
DRAWS = ["--set", "calibrate.draws=4096"]


def read(path):
    return pandas.read_csv(path, keep_default_na=False, na_values=[""])


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibrated") / "out"
    done = equipoise("calibrate", CALIBRATION, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder


SMALL = """
horizon: {end: 2028, step: 1}
options: {today: {}}
solver: {tolerance: 1e-10}
calibrate:
  observations: observations.csv
  parameters: [adoptionImitation, aiContentShare, {parameter: qualityExponent, distribution: {normal: [1.2, 0.3]}}]
  draws: 1024
"""
TABLE = """series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality
a,ai_adoption,UK,,2027,0.11,,,0.006,level,here,high
a,ai_adoption,UK,,2028,0.15,,,0.01,level,here,high
m,ai_content_share,US,music,2026,0.013,0.008,0.018,,level,here,high
m,ai_content_share,US,music,2028,0.03,,,0.004,level,here,high
r,generative_ai_revenue,World,,2025,20,,,0.5,index,here,high
r,generative_ai_revenue,World,,2028,45,,,3,index,here,high
"""


def test_the_fit_and_its_covariance_are_scipys(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "observations.csv").write_text(TABLE)
    done = equipoise("calibrate", tmp_path / "small.yaml", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    normal = scipy.stats.norm

    def values(scores):
        imitation = 0.25 + 0.45 * normal.cdf(scores[0])
        content = numpy.exp(numpy.log(0.3) + numpy.log(3 / 0.3) * normal.cdf(scores[1]))
        return imitation, content, 1.2 + 0.3 * scores[2]

    def runs(points):
        rows = "".join(",".join(repr(float(x)) for x in values(p)) + "\n" for p in points)
        (tmp_path / "points.csv").write_text("adoptionImitation,aiContentShare*,qualityExponent\n" + rows)
        (tmp_path / "sweep.yaml").write_text("""
extends: small.yaml
vary:
  - {parameter: adoptionImitation, distribution: range}
  - {parameter: aiContentShare, distribution: range}
  - {parameter: qualityExponent, distribution: range}
design: {points: points.csv}
outcomes:
  a27: {variable: ai_adoption, place: UK, year: 2027}
  a28: {variable: ai_adoption, place: UK, year: 2028}
  m26: {variable: ai_content_share, place: US, sector: music, year: 2026}
  m28: {variable: ai_content_share, place: US, sector: music, year: 2028}
  r25: {variable: generative_ai_revenue, place: World, year: 2025}
  r28: {variable: generative_ai_revenue, place: World, year: 2028}
""")
        swept = equipoise("sweep", tmp_path / "sweep.yaml", "--out", tmp_path / "swept", "--quiet")
        assert swept.returncode == 0, swept.stderr
        return read(tmp_path / "swept/outcomes.csv")

    def residuals(points):
        t = runs(points)
        ratio_error = numpy.hypot(3, 0.5 * 45 / 20)
        observed = numpy.column_stack([
            (t.a27 - 0.11) / 0.006, (t.a28 - 0.15) / 0.01,
            (t.m26 - 0.013) / (0.010 / (2 * normal.ppf(0.95))), (t.m28 - 0.03) / 0.004,
            (20 * t.r28 / t.r25 - 45) / ratio_error])
        return numpy.column_stack([observed, points])

    def jacobian(x, step=1e-3):
        moved = [x + side * step * numpy.eye(3)[i] for i in range(3) for side in (-1, 1)]
        r = residuals(moved)
        return numpy.column_stack([(r[2 * i + 1] - r[2 * i]) / (2 * step) for i in range(3)])

    found = scipy.optimize.least_squares(
        lambda x: residuals([x])[0], [0.0, 0.0, 0.0], jac=jacobian, xtol=1e-10, ftol=1e-12, gtol=1e-10)
    covariance = numpy.linalg.inv(found.jac.T @ found.jac)
    ours = read(tmp_path / "out/parameters.csv").set_index("parameter")
    numpy.testing.assert_allclose(ours.value, values(found.x), rtol=2e-5)
    numpy.testing.assert_allclose(1 - ours.explained, numpy.diag(covariance), rtol=1e-3)
    pairs = read(tmp_path / "out/correlations.csv")
    deviations = numpy.sqrt(numpy.diag(covariance))
    theirs = [covariance[i, j] / deviations[i] / deviations[j] for i in range(3) for j in range(i + 1, 3)]
    numpy.testing.assert_allclose(pairs.correlation, theirs, atol=2e-3)
    table = read(tmp_path / "out/residuals.csv")
    fitted = table[table.use == "fitted"]
    numpy.testing.assert_allclose(fitted.residual, found.fun[:5], atol=1e-4)
    for side, column in ((-1, "low"), (1, "high")):
        ends = values(found.x + side * normal.ppf(0.975) * deviations)
        numpy.testing.assert_allclose(ours[column], ends, rtol=1e-3)


def test_the_calibrated_scenario_runs_and_says_what_the_table_says(shipped, tmp_path):
    done = equipoise("run", shipped / "calibrated.yaml", "--out", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    series = read(tmp_path / "run/timeseries.csv")
    table = read(shipped / "residuals.csv")
    levels = table[(table.use == "fitted") & table.series.isin(["us-news-sites-blocking", "disclosed-licence-deals"])]
    assert len(levels) == 3
    for row in levels.itertuples():
        same = series[(series.variable == row.variable) & (series.jurisdiction == row.jurisdiction) & (series.year == row.date)]
        same = same[same.sector.fillna("") == ("" if pandas.isna(row.sector) else row.sector)]
        assert abs(same.value.iloc[0] / row.calibrated - 1) < 1e-6


def test_the_ensemble_is_swept(shipped, tmp_path):
    done = equipoise("sweep", shipped / "ensemble.yaml", "--out", tmp_path / "swept")
    assert done.returncode == 0, done.stderr
    points = read(tmp_path / "swept/experiments.csv")
    assert len(points) == 1024
    parameters = read(shipped / "parameters.csv").set_index("parameter")
    for name, row in parameters.iterrows():
        # the points that were kept have the mean of the weighed draws, but for what resampling makes of them
        assert abs(points[name].mean() - row.ensemble_mean) < 4 * row.ensemble_sd / 1024 ** 0.5
        assert row.ensemble_low == pytest.approx(points[name].quantile(0.025), rel=1e-12)


def test_draws_that_observations_say_nothing_of_are_kept_as_they_are(tmp_path):
    """With all weights about equal every 64th draw is kept; in a Sobol' sequence's own order these are a sliver of each range."""
    (tmp_path / "vague.yaml").write_text(SMALL.replace("draws: 1024", "seed: 7"))
    (tmp_path / "observations.csv").write_text(TABLE.splitlines()[0] + """
a,ai_adoption,UK,,2027,0.11,,,1,level,here,high
b,ai_adoption,UK,,2028,0.15,,,1,level,here,high
m,ai_content_share,US,music,2028,0.03,,,1,level,here,high
""")
    done = equipoise("calibrate", tmp_path / "vague.yaml", "--out", tmp_path / "out")
    # the normal number is out of bounds below 0, 4 standard deviations from its mean: 2.1 draws of 65,536
    assert done.returncode == 2 and "warning: 2 of 65536 draws failed and weigh nothing" in done.stderr, done.stderr
    assert "chance does not explain" not in done.stderr
    kept, parameters = read(tmp_path / "out/ensemble.csv"), read(tmp_path / "out/parameters.csv").set_index("parameter")
    assert len(kept) == 1024
    for name, row in parameters.iterrows():
        values = kept[name]
        assert abs(values.mean() - row.ensemble_mean) < 4 * row.ensemble_sd / 1024 ** 0.5
        spread = ((values - row.ensemble_mean) ** 2).mean()
        # the kurtosis of a uniform, log-uniform or normal number is at most 3
        assert abs(spread / row.ensemble_sd ** 2 - 1) < 4 * (2 / 1024) ** 0.5
        assert scipy.stats.kstest(values.iloc[:512], values.iloc[512:]).pvalue > 1e-4


@pytest.mark.parametrize("command, path", [("calibrate", CALIBRATION), ("backtest", BACKTEST)])
def test_the_folder_is_a_valid_data_package_and_the_same_again(command, path, tmp_path):
    more = DRAWS if command == "calibrate" else []
    for name, jobs in (("one", 1), ("two", 2)):
        done = equipoise(command, path, *more, "--jobs", jobs, "--out", tmp_path / name)
        assert done.returncode in (0, 4), done.stderr
    report = frictionless.validate(str(tmp_path / "one/datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_the_shipped_backtest_states_what_it_misses(tmp_path):
    done = equipoise("backtest", BACKTEST, "--out", tmp_path / "out")
    scores = read(tmp_path / "out/scores.csv")
    inside = ((scores.low90 <= scores.observed) & (scores.observed <= scores.high90)).mean()
    assert (done.returncode == 4) == (inside < 0.7)
    assert ("threshold failed: coverage90" in done.stderr) == (inside < 0.7)
    ruled = scores[scores.no_change.notna()]
    skill = 1 - (ruled.crps / ruled.observed).sum() / (ruled.no_change_error / ruled.observed).sum()
    words = (tmp_path / "out/backtest.md").read_text()
    assert f"skill {skill:.3f}" in words
    worse = ruled[ruled.no_change_error < ruled.crps]
    assert all("no_change" in row for row in worse.worse_than)
    section = words.split("## Where the model is worse than a rule")[1].split("## The others")[0]
    assert section.count("\n- ") == scores.worse_than.notna().sum()
    mild = ["--set", 'backtest.thresholds.coverage90=">= 0"']
    assert equipoise("backtest", BACKTEST, *mild, "--out", tmp_path / "mild").returncode == 0


def test_a_fit_that_does_not_converge_ends_with_5_and_the_best_point(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "observations.csv").write_text(TABLE)
    done = equipoise("calibrate", tmp_path / "small.yaml", "--set", "calibrate.steps=1", "--out", tmp_path / "out")
    assert done.returncode == 5, done.stderr
    assert "the fit did not converge: its limit on steps, 1, was reached; the best point is written; raise calibrate.steps" in done.stderr
    assert "**The fit did not converge" in (tmp_path / "out/calibration.md").read_text()
    assert equipoise("run", tmp_path / "out/calibrated.yaml", "--out", tmp_path / "run").returncode == 0


def test_observations_that_no_draw_meets_end_with_5_and_the_best_point(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "observations.csv").write_text(TABLE.replace("0.006", "0.0000006"))
    done = equipoise("calibrate", tmp_path / "small.yaml", "--out", tmp_path / "out")
    assert done.returncode == 5, done.stderr
    assert "too few to keep any: take more draws" in done.stderr
    assert (tmp_path / "out/calibrated.yaml").exists() and not (tmp_path / "out/ensemble.csv").exists()
    assert equipoise("run", tmp_path / "out/calibrated.yaml", "--out", tmp_path / "run").returncode == 0


BAD = {
    "earlier than the base year": (
        ("a,ai_adoption,UK,,2027", "a,ai_adoption,UK,,2023"),
        "observations.csv:2: date: 2023 is before the base year 2025, expected calibrate.from: 2025"),
    "past the horizon": (
        ("a,ai_adoption,UK,,2028", "a,ai_adoption,UK,,2031"),
        "observations.csv:3:19: date: 2031 is past the horizon, which ends in 2028"),
    "an unknown variable": (
        ("m,ai_content_share,US,music,2026", "m,ai_share,US,music,2026"),
        "observations.csv:4:3: variable: must be a variable, found \"ai_share\""),
    "a negative error": (
        ("0.006", "-0.006"), "observations.csv:2:31: standard_error: must be above 0, found -0.006"),
    "an error of 0": (("0.006", "0"), "observations.csv:2:31: standard_error: must be above 0, found 0"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_observations_are_refused_with_their_place(what, tmp_path):
    (old, new), message = BAD[what]
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "observations.csv").write_text(TABLE.replace(old, new))
    done = equipoise("calibrate", "small.yaml", cwd=tmp_path)
    assert done.returncode == 65 and message in done.stderr, done.stderr
    assert not (tmp_path / "notebooks-out").exists()


def test_too_few_observations_and_missing_sections_are_refused(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "observations.csv").write_text("\n".join(TABLE.splitlines()[:3]) + "\n")
    done = equipoise("calibrate", "small.yaml", cwd=tmp_path)
    assert done.returncode == 65
    assert "small.yaml: calibrate.parameters: has 3 numbers for 2 observations that can be fitted" in done.stderr
    (tmp_path / "observations.csv").unlink()
    assert equipoise("calibrate", "small.yaml", cwd=tmp_path).returncode == 66
    none = equipoise("backtest", "small.yaml", cwd=tmp_path)
    assert none.returncode == 65 and "has no backtest section" in none.stderr
