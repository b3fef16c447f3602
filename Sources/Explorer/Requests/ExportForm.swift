import Architectures

/// A form in which something can be taken away.
public enum ExportForm: String, Sendable, Hashable, CaseIterable {
    case arch, tuple, ofa
    case netConfig = "net-config"
    case columns, json, dot, pytorch
    case trajectoryCSV = "trajectory-csv"
    case trajectorySafetensors = "trajectory-safetensors"
    case screenText = "screen-text"
    case screenANSI = "screen-ansi"
    case screenSVG = "screen-svg"
    case screenHTML = "screen-html"

    /// What is taken away.
    public enum Subject: String, Sendable, Hashable {
        /// What the run ends with.
        case architecture
        /// Every step of the run.
        case trajectory
        /// What is shown.
        case screen
    }

    public var subject: Subject {
        switch self {
        case .arch, .tuple, .ofa, .netConfig, .columns, .json, .dot, .pytorch: .architecture
        case .trajectoryCSV, .trajectorySafetensors: .trajectory
        case .screenText, .screenANSI, .screenSVG, .screenHTML: .screen
        }
    }

    /// Whether architectures of a space have the form.
    public func fits(_ space: SearchSpace) -> Bool {
        switch self {
        case .tuple, .pytorch, .ofa, .netConfig, .columns: space.writtenForms.contains(rawValue)
        default: true
        }
    }

    /// Whether a terminal cannot show it and a clipboard not hold it.
    public var isBinary: Bool { self == .trajectorySafetensors }

    var title: String {
        switch self {
        case .arch: "arch string"
        case .tuple: "NASLib tuple"
        case .ofa: "OFA dictionary"
        case .netConfig: "OFA net.config"
        case .columns: "table columns"
        case .json: "JSON"
        case .dot: "Graphviz DOT"
        case .pytorch: "PyTorch module"
        case .trajectoryCSV: "CSV"
        case .trajectorySafetensors: "safetensors"
        case .screenText: "text"
        case .screenANSI: "ANSI"
        case .screenSVG: "SVG"
        case .screenHTML: "HTML"
        }
    }

    /// A file's name, of the run's and, for a screen, the step's.
    func fileName(run: String, step: Int) -> String {
        switch self {
        case .arch: "\(run)-arch.txt"
        case .tuple: "\(run)-tuple.txt"
        case .ofa: "\(run)-ofa.json"
        case .netConfig: "\(run)-net.config"
        case .columns: "\(run)-columns.csv"
        case .json: "\(run).json"
        case .dot: "\(run).dot"
        // A module's name in Python has no dashes.
        case .pytorch: run.map { $0 == "-" ? "_" : String($0) }.joined() + ".py"
        case .trajectoryCSV: "\(run)-trajectory.csv"
        case .trajectorySafetensors: "\(run)-trajectory.safetensors"
        case .screenText: "\(run)-step\(step).txt"
        case .screenANSI: "\(run)-step\(step).ans"
        case .screenSVG: "\(run)-step\(step).svg"
        case .screenHTML: "\(run)-step\(step).html"
        }
    }
}
