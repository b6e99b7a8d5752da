import ArgumentParser
import Simulation

extension Condition: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
