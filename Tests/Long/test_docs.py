"""The pages that show commands: what stands under a command is what it prints, and what they name is there.

`python Tests/Long/test_docs.py` puts today's output into the tutorial.
"""
import csv
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pandas
import pytest
import yaml
from conftest import EQUIPOISE, ROOT, equipoise

PAGES = ROOT / "Sources/Model/Model.docc"
TUTORIAL, HOW_TO, EXTENDING = (PAGES / name for name in ("Tutorial.md", "How-to.md", "Extending.md"))
# a command that sweeps a scenario, whose shorter form goes where that of the page does
SWEPT = re.compile(r".* sweep (?:\S*/)?([\w-]+)\.yaml.*")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def workplace(folder):
    """A folder in which the project's scenarios and the program are where the pages say."""
    (folder / "bin").mkdir()
    (folder / "bin/equipoise").symlink_to(EQUIPOISE)
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    environment = {**os.environ, "PATH": f"{folder}/bin:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}

    def run(command):
        return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True, timeout=300,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run


def write_files(text, folder):
    """Writes each YAML block whose name stands in the last line of text before it."""
    for match in re.finditer(r"`([\w-]+\.yaml)`:\n\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        (folder / match[1]).write_text(match[2])


def transcript(text, folder):
    """The text with the real output under every command of a block of `$` lines."""
    run = workplace(folder)
    write_files(text, folder)

    def block(match):
        if not match[2].startswith("$ "):
            return match[0]
        commands = [line for line in match[2].splitlines() if line.startswith("$ ")]
        return "```" + match[1] + "\n" + "".join(f"{line}\n{run(line[2:]).stdout}" for line in commands) + "```"
    return FENCE.sub(block, text)


def test_the_readme_shows_what_its_commands_print(tmp_path):
    run = workplace(tmp_path)
    parts = re.split(FENCE, (ROOT / "README.md").read_text())
    checked = 0
    # text, language of the block, block, text, …
    for text, language, block in zip(parts[::3], parts[1::3], parts[2::3]):
        commands = re.findall(r"^    (equipoise .*)$", text, re.MULTILINE)
        # what is in a language is no output
        if commands and not language:
            shown, printed = (
                [line.rstrip() for line in output.splitlines()] for output in (block, run(f"exec 2>/dev/null; {commands[-1]}").stdout))
            assert printed == shown, commands[-1]
            checked += 1
    assert checked > 5


def test_the_tutorial_shows_what_its_commands_print(tmp_path):
    text = TUTORIAL.read_text()
    assert transcript(text, tmp_path) == text, "stale: .venv/bin/python Tests/Long/test_docs.py"
    assert len(re.findall(r"^\$ ", text, re.MULTILINE)) > 10


def names():
    """Every variable, lever, parameter and column that a page may name."""
    found = set()
    for kind in ("variables", "levers", "regimes"):
        found |= {row[0] for row in csv.reader(io.StringIO(equipoise("list", kind).stdout))}
    found |= {row[0].split(".")[0] for row in csv.reader(io.StringIO(equipoise("list", "parameters").stdout))}
    return found


def recipes():
    parts = re.split(r"^## ", HOW_TO.read_text(), flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0]: part for part in parts if part.split("\n", 1)[0] != "Overview"}


@pytest.mark.parametrize("question", recipes())
def test_a_recipe_runs_and_names_what_is_there(question, tmp_path):
    text = recipes()[question]
    run = workplace(tmp_path)
    commands = re.findall(r"^    (equipoise .*?)(?:  +\S.*)?$", text, re.MULTILINE)
    assert commands
    columns, values = set(), set()
    for command in commands:
        swept = SWEPT.fullmatch(command)
        shorter = (" --runs 32 --resamples 20" if " claims " in command
                   else f" --runs 32 --out notebooks-out/{swept[1]}-sweep" if swept else "")
        done = run(command + shorter)
        assert done.returncode == 0, (command, done.stdout)
    for path in (tmp_path / "notebooks-out").rglob("*.csv"):
        table = pandas.read_csv(path, dtype=str, keep_default_na=False, nrows=200_000)
        columns |= {path.name, *table.columns}
        for column in {"option", "variable", "group", "band", "claim", "outcome"} & set(table.columns):
            values |= set(table[column])
    named = set(re.findall(r"`([\w.-]+)`", text))
    assert named and named <= columns | values | names(), named - columns - values - names()


def test_the_recipes_cover_the_debate():
    assert len(recipes()) >= 14


def python_blocks(text):
    return [body for language, body in FENCE.findall(text) if language == "python"]


def test_a_world_with_one_more_sector_and_one_more_place_runs(tmp_path):
    """The worked examples of the page, word for word; totals that a split leaves alone are the same."""
    text = EXTENDING.read_text()
    run = workplace(tmp_path)
    write_files(text, tmp_path)
    assert run("equipoise run scenarios/uk-options.yaml --option status-quo --out notebooks-out/uk-options").returncode == 0
    sector, place = python_blocks(text)
    for code in (sector, place):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    tables = {}
    for name in ("theatre", "india", "light", "small-owners"):
        done = run(f"equipoise run {name}.yaml --out notebooks-out/{name}")
        assert done.returncode == 0 and "error" not in done.stdout, done.stdout
        tables[name] = pandas.read_csv(tmp_path / "notebooks-out" / name / "timeseries.csv", keep_default_na=False)
    base = pandas.read_csv(tmp_path / "notebooks-out/uk-options/timeseries.csv", keep_default_na=False)

    def value(table, variable, place, sector=""):
        rows = table[(table.variable == variable) & (table.jurisdiction == place) & (table.sector == sector) & (table.year == 2025)]
        return rows["value"].iloc[0]

    assert "theatre" in set(tables["theatre"].sector) and value(tables["theatre"], "content_spending", "UK", "theatre") == pytest.approx(
        0.05 * value(base, "content_spending", "UK", "audiovisual"))
    for variable in ("content_spending", "ai_spending", "ai_sector_revenue", "human_revenue"):
        split = value(tables["india"], variable, "IN") + value(tables["india"], variable, "ROW")
        assert split == pytest.approx(value(base, variable, "ROW"), rel=1e-9), variable
        assert value(tables["india"], variable, "World") == pytest.approx(value(base, variable, "World"), rel=1e-9), variable
    assert run("equipoise sweep small-owners.yaml --runs 8").returncode == 0
    outcomes = pandas.read_csv(tmp_path / "notebooks-out/small-owners+runs=8-sweep/outcomes.csv")
    assert {"small-owners-2035", "licensed-peak"} <= set(outcomes.columns) and outcomes.notna().all().all()


def test_every_page_is_reached_from_the_first():
    text = (PAGES / "Model.md").read_text()
    for page in PAGES.rglob("*.md"):
        assert page.stem == "Model" or f"<doc:{page.stem}>" in text, page.name


def test_the_citation_names_todays_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert f"equipoise {citation['version']}" == re.split("[,\n]", equipoise("--version").stdout)[0]
    assert re.search(rf"^## {re.escape(citation['version'])} |^## Unreleased", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        TUTORIAL.write_text(transcript(TUTORIAL.read_text(), pathlib.Path(folder)))
