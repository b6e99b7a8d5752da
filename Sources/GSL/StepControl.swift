internal import CGSL

/// The library's control of step lengths, rounded to 32 binary digits.
///
/// The library takes a step's length from the C library's `pow`, whose last bit differs between processors: it is compiled for
/// several and chosen at run time. A step longer by that bit is another step, with other last digits of all results after it.
/// Rounding makes the lengths the same, unless a difference of one in 10^16 happens to straddle the middle of two rounded lengths.
package enum StepControl {
    /// nil where memory ran out.
    nonisolated(unsafe) private static let library: gsl_odeiv2_control_type? = {
        guard let control = gsl_odeiv2_control_y_new(1e-6, 1e-6) else { return nil }
        defer { gsl_odeiv2_control_free(control) }
        return control.pointee.type.pointee
    }()

    /// Controls keep a pointer to their type, so that this one is never freed.
    nonisolated(unsafe) private static let rounded: UnsafePointer<gsl_odeiv2_control_type>? = {
        guard var type = library else { return nil }
        type.hadjust = { state, dimension, order, values, errors, rates, step in
            guard let adjust = StepControl.library?.hadjust, let step else { return Int32(GSL_EFAILED) }
            let verdict = adjust(state, dimension, order, values, errors, rates, step)
            step.pointee = roundedTo32Digits(step.pointee)
            return verdict
        }
        let pointer = UnsafeMutablePointer<gsl_odeiv2_control_type>.allocate(capacity: 1)
        pointer.initialize(to: type)
        return UnsafePointer(pointer)
    }()

    /// Lets a driver, which has the library's standard control, round its steps.
    /// - Returns: false where memory ran out.
    static func roundSteps(of driver: UnsafeMutablePointer<gsl_odeiv2_driver>) -> Bool {
        guard let rounded else { return false }
        driver.pointee.c.pointee.type = rounded
        return true
    }

    package static func roundedTo32Digits(_ length: Double) -> Double {
        // of 53 digits 21 go, the last of which rounds
        let dropped: UInt64 = (1 << 21) - 1
        return Double(bitPattern: (length.bitPattern &+ (dropped >> 1) &+ 1) & ~dropped)
    }
}
