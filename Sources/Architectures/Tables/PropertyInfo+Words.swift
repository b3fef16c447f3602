import Foundation

extension PropertyInfo {
    /// What the words of a name say, and what the figures say beside it. An accuracy may be a share of 1 or of 100: only its figures tell.
    init(words name: String, figures: [Double]) {
        let words = ColumnName(name)
        let direction = ColumnDirection.higherIsBetter(words)
        var unit = ColumnUnit.symbol(of: words)
        let finite = figures.lazy.filter(\.isFinite)
        let largest = finite.map(abs).max() ?? 0
        if unit.isEmpty, Self.isAccuracy(words), largest > 1.5, largest <= 100 { unit = "%" }
        self.init(
            name: name, title: name, unit: unit, higherIsBetter: direction ?? true,
            decimals: largest > 0 ? Self.decimals(largest, areWhole: finite.allSatisfy { $0 == $0.rounded() }) : Self.usualDecimals[unit] ?? 3,
            isDirectionAssumed: direction == nil)
    }

    private static func isAccuracy(_ name: ColumnName) -> Bool {
        let accuracies: Set = ["accuracy", "accuracies", "acc", "accs", "top", "precision", "recall", "f"]
        return ColumnDirection.higherIsBetter(name) == true && name.words.contains { accuracies.contains($0.stem) || accuracies.contains($0.text) }
    }

    /// Four digits of the largest figure; none behind the point of whole ones.
    private static func decimals(_ largest: Double, areWhole: Bool) -> Int {
        areWhole ? 0 : min(max(3 - Int(log10(largest).rounded(.down)), 0), 9)
    }

    private static let usualDecimals = ["%": 2, "ms": 2, "µs": 1, "ns": 0, "MB": 2, "MiB": 2, "kB": 1, "W": 2, "mW": 1, "h": 2, "min": 2]
}
