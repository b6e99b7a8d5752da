"""What all figures share: numbers in words, and the look of options."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from textwrap import wrap

import altair as alt
import pandas as pd

from results import WORLD, Results

alt.data_transformers.disable_max_rows()

# From Okabe and Ito's palette, darkened where needed: 3 : 1 or more on the light and on the dark page.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#C466A0", "#A17A00", "#2F8FC9", "#8A6FD1", "#B2564F", "#5E8C31"]
COMPARED = "#808080"
DASHES = [[6, 3], [2, 2], [8, 2, 2, 2], [10, 4], [4, 1], [1, 3], [12, 3, 2, 3], [5, 5], [3, 1]]
SHAPES = [
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
    "M0,-1L0.3,-0.3L1,0L0.3,0.3L0,1L-0.3,0.3L-1,0L-0.3,-0.3Z",
    "M-1,-1H1V-0.3H-1ZM-1,0.3H1V1H-1Z",
]


LINE = 13  # height of a line of an axis's names


@dataclass(frozen=True)
class Figure:
    name: str
    title: str
    description: str
    chart: alt.LayerChart | alt.Chart
    table: pd.DataFrame

    def titled(self, width: int = 560) -> alt.LayerChart | alt.Chart:
        """The chart with its title in it and of a fixed width, for a notebook or a file."""
        return self.chart.properties(title=wrap(self.title, width // 8), width=width)


def number(value: float, sign: bool = False, figures: int = 3) -> str:
    """Three significant digits, whole numbers in full up to a million; the true minus sign."""
    if value == 0:
        return "0"
    if abs(value) >= 1e6 or abs(value) < 1e-6:
        text = f"{value:{'+' if sign else ''}.{figures}g}"
    else:
        exponent = int(f"{value:.{figures - 1}e}".split("e")[1])
        text = f"{value:{'+' if sign else ''},.{max(0, figures - 1 - exponent)}f}"
    return text.replace("-", "−")


def apart(low: float, high: float) -> tuple[str, str]:
    """Both numbers, with as many digits as tell them apart, six at most."""
    pairs = [(number(low, figures=figures), number(high, figures=figures)) for figures in range(3, 7)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])


def place_name(place: str) -> str:
    return {"UK": "the UK", "EU": "the EU", "US": "the US", "CN": "China", "ROW": "the rest of the world", WORLD: "the world"}.get(
        place, place
    )


def unit_name(results: Results, unit: str) -> str:
    return {"GBP bn/yr": f"GBP bn a year, {results.price_year} prices", "GBP bn": f"GBP bn, {results.price_year} prices", "year": "years"}.get(unit, unit)


def style(results: Results) -> dict[str, dict]:
    """Colour, dash and shape by option."""
    others = [option for option in results.options if option != results.against]
    look = {
        option: {"colour": COLOURS[i % len(COLOURS)], "dash": DASHES[i % len(DASHES)], "shape": SHAPES[i % len(SHAPES)]}
        for i, option in enumerate(others)
    }
    if results.against:
        look[results.against] = {"colour": COMPARED, "dash": [1, 0], "shape": "circle"}
    return {option: look[option] for option in results.options}


def channels_of(results: Results, shown: list[str], as_lines: bool = False) -> dict[str, object]:
    """Channels of colour, dash and shape over the options shown, with one legend that names them by lines or by shapes."""
    symbol = 700 if as_lines else 90  # long enough for a dash to be seen
    looks = {option: look for option, look in style(results).items() if option in shown}
    longest = max((len(option) for option in looks), default=1)
    legend = alt.Legend(
        orient="bottom",
        title=None,
        columns=max(1, 300 // (7 * longest + 40 + symbol // 40)),
        labelLimit=260,
        symbolSize=symbol,
        symbolOpacity=1,
        **({"symbolType": "stroke", "symbolStrokeWidth": 2.2} if as_lines else {}),
    )

    def scale(key: str) -> alt.Scale:
        return alt.Scale(domain=list(looks), range=[look[key] for look in looks.values()])

    return {
        "color": alt.Color("option:N", scale=scale("colour"), legend=legend),
        "strokeDash": alt.StrokeDash("option:N", scale=scale("dash"), legend=legend),
        "shape": alt.Shape("option:N", scale=scale("shape"), legend=legend),
    }


def fit(chart, height: int):
    return chart.properties(
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"left": 5, "right": 20, "top": 5, "bottom": 5},
    )


def _lines(name: str, width: int) -> list[str]:
    """The lines of a name, which is broken between words, of `twoWords` too."""
    return wrap(re.sub("(?<=[a-z])(?=[A-Z])", " ", name) if len(name) > width else name, width)


def name_axis(names: list[str], width: int = 14) -> alt.Axis:
    """An axis of names, broken into lines so that a phone has room beside them; all lines together are level with the row."""
    lines = {name: _lines(name, width) for name in names}
    above = [
        {"test": f"length({json.dumps(lines)}[datum.value]) == {count}", "value": -LINE * (count - 1) / 2}
        for count in sorted({len(own) for own in lines.values()} - {1})
    ]
    return alt.Axis(
        title=None,
        labelExpr=f"{json.dumps(lines)}[datum.label]",
        labelLimit=0,
        labelBaseline="middle",
        labelLineHeight=LINE,
        labelOffset={"condition": above, "value": 0} if above else alt.Undefined,
    )


def value_axis(title: str | list[str] | None) -> alt.Axis:
    """An axis of amounts, whose labels stay short whatever their magnitude."""
    return alt.Axis(title=title, tickCount=5, labelExpr="abs(datum.value) >= 1e6 ? format(datum.value, '.3~g') : datum.label")


def year_axis() -> alt.Axis:
    """Of calendar years; over few of them Vega has ticks within a year whatever tickMinStep says, which get no label."""
    return alt.Axis(
        title="Year",
        format="d",
        tickMinStep=1,
        tickCount=6,
        labelExpr="datum.value == floor(datum.value) ? datum.label : ''",
        labelOverlap="greedy",
        labelSeparation=8,
    )


def year_channel() -> alt.X:
    return alt.X("year:Q", scale=alt.Scale(nice=False, zero=False), axis=year_axis())


def name_height(names: list[str], width: int = 14) -> int:
    """Of a row of such an axis."""
    return max(24, 4 + 14 * max(len(_lines(name, width)) for name in names))


def option_axis(results: Results) -> alt.Axis:
    return name_axis(results.options)


def row_height(results: Results) -> int:
    return max(34, name_height(results.options))


def year_text(year: float) -> str:
    return f"{year:g}"


def inner(label: str) -> str:
    """The label within a sentence."""
    return label if label.startswith("AI") else label[0].lower() + label[1:]
