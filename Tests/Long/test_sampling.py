"""What a sweep draws, against SciPy: distributions by Kolmogorov and Smirnov's test and by moments, designs by their discrepancy."""
import io

import numpy
import pandas
import pytest
from conftest import equipoise
from scipy import stats
from scipy.stats import qmc

# as a scenario writes it, and the same distribution in SciPy
DISTRIBUTIONS = {
    "qualityExponent": ("uniform: [0.5, 2.0]", stats.uniform(0.5, 1.5)),
    "directLicenceCost": ("loguniform: [0.1, 10]", stats.loguniform(0.1, 10)),
    "computeProgress": ("triangular: [0.1, 0.2, 0.5]", stats.triang(0.25, 0.1, 0.4)),
    "adoptionSlope": ("pert: [1.0, 2.0, 5.0]", stats.beta(2, 4, 1, 4)),
    "capitalGrowth": ("normal: [0.1, 0.01]", stats.norm(0.1, 0.01)),
    "varietyExponent": ("truncatedNormal: [0.3, 0.2, 0.0, 0.6]", stats.truncnorm(-1.5, 1.5, 0.3, 0.2)),
    "userSurplus": ("lognormal: [0.5, 0.3]", stats.lognorm(0.3, 0, numpy.exp(0.5))),
    "marketMaturity": ("beta: [2, 3, 0, 1]", stats.beta(2, 3)),
    "transparencyCost": ("exponential: [0.002]", stats.expon(0, 0.002)),
}


def draws(tmp_path, variations, design):
    """The points of a sweep over a short horizon, one column an input."""
    text = ["horizon: {end: 2026}", "options: {a: {}}", "vary:"]
    text += [f"  - {{parameter: {name}, distribution: {{{words}}}}}" for name, words in variations.items()]
    text += [f"design: {{{design}}}", "outcomes: {z: {variable: ai_spending, place: UK, year: 2026}}"]
    (tmp_path / "scenario.yaml").write_text("\n".join(text) + "\n")
    done = equipoise("sweep", tmp_path / "scenario.yaml", "--out", tmp_path / "out", "--quiet")
    assert done.returncode in (0, 2), done.stderr
    table = pandas.read_csv(tmp_path / "out/experiments.csv", float_precision="round_trip")
    return table.drop(columns="point")


@pytest.mark.parametrize("method", ["montecarlo", "lhs", "sobol", "halton"])
def test_draws_follow_their_distributions(tmp_path, method):
    table = draws(tmp_path, {k: words for k, (words, _) in DISTRIBUTIONS.items()}, f"method: {method}, runs: 4096, seed: 11")
    assert list(table) == list(DISTRIBUTIONS) and len(table) == 4096
    for name, (_, law) in DISTRIBUTIONS.items():
        found = stats.kstest(table[name], law.cdf)
        print(method, name, found.statistic)
        # random points within the test's 0.1 % bound; the others fill their range far more evenly
        assert found.statistic < (1.95 / 64 if method == "montecarlo" else 0.4 / 64), name
        few = 5 / 64 if method == "montecarlo" else 0.01
        assert abs(table[name].mean() - law.mean()) < few * law.std(), name
        assert abs(table[name].std() / law.std() - 1) < max(few, 0.02) * 2, name


@pytest.mark.parametrize(("method", "factor"), [("sobol", 1.1), ("halton", 1.1)])
def test_low_discrepancy_designs_are_as_even_as_scipys(tmp_path, method, factor):
    """Centred discrepancy of 1024 points in nine dimensions, against the mean over SciPy's scrambles, and far below random points'."""
    names = list(DISTRIBUTIONS)
    variations = dict.fromkeys(names, None)
    for name in names:
        variations[name] = DISTRIBUTIONS[name][0]
    table = draws(tmp_path, variations, f"method: {method}, runs: 1024, seed: 5")
    points = numpy.column_stack([DISTRIBUTIONS[name][1].cdf(table[name]) for name in names])
    found = qmc.discrepancy(points)
    engine = {"sobol": qmc.Sobol, "halton": qmc.Halton}[method]
    scipys = numpy.mean([qmc.discrepancy(engine(9, scramble=True, rng=seed).random(1024)) for seed in range(20)])
    random = numpy.mean([qmc.discrepancy(numpy.random.default_rng(seed).random((1024, 9))) for seed in range(20)])
    print(method, found, scipys, random)
    assert found < factor * scipys
    assert found < 0.5 * random


def test_points_stream_alike(tmp_path):
    """The same points from standard output's order as from the folder: point by point, from 0."""
    design = "method: sobol, runs: 64, seed: 5"
    table = draws(tmp_path, {"qualityExponent": "uniform: [0.5, 2.0]"}, design)
    done = equipoise("sweep", tmp_path / "scenario.yaml", "--out", "-", "--quiet")
    outcomes = pandas.read_csv(io.StringIO(done.stdout))
    assert list(outcomes.point) == list(range(64)) and len(table) == 64
