"""Input and surroundings that are wrong: a clear message, the published exit code, and nothing lost."""
import os
import subprocess
import time

import pytest
from conftest import EQUIPOISE, ROOT, equipoise

UK = ROOT / "scenarios/uk-options.yaml"
OPTIONS = "options: {status-quo: {}}\n"


def refused(path, code, *words, **keywords):
    start = time.monotonic()
    done = equipoise("check", path, **keywords)
    assert done.returncode == code, (done.returncode, done.stderr[:500])
    for word in words:
        assert word in done.stderr, done.stderr[:500]
    assert "Fatal" not in done.stderr and len(done.stderr) < 10_000
    assert time.monotonic() - start < 10


FILES = {
    "empty": b"",
    "binary": bytes(range(256)) * 16,
    "not UTF-8": b"title: \xff\xfe\noptions: {a: {}}\n",
    "50 MB": b"# x\n" * 12_500_000,
    "flow nesting": b"options: " + b"[" * 1_000_000,
    "block nesting": b"- " * 1_000_000,
    "mapping nesting": b"{a: " * 500_000,
    "alias bomb": b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n".encode() for i in range(12)),
    "alias bomb as a key": b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n".encode() for i in range(12))
    + b"? *m\n: 1\n",
    "two documents": b"options: {a: {}}\n---\noptions: {b: {}}\n",
    "a tab": b"options:\n\ta: {}\n",
    "an unclosed quote": b"title: 'x\noptions: {a: {}}\n",
    "a list": b"- 1\n- 2\n",
    "a key that is a map": b"? {a: b}\n: c\n",
}


@pytest.mark.parametrize("what", FILES)
def test_a_broken_file_is_refused(what, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_bytes(FILES[what])
    refused(path, 65, "broken.yaml")


def test_a_missing_file_is_named(tmp_path):
    refused(tmp_path / "nowhere.yaml", 66, "nowhere.yaml", "no such file")


def test_a_folder_is_no_file(tmp_path):
    refused(tmp_path, 66, "folder")


def test_a_missing_extended_file_is_named(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: gone.yaml\n" + OPTIONS)
    refused(tmp_path / "a.yaml", 66, "gone.yaml", "a.yaml:1:10")


def test_files_that_extend_one_another_are_refused(tmp_path):
    for one, other in ("ab", "bc", "ca"):
        (tmp_path / f"{one}.yaml").write_text(f"extends: {other}.yaml\n" + OPTIONS)
    refused(tmp_path / "a.yaml", 65, "a.yaml", "b.yaml", "c.yaml")


def test_all_problems_are_reported_at_once(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("set: {qualityExponnt: 1, marketMaturity: 3}\noptions: {a: {UX: []}}\nsolvr: {}\n")
    done = equipoise("run", path, "--out", tmp_path / "out")
    assert done.returncode == 65 and not (tmp_path / "out").exists()
    for words in ["a.yaml:1:7", "did you mean qualityExponent", "marketMaturity", "UX", "did you mean solver"]:
        assert words in done.stderr
    assert len(done.stderr.splitlines()) == 4


def test_messages_as_json(tmp_path):
    import json
    path = tmp_path / "a.yaml"
    path.write_text("set: {qualityExponnt: 1}\n" + OPTIONS)
    line = json.loads(equipoise("check", path, "--format", "json").stderr)
    assert (line["file"], line["line"], line["level"]) == (str(path), 1, "error")


def test_usage_errors_exit_64():
    assert equipoise("run").returncode == 64
    assert equipoise("run", UK, "--outt", "x").returncode == 64
    done = equipoise("rnu", UK)
    assert done.returncode == 64 and "did you mean run?" in done.stderr


def test_an_unknown_option_is_named(tmp_path):
    done = equipoise("run", UK, "--option", "permision", "--out", tmp_path / "out")
    assert done.returncode == 65 and "did you mean permission?" in done.stderr and not (tmp_path / "out").exists()


def run_into(folder):
    return equipoise("run", UK, "--out", folder)


def listing(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def test_an_output_that_is_a_file_is_left_alone(tmp_path):
    (tmp_path / "out").write_text("mine")
    assert run_into(tmp_path / "out").returncode == 73
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_that_no_run_has_written_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    done = run_into(tmp_path)
    assert done.returncode == 73 and (tmp_path / "thesis.tex").read_text() == "mine"


def test_what_users_add_to_a_result_survives_the_next_run(tmp_path):
    assert run_into(tmp_path / "out").returncode == 0
    (tmp_path / "out/plot.png").write_text("mine")
    before = listing(tmp_path / "out")
    assert run_into(tmp_path / "out").returncode == 0
    assert listing(tmp_path / "out") == before and not (tmp_path / "out.partial").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    done = run_into(tmp_path / "out")
    tmp_path.chmod(0o700)
    assert done.returncode == 73 and "out" in done.stderr


def test_a_place_that_cannot_be_written_is_named():
    done = run_into("/proc/equipoise")
    assert done.returncode == 73 and "/proc/equipoise" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_leaves_the_old_result_whole(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=True)
    try:
        assert run_into(disk / "out").returncode == 0
        before = listing(disk / "out")
        done = run_into(disk / "out")  # a second copy does not fit
        assert done.returncode == 74 and "No space left" in done.stderr
        assert listing(disk / "out") == before and not (disk / "out.partial").exists()
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("out", ["d", "d/", "d/e", "\u00e9", "d/e/f//"])
def test_short_and_nested_relative_folders_are_made(out, tmp_path):
    assert equipoise("run", UK, "--out", out, cwd=tmp_path).returncode == 0
    assert (tmp_path / out / "timeseries.csv").exists()


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for _ in range(2):
        assert run_into(tmp_path / "link").returncode == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real/timeseries.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


def test_somebody_elses_data_package_is_left_alone(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "mine"}')
    (tmp_path / "timeseries.csv").write_text("mine")
    assert run_into(tmp_path).returncode == 73
    assert (tmp_path / "timeseries.csv").read_text() == "mine"


def test_somebody_elses_partial_folder_is_left_alone(tmp_path):
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial/thesis.tex").write_text("mine")
    done = run_into(tmp_path / "out")
    assert done.returncode == 73 and "thesis.tex" in done.stderr
    assert (tmp_path / "out.partial/thesis.tex").read_text() == "mine"


@pytest.mark.parametrize("lost", ["datapackage.json", "run.json"])
def test_a_result_that_lost_a_file_can_be_replaced(lost, tmp_path):
    assert run_into(tmp_path / "out").returncode == 0
    (tmp_path / "out" / lost).unlink()
    assert run_into(tmp_path / "out").returncode == 0


def test_messages_that_cannot_be_written_stop_nothing(tmp_path):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [EQUIPOISE, "run", UK, "--set", "regimes.spare.reach=1", "--out", tmp_path / "out"], stderr=full,
            stdout=subprocess.PIPE, cwd=ROOT)
        assert done.returncode == 0 and b"status-quo" in done.stdout
        assert subprocess.run([EQUIPOISE, "check", "none.yaml"], stderr=full, cwd=ROOT).returncode == 66


def test_check_says_when_its_verdict_cannot_be_written():
    with open("/dev/full", "w") as full:
        done = subprocess.run([EQUIPOISE, "check", UK], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
    assert done.returncode == 74


def test_a_regime_that_is_one_slip_from_another_is_that_one(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("set: {regimes.permision.enforcement: 0.4}\n" + OPTIONS)
    refused(path, 65, "did you mean permission?")


def test_world_is_no_name(tmp_path):
    for text in ("options: {World: {}}\n", OPTIONS + "set: {regimes.World: {reach: 1}}\n"):
        (tmp_path / "a.yaml").write_text(text)
        refused(tmp_path / "a.yaml", 65, "reserved")


def test_a_run_that_failed_leaves_a_word_about_the_comparison(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("options: {keep: {}, other: {UK: [{from: 2027, regime: permission}]}}\nsolver: {method: tsit5}\n")
    refused_run = equipoise("run", path, "--out", tmp_path / "out")
    assert refused_run.returncode == 65 and "tsit5" in refused_run.stderr


def test_a_run_that_was_killed_does_not_stand_in_the_way(tmp_path):
    (tmp_path / "out.partial").mkdir()
    (tmp_path / "out.partial/timeseries.csv").write_text("scenario,")
    assert run_into(tmp_path / "out").returncode == 0
    assert not (tmp_path / "out.partial").exists()


def test_a_closed_pipe_ends_quietly_with_141():
    process = subprocess.Popen(
        [EQUIPOISE, "run", UK, "--out", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read().decode()
    assert process.wait(timeout=60) == 141 and errors == ""


def test_a_full_standard_output_exits_74():
    with open("/dev/full", "w") as full:
        done = subprocess.run([EQUIPOISE, "run", UK, "--out", "-"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT)
    assert done.returncode == 74


def test_a_stiff_run_fails_by_name_and_leaves_nothing(tmp_path):
    done = equipoise("run", UK, "--out", tmp_path / "out", "--set", "passThroughTime=1e-9")
    assert done.returncode == 3 and "option permission" in done.stderr and not (tmp_path / "out").exists()
    done = equipoise("run", UK, "--option", "status-quo", "--out", tmp_path / "out", "--set", "passThroughTime=1e-6")
    assert done.returncode == 3 and "more than 50000 steps" in done.stderr, done.stderr


def test_a_stepper_that_needs_a_jacobian_is_refused_by_name(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("solver: {method: msbdf}\n" + OPTIONS)
    refused(path, 65, "msbdf needs a Jacobian", "rkf45")


def test_values_at_the_far_ends_of_their_bounds_give_numbers_or_a_named_failure(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("options: {keep: {}, lax: {UK: [{from: 2027, with: {enforcement: 0}}]}}\n")
    for values in (["valueTail=20", "directLicenceCost=1e9"], ["valueTail=1.0001"], ["substitution=20", "adoptionSlope=20"],
                   ["qualityExponent=20", "computeProgress=1"], ["directLicenceCost=0", "reservationCost=0"],
                   ["creatorShare=0", "licenceShareToCreators=0"], ["aiContentShare=0", "humanOnlyShare=0.999"]):
        done = equipoise("run", path, "--out", tmp_path / "out", *[f"--set={value}" for value in values])
        assert done.returncode in (0, 3), (values, done.returncode, done.stderr)
        if done.returncode == 3:
            assert "option keep: year" in done.stderr, done.stderr
            continue
        for table in ("timeseries.csv", "impact.csv", "bands.csv"):
            text = (tmp_path / "out" / table).read_text()
            assert "nan" not in text and "inf," not in text and "inf\n" not in text, (values, table)


def test_failed_runs_are_counted_and_limited(tmp_path):
    # a world that blows up in 2028.415 under one option and a little later under the other
    path = tmp_path / "a.yaml"
    path.write_text(
        "set: {substitution: 20, toolProductivity: 1, aiContentShare: 0.8, humanOnlyShare: 0.1, priceElasticity: 20, "
        "contentGrowth: 1, aiPotentialGrowth: 1}\nhorizon: {end: 2028.416}\n"
        "options: {keep: {}, opt-out: {UK: [{from: 2027, regime: optOut}]}}\n")
    done = equipoise("run", path, "--out", tmp_path / "out")
    assert done.returncode == 2 and "option opt-out: year 2028.41" in done.stderr, done.stderr
    assert '"failed" : 1' in (tmp_path / "out/run.json").read_text()
    assert "opt-out" not in (tmp_path / "out/timeseries.csv").read_text()
    for limit in (["--on-error", "stop"], ["--max-failures", "0"]):
        done = equipoise("run", path, "--out", tmp_path / "none", *limit)
        assert done.returncode == 3 and not (tmp_path / "none").exists()
