# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading of worlds and scenarios for the oracle: YAML 1.2 core, `extends`, `set`, and the numbers as arrays."""
import os
import re

import numpy as np
import yaml


class CoreLoader(yaml.SafeLoader):
    """PyYAML reads YAML 1.1, where `no` is false and 1e-8 is a text; this loader has the 1.2 core rules."""
    yaml_implicit_resolvers = {}


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), list("-+.0123456789"))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def read_yaml(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=CoreLoader) or {}


def merge(below, above):
    """Maps merge at every depth, scalars and lists replace."""
    if isinstance(below, dict) and isinstance(above, dict):
        result = dict(below)
        for key, value in above.items():
            result[key] = merge(below[key], value) if key in below else value
        return result
    return above


def read_scenario(path, baseline):
    """Follow `extends` down to a world; return the merged scenario and that world, with every `set`, as trees."""
    own = read_yaml(path)
    target = own.get("extends", "baseline")
    parent_path = os.path.join(os.path.dirname(path), target)
    if target == "baseline":
        parent, world = {}, read_yaml(baseline)
    elif "jurisdictions" in read_yaml(parent_path):   # only a world lists jurisdictions
        parent, world = {}, read_yaml(parent_path)
    else:
        parent, world = read_scenario(parent_path, baseline)
    apply_set(world, own.get("set") or {})            # after the parent's, so that the extending file wins
    return merge(parent, own), world


def assign(node, key, value):
    """A map sets those entries; a number at a table sets every entry."""
    if isinstance(value, dict):
        child = node.setdefault(key, {})
        for k, v in value.items():
            assign(child, k, v)
    elif isinstance(node.get(key), dict):
        for k, v in node[key].items():
            if isinstance(v, (int, float, dict)):   # texts and lists are unit, range, source and note
                assign(node[key], k, value)
    else:
        node[key] = value


def apply_set(world, overrides):
    """The `set` of one file: shorter paths first, so that the longer path wins."""
    for path in sorted(overrides, key=lambda p: p.count(".")):
        name, *rest = path.split(".")
        if name in world["scalars"]:
            node, keys = world["scalars"][name], ["value"]
        elif name in world["byJurisdiction"]:
            node, keys = world["byJurisdiction"], [name] + rest
        elif name in world["bySector"]:
            node, keys = world["bySector"], [name] + rest
        else:   # contentSpending, originShare, regimes, baseRegime, sizeBands ...
            node, keys = world, [name] + rest
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        assign(node, keys[-1], overrides[path])


class World:
    """The numbers of a world as arrays: (o,m), (r,m) and (m,s) tables, vectors by place or sector, scalars."""

    def __init__(self, tree):
        self.baseYear = tree["baseYear"]
        self.places, self.sectors = tree["jurisdictions"], tree["sectors"]
        self.levers, self.regimes, self.baseRegime = tree["levers"], tree["regimes"], tree["baseRegime"]
        for name, columns in (("contentSpending", self.sectors), ("originShare", self.places), ("developerShare", self.places)):
            setattr(self, name, np.array([[float(tree[name][p][c]) for c in columns] for p in self.places]))
        for name, table in tree["byJurisdiction"].items():
            setattr(self, name, np.array([float(table[p]) for p in self.places]))
        for name, table in tree["bySector"].items():
            setattr(self, name, np.array([float(table[s]) for s in self.sectors]))
        for name, entry in tree["scalars"].items():
            setattr(self, name, float(entry["value"]))
        self.initialReservation = np.array([float(tree["initialReservation"][s]) for s in self.sectors])
        self.bands = list(tree["sizeBands"])                              # from the least to the most valuable
        self.bandShare = [float(tree["sizeBands"][b]) for b in self.bands]
