import Platform

/// The end of the program while threads are still at work.
///
/// What is left at an ordinary end tidies up: BLAS, too, frees its buffers, and a thread that is in the middle of a product would read where
/// nothing is any more. Nothing of ours waits for that tidying: the terminal is given back and every file is in its place before this.
enum Departure {
    static func leave(status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }
}
