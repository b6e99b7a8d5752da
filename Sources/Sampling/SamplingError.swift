/// Why a scenario gives no points.
package struct SamplingError: Error, Sendable, Equatable {
    /// Of the key that is to be changed, such as `design.runs`.
    package let path: String
    package let message: String
}

extension SamplingError: CustomStringConvertible {
    package var description: String { "\(path): \(message)" }
}
