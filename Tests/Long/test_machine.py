"""The same bits on every processor, from one binary."""
import re
import subprocess

from conftest import EQUIPOISE, ROOT, equipoise

WIDE = re.compile(r"%[yz]mm\d|\tv[a-z0-9]+ .*%xmm|%k[0-7]\b")


def test_no_code_outside_the_wide_builds_needs_their_processors():
    """Else a processor without AVX would stop at an instruction that it does not know."""
    listing = subprocess.Popen(["objdump", "-d", "--no-show-raw-insn", EQUIPOISE], stdout=subprocess.PIPE, text=True)
    symbol, wide = None, {}
    for line in listing.stdout:
        if line.endswith(">:\n"):
            symbol = line[line.index("<") + 1 : -3]
        elif symbol and WIDE.search(line):
            wide[symbol] = wide.get(symbol, 0) + 1
    assert listing.wait() == 0
    ours = {name for name in wide if "ModelAVX2" in name or "ModelAVX512" in name}
    assert len(ours) > 20
    # what is inline in C, of which each build keeps copies of its own: local to it, so that no other can come to call them
    inline = {name for name in wide if re.fullmatch(r"lanes\d_\w+", name)}
    assert wide.keys() == ours | inline
    table = subprocess.run(["nm", EQUIPOISE], capture_output=True, text=True, check=True).stdout.splitlines()
    kinds = {line.split()[-1]: line.split()[-2] for line in table if line.split()[-1] in inline}
    assert set(kinds.values()) <= {"t"}


def test_a_processor_without_avx_gives_the_same_bytes(tmp_path):
    scenario = ROOT / "scenarios/uk-options.yaml"
    assert equipoise("run", scenario, "--out", tmp_path / "native").returncode == 0
    emulated = ["qemu-x86_64", "-cpu", "Nehalem", EQUIPOISE, "run", scenario, "--out", tmp_path / "nehalem", "--quiet"]
    done = subprocess.run(emulated, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    for name in ["timeseries.csv", "impact.csv", "bands.csv"]:
        assert (tmp_path / "native" / name).read_bytes() == (tmp_path / "nehalem" / name).read_bytes()
