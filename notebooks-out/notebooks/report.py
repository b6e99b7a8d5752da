"""Writes DIR/report.html, one page that works offline, and DIR/figures/*.svg and *.png.

    python report.py DIR [--no-figures]

Exit codes: 0 written, also where the page has to say that something is missing; 64 wrong usage; 65 written, without what
was changed since, as the page says; 66 no result in DIR.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import vl_convert
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import analyses
import ensembles
import figures
import tables
from drawing import Figure, number, place_name
from results import WORLD, NotAResult, Results

VEGA_LITE = "6.4"


def sections(results: Results, place: str) -> Iterator[tuple[str, str, list[Figure | None]]]:
    """Heading, a sentence, and figures, in the order of the page."""
    if results.is_sweep:
        yield "Trade-off", "", [ensembles.trade_off_cloud(results, place)]
        yield (
            "Over time",
            "Median, and where 90 % of the draws lie. Left the level, right the difference from the option compared with, draw by draw.",
            [
                make(results, place, variable)
                for variable in figures.OVER_TIME
                for make in (ensembles.bands_over_time, ensembles.effect_bands_over_time)
            ],
        )
        yield (
            "Outcomes over all draws",
            "Left the outcome, right its difference from the option compared with, at the same draws.",
            [
                make(results, outcome)
                for outcome in results.outcomes
                if outcome.place == place
                for make in (ensembles.distribution, ensembles.effect_distribution)
            ],
        )
        return
    yield (
        "Over time",
        "Left the level, right the difference from the option compared with.",
        [make(results, place, variable) for variable in figures.OVER_TIME for make in (figures.over_time, figures.effect_over_time)],
    )
    yield "Trade-off", "", [figures.trade_off(results, place)]
    yield "Who gains and who loses", "", [figures.gains(results, place)]
    yield "Where licence money flows", "", [figures.licence_flows(results, place), figures.owners(results, place)]


def html_table(table: pd.DataFrame, caption: str) -> Markup:
    """A table with the numbers rounded for people, and exact in `data` elements."""

    def cell(value) -> str:
        if pd.isna(value):
            return "–"
        return f'<data value="{value!r}">{number(float(value))}</data>' if isinstance(value, float) else str(Markup.escape(str(value)))

    def plain(value) -> str:  # years and counts
        return f"{value:g}" if isinstance(value, float) else cell(value)

    heads = "".join(f'<th scope="col">{Markup.escape(column)}</th>' for column in table.columns)
    body = "".join(
        "<tr>" + f'<th scope="row">{plain(row[0])}</th>' + "".join(f"<td>{cell(value)}</td>" for value in row[1:]) + "</tr>"
        for row in table.astype(object).itertuples(index=False, name=None)
    )
    return Markup(f"<table><caption>{Markup.escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")


def script_json(value: object) -> Markup:
    """JSON that cannot end the script element that it stands in."""
    return Markup(json.dumps(value, allow_nan=False).replace("<", "\\u003c"))


def present(made: Iterable[tuple[str, str, list[Figure | None]]]) -> list[dict]:
    """The sections that have figures."""
    parts = [{"heading": heading, "text": text, "figures": [figure for figure in figures if figure]} for heading, text, figures in made]
    return [part for part in parts if part["figures"]]


def place_parts(results: Results) -> Iterator[dict]:
    """What the page shows for each place."""
    for place in results.places:
        parts = present(sections(results, place))
        impact = tables.impact_assessment(results, place)
        if parts or impact is not None:
            label = place_name(place).removeprefix("the ").capitalize() if len(place) > 2 else place
            yield {"name": place, "label": label, "sections": parts, "impact": Markup(impact.as_raw_html()) if impact is not None else None}


def analysis_parts(results: Results) -> Iterator[dict]:
    """What the page shows of an analysis, for each outcome where it is of several."""
    for label, made in analyses.groups(results):
        if parts := present(made):
            yield {"name": label or "all", "label": label, "sections": parts, "impact": None}


def build(results: Results) -> tuple[str, list[Figure]]:
    """The page and its figures."""
    places = list(analysis_parts(results) if results.is_analysis else place_parts(results))
    drawn = [figure for place in places for section in place["sections"] for figure in section["figures"]]
    run = results.run
    counts = run.get("counts") or {}
    notices = [*results.problems, *(analyses.notices(results) if results.is_analysis else [])]
    if failed := counts.get("failed"):
        notices.append(f"{failed} of {counts.get('runs', '?')} runs failed: what is shown rests on the others.")
    notices += [f"Failed: {text}" for text in run.get("failures") or []]
    if results["failures"] is not None and len(results["failures"]):
        reasons = results["failures"].groupby("option")["reason"].agg(["size", "first"])
        notices += [f"{option}: {row['size']} runs failed, the first because: {row['first']}" for option, row in reasons.iterrows()]
    notices += [f"Warning of the run: {text}" for text in run.get("warnings") or []]
    if len(results.options) == 1:
        notices.append(f"{results.options[0]} is the only option: there is nothing to compare it with, and no impact assessment.")
    elif results["impact"] is not None and results["impact"].empty:
        notices.append(f"impact.csv has no rows: no option could be compared with {results.against}.")
    inputs = tables.assumptions(results)
    policy = tables.policies(results)
    page = (
        Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        .get_template("page.html")
        .render(
            title=results.heading,
            introduction=results.introduction,
            kind="analysis" if results.is_analysis else "sweep" if results.is_sweep else "run",
            chooser="Outcome" if results.is_analysis else "Place",
            counts=counts,
            world=WORLD,
            notices=notices,
            places=places,
            against=results.against,
            price_year=results.price_year,
            policies=html_table(policy, "What each option changes") if policy is not None else None,
            varied=html_table(inputs[0], "Assumptions that the scenario calls uncertain")
            if inputs is not None and len(inputs[0])
            else None,
            others=html_table(inputs[1], "All other assumptions") if inputs is not None else None,
            provenance=list(provenance(run)),
            table=html_table,
            specs=script_json({figure.name: figure.chart.to_dict() for figure in drawn}),
            bundle=Markup(vl_convert.javascript_bundle(vl_version=VEGA_LITE).replace("</script", "<\\/script")),
        )
    )
    return page, drawn


def provenance(run: dict) -> Iterator[tuple[str, str]]:
    names = {
        "program": "Program",
        "version": "Version",
        "commit": "Commit",
        "scenario": "Scenario",
        "arguments": "Arguments",
        "started": "Started",
        "seconds": "Seconds",
        "seed": "Seed",
        "solver": "Solver",
        "libraries": "Libraries",
        "host": "Host",
        "counts": "Counts",
        "inputs": "Inputs",
        "resolvedScenario": "Resolved scenario",
        "resolvedWorld": "Resolved world",
    }
    for key, name in names.items():
        if key in run:
            yield name, _plain(run[key])


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return (
        (" " if all(isinstance(item, str) for item in value) else "; ").join(map(_plain, value)) if isinstance(value, list) else str(value)
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """The file appears whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content.encode() if isinstance(content, str) else content)
    os.replace(partial, path)


def write_figures(folder: Path, drawn: list[Figure]) -> None:
    """Every figure as SVG and as PNG at twice the size of the screen's."""
    folder.mkdir(exist_ok=True)
    for figure in drawn:
        spec = figure.titled().to_dict()
        write_whole(folder / f"{figure.name}.svg", vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, config=PAPER))
        write_whole(folder / f"{figure.name}.png", vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, config=PAPER, scale=2))


PAPER = {
    "background": "white",
    "padding": 12,
    "view": {"stroke": None},
    "title": {"anchor": "start", "frame": "bounds", "fontSize": 14, "offset": 12},
    "axisX": {"labelFlush": False},
    "axis": {"gridColor": "#E3E3E3", "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
    "legend": {"labelFontSize": 12, "titleFontWeight": "normal"},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], exit_on_error=True)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a result folder of equipoise run or equipoise sweep")
    parser.add_argument("--no-figures", action="store_true", help="only the page")
    try:
        arguments = parser.parse_args()
    except SystemExit as stop:
        return 64 if stop.code else 0
    if not arguments.folder.is_dir():
        print(f"error: {arguments.folder}: there is no such folder; run equipoise first", file=sys.stderr)
        return 66
    try:
        results = Results(arguments.folder)
    except NotAResult as error:
        print(f"error: {error}", file=sys.stderr)
        return 66
    page, drawn = build(results)
    write_whole(arguments.folder / "report.html", page)
    if not arguments.no_figures:
        write_figures(arguments.folder / "figures", drawn)
    for problem in results.problems:
        print(f"{'error' if problem in results.changed else 'warning'}: {problem}", file=sys.stderr)
    print(arguments.folder / "report.html")
    return 65 if results.changed else 0


if __name__ == "__main__":
    sys.exit(main())
