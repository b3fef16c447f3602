import ArgumentParser
import Explorer

/// What tells a run's bytes: eight hexadecimal digits over its final states.
struct RunMark: ExpressibleByArgument, Hashable {
    let digits: String

    init?(argument: String) {
        guard let digits = StateMark.digits(argument) else { return nil }
        self.digits = digits
    }

    /// - Parameter states: of the samples, in order
    init(of states: [[Float]]) { digits = StateMark.hash(states.flatMap { $0 }) }
}
