"""The figures of a run's folder, for the report, the notebook and papers.

Each function gives a `Figure`, or None where the folder does not hold what it shows. Titles and descriptions are
computed from the data. Options have the same colour, dash and shape in every figure.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from drawing import (
    COMPARED,
    Figure,
    apart,
    channels_of,
    fit,
    inner,
    number,
    option_axis,
    place_name,
    row_height,
    unit_name,
    value_axis,
    year_channel,
    year_text,
)
from results import WORLD, Results, leaders

# Lower and upper colour of differences, and text that can be read on them (Crameri's vik, simplified).
FALL, RISE = "#E4A06B", "#7DB3DB"

OVER_TIME = {
    "ai_sector_revenue": "AI sector revenue",
    "creative_sector_revenue": "Creative sector revenue",
    "licence_income": "Licence income",
    "creator_income": "Creators' income",
}
GROUPS = {
    "consumers": "Consumers",
    "ai_users": "AI users",
    "developers": "Developers",
    "creators": "Creators",
    "rights_holders": "Rights holders",
    "public": "Public funds",
    "total": "Total",
}


def _extremes(values: pd.Series, within: float = 0) -> tuple[str, str]:
    """Names of the options with the smallest and the largest value."""
    return leaders(-values, within), leaders(values, within)


def _against(results: Results, rows: pd.DataFrame, keys: list[str], value: str) -> pd.DataFrame:
    """The rows of other options less the compared one's, by the keys; empty where that one has no rows.

    `open` is what the solver's error leaves open of each difference.
    """
    base = rows[rows["option"] == results.against].set_index(keys)[value]
    others = rows[rows["option"] != results.against].set_index(["option", *keys])
    difference = others[value] - base.reindex(others.index.droplevel("option")).to_numpy()
    levels = rows.assign(level=rows[value].abs()).groupby(keys)["level"].max()
    found = difference.rename(value).dropna().reset_index()
    return found.assign(open=results.indifference * levels.reindex(found.set_index(keys).index).to_numpy())


def _effect_title(results: Results, effects: pd.Series, within: float, what: str, when: str, unit: str) -> str:
    """Under which options something rises and falls most, against the compared one; `effects` by option."""
    least, most = _extremes(effects, within)
    parts = []
    if effects.max() > within:
        parts.append(f"rises most under {most} ({number(effects.max(), True)})")
    if effects.min() < -within:
        parts.append(f"falls most under {least} ({number(effects.min(), True)})")
    return f"{what} {' and '.join(parts) or 'is the same under all options'}, against {results.against}, {when}, {unit}"


def _lines(results: Results, rows: pd.DataFrame, heading: str | list[str], zero_rule: bool) -> alt.LayerChart:
    """Lines by option; the values of a year follow the pointer."""
    shown = list(dict.fromkeys(rows["option"]))
    channels = channels_of(results, shown, as_lines=True)
    near = alt.selection_point(nearest=True, on="pointerover", fields=["year"], empty=False, clear="pointerout")
    picked = alt.selection_point(fields=["option"], bind="legend")
    x = year_channel()
    y = alt.Y("value:Q", scale=alt.Scale(zero=False), axis=value_axis(heading))
    base = alt.Chart(rows)
    lines = (
        base.mark_line(strokeWidth=2.2)
        .encode(
            x=x,
            y=y,
            color=channels["color"],
            strokeDash=channels["strokeDash"],
            opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        )
        .add_params(picked)
    )
    follow = (
        base.transform_pivot("option", value="value", groupby=["year"])
        .mark_rule(strokeWidth=1.5, color=COMPARED)
        .encode(
            x="year:Q",
            opacity=alt.condition(near, alt.value(1), alt.value(0)),
            tooltip=[alt.Tooltip("year:Q", format="~g", title="Year")]
            + [alt.Tooltip(f"{_escaped(option)}:Q", format=".4~g", title=option) for option in shown],
        )
        .add_params(near)
    )
    layers = [lines, follow]
    if zero_rule:
        layers.insert(0, alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=COMPARED).encode(y="y:Q"))
    return fit(alt.layer(*layers), 240)


def _escaped(name: str) -> str:
    """A field's name in which Vega-Lite sees no path."""
    return "".join("\\" + c if c in ".[]:\\" else c for c in name)


def over_time(results: Results, place: str, variable: str) -> Figure | None:
    """A variable of a place under each option, over time."""
    rows = _values(results, variable, place)
    if rows is None:
        return None
    label, unit = OVER_TIME.get(variable, variable), unit_name(results, rows["unit"].iloc[0])
    first, last = rows["year"].min(), rows["year"].max()
    ends = rows[rows["year"] == last].set_index("option")["value"]
    start = rows[rows["year"] == first]["value"]
    least, most = _extremes(ends, results.indifference * ends.abs().max())
    low, high = apart(ends.min(), ends.max()) if least != most else [number(ends.max())] * 2
    span = low if low == high else f"{low} ({least}) to {high} ({most})"
    title = f"{label} of {place_name(place)}: {number(start.iloc[0])} in {year_text(first)}, {span} in {year_text(last)}, {unit}"
    description = (
        f"Line chart, one line for each of {len(ends)} options. {label} of {place_name(place)} from {year_text(first)} to "
        f"{year_text(last)}, in {unit}. In {year_text(last)}: {_listed(ends)}."
    )
    return Figure(
        f"{variable}-{place}",
        title,
        description,
        _lines(results, rows[["option", "year", "value"]], unit, False),
        rows.pivot(index="year", columns="option", values="value")[list(ends.index)].reset_index(),
    )


def effect_over_time(results: Results, place: str, variable: str) -> Figure | None:
    """The same, less the option compared with."""
    rows = _values(results, variable, place)
    if rows is None or not results.against:
        return None
    difference = _against(results, rows, ["year"], "value")
    if difference.empty:
        return None
    label, unit = OVER_TIME.get(variable, variable), unit_name(results, rows["unit"].iloc[0])
    last = difference["year"].max()
    at_end = difference[difference["year"] == last].set_index("option")
    ends = at_end["value"]
    title = _effect_title(results, ends, at_end["open"].max(), f"{label} of {place_name(place)}", f"in {year_text(last)}", unit)
    description = (
        f"Line chart, one line for each option. Difference of {inner(label)} of {place_name(place)} from {results.against}, "
        f"in {unit}, {year_text(difference['year'].min())} to {year_text(last)}. In {year_text(last)}: {_listed(ends, True)}."
    )
    return Figure(
        f"{variable}-effect-{place}",
        title,
        description,
        _lines(results, difference[["option", "year", "value"]], [f"Less {results.against},", unit], True),
        difference.pivot(index="year", columns="option", values="value")[list(ends.index)].reset_index(),
    )


def _values(results: Results, variable: str, place: str) -> pd.DataFrame | None:
    if results["timeseries"] is None or results.is_sweep:
        return None
    rows = results.series(variable, place)
    return None if rows.empty else rows


def _listed(values: pd.Series, sign: bool = False) -> str:
    return ", ".join(f"{option} {number(value, sign)}" for option, value in values.items())


def trade_off(results: Results, place: str) -> Figure | None:
    """Yearly growth of the AI sector against revenue of the creative sector at the end, one point an option."""
    ai, creative = (_values(results, name, place) for name in ("ai_sector_revenue", "creative_sector_revenue"))
    if ai is None or creative is None:
        return None
    first, last = ai["year"].min(), ai["year"].max()
    if first == last:
        return None
    start, end = (ai[ai["year"] == year].set_index("option")["value"] for year in (first, last))
    rows = (
        pd.DataFrame(
            {
                "growth": 100 * ((end / start) ** (1 / (last - first)) - 1),
                "creative": creative[creative["year"] == last].set_index("option")["value"],
            }
        )
        .loc[[option for option in results.options if option in end.index]]
        .rename_axis("option")
        .reset_index()
    )
    by_option = rows.set_index("option")
    fastest, richest = by_option["growth"].idxmax(), by_option["creative"].idxmax()
    # all start alike, so that growth is told apart as the ends are
    leading = [_leading(results, end[by_option.index]), _leading(results, by_option["creative"])]
    both = [option for option in by_option.index if all(option in own for own in leading)]
    if len(rows) == 1:
        title = (
            f"In {place_name(place)} under {fastest}, the AI sector grows by {number(by_option['growth'].iloc[0])} % a year and creative "
            f"revenue is GBP {number(by_option['creative'].iloc[0])} bn in {year_text(last)}"
        )
    elif len(both) == len(rows):
        title = f"In {place_name(place)}, AI-sector growth and creative-sector revenue in {year_text(last)} are the same under all options"
    elif both:
        best = " or ".join(both)
        title = f"In {place_name(place)}, {best} is best for both AI-sector growth and creative-sector revenue in {year_text(last)}"
    else:
        lost = by_option["creative"].max() - by_option["creative"][fastest]
        title = (
            f"In {place_name(place)}, AI grows fastest under {' or '.join(leading[0])}, creative revenue is highest under "
            f"{' or '.join(leading[1])}: "
            f"{number(by_option['growth'].max() - by_option['growth'][richest])} points of growth a year against "
            f"GBP {number(lost)} bn of creative revenue in {year_text(last)}"
        )
    money = unit_name(results, creative["unit"].iloc[0])
    x_title = f"AI-sector growth, % a year, {year_text(first)} to {year_text(last)}"
    channels = channels_of(results, list(rows["option"]))
    base = alt.Chart(rows)
    points = base.mark_point(size=150, filled=True, opacity=1).encode(
        x=alt.X("growth:Q", scale=alt.Scale(zero=False, padding=14), axis=value_axis(x_title.split(", ", 1))),
        y=alt.Y(
            "creative:Q",
            scale=alt.Scale(zero=False, padding=14),
            axis=value_axis([f"Creative revenue in {year_text(last)},", money]),
        ),
        color=channels["color"],
        shape=channels["shape"],
        tooltip=[
            alt.Tooltip("option:N", title="Option"),
            alt.Tooltip("growth:Q", format=".4~g", title="AI growth, % a year"),
            alt.Tooltip("creative:Q", format=".5~g", title="Creative revenue"),
        ],
    )
    compared = base.transform_filter(alt.datum.option == results.against)
    rules = [
        compared.mark_rule(color=COMPARED, strokeDash=[3, 3]).encode(**{axis: f"{name}:Q"})
        for axis, name in (("x", "growth"), ("y", "creative"))
    ]
    layers = [*rules, points] if results.against else [points]
    description = (
        (
            f"Scatter plot, one point an option; dashed lines go through {results.against}. "
            if results.against
            else "Scatter plot of one point. "
        )
        + f"Across: {x_title}. Up: creative-sector revenue in {year_text(last)}, {money}. "
        + "; ".join(f"{row.option}: {number(row.growth)} % and {number(row.creative)}" for row in rows.itertuples())
        + "."
    )
    return Figure(
        f"trade-off-{place}",
        title,
        description,
        fit(alt.layer(*layers), 300),
        rows.rename(columns={"growth": "AI-sector growth, % a year", "creative": f"creative-sector revenue, {money}"}),
    )


def _leading(results: Results, values: pd.Series) -> list[str]:
    """The options with the largest value, but for the solver's error."""
    return list(values.index[values >= values.max() - results.indifference * values.abs().max()])


def licence_flows(results: Results, place: str) -> Figure | None:
    """Licence income at the end, by option: of the world by where works come from, of a place by sector."""
    table = results["timeseries"]
    if table is None or results.is_sweep:
        return None
    rows = table[(table["variable"] == "licence_income") & (table["year"] == results.last_year)]
    if place == WORLD:
        key, rows = "jurisdiction", rows[(rows["sector"] == "") & (rows["jurisdiction"] != WORLD)]
    else:
        key, rows = "sector", rows[(rows["sector"] != "") & (rows["jurisdiction"] == place)]
    if rows.empty:
        return None
    unit, last = unit_name(results, rows["unit"].iloc[0]), year_text(results.last_year)
    rows = rows[["option", key, "value"]].copy()
    columns = list(dict.fromkeys(rows[key]))
    shares = rows.groupby(key)["value"].sum()
    top, whole = shares.idxmax(), shares.sum()
    whose = "the world's licence income" if key == "jurisdiction" else f"the licence income of works of {place_name(place)}"
    to = f"works of {place_name(top)}" if key == "jurisdiction" else top
    title = f"{number(100 * shares[top] / whole)} % of {whose} goes to {to} in {last}" if whole > 0 else f"No licence income in {last}"
    title += ", all options taken together" if whole > 0 and rows["option"].nunique() > 1 else ""
    rows["less"] = 0.0
    if results.against and results.against in set(rows["option"]):
        base = rows[rows["option"] == results.against].set_index(key)["value"]
        rows["less"] = rows["value"] - rows[key].map(base)
    rows["label"] = rows["value"].map(lambda value: f"{value:.3f}" if 0.001 <= value < 1 else number(value))
    base = alt.Chart(rows).encode(
        x=alt.X(
            f"{key}:N", sort=columns, axis=alt.Axis(title="Works from" if key == "jurisdiction" else "Sector", labelAngle=-35, orient="top")
        ),
        y=alt.Y("option:N", sort=results.options, axis=option_axis(results)),
        tooltip=[
            alt.Tooltip("option:N", title="Option"),
            alt.Tooltip(f"{key}:N", title="Works from" if key == "jurisdiction" else "Sector"),
            alt.Tooltip("value:Q", format=".4~g", title=unit),
            alt.Tooltip("less:Q", format="+.3~g", title=f"less {results.against}"),
        ],
    )
    most = rows["less"].abs().max() or 1
    cells = base.mark_rect().encode(
        color=alt.Color(
            "less:Q",
            scale=alt.Scale(domain=[-most, 0, most], range=[FALL, "#F4F4F4", RISE]),
            legend=alt.Legend(
                title=f"Less {results.against}, GBP bn a year",
                orient="bottom",
                format=".2~g",
                titleLimit=300,
                gradientLength=220,
                tickCount=3,
            )
            if results.against
            else None,
        )
    )
    texts = base.mark_text(fontSize=11, color="#111111").encode(text="label:N")
    shown = rows["option"].nunique()
    description = (
        f"Table of cells: rows are options, columns are {'places of origin' if key == 'jurisdiction' else 'sectors'}. Each cell says "
        f"licence income in {last}, {unit}" + (f"; its colour is the difference from {results.against}." if results.against else ".")
    )
    return Figure(
        f"licence-income-by-{'origin' if key == 'jurisdiction' else 'sector'}-{place}",
        title,
        description,
        fit(alt.layer(cells, texts), row_height(results) * shown),
        rows.pivot(index="option", columns=key, values="value")
        .loc[[o for o in results.options if o in set(rows["option"])], columns]
        .reset_index(),
    )


def gains(results: Results, place: str) -> Figure | None:
    """Present value of each group's gain, against the option compared with."""
    impact = results["impact"]
    if impact is None:
        return None
    rows = impact[impact["jurisdiction"] == place]
    if rows.empty:
        return None
    rows = rows.assign(who=rows["group"].map(lambda group: GROUPS.get(group, group)))
    unit = unit_name(results, rows["unit"].iloc[0])
    parts = rows[rows["group"] != "total"]
    largest = parts.loc[parts["present_value"].abs().idxmax()]
    levels = results.series(f"gain_{largest['group']}", place)["value"].abs() if results["timeseries"] is not None else pd.Series([0.0])
    verb = "gain" if largest["present_value"] > 0 else "lose"
    title = (
        f"No group in {place_name(place)} gains or loses against {results.against}"
        if abs(largest["annualised"]) <= results.indifference * levels.max()
        else (
            f"Largest effect in {place_name(place)}: {inner(largest['who'])} {verb} "
            f"GBP {number(abs(largest['present_value']))} bn under {largest['option']}, against {results.against}, present value"
        )
    )
    shown = [option for option in results.options if option in set(rows["option"])]
    channels = channels_of(results, shown)
    names = list(dict.fromkeys(rows["who"]))
    base = alt.Chart(rows).encode(
        x=alt.X("present_value:Q", axis=value_axis(f"Present value, {unit}")),
        y=alt.Y("who:N", sort=names, axis=alt.Axis(title=None), scale=alt.Scale(paddingInner=0.25)),
        yOffset=alt.YOffset("option:N", sort=shown),
        color=channels["color"],
        tooltip=[alt.Tooltip("who:N", title="Group"), alt.Tooltip("option:N", title="Option")]
        + [alt.Tooltip(f"{c}:Q", format="+.4~g", title=c.replace("_", " ")) for c in ("present_value", "undiscounted", "annualised")],
    )
    bars = base.mark_bar(height=4)
    # options are told apart by the shapes at the ends, and not by colour alone
    ends = base.mark_point(size=60, filled=True, opacity=1).encode(shape=channels["shape"])
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=COMPARED).encode(x="x:Q")
    totals = rows[rows["group"] == "total"].set_index("option")["present_value"]
    description = (
        f"Bar chart, bars with a shape at the end; to the right are gains and to the left losses against {results.against}. "
        f"Groups of {place_name(place)}, "
        f"a bar for each option, present value in {unit}. Totals: {_listed(totals, True)}."
    )
    table = (
        rows.pivot(index="who", columns="option", values="present_value").loc[names, shown].reset_index().rename(columns={"who": "group"})
    )
    return Figure(f"gains-{place}", title, description, fit(alt.layer(zero, bars, ends), len(names) * (14 + 12 * len(shown))), table)


def owners(results: Results, place: str) -> Figure | None:
    """Licence income of small and of large owners at the end."""
    bands = results["bands"]
    if bands is None:
        return None
    last = bands["year"].max()
    rows = bands[(bands["jurisdiction"] == place) & (bands["sector"] == "") & (bands["year"] == last)]
    if rows.empty:
        return None
    unit, names = unit_name(results, rows["unit"].iloc[0]), list(dict.fromkeys(rows["band"]))
    shown = [option for option in results.options if option in set(rows["option"])]
    small = rows[rows["band"] == names[0]].set_index("option")["share"]
    few, many = apart(100 * small.min(), 100 * small.max())
    least, most = _extremes(small, results.indifference * small.max())
    span = f"{few} %" if few == many or least == most else f"{few} % ({least}) to {many} % ({most})"
    title = f"{names[0].capitalize()} owners in {place_name(place)} get {span} of licence income in {year_text(last)}"
    channels = channels_of(results, shown)
    chart = (
        alt.Chart(rows)
        .mark_point(size=90, filled=True, opacity=1)
        .encode(
            x=alt.X("licence_income:Q", axis=value_axis([f"Licence income in {year_text(last)},", unit])),
            y=alt.Y("band:N", sort=names, axis=alt.Axis(title="Size of owner")),
            yOffset=alt.YOffset("option:N", sort=shown),
            color=channels["color"],
            shape=channels["shape"],
            tooltip=[
                alt.Tooltip("band:N", title="Owners"),
                alt.Tooltip("option:N", title="Option"),
                alt.Tooltip("licence_income:Q", format=".4~g", title=unit),
                alt.Tooltip("share:Q", format=".3~%", title="share"),
            ],
        )
    )
    description = (
        f"Dot plot, rows are sizes of owners from {names[0]} to {names[-1]}, a point for each option. Licence income of "
        f"{place_name(place)} in {year_text(last)}, {unit}."
    )
    return Figure(
        f"owners-{place}",
        title,
        description,
        fit(chart, len(names) * (16 + 8 * len(shown))),
        rows.pivot(index="band", columns="option", values="licence_income").loc[names, shown].reset_index(),
    )
