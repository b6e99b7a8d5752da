import Declarations

/// A manifest with the scenario, an Indexed Job of the shards, and a Job that merges them.
extension ClusterJob {
    var kubernetes: String {
        let files = texts.map { name, text in "  \(name): \(blockScalar(text))" }.joined(separator: "\n")
        // the scenario is resolved: what --set and --option did is in it
        let sweep = (["sweep", "/scenario/scenario.resolved.yaml"] + flags).map(shellQuoted).joined(
            separator: " ")
        return """
            # A sweep in \(shards) shards, made by equipoise plan:
            #
            #     kubectl apply -f THIS_FILE
            #
            # Before that, have
            # - an image equipoise:\(version) with the program on its path (or write the name of yours in both Jobs);
            # - a PersistentVolumeClaim equipoise-results that many nodes can write at once (ReadWriteMany): the results
            #   appear in its folder \(label), the shards' beside it in \(label)-shards.
            # A shard whose pod is lost goes on where it was. Exit code 2 says that some runs have failed, as failures.csv
            # tells; wrong usage or input (64 to 66) and too many failures (3) are not tried again.
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: \(label)-scenario
            data:
            \(files)
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: \(label)
            spec:
              completionMode: Indexed
              completions: \(shards)
              parallelism: \(shards)
              backoffLimit: \(3 * shards)
            \(failurePolicy)
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: shard
                      image: equipoise:\(version)
                      command: [/bin/sh, -c]
                      args:
                        - |
                          status=0
                          equipoise \(sweep) \\
                            --shard "$((JOB_COMPLETION_INDEX + 1))/\(shards)" --resume --progress plain \\
                            --out "/results/\(label)-shards/$((JOB_COMPLETION_INDEX + 1))" || status=$?
                          [ "$status" -eq 2 ] && exit 0
                          exit "$status"
            \(container)
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: \(label)-merge
            spec:
              backoffLimit: 3
            \(failurePolicy)
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: merge
                      image: equipoise:\(version)
                      command: [/bin/sh, -c]
                      args:
                        - |
                          # a shard's folder appears when it is complete
                          folders=
                          for shard in $(seq \(shards)); do
                            folder="/results/\(label)-shards/$shard"
                            until [ -f "$folder/plan.json" ]; do sleep 5; done
                            folders="$folders $folder"
                          done
                          status=0
                          equipoise merge $folders --out "/results/\(label)" || status=$?
                          [ "$status" -eq 2 ] && exit 0
                          exit "$status"
            \(container)

            """
    }

    /// A text as a value of the map of files: line by line where every line can be read so, else in quotes.
    private func blockScalar(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isPlain =
            text.hasSuffix("\n") && !text.hasSuffix("\n\n") && scalars.first != " " && scalars.first != "\n"
            && scalars.allSatisfy { $0 == "\n" || !$0.isInvisible }
        guard isPlain else { return doubleQuoted(text) }
        return "|\n"
            + text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    }

    private var failurePolicy: String {
        """
          podFailurePolicy:
            rules:
              - action: FailJob
                onExitCodes:
                  operator: In
                  values: [3, 64, 65, 66, 75]
        """
    }

    private var container: String {
        """
                  resources:
                    requests: {cpu: "2", memory: 256Mi}
                  volumeMounts:
                    - {name: scenario, mountPath: /scenario, readOnly: true}
                    - {name: results, mountPath: /results}
              volumes:
                - name: scenario
                  configMap: {name: \(label)-scenario}
                - name: results
                  persistentVolumeClaim: {claimName: equipoise-results}
        """
    }
}
