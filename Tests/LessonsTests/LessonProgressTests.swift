import Foundation
import Lessons
import Testing

@Suite struct LessonProgressTests {
    private static func data(_ progress: LessonProgress) throws -> Data { try JSONEncoder().encode(progress) }

    @Test func whatIsWrittenIsRead() throws {
        var progress = LessonProgress()
        progress.note("noise", keys: 9, hints: 1)
        #expect(try LessonProgress(parsing: Self.data(progress)) == progress && progress["noise"]?.keys == 9 && progress["other"] == nil)
    }

    @Test func theBestStays() {
        var progress = LessonProgress()
        for (keys, hints) in [(9, 1), (12, 0), (9, 0)] { progress.note("noise", keys: keys, hints: hints) }
        #expect(progress["noise"] == LessonProgress.Entry(keys: 9, hints: 0, times: 3))
    }

    /// Of two explorers nothing is lost, whoever writes last.
    @Test func mergingKeepsBoth() {
        var (left, right) = (LessonProgress(), LessonProgress())
        left.note("a", keys: 5, hints: 0)
        left.note("b", keys: 7, hints: 0)
        right.note("b", keys: 6, hints: 2)
        right.note("c", keys: 1, hints: 0)
        var (one, other) = (left, right)
        one.merge(right)
        other.merge(left)
        #expect(one == other && one.solved.keys.sorted() == ["a", "b", "c"] && one["b"]?.keys == 6)
    }

    @Test func otherVersionsAndDamageAreTold() throws {
        var progress = LessonProgress()
        progress.note("noise", keys: 9, hints: 1)
        let text = String(decoding: try Self.data(progress), as: UTF8.self)
        func fault(_ text: String) -> LessonProgress.Fault? {
            do throws(LessonProgress.Fault) {
                _ = try LessonProgress(parsing: Data(text.utf8))
                return nil
            } catch { return error }
        }
        #expect(fault(text) == nil)
        #expect(fault(text.replacing("\"version\":1", with: "\"version\":2")) == .version(2))
        for bad in ["", "{}", "[1]", String(text.dropLast(3)), text.replacing("dnag lessons", with: "other"), text.replacing("\"keys\":9", with: "\"keys\":-9")] {
            #expect(fault(bad) == .damaged, "\(bad)")
        }
    }
}
