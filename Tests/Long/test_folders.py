"""Where results go, and what is there after a process that could not put its own in place."""
import errno
import os
import shlex
import shutil
import signal
import subprocess

import pandas
import pytest

from conftest import EQUIPOISE, ROOT, equipoise
from faults import calls, faulty, surroundings

UK = ROOT / "scenarios/uk-options.yaml"
SWEEP = """
horizon: {end: 2028, step: 1}
options: {law: {}, new: {UK: [{from: 2027, regime: permission}]}}
vary: [{parameter: qualityExponent, distribution: range}]
design: {method: sobol, runs: 32, seed: 3}
outcomes: {level: {variable: ai_spending, place: UK, year: 2028}, works: {variable: creator_income, place: UK, year: 2028}}
claims:
  - {id: lower, wording: Permission lowers spending., by: us, source: us, outcome: level, option: new, against: law, holds: "< 0"}
  - {id: higher, wording: Permission raises spending., by: us, source: us, outcome: level, option: new, against: law, holds: "> 0"}
"""
# what can be asked of levers of the options of the same file
LEVERS = """
solve:
  levers: {"options.new.UK[0].with.enforcement": [0, 1], "options.new.UK[0].with.transparency": [0, 1]}
  maximise: [level, works]
  option: new
  population: 8
  generations: 2
"""


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(SWEEP)
    return path


def listing(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def result(folder, *arguments, code=0):
    """A result of an undisturbed process."""
    done = equipoise(*arguments, "--out", folder)
    assert done.returncode == code, done.stderr
    return listing(folder)


# Results that cannot be put in place


@pytest.mark.parametrize("call", ["rename", "renameat2"])
@pytest.mark.parametrize("command", ["sweep", "solve"])
def test_a_whole_result_that_could_not_be_put_in_place_is_protected(scenario, tmp_path, command, call):
    scenario.write_text(SWEEP + (LEVERS if command == "solve" else ""))
    expected = result(tmp_path / "expected", command, scenario)
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    if call == "renameat2":
        shutil.copytree(tmp_path / "expected", out)
        (out / "plot.png").write_text("mine")
    arguments = [command, scenario, "--out", out]
    made = calls(arguments, out, tmp_path, tmp_path / "log", call=call)
    shutil.rmtree(out)
    if call == "renameat2":
        shutil.copytree(tmp_path / "expected", out)
        (out / "plot.png").write_text("mine")
    done = faulty(arguments, out, tmp_path, call=call, at=len(made), error=errno.EACCES)
    assert done.returncode == 73 and "Permission denied" in done.stderr, done.stderr
    assert "the result is whole in" in done.stderr and ("--resume puts it in place" in done.stderr or command == "solve")
    kept = listing(partial)
    assert kept.items() >= expected.items()
    refused = equipoise(*arguments)
    assert refused.returncode == 73 and "--resume" in refused.stderr, refused.stderr
    assert listing(partial) == kept
    other = equipoise(*arguments, "--seed", 9, "--resume")
    assert other.returncode == 75, other.stderr
    assert listing(partial) == kept
    done = equipoise(*arguments, "--resume")
    assert done.returncode == 0, done.stderr
    assert not partial.exists()
    if call == "renameat2":
        assert (out / "plot.png").read_text() == "mine"
        (out / "plot.png").unlink()
    assert listing(out) == expected


def test_the_next_run_puts_a_whole_result_in_place_before_its_own(tmp_path):
    """Where there is no --resume, what is whole is at least where any result is."""
    out = tmp_path / "out"
    arguments = ["run", UK, "--option", "status-quo", "--out", out]
    made = calls(arguments, out, tmp_path, tmp_path / "log", call="rename")
    shutil.rmtree(out)
    assert faulty(arguments, out, tmp_path, call="rename", at=len(made), error=errno.EACCES).returncode == 73
    whole = listing(tmp_path / "out.partial")
    assert "timeseries.csv" in whole and not out.exists()
    failed = faulty(["run", UK, "--out", out], out, tmp_path, call="write", at=1, error=errno.ENOSPC)
    assert failed.returncode == 74, failed.stderr
    assert not (tmp_path / "out.partial").exists() and listing(out) == {name: whole[name] for name in listing(out)}
    assert "timeseries.csv" in listing(out)


def test_a_search_for_one_aim_does_not_throw_an_unfinished_frontier_away(scenario, tmp_path):
    scenario.write_text(SWEEP + LEVERS.replace("generations: 2", "generations: 900"))
    process = subprocess.Popen([EQUIPOISE, "solve", scenario, "--out", tmp_path / "out"], stderr=subprocess.DEVNULL)
    checkpoint = tmp_path / "out.partial/checkpoint.json"
    while process.poll() is None and not checkpoint.exists():
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    other = tmp_path / "other.yaml"
    other.write_text(SWEEP + "solve: {levers: {discountRate: [0, 1]}, maximise: [level], option: new}\n")
    done = equipoise("solve", other, "--out", tmp_path / "out")
    assert done.returncode == 73 and "--resume" in done.stderr
    assert checkpoint.exists()


def test_the_process_after_a_kill_in_the_cleanup_finishes_it(scenario, tmp_path):
    """What users have added is moved over, and no half removed older result takes the place of the new one."""
    out, start = tmp_path / "out", tmp_path / "start"
    expected = result(start, "sweep", scenario)
    (start / "plot.png").write_text("mine")
    (start / "zeta.ipynb").write_text("mine too")
    arguments = ["sweep", scenario, "--out", out]
    shutil.copytree(start, out)
    made = calls(arguments, out, tmp_path, tmp_path / "log", call="unlink")
    first = next(number for number, (_, path) in enumerate(made, 1) if path.endswith("out.partial/experiments.csv"))
    for number, again in ((first, ["--resume"]), (first + 3, ["--resume"]), (first + 2, []), (len(made), ["--resume"])):
        shutil.rmtree(out)
        shutil.copytree(start, out)
        assert faulty(arguments, out, tmp_path, call="unlink", at=number, error=0).returncode == -signal.SIGKILL
        # a reader in between finds the new result
        assert equipoise("robust", out, "--out", tmp_path / "robust").returncode == 0
        done = equipoise(*arguments, *again)
        assert done.returncode == 0, done.stderr
        assert listing(out) == expected | {"plot.png": b"mine", "zeta.ipynb": b"mine too"}
        assert not (tmp_path / "out.partial").exists()


def test_a_copy_of_a_folder_that_was_being_put_in_place_removes_nothing(scenario, tmp_path):
    out = tmp_path / "out"
    result(out, "sweep", scenario)
    arguments = ["sweep", scenario, "--out", out]
    made = calls(arguments, out, tmp_path, tmp_path / "log", call="unlink")
    assert faulty(arguments, out, tmp_path, call="unlink", at=len(made), error=0).returncode == -signal.SIGKILL
    assert (out / ".placing").exists()
    shutil.copytree(out, tmp_path / "copy")
    (tmp_path / "copy.partial").mkdir()
    (tmp_path / "copy.partial/experiments.csv").write_text("mine")
    done = equipoise("sweep", scenario, "--out", tmp_path / "copy", "--resume")
    assert done.returncode == 0, done.stderr
    assert "whole result of this sweep already" in done.stderr and not (tmp_path / "copy/.placing").exists()
    assert (tmp_path / "copy.partial/experiments.csv").read_text() == "mine"


# Folders that cannot be renamed


@pytest.mark.parametrize("out", [".", "./", "../g/.", "..", "sub/.."])
def test_results_go_into_the_present_folder(scenario, tmp_path, out):
    expected = result(tmp_path / "expected", "sweep", scenario)
    place = tmp_path / "g"
    (place / "sub").mkdir(parents=True)
    cwd = place / "sub" if out == ".." else place
    if out in ("..", "sub/.."):
        # what holds something else is refused before a point is run
        refused = equipoise("sweep", scenario, "--out", out, cwd=cwd, timeout=5)
        assert refused.returncode == 73 and "not empty" in refused.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["expected", "g", "s.yaml"]
        return
    (place / "sub").rmdir()
    before = place.stat().st_ino
    for _ in range(2):
        done = equipoise("sweep", scenario, "--out", out, cwd=cwd)
        assert done.returncode == 0, done.stderr
        assert listing(place) == expected
        (place / "plot.png").write_text("mine")
        expected["plot.png"] = b"mine"
    # whoever stands in the folder still stands there
    assert place.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expected", "g", "s.yaml"]


def test_what_is_made_of_the_present_folder_stands_beside_it(scenario, tmp_path):
    result(tmp_path / "g", "sweep", scenario)
    done = equipoise("robust", ".", cwd=tmp_path / "g")
    assert done.returncode == 0 and (tmp_path / "g-robust/robustness.csv").exists()
    done = equipoise("claims", scenario, "--out", "g/../c", "--resamples", 20, cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "c-sweep").exists()
    (tmp_path / "d").mkdir()
    done = equipoise("claims", scenario, "--out", ".", "--resamples", 20, cwd=tmp_path / "d")
    assert done.returncode == 0 and (tmp_path / "d-sweep").exists() and (tmp_path / "d/claims.csv").exists()


@pytest.mark.parametrize("command", ["game", "calibrate", "claims", "solve", "sensitivity", "backtest"])
def test_a_place_that_cannot_be_written_is_found_before_the_work(tmp_path, command):
    names = {"game": "regulatory-game", "calibrate": "calibration", "solve": "break-even", "sensitivity": "uk-options"}
    file = ROOT / f"scenarios/{names.get(command, command)}.yaml"
    (tmp_path / "out").write_text("mine")
    done = equipoise(command, file, "--out", tmp_path / "out", timeout=5)
    assert done.returncode == 73 and "it is a file" in done.stderr, done.stderr
    assert done.stdout == "" and os.listdir(tmp_path) == ["out"]


def namespace(script, cwd):
    """Runs a script of bash that may mount; skips the test where nobody may."""
    if subprocess.run(["unshare", "-Urm", "true"], capture_output=True).returncode != 0:
        pytest.skip("there are no user namespaces")
    words = ["unshare", "-Urm"] if os.geteuid() else ["unshare", "-m"]
    return subprocess.run([*words, "bash", "-euc", script], cwd=cwd, capture_output=True, text=True, timeout=120)


MOUNTS = {
    "another file system": "mount -t tmpfs tmpfs volume",
    "a folder bound there": "mkdir store; mount --bind store volume",
    "a read-only root": "mkdir root root/volume; mount -t tmpfs tmpfs root; mkdir root/volume; mount -t tmpfs tmpfs root/volume; "
                        "mount -o remount,ro root; rmdir volume; ln -s root/volume volume",
}


@pytest.mark.parametrize("kind", MOUNTS)
def test_a_volume_is_written_within(scenario, tmp_path, kind):
    expected = result(tmp_path / "expected", "sweep", scenario)
    (tmp_path / "volume").mkdir()
    program = shlex.quote(str(EQUIPOISE))
    done = namespace(f"""
        {MOUNTS[kind]}
        mkdir volume/lost+found
        {program} sweep s.yaml --out volume/ --quiet
        touch volume/plot.png
        {program} sweep s.yaml --out volume --quiet --seed 4
        {program} sweep s.yaml --out volume --quiet
        {program} robust volume --out robust --quiet > /dev/null
        ls -A volume
        rmdir volume/lost+found
        mkdir copy; cp volume/* copy
        """, tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()[-len(expected) - 3:]) == sorted([*expected, "run.json", "plot.png", "lost+found"])
    assert listing(tmp_path / "copy") == expected | {"plot.png": b""}
    assert not (tmp_path / "volume.partial").exists()


def test_a_folder_of_an_image_is_replaced_in_a_container(scenario, tmp_path):
    """What an image holds lies below the container's own layer, and overlayfs renames no such folder."""
    expected = result(tmp_path / "expected", "sweep", scenario)
    program = shlex.quote(str(EQUIPOISE))
    done = namespace(f"""
        mkdir disk; mount -t tmpfs tmpfs disk; mkdir disk/image disk/own disk/work container
        {program} sweep s.yaml --out disk/image/out --quiet --seed 4
        touch disk/image/out/plot.png
        mount -t overlay overlay -o lowerdir=disk/image,upperdir=disk/own,workdir=disk/work container || exit 99
        {program} sweep s.yaml --out container/out --quiet
        ls -A container
        mkdir copy; cp -r container/out/. copy
        """, tmp_path)
    if done.returncode == 99:
        pytest.skip("no overlay can be mounted here")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1:] == ["out"]
    assert listing(tmp_path / "copy") == expected | {"plot.png": b""}


# Folders and their locks on the disk


def test_folders_are_on_the_disk_before_and_after_they_are_renamed(scenario, tmp_path):
    out = tmp_path / "out"
    result(out, "sweep", scenario)
    made = calls(["sweep", scenario, "--out", out], tmp_path, tmp_path, tmp_path / "log")
    renamed = made.index(("renameat2", f"{out}.partial"))
    written = max(number for number, (call, path) in enumerate(made[:renamed]) if call == "write" and path.startswith(f"{out}.partial/"))
    removed = next(number for number, (call, path) in enumerate(made) if number > renamed and call == "unlink")
    assert ("fsync", f"{out}.partial") in made[written:renamed]
    assert ("fsync", str(tmp_path)) in made[renamed:removed]
    # and the names of an unfinished sweep's files, on which --resume relies, before the first point
    first = made.index(("fdatasync", f"{out}.partial/journal"))
    rows = next(number for number, call in enumerate(made) if number > first and call == ("write", f"{out}.partial/outcomes.csv"))
    assert {("fsync", f"{out}.partial"), ("fsync", str(tmp_path))} <= set(made[first:rows])


@pytest.mark.parametrize("form", ["iamc", "sqlite"])
def test_an_export_is_on_the_disk_before_it_is_renamed(scenario, tmp_path, form):
    out = tmp_path / "out"
    result(out, "run", scenario)
    made = calls(["export", out, "--as", form], tmp_path, tmp_path, tmp_path / "log")
    renamed = [number for number, (call, path) in enumerate(made) if call == "rename"]
    assert len(renamed) == 2
    for number in renamed:
        assert ("fsync", made[number][1]) in made[:number]
    assert ("fsync", str(tmp_path)) in made[renamed[-1]:]


def test_a_folder_that_was_put_in_place_between_opening_and_locking_is_no_lock(tmp_path):
    """Another process may rename the partial folder after this one has opened it; a third must still be kept out."""
    out, moved = tmp_path / "out", tmp_path / "moved"
    faults = dict(call="flock", at=1, **{"from": f"{out}.partial"}, to=moved)
    process = subprocess.Popen([EQUIPOISE, "sweep", UK, "--runs", "400000", "--out", out], cwd=ROOT,
                               env=surroundings(out, faults), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not (tmp_path / "out.partial/journal").exists():
            pass
        assert process.poll() is None and moved.is_dir() and os.listdir(moved) == []
        other = equipoise("sweep", UK, "--runs", 8, "--out", out)
        assert other.returncode == 73 and "another run is writing there" in other.stderr, other.stderr
    finally:
        process.kill()
        process.wait()


# Standard streams


def test_no_message_goes_into_a_table_where_standard_streams_are_closed(scenario, tmp_path):
    expected = result(tmp_path / "expected", "sweep", scenario)
    for name, closed in {"input and messages": "<&- 2>&-", "messages": "2>&-", "all": "<&- >&- 2>&-"}.items():
        out = tmp_path / name
        done = subprocess.run(
            ["bash", "-c", f'"$0" sweep "$1" --out "$2" --progress plain {closed}', EQUIPOISE, scenario, out], capture_output=True, text=True)
        # the short table has nowhere to go where standard output is closed
        assert done.returncode == (74 if ">&- 2" in closed else 0), (name, done.stderr)
        assert listing(out) == expected, name


def test_a_table_that_is_for_a_closed_standard_output_is_an_error(scenario):
    done = subprocess.run(["bash", "-c", '"$0" sweep "$1" --out - <&- >&-', EQUIPOISE, scenario], capture_output=True, text=True)
    assert done.returncode == 74 and "standard output: cannot be written" in done.stderr


# Resumed sweeps that have failures


def test_a_complete_sweep_with_failures_ends_as_it_did(tmp_path):
    path = tmp_path / "fragile.yaml"
    path.write_text(SWEEP.replace("distribution: range", "distribution: {normal: [1, 1.5]}"))
    arguments = ["sweep", path, "--out", tmp_path / "out"]
    first = equipoise(*arguments)
    failed = len(pandas.read_csv(tmp_path / "out/failures.csv"))
    assert first.returncode == 2 and f"{failed} of 64 runs failed" in first.stderr and failed > 0
    again = equipoise(*arguments, "--resume")
    assert again.returncode == 2, again.stderr
    assert "whole result of this sweep already" in again.stderr and f"{failed} of 64 runs failed" in again.stderr
    zipped = ["sweep", path, "--gzip", "--out", tmp_path / "gz"]
    assert [equipoise(*zipped, *more).returncode for more in ([], ["--resume"])] == [2, 2]
    claims = ["claims", path, "--resamples", 20, "--out", tmp_path / "claims"]
    assert [equipoise(*claims, *more).returncode for more in ([], ["--resume"])] == [2, 2]
    path.write_text(SWEEP.replace("distribution: range", "distribution: {normal: [-10, 0.1]}"))
    arguments = ["sweep", path, "--out", tmp_path / "none"]
    assert [equipoise(*arguments, *more).returncode for more in ([], ["--resume"])] == [3, 3]
    assert not (tmp_path / "none").exists()


# Names


NAMED = [
    (["run", "s.yaml"], "s"),
    (["run", "s.yaml", "--set", "passThrough=0.5", "--set", "directLicenceCost.books=2"], "s+passThrough=0.5+directLicenceCost.books=2"),
    (["run", "s.yaml", "--set-file", "cautious.yaml"], "s+cautious.yaml"),
    (["run", "s.yaml", "--option", "law"], "s+option=law"),
    (["run", "s.yaml", "--set", "options.new.UK[0].with.enforcement=0.7"], "s+options.new.UK-0-.with.enforcement=0.7-"),
    (["run", "s.yaml", "--set", "options.new.UK[0].with.enforcement=0.8"], "s+options.new.UK-0-.with.enforcement=0.8-"),
    (["run", "s.yaml", "--set", "title=" + "long " * 60], "s+title="),
    (["sweep", "s.yaml"], "s-sweep"),
    (["sweep", "s.yaml", "--runs", "16", "--seed", "4"], "s+runs=16+seed=4-sweep"),
    (["sweep", "s.yaml", "--option", "law", "--shard", "1/2"], "s+option=law-sweep-1-of-2"),
    (["claims", "s.yaml", "--resamples", "20"], "s-claims"),
    (["claims", "s.yaml", "--resamples", "20", "--runs", "16"], "s+runs=16-claims"),
    (["claims", "s.yaml", "--resamples", "20", "--claim", "higher", "--resume"], "s-claims+higher"),
    (["sensitivity", "s.yaml", "--resamples", "20"], "s-sensitivity"),
    (["sensitivity", "s.yaml", "--resamples", "20", "--method", "morris"], "s+method=morris-sensitivity"),
    (["sensitivity", "s.yaml", "--resamples", "20", "--outcome", "works", "--resume"], "s-sensitivity+works"),
    (["solve", "s.yaml"], "s-solve"),
    (["solve", "s.yaml", "--seed", "4"], "s+seed=4-solve"),
    (["solve", "s.yaml", "--set", "solve.maximise=[works, level]"], "s+solve.maximise=-works-level-"),
]


def test_no_change_of_the_command_line_takes_the_place_of_another_result(tmp_path):
    (tmp_path / "s.yaml").write_text(SWEEP + LEVERS)
    (tmp_path / "cautious.yaml").write_text("passThrough: 0.4\n")
    before = {}
    for arguments, expected in NAMED:
        done = equipoise(*arguments, cwd=tmp_path)
        assert done.returncode == 0, (arguments, done.stderr)
        folders = {path.name: listing(path) for path in (tmp_path / "notebooks-out").iterdir()}
        assert {name: folders[name] for name in before} == before, arguments
        new = [name for name in folders if name not in before and not name.endswith(("claims-sweep", "sensitivity-sweep"))]
        assert len(new) == 1 and (new[0] == expected or new[0].startswith(expected) and len(new[0]) < 120), (arguments, new)
        before = folders
    # a claim or an outcome that is asked for alone is of the same draws
    assert "s-claims+higher-sweep" not in before and "s-sensitivity+works-sweep" not in before


def test_the_job_of_a_plan_names_its_folder_as_the_sweep_does(scenario):
    job = equipoise("plan", scenario, "--shards", 2, "--emit", "slurm", "--runs", 64).stdout
    assert "notebooks-out/s+runs=64-sweep" in job
