import CNcurses
import Platform

/// Gives the terminal back whatever happens, and passes signals on to the event loop.
///
/// The handlers and the little memory they need are in C; shim.h says why.
struct SignalGuard {
    /// Signals that become events.
    private static let noted = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]
    /// Signals that end the process where it stands, also where somebody else would have handled them.
    private static let fatal = [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT]
    private static let all = Int32(1)..<DNAG_SIGNAL_LIMIT

    static var isArmed: Bool { dnag_guard_is_armed() != 0 }

    /// Catches the signals, also where a parent left them blocked. `restore` is what gives the terminal's screen back, `modes` the line modes found before.
    init(output: Int32, waker: Waker, modes: termios, restore: [UInt8]) {
        withUnsafePointer(to: modes) { modes in
            restore.withUnsafeBytes { bytes in
                let text = bytes.bindMemory(to: CChar.self)
                dnag_guard_prepare(output, waker.pipe.writeEnd, modes, text.baseAddress, Int32(text.count))
            }
        }
        for signal in Self.noted { dnag_guard_catch(signal, 0) }
        for signal in Self.fatal { dnag_guard_catch(signal, 1) }
        dnag_guard_catch_rest()
    }

    /// Says whether the terminal is in our hands now.
    func arm(_ armed: Bool) { dnag_guard_arm(armed ? 1 : 0) }

    /// Stops the whole job, as the terminal's own suspend key does, and returns when it is continued.
    func stopJob() {
        dnag_guard_release(SIGTSTP)
        dnag_guard_release(SIGCONT)
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        dnag_guard_catch(SIGTSTP, 0)
        dnag_guard_catch(SIGCONT, 0)
    }

    /// Leaves every signal as it was found.
    /// - Parameter hangsUp: the terminal is gone, which is said more than once: the second time must not end what is still to be done
    func release(hangsUp: Bool) {
        dnag_guard_arm(0)
        for signal in Self.all where !(hangsUp && signal == SIGHUP) { dnag_guard_release(signal) }
        if hangsUp { signal(SIGHUP, SIG_IGN) }
    }
}
