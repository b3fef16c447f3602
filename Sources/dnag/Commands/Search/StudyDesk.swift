import Search

/// A study that is opened anew for each request, so that others can use it meanwhile. What is dear to make is kept.
struct StudyDesk {
    private let options: StudyOptions
    private let threads: Int
    private var header: StudyHeader
    private var space: SearchedSpace
    private var strategy: any Strategy

    /// - Throws: `StudyError`, `CommandError.badStudyStrategy`
    init(_ options: StudyOptions, threads: Int) throws {
        self.options = options
        self.threads = threads
        header = try StudyContents(contentsOf: options.study).header
        space = SearchedSpace(try header.readSpace(of: options.study))
        strategy = try header.readStrategy(of: options.study, threads: threads)
    }

    /// - Throws: whatever the command of that name would end with
    mutating func answer(to request: StudyRequest) throws -> StudyReply {
        switch request {
        case .ask(let wish):
            var study = try open()
            return .tasks(try StudyHandout(wish, of: &study, strategy: strategy))
        case .tell(let subject, let figures): return try note(subject, .figures(figures)) { .told($0) }
        case .fail(let id, let reason): return try note(.id(id), .failed(reason: reason)) { .failed($0) }
        case .requeue(let id): return try note(.id(id), .requeued) { .requeued($0) }
        case .status:
            // Without waiting for anybody, nor keeping anybody waiting.
            let contents = try StudyContents(contentsOf: options.study)
            try know(contents.header)
            return .status(StudyReport(try Study(contents.header, events: contents.events, in: space, path: options.study), tornBytes: contents.tornBytes))
        }
    }

    private mutating func note(_ subject: StudyAnswer.Subject, _ content: StudyAnswer.Content, _ reply: (Int) -> StudyReply) throws -> StudyReply {
        var study = try open()
        switch try StudyAnswer.note(subject, in: &study, { _ in content }) {
        case .evaluation(let id): return reply(id)
        case .given(let arch, _): return .given(arch)
        }
    }

    /// Nobody else can write to it until it goes.
    private mutating func open() throws -> OpenStudy {
        let file = try options.file()
        try know(file.header)
        return try OpenStudy(file, in: space)
    }

    /// Somebody may have put another study in its place.
    private mutating func know(_ header: StudyHeader) throws {
        guard header != self.header else { return }
        let space = SearchedSpace(try header.readSpace(of: options.study))
        strategy = try header.readStrategy(of: options.study, threads: threads)
        (self.header, self.space) = (header, space)
    }
}
