import Foundation
import Search
import Testing

@Suite struct StudyFileTests {
    let fixture = StudyFixture()

    @Test func makingItTwiceIsHarmless() throws {
        _ = try fixture.create()
        let bytes = try fixture.bytes
        #expect(try fixture.create().study.evaluations.isEmpty)
        #expect(try fixture.bytes == bytes)
    }

    @Test func anotherHeaderIsRefused() throws {
        _ = try fixture.create()
        #expect(throws: StudyError.differs(path: fixture.path, key: "batch", there: "2", here: "3")) {
            try fixture.create(StudyFixture.header(batch: 3, budget: 9))
        }
        // A budget can grow.
        _ = try fixture.create(StudyFixture.header(budget: 9))
        #expect(throws: StudyError.differs(path: fixture.path, key: "constraints", there: "", here: "ms<5.0")) {
            try fixture.create(StudyFixture.header(constraint: "ms<5"))
        }
    }

    /// The maker was stopped somewhere in the first line.
    @Test func aTornFirstLineIsWrittenAnew() throws {
        _ = try fixture.create()
        let bytes = try fixture.bytes
        for length in [0, 1, 20, bytes.count - 2, bytes.count - 1] {
            try fixture.write(bytes.prefix(length))
            var study = try fixture.create()
            _ = try study.ask(1, strategy: StudyFixture.strategy, time: 0)
            #expect(try fixture.read().evaluations.count == 3)
        }
    }

    @Test func someOtherFileIsLeftAlone() throws {
        let text = Data("dear diary\n".utf8)
        try fixture.write(text)
        #expect(throws: StudyError.notAStudy(path: fixture.path)) { try fixture.create() }
        #expect(throws: StudyError.notAStudy(path: fixture.path)) { try fixture.open() }
        #expect(try fixture.bytes == text)
        #expect(throws: StudyError.cannotOpen(path: "/nowhere/s", reason: "No such file or directory")) { try StudyFile("/nowhere/s") }
    }

    /// Stopped anywhere in the last line: what was whole is there, and what comes next makes a whole file again.
    @Test func aTornLastLineIsCutOff() throws {
        let bytes = try fixture.written()
        let before = try #require(bytes.dropLast().lastIndex(of: 0x0A)) + 1
        for length in before..<bytes.count {
            try fixture.write(bytes.prefix(length))
            do {
                var study = try fixture.open()
                let isWhole = length == bytes.count - 1
                #expect(study.file.tornBytes == (isWhole ? 0 : length - before))
                #expect(study.study.evaluations[1].state.isOpen == !isWhole)
                #expect(try fixture.bytes == bytes.prefix(length), "reading changes nothing")
                try study.note(.told(id: 2, figures: ["accuracy": 1]))
            }
            let study = try fixture.read()
            #expect(study.evaluations[2].state == .told(["accuracy": 1]))
            #expect(study.evaluations.count == 5)
        }
    }

    @Test func damageIsNotTouched() throws {
        var bytes = try fixture.written()
        bytes[bytes.count / 2] ^= 1
        try fixture.write(bytes)
        #expect(throws: StudyError.self) { try fixture.open() }
        #expect(throws: StudyError.self) { try fixture.create() }
        #expect(try fixture.bytes == bytes)
    }

    /// Whatever others do to the file while it is open, the next event finds out, and all that is known is kept beside it.
    @Test(arguments: ["rename", "replace", "delete", "truncate", "empty", "append", "folder"])
    func whatIsDoneToItWhileItIsOpenIsNoticed(what: String) throws {
        var study = try fixture.create()
        let asked = try study.ask(3, strategy: StudyFixture.strategy, time: 0)
        try study.note(.told(id: 0, figures: ["accuracy": 1]))
        let bytes = try fixture.bytes, manager = FileManager.default
        switch what {
        case "rename": try manager.moveItem(atPath: fixture.path, toPath: fixture.file("other"))
        case "replace": try bytes.write(to: URL(fileURLWithPath: fixture.path), options: .atomic)
        case "delete": try manager.removeItem(atPath: fixture.path)
        case "truncate": #expect(truncate(fixture.path, off_t(bytes.count - 10)) == 0)
        case "empty": #expect(truncate(fixture.path, 0) == 0)
        case "append": try #require(FileHandle(forWritingAtPath: fixture.path)).seekToEndAndWrite("x")
        default: try manager.removeItem(atPath: fixture.file(""))
        }
        let left = try? fixture.bytes
        var kept: String?
        #expect { try study.note(.told(id: 1, figures: ["accuracy": 2])) } throws: { error in
            guard case StudyError.changed(self.fixture.path, let change, let place) = error else { return false }
            kept = place
            switch change {
            case .deleted: return ["rename", "delete", "folder"].contains(what) && "\(error)".contains("was deleted or renamed")
            case .replaced: return what == "replace" && "\(error)".contains("was replaced by another file")
            case .resized(let old, let new):
                return old == bytes.count && ["truncate": old - 10, "empty": 0, "append": old + 1][what] == new && "\(error)".contains("became \(new)")
            }
        }
        // What comes after it goes there, too.
        try study.note(.told(id: 2, figures: ["accuracy": 3]))
        #expect((try? fixture.bytes) == left, "what stands there now is left alone")
        let path = try #require(kept)
        #expect(what == "folder" || path == fixture.path + ".kept")
        let there = try StudyFixture.study(StudyContents(contentsOf: path))
        #expect(there.evaluations.map(\.architecture) == asked.map(\.architecture))
        #expect(there.evaluations.map(\.state) == [1, 2, 3].map { .told(["accuracy": $0]) })
        try? manager.removeItem(atPath: path)
    }

    /// Neither a pipe nor a device is waited for or read for ever.
    @Test func whatIsNoPlainFileIsRefusedAtOnce() throws {
        let pipe = fixture.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, kind) in [("/dev/zero", "a device"), ("/dev/null", "a device"), (pipe, "a pipe"), (fixture.file(""), "a folder")] {
            let error = StudyError.notAFile(path: path, kind: kind)
            #expect(throws: error) { try StudyFile(path) }
            #expect(throws: error) { try StudyContents(contentsOf: path) }
            #expect(throws: error) { try StudyFile(path, creating: StudyFixture.header()) }
            #expect(error.description == "\(path): is \(kind); --study must name a plain file")
        }
        let large = fixture.file("large")
        try Data("{\"batch\":".utf8).write(to: URL(fileURLWithPath: large))
        #expect(truncate(large, 1 << 40) == 0)
        #expect(throws: StudyError.tooLong(path: large, bytes: 1 << 40, limit: 1 << 29)) { try StudyContents(contentsOf: large) }
        try Data("{\"other\":".utf8).write(to: URL(fileURLWithPath: large))
        #expect(truncate(large, 1 << 40) == 0)
        #expect(throws: StudyError.notAStudy(path: large)) { try StudyFile(large) }
    }

    @Test func onlyOneWritesAtATime() throws {
        let first = try fixture.create()
        #expect(throws: StudyError.busy(path: fixture.path, seconds: 0)) { try fixture.open(patience: 0) }
        #expect(try fixture.read().evaluations.isEmpty, "reading is free")
        withExtendedLifetime(first) {}
    }

    @Test func waitingForTheOther() throws {
        var first: OpenStudy? = try fixture.create()
        let path = fixture.path
        let opened = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            if (try? StudyFile(path, patience: 30)) != nil { opened.signal() }
        }
        #expect(opened.wait(timeout: .now() + 0.2) == .timedOut)
        withExtendedLifetime(first) {}
        first = nil
        #expect(opened.wait(timeout: .now() + 30) == .success)
    }
}

extension FileHandle {
    fileprivate func seekToEndAndWrite(_ text: String) throws {
        try seekToEnd()
        try write(contentsOf: Data(text.utf8))
        try close()
    }
}
