import Declarations

/// A script that hands an array of jobs and a merge that waits for them to Slurm.
extension ClusterJob {
    var slurm: String {
        let sweep = (["sweep", file] + flags).map(shellQuoted).joined(separator: " ")
        return """
            #!/usr/bin/env bash
            # A sweep in \(shards) shards, made by equipoise plan. Run it where sbatch is, in a folder that all nodes see:
            #
            #     bash THIS_SCRIPT
            #
            # It hands in an array of \(shards) jobs and one that merges their results into $OUT once all are done. A job that
            # was stopped goes on where it was when it is run again (requeued, or by this script): nothing done is lost.
            set -euo pipefail

            EQUIPOISE=${EQUIPOISE:-equipoise}       # the program, on the path of every node or a full path
            OUT=${OUT:-\(shellQuoted(out))}
            CPUS=${CPUS:-4}                         # threads of each job
            TIME=${TIME:-04:00:00}
            export EQUIPOISE OUT
            mkdir -p "$OUT-shards"
            logs="${OUT//%/%%}-shards"              # sbatch reads % in the names of logs

            array=$(sbatch --parsable --job-name=\(label) --array=1-\(shards) --requeue --time="$TIME" \\
              --cpus-per-task="$CPUS" --output="$logs/%a.log" --open-mode=append --export=ALL <<'JOB'
            #!/usr/bin/env bash
            status=0
            "$EQUIPOISE" \(sweep) \\
              --shard "$SLURM_ARRAY_TASK_ID/\(shards)" --resume --jobs "$SLURM_CPUS_PER_TASK" --progress plain \\
              --out "$OUT-shards/$SLURM_ARRAY_TASK_ID" || status=$?
            # 2: some runs failed, which failures.csv says; the shard is complete
            [ "$status" -eq 2 ] && exit 0
            exit "$status"
            JOB
            )

            sbatch --parsable --job-name=\(label)-merge --dependency="afterok:${array%%;*}" --kill-on-invalid-dep=yes \\
              --time="$TIME" --cpus-per-task="$CPUS" --output="$logs/merge.log" --export=ALL <<'JOB'
            #!/usr/bin/env bash
            status=0
            folders=()
            for shard in $(seq \(shards)); do folders+=("$OUT-shards/$shard"); done
            "$EQUIPOISE" merge "${folders[@]}" --out "$OUT" --jobs "$SLURM_CPUS_PER_TASK" || status=$?
            [ "$status" -eq 2 ] && exit 0
            exit "$status"
            JOB

            """
    }
}
