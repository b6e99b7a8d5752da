"""The page of `make report` in a real browser, its numbers beside the tables', and the notebook and the R script."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

import pandas
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, equipoise
from playwright.sync_api import sync_playwright

NOTEBOOKS = ROOT / "notebooks-out/notebooks"
CHROMIUM = shutil.which("chromium")
SCREENSHOTS = os.environ.get("SCREENSHOTS")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


def report(folder, *arguments):
    python = NOTEBOOKS / ".venv/bin/python"
    return subprocess.run([python, NOTEBOOKS / "report.py", folder, *arguments], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


@pytest.fixture(scope="module")
def reported(uk_options, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "uk-options"
    shutil.copytree(uk_options, folder)
    (folder / "mine.txt").write_text("a file of the user's")
    done = subprocess.run(["make", "report", f"DIR={folder}"], cwd=ROOT, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


def listed(folder, name="made"):
    """Makes the package and the record list what the files of a folder hold now, as if they had been written so."""
    hashed = lambda path: "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    package = folder / "datapackage.json"
    content = json.loads(package.read_text()) if package.exists() else {"name": name}
    known = {resource["path"]: resource for resource in content.get("resources", [])}
    content["resources"] = [{**known.get(path.name, {"path": path.name}), "hash": hashed(path)} for path in sorted(folder.glob("*.csv"))]
    package.write_text(json.dumps(content))
    if (record := folder / "run.json").exists():
        content = json.loads(record.read_text())
        record.write_text(json.dumps({**content, "resolvedScenario": hashed(folder / "scenario.resolved.yaml")}))


class Opened:
    """A page with what it asked for and said on its console."""

    def __init__(self, browser, folder, scheme="light", width=1280):
        self.requests, self.messages = [], []
        self.page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.goto((folder / "report.html").resolve().as_uri())
        self.wait()

    def wait(self):
        self.page.wait_for_function(
            "[...document.querySelectorAll('.place:not([hidden]) .chart')].every(c => c.dataset.drawn)", timeout=60000)

    def each_place(self):
        for button in self.page.locator("input[name=place]").all():
            button.check()
            self.wait()
            yield button.get_attribute("value")

    def clean(self):
        assert self.messages == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:"))] == []


def values(locator):
    """Exact numbers of the `data` elements in it."""
    return [float(text) for text in locator.locator("data").evaluate_all("all => all.map(one => one.value)")]


def test_every_chart_of_every_place_draws_without_a_request_or_an_error(browser, reported):
    opened = Opened(browser, reported)
    drawn = []
    for place in opened.each_place():
        charts = opened.page.locator(f".place[data-place={place}] .chart")
        for chart in charts.all():
            drawn.append(chart.get_attribute("data-figure"))
            assert chart.locator("svg .mark-line path, svg .mark-symbol path, svg .mark-rect path").count() > 0, drawn[-1]
            assert len(chart.locator("xpath=..").get_attribute("aria-label")) > 50
    opened.clean()
    names = {path.stem for path in (reported / "figures").glob("*.svg")}
    assert set(drawn) == names == {path.stem for path in (reported / "figures").glob("*.png")} and len(names) > 60
    assert (reported / "mine.txt").read_text() == "a file of the user's"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_contrast_and_labels_pass_axe_and_no_label_is_clipped(browser, reported, scheme, width):
    opened = Opened(browser, reported, scheme, width)
    if SCREENSHOTS:
        pathlib.Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        opened.page.screenshot(path=f"{SCREENSHOTS}/report-{scheme}-{width}.png", full_page=True)
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    violations = Axe().run(opened.page).response["violations"]
    assert violations == [], json.dumps([(v["id"], v["nodes"][0]["html"][:200]) for v in violations])
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    for place in opened.each_place():
        assert clipped(opened) == [] and overlapping(opened) == [], place
    opened.clean()


def overlapping(opened):
    """Labels of an axis that lie on one another, those at a slant aside."""
    return opened.page.evaluate("""() => [...document.querySelectorAll('.place:not([hidden]) .chart')].flatMap(chart =>
        [...chart.querySelectorAll('.role-axis-label')].flatMap(axis => {
            const texts = [...axis.querySelectorAll('text')].filter(text => text.textContent && getComputedStyle(text).opacity > 0
                && text.getAttribute('opacity') !== '0' && !/rotate\\((-35|325)/.test(text.getAttribute('transform')));
            const boxes = texts.map(text => text.getBoundingClientRect());
            return texts.flatMap((text, i) => texts.slice(i + 1).filter((other, j) => {
                const a = boxes[i], b = boxes[i + 1 + j];
                return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            }).map(other => `${chart.dataset.figure}: ${text.textContent} / ${other.textContent}`));
        }))""")


def clipped(opened):
    """Texts of charts that reach out of their picture or that end in an ellipsis."""
    return opened.page.evaluate("""() => [...document.querySelectorAll('.place:not([hidden]) .chart')].flatMap(chart => {
        const frame = chart.querySelector('svg').getBoundingClientRect();
        return [...chart.querySelectorAll('svg text')].filter(text => text.textContent && getComputedStyle(text).opacity > 0).filter(text => {
            const box = text.getBoundingClientRect();
            return text.textContent.endsWith('…') || box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map(text => chart.dataset.figure + ': ' + text.textContent);
    })""")


def test_the_numbers_of_the_page_are_those_of_the_tables(browser, reported):
    opened = Opened(browser, reported)
    series = pandas.read_csv(reported / "timeseries.csv", float_precision="round_trip")
    impact = pandas.read_csv(reported / "impact.csv", float_precision="round_trip")
    bands = pandas.read_csv(reported / "bands.csv", float_precision="round_trip")

    def shown(name):
        figure = opened.page.locator(f"figure:has([data-figure='{name}'])")
        return values(figure.locator("table"))

    for place in ("UK", "EU", "World"):
        rows = series[(series.jurisdiction == place) & series.sector.isna()]
        for variable in ("ai_sector_revenue", "creative_sector_revenue", "licence_income", "creator_income"):
            expected = rows[rows.variable == variable].sort_values("year", kind="stable")["value"]
            assert shown(f"{variable}-{place}") == list(expected), (place, variable)
        own = impact[impact.jurisdiction == place]
        groups = list(dict.fromkeys(own.group))
        options = list(dict.fromkeys(own.option))
        wide = own.pivot(index="group", columns="option", values="present_value").loc[groups, options]
        assert shown(f"gains-{place}") == list(wide.to_numpy().ravel())
        table = values(opened.page.locator(f"#impact-{place}"))
        parts = wide.drop(index="total")
        sums = [list(parts.where(keep, 0).sum()) for keep in (parts > 0, parts < 0)]
        totals = own[own.group == "total"].set_index("option").loc[options]
        expected = [*parts.to_numpy().ravel(), *sums[0], *sums[1], *totals.present_value, *totals.annualised, *totals.undiscounted]
        assert table == pytest.approx(expected, rel=1e-12), place
    last = bands[(bands.year == 2040) & (bands.jurisdiction == "UK") & bands.sector.isna()]
    assert sorted(shown("owners-UK")) == sorted(last.licence_income)
    flows = series[(series.year == 2040) & (series.jurisdiction == "UK") & series.sector.notna() & (series.variable == "licence_income")]
    assert shown("licence-income-by-sector-UK") == list(flows["value"])


def test_the_title_says_what_the_table_says(browser, reported):
    opened = Opened(browser, reported)
    series = pandas.read_csv(reported / "timeseries.csv")
    ends = series[(series.variable == "ai_sector_revenue") & (series.jurisdiction == "UK") & (series.year == 2040)].set_index("option")["value"]
    effects = (ends - ends["status-quo"]).drop("status-quo")
    title = opened.page.locator("figure:has([data-figure='ai_sector_revenue-effect-UK']) h3").inner_text()
    assert f"rises most under {effects.idxmax()} (+{effects.max():.2f})" in title
    assert f"falls most under {effects.idxmin()} (−{-effects.min():.2f})" in title


def test_the_pointer_and_the_keyboard_move_the_page(browser, reported):
    opened = Opened(browser, reported)
    chart = opened.page.locator("[data-figure='ai_sector_revenue-UK'] svg")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    tooltip = opened.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for(timeout=10000)
    assert "status-quo" in tooltip.inner_text() and "Year" in tooltip.inner_text()
    opened.page.locator("input[name=place]").first.focus()
    opened.page.keyboard.press("ArrowRight")
    opened.wait()
    assert opened.page.locator(".place:not([hidden])").get_attribute("data-place") == "EU"


@pytest.mark.parametrize("name", ["gains-UK", "trade-off-UK"])
def test_the_figures_of_the_readme_are_those_of_its_command(reported, name):
    committed = ROOT / f"notebooks-out/reference/figures/{name}.svg"
    assert committed.read_text() == (reported / f"figures/{name}.svg").read_text(), "stale: make reference"
    assert str(committed.relative_to(ROOT)) in (ROOT / "README.md").read_text()


def test_bars_tell_options_apart_by_shape_too(browser, reported):
    opened = Opened(browser, reported)
    marks = opened.page.locator("[data-figure='gains-UK'] svg .mark-symbol.role-mark path")
    groups, options = 7, 5
    assert len(set(marks.evaluate_all("all => all.map(one => one.getAttribute('d'))"))) == options
    assert marks.count() == groups * options


def test_labels_of_any_magnitude_fit_a_phone(browser, uk_options, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    for name, columns in (("timeseries", ["value"]), ("impact", ["undiscounted", "present_value", "annualised"]), ("bands", ["licence_income"])):
        table = pandas.read_csv(folder / f"{name}.csv", keep_default_na=False)
        table[columns] *= 3.7e13
        table.to_csv(folder / f"{name}.csv", index=False)
    listed(folder)
    assert report(folder, "--no-figures").returncode == 0
    opened = Opened(browser, folder, width=360)
    assert clipped(opened) == [] and overlapping(opened) == []
    assert "e+1" in opened.page.locator("[data-figure='ai_sector_revenue-UK'] svg").text_content()


def test_a_page_goes_when_its_result_is_replaced(tmp_path):
    folder = tmp_path / "run"
    for _ in range(2):
        assert equipoise("run", ROOT / "scenarios/uk-options.yaml", "--out", folder).returncode == 0
        assert not (folder / "report.html").exists()
        assert report(folder, "--no-figures").returncode == 0 and (folder / "report.html").exists()


def test_options_keep_their_colours(reported):
    text = (reported / "report.html").read_text()
    specs = json.loads(re.search(r'id="specs">(.*?)</script>', text, re.DOTALL).group(1))
    colours = {}
    for found in scales(specs):
        for option, colour in zip(found["domain"], found["range"], strict=True):
            colours.setdefault(option, set()).add(colour)
    assert len(colours) == 6 and all(len(own) == 1 for own in colours.values())
    assert len(set.union(*colours.values())) == 6


def scales(node):
    """Every scale of colours by option."""
    if isinstance(node, list):
        for item in node:
            yield from scales(item)
    elif isinstance(node, dict):
        if isinstance(node.get("color"), dict) and node["color"].get("field") == "option":
            yield node["color"]["scale"]
        for item in node.values():
            yield from scales(item)


@pytest.mark.parametrize("name", ["timeseries.csv", "impact.csv", "bands.csv", "run.json", "scenario.resolved.yaml",
                                  "world.resolved.yaml", "datapackage.json"])
def test_a_missing_file_is_named_on_the_page(browser, uk_options, tmp_path, name):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    (folder / name).unlink()
    done = report(folder, "--no-figures")
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    opened = Opened(browser, folder)
    assert f"{name} is missing" in opened.page.locator(".notices").inner_text()
    assert opened.page.locator(".chart svg").count() > 0
    opened.clean()


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "scenario,option,jurisdiction,group,unit,undiscounted,present_value,annualised\nx,y,UK,total,GBP bn,1,many,3\n",
                                     "\x00\xff\n"])
def test_a_damaged_table_is_named_on_the_page(browser, uk_options, tmp_path, content):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    (folder / "impact.csv").write_text(content, encoding="latin-1")
    listed(folder)
    done = report(folder, "--no-figures")
    assert done.returncode == 0, done.stderr
    opened = Opened(browser, folder)
    assert "impact.csv cannot be read" in opened.page.locator(".notices").inner_text()
    opened.clean()


@pytest.mark.parametrize("name", ["timeseries.csv", "impact.csv", "bands.csv", "scenario.resolved.yaml", "world.resolved.yaml"])
def test_a_file_that_was_changed_since_is_named_and_not_shown(browser, uk_options, tmp_path, name):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    text = (folder / name).read_text()
    at = max(i for i, character in enumerate(text) if character.isdigit())
    (folder / name).write_text(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1:])
    done = report(folder, "--no-figures")
    words = f"{name} cannot be read: its bytes are not those that {'datapackage' if name.endswith('csv') else 'run'}.json lists; it was changed or cut off since"
    assert done.returncode == 65 and f"error: {words}" in done.stderr and "Traceback" not in done.stderr, done.stderr
    opened = Opened(browser, folder)
    assert words in opened.page.locator(".notices").inner_text()
    opened.clean()
    shown = {"timeseries.csv": "[data-figure='ai_sector_revenue-UK']", "impact.csv": "[data-figure='gains-UK']", "bands.csv": "[data-figure^='owners']"}
    assert opened.page.locator(shown.get(name, ".none")).count() == 0


def test_a_single_option_is_said_to_have_nothing_to_compare_with(browser, tmp_path):
    folder = tmp_path / "single"
    assert equipoise("run", ROOT / "scenarios/uk-options.yaml", "--option", "permission", "--out", folder).returncode == 0
    assert report(folder, "--no-figures").returncode == 0
    opened = Opened(browser, folder)
    assert "permission is the only option" in opened.page.locator(".notices").inner_text()
    assert opened.page.locator(".place:not([hidden]) .chart svg").count() >= 6
    opened.clean()


def test_a_failed_run_is_counted_on_the_page(browser, tmp_path):
    (tmp_path / "a.yaml").write_text(
        "set: {substitution: 20, toolProductivity: 1, aiContentShare: 0.8, humanOnlyShare: 0.1, priceElasticity: 20, "
        "contentGrowth: 1, aiPotentialGrowth: 1}\nhorizon: {end: 2028.416}\n"
        "options: {keep: {}, opt-out: {UK: [{from: 2027, regime: optOut}]}}\n")
    assert equipoise("run", tmp_path / "a.yaml", "--out", tmp_path / "out").returncode == 2
    assert report(tmp_path / "out", "--no-figures").returncode == 0
    opened = Opened(browser, tmp_path / "out")
    notices = opened.page.locator(".notices").inner_text()
    assert "1 of 2 runs failed" in notices and "opt-out: year 2028.41" in notices
    opened.clean()


def test_texts_of_a_scenario_stay_texts(browser, uk_options, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    scenario = (folder / "scenario.resolved.yaml").read_text()
    (folder / "scenario.resolved.yaml").write_text(re.sub("title: .*", "title: '</script><img src=x onerror=alert(1)>'", scenario))
    listed(folder)
    assert report(folder, "--no-figures").returncode == 0
    opened = Opened(browser, folder)
    assert "<img" in opened.page.locator("h1").inner_text() and opened.page.locator("img").count() == 0
    opened.clean()


def test_a_folder_without_a_result_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        done = report(folder)
        assert done.returncode == 66 and done.stderr.startswith("error: ") and "Traceback" not in done.stderr
        assert not (folder / "report.html").exists()


def test_the_page_is_the_same_to_the_byte(uk_options, tmp_path):
    pages = []
    for name in ("one", "two"):
        shutil.copytree(uk_options, tmp_path / name)
        assert report(tmp_path / name, "--no-figures").returncode == 0
        pages.append((tmp_path / name / "report.html").read_bytes())
    assert pages[0] == pages[1]


RUN_NOTEBOOK = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=240).execute()
nbformat.write(notebook, sys.argv[2])
"""


def cells(text):
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]


def test_the_notebook_is_the_script():
    jupytext = NOTEBOOKS / ".venv/bin/jupytext"
    made = subprocess.run([jupytext, "--to", "ipynb", "--output", "-", NOTEBOOKS / "explore.py"], capture_output=True, text=True, check=True)
    assert cells((NOTEBOOKS / "explore.ipynb").read_text()) == cells(made.stdout), "stale: make notebooks"


def test_the_notebook_runs_without_a_screen(uk_options, tmp_path):
    done = subprocess.run(
        [NOTEBOOKS / ".venv/bin/python", "-c", RUN_NOTEBOOK, "explore.ipynb", tmp_path / "out.ipynb"], cwd=NOTEBOOKS, timeout=300,
        capture_output=True, text=True, env={**os.environ, "EQUIPOISE_RESULT": str(uk_options), "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    outputs = [output for cell in json.loads((tmp_path / "out.ipynb").read_text())["cells"] for output in cell.get("outputs", [])]
    assert sum("image/svg+xml" in output.get("data", {}) for output in outputs) >= 8


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_r_script_draws_a_run(uk_options, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(uk_options, folder)
    done = subprocess.run(["Rscript", NOTEBOOKS / "explore.R", folder], capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "figures-r").glob("*.png"))) == 5


SWEEP = """
title: Permission over what is not known
options:
  status-quo: {}
  permission: {UK: [{from: 2027, over: 2, regime: permission}]}
vary:
  - {parameter: substitution, distribution: range}
  - {parameter: directLicenceCost, distribution: range}
design: {method: lhs, runs: 40, seed: 7}
"""


def test_no_axis_names_a_year_twice_however_short_the_horizon(tmp_path):
    (tmp_path / "short.yaml").write_text("horizon: {end: 2027}\noptions: {law: {}, free: {UK: [{from: 2026, regime: freeUse}]}}\n")
    assert equipoise("run", tmp_path / "short.yaml", "--out", tmp_path / "short").returncode == 0
    assert report(tmp_path / "short").returncode == 0
    years = {path.name: re.findall(">(20[0-9]{2})<", path.read_text()) for path in (tmp_path / "short/figures").glob("*-UK.svg")}
    assert ["2025", "2026", "2027"] in years.values()
    assert all(len(set(found)) == len(found) for found in years.values()), years


def test_an_outcome_of_any_kind_is_shown_under_its_place_in_its_unit(tmp_path):
    (tmp_path / "kinds.yaml").write_text("""
options: {law: {}, free: {UK: [{from: 2026, regime: freeUse}]}}
vary: [{parameter: qualityExponent, distribution: range}]
design: {method: sobol, runs: 16, seed: 1}
outcomes:
  passed: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 60}
  top: {variable: creative_sector_revenue, place: EU, aggregate: yearOfPeak}
  change: {variable: licence_income, place: UK, sector: music, year: 2030, against: law}
""")
    assert equipoise("sweep", tmp_path / "kinds.yaml", "--out", tmp_path / "kinds").returncode == 0
    assert report(tmp_path / "kinds").returncode == 0
    package = json.loads((tmp_path / "kinds/datapackage.json").read_text())
    fields = next(r["schema"]["fields"] for r in package["resources"] if r["name"] == "outcomes")
    measures = {field["name"]: field["measure"] for field in fields if "measure" in field}
    assert {name: (m["place"], m.get("sector"), m.get("against"), m["reduction"], m["unit"]) for name, m in measures.items()} == {
        "passed": ("UK", None, None, "crossing", "year"), "top": ("EU", None, None, "yearOfPeak", "year"),
        "change": ("UK", "music", "law", "year", "GBP bn/yr")}
    page = (tmp_path / "kinds/report.html").read_text()
    assert "Revenue of the creative sector of the EU, year of the largest value" in page
    assert "Licence income of rights holders and creators, after the cost of collection of the UK, music, less that of law, in 2030" in page
    summary = pandas.read_csv(tmp_path / "kinds/summary.csv", keep_default_na=False)
    years = summary[(summary.outcome == "top") & (summary.against == "")].p50
    assert all(f"{year:g}" in page and f"{year:,.0f}" not in page for year in years)


def test_a_sweep_has_a_page_with_its_quantiles_and_bands(browser, tmp_path):
    if "outcomes.csv" not in equipoise("sweep", "--help").stdout:
        pytest.skip("this build has no sweeps")
    (tmp_path / "a.yaml").write_text(SWEEP)
    folder = tmp_path / "out"
    done = equipoise("sweep", tmp_path / "a.yaml", "--timeseries", "--out", folder)
    assert done.returncode == 0, done.stderr
    done = report(folder, "--no-figures")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    opened = Opened(browser, folder, "dark", 360)
    assert Axe().run(opened.page).response["violations"] == []
    for place in opened.each_place():
        assert clipped(opened) == [] and overlapping(opened) == [], place
    name = "ai_sector_revenue_UK_end"
    outcomes = pandas.read_csv(folder / "outcomes.csv").pivot(index="point", columns="option", values=name)
    effect = outcomes["permission"] - outcomes["status-quo"]
    shown = values(opened.page.locator(f"figure:has([data-figure='{name}-effect']) table"))
    # how often one is above the other, and how often the solver's error does not let it be told
    within = json.loads((folder / "run.json").read_text())["solver"]["indifference"] * outcomes.abs().max(axis=1)
    shares = [(effect > within).mean(), (effect.abs() <= within).mean()]
    assert shown == pytest.approx([*effect.quantile([0.05, 0.25, 0.5, 0.75, 0.95]), *shares], rel=1e-9)
    assert opened.page.locator("[data-figure='ai_sector_revenue-bands-UK'] svg .mark-area path").count() == 2
    paths = pandas.read_csv(folder / "timeseries.csv", keep_default_na=False)
    paths = paths[(paths.variable == "ai_sector_revenue") & (paths.jurisdiction == "UK") & (paths.year == 2040)]
    effect = paths.pivot(index="point", columns="option", values="value").eval("permission - `status-quo`")
    shown = values(opened.page.locator("figure:has([data-figure='ai_sector_revenue-effect-bands-UK']) table tr:last-child"))
    assert shown[-3:] == pytest.approx(list(effect.quantile([0.05, 0.5, 0.95])), rel=1e-9)
    opened.clean()


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """What is made of small sweeps, by the table that each folder is known by."""
    folder = tmp_path_factory.mktemp("analyses")
    options = ROOT / "scenarios/uk-options.yaml"
    for command in (
        ["claims", ROOT / "scenarios/claims.yaml", "--runs", 256, "--out", folder / "claims"],
        ["sweep", options, "--runs", 256, "--out", folder / "swept"],
        ["sensitivity", options, "--runs", 32, "--outcome", "uk-total-gain", "--out", folder / "sensitivity"],
        ["discover", folder / "swept", "--where", "uk-creative-revenue-2035 < 90", "--option", "exception", "--out", folder / "boxes"],
        ["robust", folder / "swept", "--out", folder / "robustness"],
    ):
        done = equipoise(*command)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("kind", ["claims", "sensitivity", "boxes", "robustness"])
def test_the_page_of_an_analysis_draws_reads_and_has_the_table_s_numbers(browser, analysed, kind):
    folder = analysed / kind
    done = report(folder)
    assert done.returncode == 0, done.stderr
    for scheme, width in (("light", 1280), ("dark", 360)):
        opened = Opened(browser, folder, scheme, width)
        if SCREENSHOTS:
            opened.page.screenshot(path=f"{SCREENSHOTS}/{kind}-{scheme}-{width}.png", full_page=True)
        opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        violations = Axe().run(opened.page).response["violations"]
        assert violations == [], json.dumps([(v["id"], v["nodes"][0]["html"][:200]) for v in violations])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert clipped(opened) == [] and overlapping(opened) == []
        opened.clean()
    columns = {"claims": ("claims", "share"), "sensitivity": ("sensitivity", "estimate"), "boxes": ("boxes", "least"),
               "robustness": ("robustness", "best")}
    table, column = columns[kind]
    rows = pandas.read_csv(folder / f"{table}.csv", float_precision="round_trip")
    if kind == "sensitivity":
        rows = rows[(rows.n == rows.n.max()) & (rows.against == "status-quo") & (rows["index"] == "total")]
        rows = rows.sort_values("estimate", ascending=False).groupby("option").head(3)
    if kind == "robustness":
        rows = rows[rows.group != "total_with_control"]
    shown = set(values(opened.page.locator("main")))
    assert len(rows) > 3 and set(rows[column]) <= shown


def check_page(browser, folder):
    """Opens the page of a folder in both schemes and widths; the last one stays open."""
    done = report(folder)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    for scheme, width in (("light", 1280), ("dark", 360)):
        opened = Opened(browser, folder, scheme, width)
        if SCREENSHOTS:
            opened.page.screenshot(path=f"{SCREENSHOTS}/{folder.name}-{scheme}-{width}.png", full_page=True)
        assert Axe().run(opened.page).response["violations"] == []
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert clipped(opened) == [] and overlapping(opened) == []
        opened.clean()
    return opened


def test_a_frontier_is_drawn_with_its_best_points(browser, tmp_path):
    folder = tmp_path / "frontier"
    folder.mkdir()
    lever, aims = "options.a.UK[0].with.enforcement", ["developers", "creators"]
    for name in ("scenario", "world"):
        (folder / f"{name}.resolved.yaml").write_text("{}\n")
    (folder / "frontier.csv").write_text(f"point,{lever},{','.join(aims)}\n1,0.0,2.5,-1.0\n2,0.5,1.0,0.25\n3,1.0,-3.0,0.75\n")
    (folder / "solution.csv").write_text("solution,role,name,value,low,high,from,to,at,aim_at_from,aim_at_to\n" + "".join(
        f"best {aim},lever,{lever},{own[0]},,,0.0,1.0,,,\nbest {aim},aim,developers,{own[1]},,,,,,,\nbest {aim},aim,creators,{own[2]},,,,,,,\n"
        for aim, own in (("developers", (0.0, 2.5, -1.0)), ("creators", (1.0, -3.0, 0.75)))))
    listed(folder, "trade")
    opened = check_page(browser, folder)
    figure = opened.page.locator("figure:has([data-figure='frontier-developers-creators'])")
    assert values(figure.locator("table")) == [2.5, -1.0, 1.0, 0.25, -3.0, 0.75]
    assert figure.locator("svg .mark-symbol.role-mark path").count() == 3 + 2
    assert "developers from −3.00 to 2.50" in figure.locator("h3").inner_text()
    title = opened.page.locator("figure:has([data-figure='frontier-options-a-UK-0-with-enforcement']) h3").inner_text()
    assert title == f"{lever} is 1.00 where developers is least, and 0 where it is most"


def test_a_break_even_value_is_marked_on_its_scan(browser, tmp_path):
    folder = tmp_path / "scan"
    folder.mkdir()
    for name in ("scenario", "world"):
        (folder / f"{name}.resolved.yaml").write_text("{}\n")
    (folder / "scan.csv").write_text("rate,gain\n0.0,1.5\n0.05,\n0.1,-3.0\n")
    (folder / "solution.csv").write_text("solution,role,name,value,low,high,from,to,at,aim_at_from,aim_at_to\nroot 1,lever,rate,0.0329,,,0.0,0.1,,,\n")
    listed(folder, "even")
    opened = check_page(browser, folder)
    assert "gain passes the value sought at 0.03290" in opened.page.locator("h3").inner_text()
    assert opened.page.locator("svg .mark-rule.role-mark line").count() == 1


def test_a_game_is_drawn_as_its_table(browser, tmp_path):
    """Two players in the prisoners' dilemma, and a third whose choice changes nothing."""
    folder = tmp_path / "game"
    folder.mkdir()
    for name in ("scenario", "world"):
        (folder / f"{name}.resolved.yaml").write_text("{}\n")
    payoffs = {("ask", "ask"): (3, 3), ("ask", "free"): (0, 5), ("free", "ask"): (5, 0), ("free", "free"): (1, 1)}
    rows = [f"{a},{b},{c},{own[0]}.0,{own[1]}.0,7.0,{sum(own) + 7}.0,{sum(own) + 7}.0,{1 if (a, b, c) == ('free', 'free', 'keep') else ''}\n"
            for (a, b), own in payoffs.items() for c in ("keep", "go")]
    (folder / "payoffs.csv").write_text(
        "strategy_UK,strategy_EU,strategy_US,payoff_UK,payoff_EU,payoff_US,payoff_sum,world,equilibrium\n" + "".join(rows))
    (folder / "equilibria.csv").write_text("equilibrium,kind,player,strategy,same_as,probability,payoff,change,temptation\n" + "".join(
        f"1,strict,{player},{strategy},,1.0,{payoff},0.0,0.0\n" for player, strategy, payoff in (("UK", "free", 1.0), ("EU", "free", 1.0), ("US", "keep", 7.0))))
    (folder / "paths.csv").write_text(
        "order,move,player,strategy_UK,strategy_EU,strategy_US,payoff_UK,payoff_EU,payoff_US,part\nsequential,0,,ask,ask,keep,3.0,3.0,7.0,start\n")
    (folder / "coordination.csv").write_text("equilibrium,benchmark,who,strategy,start,equilibrium_payoff,benchmark_payoff,difference,attained\n" + "".join(
        f"1,players,{who},,{start},{inside},{best},,\n" for who, start, inside, best in (("UK", 3, 1, 3), ("EU", 3, 1, 3), ("US", 7, 7, 7), ("sum", 13, 9, 13))))
    listed(folder, "dilemma")
    opened = check_page(browser, folder)
    figure = opened.page.locator("figure:has([data-figure='game-UK-EU'])")
    assert values(figure.locator("table")) == [0, 0, 0, -3, 2, -1, 2, -3, -1, -2, -2, -4]  # against (3, 3), which is the start
    texts = figure.locator("svg .mark-text.role-mark text").all_text_contents()
    assert texts == ["+0.00", "−3.00", "+2.00", "−2.00", "+0.00", "+2.00", "−3.00", "−2.00"]
    assert "framed: free and free; others as in the first equilibrium" in figure.locator("h3").inner_text()
    assert "gain −4.00 against the start in equilibrium 1; 0 under what is best for players" in opened.page.locator("h3").first.inner_text()


@pytest.mark.parametrize(("command", "scenario"), [("solve", "frontier"), ("solve", "break-even"), ("game", "regulatory-game")])
def test_what_a_search_or_a_game_writes_has_a_page(browser, tmp_path, command, scenario):
    if f"  {command} " not in equipoise("--help").stdout:
        pytest.skip(f"this build has no {command}")
    folder = tmp_path / scenario
    done = equipoise(command, ROOT / f"scenarios/{scenario}.yaml", "--out", folder, timeout=500)
    assert done.returncode == 0, done.stderr
    assert check_page(browser, folder).page.locator(".chart svg").count() >= 1
