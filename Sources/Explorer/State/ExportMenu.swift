/// Choosing what to take away, and in which form.
public struct ExportMenu: Sendable, Hashable {
    public var selected = 0

    static let forms = ExportForm.allCases

    var form: ExportForm { Self.forms[min(max(selected, 0), Self.forms.count - 1)] }
}
