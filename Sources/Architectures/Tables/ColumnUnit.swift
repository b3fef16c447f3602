/// What the words of a column's name say of its unit. A suffix decides; where it contradicts what is measured, or says nothing, nothing is known.
enum ColumnUnit {
    /// What can be measured.
    enum Quantity: Hashable { case time, energy, power, bytes, amount, share, frequency, mass, area }

    /// The unit's symbol; empty where nothing is known.
    static func symbol(of name: ColumnName) -> String { found(in: name)?.symbol ?? "" }

    /// What the name's unit is a unit of; nil where it has none.
    static func quantity(of name: ColumnName) -> Quantity? { found(in: name)?.quantity }

    /// Whether a token is a unit as it is spelled, such as `kWh` or `MiB`.
    static func isSpelled(_ token: Substring) -> Bool { token.contains(where: \.isUppercase) && token.count > 1 && known(ColumnName.Word(token)) != nil }

    private static func found(in name: ColumnName) -> (symbol: String, quantity: Quantity)? {
        let words = name.words
        let measured = Set(words.compactMap { nouns[$0.text] ?? nouns[$0.stem] })
        // A rate has a unit of two, which is nobody's business here: images per second are not seconds.
        guard !words.contains(where: { $0.text == "per" }) else { return nil }
        for (place, word) in words.enumerated().reversed() {
            guard let unit = known(word) else { continue }
            let isLast = place == words.count - 1
            let follows = place > 0 && nouns[words[place - 1].text] == unit.quantity
            // A letter alone may mean anything in the middle of a name.
            guard isLast || follows || unit.isPlain else { continue }
            guard measured.isEmpty ? !unit.needsNoun : measured.contains(unit.quantity) else { continue }
            // The least latency, not one in minutes.
            if word.text == "min" || word.text == "mins", words.contains(where: { $0.text == "latency" || $0.text == "lat" }) { continue }
            return (unit.symbol, unit.quantity)
        }
        return nil
    }

    private struct Unit {
        let symbol: String
        let quantity: Quantity
        /// Whether the word can mean nothing else, wherever it stands.
        var isPlain = true
        /// Whether only what is measured tells that it is a unit.
        var needsNoun = false
    }

    private static func known(_ word: ColumnName.Word) -> Unit? {
        // Mega or milli: the one case in which a capital letter counts.
        if word.spelling == "MJ" || word.spelling == "MW" || word.spelling == "MWh" { return nil }
        return units[word.text]
    }

    private static let units: [String: Unit] = {
        var units: [String: Unit] = [:]
        func add(_ symbol: String, _ quantity: Quantity, _ words: String, isPlain: Bool = true, needsNoun: Bool = false) {
            for word in words.split(separator: " ") {
                units[String(word)] = Unit(symbol: symbol, quantity: quantity, isPlain: isPlain, needsNoun: needsNoun)
            }
        }
        add("ns", .time, "ns nsec nanos nanosecond nanoseconds")
        add("µs", .time, "µs μs usec usecs micros microsecond microseconds")
        add("µs", .time, "us", isPlain: false)
        add("ms", .time, "ms msec msecs millis millisecond milliseconds")
        add("s", .time, "sec secs second seconds")
        add("s", .time, "s", isPlain: false)
        add("min", .time, "minute minutes")
        add("min", .time, "min mins", isPlain: false, needsNoun: true)
        add("h", .time, "hr hrs hour hours")
        add("h", .time, "h", isPlain: false)
        add("d", .time, "day days")
        add("d", .time, "d", isPlain: false, needsNoun: true)
        add("nJ", .energy, "nj nanojoule nanojoules")
        add("µJ", .energy, "uj µj μj microjoule microjoules")
        add("mJ", .energy, "mj millijoule millijoules")
        add("J", .energy, "joule joules")
        add("J", .energy, "j", isPlain: false)
        add("kJ", .energy, "kj")
        add("Wh", .energy, "wh")
        add("kWh", .energy, "kwh")
        add("mW", .power, "mw milliwatt milliwatts")
        add("W", .power, "watt watts")
        add("W", .power, "w", isPlain: false)
        add("kW", .power, "kw kilowatt kilowatts")
        add("B", .bytes, "byte bytes")
        for prefix in ["k", "m", "g", "t"] {
            let big = prefix.uppercased()
            add("\(prefix == "k" ? prefix : big)B", .bytes, "\(prefix)b \(prefix)byte \(prefix)bytes")
            add("\(big)iB", .bytes, "\(prefix)ib")
            add("\(prefix == "k" ? prefix : big)Hz", .frequency, "\(prefix)hz")
            add(prefix == "k" ? prefix : big, .amount, "\(prefix)flops \(prefix)flop \(prefix)macs \(prefix)mac \(prefix)params \(prefix)madds")
            add(prefix == "k" ? prefix : big, .amount, prefix, isPlain: false, needsNoun: true)
        }
        add("Hz", .frequency, "hz")
        add("M", .amount, "million millions mio", needsNoun: true)
        add("G", .amount, "b bn billion billions", isPlain: false, needsNoun: true)
        add("%", .share, "% pct percent percentage perc")
        add("kg", .mass, "kg")
        add("mm²", .area, "mm2")
        return units
    }()

    private static let nouns: [String: Quantity] = {
        var nouns: [String: Quantity] = [:]
        func add(_ quantity: Quantity, _ words: String) { for word in words.split(separator: " ") { nouns[String(word)] = quantity } }
        add(.time, "latency latencies lat time times runtime walltime duration durations delay elapsed")
        add(.energy, "energy consumption")
        add(.power, "power")
        add(.bytes, "memory mem ram vram size storage footprint filesize")
        add(.amount, "params param parameters parameter weights flops flop macs mac madds madd multadds adds operations ops")
        add(.share, "accuracy accuracies acc accs top1 top5 precision recall error err errors rate share f1 map auc iou sparsity")
        add(.frequency, "frequency freq clock")
        add(.mass, "co2 carbon emissions")
        add(.area, "area")
        return nouns
    }()
}
