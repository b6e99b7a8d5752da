"""What a run promises: the same bytes again, from the resolved files too, and warnings for changes that move nothing."""
from conftest import ROOT, SCENARIOS, equipoise

UK = ROOT / "scenarios/uk-options.yaml"
TABLES = ["timeseries.csv", "impact.csv", "bands.csv", "scenario.resolved.yaml", "world.resolved.yaml", "datapackage.json"]


def test_the_resolved_files_give_the_same_bytes(tmp_path):
    for path in SCENARIOS:
        first, again = tmp_path / path.stem, tmp_path / (path.stem + "-again")
        assert equipoise("run", path, "--out", first).returncode == 0
        assert equipoise("run", first / "scenario.resolved.yaml", "--out", again).returncode == 0
        for table in TABLES:
            assert (first / table).read_bytes() == (again / table).read_bytes(), (path.name, table)


def test_the_long_table_on_standard_output_is_the_files(uk_options):
    done = equipoise("run", UK, "--out", "-")
    assert done.stdout == (uk_options / "timeseries.csv").read_text()


def test_the_locale_does_not_matter(uk_options, tmp_path):
    done = equipoise("run", UK, "--out", tmp_path / "out", env={"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "PATH": ""})
    assert done.returncode == 0
    assert (tmp_path / "out/timeseries.csv").read_bytes() == (uk_options / "timeseries.csv").read_bytes()


def test_the_committed_reference_is_todays_result(uk_options):
    for table in TABLES[:3]:
        assert (ROOT / "notebooks-out/reference/uk-options" / table).read_bytes() == (uk_options / table).read_bytes()


def test_selected_options_are_as_in_the_whole_run(uk_options, tmp_path):
    done = equipoise("run", UK, "--option", "permission", "--option", "status-quo", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rows = [row for row in (uk_options / "timeseries.csv").read_text().splitlines()
            if row.split(",")[1] in ("option", "permission", "status-quo")]
    assert (tmp_path / "out/timeseries.csv").read_text().splitlines() == rows


def test_planted_dead_changes_are_found(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(
        "set: {initialReservation.music: 0.2, publicFundsCost: 0.4, qualityExponent: 1.3, openDataShare: 0.4, regimes.spare: {reach: 1}}\n"
        "options:\n  keep: {}\n"
        "  dead: {UK: [{from: 2027, with: {reservable: 0}}]}\n"
        "  alive: {UK: [{from: 2027, with: {enforcement: 0.9}}, {from: 2030, with: {enforcement: 0.9}}]}\n")
    done = equipoise("run", "a.yaml", "--out", "out", cwd=tmp_path)
    warned = sorted(line for line in done.stderr.splitlines() if line.startswith("warning"))
    assert warned == [
        "warning: a.yaml:1: initialReservation.music = 0.2 is what it was",
        "warning: a.yaml:1: openDataShare = 0.4 moved nothing",
        "warning: a.yaml:1: publicFundsCost = 0.4 moved nothing",
        "warning: options.alive.UK[1] moved nothing",
        "warning: options.dead.UK[0] moved nothing",
        "warning: regimes.spare: no option uses it",
    ]


def test_changes_that_only_the_comparison_shows_are_no_dead_ones(tmp_path):
    for change in ("compare.against=exception", "compare.from=2030", "compare.years=3", "discountRate=0.05",
                   "compare.discountRate=0.05", "design.seed=9", "title=Mine"):
        done = equipoise("run", UK, "--out", tmp_path / "out", "--set", change)
        assert done.returncode == 0 and "warning" not in done.stderr, (change, done.stderr)


def test_several_files_on_standard_output_are_one_table():
    done = equipoise("run", UK, ROOT / "scenarios/eu-reach.yaml", "--out", "-")
    assert done.stdout.count("scenario,option,") == 1
    assert {line.split(",")[0] for line in done.stdout.splitlines()[1:]} == {"uk-options", "eu-reach"}


def test_the_points_of_a_design_are_kept_beside_the_resolved_scenario(tmp_path):
    (tmp_path / "p.csv").write_text("qualityExponent\n1.1\n")
    (tmp_path / "a.yaml").write_text("design: {points: p.csv}\noptions: {keep: {}}\n")
    assert equipoise("run", tmp_path / "a.yaml", "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out/points.csv").read_text() == "qualityExponent\n1.1\n"
    assert "points: points.csv" in (tmp_path / "out/scenario.resolved.yaml").read_text()
    assert equipoise("run", tmp_path / "out/scenario.resolved.yaml", "--out", tmp_path / "again").returncode == 0
    (tmp_path / "p.csv").unlink()
    assert equipoise("check", tmp_path / "a.yaml").returncode == 65
