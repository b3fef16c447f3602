/// How long it is since something began.
///
/// Times are kept as durations, and no object keeps an instant of the clock: where a class has such a field, its fields' places are known at run time
/// only, and Swift 6.3.1 reads one before it is known when it optimises (the first `Connection` lost the lowest byte of its type).
struct Stopwatch {
    private let start = ContinuousClock.now

    var elapsed: Duration { ContinuousClock.now - start }
}
