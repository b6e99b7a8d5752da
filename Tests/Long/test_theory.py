"""Published models: the committed numbers are the oracle's, and the program's are these."""
import csv
import io
import sys

import pytest

from conftest import ROOT, equipoise

sys.path.insert(0, str(ROOT / "Tests/Oracle"))
import theory

EXPECTED = ROOT / "Tests/TheoryTests/Expected"


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def same(a, b):
    try:
        a, b = float(a), float(b)
    except ValueError:
        return a == b
    return abs(a - b) <= 1e-10 * abs(b) + 1e-12


@pytest.mark.parametrize("name", theory.MODELS)
def test_the_committed_numbers_are_the_oracles(name):
    committed, computed = rows((EXPECTED / f"{name}.csv").read_text()), theory.table(name)
    assert [len(row) for row in committed] == [len(row) for row in computed]
    for a, b in zip(sum(committed, []), sum(computed, [])):
        assert same(a, b)


@pytest.mark.parametrize("name", theory.MODELS)
def test_the_program_prints_them_and_describes_every_column(name):
    done = equipoise("theory", name)
    assert done.returncode == 0 and done.stderr.startswith("Source: ")
    table, expected = rows(done.stdout), rows((EXPECTED / f"{name}.csv").read_text())
    assert len(table) == len(expected) + 1
    for row, wanted in zip(table[1:], expected):
        assert all(same(a, b) for a, b in zip(row, wanted, strict=True)), row
    described = rows(equipoise("theory", name, "--describe").stdout)
    assert [row[2] for row in described if row[1] == "column"] == table[0]
    assert equipoise("theory", name, "--quiet").stderr == ""


def test_without_a_name_it_lists_the_models():
    listed = rows(equipoise("theory").stdout)
    assert listed[0] == ["name", "title", "source", "read", "reconstructed"]
    assert [row[0] for row in listed[1:]] == list(theory.MODELS)
    assert all(all(row) for row in listed)


def test_an_unknown_name_is_wrong_usage():
    done = equipoise("theory", "yang-zang")
    assert done.returncode == 64 and done.stdout == ""
    assert "There is no model yang-zang, did you mean yang-zhang? There are yang-zhang, " in done.stderr
