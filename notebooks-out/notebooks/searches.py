"""The figures of a search: what it found, and the frontier between aims."""

from __future__ import annotations

import re
from collections.abc import Iterator

import altair as alt
import pandas as pd

from drawing import COLOURS, COMPARED, SHAPES, Figure, fit, number, value_axis
from results import Results

BLUE = COLOURS[0]


def _role(results: Results, role: str) -> pd.DataFrame:
    solution = results["solution"]
    return solution[solution["role"] == role]


def _named(results: Results, columns: list[str]) -> pd.DataFrame:
    """The solutions that have a name, with the numbers of a frontier's columns."""
    rows = results["solution"].drop_duplicates(["solution", "name"])
    wide = rows.pivot(index="solution", columns="name", values="value")
    return wide.loc[list(dict.fromkeys(rows["solution"])), columns].reset_index()


def frontiers(results: Results) -> Iterator[Figure]:
    """Each pair of aims against each other, along the points that no other betters."""
    rows = results["frontier"]
    if rows is None or rows.empty:
        return
    aims = [name for name in dict.fromkeys(_role(results, "aim")["name"]) if name in rows]
    named = _named(results, aims)
    looks = list(named["solution"])
    for i, across in enumerate(aims):
        for up in aims[i + 1 :]:
            points = pd.DataFrame({"across": rows[across], "up": rows[up]})
            marked = named.rename(columns={across: "across", up: "up"})[["solution", "across", "up"]]
            hover = [alt.Tooltip("across:Q", format=".4~g", title=across), alt.Tooltip("up:Q", format=".4~g", title=up)]
            x = alt.X("across:Q", scale=alt.Scale(zero=False, padding=14), axis=value_axis(across + results.unit("frontier", across)))
            y = alt.Y("up:Q", scale=alt.Scale(zero=False, padding=14), axis=value_axis(up + results.unit("frontier", up)))
            legend = alt.Legend(orient="bottom", title=None, columns=1, labelLimit=280, symbolOpacity=1)
            chart = alt.layer(
                alt.Chart(points).mark_point(color=COMPARED, size=30).encode(x=x, y=y, tooltip=hover),
                alt.Chart(marked)
                .mark_point(filled=True, size=130, opacity=1)
                .encode(
                    x=x,
                    y=y,
                    color=alt.Color("solution:N", scale=alt.Scale(domain=looks, range=_cycled(COLOURS, looks)), legend=legend),
                    shape=alt.Shape("solution:N", scale=alt.Scale(domain=looks, range=_cycled(SHAPES, looks)), legend=legend),
                    tooltip=[alt.Tooltip("solution:N"), *hover],
                ),
            )
            span = {name: f"{number(rows[name].min())} to {number(rows[name].max())}" for name in (across, up)}
            title = f"Frontier of {len(rows)} points: {across} from {span[across]}, {up} from {span[up]}"
            description = (
                f"Scatter plot of points of which no other is at least as good in every aim: across {across}, up {up}. Marked are "
                + "; ".join(f"{row.solution}: {number(row.across)} and {number(row.up)}" for row in marked.itertuples())
                + "."
            )
            yield Figure(f"frontier-{across}-{up}", title, description, fit(chart, 320), rows[["point", *aims]])


def levers(results: Results) -> Iterator[Figure]:
    """How each number that was searched moves along the frontier, over the first aim."""
    rows = results["frontier"]
    if rows is None or rows.empty:
        return
    aims = [name for name in dict.fromkeys(_role(results, "aim")["name"]) if name in rows]
    for lever in [name for name in dict.fromkeys(_role(results, "lever")["name"]) if name in rows]:
        points = pd.DataFrame({"aim": rows[aims[0]], "lever": rows[lever]})
        ends = points.sort_values("aim", kind="stable")["lever"]
        title = f"{lever} is {number(ends.iloc[0])} where {aims[0]} is least, and {number(ends.iloc[-1])} where it is most"
        description = f"Scatter plot of {len(points)} points of the frontier: across {aims[0]}, up {lever}."
        chart = (
            alt.Chart(points)
            .mark_point(color=BLUE, size=30)
            .encode(
                x=alt.X("aim:Q", scale=alt.Scale(zero=False), axis=value_axis(aims[0] + results.unit("frontier", aims[0]))),
                y=alt.Y("lever:Q", scale=alt.Scale(zero=False), axis=value_axis(lever.rsplit(".", 1)[-1])),
                tooltip=[alt.Tooltip("aim:Q", format=".4~g", title=aims[0]), alt.Tooltip("lever:Q", format=".4~g", title=lever)],
            )
        )
        yield Figure("frontier-" + re.sub(r"\W+", "-", lever), title, description, fit(chart, 220), rows[["point", aims[0], lever]])


def scan(results: Results) -> Figure | None:
    """The outcome over the number that was sought, with what was found."""
    rows = results["scan"]
    if rows is None or rows.empty:
        return None
    lever, outcome = rows.columns[:2]
    found = _role(results, "lever")["value"]
    points = pd.DataFrame({"lever": rows[lever], "outcome": rows[outcome]}).dropna()
    base = alt.Chart(points)
    x = alt.X("lever:Q", scale=alt.Scale(zero=False, nice=False), axis=value_axis(lever.rsplit(".", 1)[-1]))
    line = base.mark_line(strokeWidth=2.2, color=BLUE).encode(
        x=x,
        y=alt.Y("outcome:Q", scale=alt.Scale(zero=False), axis=value_axis(outcome + results.unit("scan", outcome))),
        tooltip=[alt.Tooltip("lever:Q", format=".4~g", title=lever), alt.Tooltip("outcome:Q", format=".4~g", title=outcome)],
    )
    rules = alt.Chart(pd.DataFrame({"lever": found})).mark_rule(color=COLOURS[1], strokeDash=[5, 3], strokeWidth=2).encode(x=x)
    what = f"at {', '.join(number(value, figures=4) for value in found)}" if len(found) else "nowhere"
    title = f"{outcome} passes the value sought {what}, for {lever} from {number(points['lever'].min())} to {number(points['lever'].max())}"
    description = f"Line chart: across {lever}, up {outcome}. A dashed rule stands where the value sought is passed: {what}."
    return Figure("scan", title, description, fit(alt.layer(line, rules), 260), rows)


def _cycled(values: list, names: list) -> list:
    return [values[i % len(values)] for i in range(len(names))]
