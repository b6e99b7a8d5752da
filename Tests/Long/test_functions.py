"""The model's exponential, logarithm and power against MPFR at 120 digits of precision in base 2, over millions of points."""
import subprocess

import gmpy2
import numpy
import pytest
from conftest import ROOT

PACKAGE = ROOT / "Benchmarks"
POINTS = 1_000_000


@pytest.fixture(scope="module")
def functions():
    subprocess.run(["swift", "build", "-c", "release", "--product", "functions"], cwd=PACKAGE, check=True, capture_output=True)
    return PACKAGE / ".build/release/functions"


def values(program, name, points):
    done = subprocess.run([program, name], input=points.astype(float).tobytes(), capture_output=True, check=True)
    return numpy.frombuffer(done.stdout)


def worst(results, points, exact):
    """The largest distance from the exact value, in units of its last place."""
    errors = (abs((gmpy2.mpfr(float(y)) - x) / numpy.spacing(float(x))) for y, x in zip(results, map(exact, points)))
    return float(max(errors))


ANY = numpy.random.default_rng(1)
CASES = {
    "exponential": (gmpy2.exp, [(-708, 709), (-2, 2)], lambda x: x),
    "binaryExponential": (gmpy2.exp2, [(-1022, 1023), (-2, 2)], lambda x: x),
    "logarithm": (gmpy2.log, [(-700, 700), (-0.7, 0.7)], numpy.exp),
    "binaryLogarithm": (gmpy2.log2, [(-700, 700), (-0.7, 0.7)], numpy.exp),
}


@pytest.mark.parametrize("name", CASES)
def test_functions_are_within_4_units_in_the_last_place(functions, name):
    exact, ranges, place = CASES[name]
    with gmpy2.context(precision=120):
        for low, high in ranges:
            points = place(ANY.uniform(low, high, POINTS))
            found = worst(values(functions, name, points), points, lambda x: exact(gmpy2.mpfr(float(x))))
            print(name, low, high, round(found, 2))
            assert found <= 4


def test_powers_lose_no_more_than_the_product_of_exponent_and_logarithm(functions):
    """Relative error at most 2^-52 (2 + 1.2 |log2 of the result|), which is 4 units for results within a factor of 4 of 1."""
    base = numpy.exp(ANY.uniform(-60, 60, POINTS))
    exponent = ANY.uniform(-8, 8, POINTS)
    results = values(functions, "power", numpy.stack([base, exponent], 1).ravel())
    with gmpy2.context(precision=120):
        for y, b, e in zip(results, base, exponent):
            exact = gmpy2.mpfr(float(b)) ** gmpy2.mpfr(float(e))
            bound = 2.0**-52 * (2 + 1.2 * abs(float(gmpy2.log2(exact))))
            assert abs(gmpy2.mpfr(float(y)) / exact - 1) <= bound, (b, e)
