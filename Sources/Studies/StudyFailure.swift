/// Why a study that was asked for rightly has no answer.
package struct StudyFailure: Error {
    package enum Reason: Sendable {
        case noRunSucceeded
        /// A search that has not found, or not come to rest at, what was asked for.
        case unsolved
    }

    package let reason: Reason
    package let message: String

    init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// - Parameter reason: why the first run failed.
    static func noRun(_ reason: String?) -> StudyFailure {
        StudyFailure(.noRunSucceeded, "no run succeeded: \(reason ?? "no reason is known")")
    }

    static func unsolved(_ message: String) -> StudyFailure { StudyFailure(.unsolved, message) }
}
