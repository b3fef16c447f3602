import Explorer
import Foundation
import Lessons
import Tensors

/// The lessons of the program and of the user, and what was solved of them.
struct LessonFiles {
    private let folders: UserFolders
    let shelf: LessonShelf
    let progress: LessonProgress
    /// What is not as it should be, to be told.
    private(set) var remarks: [String]

    /// Bytes of a file of what was solved.
    private static let limit = 1 << 20

    /// - Parameters:
    ///   - own: one more folder of lessons
    ///   - language: two letters; lessons that are there in it are taken in it
    init(_ folders: UserFolders, own: String? = nil, language: String? = nil) {
        self.folders = folders
        shelf = LessonShelf(folders: [LessonShelf.embeddedFolder(), folders.lessons, own].compactMap { $0 }, language: language)
        remarks = shelf.faults.map { "a lesson is left out: \($0)" }
        do { progress = try Self.read(folders.progress) ?? LessonProgress() } catch {
            progress = LessonProgress()
            remarks.append("\(error)")
        }
    }

    /// - Throws: `LessonProgressError`
    static func read(_ path: String) throws -> LessonProgress? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do { data = try InputFile.contents(of: path, limit: limit) } catch InputFileError.tooLong { throw LessonProgressError.damaged(file: path) } catch {
            throw LessonProgressError.unreadable(file: path, reason: error.reason)
        }
        do { return try LessonProgress(parsing: data) } catch .version(let version) { throw LessonProgressError.otherVersion(file: path, version: version) } catch {
            throw LessonProgressError.damaged(file: path)
        }
    }

    /// Writes what was solved. What another explorer wrote meanwhile stays; what cannot be read is moved aside, and never lost.
    /// - Throws: `AtomicFileError`
    static func keep(_ progress: LessonProgress, at path: String) throws {
        var progress = progress
        do { if let there = try read(path) { progress.merge(there) } } catch LessonProgressError.unreadable(let file, let reason) {
            throw AtomicFileError.cannotReplace(path: file, reason: reason)
        } catch { try setAside(path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw AtomicFileError.cannotCreate(path: path, reason: error.plainReason)
        }
        try AtomicFile.write(Data(try Output.json(progress).utf8), to: path)
    }

    private static func setAside(_ path: String) throws {
        let names = ["\(path).old"] + (2...1_000).map { "\(path).old\($0)" }
        guard let free = names.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
            throw AtomicFileError.cannotReplace(path: path, reason: "there are a thousand files of its name and .old beside it")
        }
        do { try FileManager.default.moveItem(atPath: path, toPath: free) } catch { throw AtomicFileError.cannotReplace(path: path, reason: error.plainReason) }
    }

    /// Gives the explorer its lessons.
    func equip(_ options: inout ExplorerOptions, lesson: Lesson? = nil, isFirstStart: Bool = false) {
        options.learning = Learning(shelf: shelf, progress: progress, lesson: lesson, isFirstStart: isFirstStart)
        let path = folders.progress
        options.keepLessons = { progress in
            do {
                try Self.keep(progress, at: path)
                return nil
            } catch { return "what was solved is not kept: \(error)" }
        }
        if !remarks.isEmpty { options.remark = ([options.remark].compactMap { $0 } + remarks).joined(separator: "; ") }
    }
}

/// Why what was solved cannot be taken up.
enum LessonProgressError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case otherVersion(file: String, version: Int)
    case damaged(file: String)

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .unreadable(let file, let reason): "what was solved is not known: \(file) cannot be read: \(reason)"
        case .otherVersion(let file, let version):
            "what was solved is not known: \(file) is of version \(version), and this program knows \(LessonProgress.version); it will be kept as \(file).old: open it with the program that wrote it"
        case .damaged(let file): "what was solved is not known: \(file) is damaged; it will be kept as \(file).old, and a new one begun"
        }
    }
}
