"""One-edit corruptions of the shipped files: none crashes, and none is accepted with its meaning unchanged."""
import random
import re

import pytest
import yaml
from conftest import SCENARIOS, WORLDS, equipoise

SEED = 7
EDITS_A_FILE = 60


def meaning(path):
    """The resolved scenario without the origins; None if it is refused."""
    done = equipoise("show", path)
    assert done.returncode in (0, 65, 66), (done.returncode, done.stderr)
    assert done.returncode == 0 or done.stderr.strip(), "refused without a word"
    return None if done.returncode else [re.sub(r"\s+# .*$", "", line) for line in done.stdout.splitlines()]


def editable(text):
    """Positions of characters that are neither white space nor in a comment."""
    places, start = [], 0
    for line in text.splitlines(keepends=True):
        code = re.sub(r"(^|\s)#.*$", lambda match: " " * len(match.group()), line.rstrip("\n"))
        places += [start + i for i, character in enumerate(code) if not character.isspace()]
        start += len(line)
    return places


def edits(text, generator):
    """One character left out, doubled, replaced, or exchanged with the next."""
    places = editable(text)
    while True:
        i = generator.choice(places)
        kind = generator.choice(["drop", "double", "replace", "swap"])
        if kind == "drop":
            yield kind, i, text[:i] + text[i + 1:]
        elif kind == "double":
            yield kind, i, text[:i] + text[i] + text[i:]
        elif kind == "replace":
            other = generator.choice("abcXYZ0123456789.,:-{}[]'\"&*!|>%@")
            if other != text[i]:
                yield kind, i, text[:i] + other + text[i + 1:]
        elif i + 1 < len(text) and text[i] != text[i + 1] and not text[i + 1].isspace():
            yield kind, i, text[:i] + text[i + 1] + text[i] + text[i + 2:]


def same_data(one, other):
    """Whether an edit only writes a number in another form, as 1.0 for 1."""
    try:
        return yaml.safe_load(one) == yaml.safe_load(other)
    except yaml.YAMLError:
        return False


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_corruption_goes_unnoticed(path, tmp_path):
    generator = random.Random(f"{SEED} {path.name}")
    text = path.read_text()
    for other in SCENARIOS + WORLDS:  # what a view extends lies beside it
        (tmp_path / other.name).write_text(other.read_text())
    original = meaning(tmp_path / path.name)
    assert original is not None
    stream = edits(text, generator)
    done = 0
    while done < EDITS_A_FILE:
        kind, i, corrupted = next(stream)
        if same_data(text, corrupted):
            continue
        done += 1
        (tmp_path / path.name).write_text(corrupted)
        line = text.count("\n", 0, i) + 1
        before, after = text.splitlines()[line - 1], corrupted.splitlines()[line - 1]
        assert meaning(tmp_path / path.name) != original, f"seed {SEED}: {kind} at line {line}: {before!r} -> {after!r}"
