"""Runs the program with one call to the file system that fails, or that kills it. The library that does so is faults.c."""
import functools
import os
import pathlib
import subprocess
import tempfile

from conftest import EQUIPOISE


@functools.cache
def library():
    """Built once a process, by the system's compiler."""
    folder = tempfile.TemporaryDirectory()
    path = pathlib.Path(folder.name) / "faults.so"
    source = pathlib.Path(__file__).with_name("faults.c")
    done = subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", path, source, "-ldl"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder, path


def surroundings(root, faults):
    """The environment of a process that counts its calls below a folder, with FAULT_… in it."""
    environment = {**os.environ, "LD_PRELOAD": str(library()[1]), "FAULT_ROOT": str(root)}
    return environment | {f"FAULT_{name.upper()}": str(value) for name, value in faults.items()}


def faulty(arguments, root, cwd, **faults):
    """Runs a command with faults; returns the finished process."""
    return subprocess.run([EQUIPOISE, *map(str, arguments)], cwd=cwd, env=surroundings(root, faults), capture_output=True,
                          text=True, timeout=120)


def calls(arguments, root, cwd, log, **faults):
    """Names and paths of the calls to the file system that a command makes below a folder, in their order."""
    done = faulty(arguments, root, cwd, log=log, **faults)
    assert done.returncode == 0, done.stderr
    return [tuple(line.split(" ", 2)[1:]) for line in log.read_text().splitlines()]
