import ArgumentParser
import Questions

extension Condition: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
