/// Frees scratch memory with its last user.
package final class ScratchOwner {
    package let pointer: UnsafeMutablePointer<Float>
    package init(_ count: Int) {
        pointer = .allocate(capacity: count)
        pointer.initialize(repeating: 0, count: count)
    }
    deinit { pointer.deallocate() }
}
