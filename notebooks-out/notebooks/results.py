"""Reads a result folder of `equipoise run`, of `equipoise sweep` or of what is made of a sweep.

Whatever is missing or cannot be read is noted in `problems`, in words for a reader; what is there can still be used.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import yaml

WORLD = "World"
COLUMNS = {
    "timeseries": ["option", "year", "jurisdiction", "sector", "variable", "unit", "value"],
    "impact": ["option", "jurisdiction", "group", "unit", "undiscounted", "present_value", "annualised"],
    "bands": ["option", "year", "jurisdiction", "sector", "band", "unit", "licence_income", "share"],
    "outcomes": ["point", "option"],
    "experiments": ["point"],
    "summary": ["option", "against", "outcome", "n", "n_failed", "p05", "p25", "p50", "p75", "p95"],
    "failures": ["point", "option", "year", "reason"],
    "claims": ["claim", "wording", "by", "source", "n", "left_out", "too_close"]
    + ["share", "low", "high", "decided_by", "holds_where", "fails_where"],
    "claim_inputs": ["claim", "input", "first", "low"],
    "sensitivity": ["option", "against", "outcome", "input", "index", "estimate", "low", "high", "n", "note"],
    "boxes": ["box", "points", "coverage", "density", "input", "low", "high", "least", "most", "quasi_p_low", "quasi_p_high"],
    "trajectory": ["box", "step", "coverage", "density", "mass", "restricted", "is_chosen"],
    "robustness": ["option", "against", "outcome", "group", "best", "tied", "regret_p90"],
    "solution": ["solution", "role", "name", "value"],
    "frontier": ["point"],
    "scan": [],
    "equilibria": ["equilibrium", "player", "strategy", "probability"],
    "payoffs": ["payoff_sum", "world", "equilibrium"],
    "paths": ["move"],
    "coordination": ["equilibrium", "benchmark", "who", "start", "equilibrium_payoff", "benchmark_payoff"],
    "frequencies": ["n", "equilibrium", "low", "high", "strict", "cooperative", "best_for_world"],
}
TEXTS = ["option", "against", "outcome", "jurisdiction", "sector", "variable", "unit", "group", "band", "reason", "scenario"]
TEXTS += ["claim", "wording", "by", "source", "decided_by", "holds_where", "fails_where", "input", "with", "index", "note", "is_chosen"]
TEXTS += ["solution", "role", "name", "at", "kind", "player", "strategy", "same_as", "order", "part", "benchmark", "who"]
RUN_TABLES = ("timeseries", "impact", "bands")
SWEEP_TABLES = ("summary", "outcomes", "experiments", "failures")
# by the table that an analysis always has, what else belongs to it
ANALYSES = {
    "claims": ("claim_inputs",),
    "sensitivity": (),
    "boxes": ("trajectory",),
    "robustness": (),
    "solution": (),
    "equilibria": ("payoffs", "paths", "coordination"),
}
# and what it has where it was asked for
ON_DEMAND = {"solution": ("frontier", "scan"), "equilibria": ("frequencies",)}
DRAWS = "What the draws of a sweep say, all assumptions over their ranges."
# heading and first sentence of the page
PAGES = {
    "claims": ("Claims put to the draws", DRAWS),
    "sensitivity": ("Which assumptions decide", DRAWS),
    "boxes": ("Under which assumptions", DRAWS),
    "robustness": ("Which option serves whom", DRAWS),
    "solution": ("What a search has found", "What a search over policies or assumptions has found, the others at the scenario's values."),
    "equilibria": ("A game between places", "Every place chooses a rule, and what each gets depends on what all have chosen."),
}


CHANGED = "its bytes are not those that {} lists; it was changed or cut off since: restore it, or make the result again"


class NotAResult(Exception):
    """The folder holds nothing that this program has written."""


@dataclass(frozen=True)
class Outcome:
    """What one column of `outcomes.csv` measures, as its Data Package describes it."""

    name: str
    variable: str
    meaning: str
    place: str
    sector: str
    """Empty for none, or the sum over all."""
    against: str
    """The option of which it is a difference; empty for a level."""
    reduction: str
    """`year`, or the aggregate."""
    unit: str
    when: str
    """The period in words."""


@dataclass
class Results:
    folder: Path
    problems: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Those of the problems that are of files which are not as they were written."""

    def __post_init__(self) -> None:
        self.folder = Path(self.folder)
        if not any(self._file(name) for name in COLUMNS):
            raise NotAResult(f"{self.folder}: no table of a run or a sweep is in this folder; run equipoise first")
        if self.is_analysis:
            names = [name for main in self._mains for name in (main, *ANALYSES[main])]
            names += [name for main in self._mains for name in ON_DEMAND.get(main, ()) if self._file(name)]
        else:
            names = SWEEP_TABLES if self.is_sweep else RUN_TABLES
        self.package = self._read("datapackage.json", json.loads)
        self.tables = {name: self._read_table(name) for name in names}
        if self.is_sweep:
            self.tables["timeseries"] = self._read_table("timeseries") if self._file("timeseries") else None
        self.run = {} if self.is_analysis else self._read("run.json", json.loads)
        self.scenario = self._read("scenario.resolved.yaml", yaml.safe_load, self.run.get("resolvedScenario"))
        self.world = self._read("world.resolved.yaml", yaml.safe_load, self.run.get("resolvedWorld"))

    def unit(self, table: str, column: str) -> str:
        """Of a column, as ` (GBP bn)`; empty where it has none."""
        found = [field["unit"] for field in self._fields(table) if field["name"] == column and "unit" in field]
        return f" ({found[0]})" if found else ""

    def _fields(self, table: str) -> list[dict]:
        """The columns of a table, as the package has them."""
        resources = [r for r in self.package.get("resources", []) if r.get("name") == table]
        return [f for r in resources for f in r.get("schema", {}).get("fields", [])]

    @property
    def is_sweep(self) -> bool:
        return self._file("outcomes") is not None or self._file("summary") is not None

    @property
    def is_analysis(self) -> bool:
        """Made of a sweep, which is in another folder."""
        return bool(self._mains)

    @property
    def _mains(self) -> list[str]:
        return [name for name in ANALYSES if self._file(name)]

    @property
    def introduction(self) -> str:
        """Of the page of an analysis; empty for another."""
        return PAGES[self._mains[0]][1] if self.is_analysis else ""

    @property
    def heading(self) -> str:
        """Of its page."""
        name = self.run.get("scenario") or self.package.get("name") or self.folder.resolve().name
        return f"{PAGES[self._mains[0]][0]}: {name}" if self.is_analysis else self.scenario.get("title") or name

    def __getitem__(self, name: str) -> pd.DataFrame | None:
        return self.tables.get(name)

    @cached_property
    def options(self) -> list[str]:
        """As the scenario writes them, those that failed too."""
        written = self.scenario.get("options")
        if isinstance(written, dict) and written:
            return [str(name) for name in written]
        found = [table["option"] for table in self.tables.values() if table is not None and "option" in table]
        return list(dict.fromkeys(str(name) for column in found for name in column))

    @cached_property
    def against(self) -> str | None:
        """The option that others are compared with, as an analysis says it of its differences; None where there are none."""
        if len(self.options) < 2:
            return None
        if self.is_analysis:
            told = [table["against"] for table in self.tables.values() if table is not None and "against" in table]
            return next((option for column in told for option in column if option not in ("", "*")), None)
        named = (self.scenario.get("compare") or {}).get("against")
        if named in self.options:
            return named
        impact = self["impact"]
        absent = [name for name in self.options if impact is not None and name not in set(impact["option"])]
        return absent[0] if len(absent) == 1 else self.options[0]

    @property
    def indifference(self) -> float:
        """Share of the largest of several levels up to which the solver's error alone may tell two of them apart."""
        return float((self.run.get("solver") or {}).get("indifference", 0))

    @cached_property
    def places(self) -> list[str]:
        """First the first place whose law changes, then as the files have them, World last."""
        columns = [t["jurisdiction"] for t in self.tables.values() if t is not None and "jurisdiction" in t]
        found = [str(place) for column in columns for place in column.unique()]
        found += [outcome.place for outcome in self.outcomes]
        options = self.scenario.get("options") or {}
        changed = {place for option in options.values() for place in (option or {})}
        places = [place for place in dict.fromkeys(found) if place != WORLD]
        if first := next((place for place in places if place in changed), None):
            places.sort(key=lambda place: place != first)  # stable
        return places + [WORLD] * (WORLD in found)

    @cached_property
    def last_year(self) -> float:
        return self["timeseries"]["year"].max()

    @property
    def price_year(self) -> str:
        return str(self.world.get("baseYear", "base-year"))

    @cached_property
    def outcomes(self) -> list[Outcome]:
        if self["summary"] is None:
            return []
        measures = {field["name"]: field.get("measure", {}) for field in self._fields("outcomes")}
        return [_outcome(name, measures.get(name, {})) for name in dict.fromkeys(self["summary"]["outcome"])]

    def series(self, variable: str, place: str, sector: str = "") -> pd.DataFrame:
        table = self["timeseries"]
        rows = (table["variable"] == variable) & (table["jurisdiction"] == place) & (table["sector"] == sector)
        return table[rows]

    def _file(self, name: str) -> Path | None:
        candidates = (self.folder / f"{name}.csv", self.folder / f"{name}.csv.gz")
        return next((path for path in candidates if path.is_file()), None)

    def _read_table(self, name: str) -> pd.DataFrame | None:
        path = self._file(name)
        if path is None:
            self.problems.append(f"{name}.csv is missing from this folder: what rests on it is not shown.")
            return None
        if self.package and not self._is_as_written(path, self._hashes.get(path.name, ""), "datapackage.json"):
            return None
        try:
            header = pd.read_csv(path, nrows=0).columns
            if missing := [column for column in COLUMNS[name] if column not in header]:
                raise ValueError(f"it has no column {', '.join(missing)}")
            texts = [column for column in header if column in TEXTS or column.startswith("strategy_")]
            numbers = [column for column in header if column not in texts]
            # a place called NA is a place
            table = pd.read_csv(path, dtype=dict.fromkeys(texts, str), keep_default_na=False, na_values={c: [""] for c in numbers})
            for column in numbers:
                table[column] = pd.to_numeric(table[column])
        except (ValueError, OSError, EOFError) as error:  # pandas' parser errors are ValueErrors
            self.problems.append(f"{path.name} cannot be read ({error}): what rests on it is not shown.")
            return None
        return table

    @cached_property
    def _hashes(self) -> dict[str, str]:
        """By file, as the package lists them."""
        return {r.get("path", ""): r.get("hash", "") for r in self.package.get("resources", [])}

    def _is_as_written(self, path: Path, listed: str, where: str) -> bool:
        if f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" == listed:
            return True
        self.changed.append(f"{path.name} cannot be read: {CHANGED.format(where)}; what rests on it is not shown.")
        self.problems.append(self.changed[-1])
        return False

    def _read(self, name: str, parse, listed: str | None = None) -> dict:
        try:
            if listed and not self._is_as_written(self.folder / name, listed, "run.json"):
                return {}
            content = parse((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.problems.append(f"{name} is missing from this folder: what rests on it is not shown.")
            return {}
        except (ValueError, OSError, yaml.YAMLError) as error:
            self.problems.append(f"{name} cannot be read ({error}): what rests on it is not shown.")
            return {}
        return content if isinstance(content, dict) else {}


def leaders(values: pd.Series, within: float = 0) -> str:
    """The name of the largest value, or the names of those that are not to be told from it."""
    return " or ".join(values.index[values >= values.max() - within])


def _outcome(name: str, measure: dict) -> Outcome:
    """From what the Data Package says of a column; a package of an older program says nothing."""
    told = {key: measure.get(key, "") for key in ("variable", "meaning", "place", "sector", "against", "reduction", "unit")}
    told["meaning"], told["place"] = told["meaning"] or name, told["place"] or WORLD
    return Outcome(name, **told, when=measure.get("period", ""))
