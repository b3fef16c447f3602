import Architectures

/// Choosing what to take away, and in which form.
public struct ExportMenu: Sendable, Hashable {
    public var selected = 0
    let forms: [ExportForm]

    init(_ space: SearchSpace) { forms = ExportForm.allCases.filter { $0.fits(space) } }

    var form: ExportForm { forms[min(max(selected, 0), forms.count - 1)] }
}
