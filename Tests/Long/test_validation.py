"""The page Validation: its figures are those of the committed run, and the program gives that run again.

`python Tests/Long/test_validation.py` (`make validation`) makes the run anew and puts its figures into the page.
"""
import pathlib
import re
import shutil
import sys
import tempfile

import pandas
import pytest
from conftest import ROOT, equipoise

PAGE = ROOT / "Sources/Model/Model.docc/Validation.md"
COMMITTED = ROOT / "notebooks-out/reference/validation"
# the part of the page between `<!-- NAME -->` and `<!-- end -->` is made from the run
PART = re.compile(r"(<!-- ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
TABLES = {
    "calibration": ["parameters.csv", "residuals.csv", "calibration.md"], "backtest": ["scores.csv", "backtest.md"],
    "others": ["claims.csv", "claim_distances.csv"], "others-cisac": ["claims.csv", "claim_distances.csv", "claim_boxes.csv"],
    "audit-10": ["robustness.csv"], "audit-24": ["robustness.csv"],
}


def make(folder):
    """Runs everything that the page tells of; some of it ends with code 4, which the page says."""

    def run(*arguments, codes=(0,)):
        done = equipoise(*arguments, "--quiet")
        assert done.returncode in codes, done.stderr

    scenarios = ROOT / "scenarios"
    run("calibrate", scenarios / "calibration.yaml", "--out", folder / "calibration")
    run("backtest", scenarios / "backtest.yaml", "--out", folder / "backtest", codes=(0, 4))
    for name in ("others", "others-cisac"):
        run("claims", scenarios / f"{name}.yaml", "--ensemble", folder / "calibration/ensemble.yaml", "--out", folder / name)
    longer = ["--set", "horizon.end=2050", "--set", "compare.years=24"]
    for name, more in {"audit-10": ["--runs", 2048], "audit-24": ["--runs", 1024, *longer]}.items():
        run("sweep", scenarios / "all-together.yaml", *more, "--out", folder / f"{name}-sweep")
        run("robust", folder / f"{name}-sweep", "--audit", 0.9, "--out", folder / name, codes=(0, 4))
    (folder / "assumptions").mkdir()
    (folder / "assumptions/assumptions.csv").write_text(equipoise("list", "assumptions").stdout)


def keep(folder, target):
    for name, tables in {**TABLES, "assumptions": ["assumptions.csv"]}.items():
        (target / name).mkdir(parents=True, exist_ok=True)
        for table in tables:
            shutil.copy(folder / name / table, target / name / table)


def number(value, digits=2):
    """So many significant digits."""
    return f"{value:#.{digits}g}".rstrip(".")


def percent(share):
    return f"{100 * share:.1f} %"


def table(head, rows, numeric):
    align = ["--:" if i in numeric else "---" for i in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, align, *rows]) + "\n"


def parts(run):
    """What stands in each part of the page."""
    read = lambda *path: pandas.read_csv(run.joinpath(*path), float_precision="round_trip", keep_default_na=False, na_values=[""])
    quality = read("assumptions", "assumptions.csv")["quality"].value_counts()
    names = {"assumption": "assumptions, with no source but judgement", "secondHand": "figures told second-hand",
             "advocacy": "figures that an interested party paid for", "published": "published research", "official": "official figures or rules"}
    made = {"assumptions": f"Of the {quality.sum()} parameters rest\n\n" + "".join(
        f"- {count} on {names.get(name, name)}\n" for name, count in quality.items())}

    parameters, residuals = read("calibration", "parameters.csv"), read("calibration", "residuals.csv")
    fitted = residuals[residuals["use"] == "fitted"]
    squares = {at: (((fitted["observed"] - fitted[at]) / fitted["standard_error"]) ** 2).sum() for at in ("default", "calibrated")}
    outside = parameters[(parameters["default"] < parameters["low"]) | (parameters["default"] > parameters["high"])]["parameter"]
    missed = fitted[((fitted["observed"] - fitted["calibrated"]) / fitted["standard_error"]).abs() > 2]
    draws, size = re.search(r"^(\d+) draws of the prior.*Effective sample size \*\*([\d.]+)", (run / "calibration/calibration.md").read_text(), re.M).groups()
    made["calibration"] = (
        f"{len(parameters)} numbers held to {len(fitted)} observations, {draws} draws of an effective sample size of {size}. The sum of the squared residuals, in standard errors, is "
        f"{squares['default']:.1f} at the defaults and {squares['calibrated']:.1f} at the most likely values. "
        + ("No default lies outside its interval.\n\n" if outside.empty else "Outside their intervals lie " + ", ".join(outside) + ".\n\n")
        + table(["number", "default", "calibrated", "95 % interval", "variance taken away"], [
            [f"`{row.parameter}`", number(row.default), number(row.value, 3), f"{number(row.low)} to {number(row.high)}", f"{100 * row.explained:.0f} %"]
            for row in parameters.sort_values("explained", ascending=False).itertuples()], {1, 2, 3, 4})
        + "\nNot reached within two standard errors, though fitted:\n\n" + "".join(
            f"- `{row.series}`, {number(row.date, 5)}: {number(row.observed, 3)} observed, {number(row.calibrated, 3)} calibrated\n"
            for row in missed.itertuples()))

    scores = read("backtest", "scores.csv")
    summary = re.findall(r"^- (the middle.*|bias.*|against.*)$", (run / "backtest/backtest.md").read_text(), re.MULTILINE)
    draws = re.search(r"\d+ observations by \d+ draws", (run / "backtest/backtest.md").read_text())[0]
    worse = scores[scores["worse_than"].notna()]
    beyond = scores[((scores["observed"] < scores["low90"]) | (scores["observed"] > scores["high90"])) & scores["worse_than"].isna()]
    cell = lambda value: "" if pandas.isna(value) else number(value, 3)
    most = scores.loc[scores["bias"].abs().idxmax()]
    rest = scores["bias"].drop(most.name).mean()
    made["backtest"] = f"{draws}.\n\n" + "".join(f"- {line}\n" for line in summary) + (
        f"- signs count in the bias: without `{most['series']}` of {number(most['date'], 6)}, the observation that is most off, it is "
        f"{percent(rest)}; of all {len(scores)} the median is {percent(scores['bias'].median())}\n\n") + table(
        ["worse than a rule", "date", "observed", "median, 90 % of the draws", "no change", "constant growth"], [
            [f"`{row.series}`", number(row.date, 6), number(row.observed, 3),
             f"{number(row.median, 3)}, {number(row.low90, 3)} to {number(row.high90, 3)}", cell(row.no_change), cell(row.constant_growth)]
            for row in worse.itertuples()], {1, 2, 3, 4, 5}) + "\nOutside the middle 90 %, though not worse than a rule:\n\n" + "".join(
        f"- `{row.series}`, {number(row.date, 6)}: {number(row.observed, 3)} observed, median {number(row.median, 3)}, {number(row.low90, 3)} to "
        f"{number(row.high90, 3)}\n" for row in beyond.itertuples())

    for name in ("others", "others-cisac"):
        claims, distances = read(name, "claims.csv"), read(name, "claim_distances.csv").set_index("claim")

        def distance(claim):
            if claim not in distances.index:
                return ["", "", ""]
            row = distances.loc[claim]
            return [f"{row['nearest']:.1f}", f"{row['median']:.1f}", percent(row["beyond_median"])]
        if name == "others-cisac":
            claims = claims[claims["claim"].str.startswith("cisac-")]
        else:
            made["wordings"] = "".join(f"- `{row.claim}` ({row.by}): {row.wording}\n" for row in claims.itertuples())
        made[name] = f"{claims['n'].iloc[0]} draws.\n\n" + table(
            ["claim", "holds in", "95 % interval", "decided by", "nearest", "middle", "ensemble beyond the middle"], [
                [f"`{row.claim}`", percent(row.share), f"{100 * row.low:.1f} to {100 * row.high:.1f}",
                 "" if pandas.isna(row.decided_by) else row.decided_by, *distance(row.claim)]
                for row in claims.itertuples()], {1, 2, 4, 5, 6})
    boxes = read("others-cisac", "claims.csv").set_index("claim")["holds_where"]
    found = read("others-cisac", "claim_boxes.csv")
    found = found[found["side"] == "holds"].drop_duplicates("claim").set_index("claim")
    made["boxes"] = "".join(
        f"- `{name}` holds in {100 * found.loc[name, 'density']:.0f} % of the draws in which {boxes[name]}\n"
        for name in ("cisac-music", "cisac-audiovisual", "cisac-outputs-audiovisual"))

    rows = []
    for years in (10, 24):
        robust = read(f"audit-{years}", "robustness.csv")
        total = robust[robust["outcome"] == "world-total"].sort_values("best", ascending=False).iloc[0]
        rows.append([str(years), f"`{total['option']}`", percent(total["best"]), f"{100 * total['best_low']:.1f} to {100 * total['best_high']:.1f}",
                     str(total["n"]), "failed" if total["best"] > 0.9 else "passed"])
    made["audit"] = table(["years compared", "option most often best", "share", "95 % interval", "draws", "audit at 90 %"], rows, {0, 2, 3, 4})
    return made


def page(text, run):
    made = parts(run)
    assert sorted(name for _, name, _ in PART.findall(text)) == sorted(made)
    return PART.sub(lambda part: f"{part[1]}\n{made[part[2]]}\n{part[3]}", text)


def test_the_figures_of_the_page_are_those_of_the_committed_run():
    text = PAGE.read_text()
    assert page(text, COMMITTED) == text, "stale: make validation"


def test_an_altered_figure_is_noticed():
    text = PAGE.read_text()
    altered = re.sub(r"(<!-- audit -->.*?)(\d\d\.\d) %", r"\g<1>12.3 %", text, count=1, flags=re.DOTALL)
    assert altered != text and page(altered, COMMITTED) != altered


def test_what_is_written_by_hand_agrees_with_the_run():
    """Defaults, ends of ranges and the threshold that the prose names, and the verdicts that it gives."""
    text = " ".join(PART.sub("", PAGE.read_text()).split())
    read = lambda *path: pandas.read_csv(COMMITTED.joinpath(*path), keep_default_na=False, na_values=[""])
    log = read("assumptions", "assumptions.csv").set_index("parameter")

    def values(name):
        return {place: float(value) for place, value in re.findall(r"(\w+) ([\d.]+)", log.loc[name, "values"])}

    def end(name):
        return float(re.search(r"to ([\d.]+)", log.loc[name, "range"])[1])
    threshold = float(re.search(r'coverage90: ">= ([\d.]+)"', (ROOT / "scenarios/backtest.yaml").read_text())[1])
    for said in (
            f"| `userSurplus` {float(log.loc['userSurplus', 'values']):.1f} |", f"beyond the range's end of {end('userSurplus'):g} |",
            f"| `adoptionImitation` {log.loc['adoptionImitation', 'values']} |", f"| `aiPotential`, GBP {sum(values('aiPotential').values()) / 1000:.1f}tn in all |",
            f"| `initialReservation.news` {values('initialReservation')['news']:g} |", f"| `aiContentShare.music` {values('aiContentShare')['music']:.3f} |",
            f"its default range of at most {end('substitution'):g},", f"the threshold of {100 * threshold:.0f} % in the middle 90 %"):
        assert said in text, said

    scores = read("backtest", "scores.csv")
    assert ((scores["low90"] <= scores["observed"]) & (scores["observed"] <= scores["high90"])).mean() < threshold
    most = scores.loc[scores["bias"].abs().idxmax()]
    assert most["series"] == "ai-streams" and scores["bias"].drop(most.name).mean() < scores["bias"].mean() / 2
    audit = {years: read(f"audit-{years}", "robustness.csv").query("outcome == 'world-total'")["best"].max() for years in (10, 24)}
    assert audit[10] > 0.9 >= audit[24]
    parameters = read("calibration", "parameters.csv").set_index("parameter")
    assert parameters.filter(regex="^(adoptionI|reservation)", axis=0)["explained"].max() < 0.1
    low, high = parameters.loc["adoptionImitation", ["low", "high"]]
    assert low < 0.3 and high > 0.45
    assert all(parameters.loc[name, "low"] < 1 < parameters.loc[name, "high"] for name in ("aiPotential*", "aiContentShare*"))
    cisac = read("others-cisac", "claim_distances.csv").query("claim.str.startswith('cisac-')", engine="python")
    assert len(cisac) == 4 and (cisac["beyond_median"] == 0).all()
    music = cisac["claim"].str.endswith("music")
    assert cisac[music]["beyond_nearest"].max() < 0.05 < cisac[~music]["beyond_nearest"].min()


def test_the_program_gives_the_committed_run(tmp_path):
    make(tmp_path)
    for name, tables in {**TABLES, "assumptions": ["assumptions.csv"]}.items():
        for one in tables:
            assert (tmp_path / name / one).read_bytes() == (COMMITTED / name / one).read_bytes(), f"{name}/{one}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make(pathlib.Path(folder))
        keep(pathlib.Path(folder), COMMITTED)
    PAGE.write_text(page(PAGE.read_text(), COMMITTED))
