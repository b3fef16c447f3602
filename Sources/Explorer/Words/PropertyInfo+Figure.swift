import Architectures
import Terminal

/// How figures of properties stand on the screen: by their magnitude and the room there is.
extension PropertyInfo {
    /// The figure alone.
    func figure(_ value: Double, within columns: Int = .max) -> String {
        value.figure(decimals, within: columns, thousands: unit.isEmpty)
    }

    /// With its unit, where there is room for it.
    func told(_ value: Double, within columns: Int = .max) -> String {
        guard !unit.isEmpty, !value.isNaN else { return figure(value, within: columns) }
        let room = columns == .max ? columns : columns - 1 - CharacterWidth.columns(of: unit)
        let alone = figure(value, within: columns)
        return alone == figure(value, within: Swift.max(room, 0)) ? "\(alone) \(unit)" : alone
    }

    /// A figure and how far it spreads, in a column: `93.51 ±0.42`, the sign always at one place.
    func spread(_ value: Double, _ deviation: Double, within columns: Int) -> (value: String, spread: String) {
        let room = columns > 13 ? 6 : 5
        let spread = " ±" + figure(deviation, within: room).padded(to: room)
        return (figure(value, within: columns - 2 - room), spread)
    }

    /// With as many decimals as it takes to tell these figures apart, where nothing is known of their unit: figures of a millionth would all be
    /// nought.
    func fitting(_ figures: [Double]) -> PropertyInfo {
        let sizes = figures.filter { $0.isFinite && $0 != 0 }.map(\.magnitude).sorted()
        guard unit.isEmpty, !sizes.isEmpty else { return self }
        var (needed, size) = (2, sizes[sizes.count / 2])
        while size < 1, needed < Self.mostDecimals { (needed, size) = (needed + 1, size * 10) }
        guard needed > decimals else { return self }
        return PropertyInfo(name: name, title: title, unit: unit, higherIsBetter: higherIsBetter, decimals: needed)
    }

    private static var mostDecimals: Int { 9 }
}
