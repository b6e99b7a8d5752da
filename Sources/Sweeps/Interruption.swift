import Foundation
import Synchronization

/// A signal that asks the program to stop: Ctrl-C, or what a batch system sends before it kills.
package enum Interruption {
    private static let signal = Atomic<Int32>(0)

    /// Notes the first such signal instead of ending the program; a second one ends it at once.
    package static func watch() {
        // touched here, since its first use is not safe in a handler
        signal.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            _ = Glibc.signal(number) { number in
                Interruption.signal.store(number, ordering: .relaxed)
                _ = Glibc.signal(number, SIG_DFL)
            }
        }
    }

    /// The signal that came, if one did.
    package static var received: Int32? {
        let number = signal.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }
}
