internal import Declarations
package import Questions

/// The points of a sweep: the draws of every input at any point, in any order and from any thread.
///
/// A draw depends on the seed, the number of the sampled point and the input's path alone, given the design. In the designs
/// that have dimensions (Sobol', Halton), inputs take them by sorted path. Grid axes are crossed with the sampled points: all
/// cells of the grid at the first sampled point, then at the second, the axis whose path sorts last moving fastest. So the order
/// of `vary` decides that of the columns and nothing else.
package struct Sampler: Sendable {
    /// In the order of the file: the columns of the table of points.
    package let inputs: [Input]
    /// Number of points.
    package let count: Int
    /// What is worth knowing of the design and is no mistake.
    package let notes: [String]

    private let columns: [Column]
    private let groups: [Group]
    /// Cells of the grid at each sampled point.
    private let cells: Int
    private let table: [Double]

    /// More points than any sweep can run, and few enough to be counted in doubles.
    package static let mostPoints = 1 << 40

    /// Columns that the Gaussian copula correlates.
    private struct Group: Sendable {
        let columns: [Int]
        let factor: [Double]
    }

    /// The points that the scenario's design draws.
    package init(_ scenario: Scenario) throws(SamplingError) {
        let experiment = scenario.experiment
        let inputs = experiment.variations.flatMap { $0.inputs(in: scenario.world) }
        guard !inputs.isEmpty else {
            throw SamplingError(path: "vary", message: "names nothing, expected a list of parameters")
        }
        let axes = try Axes(inputs)
        let design = try Self.design(experiment, isGrid: axes.columns.allSatisfy { $0 != nil })
        guard let runs = design.method == .grid ? 1 : design.runs, runs > 0 else {
            throw SamplingError(path: "design.runs", message: "must be at least 1")
        }
        let (count, overflows) = runs.multipliedReportingOverflow(by: axes.cells)
        guard !overflows, count <= Self.mostPoints else {
            throw SamplingError(
                path: "vary",
                message: "has \(axes.cells) cells of a grid at each of \(counted(runs, "point")), "
                    + "expected at most \(Self.mostPoints) points")
        }
        let drawn = inputs.indices.filter { axes.columns[$0] == nil }
        let draws = try Draws(design, runs, drawn.map { inputs[$0] }, scenario)
        var columns: [Column] = []
        for (index, input) in inputs.enumerated() {
            if let axis = axes.columns[index] {
                columns.append(.grid(axis.values, stride: axis.stride))
            } else {
                columns.append(try draws.column(input))
            }
        }
        self.inputs = inputs
        self.count = count
        self.columns = columns
        groups = draws.copulas.map { group in
            Group(
                columns: group.names.compactMap { name in inputs.firstIndex { $0.path == name } },
                factor: group.factor)
        }
        cells = axes.cells
        table = []
        var notes = Self.notes(design, runs)
        for index in drawn {
            let quantile = try draws.quantile(inputs[index])
            notes += [quantile.rareValue(of: inputs[index].name, in: runs)].compactMap(\.self)
        }
        self.notes = notes
    }

    /// The points of a design's file.
    package init(_ points: PointTable) {
        inputs = points.inputs
        count = points.count
        columns = points.inputs.map { _ in .table }
        groups = []
        cells = 1
        table = points.values
        notes = points.notes
    }

    /// The draws of a point, one for each input.
    package func draws(_ point: Int) -> [Double] {
        Array(unsafeUninitializedCapacity: inputs.count) { buffer, count in
            if let base = buffer.baseAddress { draw(point, into: base) }
            count = inputs.count
        }
    }

    /// Writes the draws of a point, one for each input.
    /// - Parameter point: from 0, below `count`.
    package func draw(_ point: Int, into values: UnsafeMutablePointer<Double>) {
        precondition(point >= 0 && point < count, "there is no point \(point)")
        let (sampled, cell) = point.quotientAndRemainder(dividingBy: cells)
        for (index, column) in columns.enumerated() {
            values[index] =
                switch column {
                case .table: table[point * columns.count + index]
                case .grid(let axis, let stride): axis[cell / stride % axis.count]
                case .random(let generator, _): generator.uniform(UInt64(sampled), .draw)
                case .latin(let dimension, _): dimension.uniform(sampled)
                case .sobol(let dimension, _): dimension.uniform(sampled)
                case .halton(let dimension, _): dimension.uniform(sampled)
                }
        }
        for group in groups { correlate(group, values) }
        for (index, column) in columns.enumerated() {
            switch column {
            case .table, .grid: break
            case .random(_, let quantile), .latin(_, let quantile), .sobol(_, let quantile),
                .halton(_, let quantile):
                values[index] = quantile(values[index])
            }
        }
    }

    /// Makes uniform numbers those of a Gaussian copula; the first of the group stays as it is.
    private func correlate(_ group: Group, _ values: UnsafeMutablePointer<Double>) {
        let first = values[group.columns[0]]
        for column in group.columns { values[column] = NormalDistribution.quantile(values[column]) }
        applyTriangle(group.factor, group.columns.count) {
            values[group.columns[$0]]
        } set: {
            values[group.columns[$0]] = $1
        }
        for column in group.columns {
            let below = NormalDistribution.probabilities(values[column]).below
            values[column] = min(max(below, 0x1p-53), 1 - 0x1p-53)
        }
        values[group.columns[0]] = first
    }

    private static func design(_ experiment: Experiment, isGrid: Bool) throws(SamplingError) -> Design {
        if let design = experiment.design {
            if design.method == .grid, !isGrid {
                throw SamplingError(path: "design.method", message: "a grid has no draws for what varies")
            }
            return design
        }
        // values alone can mean nothing but their grid
        if isGrid { return Design(method: .grid, runs: nil, seed: 1) }
        throw SamplingError(
            path: "design", message: "missing key, expected a design such as {method: sobol, runs: 1024}")
    }

    private static func notes(_ design: Design, _ runs: Int) -> [String] {
        guard design.method == .sobol, runs & (runs - 1) != 0 else { return [] }
        let lower = 1 << (Int.bitWidth - 1 - runs.leadingZeroBitCount)
        return [
            "design.runs: \(runs) Sobol' points are less even than a power of 2, such as \(lower) or \(2 * lower)"
        ]
    }
}

/// The crossing of the grid axes: the values of each and the number of cells for which each value stands.
private struct Axes {
    /// By input; nil for those that are drawn.
    private(set) var columns: [(values: [Double], stride: Int)?]
    private(set) var cells = 1

    init(_ inputs: [Input]) throws(SamplingError) {
        columns = Array(repeating: nil, count: inputs.count)
        for index in inputs.indices.sorted(by: { inputs[$0].path > inputs[$1].path }) {
            guard case .grid(let values)? = inputs[index].values else { continue }
            columns[index] = (values, cells)
            let (product, overflows) = cells.multipliedReportingOverflow(by: values.count)
            guard !overflows, !values.isEmpty, product <= Sampler.mostPoints else {
                throw SamplingError(
                    path: "vary", message: "the grid has more than \(Sampler.mostPoints) cells")
            }
            cells = product
        }
    }
}
