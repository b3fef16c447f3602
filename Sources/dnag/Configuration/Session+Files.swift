import Architectures
import Diffusion
import Explorer
import Foundation
import Published

extension Session {
    /// With the full paths of its files, so that it is found from any folder.
    var located: Session {
        var session = self
        for (space, there) in spaces {
            var files = there.files
            func full(_ path: String) -> String {
                path == EmbeddedModels.cells || !FileManager.default.fileExists(atPath: path) ? path : URL(fileURLWithPath: path).standardizedFileURL.path
            }
            (files.denoiser, files.predictor, files.tilted) = (files.denoiser.map(full), files.predictor.map(full), files.tilted.map(full))
            // A table's name is no path.
            let names = (try? TableStore().names()) ?? []
            files.tables = files.tables.map { names.contains($0) ? $0 : full($0) }
            session.spaces[space]?.files = files
        }
        return session
    }
}

/// The files that a session names, and whether they can be used here.
struct SessionFiles {
    /// Keys of the configuration that name them.
    static let keys: Set = ["denoiser-file", "predictor-file", "tilted-file", "table"]

    /// Why a file cannot be used; nil where it can.
    static func obstacle(_ setting: Setting, of files: ModelFiles) -> String? {
        do {
            switch setting.key.name {
            case "table": _ = try TableOptions.parse(["--table=\(setting.value)"]).load(of: files.space)
            case "denoiser-file":
                if files.isPublished {
                    _ = try PublishedDenoiser(contentsOf: setting.value, mask: files.mask.flatMap(PublishedDenoiser.Mask.init(rawValue:)))
                } else {
                    _ = try EmbeddedModels.denoiser(or: setting.value, of: files.space)
                }
            case "predictor-file": _ = try EmbeddedModels.anyPredictor(or: setting.value, of: files.space)
            case "tilted-file": _ = try EmbeddedModels.tiltedDenoiser(or: setting.value, of: files.space)
            default: break
            }
            return nil
        } catch { return "\(error)" }
    }
}
