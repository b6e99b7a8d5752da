"""The library from other programs: a package that depends on it by path and by version, and its functions in C and from Python."""
import csv
import ctypes
import os
import pathlib
import re
import subprocess
import sys
import threading

import pytest
from conftest import ROOT, equipoise

MAIN = ROOT / "scenarios/uk-options.yaml"
CHANGE = ["--set", "substitution.music=2.5"]
PAGE = (ROOT / "Sources/Equipoise/Equipoise.docc/From-Swift-and-C.md").read_text()
CONSUMER = ROOT / "Tests/Consumer"
LIBRARY = ROOT / ".build/library"


def done(*command, **keywords):
    finished = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                              timeout=keywords.pop("timeout", 1800), **keywords)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def rows(text):
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def table():
    """What the program writes of the main scenario with a change: values by option, jurisdiction, sector, variable and year."""
    finished = equipoise("run", MAIN, *CHANGE, "--out", "-")
    assert finished.returncode == 0, finished.stderr
    return {(row["option"], row["jurisdiction"], row["sector"], row["variable"], float(row["year"])): float(row["value"])
            for row in rows(finished.stdout)}


# a Swift package

def plain_environment():
    """As of one who depends on the package: the manifest is the one without unsafe flags."""
    return {name: value for name, value in os.environ.items() if not name.startswith("EQUIPOISE_")}


def built(package, scratch, configuration):
    """The folder of the programs of a package; what was built before is used again."""
    command = ["swift", "build", "-c", configuration, "--package-path", package, "--scratch-path", scratch]
    done(*command, env=plain_environment())
    return pathlib.Path(done(*command, "--show-bin-path", env=plain_environment()).strip())


def copied_consumer(folder, dependency):
    """The example with another line of dependency."""
    text, count = re.subn(r"\.package\(name: \"equipoise\", path: .*\)", lambda _: dependency, (CONSUMER / "Package.swift").read_text())
    assert count == 1
    folder.mkdir(parents=True)
    (folder / "Package.swift").write_text(text)
    (folder / "Sources").symlink_to(CONSUMER / "Sources")
    return folder


def check_run(program, table):
    lines = [line.split(" ", 3) for line in done(program, MAIN).splitlines()]
    expected = {key: value for key, value in table.items() if key[1:4] == ("UK", "", "ai_sector_revenue")}
    assert {(option, float(year)): (float(value), unit) for option, year, value, unit in lines} == {
        (key[0], key[4]): (value, "GBP bn/yr") for key, value in expected.items()}
    assert len(lines) == len(expected) == 6 * 16


@pytest.fixture(scope="module")
def by_path(tmp_path_factory):
    package = copied_consumer(tmp_path_factory.mktemp("consumer") / "by-path", f'.package(name: "equipoise", path: "{ROOT}")')
    return built(package, ROOT / ".build/consumer", "release")


def test_a_package_by_path_prints_the_programs_numbers_to_the_bit(by_path, table):
    check_run(by_path / "run", table)


def test_a_package_is_told_what_is_wrong_and_where(by_path, tmp_path):
    (tmp_path / "wrong.yaml").write_text("options:\n  law: {}\n  new: {UK: [{from: 2027, regime: permision}]}\n")
    told = done(by_path / "run", "wrong.yaml", cwd=tmp_path)
    assert told == equipoise("check", "wrong.yaml", *CHANGE, cwd=tmp_path).stderr.replace("error: ", "")
    assert told.startswith("wrong.yaml:3:")


def test_a_package_sweeps_to_the_programs_outcomes(by_path, tmp_path):
    finished = equipoise("sweep", MAIN, "--out", "-")
    assert finished.returncode == 0, finished.stderr
    expected = {(name, row["option"], row["point"]): float(value)
                for row in rows(finished.stdout) for name, value in row.items() if name not in ("point", "option") and value}
    lines = done(by_path / "sweep", MAIN).splitlines()
    progress = [line for line in lines if re.fullmatch(r"\d+ of \d+ points", line)]
    assert progress[0] == "0 of 1024 points" and progress[-1] == "1024 of 1024 points"
    found = [line.split(" ", 4) for line in lines if line not in progress]
    assert {(name, option, point): float(value) for name, option, point, value, _ in found} == expected
    units = {name: unit for name, _, _, _, unit in found}
    assert units["uk-ai-revenue-2035"] == "GBP bn/yr" and all(units.values())


def test_a_package_by_version_builds_and_prints_the_same(tmp_path, table):
    """The package manager takes no unsafe flags of a dependency by version. Without optimisation the build is shorter, and the bits are
    the same."""
    repository = tmp_path / "equipoise.git"
    done("git", "init", "--quiet", "--bare", repository)
    git = ["git", "--git-dir", repository, "--work-tree", ROOT, "-c", "user.name=test", "-c", "user.email=test@localhost"]
    for command in (["add", "--all"], ["commit", "--quiet", "--message", "The files as they are"], ["tag", "9.9.9"]):
        done(*git, *command, cwd=ROOT)
    package = copied_consumer(tmp_path / "by-version", f'.package(url: "file://{repository}", from: "9.9.9")')
    check_run(built(package, tmp_path / "build", "debug") / "run", table)


# C

@pytest.fixture(scope="module")
def shared():
    done("make", "library", cwd=ROOT)
    library = ctypes.CDLL(str(LIBRARY / "libequipoise.so"))
    handle, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    numbers = ctypes.POINTER(ctypes.c_double)
    for name, result, arguments in [
            ("open", handle, [text]), ("open_text", handle, [text, text]), ("set", None, [handle, text, text]),
            ("run", ctypes.c_int, [handle]), ("years", size, [handle, numbers, size]),
            ("values", size, [handle, text, text, text, text, numbers, size]), ("error", size, [handle, text, size]),
            ("close", None, [handle])]:
        function = getattr(library, "equipoise_" + name)
        function.restype, function.argtypes = result, arguments
    return library


@pytest.fixture
def opened(shared):
    """Opens the main scenario or another, and closes what it has opened."""
    handles = []

    def open_one(path=MAIN):
        handles.append(shared.equipoise_open(str(path).encode()))
        return handles[-1]
    yield open_one
    for handle in handles:
        shared.equipoise_close(handle)


def years(shared, handle):
    numbers = (ctypes.c_double * shared.equipoise_years(handle, None, 0))()
    shared.equipoise_years(handle, numbers, len(numbers))
    return list(numbers)


def values(shared, handle, option, jurisdiction, sector, variable):
    row = [option.encode(), jurisdiction.encode(), sector.encode() or None, variable.encode()]
    numbers = (ctypes.c_double * shared.equipoise_values(handle, *row, None, 0))()
    shared.equipoise_values(handle, *row, numbers, len(numbers))
    return list(numbers)


def error(shared, handle):
    text = ctypes.create_string_buffer(shared.equipoise_error(handle, None, 0) + 1)
    shared.equipoise_error(handle, text, len(text))
    return text.value.decode()


def test_every_value_from_c_is_the_programs_to_the_bit(shared, opened, table):
    handle = opened()
    shared.equipoise_set(handle, b"substitution.music", b"2.5")
    assert shared.equipoise_run(handle) == 0 and error(shared, handle) == ""
    found = {(*row, year): value for row in {key[:4] for key in table}
             for year, value in zip(years(shared, handle), values(shared, handle, *row), strict=True)}
    assert found == table and len(found) > 50_000


def test_an_error_from_c_has_its_place_and_its_code(shared, opened, tmp_path):
    handle = opened()
    shared.equipoise_set(handle, b"substitution.musik", b"2.5")
    assert shared.equipoise_run(handle) == 65
    assert error(shared, handle).startswith("--set: substitution.musik: ")
    assert years(shared, handle) == [] and values(shared, handle, "permission", "UK", "", "ai_sector_revenue") == []
    assert shared.equipoise_run(opened(tmp_path / "none.yaml")) == 66
    yaml = "options: {law: {}, new: {UK: [{from: 2027, regime: Größe}]}}"
    text = shared.equipoise_open_text(yaml.encode(), b"a/b.yaml")
    assert shared.equipoise_run(text) == 65
    whole = error(shared, text)
    assert whole.startswith(f"a/b.yaml:1:{yaml.index('Größe') + 1}: options.new.UK[0].regime: ") and "Größe" in whole
    # room for less than the whole is filled up to the last letter that fits
    for size in range(1, len(whole.encode()) + 2):
        part = ctypes.create_string_buffer(b"\xff" * 400, 400)
        assert shared.equipoise_error(text, part, size) == len(whole.encode())
        assert whole.startswith(part.value.decode()) and size - 3 < len(part.value) < size
        assert part.raw[size:] == b"\xff" * (400 - size)
    shared.equipoise_close(text)


def test_options_that_fail_have_a_code_and_a_reason_and_a_later_run_forgets_them(shared):
    handle = shared.equipoise_open_text(b"{options: {law: {}}, horizon: {end: 2030, step: 1}, solver: {method: tsit5}}", b"one")
    assert shared.equipoise_run(handle) == 3 and years(shared, handle) == []
    assert error(shared, handle).startswith("option law: solver.method tsit5 is the ensemble engine")
    shared.equipoise_set(handle, b"solver.method", b"rkf45")
    assert shared.equipoise_run(handle) == 0 and error(shared, handle) == ""
    assert years(shared, handle) == [2025, 2026, 2027, 2028, 2029, 2030]
    shared.equipoise_close(handle)


def test_nothing_is_written_where_there_is_no_room_and_null_is_taken(shared, opened):
    handle = opened()
    assert shared.equipoise_run(handle) == 0
    row = [b"permission", b"UK", b"", b"ai_sector_revenue"]
    numbers = (ctypes.c_double * 16)(*[-1.0] * 16)
    assert shared.equipoise_values(handle, *row, numbers, 3) == 16
    assert all(value > 0 for value in numbers[:3]) and numbers[3:] == [-1.0] * 13
    assert shared.equipoise_values(handle, None, None, None, None, numbers, 16) == 0
    assert shared.equipoise_run(None) == 66 and shared.equipoise_years(None, numbers, 16) == 0
    assert shared.equipoise_error(None, None, 0) == 0
    shared.equipoise_set(None, None, None)
    shared.equipoise_close(None)


def test_handles_run_in_threads_of_their_own(shared, opened):
    """Each thread has another change, and gets what it gets alone."""
    changes = [b"2.5", b"1.5", b"3.5"]

    def run(handle, change):
        found = []
        for _ in range(3):
            shared.equipoise_set(handle, b"substitution.music", change)
            assert shared.equipoise_run(handle) == 0
            found.append(values(shared, handle, "permission", "UK", "music", "human_revenue"))
        return found
    alone = {change: run(opened(), change) for change in changes}
    together = {}
    threads = [threading.Thread(target=lambda change=change, handle=opened(): together.update({change: run(handle, change)}))
               for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone
    assert all(first == again for first, *rest in alone.values() for again in rest)
    assert len({tuple(found[0]) for found in alone.values()}) == len(changes)


def test_threads_may_share_a_handle(shared, opened):
    """A run that another thread's run follows leaves whole rows to whoever asks."""
    handle = opened()
    assert shared.equipoise_run(handle) == 0
    expected = values(shared, handle, "permission", "UK", "", "ai_sector_revenue")
    stop = threading.Event()
    torn = []

    def read():
        while not stop.is_set():
            found = values(shared, handle, "permission", "UK", "", "ai_sector_revenue")
            if found != expected:
                torn.append(found)
    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        assert shared.equipoise_run(handle) == 0
    stop.set()
    for reader in readers:
        reader.join()
    assert torn == []


MEMORY = """
import ctypes, sys

def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])

library = ctypes.CDLL(sys.argv[1])
library.equipoise_open_text.restype = ctypes.c_void_p
size = ctypes.c_size_t
text = b"options: {law: {}, new: {UK: [{from: 2027, regime: permission}]}}\\nhorizon: {end: 2027, step: 1}"
values = (ctypes.c_double * 3)()
words = ctypes.create_string_buffer(200)

def runs(count):
    for number in range(count):
        handle = ctypes.c_void_p(library.equipoise_open_text(text, b"one"))
        library.equipoise_set(handle, b"passThrough", b"0.5" if number % 4 else b"half")
        assert library.equipoise_run(handle) == (0 if number % 4 else 65)
        library.equipoise_close(handle)

def calls(count):
    right, wrong = (ctypes.c_void_p(library.equipoise_open_text(text, b"one")) for _ in range(2))
    library.equipoise_set(wrong, b"passThrough", b"half")
    assert (library.equipoise_run(right), library.equipoise_run(wrong)) == (0, 65)
    for _ in range(count):
        library.equipoise_values(right, b"new", b"UK", None, b"ai_sector_revenue", values, size(3))
        library.equipoise_error(wrong, words, size(200))
    library.equipoise_close(right)
    library.equipoise_close(wrong)

runs(100)
calls(10_000)
before = resident()
runs(400)
after_runs = resident()
calls(500_000)
print(before, after_runs, resident())
"""


def test_memory_does_not_grow_with_runs_and_calls(shared, record_property):
    """400 runs and a million of other calls; one leaked run would be over 300 kB."""
    told = done(sys.executable, "-c", MEMORY, LIBRARY / "libequipoise.so")
    record_property("resident kB before, after runs, after calls", told.strip())
    before, after_runs, after_calls = map(int, told.split())
    assert after_runs - before < 4096 and after_calls - after_runs < 1024


# what the page and the README show

def blocks(language, text=PAGE):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_swift_of_the_page_and_of_the_readme_is_that_of_the_package():
    examples = [(CONSUMER / f"Sources/{name}/main.swift").read_text() for name in ("run", "sweep")]
    assert blocks("swift") == examples
    assert [block for block in blocks("swift", (ROOT / "README.md").read_text()) if "import Equipoise" in block] == examples[:1]


def test_the_c_of_the_page_compiles_without_warnings_and_gives_the_numbers(shared, tmp_path, table):
    (tmp_path / "example.c").write_text(blocks("c")[0])
    done("cc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", tmp_path / "example.c", f"-I{LIBRARY}", f"-L{LIBRARY}",
         "-lequipoise", "-o", tmp_path / "example")
    told = done(tmp_path / "example", cwd=ROOT, env={**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)})
    assert [float(line) for line in told.splitlines()] == [
        table["permission", "UK", "", "ai_sector_revenue", float(year)] for year in range(2025, 2041)]


def test_the_python_of_the_page_and_of_the_readme_gives_the_numbers(shared, table):
    code, = blocks("python")
    assert code in (ROOT / "README.md").read_text()
    told = done(sys.executable, "-c", code, cwd=ROOT)
    assert [float(value) for value in told.strip("[]\n").split(",")] == [
        table["permission", "UK", "", "ai_sector_revenue", float(year)] for year in range(2025, 2041)]
