"""What the long checks share: the program, the shipped files, and running them."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EQUIPOISE = os.environ.get("EQUIPOISE", str(ROOT / ".build/release/equipoise"))
BASELINE = ROOT / "Sources/Scenarios/Resources/baseline.yaml"
# a world is extended and cannot run
WORLDS = sorted((ROOT / "scenarios").glob("world-*.yaml"))
SCENARIOS = sorted(set((ROOT / "scenarios").glob("*.yaml")) - set(WORLDS))


def equipoise(*arguments, **keywords):
    """Runs the program; returns the finished process with its texts."""
    keywords.setdefault("cwd", ROOT)
    keywords.setdefault("capture_output", True)
    keywords.setdefault("timeout", 120)
    return subprocess.run([EQUIPOISE, *map(str, arguments)], text=True, **keywords)


@pytest.fixture(scope="session")
def uk_options(tmp_path_factory):
    """The folder of a run of the main scenario."""
    folder = tmp_path_factory.mktemp("runs") / "uk-options"
    done = equipoise("run", ROOT / "scenarios/uk-options.yaml", "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder


def pytest_terminal_summary(terminalreporter):
    """Says what tests with random input have used, also where they passed and in whichever process they ran."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", []):
                if report.when == "call":
                    terminalreporter.write_line(f"{report.nodeid}: {name}: {value}")
