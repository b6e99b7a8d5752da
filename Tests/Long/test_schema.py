"""The published JSON Schema: it accepts every shipped file and refuses what the program refuses by key, type or bound."""
import copy
import json
import os
import random
import re
import shutil

import jsonschema
import pytest
import yaml
from conftest import BASELINE, ROOT, SCENARIOS, WORLDS, equipoise


class Core(yaml.SafeLoader):
    """YAML 1.2 core: 1e-8 is a number, and a date is a text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?$"), list("-0123456789"))


def load(path):
    return yaml.load(path.read_text(), Core)


def validator(kind):
    return jsonschema.Draft7Validator(json.loads(equipoise("schema", kind).stdout))


@pytest.fixture(scope="session")
def scenarios():
    schema = validator("scenario")
    jsonschema.Draft7Validator.check_schema(schema.schema)
    return schema


@pytest.mark.parametrize("kind", ["scenario", "world"])
def test_the_committed_schema_is_the_programs(kind):
    assert (ROOT / f"scenarios/{kind}.schema.json").read_text() == equipoise("schema", kind).stdout


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios_are_accepted(path, scenarios):
    scenarios.validate(load(path))


def test_the_world_schema_accepts_the_shipped_worlds():
    for path in [BASELINE, *WORLDS]:
        validator("world").validate(load(path))


def test_resolved_files_are_accepted(scenarios, uk_options):
    scenarios.validate(load(uk_options / "scenario.resolved.yaml"))
    validator("world").validate(load(uk_options / "world.resolved.yaml"))


REFUSED = {
    "an unknown key": lambda s: s.update(opptions={}),
    "an unknown parameter": lambda s: s.update(set={"qualityexponent": 1}),
    "a text for a number": lambda s: s.update(set={"qualityExponent": "1.2"}),
    "a number out of bounds": lambda s: s.update(set={"marketMaturity": 1.5}),
    "a number at an open bound": lambda s: s.update(set={"valueTail": 1}),
    "an entry out of bounds": lambda s: s.update(set={"substitution.music": 0.5}),
    "a nested entry out of bounds": lambda s: s.update(set={"substitution": {"music": 0.5}}),
    "a lever that is none": lambda s: s["options"]["permission"]["UK"][0].update({"with": {"enforcment": 1}}),
    "a lever out of bounds": lambda s: s["options"]["permission"]["UK"][0].update({"with": {"enforcement": 1.1}}),
    "a step without a date": lambda s: s["options"]["permission"]["UK"][0].pop("from"),
    "a negative phase": lambda s: s["options"]["permission"]["UK"][0].update(over=-1),
    "an option that is null": lambda s: s["options"].update({"status-quo": None}),
    "a negative discount rate": lambda s: s.update(compare={"discountRate": -0.05}),
    "an unknown solver": lambda s: s.update(solver={"method": "euler"}),
    "a coarse tolerance": lambda s: s.update(solver={"tolerance": 0.1}),
    "a horizon without order": lambda s: s.update(horizon={"end": "2040"}),
    "an unknown distribution": lambda s: s.update(vary=[{"parameter": "qualityExponent", "distribution": {"cauchy": [0, 1]}}]),
    "a design without sense": lambda s: s.update(design={"method": "sobol", "runs": 0}),
    "a rank correlation of 1": lambda s: s["design"].update(
        correlations=[{"between": ["substitution", "userSurplus"], "rank": 1}]),
    "a correlation of three": lambda s: s["design"].update(
        correlations=[{"between": ["substitution", "userSurplus", "aiPotential"], "rank": 0.1}]),
    "an unknown outcome": lambda s: s.update(outcomes={"x": {"variable": "wealth", "place": "UK", "year": 2030}}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_schema_refuses(what, scenarios, tmp_path):
    scenario = copy.deepcopy(load(ROOT / "scenarios/uk-options.yaml"))
    REFUSED[what](scenario)
    assert list(scenarios.iter_errors(scenario))
    path = tmp_path / "broken.yaml"
    path.write_text(yaml.safe_dump(scenario, sort_keys=False))
    assert equipoise("check", path).returncode == 65


FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRONG = [-1, -0.05, -1e-9, 0, 1e-13, 0.5, 1, 1.000001, 2.5, 5, 1001, 2030, 1e10, "x", "5", "a b", True, None, [], {}, [1], {"a": 1}]
# what depends on other keys or files is the program's own
OTHERS = re.compile(
    r"\.(from|end|year|points|observations|parameter|vary|between|grid|distribution)\b|solve\.levers\."
    r"|must be at most its |, so that ")


def leaves(tree, path=()):
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from leaves(value, (*path, key))


def test_what_the_schema_refuses_the_program_refuses_and_bounds_are_the_same(scenarios, tmp_path):
    seed = int(os.environ.get("SEED", int.from_bytes(os.urandom(3), "big")))
    print("seed", seed)
    draw = random.Random(seed)
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    trees = [(path, load(path)) for path in SCENARIOS]
    examples = FENCE.findall((ROOT / "Sources/Model/Model.docc/Scenario-format.md").read_text())
    # an example names what others have; mistakes that follow from that are no bounds
    trees += [(ROOT / f"scenarios/example-{number}.yaml", yaml.safe_load(text)) for number, text in enumerate(examples)]
    cases = [(path, tree, leaf) for path, tree in trees for leaf in leaves(tree)]
    changed = {}
    for number, (path, tree, leaf) in enumerate(draw.sample(cases, 1500)):
        tree = copy.deepcopy(tree)
        inner = tree
        for key in leaf[:-1]:
            inner = inner[key]
        inner[leaf[-1]] = draw.choice(WRONG)
        name = f"{path.stem}-{number}"
        # beside what it extends and observes
        file = tmp_path / path.parent.relative_to(ROOT) / f"{name}.yaml"
        file.write_text(yaml.safe_dump(tree, sort_keys=False))
        changed[name] = (file, leaf, inner[leaf[-1]], tree)
    messages = {}
    for line in equipoise("check", *(file for file, *_ in changed.values())).stderr.splitlines():
        if match := re.match(r"(?:error: )?(?:\S*/)?([^/:\s]+)\.yaml:", line):
            messages.setdefault(match[1], []).append(line)
    differing = []
    for name, (_, leaf, value, tree) in changed.items():
        refused = bool(list(scenarios.iter_errors(tree)))
        if refused and name not in messages:
            differing.append(("the schema alone refuses", leaf, value))
        bound = [line for line in messages.get(name, ()) if re.search(r"must be (at least|at most|above|below)", line)]
        if bound and not refused and not OTHERS.search(bound[0]):
            differing.append(("the program alone has a bound", leaf, value, bound))
    assert messages
    assert not differing, "\n".join(map(str, differing))
