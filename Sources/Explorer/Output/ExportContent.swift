import Architectures
import Diffusion
import Foundation
import Terminal

/// What a form says of the explorer's state, as the bytes of a file.
public enum ExportContent {
    /// - Throws: `ExportError` where there is nothing of the kind (yet).
    public static func data(_ form: ExportForm, of state: State) throws -> Data {
        if form == .trajectorySafetensors { return try trajectory(state).safetensors().encoded() }
        return Data(try text(form, of: state).utf8)
    }

    /// - Throws: `ExportError` where there is nothing of the kind (yet), or the form is none of text.
    public static func text(_ form: ExportForm, of state: State) throws -> String {
        switch form {
        case .json:
            let (branch, end) = try finished(state)
            guard let catalog = state.catalog else { throw ExportError.nothingYet }
            return try ExportDocument(branch, end: end, sample: state.sample, catalog: catalog, files: state.files).json()
        case .arch, .tuple, .ofa, .netConfig, .columns, .dot, .pytorch: return try text(form, of: architecture(state))
        case .trajectoryCSV: return try trajectory(state).csv
        case .trajectorySafetensors: throw ExportError.notText(form)
        case .screenText: return render(state).text + "\n"
        case .screenANSI: return render(state).ansi() + "\n"
        case .screenSVG: return render(state).svg(title: title(state))
        case .screenHTML: return render(state).html(title: title(state))
        }
    }

    /// What a form says of an architecture by itself.
    /// - Throws: `ExportError.needsARun` for the course of a run and for a screen, `.otherSpace` for a form of other spaces.
    public static func text(_ form: ExportForm, of architecture: Architecture, figures: [String: Double] = [:]) throws -> String {
        guard form.subject == .architecture else { throw ExportError.needsARun(form: form.rawValue) }
        switch form {
        case .arch: return architecture.archString + "\n"
        case .json: return try ExportDocument(architecture, figures: figures).json()
        case .dot: return architecture.dot
        default:
            guard let text = architecture.text(form.rawValue) else {
                throw ExportError.otherSpace(form: form.rawValue, space: architecture.space.title)
            }
            return text
        }
    }

    /// What a form says of a network that is meant at a width and a resolution.
    /// - Throws: also `ExportError.noPlaceForSetting` where another than the usual one would be lost
    public static func text(_ form: ExportForm, of sized: SizedNetwork) throws -> String {
        switch form {
        case .json: return try ExportDocument(sized).json()
        case .ofa: return sized.json + "\n"
        case .pytorch: return try sized.pyTorchModule()
        // The layers hold the width, and nothing holds the resolution.
        case .netConfig where sized.setting.resolution == MobileNetSetting.usual.resolution: return sized.netConfig + "\n"
        default:
            guard sized.setting == .usual else { throw ExportError.noPlaceForSetting(form, sized.setting) }
            return try text(form, of: Architecture(sized.network))
        }
    }

    private static func finished(_ state: State) throws -> (branch: Branch, end: Snapshot) {
        guard let branch = state.branch else { throw ExportError.nothingYet }
        guard let end = branch.end else { throw ExportError.notFinished(steps: branch.steps.count, of: branch.total) }
        return (branch, end)
    }

    static func architecture(_ state: State) throws -> Architecture {
        let end = try finished(state).end
        guard let architecture = end.decoded.architecture else {
            throw ExportError.noArchitecture(end.space.words.noun, end.decoded.faults.first ?? "it names none")
        }
        return architecture
    }

    private static func trajectory(_ state: State) throws -> Trajectory {
        let branch = try finished(state).branch
        return Trajectory(
            in: state.space, steps: branch.steps, properties: state.catalog?.entries.map { ($0.info.name, $0.scale) } ?? [],
            segments: branch.segments.map {
                let command = ReproductionLine.command($0.settings, sample: state.sample, denoiser: $0.denoiser, files: state.files)
                return Trajectory.Segment(start: $0.start, command: command)
            })
    }

    private static func title(_ state: State) -> String {
        let settings = state.branch?.settings ?? state.settings
        return "dnag: seed \(settings.seed), sample \(state.sample), step \(state.position)"
    }
}

/// Why something cannot be taken away.
public enum ExportError: Error, Hashable, Sendable {
    case nothingYet
    case notFinished(steps: Int, of: Int)
    case noArchitecture(String, String)
    case otherSpace(form: String, space: String)
    case needsARun(form: String)
    case notText(ExportForm)
    case noPlaceForSetting(ExportForm, MobileNetSetting)
}

extension ExportError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .nothingYet: "there is no run to export yet"
        case .notFinished(let steps, let total): "the run is still being computed: \(steps) of \(total) steps are there"
        case .noArchitecture(let noun, let fault): "the run did not end with a \(noun): \(fault)"
        case .otherSpace(let form, let space): "\(form) is no form of \(space)"
        case .needsARun(let form): "--as \(form) is of a run, and an architecture by itself has none: give --seed and --sample instead"
        case .noPlaceForSetting(let form, let setting):
            "--as \(form.rawValue) has no place for \(setting.resolution) pixels and width \(setting.width.rawValue), at which the network is meant; --as json, --as ofa and --as pytorch keep them"
        case .notText(let form): "\(form.rawValue) is no text"
        }
    }
}
