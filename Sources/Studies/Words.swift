import Analysis
import Declarations
import Foundation
import Output

/// A share and its interval, in per cent.
func percent(_ share: Proportion) -> String {
    let interval = share.interval
    return
        "\(short(100 * share.share)) %, between \(short(100 * interval.lowerBound)) and \(short(100 * interval.upperBound)) %"
}

/// That some draws, or points, decide nothing.
func tooCloseToTell(_ count: Int, _ what: String) -> String {
    "\(counted(count, what)) \(count == 1 ? "is" : "are") too close to tell, since the solver's error would decide"
}

/// A number with its sign, where it has one.
func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + short(value) }

/// A number of a solution, with six digits.
func precise(_ value: Double) -> String {
    value.isFinite ? String(format: "%.6g", value == 0 ? 0 : value) : "-"
}
