"""What `make install` puts in place: the program, its manual pages, its completions and the library, each used by what reads it."""
import ctypes
import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT, equipoise

COMMANDS = re.findall(r"^  ([a-z]+)  ", equipoise("--help").stdout.split("SUBCOMMANDS:")[1], re.MULTILINE)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("prefix")
    done = subprocess.run(["make", "install", f"PREFIX={prefix}"], cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return prefix


def output(*command, **keywords):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, **keywords)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit():
    if not (ROOT / ".git").exists():
        return None
    return output("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*", cwd=ROOT).strip()


def test_the_version_names_the_commit_and_the_gsl(installed):
    first, second = output(installed / "bin/equipoise", "--version").splitlines()
    known = commit()
    assert first == "equipoise 0.1.0" + (f", commit {known}" if known else "")
    assert second == "GNU Scientific Library " + output("pkg-config", "--modversion", "gsl").strip()


def test_the_commit_stands_in_the_record_of_a_run_and_in_no_other_file(installed, tmp_path, uk_options):
    program = installed / "bin/equipoise"
    output(program, "run", ROOT / "scenarios/uk-options.yaml", "--out", tmp_path / "run", cwd=ROOT)
    known = commit()
    assert json.loads((tmp_path / "run/run.json").read_text()).get("commit") == known
    for path in (tmp_path / "run").iterdir():
        if path.name != "run.json":
            assert known is None or known not in path.read_text()
            assert path.read_bytes() == (uk_options / path.name).read_bytes()


def test_the_library_is_found_with_its_header(installed, tmp_path):
    library = installed / "lib/libequipoise.so"
    assert ctypes.CDLL(str(library)).equipoise_run(None) == 66
    (tmp_path / "main.c").write_text("#include <equipoise.h>\nint main(void) { return equipoise_run(NULL) != EQUIPOISE_MISSING; }\n")
    program = tmp_path / "main"
    output("cc", tmp_path / "main.c", f"-I{installed}/include", f"-L{library.parent}", "-lequipoise", f"-Wl,-rpath,{library.parent}", "-o", program)
    output(program)


def test_every_command_has_a_manual_page(installed):
    pages = installed / "share/man/man1"
    assert {path.name for path in pages.iterdir()} == {"equipoise.1", *(f"equipoise.{name}.1" for name in [*COMMANDS, "help"])}
    assert len(COMMANDS) > 10


def test_the_manual_pages_render(installed):
    for page in (installed / "share/man/man1").iterdir():
        text = output("man", "-l", page, env={"MANWIDTH": "100", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
        for part in ("NAME", "SYNOPSIS", "DESCRIPTION", "AUTHORS"):
            assert re.search(rf"^{part}$", text, re.MULTILINE), (page.name, part)
    page = installed / "share/man/man1/equipoise.export.1"
    text = output("man", "-l", page, env={"MANWIDTH": "100", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    assert "Write a result in a form that other tools read" in text and "--as form" in text
    assert "not in my database" not in text


def test_a_page_is_found_by_its_name(installed):
    assert output("man", "-w", "equipoise.run", env={"MANPATH": str(installed / "share/man"), "PATH": "/usr/bin:/bin"}).strip() == str(
        installed / "share/man/man1/equipoise.run.1")


@pytest.mark.parametrize(("words", "found"), [
    (["ex"], ["export"]), (["run", "--se"], ["--set", "--set-file"]), (["export", "x", "--as", ""], ["iamc", "sqlite", "wide"])])
def test_bash_completes_commands_flags_and_values(installed, words, found):
    line = " ".join(["equipoise", *words])
    script = (f'source {installed}/share/bash-completion/completions/equipoise; COMP_WORDS=(equipoise "$@"); COMP_CWORD=$#; '
              f'COMP_LINE="{line}"; COMP_POINT=${{#COMP_LINE}}; _equipoise equipoise "${{@: -1}}" "${{COMP_WORDS[$#-1]}}"; printf "%s\\n" "${{COMPREPLY[@]}}"')
    assert output("bash", "-c", script, "bash", *words).split() == found


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_commands_and_flags(installed):
    source = f"source {installed}/share/fish/vendor_completions.d/equipoise.fish; "
    assert output("fish", "-c", source + "complete -C 'equipoise ex'").startswith("export\t")
    flags = output("fish", "-c", source + "complete -C 'equipoise run --se'").splitlines()
    assert [flag.split("\t")[0] for flag in flags] == ["--set", "--set-file"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_commands(installed):
    """In a shell of its own on a pseudo-terminal, as a person at the keyboard would."""
    script = f"""
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'PS1=; fpath=({installed}/share/zsh/site-functions $fpath); autoload -U compinit; compinit -D -u; PATH={installed}/bin:$PATH; print READY'
        zpty -r -m shell line '*READY*READY*'
        zpty -w -n shell $'equipoise exp\\t'
        zpty -r -m shell line '*export*' && print -r -- "$line"
        zpty -d shell
    """
    assert "equipoise export" in output("zsh", "-f", "-c", script, cwd=ROOT)
