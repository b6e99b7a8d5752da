"""The jobs that `equipoise plan` writes, run by the engines they are for: the merged files are those of one machine."""
import filecmp
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

import kubernetes_validate
import pytest
import yaml

from conftest import EQUIPOISE, ROOT, equipoise

UK = ROOT / "scenarios/uk-options.yaml"
RUNS = "2048"


def same(one, other):
    names = sorted(os.listdir(one))
    assert names == sorted(os.listdir(other))
    return [name for name in names if name != "run.json" and not filecmp.cmp(one / name, other / name, shallow=False)] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps") / "whole"
    done = equipoise("sweep", UK, "--runs", RUNS, "--seed", 3, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder


def plan(engine, out, shards=4, file=UK):
    done = equipoise("plan", file, "--shards", shards, "--emit", engine, "--runs", RUNS, "--seed", 3, "--out", out)
    assert done.returncode == 0, done.stderr
    return done.stdout


def until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    raise AssertionError(f"no {what} in {seconds} s")


# Dask


def test_the_dask_program_gives_the_same_bytes_though_a_worker_is_killed(whole, tmp_path):
    from distributed import Client

    program = tmp_path / "job.py"
    program.write_text(plan("dask", tmp_path / "out", shards=8))
    scheduler_file = tmp_path / "scheduler.json"
    tools = [sys.executable, "-m", "distributed.cli"]
    environment = dict(os.environ, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="5")
    processes = [subprocess.Popen([*tools[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                                   "--no-dashboard", "--scheduler-file", scheduler_file], env=environment,
                                  stderr=subprocess.DEVNULL)]
    try:
        until(scheduler_file.exists, 30, "scheduler")
        workers = [subprocess.Popen([*tools[:2], "distributed.cli.dask_worker", "--scheduler-file", scheduler_file, "--nthreads", "1",
                                     "--no-nanny", "--no-dashboard", "--local-directory", tmp_path], env=environment,
                                    stderr=subprocess.DEVNULL, start_new_session=True) for _ in range(3)]
        processes += workers
        with Client(scheduler_file=str(scheduler_file)) as client:
            client.wait_for_workers(3, timeout=60)
            address = client.scheduler.address
        job = subprocess.Popen([sys.executable, program, "--scheduler", address, "--equipoise", EQUIPOISE], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        shards = pathlib.Path(f"{tmp_path / 'out'}-shards")
        # a worker in the middle of its shard, with the program that it runs
        until(lambda: shards.exists() and any(shards.glob("*.partial/outcomes.csv")), 60, "shard under way")
        os.killpg(workers[0].pid, signal.SIGKILL)
        output, messages = job.communicate(timeout=300)
        assert job.returncode == 0, messages
        assert "8 of 8 shards" in messages
        assert workers[0].wait() == -signal.SIGKILL
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert same(whole, tmp_path / "out")


def test_the_dask_program_runs_on_one_machine(whole, tmp_path):
    program = tmp_path / "job.py"
    program.write_text(plan("dask", tmp_path / "out"))
    done = subprocess.run([sys.executable, program, "--workers", "2", "--equipoise", EQUIPOISE], cwd=ROOT, text=True,
                          capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert same(whole, tmp_path / "out")


# Slurm


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    """The environment of a Slurm cluster of this machine alone."""
    for tool in ("slurmctld", "slurmd", "munged", "sbatch"):
        if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin"):
            pytest.skip(f"there is no {tool}: apt-get install slurm-wlm munge")
    if os.geteuid() != 0:
        pytest.skip("slurmd runs jobs for others, which only root can")
    folder = pathlib.Path(tmp_path_factory.mktemp("slurm"))
    # munged asks that nobody else can write on the way to its files
    secure = pathlib.Path("/run/equipoise-munge")
    shutil.rmtree(secure, ignore_errors=True)
    secure.mkdir(mode=0o755)
    key = secure / "key"
    key.write_bytes(os.urandom(128))
    key.chmod(0o600)
    hardware = subprocess.run(["slurmd", "-C"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    host = socket.gethostname().split(".")[0]
    configuration = folder / "slurm.conf"
    configuration.write_text(f"""ClusterName=equipoise
SlurmctldHost={host}
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={secure}/socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,batch_sched_delay=1
MpiDefault=none
ReturnToService=2
{hardware}
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
""")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    environment = dict(os.environ, SLURM_CONF=str(configuration), PATH=os.environ["PATH"] + ":/usr/sbin")
    log = (folder / "log").open("w")
    start = lambda *command: subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    processes = [start("munged", "--foreground", f"--socket={secure}/socket", f"--key-file={key}", "--force",
                       f"--pid-file={secure}/pid", f"--log-file={secure}/log", f"--seed-file={secure}/seed")]
    try:
        until((secure / "socket").exists, 20, "munge socket")
        processes.append(start("slurmctld", "-D", "-f", str(configuration)))
        processes.append(start("slurmd", "-D", "-f", str(configuration)))

        def ready():
            done = subprocess.run(["sinfo", "--noheader", "--format=%T"], env=environment, capture_output=True, text=True)
            return done.stdout.strip() == "idle"

        try:
            until(ready, 60, "idle node")
        except AssertionError:
            pytest.skip("Slurm does not start here: " + (folder / "log").read_text()[-2000:])
        yield environment
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(timeout=30)
        shutil.rmtree(secure, ignore_errors=True)


def test_the_slurm_script_gives_the_same_bytes_though_a_job_is_requeued(slurm, whole, tmp_path):
    script = tmp_path / "job.sh"
    script.write_text(plan("slurm", tmp_path / "out"))
    environment = dict(slurm, EQUIPOISE=EQUIPOISE, CPUS="1")
    handed = subprocess.run(["bash", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert handed.returncode == 0, handed.stderr
    shards = pathlib.Path(f"{tmp_path / 'out'}-shards")
    until(lambda: any(shards.glob("1.partial/outcomes.csv")), 120, "shard under way")
    running = subprocess.run(["squeue", "--noheader", "--states=RUNNING", "--array", "--format=%i"], env=slurm,
                             capture_output=True, text=True).stdout.split()
    # as when a node is taken away: the job is stopped and handed out again
    subprocess.run(["scontrol", "requeue", running[0]], env=slurm, check=True)
    queue = lambda: subprocess.run(["squeue", "--noheader"], env=slurm, capture_output=True, text=True).stdout
    try:
        # a job that was requeued waits two minutes, as Slurm has it
        until(lambda: (tmp_path / "out").exists(), 400, "merged result")
    except AssertionError as error:
        logs = "".join(path.read_text() for path in shards.glob("*.log"))
        raise AssertionError(f"{error}\n{queue()}\n{logs}") from None
    assert same(whole, tmp_path / "out")


# Kubernetes


def test_the_manifest_is_valid_and_its_commands_give_the_same_bytes(whole, tmp_path):
    parts = list(yaml.safe_load_all(plan("kubernetes", tmp_path / "unused")))
    assert [part["kind"] for part in parts] == ["ConfigMap", "Job", "Job"]
    for part in parts:
        kubernetes_validate.validate(part, "1.31", strict=True)
    scenario, shards, merge = parts
    assert shards["spec"]["completionMode"] == "Indexed" and shards["spec"]["completions"] == 4
    assert shards["spec"]["template"]["spec"]["restartPolicy"] == "Never"
    folder = tmp_path / "scenario"
    folder.mkdir()
    for name, text in scenario["data"].items():
        (folder / name).write_text(text)
        assert (whole / name).read_text() == text
    # what the containers would run, with their mounts and the program on the path
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/equipoise").symlink_to(EQUIPOISE)
    environment = dict(os.environ, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    def run(job, **variables):
        container = job["spec"]["template"]["spec"]["containers"][0]
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/scenario", "/results"}
        text = container["args"][0].replace("/scenario/", f"{folder}/").replace("/results/", f"{tmp_path}/results/")
        return subprocess.run([*container["command"], text], env=dict(environment, **variables), capture_output=True, text=True)

    for index in range(4):
        done = run(shards, JOB_COMPLETION_INDEX=str(index))
        assert done.returncode == 0, done.stderr
    done = run(merge)
    assert done.returncode == 0, done.stderr
    assert same(whole, tmp_path / "results/uk-options")


def test_file_names_that_shells_and_python_would_read_otherwise(tmp_path):
    odd = tmp_path / "it's $HOME & \"more\".yaml"
    odd.write_text(UK.read_text())
    for engine in ("slurm", "dask"):
        text = plan(engine, tmp_path / "a b/out's", file=odd)
        if engine == "dask":
            compile(text, "job.py", "exec")
            assert f"{str(odd)!r}" in repr(eval(text.split("SWEEP = ")[1].splitlines()[0]))
        else:
            assert subprocess.run(["bash", "-n"], input=text, text=True).returncode == 0


def test_a_plan_needs_points_enough():
    done = equipoise("plan", UK, "--shards", 5, "--emit", "slurm", "--runs", 4)
    assert done.returncode == 65 and "5 shards for 4 points" in done.stderr and done.stdout == ""
    assert equipoise("plan", UK, "--shards", 0, "--emit", "slurm").returncode == 64
    assert equipoise("plan", UK, "--shards", 2, "--emit", "lsf").returncode == 64
