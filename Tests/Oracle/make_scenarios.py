#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write random but valid scenarios, and some worlds, for the comparison of the program with the oracle.

    python3 make_scenarios.py --seed N --count K --out DIR [--world-baseline BASELINE.yaml]

Writes random-000.yaml ... and world-*.yaml. The same seed gives the same files. Taken together the files
exercise every lever, overlapping ramps, jumps, fractional dates and steps, overrides of every kind of
parameter, new regimes, changed base regimes, extension of other scenarios and worlds of another size.
"""
import argparse
import copy
import os
import random

import yaml

from inputs import read_yaml

LEVER_RANGE = {"statutoryRate": (0.0, 0.08), "zoneIncentive": (0.0, 0.3)}     # other levers: 0 to 1
METHODS = ["rkf45", "rk8pd", "msadams"]


def rounded(x):
    return float(f"{x:.4g}")


class Generator:
    def __init__(self, seed, baseline):
        self.random = random.Random(seed)
        self.baseline = read_yaml(baseline)

    # ------------------------------------------------------------ worlds

    def small_world(self, places, sectors):
        """The baseline reduced to some places and sectors, sums renormalised, tables moved a little."""
        full, world = self.baseline, copy.deepcopy(self.baseline)
        world["jurisdictions"], world["sectors"] = places, sectors

        def keep(table, entries, dropped_from):
            return {k: v for k, v in table.items() if k in entries or k not in dropped_from}
        for name, columns in (("contentSpending", "sectors"), ("originShare", "jurisdictions"),
                              ("developerShare", "jurisdictions")):
            rows = keep(world[name], places, full["jurisdictions"])
            world[name] = {k: keep(v, world[columns], full[columns]) if isinstance(v, dict) else v
                           for k, v in rows.items()}
        for name in ("originShare", "developerShare"):
            for column in places:
                self.normalise([world[name][row] for row in places], [column] * len(places))
        for name, table in world["byJurisdiction"].items():
            world["byJurisdiction"][name] = keep(table, places, full["jurisdictions"])
        for name, table in world["bySector"].items():
            world["bySector"][name] = keep(table, sectors, full["sectors"])
        self.normalise([world["bySector"]["trainingWeight"]] * len(sectors), sectors)
        world["baseRegime"] = {p: full["baseRegime"][p] for p in places}
        world["initialReservation"] = {s: full["initialReservation"][s] for s in sectors}
        for place in places:
            for sector in sectors:
                world["contentSpending"][place][sector] = rounded(
                    world["contentSpending"][place][sector] * self.random.uniform(0.7, 1.4))
        return world

    @staticmethod
    def normalise(tables, keys):
        """Scale the entries table[key] so that they sum to 1 as exactly as doubles can."""
        total = sum(table[key] for table, key in zip(tables, keys))
        for table, key in zip(tables, keys):
            table[key] = table[key] / total

    # ------------------------------------------------------------ overrides

    def draw(self, entry, centre):
        """A value from the default range around `centre`, or a moderate change where there is no range."""
        low, high = entry.get("range", [0.8, 1.25])
        x = self.random.uniform(low, high)
        if "range" not in entry or entry.get("rangeIs") == "factor":
            x *= centre
        return rounded(x)

    def shares(self, keys):
        weights = [self.random.uniform(0.05, 1.0) for _ in keys]
        total = sum(weights)
        return {key: weight / total for key, weight in zip(keys, weights)}

    def table_override(self, name, entry, keys, floor):
        """One of the ways to override a table: whole, by map, by path, or number and path together."""
        def value(key):
            return max(floor, self.draw(entry, entry[key]))
        way = self.random.choice(["number", "map", "path", "both"])
        some = self.random.sample(keys, self.random.randint(1, len(keys)))
        if name in ("aiPotential", "aiSpending", "otherAIRevenue") and way in ("number", "both"):
            way = "map"                                  # one number for all places would be out of proportion
        if way == "number":
            return {name: value(some[0])}
        if way == "map":
            return {name: {key: value(key) for key in some}}
        if way == "path":
            return {f"{name}.{key}": value(key) for key in some}
        return {name: value(some[0]), f"{name}.{some[-1]}": value(some[-1])}

    def overrides(self, world, index, used):
        """A map for `set`; `used` are the world keys that an extended scenario has set."""
        r, result = self.random, {}
        places, sectors = world["jurisdictions"], world["sectors"]

        def free(name):
            return name not in used
        for name in r.sample(list(world["scalars"]), 12):
            if free(name):
                result[name] = self.draw(world["scalars"][name], world["scalars"][name]["value"])
        for name in r.sample(list(world["bySector"]), 5):
            if free(name) and name != "trainingWeight":
                result.update(self.table_override(name, world["bySector"][name], sectors, 1.0 if name == "rightsBlocks" else -1.0))
        for name in r.sample(["aiPotential", "aiPotentialGrowth", "otherAIRevenue", "otherAIGrowth", "aiSpending"], 2):
            if free(name):
                result.update(self.table_override(name, world["byJurisdiction"][name], places, 0.0))
        if index % 3 == 0 and free("priceElasticity"):
            for key in [key for key in result if key.startswith("priceElasticity")]:
                del result[key]
            result["priceElasticity"] = 1
            result[f"priceElasticity.{r.choice(sectors)}"] = rounded(r.uniform(0.7, 1.6))
        if index % 4 == 1:                               # tables with sums, given whole
            if free("trainingWeight"):
                result["trainingWeight"] = self.shares(sectors)
            if free("sizeBands"):
                result["sizeBands"] = self.shares(list(world["sizeBands"]))
            if free("originShare"):
                market = r.choice(places)
                column = self.shares(places)
                result["originShare"] = {origin: {market: column[origin]} for origin in places}
        if index % 4 == 2:
            if free("developerShare"):
                columns = {market: self.shares(places) for market in places}
                result["developerShare"] = {p: {m: columns[m][p] for m in places} for p in places}
            if free("contentSpending"):
                place, sector = r.choice(places), r.choice(sectors)
                result[f"contentSpending.{place}.{sector}"] = rounded(world["contentSpending"][place][sector] * 1.3)
                place = r.choice(places)
                result.setdefault("contentSpending", {})[place] = rounded(r.uniform(5, 30))
            if free("initialReservation"):
                result["initialReservation"] = {s: rounded(r.uniform(0, 0.7)) for s in sectors}
        if index % 5 in (1, 3):
            place = r.choice(places)
            if free("baseRegime"):
                result[f"baseRegime.{place}"] = {"regime": r.choice(list(world["regimes"])), "labelling": rounded(r.random())}
                other = r.choice(places)
                result[f"baseRegime.{other}.reach"] = rounded(r.uniform(0, 1))
                result[f"baseRegime.{r.choice(places)}.zoneIncentive"] = rounded(r.uniform(0, 0.2))
        return result

    # ------------------------------------------------------------ regimes and options

    def lever(self, name):
        low, high = LEVER_RANGE.get(name, (0.0, 1.0))
        return self.random.choice([low, high]) if self.random.random() < 0.15 else rounded(self.random.uniform(low, high))

    def date(self, base, end):
        x = self.random.uniform(base, end)
        return self.random.choice([round(x), round(x * 4) / 4, round(x, 1), round(x, 3)])

    def steps(self, world, regimes, end, must_have):
        """Dated steps of one place; durations are long enough that many ramps overlap."""
        r, base = self.random, world["baseYear"]
        dates = sorted({min(max(self.date(base, end), base), end) for _ in range(r.randint(1, 4))})
        if r.random() < 0.15:
            dates = sorted({base, *dates})
        if r.random() < 0.15:
            dates = sorted({*dates, end})
        result = []
        for date in dates:
            step = {"from": date, "over": r.choice([0, 0, 0.5, 1, 2, 2.75, 3.6, 6, 25])}
            kind = r.random()
            if kind < 0.75:
                step["regime"] = r.choice(regimes)
            if kind > 0.5:
                step["with"] = {name: self.lever(name) for name in r.sample(world["levers"], r.randint(1, 5))}
            result.append(step)
        r.choice(result).setdefault("with", {})[must_have] = self.lever(must_have)
        return result

    def options(self, world, regimes, end, index, names):
        r, result = self.random, {}
        if index % 4 != 3:
            result["status-quo"] = {}
        for n, name in enumerate(names):
            places = r.sample(world["jurisdictions"], r.randint(1, min(3, len(world["jurisdictions"]))))
            result[name] = {place: self.steps(world, regimes, end, world["levers"][(index + 3 * n) % len(world["levers"])])
                            for place in places}
        return result

    # ------------------------------------------------------------ scenarios

    def scenario(self, world, extends, index):
        r, base = self.random, world["baseYear"]
        end = base + r.choice([15, 15, 10, 7.5, 12.3])
        regimes, overrides = list(world["regimes"]), self.overrides(world, index, set())
        if index % 2 == 0:
            overrides["regimes.local-rule"] = {name: self.lever(name) for name in world["levers"][:6]}
            overrides["regimes.freeUse.enforcement"] = rounded(r.random())
            overrides["regimes.wide"] = {name: self.lever(name) for name in world["levers"]}
            regimes += ["local-rule", "wide"]
        result = {"title": f"Random scenario {index}", "extends": extends, "set": overrides,
                  "options": self.options(world, regimes, end, index, ["first", "second"][:1 + (index % 5 > 0)])}
        if end != base + 15 or r.random() < 0.5:
            result["horizon"] = {"end": end, "step": r.choice([1, 1, 0.5, 0.25, 2, 0.1 if end <= base + 10 else 1])}
        if index % 7 == 5:
            result["horizon"] = {"end": end, "step": 0.25}
        if index % 6 == 0:
            result["name"] = f"named-{index}"
        if index % 3 != 2:
            first = r.choice([base, base + 1, base + 1.5, base + 2.3])
            years = r.randint(1, int(end - first) + 1)
            while first + years - 1 > end:
                years -= 1
            result["compare"] = {"against": r.choice(list(result["options"])), "from": first, "years": years,
                                 "discountRate": rounded(r.uniform(0.0, 0.06))}
        result["solver"] = {"method": METHODS[index % 3], "tolerance": 1e-9}
        return result

    def extension(self, world, parent, parent_file, index):
        """A scenario on top of another: more overrides, an option replaced and one added."""
        regimes = list(world["regimes"]) + [key.split(".")[1] for key in parent["set"]
                                            if key.startswith("regimes.") and key.count(".") == 1]
        regimes = list(dict.fromkeys(regimes))
        end = parent.get("horizon", {}).get("end", world["baseYear"] + 15)
        used = {key.split(".")[0] for key in parent["set"]}
        result = {"title": f"Random extension {index}", "extends": parent_file, "name": f"extension-{index}",
                  "set": self.overrides(world, index, used), "horizon": {"step": self.random.choice([1, 0.5])},
                  "options": {"third": self.options(world, regimes, end, 3, ["third"])["third"]}}
        place = next(iter(parent["options"]["first"]))
        result["options"]["first"] = {place: self.steps(world, regimes, end, "reach")}
        for sector in world["sectors"]:                  # a longer path beside the parent's shorter one
            if isinstance(parent["set"].get("directLicenceCost"), (int, float)):
                result["set"][f"directLicenceCost.{sector}"] = rounded(self.random.uniform(0.5, 20))
        result["solver"] = {"method": METHODS[index % 3]}
        return result


def write(folder, name, tree, heading):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {heading}\n")
        yaml.safe_dump(tree, file, sort_keys=False, allow_unicode=True, width=1000)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description="Write random scenarios.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--world-baseline",
                        default=os.path.join(here, "..", "..", "Sources", "Scenarios", "Resources", "baseline.yaml"))
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    generator = Generator(arguments.seed, arguments.world_baseline)
    baseline = generator.baseline
    worlds = {"world-two-places.yaml": generator.small_world(["UK", "EU"], ["books"]),
              "world-far-apart.yaml": generator.small_world(["US", "CN"], ["games"]),
              "world-three.yaml": generator.small_world(["EU", "US", "ROW"], ["music", "visual"])}
    for name, world in worlds.items():
        write(arguments.out, name, world, "A small world for tests, derived from the baseline.")
    parents = []
    for index in range(arguments.count):
        name = f"random-{index:03d}.yaml"
        if index % 5 == 4:
            tree = generator.extension(*generator.random.choice(parents), index)
        else:
            file = list(worlds)[index // 5 % 3] if index % 5 == 2 else "baseline"
            world = baseline if file == "baseline" else worlds[file]
            tree = generator.scenario(world, file, index)
            parents.append((world, tree, name))
        write(arguments.out, name, tree, f"Random scenario {index} of seed {arguments.seed}.")


if __name__ == "__main__":
    main()
