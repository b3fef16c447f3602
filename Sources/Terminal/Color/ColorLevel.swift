/// How many colours a terminal shows, from none to all.
public enum ColorLevel: Int, Hashable, Sendable, CaseIterable, Comparable {
    case mono, sixteen, twoFiftySix, trueColor

    public static func < (lower: Self, higher: Self) -> Bool { lower.rawValue < higher.rawValue }

    /// The level an environment promises.
    ///
    /// In this order: `NO_COLOR` (any text, https://no-color.org) and a dumb, unset or `-mono` `TERM` mean none;
    /// `COLORTERM` of `truecolor` or `24bit`, a `-direct` `TERM`, and terminals known to show all colours mean true
    /// colour; `TERM` with `256color` means 256; `vt…` terminals have none; anything else is taken to have 16.
    public init(environment: [String: String]) {
        let term = (environment["TERM"] ?? "").lowercased()
        let promise = (environment["COLORTERM"] ?? "").lowercased()
        let program = environment["TERM_PROGRAM"] ?? ""
        if !(environment["NO_COLOR"] ?? "").isEmpty || Self.isColourless(term) {
            self = .mono
        } else if ["truecolor", "24bit"].contains(promise) || term.hasSuffix("-direct")
            || Self.trueColorTerms.contains(where: term.hasPrefix) || Self.trueColorPrograms.contains(program)
        {
            self = .trueColor
        } else if term.contains("256color") {
            self = .twoFiftySix
        } else {
            self = .sixteen
        }
    }

    private static func isColourless(_ term: String) -> Bool {
        term.isEmpty || term == "dumb" || term == "unknown" || term.hasSuffix("-mono") || term.hasSuffix("-m")
            || (term.hasPrefix("vt") && !term.contains("color"))
    }

    private static let trueColorTerms = ["alacritty", "xterm-kitty", "xterm-ghostty", "wezterm", "foot", "contour"]
    private static let trueColorPrograms = ["iTerm.app", "WezTerm", "ghostty", "vscode"]
}
