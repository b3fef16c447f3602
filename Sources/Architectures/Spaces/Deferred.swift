import Foundation

/// A value that is made when it is first asked for, once, whatever the number of threads that ask.
package final class Deferred<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var make: (@Sendable () -> Value)?
    private var made: Value?

    package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    package var value: Value {
        lock.withLock {
            if let made { return made }
            guard let make else { preconditionFailure("a value is made or can be") }
            let value = make()
            (made, self.make) = (value, nil)
            return value
        }
    }
}
