"""Names of files that shells, YAML, Python, Markdown or terminals would obey: they stay names."""
import ast
import json
import os
import re
import subprocess

import pytest
import yaml
from conftest import EQUIPOISE, equipoise

SCENARIO = """
name: plain
horizon: {end: 2027}
options: {law: {}, new: {UK: [{from: 2026, regime: permission}]}}
vary: [{parameter: qualityExponent, distribution: range}]
design: {method: sobol, runs: 4}
outcomes: {level: {variable: ai_sector_revenue, place: UK, year: 2027}}
"""
# each would create the file `marker` in the present folder if any part of it were obeyed
NAMES = [
    "a b.yaml", "it's.yaml", "$(touch marker).yaml", "`touch marker`.yaml", "a;touch marker;.yaml", "-x.yaml", "--shard.yaml",
    "a\ntouch marker\n.yaml", "\nJOB\ntouch marker\n.yaml", "a\nJOB\n)\ntouch marker #.yaml", "a\n#SBATCH --wrap=touch\n.yaml",
    "'\u0301;touch marker #.yaml", "\"\u0301;touch marker #.yaml", "a\\", "\\'; touch marker; '.yaml", "a\u2028touch marker.yaml",
    "a\u0085b.yaml", "a\r\ntouch marker\r\n.yaml", "\"\"\"\nopen('marker', 'w')\n\"\"\".yaml", "%j%a.yaml", "a\x1b[2Jb\x7f.yaml", "}touch marker.yaml",
    "é\u202etxt.yaml", "*.yaml", "~.yaml", "!!.yaml", "a: b # c.yaml", "x\x01\x02.yaml",
]
SBATCH = """#!/usr/bin/env bash
# hands a job in as a cluster would, and says where its logs go: runs each task of an array at once
set -eu
array=
for word in "$@"; do
  case $word in
    --array=*) array=${word#--array=1-} ;;
    --output=*) printf '%s\\0' "${word#--output=}" >> "$LOGS" ;;
  esac
done
script=$(mktemp)
cat > "$script"
export SLURM_CPUS_PER_TASK=1
if [ -n "$array" ]; then
  for task in $(seq "$array"); do SLURM_ARRAY_TASK_ID=$task bash "$script" >&2; done
else
  bash "$script" >&2
fi
echo 17
"""


@pytest.fixture
def place(tmp_path):
    """A folder with a stand-in for sbatch; names are tried in `work`."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sbatch").write_text(SBATCH)
    (tmp_path / "bin/sbatch").chmod(0o755)
    (tmp_path / "work").mkdir()
    return tmp_path


def planned(place, name, engine, *arguments):
    (place / "work" / name).write_text(SCENARIO)
    done = equipoise("plan", f"--emit={engine}", "--shards=2", *arguments, "--", name, cwd=place / "work")
    assert done.returncode == 0, done.stderr
    return done.stdout


def no_marker(place):
    assert not [path for path in place.rglob("marker")]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_slurm_script_runs_the_file_of_any_name_and_nothing_else(place, name):
    out = "out of " + name
    script = planned(place, name, "slurm", f"--out={out}")
    environment = dict(os.environ, PATH=f"{place / 'bin'}:{os.environ['PATH']}", EQUIPOISE=EQUIPOISE, LOGS=str(place / "logs"), LC_ALL="C")
    done = subprocess.run(["bash", "-c", script], cwd=place / "work", env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (script, done.stderr)
    no_marker(place)
    found = json.loads((place / "work" / out / "run.json").read_text())
    assert found["counts"]["points"] == 4
    assert sorted(os.listdir(place / "work")) == sorted([name, out, out + "-shards"])
    logs = (place / "logs").read_bytes().decode().split("\0")[:-1]
    assert logs == [f"{out.replace('%', '%%')}-shards/{log}" for log in ("%a.log", "merge.log")]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_an_output_of_any_name_is_what_slurm_and_dask_write_to(place, name):
    """Also one that begins as a flag does."""
    script = planned(place, "a.yaml", "slurm", f"--out={name}")
    environment = dict(os.environ, PATH=f"{place / 'bin'}:{os.environ['PATH']}", EQUIPOISE=EQUIPOISE, LOGS=str(place / "logs"))
    done = subprocess.run(["bash", "-c", script], cwd=place / "work", env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, (script, done.stderr)
    no_marker(place)
    assert (place / "work" / name / "outcomes.csv").exists()
    assert constants(planned(place, "a.yaml", "dask", f"--out={name}"))["OUT"] in (name, "./" + name)


def constants(program):
    """What the names of a program stand for."""
    found = {}
    for node in ast.parse(program).body:
        if isinstance(node, ast.Assign):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_dask_program_holds_the_file_of_any_name(place, name):
    (place / "work/-more\n.yaml").write_text("qualityExponent: 1.1\n")
    program = planned(place, name, "dask", "--set-file=-more\n.yaml")
    sweep = constants(program)["SWEEP"]
    done = subprocess.run([EQUIPOISE, *sweep, "--out", place / "out"], cwd=place / "work", capture_output=True, text=True)
    assert done.returncode == 0, (sweep, done.stderr)
    assert sweep[1] in (name, "./" + name)
    plain = planned(place, "a.yaml", "dask", "--set-file=-more\n.yaml")
    assert program.count("\n") == plain.count("\n") and len(ast.parse(program).body) == len(ast.parse(plain).body)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_manifest_is_the_same_for_a_file_of_any_name(place, name):
    found = planned(place, name, "kubernetes")
    assert found == planned(place, "a.yaml", "kubernetes")
    assert [part["kind"] for part in yaml.safe_load_all(found)] == ["ConfigMap", "Job", "Job"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=ascii)
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=ascii)
def test_a_manifest_holds_a_table_of_points_to_the_byte(place, ends, start):
    text = start + ends.join(["qualityExponent", "1.1", "1.2", ""])
    (place / "work/points.csv").write_bytes(text.encode())
    (place / "work/a.yaml").write_text(re.sub("vary.*\n", "", SCENARIO).replace("{method: sobol, runs: 4}", "{points: points.csv}"))
    swept = equipoise("sweep", "a.yaml", "--out", "out", cwd=place / "work")
    done = equipoise("plan", "a.yaml", "--emit=kubernetes", "--shards=2", cwd=place / "work")
    assert done.returncode == swept.returncode
    if done.returncode == 0:
        assert list(yaml.safe_load_all(done.stdout))[0]["data"]["points.csv"] == text


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_what_show_prints_of_a_file_of_any_name_is_the_same_scenario(place, name):
    (place / "work" / name).write_text("set: {qualityExponent: 1.1}\n" + SCENARIO)
    done = equipoise("show", "--", name, cwd=place / "work")
    assert done.returncode == 0, done.stderr
    (place / "work/plain.yaml").write_text((place / "work" / name).read_text())
    plain = yaml.safe_load(equipoise("show", "plain.yaml", cwd=place / "work").stdout)
    found = yaml.safe_load(done.stdout)
    assert found == plain


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_message_about_a_file_of_any_name_is_one_line(tmp_path, name):
    (tmp_path / name).write_text("name: a\noptions: 3\n")
    done = equipoise("check", "--", name, cwd=tmp_path)
    assert done.returncode == 65
    assert len(done.stderr.splitlines()) == 1 and re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]*", done.stderr.rstrip("\n")), done.stderr


def test_texts_of_a_scenario_stay_texts_in_markdown(tmp_path):
    text = "<img src=x onerror=alert(1)> *sure* `code` [a](javascript:b) \\ \u2028end"
    claim = {"id": "c", "wording": text, "by": text, "source": text, "outcome": "level", "option": "new", "holds": "> 0"}
    game = {"players": ["UK", "EU"], "strategies": ["status-quo", "permission"], "from": 2026, "payoff": [{"variable": "gain_developers", "year": 2027}]}
    scenario = {**yaml.safe_load(SCENARIO), "title": text, "claims": [claim]}
    (tmp_path / "claims.yaml").write_text(yaml.safe_dump(scenario))
    (tmp_path / "game.yaml").write_text(yaml.safe_dump({**{key: scenario[key] for key in ("title", "horizon", "options")}, "game": game}))
    for command in ("claims", "game"):
        done = equipoise(command, f"{command}.yaml", "--out", command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        words = (tmp_path / command / f"{command}.md").read_text()
        assert "\u2028" not in words
        for part in (r"\<img src=x", r"\*sure\*", r"\`code\`", r"\[a\](java", r"\\ "):
            assert words.count(part) == (3 if command == "claims" else 1), (part, words[:600])
        assert not re.search(r"(?<!\\)<", words), words[:600]


# paths that are not UTF-8


def bytes_run(*arguments, cwd):
    return subprocess.run([EQUIPOISE.encode(), *arguments], cwd=cwd, capture_output=True)


@pytest.mark.parametrize("arguments", [
    [b"run", b"caf\xe9.yaml", b"--out", b"out"], [b"run", b"a.yaml", b"--out", b"caf\xe9"], [b"run", b"a.yaml", b"--out=caf\xe9"],
    [b"check", b"caf\xe9.yaml"], [b"run", b"a.yaml", b"--set-file", b"caf\xe9.yaml"], [b"sweep", b"a.yaml", b"--out", b"caf\xe9"],
    [b"run", b"a.yaml", b"--set", b"title=caf\xe9"], [b"merge", b"caf\xe9", b"--out", b"out"], [b"export", b"caf\xe9", b"--as", b"wide"],
    [b"plan", b"caf\xe9.yaml", b"--shards", b"2", b"--emit", b"slurm"], [b"caf\xe9"], [b"run", b"\xed\xa0\x80", b"--out", b"\xc0\xaf"],
], ids=ascii)
def test_arguments_that_are_not_utf_8_are_refused_and_nothing_is_written(tmp_path, arguments):
    for name in (b"a.yaml", b"caf\xe9.yaml"):
        with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:
            file.write(SCENARIO)
    before = sorted(os.listdir(os.fsencode(tmp_path)))
    done = bytes_run(*arguments, cwd=tmp_path)
    assert done.returncode == 64 and b"is not UTF-8: " in done.stderr and b"\\x" in done.stderr, done.stderr
    done.stderr.decode("ascii")
    assert sorted(os.listdir(os.fsencode(tmp_path))) == before


def test_a_present_folder_that_is_not_utf_8_is_said(tmp_path):
    folder = os.path.join(os.fsencode(tmp_path), b"caf\xe9")
    os.mkdir(folder)
    with open(os.path.join(folder, b"a.yaml"), "w") as file:
        file.write(SCENARIO)
    done = bytes_run(b"run", b"a.yaml", b"--out", b"out", cwd=folder)
    assert done.returncode == 64 and b"the path of the present folder is not UTF-8: " in done.stderr and b"caf\\xe9" in done.stderr
    assert os.listdir(folder) == [b"a.yaml"] and os.listdir(os.fsencode(tmp_path)) == [b"caf\xe9"]


def test_a_link_to_a_folder_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "a.yaml").write_text(SCENARIO)
    folder = os.path.join(os.fsencode(tmp_path), b"caf\xe9")
    os.mkdir(folder)
    os.symlink(b"caf\xe9", tmp_path / "link")
    done = equipoise("run", "a.yaml", "--out", "link", cwd=tmp_path)
    assert done.returncode == 73 and "is not UTF-8" in done.stderr, done.stderr
    assert sorted(os.listdir(os.fsencode(tmp_path))) == [b"a.yaml", b"caf\xe9", b"link"] and os.listdir(folder) == []


def test_a_users_file_whose_name_is_not_utf_8_stays_where_it_is(tmp_path):
    (tmp_path / "a.yaml").write_text(SCENARIO)
    assert equipoise("run", "a.yaml", "--out", "out", cwd=tmp_path).returncode == 0
    mine = os.path.join(os.fsencode(tmp_path), b"out", b"caf\xe9.txt")
    with open(mine, "w") as file:
        file.write("mine")
    done = equipoise("run", "a.yaml", "--out", "out", cwd=tmp_path)
    assert done.returncode == 73 and "not UTF-8" in done.stderr, done.stderr
    assert os.path.exists(mine) and sorted(os.listdir(tmp_path)) == ["a.yaml", "out"]
