"""The sections of the page of an analysis, and the figures of what is made of a sweep: claims, sensitivity, boxes, regret.

Each function gives a `Figure`, or None where the folder does not hold what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import pandas as pd

import games
import searches
from drawing import COLOURS, COMPARED, Figure, fit, name_axis, name_height, number, value_axis
from results import Results

MOST_BARS = 10
MOST_INPUTS = 8  # of a heat map on a phone
WIDTH = 23  # of names beside a chart, in letters
BLUE, ORANGE = COLOURS[0], COLOURS[1]
# light to dark of one hue, so that a darker cell is more on a light and on a dark page; text on it is black or white
SHADES = ["#EAF3FA", "#7DB3DB", "#0B4F87"]


def groups(results: Results) -> Iterator[tuple[str, list[tuple[str, str, list[Figure | None]]]]]:
    """Label of a group, which the reader chooses among, and its sections: heading, a sentence and figures."""
    if results["claims"] is not None:
        yield "", [
            (
                "What is claimed",
                "A share of draws is not a probability: it says in how much of the range of what is not known the model agrees.",
                [claim_shares(results)],
            ),
            ("Which assumptions decide", "", [claim_inputs(results)]),
        ]  # fmt: skip
    if results["sensitivity"] is not None:
        for outcome, rows in results["sensitivity"].groupby("outcome", sort=False):
            yield (
                outcome,
                [
                    (
                        "Which assumptions decide",
                        "Of a difference from another option where the file has one, else of the outcome itself.",
                        list(tornadoes(rows)),
                    )
                ],
            )
    if results["boxes"] is not None:
        yield "", [("Under which assumptions", "", [*boxes(results), trajectory(results)])]
    if results["robustness"] is not None:
        yield (
            "",
            [
                (
                    "Who is best served by which option",
                    "More of an outcome counts as better; shares are of the draws.",
                    [best_shares(results), tied_shares(results), regret(results)],
                )
            ],
        )

    if results["solution"] is not None:
        yield "", [
            (
                "Between aims",
                "Points of which no other is at least as good in every aim and better in one.",
                list(searches.frontiers(results)),
            ),
            ("What the levers do along it", "", list(searches.levers(results))),
            ("Where the value is passed", "", [searches.scan(results)]),
        ]  # fmt: skip
    if results["equilibria"] is not None and results["payoffs"] is not None:
        yield "", [
            ("What not coordinating costs", "The start is today's law.", [games.coordination(results)]),
            ("The game, two players at a time", "", list(games.game_tables(results))),
            ("How often", "", [games.frequencies(results)]),
        ]  # fmt: skip


def _interval_bars(rows: pd.DataFrame, names: str, order: list[str], x: str, heading: str, hover: list[alt.Tooltip], percent: bool):
    """Points with intervals on a row for each name."""
    axis = alt.Axis(title=heading, format=".0%" if percent else "~g", tickCount=5)
    scale = alt.Scale(domain=[0, 1]) if percent else alt.Undefined
    y = alt.Y(f"{names}:N", sort=order, axis=name_axis(order, WIDTH))
    base = alt.Chart(rows).encode(y=y, tooltip=hover)
    return fit(
        alt.layer(
            base.mark_rule(strokeWidth=2, color=COMPARED).encode(x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q"),
            base.mark_point(filled=True, size=70, opacity=1, color=BLUE).encode(x=alt.X(f"{x}:Q", axis=axis, scale=scale)),
        ),
        name_height(order, WIDTH) * len(order) + 20,
    )


def claim_shares(results: Results) -> Figure | None:
    """In which share of the draws each claim holds."""
    rows = results["claims"].dropna(subset=["share"])
    if rows.empty:
        return None
    close = int(rows["too_close"].sum())
    hover = [
        alt.Tooltip("wording:N", title="Claim"),
        alt.Tooltip("by:N", title="By"),
        alt.Tooltip("share:Q", format=".1%", title="Holds in"),
        alt.Tooltip("too_close:Q", title="Draws too close to tell"),
        alt.Tooltip("decided_by:N", title="Decided by"),
    ]
    order = list(rows["claim"])
    mostly, hardly = rows[rows["share"] >= 0.9], rows[rows["share"] <= 0.1]
    draws = number(float(rows["n"].max()), figures=6)
    title = f"Of {len(rows)} claims, {len(mostly)} hold in nine draws of ten or more, and {len(hardly)} in one of ten or fewer"
    description = (
        f"Dot plot with a row for each of {len(rows)} claims: the share of {draws} draws in which it holds, from 0 to 100 %, "
        "with its 95 % interval. " + "; ".join(f"{row.claim} {number(100 * row.share)} %" for row in rows.itertuples()) + "."
        + (" Draws that are too close to tell are left out." if close else "")
    )
    chart = _interval_bars(rows, "claim", order, "share", "Share of draws in which it holds", hover, True)
    columns = ["claim", "wording", "by", "source", "n", "left_out", "too_close", "share", "low", "high", "decided_by", "holds_where", "fails_where"]
    return Figure("claims", title, description, chart, rows[columns].fillna({"holds_where": "", "fails_where": "", "decided_by": ""}))


def claim_inputs(results: Results) -> Figure | None:
    """First-order indices of the inputs that decide most, claim by claim."""
    table = results["claim_inputs"]
    if table is None or table.empty:
        return None
    sums = table[table["low"] > 0].groupby("input")["first"].sum().sort_values(ascending=False)
    shown = list(sums.index[:MOST_INPUTS])
    if not shown:
        return None
    rows = table[table["input"].isin(shown)].assign(first=lambda t: t["first"].clip(lower=0))
    top = table.loc[table["first"].idxmax()]
    title = f"{top['input']} decides most: {number(100 * top['first'])} % of whether {top['claim']} holds (cells: % of the variance)"
    return _heat_map(
        "claim-inputs", title, rows, "claim", "input", shown, "first", "Share of variance",
        "share of the variance of whether a claim holds that an assumption explains alone",
    )  # fmt: skip


def _heat_map(name, title, rows, y, x, columns, value, heading, meaning) -> Figure:
    order = list(dict.fromkeys(rows[y]))
    limit = float(rows[value].max()) or 1.0
    base = alt.Chart(rows).encode(
        x=alt.X(f"{x}:N", sort=columns, axis=alt.Axis(title=None, labelAngle=-90, labelLimit=0, orient="top")),
        y=alt.Y(f"{y}:N", sort=order, axis=name_axis(order, WIDTH)),
        tooltip=[alt.Tooltip(f"{y}:N"), alt.Tooltip(f"{x}:N"), alt.Tooltip(f"{value}:Q", format=".2%", title=heading)],
    )
    cells = base.mark_rect().encode(color=alt.Color(f"{value}:Q", scale=alt.Scale(domain=[0, limit], range=SHADES), legend=None))
    # what would read as 0 is left out
    numbers = (
        base.transform_filter(f"datum[{value!r}] >= 0.005")
        .transform_calculate(percent=f"100 * datum[{value!r}]")
        .mark_text(fontSize=11)
        .encode(
            text=alt.Text("percent:Q", format=".0f"),
            color=alt.condition(f"datum[{value!r}] > {0.78 * limit!r}", alt.value("white"), alt.value("black")),
        )
    )
    highest = rows.loc[rows[value].idxmax()]
    description = (
        f"Heat map with a row for each of {len(order)} and a column for each of {len(columns)}: {meaning}, in per cent. "
        f"The highest is {number(100 * float(highest[value]))} %, of {highest[y]} and {highest[x]}."
    )
    table = rows.pivot(index=y, columns=x, values=value).loc[order, columns].reset_index()
    return Figure(name, title, description, fit(alt.layer(cells, numbers), name_height(order, WIDTH) * len(order)), table)


def tornadoes(rows: pd.DataFrame) -> Iterator[Figure]:
    """First-order and total indices, or elementary effects, of the inputs that matter most, for each option."""
    rows = rows[rows["n"] == rows["n"].max()]
    differences = rows[~rows["against"].isin(["", "*"])]
    for (option, against), own in (differences if len(differences) else rows[rows["against"] == ""]).groupby(
        ["option", "against"], sort=False
    ):
        wanted = ["total", "first"] if (own["index"] == "total").any() else ["mu_star"]
        own = own[own["index"].isin(wanted)].dropna(subset=["estimate"])
        if own.empty:
            continue
        leading = own[own["index"] == wanted[0]].sort_values("estimate", ascending=False, kind="stable").head(MOST_BARS)
        order = list(leading["input"])
        shown = own[own["input"].isin(order)]
        outcome = own["outcome"].iloc[0]
        what = f"{outcome}, {option}" + (f" less {against}" if against else "")
        top = leading.iloc[0]
        measure = {"total": "share of the variance, with interactions", "mu_star": "mean absolute effect"}[wanted[0]]
        title = f"{what}: {top['input']} decides most, {number(top['estimate'])} ({measure})"
        hover = [alt.Tooltip("input:N"), alt.Tooltip("index:N")] + [
            alt.Tooltip(f"{c}:Q", format=".3~f") for c in ("estimate", "low", "high")
        ]
        scale = alt.Scale(domain=wanted, range=[BLUE, ORANGE][: len(wanted)])
        legend = alt.Legend(orient="bottom", title=None) if len(wanted) > 1 else None
        base = alt.Chart(shown).encode(
            y=alt.Y("input:N", sort=order, axis=name_axis(order, WIDTH)),
            yOffset=alt.YOffset("index:N", sort=wanted),
            tooltip=hover,
        )
        heading = measure[0].upper() + measure[1:] if len(wanted) == 1 else "Share of the variance"
        chart = alt.layer(
            base.mark_bar().encode(x=alt.X("estimate:Q", axis=value_axis(heading)), color=alt.Color("index:N", scale=scale, legend=legend)),
            base.mark_rule(color=COMPARED, strokeWidth=2).encode(x="low:Q", x2="high:Q"),
        )
        description = (
            f"Tornado chart of the {len(order)} assumptions that matter most for {what}, with 95 % intervals. "
            + ", ".join(f"{row.input} {number(row.estimate)}" for row in leading.itertuples())
            + "."
        )
        name = f"tornado-{outcome}-{option}"
        yield Figure(
            name, title, description, fit(chart, 30 * len(order) + 20), shown[["input", "index", "estimate", "low", "high", "note"]]
        )


def boxes(results: Results) -> Iterator[Figure]:
    """Each box: its limits within all values of the inputs that it limits."""
    for box, rows in results["boxes"].groupby("box"):
        rows = rows.assign(
            start=rows["low"].fillna(rows["least"]), end=rows["high"].fillna(rows["most"]), span=rows["most"] - rows["least"]
        )
        rows = rows.assign(
            left=(rows["start"] - rows["least"]) / rows["span"],
            right=(rows["end"] - rows["least"]) / rows["span"],
            limits=[f"{number(a)} to {number(b)}" for a, b in zip(rows["start"], rows["end"], strict=True)],
            zero=0.0,
            one=1.0,
        )
        first, order = rows.iloc[0], list(rows["input"])
        axis = alt.Axis(title="Within all values drawn", values=[0, 1], labelExpr="datum.value == 0 ? 'least' : 'most'", labelFlush=True)
        hover = [alt.Tooltip("input:N")] + [alt.Tooltip(f"{c}:Q", format=".4~g") for c in ("low", "high", "least", "most")]
        base = alt.Chart(rows).encode(y=alt.Y("input:N", sort=order, axis=name_axis(order, WIDTH)), tooltip=hover)
        chart = alt.layer(
            base.mark_rule(color=COMPARED, strokeWidth=2).encode(x=alt.X("zero:Q", axis=axis), x2="one:Q"),
            base.mark_bar(color=BLUE, height=14).encode(x="left:Q", x2="right:Q"),
        )
        title = (
            f"Box {box}: the condition holds in {number(100 * first['density'])} % of its {first['points']} draws, "
            f"which are {number(100 * first['coverage'])} % of the cases"
        )
        description = f"Bars of the limits of box {box} within the values drawn: " + ", ".join(
            f"{row.input} from {row.limits}" for row in rows.itertuples()
        )
        columns = ["input", "low", "high", "least", "most", "quasi_p_low", "quasi_p_high", "found_at_density"]
        yield Figure(f"box-{box}", title, description + ".", fit(chart, 34 * len(order) + 20), rows[columns])


def trajectory(results: Results) -> Figure | None:
    """Coverage against density along the search."""
    rows = results["trajectory"]
    if rows is None or rows.empty:
        return None
    rows = rows.assign(chosen=rows["is_chosen"].astype(str).str.lower() == "true")
    taken = rows[rows["chosen"]]
    hover = [alt.Tooltip(f"{c}:Q", format=".3~f") for c in ("coverage", "density", "mass", "restricted")]
    percent = {"axis": alt.Axis(format=".0%", tickCount=5), "scale": alt.Scale(domain=[0, 1])}
    base = alt.Chart(rows).encode(
        x=alt.X("coverage:Q", **percent).title("Coverage: share of all cases"),
        y=alt.Y("density:Q", **percent).title("Density: share of cases"),
        tooltip=hover,
    )
    chart = alt.layer(
        base.mark_point(color=COMPARED, size=30),
        base.transform_filter("datum.chosen").mark_point(color=ORANGE, filled=True, size=110, opacity=1, shape="diamond"),
    )
    first = taken.iloc[0]
    title = f"Coverage is bought with density; the box taken has {number(100 * first['coverage'])} % and {number(100 * first['density'])} %"
    description = f"Scatter plot of {len(rows)} boxes of the search: coverage against density. A diamond marks the box that was taken."
    return Figure("trajectory", title, description, fit(chart, 280), rows[["box", "step", "coverage", "density", "mass", "restricted"]])


def _gains(results: Results) -> pd.DataFrame:
    """Of outcomes that some draw tells apart."""
    rows = results["robustness"]
    rows = rows[~rows["outcome"].isin(_same(results))]
    shown = rows[rows["group"] != "total_with_control"]
    return shown if len(shown) else rows


def _same(results: Results) -> list[str]:
    """Outcomes of which all options tie in every draw."""
    ties = results["robustness"].groupby("outcome", sort=False)["tied"].min()
    return list(ties.index[ties == 1])


def notices(results: Results) -> Iterator[str]:
    """What no figure shows: what does not vary, and what is too close to tell."""
    for title, names in (
        ("The same under every option in every draw", _same(results) if results["robustness"] is not None else []),
        ("Does not vary, so that no assumption decides it", _constant(results["sensitivity"])),
    ):
        if names:
            yield f"{title}: {', '.join(names)}."
    claims = results["claims"]
    close = claims[claims["too_close"] > 0] if claims is not None else ()
    if len(close):
        told = ", ".join(f"{row.claim} {row.too_close:.0f} of {row.too_close + row.n + row.left_out:.0f}" for row in close.itertuples())
        yield f"Draws that are too close to tell, since the solver's error would decide, and that are left out: {told}."


def _constant(rows: pd.DataFrame | None) -> list[str]:
    """Outcomes, or differences, of which no index could be told."""
    if rows is None:
        return []
    rows = rows[(rows["against"] != "*") & rows["index"].isin(["total", "mu_star"])]
    found = rows.groupby(["outcome", "option", "against"], sort=False)["estimate"].max()
    return [
        f"{outcome}, {option}" + (f" less {against}" if against else "")
        for (outcome, option, against), most in found.items()
        if not most > 0
    ]


def best_shares(results: Results) -> Figure | None:
    """How often each option is best for each outcome."""
    rows = _gains(results)
    if rows.empty:
        return None
    top = rows.loc[rows["best"].idxmax()]
    title = (
        f"{top['option']} is best for {top['outcome']} in {number(100 * top['best'])} % of the draws (cells: % of the draws)"
        if top["best"] > 0
        else "No option is best alone for any outcome in any draw"
    )
    return _heat_map(
        "best", title, rows, "outcome", "option", list(dict.fromkeys(rows["option"])), "best", "Share of draws",
        "share of the draws in which the option is best for the outcome, alone",
    )  # fmt: skip


def tied_shares(results: Results) -> Figure | None:
    """How often each option is one of several that are best."""
    rows = _gains(results)
    if rows.empty or not rows["tied"].max() > 0:
        return None
    most = rows.loc[rows["tied"].idxmax()]
    tied = rows[(rows["outcome"] == most["outcome"]) & (rows["tied"] == most["tied"])]["option"]
    title = f"For {most['outcome']}, {' or '.join(tied)} is best with others, none better than another, in {number(100 * most['tied'])} % of the draws"
    return _heat_map(
        "tied", title, rows, "outcome", "option", list(dict.fromkeys(rows["option"])), "tied", "Share of draws",
        "share of the draws in which the option is one of several of which none is better than another but by the solver's error",
    )  # fmt: skip


def regret(results: Results) -> Figure | None:
    """What each option loses against the best of the same draw, relative to the worst option of the outcome."""
    rows = _gains(results)
    worst = rows.groupby("outcome")["regret_p90"].transform("max")
    rows = rows.assign(relative=(rows["regret_p90"] / worst.where(worst > 0)).fillna(0))
    if rows.empty:
        return None
    means = 100 * rows.groupby("option", sort=False)["relative"].mean()
    least = " or ".join(option for option, mean in means.items() if number(mean) == number(means.min()))
    title = f"Regret is least under {least} on average of the outcomes (cells: % of the worst option of the row)"
    return _heat_map(
        "regret", title, rows, "outcome", "option", list(dict.fromkeys(rows["option"])), "relative", "Relative regret",
        "regret that nine draws in ten do not exceed, over that of the outcome's worst option",
    )  # fmt: skip
