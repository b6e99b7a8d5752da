"""The tables of the report: impact assessment, options, assumptions."""

from __future__ import annotations

import pandas as pd
from great_tables import GT, loc, style

from drawing import number
from figures import GROUPS
from results import Outcome, Results


def impact_assessment(results: Results, place: str) -> GT | None:
    """In the layout of the summary sheets of a UK impact assessment: a column an option, then costs, benefits and net."""
    rows = _low_best_high(results, place) if results.is_sweep else _central(results, place)
    if rows is None or rows.empty:
        return None
    options = [option for option in results.options if option in rows.columns]
    compare = results.scenario.get("compare") or {}
    first, years = compare.get("from"), compare.get("years")
    period = f"{first} to {first + years - 1} ({years} years)" if first and years else "not stated"
    rate = compare.get("discountRate")
    subtitle = (
        f"Against {results.against}. Prices of {results.price_year}; present values of {first or 'the first year'}, "
        f"{period}, discounted at {100 * rate:g} % a year"
        if rate is not None
        else f"Against {results.against}"
    )
    table = GT(rows, rowname_col="row", groupname_col="part", id=f"impact-{place}")
    return (
        table.tab_header(title=f"Costs and benefits: {place}", subtitle=subtitle)
        .tab_stubhead("GBP bn")
        .cols_align("right", columns=options)
        .fmt(lambda text: text, columns=options)
        .tab_style(
            style.text(weight="bold"),
            [loc.body(rows=lambda d: d["row"].str.startswith("Net")), loc.stub(rows=lambda d: d["row"].str.startswith("Net"))],
        )
        .tab_source_note(NOTE_SWEEP if results.is_sweep else NOTE_RUN)
        .tab_options(table_width="100%", heading_align="left", container_overflow_x="visible", container_overflow_y="visible")
    )


NOTE_RUN = (
    "Central estimates: a run has no low and high; a sweep has. "
    "Benefits are the gains of groups that gain and costs the losses of groups that lose. "
    "Transfers between groups cancel in the net figure."
)
NOTE_SWEEP = (
    "Median, and in brackets the 5 % and the 95 % quantile over the draws, of differences at the same draws. "
    "Each row has its own quantiles: they do not add up."
)


def _central(results: Results, place: str) -> pd.DataFrame | None:
    impact = results["impact"]
    if impact is None:
        return None
    rows = impact[impact["jurisdiction"] == place]
    columns = {}
    for option in dict.fromkeys(rows["option"]):
        own = rows[rows["option"] == option].set_index("group")
        groups = own.drop(index="total", errors="ignore")
        values = {("Gain by group (present value)", GROUPS.get(group, group)): row["present_value"] for group, row in groups.iterrows()}
        gains = groups["present_value"]
        values["Benefits and costs (present value)", "Benefits"] = gains[gains > 0].sum()
        values["Benefits and costs (present value)", "Costs"] = gains[gains < 0].sum()
        if "total" in own.index:
            values["Net", "Net present social value"] = own["present_value"]["total"]
            values["Net", "Net, equivalent annual"] = own["annualised"]["total"]
            values["Net", "Net, undiscounted sum"] = own["undiscounted"]["total"]
        columns[option] = pd.Series(values).map(marked)
    return _stacked(columns)


def _low_best_high(results: Results, place: str) -> pd.DataFrame | None:
    summary = results["summary"]
    if summary is None:
        return None
    outcomes = {o.name: o for o in results.outcomes if o.place == place and o.reduction == "presentValue" and not o.sector and not o.against}
    rows = summary[summary["outcome"].isin(outcomes) & (summary["against"] != "")].dropna(subset=["p50"])
    columns = {}
    for option in dict.fromkeys(rows["option"]):
        own = rows[rows["option"] == option]
        columns[option] = pd.Series(
            {
                ("Present value", _row_name(outcomes[r.outcome])): f"{marked(r.p50)}<br>({marked(r.p05)} to {marked(r.p95)})"
                for r in own.itertuples()
            }
        )
    return _stacked(columns)


def _row_name(outcome: Outcome) -> str:
    if outcome.variable == "gain_total":
        return "Net present social value"
    return outcome.meaning[0].upper() + outcome.meaning[1:]


def _stacked(columns: dict[str, pd.Series]) -> pd.DataFrame | None:
    if not columns:
        return None
    return pd.DataFrame(columns).fillna("–").rename_axis(["part", "row"]).reset_index()


def marked(value: float) -> str:
    """The number for people, and the exact one for machines."""
    return f'<data value="{value!r}">{number(value, sign=True)}</data>'


def policies(results: Results) -> pd.DataFrame | None:
    """What each option changes: place, date, regime and levers."""
    rows = []
    for option, places in (results.scenario.get("options") or {}).items():
        if not places:
            rows.append([option, "", "", "law of the base year throughout", ""])
        for place, steps in (places or {}).items():
            for step in steps:
                over = f", phased in over {step['over']:g} years" if step.get("over") else ""
                levers = ", ".join(f"{lever} {value:g}" for lever, value in (step.get("with") or {}).items())
                rows.append([option, place, f"{step.get('from', '')}{over}", step.get("regime", ""), levers])
    return pd.DataFrame(rows, columns=["Option", "Place", "From", "Regime", "Levers set"]) if rows else None


def assumptions(results: Results) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """The inputs that the scenario calls uncertain (`vary`), and all others, each with value, range and source."""
    if not results.world:
        return None
    varied = [str(item.get("parameter")) for item in results.scenario.get("vary") or [] if isinstance(item, dict)]
    entries = dict(_parameters(results.world))
    rows = {name: [name, entry.get("note", ""), _values(entry), _range(entry), entry.get("source", "")] for name, entry in entries.items()}
    heads = ["Assumption", "Meaning", "Value", "Range", "Source"]
    # a path leads to entries of the parameter, and a * behind it makes a factor of the number
    chosen = [name for name in dict.fromkeys(path.split(".")[0].rstrip("*") for path in varied) if name in rows]
    return (
        pd.DataFrame([rows[name] for name in chosen], columns=heads),
        pd.DataFrame([row for name, row in rows.items() if name not in chosen], columns=heads),
    )


def _parameters(world: dict):
    for name, entry in world.items():
        if not isinstance(entry, dict):
            continue
        if "unit" in entry:
            yield name, entry
        elif name in ("scalars", "bySector", "byJurisdiction"):
            yield from entry.items()


def _values(entry: dict) -> str:
    unit = entry.get("unit", "1")
    suffix = "" if unit == "1" else f" {unit}"
    if "value" in entry:
        return f"{entry['value']:g}{suffix}"
    described = {"unit", "symbol", "range", "rangeIs", "source", "note", "assurance"}
    values = {key: value for key, value in entry.items() if key not in described}
    if any(isinstance(value, dict) for value in values.values()):
        return f"table of {len(values)} rows{suffix}"
    return ", ".join(f"{key} {value:g}" for key, value in values.items()) + suffix


def _range(entry: dict) -> str:
    if "range" not in entry:
        return ""
    low, high = entry["range"]
    return f"{low:g} to {high:g}" + (" times the value" if entry.get("rangeIs") == "factor" else "")
