"""The figures of a sweep: what the options do over all drawn assumptions."""

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
    year_axis,
    year_channel,
    year_text,
)
from figures import OVER_TIME
from results import Outcome, Results, leaders


def _label(outcome: Outcome) -> str:
    where = f" of {place_name(outcome.place)}" if outcome.variable else ""
    rest = [outcome.sector, f"less that of {outcome.against}" if outcome.against else "", outcome.when]
    return outcome.meaning.split(":")[0] + where + "".join(f", {part}" for part in rest if part)


def _is_date(outcome: Outcome) -> bool:
    return outcome.unit == "year"


def _amount(outcome: Outcome, is_difference: bool = False):
    """How a value of the outcome is written."""
    if _is_date(outcome) and not is_difference:
        return year_text
    return lambda value: number(value, is_difference)


def distribution(results: Results, outcome: Outcome) -> Figure | None:
    """Quantiles of an outcome by option."""
    rows = _quantiles(results, outcome, differences=False)
    if rows is None:
        return None
    unit, label = unit_name(results, outcome.unit) or "value", _label(outcome)
    high = rows.loc[rows["p50"].idxmax()]
    medians = rows.set_index("option")["p50"]
    lowest, highest = (leaders(sign * medians, _open(results, outcome)) for sign in (-1, 1))
    amount = _amount(outcome)
    title = f"{_sentence(label)}: median {amount(medians.min())} ({lowest})"
    if lowest != highest:
        title += f" to {amount(medians.max())} ({highest})"
    title += f"; 90 % of draws under {high['option']} lie between {amount(high['p05'])} and {amount(high['p95'])}"
    return _quantile_figure(results, outcome, rows, f"{outcome.name}", title, label, unit, is_difference=False)


def effect_distribution(results: Results, outcome: Outcome) -> Figure | None:
    """Quantiles of the difference from the compared option, draw by draw, and how often it is positive."""
    rows = _quantiles(results, outcome, differences=True)
    if rows is None:
        return None
    unit, label = unit_name(results, outcome.unit) or "value", _label(outcome)
    against = rows["against"].iloc[0]
    shares = _shares(results, outcome, against)
    if _quantiles(results, outcome, differences=False) is None:
        # a difference by itself does not tell the levels by which its error goes, so that no option is named
        low, high = apart(rows["p50"].min(), rows["p50"].max())
        title = f"{_sentence(label)}: median {low}" + (f" to {high}" if high != low else "")
    elif shares is None:
        top = rows.loc[rows["p50"].abs().idxmax()]
        title = f"{_sentence(label)}: largest median effect under {top['option']}, {number(top['p50'], True)} against {against}"
    elif (shares["same"] == 1).all():
        title = f"{_sentence(label)}: the same under every option in every draw"
    else:
        positive, same = shares["positive"], shares["same"]
        top, least = leaders(positive), leaders(-positive)
        title = f"{_sentence(label)}: above {against} in {number(100 * positive.max())} % of draws under {top}"
        title += f", in {number(100 * positive.min())} % under {least}" if least != top else ""
        if same.max() > 0:
            title += f"; too close to tell in up to {number(100 * same.max())} % ({leaders(same)})"
    if shares is not None:
        rows = rows.assign(positive=rows["option"].map(shares["positive"]), same=rows["option"].map(shares["same"]))
    return _quantile_figure(results, outcome, rows, f"{outcome.name}-effect", title, label, unit, is_difference=True)


def _quantiles(results: Results, outcome: Outcome, differences: bool) -> pd.DataFrame | None:
    summary = results["summary"]
    if summary is None:
        return None
    rows = summary[(summary["outcome"] == outcome.name) & ((summary["against"] != "") == differences)].dropna(subset=["p50"])
    return None if rows.empty else rows


def _open(results: Results, outcome: Outcome) -> float:
    """What the solver's error leaves open of medians of an outcome."""
    rows = _quantiles(results, outcome, differences=False)
    return 0.0 if rows is None else results.indifference * rows["p50"].abs().max()


def _shares(results: Results, outcome: Outcome, against: str) -> pd.DataFrame | None:
    """By option, the share of the draws in which it has more than the compared one, and in which that is too close to tell."""
    table = results["outcomes"]
    if table is None or outcome.name not in table:
        return None
    wide = table.pivot(index="point", columns="option", values=outcome.name)
    if against not in wide or _quantiles(results, outcome, differences=False) is None:
        return None
    left_open = results.indifference * wide.abs().max(axis=1)
    shares = {}
    for option in wide.columns.drop(against):
        difference = (wide[option] - wide[against]).dropna()
        if len(difference):
            within = left_open[difference.index]
            shares[option] = {"positive": (difference > within).mean(), "same": (difference.abs() <= within).mean()}
    return pd.DataFrame.from_dict(shares, orient="index") if shares else None


def _quantile_figure(results, outcome, rows, name, title, label, unit, is_difference) -> Figure:
    shown = [option for option in results.options if option in set(rows["option"])]
    channels = channels_of(results, shown)
    against = rows["against"].iloc[0]
    heading = f"less {against}, {unit}" if is_difference else unit
    amount = _amount(outcome, is_difference)
    hover = [alt.Tooltip("option:N", title="Option")] + [
        alt.Tooltip(f"{q}:Q", format="+.4~g" if is_difference else ".4~g", title=f"{int(q[1:])} %")
        for q in ("p05", "p25", "p50", "p75", "p95")
    ]
    base = alt.Chart(rows).encode(
        y=alt.Y("option:N", sort=shown, axis=option_axis(results)), color=channels["color"].legend(None), tooltip=hover
    )
    has_years = _is_date(outcome) and not is_difference
    axis = year_axis() if has_years else value_axis([f"Less {against},", unit] if is_difference else unit)
    x = alt.X("p05:Q", scale=alt.Scale(zero=False), axis=axis)
    layers = [
        base.mark_rule(strokeWidth=2).encode(x=x, x2="p95:Q"),
        base.mark_tick(thickness=2, size=22).encode(x="p50:Q"),  # seen where a box has no width
        base.mark_bar(size=14).encode(x=alt.X("p25:Q"), x2="p75:Q"),
        base.mark_tick(color="white", thickness=3, size=14).encode(x="p50:Q", color=alt.value("white")),
    ]
    if is_difference:
        layers.insert(0, alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=COMPARED).encode(x="x:Q"))
    n = int(rows["n"].max())
    description = (
        f"A bar for each option over up to {n} draws of the assumptions: line from the 5 % to the 95 % quantile, box from 25 % to 75 %, "
        f"gap at the median. {_sentence(label)}, {heading}. "
        + "; ".join(
            f"{r.option}: {amount(r.p50)} ({amount(r.p05)} to {amount(r.p95)})"
            for r in rows.itertuples()
        )
        + "."
    )
    quantiles = ["p05", "p25", "p50", "p75", "p95"]
    columns = ["option", "n", "n_failed", *quantiles] + ["positive", "same"] * ("positive" in rows)
    if has_years:
        rows = rows.assign(**{q: rows[q].map(year_text) for q in quantiles})
    return Figure(
        name,
        title,
        description,
        fit(alt.layer(*layers), row_height(results) * len(shown)),
        rows[columns].rename(columns={"positive": f"share of draws above {against}", "same": "share too close to tell"}),
    )


def trade_off_cloud(results: Results, place: str) -> Figure | None:
    """What each option does to AI revenue and to creative revenue of a place, draw by draw: medians with 90 % of draws."""
    pair = _pair(results, place)
    if pair is None:
        return None
    across, up = (_quantiles(results, outcome, differences=True) for outcome in pair)
    if across is None or up is None:
        return None
    columns = ["option", "p05", "p50", "p95"]
    rows = across[columns].merge(up[columns], on="option", suffixes=("_ai", "_creative"))
    against, unit = across["against"].iloc[0], unit_name(results, pair[0].unit)
    rises = [rows[f"p50_{sector}"] > _open(results, outcome) for sector, outcome in zip(("ai", "creative"), pair, strict=True)]
    both = rows[rises[0] & rises[1]]["option"]
    where = f"both sectors' revenue in {place_name(place)}"
    title = f"Medians of {where} rise under {', '.join(both)}" if len(both) else f"No option raises the medians of {where}"
    title += f", against {against}, {pair[0].when}"
    channels = channels_of(results, list(rows["option"]))
    x, y = (
        alt.X("p50_ai:Q", axis=value_axis([f"AI sector revenue, less {against},", unit])),
        alt.Y("p50_creative:Q", axis=value_axis([f"Creative revenue, less {against},", unit])),
    )
    base = alt.Chart(rows).encode(
        color=channels["color"],
        tooltip=[alt.Tooltip("option:N", title="Option")]
        + [
            alt.Tooltip(f"{q}_{sector}:Q", format="+.3~g", title=f"{title_of}, {int(q[1:])} %")
            for sector, title_of in (("ai", "AI"), ("creative", "Creative"))
            for q in ("p05", "p50", "p95")
        ],
    )
    zero = pd.DataFrame({"zero": [0]})
    layers = [
        alt.Chart(zero).mark_rule(color=COMPARED, strokeDash=[3, 3]).encode(x="zero:Q"),
        alt.Chart(zero).mark_rule(color=COMPARED, strokeDash=[3, 3]).encode(y="zero:Q"),
        base.mark_rule(strokeWidth=2).encode(x=alt.X("p05_ai:Q"), x2="p95_ai:Q", y="p50_creative:Q"),
        base.mark_rule(strokeWidth=2).encode(y=alt.Y("p05_creative:Q"), y2="p95_creative:Q", x="p50_ai:Q"),
        base.mark_point(size=130, filled=True, opacity=1).encode(x=x, y=y, shape=channels["shape"]),
    ]
    description = (
        f"Scatter plot, one point an option at its medians, with lines from the 5 % to the 95 % quantile. "
        f"Differences from {against} at the same draws, {unit}. "
        + "; ".join(f"{r.option}: AI {number(r.p50_ai, True)}, creative {number(r.p50_creative, True)}" for r in rows.itertuples())
        + "."
    )
    return Figure(f"trade-off-{place}", title, description, fit(alt.layer(*layers), 320), rows)


def _pair(results: Results, place: str) -> tuple[Outcome, Outcome] | None:
    """Outcomes of AI and of creative revenue at the same place and time."""
    ai = [o for o in results.outcomes if o.variable == "ai_sector_revenue" and o.place == place]
    creative = [o for o in results.outcomes if o.variable == "creative_sector_revenue" and o.place == place]
    return next(((a, c) for a in ai for c in creative if (a.when, a.unit, a.against) == (c.when, c.unit, c.against)), None)


def bands_over_time(results: Results, place: str, variable: str) -> Figure | None:
    """Median and 5 to 95 % band of a variable over time; of a sweep that was asked for its time series."""
    values = _paths(results, place, variable)
    if values is None:
        return None
    rows = _bands(values)
    unit, label = unit_name(results, values["unit"].iloc[0]), OVER_TIME.get(variable, variable)
    last = rows[rows["year"] == rows["year"].max()].set_index("option")
    widest = (last["p95"] - last["p05"]).idxmax()
    low, high = apart(last["p50"].min(), last["p50"].max())
    title = (
        f"{label} of {place_name(place)} in {year_text(rows['year'].max())}: medians {low} to {high}; "
        f"90 % of draws under {widest} lie between {number(last['p05'][widest])} and {number(last['p95'][widest])}, {unit}"
    )
    description = (
        f"Line chart with bands, one for each option: median and 5 % to 95 % of the draws of {inner(label)} of {place_name(place)}, {unit}."
    )
    return Figure(f"{variable}-bands-{place}", title, description, _band_chart(results, rows, unit, zero_rule=False), rows)


def effect_bands_over_time(results: Results, place: str, variable: str) -> Figure | None:
    """The same of the difference from the compared option at the same draws."""
    values = _paths(results, place, variable)
    if values is None or not results.against:
        return None
    keys = ["point", "year"]
    base = values[values["option"] == results.against].set_index(keys)["value"]
    others = values[values["option"] != results.against].set_index(["option", *keys])["value"]
    differences = (others - base.reindex(others.index.droplevel("option")).to_numpy()).dropna().reset_index()
    if differences.empty:
        return None
    rows = _bands(differences)
    unit, label = unit_name(results, values["unit"].iloc[0]), OVER_TIME.get(variable, variable)
    last = rows[rows["year"] == rows["year"].max()].set_index("option")
    top = last["p50"].abs().idxmax()
    title = (
        f"{label} of {place_name(place)}: largest median effect under {top}, {number(last['p50'][top], True)} "
        f"({number(last['p05'][top], True)} to {number(last['p95'][top], True)}), against {results.against}, "
        f"in {year_text(rows['year'].max())}, {unit}"
    )
    description = (
        f"Line chart with bands, one for each option: median and 5 % to 95 % of the differences of {inner(label)} of {place_name(place)} "
        f"from {results.against}, draw by draw, {unit}."
    )
    chart = _band_chart(results, rows, [f"Less {results.against},", unit], zero_rule=True)
    return Figure(f"{variable}-effect-bands-{place}", title, description, chart, rows)


def _paths(results: Results, place: str, variable: str) -> pd.DataFrame | None:
    if results["timeseries"] is None or not results.is_sweep:
        return None
    values = results.series(variable, place)
    return None if values.empty else values


def _bands(values: pd.DataFrame) -> pd.DataFrame:
    rows = values.groupby(["option", "year"], sort=False)["value"].quantile([0.05, 0.5, 0.95]).unstack()
    return rows.set_axis(["p05", "p50", "p95"], axis=1).reset_index()


def _band_chart(results: Results, rows: pd.DataFrame, heading: str | list[str], zero_rule: bool) -> alt.LayerChart:
    channels = channels_of(results, list(dict.fromkeys(rows["option"])), as_lines=True)
    base = alt.Chart(rows).encode(
        x=year_channel(),
        color=channels["color"],
        tooltip=[alt.Tooltip("option:N", title="Option"), alt.Tooltip("year:Q", format="~g", title="Year")]
        + [alt.Tooltip(f"{q}:Q", format=".4~g", title=f"{int(q[1:])} %") for q in ("p05", "p50", "p95")],
    )
    area = base.mark_area(opacity=0.12).encode(y=alt.Y("p05:Q", scale=alt.Scale(zero=False), axis=value_axis(heading)), y2="p95:Q")
    lines = base.mark_line(strokeWidth=2.2).encode(y="p50:Q", strokeDash=channels["strokeDash"])
    layers = [area, lines]
    if zero_rule:
        layers.insert(0, alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=COMPARED).encode(y="y:Q"))
    return fit(alt.layer(*layers), 260)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
