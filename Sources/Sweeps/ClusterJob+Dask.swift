import Declarations

/// A program for the Distributed scheduler of Dask.
extension ClusterJob {
    var dask: String {
        """
        #!/usr/bin/env python3
        \"\"\"A sweep in \(shards) shards on a Dask cluster, made by equipoise plan.

            python THIS_PROGRAM --scheduler tcp://HOST:8786     on a cluster that is running
            python THIS_PROGRAM --workers 4                     on this machine, in processes of its own

        The workers must see the program, the scenario and the results under the same paths. A shard whose worker is lost is
        run again by another and goes on where it was; at the end the shards are merged.
        \"\"\"
        import argparse
        import os
        import subprocess
        import sys
        import time

        from distributed import Client, LocalCluster, as_completed

        SWEEP = \(pythonList(["sweep", file] + flags))
        SHARDS = \(shards)
        OUT = \(doubleQuoted(out))
        SOME_RUNS_FAILED = 2
        CANNOT_CREATE = 73


        def run_shard(shard, program, out, jobs, folder):
            \"\"\"Runs one shard to its end; returns its number and exit code.\"\"\"
            command = [program, *SWEEP, "--shard", f"{shard}/{SHARDS}", "--resume", "--jobs", str(jobs),
                       "--progress", "none", "--out", f"{out}-shards/{shard}"]
            while True:
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
                # the process that a lost worker has left behind may still be at it: what it does counts
                if done.returncode == CANNOT_CREATE and "another run is writing" in done.stderr:
                    time.sleep(1)
                    continue
                if done.returncode not in (0, SOME_RUNS_FAILED):
                    raise RuntimeError(f"shard {shard} ended with code {done.returncode}:\\n{done.stderr}")
                return shard, done.returncode


        def main():
            parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
            parser.add_argument("--scheduler", help="address of a cluster that is running")
            parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes on this machine otherwise")
            parser.add_argument("--jobs", type=int, default=1, help="threads of each shard")
            parser.add_argument("--equipoise", default="equipoise", help="the program, as workers find it")
            parser.add_argument("--out", default=OUT, help="folder of the merged result")
            arguments = parser.parse_args()
            out = os.path.abspath(arguments.out)
            if arguments.scheduler:
                client = Client(arguments.scheduler)
            else:
                client = Client(LocalCluster(n_workers=arguments.workers, threads_per_worker=1))
            with client:
                shards = client.map(run_shard, range(1, SHARDS + 1), program=arguments.equipoise, out=out,
                                    jobs=arguments.jobs, folder=os.getcwd(), retries=3, pure=False)
                for count, future in enumerate(as_completed(shards), 1):
                    shard, code = future.result()
                    note = ", some of its runs failed" if code == SOME_RUNS_FAILED else ""
                    print(f"{count} of {SHARDS} shards: {shard} is done{note}", file=sys.stderr, flush=True)
            folders = [f"{out}-shards/{shard}" for shard in range(1, SHARDS + 1)]
            return subprocess.run([arguments.equipoise, "merge", *folders, "--out", out]).returncode


        if __name__ == "__main__":
            sys.exit(main())

        """
    }

    private func pythonList(_ words: [String]) -> String {
        "[" + words.map(doubleQuoted).joined(separator: ", ") + "]"
    }
}
