package import Declarations
import Output
import Questions
import Sampling
import Simulation

/// What came of a piece of work: rows of the tables as bytes, and the outcomes by column.
package struct Piece: Sendable {
    /// In the order of `SweepPlan.streams`.
    package var rows: [[UInt8]] = []
    /// Coded outcomes, by outcome, option and point.
    package var columns: [Double] = []
    package var tally = Tally()
}

/// Numbers of what was done.
package struct Tally: Sendable, Equatable {
    package var points = 0
    package var failed = 0
    package var evaluations = 0

    package init(points: Int = 0, failed: Int = 0, evaluations: Int = 0) {
        self.points = points
        self.failed = failed
        self.evaluations = evaluations
    }

    package static func += (sum: inout Tally, more: Tally) {
        sum.points += more.points
        sum.failed += more.failed
        sum.evaluations += more.evaluations
    }
}

/// Why a run has no outcomes.
private struct Setback {
    let reason: String
    var year: Double?
}

/// Runs every option at points; one instance for each thread.
package final class PointEngine {
    private let plan: SweepPlan
    private let ensemble: (any EnsembleModel)?
    private let layout: Layout
    private let reportLayout: ReportLayout
    private let paths: PathTable?
    /// What the options meet where the law is the same at every point.
    private let courses: [Course]
    private let weights: [Double]

    /// - Parameter engine: carries out what the scenario leaves to no other integrator.
    package init(_ plan: SweepPlan, engine: (Layout) -> any EnsembleModel = Build.best.ensembleModel) {
        self.plan = plan
        let scenario = plan.scenario
        let world = scenario.world
        layout = world.layout
        reportLayout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        switch scenario.solver.method {
        case .auto, .tsit5: ensemble = engine(layout)
        case .rkf45, .rk8pd, .msadams: ensemble = nil
        }
        paths = plan.tables.timeseries ? PathTable(plan) : nil
        courses = scenario.options.map { Course($0.policy(in: world), reportedAt: plan.outcomes.times) }
        weights = plan.outcomes.weights(discountRate: scenario.comparison.discountRate)
    }

    package func run(_ points: Range<Int>) -> Piece { carriedOut(points).piece(plan) }

    /// The outcomes alone, without rows of tables.
    package func outcomes(at points: Range<Int>) -> PointOutcomes { carriedOut(points).outcomes }

    private func carriedOut(_ points: Range<Int>) -> PieceOfWork {
        let work = PieceOfWork(points, plan, layout)
        if let ensemble {
            runTogether(work, ensemble)
        } else {
            runOneByOne(work)
        }
        return work
    }

    private func runTogether(_ work: PieceOfWork, _ ensemble: any EnsembleModel) {
        let sound = work.sound
        let task = EnsembleTask(
            layout: layout, points: sound.count, times: plan.outcomes.times,
            reported: plan.outcomes.reported, tolerance: plan.tolerance
        ) { point, values in
            values.update(from: work.values(sound[point]), count: self.layout.count)
        } courses: { point in
            guard self.plan.placement.movesPolicies else { return self.courses }
            return self.plan.placement.policies(work.draws(sound[point])).map {
                Course($0, reportedAt: self.plan.outcomes.times)
            }
        }
        // a point is reduced to its outcomes as soon as all of its options are there, and the rest let go
        var deliveries = Deliveries(points: sound.count, options: plan.options.count)
        ensemble.run(task) { result in
            guard let results = deliveries.add(result) else { return }
            finish(sound[result.point], results, work)
        }
        for (point, results) in deliveries.incomplete { finish(sound[point], results, work) }
        for point in deliveries.doubled { work.discard(sound[point], Setback(reason: Deliveries.doubled)) }
    }

    /// - Parameter results: by option; nil for one that never came.
    private func finish(_ point: Int, _ results: [EnsembleResult?], _ work: PieceOfWork) {
        let runs = results.enumerated().map { option, result -> [Double]? in
            guard let result else {
                work.fail(point, option, Setback(reason: Deliveries.missing))
                return nil
            }
            work.tally.evaluations += result.evaluations
            guard let failure = result.failure else { return result.values }
            let reason = RunError.Failure(failure, reportLayout)
            work.fail(point, option, Setback(reason: reason.reason, year: reason.year))
            return nil
        }
        finish(point, runs, work)
    }

    /// Each run by itself, on the integrator that the scenario asks for.
    private func runOneByOne(_ work: PieceOfWork) {
        for point in work.sound {
            let scenario = plan.placement.scenario(work.draws(point))
            let simulation = Simulation(scenario, times: plan.outcomes.times)
            var runs: [[Double]?] = []
            for (number, option) in scenario.options.enumerated() {
                do throws(RunError) {
                    let trajectory = try simulation.run(option)
                    work.tally.evaluations += trajectory.evaluations
                    runs.append(
                        trajectory.points.flatMap { instant in
                            plan.outcomes.reported.map { instant.values[$0] }
                        })
                } catch {
                    work.fail(
                        point, number, Setback(reason: error.failure.reason, year: error.failure.year))
                    runs.append(nil)
                }
            }
            finish(point, runs, work)
        }
    }

    /// - Parameter runs: what each option reports; nil for a run that failed.
    private func finish(_ point: Int, _ runs: [[Double]?], _ work: PieceOfWork) {
        let weights =
            plan.placement.movesDiscountRate
            ? plan.outcomes.weights(discountRate: plan.placement.discountRate(work.draws(point))) : weights
        var runs = runs
        var rows = runs.enumerated().map { option, run in
            run.flatMap { paths?.rows(point: work.points.lowerBound + point, option, $0) }
        }
        // what a run reports is finite, and yet a sum of it may not be: the run has failed then, for what is compared with it too
        func giveUp(_ option: Int, _ what: String) {
            let reason = "\(what) is not finite; the numbers it is made of are too large"
            work.fail(point, option, Setback(reason: reason))
            (runs[option], rows[option]) = (nil, nil)
        }
        for option in rows.indices where (rows[option]?.lacking ?? 0) > 0 {
            giveUp(option, "a row of timeseries.csv")
        }
        var values = plan.outcomes.values(runs, weights: weights)
        while let (option, outcome) = Self.firstNotFinite(values) {
            giveUp(option, plan.outcomes.outcomes[outcome].name)
            values = plan.outcomes.values(runs, weights: weights)
        }
        for option in plan.options.indices {
            for (outcome, value) in values[option].enumerated() { work.set(point, option, outcome, value) }
            if let rows = rows[option] { work.paths[point][option] = rows.bytes }
        }
    }

    private static func firstNotFinite(_ values: [[OutcomeValue]]) -> (option: Int, outcome: Int)? {
        for (option, values) in values.enumerated() {
            let outcome = values.firstIndex { $0.number.map { !$0.isFinite } ?? false }
            if let outcome { return (option, outcome) }
        }
        return nil
    }
}

/// The points of a piece on their way: draws, world values and what has come of them.
private final class PieceOfWork {
    let points: Range<Int>
    package var tally = Tally()
    /// Rows of the long table, by point and option.
    var paths: [[[UInt8]]]
    private let inputs: Int
    private let layout: Layout
    private let options: Int
    private let drawn: UnsafeMutablePointer<Double>
    private let worlds: UnsafeMutablePointer<Double>
    private var columns: [Double]
    /// By point and option.
    private var setbacks: [Setback?]

    init(_ points: Range<Int>, _ plan: SweepPlan, _ layout: Layout) {
        self.points = points
        self.layout = layout
        inputs = plan.inputs.count
        options = plan.options.count
        drawn = .allocate(capacity: points.count * inputs)
        worlds = .allocate(capacity: points.count * layout.count)
        columns = Array(
            repeating: OutcomeValue.failed.coded,
            count: points.count * options * plan.outcomes.outcomes.count)
        setbacks = Array(repeating: nil, count: points.count * options)
        paths =
            plan.tables.timeseries
            ? Array(repeating: Array(repeating: [], count: options), count: points.count) : []
        for point in 0..<points.count {
            let (draws, values) = (drawn + point * inputs, worlds + point * layout.count)
            plan.sampler.draw(points.lowerBound + point, into: draws)
            plan.placement.write(draws, to: values)
            let tooLarge = (0..<inputs).first { !draws[$0].isFinite }.map {
                "\(plan.inputs[$0]) is not finite; its distribution reaches beyond all numbers"
            }
            guard let problem = tooLarge ?? plan.placement.problem(draws, values) else { continue }
            for option in 0..<options { fail(point, option, Setback(reason: problem)) }
        }
    }

    deinit {
        drawn.deallocate()
        worlds.deallocate()
    }

    /// Points that can run, counted from the first of the piece.
    var sound: [Int] { (0..<points.count).filter { setbacks[$0 * options] == nil } }

    func draws(_ point: Int) -> UnsafePointer<Double> { UnsafePointer(drawn + point * inputs) }
    func values(_ point: Int) -> UnsafePointer<Double> { UnsafePointer(worlds + point * layout.count) }

    func fail(_ point: Int, _ option: Int, _ setback: Setback) {
        setbacks[point * options + option] = setback
        tally.failed += 1
    }

    /// Lets go of all that is known of a point: none of its runs has succeeded.
    func discard(_ point: Int, _ setback: Setback) {
        for option in 0..<options {
            if setbacks[point * options + option] == nil { fail(point, option, setback) }
            if !paths.isEmpty { paths[point][option] = [] }
        }
        for column in stride(from: point, to: columns.count, by: points.count) {
            columns[column] = OutcomeValue.failed.coded
        }
    }

    func set(_ point: Int, _ option: Int, _ outcome: Int, _ value: OutcomeValue) {
        columns[(outcome * options + option) * points.count + point] = value.coded
    }

    /// By point.
    var outcomes: PointOutcomes {
        let outcomes = columns.count / max(points.count * options, 1)
        return PointOutcomes(
            values: (0..<points.count).map { point in
                (0..<options).map { option in
                    (0..<outcomes).map { columns[($0 * options + option) * points.count + point] }
                }
            },
            failures: setbacks.enumerated().compactMap { index, setback in
                setback.map {
                    FailedRun(
                        point: points.lowerBound + index / self.options, option: index % self.options,
                        year: $0.year, reason: $0.reason)
                }
            })
    }

    func piece(_ plan: SweepPlan) -> Piece {
        var experiments = CSVRows()
        var outcomes = CSVRows()
        var failures = CSVRows()
        for point in 0..<points.count {
            let number = points.lowerBound + point
            let values = Array(UnsafeBufferPointer(start: draws(point), count: inputs))
            plan.ofDraws.add(.init(point: number, values: values), to: &experiments)
            for option in 0..<options {
                let values = plan.outcomes.outcomes.indices.map {
                    columns[($0 * options + option) * points.count + point]
                }
                plan.ofResults.add(
                    .init(point: number, option: plan.options[option], values: values), to: &outcomes)
                guard let setback = setbacks[point * options + option] else { continue }
                PointTables.failures.add(
                    .init(
                        point: number, option: plan.options[option], year: setback.year,
                        reason: setback.reason), to: &failures)
            }
        }
        var piece = Piece(rows: [experiments.bytes, outcomes.bytes, failures.bytes], columns: columns)
        if plan.tables.timeseries { piece.rows.append(Array(paths.joined().joined())) }
        piece.rows = piece.rows.map { Stream.encode($0, isCompressed: plan.tables.gzip) }
        piece.tally = tally
        piece.tally.points = points.count
        return piece
    }
}
