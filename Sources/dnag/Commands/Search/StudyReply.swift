import Foundation
import Search
import Tensors

/// What `search serve` answers: an object of JSON, in one line without its end.
enum StudyReply {
    case tasks(StudyHandout)
    case told(Int)
    case given(String)
    case failed(Int)
    case requeued(Int)
    case status(StudyReport)

    private struct Handout: Encodable {
        let tasks: [EvaluatorTask]
        let putBack: [Int]
        let note: String?

        private enum CodingKeys: String, CodingKey { case tasks, putBack = "put_back", note }
    }

    func encoded() throws -> Data {
        switch self {
        case .tasks(let handout): try Self.line(Handout(tasks: handout.tasks, putBack: handout.putBack, note: handout.shortage))
        case .told(let id): try Self.line(["told": id])
        case .given(let arch): try Self.line(["given": arch])
        case .failed(let id): try Self.line(["failed": id])
        case .requeued(let id): try Self.line(["requeued": id])
        case .status(let report): try Self.line(["status": report])
        }
    }

    static func failure(_ text: String) -> Data {
        (try? line(["error": text])) ?? Data(#"{"error":"the error cannot be written as JSON"}"#.utf8)
    }

    private static func line(_ content: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Data(String(decoding: try encoder.encode(content), as: UTF8.self).escapedJSON().utf8)
    }
}
