"""Every call to the file system of the commands that write fails once, and every one that may change a file or a folder kills
the program once in its place: after that, the same command gives the right bytes, and what users have put into an older
result is where it was."""
import concurrent.futures
import errno
import hashlib
import json
import os
import pathlib
import shutil
import signal
import tempfile

import pytest

from conftest import equipoise
from faults import calls, faulty

SCENARIO = """
horizon: {end: 2028, step: 1}
options: {law: {}, new: {UK: [{from: 2027, regime: permission}]}}
vary: [{parameter: qualityExponent, distribution: range}, {parameter: substitution, distribution: range}]
design: {method: sobol, runs: 32, seed: 3}
outcomes: {level: {variable: ai_spending, place: UK, year: 2028}}
claims:
  - {id: lower, wording: Permission lowers spending., by: us, source: us, outcome: level, option: new, against: law, holds: "< -0.02"}
"""
CALIBRATION = """
horizon: {end: 2028, step: 1}
options: {today: {}}
calibrate: {observations: observations.csv, parameters: [adoptionImitation], draws: 64}
"""
OBSERVATIONS = """series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality
a,ai_adoption,UK,,2027,0.11,,,0.006,level,here,high
a,ai_adoption,UK,,2028,0.15,,,0.01,level,here,high
"""
# what a fault of each call is; others are EIO
ERRORS = {"open": errno.EACCES, "opendir": errno.EACCES, "mkdir": errno.EACCES, "write": errno.ENOSPC, "pwrite64": errno.ENOSPC,
          "rename": errno.EACCES, "renameat2": errno.EACCES, "unlink": errno.EACCES, "rmdir": errno.EACCES, "flock": errno.ENOLCK}
# what leaves files and folders as they are: a kill before it is as one before the next call
HARMLESS = {"read", "pread", "pread64", "close", "fsync", "fdatasync", "flock", "opendir", "fopen", "fopen64"}
# input that cannot be read, output that cannot be made or written, and resumptions that are refused
DOCUMENTED = {65, 66, 73, 74, 75}


@pytest.fixture
def memory():
    """A folder in memory where there is one: a disk takes milliseconds for each of a hundred thousand forced writes."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        yield pathlib.Path(folder).resolve()


class Command:
    """A command that replaces an older result in a folder, to which a user has added."""

    def __init__(self, arguments, results, resumes=False, exported=(), **faults):
        self.arguments, self.results, self.resumes, self.exported, self.faults = arguments, results, resumes, exported, faults


SWEEP = ["sweep", "../s.yaml", "--jobs", "1", "--quiet"]
COMMANDS = {
    "sweep": Command([*SWEEP, "--out", "../out"], ["out"], resumes=True),
    "sweep where folders cannot be exchanged": Command([*SWEEP, "--out", "../out"], ["out"], resumes=True, no_exchange=1),
    "sweep into the present folder": Command([*SWEEP, "--out", "."], ["out"], resumes=True),
    "merge": Command(["merge", "../one", "../two", "--jobs", "1", "--quiet", "--out", "../out"], ["out"]),
    "claims": Command(["claims", "../s.yaml", "--jobs", "1", "--quiet", "--resamples", "20", "--out", "../out"], ["out", "out-sweep"],
                      resumes=True),
    "calibrate": Command(["calibrate", "../c.yaml", "--jobs", "1", "--quiet", "--out", "../out"], ["out"]),
    "export as a table": Command(["export", "../result", "--as", "iamc", "--quiet"], [], exported=["result-iamc.csv"]),
    "export as a database": Command(["export", "../result", "--as", "sqlite", "--quiet"], [], exported=["result.sqlite"]),
}


def prepare(name, place):
    """A folder with the command's inputs, an older result of other bytes, and what a user has added to it."""
    command = COMMANDS[name]
    (place / "here").mkdir(parents=True)
    (place / "s.yaml").write_text(SCENARIO)
    (place / "c.yaml").write_text(CALIBRATION)
    (place / "observations.csv").write_text(OBSERVATIONS)
    if name == "merge":
        for folder, shard in (("one", "1/2"), ("two", "2/2")):
            done = equipoise("sweep", "s.yaml", "--shard", shard, "--out", folder, cwd=place)
            assert done.returncode == 0, done.stderr
    if command.exported:
        assert equipoise("run", "s.yaml", "--option", "law", "--out", "result", cwd=place).returncode == 0
    for result in command.results:
        (place / result).mkdir()
    older = [word for word in command.arguments if word != "--quiet"]
    changed = {"sweep": ["--seed", "4"], "claims": ["--seed", "4"], "calibrate": ["--set", "calibrate.draws=128"]}
    if name == "merge":
        done = equipoise("sweep", "s.yaml", "--seed", "4", "--out", "out", cwd=place)
    else:
        done = equipoise(*older, *changed.get(older[0], []), cwd=place / ("out" if older[-1] == "." else "here"))
    assert done.returncode == 0, done.stderr
    if command.exported:
        assert equipoise("run", "s.yaml", "--out", "result", cwd=place).returncode == 0
    for result in command.results:
        (place / result / "plot.png").write_text("mine")
        (place / result / "notes").mkdir()
        (place / result / "notes/first.md").write_text("mine too")


def listing(folder):
    """Every file below a folder with its bytes, but for the records of processes."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*")) if path.name != "run.json"}


def is_whole(result):
    package = json.loads((result / "datapackage.json").read_text())
    return all(hashlib.sha256((result / table["path"]).read_bytes()).hexdigest() == table["hash"].removeprefix("sha256:")
               for table in package["resources"])


def told_apart(made):
    """The calls of which each fails in turn: of many alike one after another, as of a database's pages, the first and the last."""
    return [number for number, call in enumerate(made, 1)
            if call not in made[number - 2:number - 1] or call not in made[number:number + 1]]


@pytest.mark.parametrize("name", COMMANDS)
def test_after_any_fault_the_same_command_gives_the_same_bytes(name, memory):
    command = COMMANDS[name]
    start = memory / "start"
    prepare(name, start)
    where = "out" if command.arguments[-1] == "." else "here"

    def copy(label):
        place = memory / label
        shutil.copytree(start, place)
        return place

    place = copy("undisturbed")
    made = calls(command.arguments, place, place / where, memory / "log", **command.faults)
    expected = listing(place)
    assert len(made) > 60 and expected != listing(start)
    numbers = told_apart(made)
    if command.faults or where == "out":
        # until the result is whole, all is as in the first case
        begun = next(number for number, (_, path) in enumerate(made, 1) if path.endswith(".placing.new"))
        numbers = [number for number in numbers if number >= begun]

    def case(number, error):
        place = copy(f"{number}-{error}")
        done = faulty(command.arguments, place, place / where, at=number, error=error, **command.faults)
        context = (number, made[number - 1], error, done.returncode, done.stderr)
        if error == 0:
            assert done.returncode == -signal.SIGKILL, context
        else:
            assert done.returncode in DOCUMENTED | {0}, context
            assert done.returncode == 0 or done.stderr, context
        # a folder is of the older result or of the new one, and nothing between
        if where == "here" and not command.faults:
            assert all(is_whole(place / result) for result in command.results), context
        again = equipoise(*command.arguments, cwd=place / where)
        if again.returncode != 0:
            assert command.resumes and again.returncode == 73 and "--resume" in again.stderr, (context, again.stderr)
            again = equipoise(*command.arguments, "--resume", cwd=place / where)
        assert again.returncode == 0, (context, again.stderr)
        found = listing(place)
        assert found.keys() == expected.keys(), (context, found.keys() ^ expected.keys())
        assert found == expected, (context, [path for path in found if found[path] != expected[path]])
        shutil.rmtree(place)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        cases = [pool.submit(case, number, ERRORS.get(made[number - 1][0], errno.EIO)) for number in numbers]
        cases += [pool.submit(case, number, 0) for number in numbers if made[number - 1][0] not in HARMLESS]
        try:
            for done in cases:
                done.result()
        finally:
            pool.shutdown(cancel_futures=True)
    print(f"{name}: {len(cases)} faults in {len(made)} calls")
