import CVTerm

/// The memory that libvterm works in, block by block, so that all it knows can be kept and brought back.
///
/// libvterm cannot copy a terminal, and its blocks point at each other; brought back, they stand at the addresses they had.
final class VTermMemory {
    fileprivate final class Block {
        let start: UnsafeMutableRawPointer
        let size: Int

        /// libvterm relies on zeros.
        init(size: Int) {
            self.size = max(size, 1)
            start = .allocate(byteCount: self.size, alignment: 16)
            start.initializeMemory(as: UInt8.self, repeating: 0, count: self.size)
        }

        deinit { start.deallocate() }
    }

    /// What was in memory at one moment. It holds on to the blocks, too, so that no other takes their addresses.
    struct Snapshot {
        fileprivate let blocks: [(block: Block, content: [UInt8])]
        var byteCount: Int { blocks.reduce(0) { $0 + 2 * $1.content.count } }
    }

    private var blocks: [UnsafeMutableRawPointer: Block] = [:]
    /// libvterm keeps the address of this.
    private let functions = UnsafeMutablePointer<VTermAllocatorFunctions>.allocate(capacity: 1)

    init() {
        functions.initialize(
            to: VTermAllocatorFunctions(
                malloc: { size, memory in memory.flatMap { VTermMemory.from($0).take(size) } },
                free: { address, memory in
                    guard let address, let memory else { return }
                    VTermMemory.from(memory).blocks[address] = nil
                }))
    }

    deinit { functions.deallocate() }

    /// A terminal in this memory, which goes with it.
    func terminal(width: Int, height: Int) -> OpaquePointer? {
        vterm_new_with_allocator(Int32(height), Int32(width), functions, Unmanaged.passUnretained(self).toOpaque())
    }

    func snapshot() -> Snapshot {
        Snapshot(blocks: blocks.values.map { ($0, [UInt8](UnsafeRawBufferPointer(start: $0.start, count: $0.size))) })
    }

    /// Everything is again as it was.
    func restore(_ snapshot: Snapshot) {
        blocks = [:]
        for (block, content) in snapshot.blocks {
            blocks[block.start] = block
            content.withUnsafeBytes { block.start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block.start), byteCount: content.count) }
        }
    }

    private static func from(_ pointer: UnsafeMutableRawPointer) -> VTermMemory {
        Unmanaged<VTermMemory>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func take(_ size: Int) -> UnsafeMutableRawPointer {
        let block = Block(size: size)
        blocks[block.start] = block
        return block.start
    }
}
