import Tensors

/// What an error says behind a name that nobody knows.
public enum Suggestion {
    /// More names are not listed.
    private static let most = 12

    /// `, perhaps 'cifar10_test'`; `, now 'macs_m'` of a name that was another's once; where no name is near: `; known: a, b, … and 18 more`; empty where nothing is known.
    /// - Parameter title: what stands before the list
    public static func text(for typed: String, among known: [String], title: String = "known") -> String {
        guard !known.isEmpty else { return "" }
        let present = FormerName.present(typed)
        if present != typed, known.contains(present) { return ", now '\(present)'" }
        if let nearest = FuzzyMatch.nearest(to: typed, among: known) { return ", perhaps '\(nearest.escaped())'" }
        return "; \(title): \(list(known, like: typed))"
    }

    /// Names separated by commas; of many those that begin most like what was typed, in their own order.
    public static func list(_ names: [String], like typed: String = "") -> String {
        guard names.count > most else { return names.map { $0.escaped() }.joined(separator: ", ") }
        func likeness(_ place: Int) -> Int { zip(names[place].lowercased(), typed.lowercased()).prefix { $0.0 == $0.1 }.count }
        let near = names.indices.sorted { (likeness($1), $0) < (likeness($0), $1) }
        let shown = near.prefix(most).sorted().map { names[$0].escaped() }
        return shown.joined(separator: ", ") + " and \(names.count - most) more"
    }
}
