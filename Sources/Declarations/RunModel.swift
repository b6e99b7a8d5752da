/// The model as a run uses it, one at a time: what the builds of the equations for different processors have in common.
///
/// It owns the memory of all blocks and is used by one thread. A run is `start`, then `setLevers` and `rates` as an
/// integrator asks for them, and `report` at the instants that are wanted.
package protocol RunModel: AnyObject {
    /// Puts the state of the base year into `state`, under the law of the base year.
    func start(baseLevers: [[Double]], state: UnsafeMutablePointer<Double>)

    /// Puts the law of an instant in force; see `PolicyPath.write` for what `start` decides.
    func setLevers(_ path: PolicyPath, at time: Double, inSegmentFrom start: Double)

    /// d state / dt under the law in force, `elapsed` years since the base year.
    func rates(elapsed: Double, state: UnsafePointer<Double>, into rate: UnsafeMutablePointer<Double>)

    /// The value of every variable under the law in force, in the order of `ReportLayout`.
    func report(elapsed: Double, state: UnsafePointer<Double>) -> [Double]

    /// Licence income by origin × sector (rows) and size band (columns) as of the last `report`.
    func bandIncome() -> [Double]
}
