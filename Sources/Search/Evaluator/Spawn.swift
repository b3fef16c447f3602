import Foundation
import Platform

/// Starts programs.
enum Spawn {
    /// Starts a program in a process group of its own, with all signals as they are by default, and no open file but its three streams and
    /// what others left open to everybody.
    /// - Parameters:
    ///   - words: the program, looked for in PATH, and its arguments
    ///   - environment: added to this process's own
    ///   - streams: what standard input, output and error shall be
    /// - Throws: `EvaluatorError.cannotStart` where no attempt will succeed, `EvaluatorFailure` where another may
    static func group(_ words: [String], environment: [String: String], streams: [Int32]) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, stream) in streams.enumerated() { posix_spawn_file_actions_adddup2(&actions, stream, Int32(number)) }

        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD, SIGXFSZ] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

        let settings = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = settings.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id: pid_t = 0
        let code = posix_spawnp(&id, words[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            let reason = String(cString: strerror(code))
            if [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(code) { throw EvaluatorFailure(.system(call: "posix_spawn", reason: reason)) }
            throw EvaluatorError.cannotStart(words[0], reason: reason)
        }
        return id
    }
}
