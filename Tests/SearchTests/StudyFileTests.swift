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
        #expect(throws: StudyError.differs(path: fixture.path, key: "budget", there: "8", here: "9")) {
            try fixture.create(StudyFixture.header(budget: 9))
        }
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

    @Test func onlyOneWritesAtATime() throws {
        let first = try fixture.create()
        #expect(throws: StudyError.busy(path: fixture.path, seconds: 0)) { try fixture.open() }
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
