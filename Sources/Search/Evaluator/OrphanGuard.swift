import Foundation
import Platform

/// Ends running evaluators when this process is killed and cannot do so itself (kill −9, out of memory): a small shell that is told of
/// every process group, and kills those that are left when it hears no more. Between a program's start and its being told of, this process
/// may be killed, too; so the guard then looks for a mark in the environment of all that runs (where there is /proc). Where there is
/// no shell there is no guard.
public final class OrphanGuard: @unchecked Sendable {
    /// What every program that is guarded has in its environment.
    let mark = ProcessMark()
    private let lock = NSLock()
    private let id: pid_t
    private let line: Int32

    private static let script = """
        trap '' INT TERM HUP
        groups=
        while read -r sign group; do
          case $sign in
          +) groups="$groups $group" ;;
          -) rest=
             for one in $groups; do [ "$one" = "$group" ] || rest="$rest $one"; done
             groups=$rest ;;
          .) exit ;;
          esac
        done
        for one in $groups; do kill -9 "-$one"; done
        for again in 1 2 3 4 5; do
          for file in $(grep -lsF "\(ProcessMark.variable)=$1" /proc/[0-9]*/environ); do
            one=${file#/proc/}
            kill -9 "${one%/*}"
          done
          sleep 0.2 || sleep 1
        done
        """

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { if nowhere >= 0 { close(nowhere) } }
        guard nowhere >= 0,
            let id = try? Spawn.group(
                ["/bin/sh", "-c", Self.script, "guard", mark.text], environment: [:], streams: [ends[0], nowhere, nowhere])
        else {
            close(ends[1])
            return nil
        }
        self.id = id
        line = ends[1]
    }

    deinit {
        close(line)
        while waitpid(id, nil, 0) < 0, errno == EINTR {}
    }

    func add(_ group: pid_t) { say("+ \(group)\n") }
    /// To be said before the group's leader is waited for: after that the number may be somebody else's.
    func remove(_ group: pid_t) { say("- \(group)\n") }

    /// To be said once nothing runs any more. Without it the guard takes its being let go of for this process's death.
    func dismiss() { say(".\n") }

    /// Short enough that it is written whole or not at all. (Whoever has a guard ignores SIGPIPE: it may have been killed.)
    private func say(_ text: String) {
        lock.withLock { _ = write(line, text, text.utf8.count) }
    }
}
