import Declarations

/// Results of an ensemble on their way: each run that was asked for is to come once, and what does not is told.
struct Deliveries {
    private let options: Int
    /// By point of the task: what has come of points that are not whole yet, by option.
    private var pending: [Int: (results: [EnsembleResult?], missing: Int)] = [:]
    private var isWhole: [Bool]
    /// Points of which a run has come twice, so that none of their results can be relied on.
    private(set) var doubled: Set<Int> = []

    static let missing =
        "the engine gave no result of this run; that is a fault of the program, please report it"
    static let doubled =
        "the engine gave two results of one run; that is a fault of the program, please report it"

    init(points: Int, options: Int) {
        self.options = options
        isWhole = Array(repeating: false, count: points)
    }

    /// - Returns: the results of the point by option, once all are there.
    mutating func add(_ result: EnsembleResult) -> [EnsembleResult]? {
        let point = result.point
        guard !isWhole[point] else {
            doubled.insert(point)
            return nil
        }
        // taken out while it changes, so that it is not copied
        var (results, missing) =
            pending.removeValue(forKey: point) ?? (Array(repeating: nil, count: options), options)
        if results[result.option] == nil { missing -= 1 } else { doubled.insert(point) }
        results[result.option] = result
        guard missing == 0 else {
            pending[point] = (results, missing)
            return nil
        }
        isWhole[point] = true
        return results.compactMap(\.self)
    }

    /// Points of which a run never came, with what did by option.
    var incomplete: [(point: Int, results: [EnsembleResult?])] {
        isWhole.indices.filter { !isWhole[$0] }.map { point in
            (point, pending[point]?.results ?? Array(repeating: nil, count: options))
        }
    }
}
