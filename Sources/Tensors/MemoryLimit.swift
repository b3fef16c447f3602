import Platform

/// How many threads there is memory for where the address space is limited (`ulimit -v`): BLAS never returns from asking for a buffer
/// that it cannot have.
enum MemoryLimit {
    /// Bytes that a thread in the middle of a product takes: a heap of its own, a stack, buffers. Measured by trying out limits.
    private static let ofAThread = 220 << 20

    /// As many threads as were wanted, or fewer; the caller's own is always among them.
    static func affordable(_ threads: Int) -> Int {
        guard threads > 1, let free else { return threads }
        return min(threads, 1 + free / ofAThread)
    }

    /// Bytes of address space that may still be taken; nil where there is no limit.
    private static var free: Int? {
        #if os(Linux)
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt(Int.max) else { return nil }
            guard let file = fopen("/proc/self/statm", "r") else { return nil }
            defer { fclose(file) }
            var text = [CChar](repeating: 0, count: 64)
            guard fgets(&text, 64, file) != nil else { return nil }
            let used = strtol(text, nil, 10) * sysconf(Int32(_SC_PAGESIZE))
            return max(Int(limit.rlim_cur) - used, 0)
        #else
            return nil
        #endif
    }
}
