"""Random damage to whatever the program reads: no crash, no number that is not finite, nothing half-written.

FUZZ_SECONDS says for how long (60), FUZZ_SEED with which seed; the seed is printed at the end of the session.
"""
import copy
import csv
import gzip
import hashlib
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import threading
import time
import traceback

import pytest
import yaml
from conftest import EQUIPOISE, equipoise

SECONDS = float(os.environ.get("FUZZ_SECONDS", 60))
SEED = os.environ.get("FUZZ_SEED") or str(int.from_bytes(os.urandom(4), "big"))
# what the help lists, but for signals
CODES = {0, 2, 3, 4, 5, 64, 65, 66, 73, 74, 75}
WRITTEN = {0, 2, 4, 5}

SCENARIO = """
horizon: {end: 2027, step: 1}
compare: {against: law, from: 2026, years: 2, discountRate: 0.035}
options:
  law: {}
  new: {UK: [{from: 2026, over: 0.5, regime: permission, with: {enforcement: 0.8}}]}
  free: {UK: [{from: 2026, regime: freeUse}], EU: [{from: 2026.5, regime: optOut}]}
"""
DRAWS = """
vary:
  - {parameter: qualityExponent, distribution: range}
  - {parameter: substitution, distribution: {uniform: [1.2, 4]}}
  - {parameter: openDataShare, distribution: {discrete: {0.2: 1, 0.6: 3}}}
  - {parameter: userSurplus, distribution: {triangular: [0.5, 2, 10]}}
  - {parameter: "options.new.UK[0].from", distribution: {uniform: [2026, 2026.8]}}
design: {method: sobol, runs: 8, seed: 3}
"""
OUTCOMES = """
outcomes:
  level: {variable: ai_sector_revenue, place: UK, year: 2027}
  gain: {variable: gain_developers, place: UK, aggregate: presentValue}
  total: {variable: gain_total, place: World, aggregate: presentValue}
  public: {variable: gain_public, place: UK, aggregate: presentValue}
  change: {variable: licence_income, place: UK, sector: music, aggregate: mean, against: law}
  peak: {variable: burden, place: UK, aggregate: yearOfPeak}
  passed: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 28}
  added: {variable: works, place: UK, sector: books, aggregate: sum, enough: 1}
"""
CLAIMS = """
claims:
  - {id: small, wording: it is small, by: nobody, source: ours, outcome: level, option: new, against: law, change: relative, holds: "< -0.001"}
  - {id: both, wording: both hold, by: nobody, source: ours, all: [{outcome: level, per: gain, option: new, holds: "> 0"}, {outcome: passed, option: law, holds: "<= 2027"}]}
"""
RATE = "options.new.UK[0].with.enforcement"
OBSERVED = """series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality
a,ai_adoption,UK,,2026,0.11,,,0.006,level,here,high
a,ai_adoption,UK,,2027,0.15,,,0.01,level,here,high
m,ai_content_share,US,music,2026,0.013,0.008,0.018,,level,here,high
r,generative_ai_revenue,World,,2025,20,,,0.5,index,here,high
r,generative_ai_revenue,World,,2027,45,,,3,index,here,high
"""
POINTS = "qualityExponent,substitution,options.new.UK[0].from\n1.1,2,2026\n1.3,1.7,2026.25\n1.2,3.5,2026.5\n"
EVIDENCE = "calibrate: {observations: observations.csv, parameters: [adoptionImitation, {parameter: qualityExponent, distribution: {normal: [1.2, 0.3]}}], draws: 128, keep: 64, steps: 20}\n"
# what is read, and by which commands
TEXTS = {
    "run": (SCENARIO + "set: {qualityExponent: 1.2, substitution.music: 2.5, directLicenceCost: {music: 0.2, books: 0.1}}\n", [["run"]]),
    "sweep": (SCENARIO + DRAWS + OUTCOMES, [["sweep"], ["sweep", "--timeseries", "--runs", "2"], ["sweep", "--gzip"], ["run"]]),
    "points": (SCENARIO + OUTCOMES + "design: {points: points.csv}\n", [["sweep"]]),
    "claims": (SCENARIO + DRAWS + OUTCOMES + CLAIMS, [["claims", "--resamples", "20"]]),
    "sensitivity": (
        SCENARIO + DRAWS.replace("runs: 8", "runs: 4") + OUTCOMES.replace("above: 28", "above: 20"),
        [["sensitivity", "--resamples", "20", "--on-missing", "drop"], ["sensitivity", "--method", "morris", "--resamples", "20"]]),
    "break-even": (
        SCENARIO + DRAWS + OUTCOMES + f'solve: {{vary: "{RATE}", between: [0, 1], outcome: gain, option: new, against: law, equals: -0.05}}\n',
        [["solve"], ["solve", "--set", "solve.over=mean"]]),
    "best": (
        SCENARIO + OUTCOMES + f'solve: {{levers: {{"{RATE}": [0, 1]}}, maximise: [gain], minimise: [level], option: new, against: law, '
        'population: 8, generations: 2}\n', [["solve"]]),
    "limited": (
        SCENARIO + OUTCOMES + f'solve: {{levers: {{"{RATE}": [0, 1]}}, maximise: [gain], subjectTo: ["level >= 27"], option: new, against: law, '
        'starts: 2}\n', [["solve"]]),
    "game": (
        SCENARIO + DRAWS + "game: {players: [UK, EU], strategies: [status-quo, freeUse, permission], from: 2026, over: 0.5, "
        "payoff: [{variable: gain_developers, aggregate: presentValue}, {variable: gain_creators, aggregate: presentValue}]}\n", [["game"], ["game", "--runs", "3"]]),
    "calibrate": (SCENARIO + EVIDENCE, [["calibrate"]]),
    "backtest": (
        SCENARIO + DRAWS + 'backtest: {observations: observations.csv, from: 2026, thresholds: {coverage90: ">= 0.1"}}\n', [["backtest"]]),
}
FILES = {"observations.csv": OBSERVED, "points.csv": POINTS}
NUMBERS = [0, -0.0, -1, 1, 2, 1e-9, 1e9, 1e-300, 1e300, -1e300, 5e-324, 1.7976931348623157e308, 2**63 - 1, -(2**63), 2**64, 0.5, 0.999999, 1.000001,
           2025, 2025.0001, 2026, 2026.5, 2026.999999, 2027, 2027.5, float("inf"), float("nan"), 1e-12, 20, 100]
WORDS = ["", "0", "-1", "1e999", "-1e999", "inf", "nan", "NaN", "NA", "null", "1e308", "5e-324", "0x1p3", "1,5", "9223372036854775807", "law", "UK", "World", "=1+1", "\u00e9"]
# more than these would take long, and say no more
MOST = {"runs": 32, "draws": 256, "steps": 50, "starts": 3, "population": 12, "generations": 3, "years": 20, "end": 2040}
# a crash is told by its code; its backtrace would take long
QUIET = {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
TABLES = re.compile(rb'(?im)(?:^|,)"?[+-]?(?:inf(?:inity)?|nan)"?(?=,|\r?$)')
TEXT = re.compile(rb"(?i)(?<![\w.=-])[+-]?(?:inf|nan|infinity)(?![\w-])")
YAML = re.compile(rb"(?i)[\s\[:]-?\.(?:inf|nan)\b")


def bounds(folder):
    """By parameter, those of the ends of its bounds and of its range that can be set alone."""
    listed = csv.DictReader(equipoise("list", "parameters").stdout.splitlines())
    found = {}
    for row in listed:
        ends = [float(row[end]) for end in ("lower", "upper") if row[end]]
        ends += [float(text) for text in re.findall(r"-?[\d.]+(?:e-?\d+)?", row["range"])]
        found[row["path"]] = ends + [(one + other) / 2 for one, other in itertools.pairwise(ends)]
    files = {}
    for path, ends in found.items():
        for value in ends if "[" not in path else ():
            files[folder / f"{len(files)}.yaml"] = path, value
    for file, (path, value) in files.items():
        file.write_text(f"options: {{law: {{}}}}\nset: {{{path}: {value!r}}}\n")
    refused = equipoise("check", "--quiet", *files).stderr
    wrong = set(re.findall(r"^(\S+?\.yaml):", refused, re.MULTILINE))
    right = {}
    for file, (path, value) in files.items():
        if str(file) not in wrong:
            right.setdefault(path, []).append(value)
    return right


def leaves(tree, path=()):
    """Paths of everything in a tree that is not the tree itself."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from leaves(value, (*path, key))


def at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def other_value(draw, value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return draw.choice([*NUMBERS, value * draw.choice([0.5, 2, -1, 1 + 1e-12, 1e-6, 1e6]), value + draw.choice([1, -1, 0.25, 1e-9])])
    return draw.choice([*NUMBERS[:8], *WORDS, None, [], {}, [value], {"a": value}, True])


def mutated_tree(draw, tree):
    """A tree with a few values changed, keys dropped or given to others."""
    tree = copy.deepcopy(tree)
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        paths = list(leaves(tree))
        if not paths:
            return tree
        numbers = [path for path in paths if isinstance(at(tree, path), (int, float))]
        path = draw.choice(numbers if numbers and draw.random() < 0.6 else paths)
        parent, key = at(tree, path[:-1]), path[-1]
        what = draw.random()
        if what < 0.75:
            parent[key] = other_value(draw, parent[key])
        elif what < 0.85:
            del parent[key]
        elif what < 0.95:
            parent[key] = copy.deepcopy(at(tree, draw.choice(paths)))
        elif isinstance(parent, list):
            parent.append(copy.deepcopy(parent[key]))
        else:
            parent[draw.choice(WORDS)] = copy.deepcopy(parent[key])
    return tree


def mutated_bytes(draw, data):
    """Bytes with a few of them flipped, left out, doubled, moved or put in."""
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4])):
        if not data:
            return bytes(data)
        i = draw.randrange(len(data))
        what = draw.randrange(6)
        if what == 0:
            data[i] ^= 1 << draw.randrange(8)
        elif what == 1:
            del data[i:i + draw.choice([1, 1, 2, 10])]
        elif what == 2:
            data[i:i] = data[i:i + draw.choice([1, 5, 40])]
        elif what == 3:
            data[i:i] = draw.choice(WORDS).encode()
        elif what == 4:
            data[i:i] = bytes([draw.choice(b"\0\t\n\r\"',:-{}[]#&*!|>%@0123456789.eE\xff\xc3")])
        else:
            lines = bytes(data).split(b"\n")
            lines.insert(draw.randrange(len(lines)), draw.choice(lines))
            data = bytearray(b"\n".join(lines))
    return bytes(data)


def mutated_table(draw, data):
    """A CSV with a few fields changed, or rows and columns dropped, doubled or exchanged."""
    rows = [line.split(",") for line in data.decode().split("\n")]
    for _ in range(draw.choice([1, 1, 2])):
        i = draw.randrange(len(rows))
        j = draw.randrange(len(rows[i]))
        what = draw.random()
        if what < 0.7:
            rows[i][j] = draw.choice([*WORDS, *map(repr, NUMBERS), rows[i - 1][j % len(rows[i - 1])]])
        elif what < 0.8:
            rows.insert(i, list(draw.choice(rows)))
        elif what < 0.9:
            rows.pop(i)
        else:
            rows[i].insert(j, draw.choice(rows[i]))
        if not rows:
            return b""
    return "\n".join(",".join(row) for row in rows).encode()


def mutated_observations(draw, data):
    """Observations with a few of their numbers changed: those that divide, and those that are divided by."""
    rows = [line.split(",") for line in data.decode().split("\n")]
    for _ in range(draw.choice([1, 1, 2, 3])):
        row, column = draw.choice(rows[1:-1]), draw.randrange(4, 9)
        row[column] = draw.choice(["0", "0.0", "1e-300", "1e200", "1e300", "-1", "1", "2025", "2026", "2026.5", "1e-9", row[column], row[5]])
        if draw.random() < 0.2:
            row[9] = draw.choice(["level", "index"])
    return "\n".join(",".join(row) for row in rows).encode()


def is_small(tree):
    """Whether no number of a scenario asks for a long computation."""
    for path in leaves(tree):
        value, most = at(tree, path), MOST.get(path[-1])
        if isinstance(value, (int, float)) and (most and value > most or path[-1] == "step" and 0 < value < 0.05):
            return False
        if path[-1] in ("grid", "discrete", "players", "strategies") and isinstance(value, list) and len(value) > 8:
            return False
    return True


def mutated_scenario(draw, text, bounds):
    """A scenario with damage, or with values at the ends of what may be set."""
    while True:
        tree = yaml.safe_load(text)
        if draw.random() < 0.5:
            for _ in range(draw.choice([1, 2, 4, 8])):
                path = draw.choice(sorted(bounds))
                tree.setdefault("set", {})[path] = draw.choice(bounds[path])
        if draw.random() < 0.6:
            tree = mutated_tree(draw, tree)
        data = yaml.safe_dump(tree, sort_keys=False, default_flow_style=draw.choice([None, False]), allow_unicode=True).encode()
        if draw.random() < 0.25:
            data = mutated_bytes(draw, data)
        try:
            found = yaml.safe_load(data)
        except (yaml.YAMLError, ValueError, UnicodeDecodeError):
            return data  # refused before anything is computed
        except (RecursionError, OverflowError):
            continue
        if is_small(found):
            return data


class Case:
    """One input: a folder of its own, a command, and what must hold after it."""

    def __init__(self, number, place, made, ends):
        self.draw = random.Random(f"{SEED} {number}")
        self.number, self.place, self.made, self.ends = number, place, made, ends
        self.inputs = 1
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()

    def run(self):
        kind = self.draw.random()
        command = self.checks() if kind < 0.05 else self.scenario() if kind < 0.7 else self.result()
        before, given = self.states(), files(self.place)
        try:
            done = subprocess.run([EQUIPOISE, *command], cwd=self.place, env=QUIET, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            return self.told(command, "no end within 60 s", b"")
        problem = self.problem(done, before, given)
        return self.told(command, problem, done.stderr) if problem else None

    def told(self, command, problem, said):
        kept = self.place.with_name(f"failed-{self.number}")
        shutil.copytree(self.place, kept, dirs_exist_ok=True)
        return f"seed {SEED}, case {self.number}: {problem}: {' '.join(command)} in {kept}\n{said[-600:].decode(errors='replace')}"

    def checks(self):
        """Twenty files at once."""
        self.inputs = 20
        self.write_files()
        for number in range(self.inputs):
            (self.place / f"{number}.yaml").write_bytes(mutated_scenario(self.draw, TEXTS[self.draw.choice(list(TEXTS))][0], self.ends))
        return ["check", *(f"{number}.yaml" for number in range(self.inputs))]

    def write_files(self):
        for name, text in FILES.items():
            data = text.encode()
            if self.draw.random() < 0.5:
                edits = [mutated_table, mutated_bytes] + [mutated_observations] * (4 if name == "observations.csv" else 0)
                data = self.draw.choice(edits)(self.draw, data)
            (self.place / name).write_bytes(data)

    def scenario(self):
        kind = self.draw.choice(list(TEXTS))
        text, commands = TEXTS[kind]
        self.write_files()
        (self.place / "a.yaml").write_bytes(mutated_scenario(self.draw, text, self.ends))
        command = self.draw.choice(commands)
        if self.draw.random() < 0.2 and command[0] in self.made:
            shutil.copytree(self.made[command[0]], self.place / "out")
        return [command[0], "a.yaml", *command[1:], "--out", "out", *([] if command[0] == "run" else ["--jobs", "1"])]

    def result(self):
        """A command on results one file of which is damaged, its hash made right or not."""
        kind = self.draw.choice(["merge", "merge", "discover", "robust", "export", "resume", "go on", "claims"])
        names = {"merge": ["shard1", "shard2"], "resume": ["sweep"], "go on": ["stopped.partial"], "claims": ["claims", "claims-sweep"]}.get(kind)
        names = names or [self.draw.choice(["run", "sweep", "claims", "gzip"] if kind == "export" else ["sweep", "gzip"])]
        for name in names:
            shutil.copytree(self.made["folder"] / name, self.place / name)
        for name in ("a.yaml", "stopped.yaml"):
            shutil.copy(self.made["folder"] / name, self.place)
        folder = self.place / self.draw.choice(names)
        file = self.draw.choice(sorted(folder.iterdir()))
        self.damage(file)
        if self.draw.random() < 0.5:
            rehash(folder)
        return {
            "merge": ["merge", *names, "--out", "out"],
            "discover": ["discover", names[0], "--where", "level < 27.25", "--option", "new", "--resamples", "2", "--out", "out"],
            "robust": ["robust", names[0], "--out", "out"],
            "export": ["export", names[0], "--as", self.draw.choice(["iamc", "wide", "sqlite"] if names == ["run"] else ["sqlite"]), "--out", "out.file"],
            "resume": ["sweep", "a.yaml", "--resume", "--out", "sweep"],
            "go on": ["sweep", "stopped.yaml", "--resume", "--out", "stopped"],
            "claims": ["claims", "a.yaml", "--resamples", "20", "--resume", "--out", "claims"],
        }[kind]

    def damage(self, file):
        data = file.read_bytes()
        is_table = file.suffix == ".csv"
        if file.suffix == ".json" and self.draw.random() < 0.7:
            changed = json.dumps(mutated_tree(self.draw, json.loads(data))).encode()
        elif is_table and self.draw.random() < 0.6 and len(data) < 100_000:
            changed = mutated_table(self.draw, data)
        elif self.draw.random() < 0.1:
            return file.unlink()
        else:
            changed = mutated_bytes(self.draw, data)
        file.write_bytes(changed)

    def states(self):
        """The bytes of every result that is there."""
        return {path: state(path) for path in self.place.iterdir() if path.is_dir() and path.suffix != ".partial"}

    def problem(self, done, before, given):
        """What must not be; None where all is well."""
        if done.returncode not in CODES:
            return f"code {done.returncode}"
        for word in (b"Fatal", b"Crash", b"fatal error"):
            if word in done.stderr:
                return word.decode()
        if done.returncode not in (0, 2) and not done.stderr:
            return f"code {done.returncode} without a word"
        if TEXT.search(done.stdout):
            return "a number on the terminal is not finite"
        if done.returncode not in WRITTEN:
            for path, bytes_before in before.items():
                if state(path) != bytes_before:
                    return f"{path.name} changed though the command failed"
        if done.returncode in WRITTEN | {64, 65, 66} and (left := [path.name for path in self.place.glob("*.partial") if path.name != "stopped.partial"]):
            return f"{left} is left"
        for path, digest in files(self.place).items():
            # what is as it was given is not the program's
            if given.get(path) != digest and (said := odd(path, self.place)):
                return said
        return None


def state(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).digest() for path in folder.iterdir()} if folder.is_dir() else None


def files(place):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in place.rglob("*") if path.is_file()}


def odd(path, place):
    """What is wrong with a file that was written."""
    if path.parent == place and path.suffix != ".file":
        return None  # an input
    data = path.read_bytes()
    if path.suffix == ".gz":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            return None if path.parent.suffix == ".partial" else f"{path} is no gzip"
    name = path.name.removesuffix(".gz")
    if name.endswith(".csv") and TABLES.search(data):
        return f"{path} holds a number that is not finite"
    if name.endswith(".yaml") and YAML.search(data):
        return f"{path} holds a number that is not finite"
    if name.endswith(".md") and TEXT.search(data):
        return f"{path} holds a number that is not finite"
    if name.endswith(".json") and path.parent.suffix != ".partial":
        try:
            json.loads(data, parse_constant=lambda word: 1 / 0)
        except (ValueError, ZeroDivisionError):
            return f"{path} is no JSON"
    return None


def rehash(folder):
    """Makes a package list what the files hold now, where it still can."""
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        for resource in package["resources"]:
            data = (folder / resource["path"]).read_bytes()
            resource["hash"], resource["bytes"] = "sha256:" + hashlib.sha256(data).hexdigest(), len(data)
        (folder / "datapackage.json").write_text(json.dumps(package))
    except (OSError, ValueError, KeyError, TypeError):
        pass


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Results to be damaged and replaced, by kind."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.yaml").write_text(TEXTS["claims"][0])
    # of 200 points a part is out of bounds, and the sweep stops in the middle
    (folder / "stopped.yaml").write_text(
        TEXTS["sweep"][0].replace("{uniform: [1.2, 4]}", "{normal: [2, 1.5]}").replace("runs: 8", "runs: 200"))

    def run(*arguments, code=0):
        done = equipoise(*arguments, cwd=folder)
        assert done.returncode == code, done.stderr

    run("run", "a.yaml", "--out", "run")
    run("sweep", "a.yaml", "--out", "sweep")
    run("sweep", "a.yaml", "--gzip", "--out", "gzip")
    run("claims", "a.yaml", "--resamples", "20", "--out", "claims")
    for shard in (1, 2):
        run("sweep", "a.yaml", "--shard", f"{shard}/2", "--out", f"shard{shard}")
    run("sweep", "stopped.yaml", "--max-failures", "0", "--out", "stopped", code=3)
    assert (folder / "stopped.partial/journal").exists()
    return {"folder": folder, "run": folder / "run", "sweep": folder / "sweep", "claims": folder / "claims"}


def test_no_damaged_input_crashes_or_gives_a_number_that_is_not_finite(made, tmp_path, record_property):
    (tmp_path / "bounds").mkdir()
    ends = bounds(tmp_path / "bounds")
    assert len(ends) > 40
    numbers = itertools.count()
    failures, done, lock = [], [0], threading.Lock()
    end = time.monotonic() + SECONDS

    def work(worker):
        while time.monotonic() < end and len(failures) < 10:
            with lock:
                number = next(numbers)
            try:
                case = Case(number, tmp_path / f"worker{worker}", made, ends)
                problem = case.run()
            except Exception:  # of this test, which a thread would swallow
                problem = f"seed {SEED}, case {number}: {traceback.format_exc()}"
            with lock:
                done[0] += case.inputs
                if problem:
                    failures.append(problem)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record_property("fuzzed", f"seed {SEED}, {done[0]} inputs in {SECONDS:g} s")
    assert not failures, "\n\n".join(failures)
    assert done[0] > SECONDS
