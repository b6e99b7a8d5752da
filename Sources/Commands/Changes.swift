extension OverrideOptions {
    /// What they change, as `resultName` takes it.
    var changes: [String] { setFile + set }
}

extension SelectionOptions {
    var changes: [String] { option.map { "option=\($0)" } }
}

extension DesignOptions {
    var changes: [String] { [runs.map { "runs=\($0)" }, seed.map { "seed=\($0)" }].compactMap { $0 } }
}
