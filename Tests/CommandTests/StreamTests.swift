import Foundation
import Testing

/// What the standard streams and `--out` can be, besides a file and a terminal that is there.
@Suite struct StreamTests {
    let program: Program
    init() throws { program = try Program() }

    private static let lines = [
        "--help", "--version", "generate --help", "help table", "table list", "config --default", "config --path", "config", "export 1234",
        "export --as dot 1234", "generate --count 1", "generate --count 1 --format json", "generate --count 1 --format csv",
        "--generate-completion-script bash",
    ]

    #if os(Linux)
        @Test(arguments: lines)
        func whatCannotBeWrittenIsAFailure(line: String) throws {
            let full = try program.shell("exec $DNAG \(line) >/dev/full")
            #expect(full.status == 1 && full.error.contains("standard output: cannot be written: No space left on device"), "\(full)")
            let closed = try program.shell("exec $DNAG \(line) >&-")
            #expect(closed.status == 1 && closed.error.contains("standard output: cannot be written: Bad file descriptor"), "\(closed)")
            for result in [full, closed] { #expect(result.error.split(separator: "\n").count == 1 && !result.error.contains("Fatal")) }
        }

        /// To end is all that is left to do then.
        @Test(arguments: ["generate --guide nonsense=1", "--nonsense", "export 99999999"])
        func anErrorThatNobodyCanReadIsOneStill(line: String) throws {
            for stream in ["2>/dev/full", "2>&-"] {
                let result = try program.shell("$DNAG \(line) \(stream); echo $?")
                #expect(["1\n", "64\n"].contains(result.output), "\(line) \(stream): \(result.output)")
            }
        }
    #endif

    @Test(arguments: ["table list", "--help", "generate --count 1"])
    func aReaderThatHasGoneIsNoError(line: String) throws {
        let result = try program.shell("$DNAG \(line) | { exec <&-; sleep 1; }; echo ${PIPESTATUS[0]}")
        #expect(result.output == "141\n" && result.error == "")
    }

    /// A file that is opened is no stream, even where the streams are closed.
    @Test func closedStreamsAreNotTakenForFiles() throws {
        let whole = try program("generate", "--count", "1")
        let result = try program.shell("$DNAG generate --count 1 --table nowhere.csv --out f <&- >&- 2>&-; $DNAG generate --count 1 --out g <&- >&- 2>&-; echo $?")
        #expect(result.output == "0\n")
        #expect(!FileManager.default.fileExists(atPath: program.file("f")))
        #expect(try String(contentsOfFile: program.file("g"), encoding: .utf8) == whole.output)
    }

    @Test func whatIsNoFileIsWrittenThrough() throws {
        let whole = try program("generate", "--count", "1").output
        let line = "$DNAG generate --count 1 --out"
        #expect(try program.shell("\(line) /dev/null && test -c /dev/null").status == 0)
        #expect(try program.shell("\(line) /dev/stdout | cat").output == whole)
        #expect(try program.shell("\(line) /dev/stderr").error == whole)
        #expect(try program.shell("echo before > log; \(line) /dev/stdout >> log; cat log").output == "before\n" + whole)
        #expect(try program.shell("\(line) >(cat > inner); for i in {1..100}; do test -s inner && break; sleep 0.1; done; sleep 0.2; cat inner").output == whole)
        #expect(try program.shell("mkfifo pipe; timeout -s KILL 60 cat pipe & \(line) pipe; wait; test -p pipe").output == whole)
        #expect(try program.shell("ln -s target link; \(line) link; test -L link && cat target").output == whole)
    }

    @Test func whatCannotTakeAResultIsNamed() throws {
        func fails(_ path: String, _ words: String) throws {
            let result = try program.shell("exec $DNAG generate --count 1 --out \(path)")
            #expect(result.status == 1 && result.error == "Error: \(words)\n", "\(result.error)")
        }
        try fails(".", ".: cannot be written: it is a folder; name a file in it")
        try fails("new/", "new/: cannot be written: it is a folder; name a file in it")
        try fails("''", ": cannot be written: the name is empty")
        #if os(Linux)
            try fails("/dev/full", "/dev/full: cannot be written: No space left on device")
            try fails("/dev/fd/77", "/dev/fd/77: cannot be written: Bad file descriptor")
        #endif
    }

    /// Looked at before hours of work, and still there for the result.
    @Test(.timeLimit(.minutes(2)))
    func aPipeIsOpenedOnceForALongJob() throws {
        let line = "search bo --objective baseline_accuracy --strategy random --seeds 2 --initial 3 --budget 6 --format json"
        let result = try program.shell("mkfifo pipe; timeout -s KILL 60 cat pipe > read & $DNAG \(line) --out pipe; wait; cat read")
        #expect(result.status == 0 && result.output.hasPrefix("{"), "\(result.error) \(result.output.prefix(200))")
    }

    #if os(Linux)
        /// OpenBLAS would ask for its buffers for ever.
        @Test(.timeLimit(.minutes(3)), arguments: [100_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 800_000])
        func limitedMemoryIsEnoughOrSaidToBeTooLittle(kilobytes: Int) throws {
            for (line, threads) in [("generate --count 1", "1"), ("generate --count 64 --threads 8", "2"), ("--version", "2")] {
                let result = try program.shell(
                    "ulimit -v \(kilobytes); OPENBLAS_NUM_THREADS=\(threads) exec timeout 60 $DNAG \(line)")
                let isTold =
                    result.error.contains("the limit of address space ('ulimit -v') is \(kilobytes) kB")
                    || result.error.contains("error while loading shared libraries")
                #expect(result.status == 0 ? !result.output.isEmpty : isTold, "\(kilobytes), \(line): \(result.status) \(result.error)")
            }
        }
    #endif
}
