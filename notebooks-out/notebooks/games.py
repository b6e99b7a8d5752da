"""The figures of a game between places: its table, who gains by its equilibria, and how often a profile is one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import altair as alt
import pandas as pd

from drawing import COLOURS, COMPARED, SHAPES, Figure, fit, name_axis, name_height, number, value_axis
from figures import FALL, RISE
from results import Results

MOST_PROFILES = 12


def _players(results: Results) -> list[str]:
    return [column.removeprefix("strategy_") for column in results["payoffs"] if column.startswith("strategy_")]


def _start(results: Results) -> pd.Series:
    """The profile in force: where the paths of answers begin, and else the first."""
    payoffs, paths = results["payoffs"], results["paths"]
    if paths is None or paths.empty:
        return payoffs.iloc[0]
    names = [f"strategy_{player}" for player in _players(results)]
    first = paths[paths["move"] == 0].iloc[0]
    return payoffs[(payoffs[names] == first[names]).all(axis=1)].iloc[0]


def _held(results: Results) -> tuple[dict[str, str], str]:
    """What the others play in a table of two: their likeliest strategies of the first equilibrium, and else today's."""
    rows = results["equilibria"]
    if rows.empty:
        start = _start(results)
        return {player: start[f"strategy_{player}"] for player in _players(results)}, "where paths start"
    first = rows[rows["equilibrium"] == rows["equilibrium"].min()]
    likeliest = first.loc[first.groupby("player", sort=False)["probability"].idxmax()]
    return dict(zip(likeliest["player"], likeliest["strategy"], strict=True)), "in the first equilibrium"


def game_tables(results: Results) -> Iterator[Figure]:
    """The first player against each other one: what both gain against the start, cell by cell."""
    payoffs = results["payoffs"]
    players = _players(results)
    start, (held, where) = _start(results), _held(results)
    first = players[0]
    for other in players[1:]:
        rest = [player for player in players if player not in (first, other)]
        rows = payoffs[(payoffs[[f"strategy_{player}" for player in rest]] == [held[player] for player in rest]).all(axis=1)]
        rows = pd.DataFrame(
            {
                "row": rows[f"strategy_{first}"],
                "column": rows[f"strategy_{other}"],
                "first": rows[f"payoff_{first}"] - start[f"payoff_{first}"],
                "other": rows[f"payoff_{other}"] - start[f"payoff_{other}"],
                "sum": rows["payoff_sum"] - start["payoff_sum"],
                "equilibrium": rows["equilibrium"].notna(),
            }
        )
        order, columns = list(dict.fromkeys(rows["row"])), list(dict.fromkeys(rows["column"]))
        rows = rows.assign(**_cells(rows[["first", "other"]].set_axis(["up", "down"], axis=1)))
        most = rows["sum"].abs().max() or 1
        base = alt.Chart(rows).encode(
            x=alt.X("column:N", sort=columns, axis=alt.Axis(title=f"{other} plays", labelAngle=-90, labelLimit=0, orient="top")),
            y=alt.Y("row:N", sort=order, axis=name_axis(order)),
            tooltip=[
                alt.Tooltip("row:N", title=f"{first} plays"),
                alt.Tooltip("column:N", title=f"{other} plays"),
                alt.Tooltip("first:Q", format="+.4~g", title=first),
                alt.Tooltip("other:Q", format="+.4~g", title=other),
                alt.Tooltip("sum:Q", format="+.4~g", title="all players"),
            ],
        )
        legend = alt.Legend(title="All players, less the start", orient="bottom", titleLimit=300, gradientLength=160, tickCount=3)
        cells = base.mark_rect().encode(
            color=alt.Color("sum:Q", scale=alt.Scale(domain=[-most, 0, most], range=[FALL, "#F4F4F4", RISE]), legend=legend)
        )
        marks = base.transform_filter("datum.equilibrium").mark_rect(filled=False, stroke="#111111", strokeWidth=3)
        texts = [base.mark_text(fontSize=11, color="#111111", dy=dy).encode(text=f"{name}:N") for name, dy in (("up", -7), ("down", 8))]
        settled = rows[rows["equilibrium"]]
        title = f"{first} (above) and {other} (below): what each gains against the start"
        title += (
            "; framed: " + ", ".join(f"{row.row} and {row.column}" for row in settled.itertuples())
            if len(settled)
            else "; no equilibrium here"
        )
        title += f"; others as {where}" if rest else ""
        description = (
            f"Game table: rows are strategies of {first}, columns of {other}. Each cell says what {first} gains against the start "
            f"and, below, what {other} does; its colour is the sum of all players. Framed cells are equilibria."
            + (f" Held {where}: " + ", ".join(f"{player} {held[player]}" for player in rest) + "." if rest else "")
        )
        table = rows[["row", "column", "first", "other", "sum"]].rename(
            columns={
                "row": f"{first} plays",
                "column": f"{other} plays",
                "first": f"{first} gains",
                "other": f"{other} gains",
                "sum": "all gain",
            }
        )
        yield Figure(f"game-{first}-{other}", title, description, fit(alt.layer(cells, *texts, marks), 40 * len(order)), table)


def _cells(values: pd.DataFrame) -> dict[str, pd.Series]:
    """Texts of a table's numbers, all with as many decimals as leave the largest three digits."""
    most = values.abs().max().max()
    decimals = max(0, 2 - math.floor(math.log10(most))) if most > 0 else 0
    return {name: values[name].map(lambda value: f"{value:+.{decimals}f}".replace("-", "−")) for name in values}


def coordination(results: Results) -> Figure | None:
    """What each player gains against the start: in the equilibria, and in what would be best for all together."""
    table = results["coordination"]
    players = _players(results)
    if table is None or table.empty:
        return None
    own = table[table["who"].isin(players)]
    inside = own.assign(series="equilibrium " + own["equilibrium"].astype(int).astype(str), change=own["equilibrium_payoff"] - own["start"])
    beside = own.assign(series="best for " + own["benchmark"], change=own["benchmark_payoff"] - own["start"])
    rows = pd.concat([inside, beside])[["who", "series", "change"]].drop_duplicates(["who", "series"])
    names = list(dict.fromkeys(rows["series"]))
    legend = alt.Legend(orient="bottom", title=None, columns=1, labelLimit=280, symbolOpacity=1)
    looks = {"domain": names, "range": [COLOURS[i % len(COLOURS)] for i in range(len(names))]}
    shapes = {"domain": names, "range": [SHAPES[i % len(SHAPES)] for i in range(len(names))]}
    points = (
        alt.Chart(rows)
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("change:Q", axis=value_axis("Gain against the start" + results.unit("payoffs", f"payoff_{players[0]}"))),
            y=alt.Y("who:N", sort=players, axis=alt.Axis(title=None)),
            yOffset=alt.YOffset("series:N", sort=names),
            color=alt.Color("series:N", scale=alt.Scale(**looks), legend=legend),
            shape=alt.Shape("series:N", scale=alt.Scale(**shapes), legend=legend),
            tooltip=[alt.Tooltip("who:N"), alt.Tooltip("series:N"), alt.Tooltip("change:Q", format="+.4~g")],
        )
    )
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=COMPARED).encode(x="x:Q")
    sums = rows.groupby("series", sort=False)["change"].sum()
    best = sums.idxmax()
    first = f"{number(sums.iloc[0], True)} against the start"
    share = (results.scenario.get("game") or {}).get("indifference", 0)
    within = share * sum(results["payoffs"][f"payoff_{player}"].abs().max() for player in players)
    title = (
        f"All players together gain {first} in equilibrium 1, and could not gain more"
        if sums[best] <= sums.iloc[0] + within
        else f"All players together gain {first} in equilibrium 1; {number(sums[best], True)} under what is {best}"
    )
    description = "Dot plot with a row for each player: what it gains against the start. " + "; ".join(
        f"{row.who}, {row.series}: {number(row.change, True)}" for row in rows.itertuples()
    )
    wide = rows.pivot(index="who", columns="series", values="change").loc[players, names].reset_index()
    return Figure("coordination", title, description + ".", fit(alt.layer(zero, points), len(players) * (16 + 10 * len(names))), wide)


def frequencies(results: Results) -> Figure | None:
    """In which share of the draws a profile is an equilibrium."""
    table = results["frequencies"]
    if table is None or table.empty:
        return None
    names = [column for column in table if column.startswith("strategy_")]
    rows = table.sort_values("equilibrium", ascending=False, kind="stable").head(MOST_PROFILES)
    rows = rows.assign(profile=[" ".join(values) for values in rows[names].itertuples(index=False, name=None)])
    order, width = list(rows["profile"]), 24
    axis = alt.Axis(title="Share of draws in which it is an equilibrium", format=".0%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    base = alt.Chart(rows).encode(
        y=alt.Y("profile:N", sort=order, axis=name_axis(order, width)),
        tooltip=[alt.Tooltip("profile:N")] + [alt.Tooltip(f"{c}:Q", format=".1%") for c in ("equilibrium", "strict", "cooperative")],
    )
    chart = alt.layer(
        base.mark_rule(strokeWidth=2, color=COMPARED).encode(x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q"),
        base.mark_point(filled=True, size=70, opacity=1, color=COLOURS[0]).encode(x=alt.X("equilibrium:Q", axis=axis, scale=scale)),
    )
    top = rows.iloc[0]
    share = number(100 * top["equilibrium"])
    often = "more often than any other" if (rows["equilibrium"] == top["equilibrium"]).sum() == 1 else "and no other in more"
    title = f"{top['profile']} is an equilibrium in {share} % of {int(top['n'])} draws, {often}"
    who = ", ".join(name.removeprefix("strategy_") for name in names)
    description = f"Dot plot with a row for each profile, strategies of {who} in this order: share of draws in which it is an equilibrium."
    columns = [*names, "n", "equilibrium", "low", "high", "strict", "cooperative", "best_for_world"]
    return Figure("frequencies", title, description, fit(chart, name_height(order, width) * len(order) + 20), rows[columns])
