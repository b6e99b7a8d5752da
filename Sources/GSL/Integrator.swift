private import CGSL

/// Adaptive integration of dy/dt = f(t, y) by one of the steppers of the GNU Scientific Library.
///
/// It owns the library's driver and is used by one thread. Three things that the library does not do are done here: a
/// rate that is not finite is an error (the library calls it success), the number of steps is bounded, and step lengths do not
/// depend on the processor (`StepControl`).
package struct Integrator: ~Copyable {
    /// The explicit steppers. Those that need a Jacobian are left out: the model gives none.
    package enum Stepper: String, Sendable {
        case rkf45, rk8pd, msadams
    }

    /// Rates of the state at a time.
    package typealias Rates =
        (_ time: Double, _ state: UnsafePointer<Double>, _ rate: UnsafeMutablePointer<Double>) -> Void

    private let driver: UnsafeMutablePointer<gsl_odeiv2_driver>
    private let system: UnsafeMutablePointer<gsl_odeiv2_system>
    private let right: RightHandSide
    /// In units of time.
    private static let firstStep = 0.1
    /// Between two output times.
    private static let mostSteps = 50_000

    /// - Parameters:
    ///   - relative: error allowed for a step, relative to the state.
    ///   - absolute: error allowed for a step, added to it.
    package init(
        _ stepper: Stepper, dimension: Int, relative: Double, absolute: Double, rates: @escaping Rates
    ) throws(IntegrationError) {
        _ = errorHandlerIsOff
        right = RightHandSide(dimension: dimension, rates: rates)
        system = .allocate(capacity: 1)
        system.initialize(
            to: gsl_odeiv2_system(
                function: evaluateRightHandSide, jacobian: nil, dimension: dimension,
                params: Unmanaged.passUnretained(right).toOpaque()))
        let type =
            switch stepper {
            case .rkf45: equipoise_rkf45()
            case .rk8pd: equipoise_rk8pd()
            case .msadams: equipoise_msadams()
            }
        guard
            let driver = gsl_odeiv2_driver_alloc_y_new(
                system, type, Self.firstStep, absolute, relative)
        else {
            system.deallocate()
            throw .outOfMemory
        }
        guard StepControl.roundSteps(of: driver) else {
            gsl_odeiv2_driver_free(driver)
            system.deallocate()
            throw .outOfMemory
        }
        self.driver = driver
        gsl_odeiv2_driver_set_nmax(driver, UInt(Self.mostSteps))
    }

    deinit {
        gsl_odeiv2_driver_free(driver)
        system.deallocate()
    }

    /// Evaluations of the right-hand side so far.
    package var evaluations: Int { right.evaluations }

    /// Forgets step size and history, so that what follows does not depend on what came before.
    package mutating func reset() {
        gsl_odeiv2_driver_reset(driver)
        gsl_odeiv2_driver_reset_hstart(driver, Self.firstStep)
    }

    /// Moves the state from `time` to exactly `end`, and the time with it.
    package mutating func advance(
        _ time: inout Double, to end: Double, state: UnsafeMutablePointer<Double>
    ) throws(IntegrationError) {
        right.notFinite = nil
        let status = gsl_odeiv2_driver_apply(driver, &time, end, state)
        guard status != Int32(GSL_SUCCESS) else { return }
        if status == Int32(GSL_EMAXITER) { throw .tooManySteps(Self.mostSteps, time: time) }
        if let component = right.notFinite {
            throw .rateIsNotFinite(component: component, time: time)
        }
        throw .failed(String(cString: gsl_strerror(status)), time: time)
    }
}

/// Why an integration stopped, and at which time.
package enum IntegrationError: Error, Equatable {
    case rateIsNotFinite(component: Int, time: Double)
    case tooManySteps(Int, time: Double)
    case failed(String, time: Double)
    case outOfMemory
}

/// The version of the library that is linked.
package var libraryVersion: String { String(cString: equipoise_gsl_version()) }

/// By default the library ends the process on an error; every status is checked instead.
let errorHandlerIsOff: Bool = {
    gsl_set_error_handler_off()
    return true
}()

/// What the C callback finds behind its parameter.
private final class RightHandSide {
    let dimension: Int
    let rates: Integrator.Rates
    var evaluations = 0
    /// The component whose rate was not finite at the last evaluation, if there is one.
    var notFinite: Int?

    init(dimension: Int, rates: @escaping Integrator.Rates) {
        self.dimension = dimension
        self.rates = rates
    }

    func evaluate(
        _ time: Double, _ state: UnsafePointer<Double>, _ rate: UnsafeMutablePointer<Double>
    ) -> Int32 {
        evaluations += 1
        rates(time, state, rate)
        guard let component = firstNotFinite(rate) else {
            notFinite = nil
            return Int32(GSL_SUCCESS)
        }
        notFinite = component
        // asks for a smaller step: a trial step may have left the domain of the equations
        return Int32(GSL_EDOM)
    }

    private func firstNotFinite(_ rate: UnsafeMutablePointer<Double>) -> Int? {
        // 0 × x is 0 for every finite x; four sums at a time, since one would wait for itself
        var sums = SIMD4<Double>.zero
        var i = 0
        while i + 4 <= dimension {
            sums += 0 * SIMD4(rate[i], rate[i + 1], rate[i + 2], rate[i + 3])
            i += 4
        }
        let rest = (i..<dimension).allSatisfy { rate[$0].isFinite }
        return sums.sum() == 0 && rest ? nil : (0..<dimension).first { !rate[$0].isFinite }
    }
}

private func evaluateRightHandSide(
    _ time: Double, _ state: UnsafePointer<Double>?, _ rate: UnsafeMutablePointer<Double>?,
    _ parameters: UnsafeMutableRawPointer?
) -> Int32 {
    guard let state, let rate, let parameters else { return Int32(GSL_EFAULT) }
    return Unmanaged<RightHandSide>.fromOpaque(parameters)._withUnsafeGuaranteedRef {
        $0.evaluate(time, state, rate)
    }
}
