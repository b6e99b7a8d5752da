import Declarations
import Questions
import Simulation

/// How the ensemble's time grows with places, sectors, horizon and tolerance: one of them changed at a time.
struct CostModel {
    private let setup: Setup
    private let draws: Int

    init(_ setup: Setup, draws: Int) {
        self.setup = setup
        self.draws = draws
    }

    func table() -> [(what: String, milliseconds: Double, evaluations: Double)] {
        var rows: [(String, Double, Double)] = []
        func add(_ what: String, _ world: World, years: Int = 15, tolerance: Double = 1e-6) {
            let (seconds, evaluations) = measured(world, years: years, tolerance: tolerance)
            rows.append((what, 1000 * seconds, evaluations))
        }
        for places in [2, 5, 10, 20] {
            add("\(places) places", setup.world.resized(places: places, sectors: 6))
        }
        for sectors in [1, 3, 6, 12] {
            add("\(sectors) sectors", setup.world.resized(places: 5, sectors: sectors))
        }
        for years in [5, 10, 15, 30] { add("\(years) years", setup.world, years: years) }
        for tolerance in [1e-4, 1e-6, 1e-8, 1e-10] {
            add("tolerance \(tolerance)", setup.world, tolerance: tolerance)
        }
        return rows
    }

    /// Seconds and evaluations a run, the best of five.
    private func measured(_ world: World, years: Int, tolerance: Double) -> (Double, Double) {
        let times = (0...years).map { world.baseYear + Double($0) }
        let policy = PolicyOption(
            name: "permission",
            steps: [[StepSettings(from: 2027, over: 1, regime: "permission", with: LeverSettings())]]
                + world.jurisdictions.dropFirst().map { _ in [] })
        let layout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        let reported = layout.start(Variable.allCases.firstIndex(of: .generativeAIRevenue) ?? 0)
        let task = setup.task(
            world, policy, draws: 0..<draws, times: times, reported: [reported], tolerance: tolerance)
        let engine = Build.best.ensembleModel(world.layout)
        var best = Double.infinity
        var evaluations = 0
        for _ in 0..<5 {
            evaluations = 0
            let time = ContinuousClock().measure {
                engine.run(task) { result in evaluations += result.evaluations }
            }
            let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
            best = min(best, seconds)
        }
        return (best / Double(draws), Double(evaluations) / Double(draws))
    }
}

extension World {
    /// A world of another size: its places and sectors are repeated or left out, and what are shares sum to 1 again.
    func resized(places: Int, sectors: Int) -> World {
        let from = layout
        var world = World(
            baseYear: baseYear, jurisdictions: (0..<places).map { "P\($0)" },
            sectors: (0..<sectors).map { "s\($0)" },
            values: [Double](repeating: 0, count: Layout(jurisdictions: places, sectors: sectors).count),
            regimes: regimes, baseRegimes: (0..<places).map { baseRegimes[$0 % from.jurisdictions] },
            sizeBands: sizeBands, notes: notes)
        for key in Scalar.allCases { world[key] = self[key] }
        for key in SectorRow.allCases {
            for s in 0..<sectors { world[key, s] = self[key, s % from.sectors] }
        }
        for key in JurisdictionRow.allCases {
            for j in 0..<places { world[key, j] = self[key, j % from.jurisdictions] }
        }
        for key in Matrix.allCases {
            let columns = key.hasSectorColumns ? sectors : places
            let size = key.hasSectorColumns ? from.sectors : from.jurisdictions
            for column in 0..<columns {
                for row in 0..<places {
                    world[key, row, column] = self[key, row % from.jurisdictions, column % size]
                }
                guard !key.hasSectorColumns else { continue }
                let sum = (0..<places).reduce(0) { $0 + world[key, $1, column] }
                for row in 0..<places { world[key, row, column] = world[key, row, column] / sum }
            }
        }
        let weights = (0..<sectors).reduce(0) { $0 + world[.trainingWeight, $1] }
        for s in 0..<sectors { world[.trainingWeight, s] = world[.trainingWeight, s] / weights }
        return world
    }
}
