/// The ASCII character that says most nearly what another one says, in one column.
enum ASCII {
    static func nearest(to scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? "?" : scalar }
        if let arms = LineArms(scalar) { return line(arms) }
        switch scalar.value {
        case 0x2800...0x28FF: return braille(UInt8(truncatingIfNeeded: scalar.value))
        case 0x2500...0x257F: return table[scalar] ?? "+"
        default: return table[scalar] ?? "?"
        }
    }

    /// Two characters for a sign that one would make into another, to be put where there is a blank beside it.
    static func pair(for scalar: Unicode.Scalar) -> (Unicode.Scalar, Unicode.Scalar)? {
        switch scalar {
        case "±": ("+", "-")
        case "≤": ("<", "=")
        case "≥": (">", "=")
        case "≠": ("!", "=")
        case "≈": ("~", "=")
        default: nil
        }
    }

    private static func line(_ arms: LineArms) -> Unicode.Scalar {
        if arms.isSubset(of: [.left, .right]) { return "-" }
        if arms.isSubset(of: [.up, .down]) { return "|" }
        return "+"
    }

    /// By where the dots are: high, low, or how many.
    private static func braille(_ dots: UInt8) -> Unicode.Scalar {
        if dots == 0 { return " " }
        if dots & 0b1111_0110 == 0 { return "'" }
        if dots & 0b0001_1011 == 0 { return dots.nonzeroBitCount > 2 ? ":" : "." }
        return dots.nonzeroBitCount > 5 ? "#" : dots.nonzeroBitCount > 3 ? "*" : ":"
    }

    private static let table: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (from, to) in pairs {
            for (scalar, ascii) in zip(from.unicodeScalars, to.unicodeScalars) { table[scalar] = ascii }
        }
        return table
    }()

    /// Characters above, their stand-ins below, one for one.
    private static let pairs = [
        // Blocks: lower eighths, left eighths, shades.
        ("▁▂▃▄▅▆▇█▀▔", "_..--==#\"'"),
        ("▏▎▍▌▋▊▉▐▕░▒▓", "|||==###|.:%"),
        ("▖▗▘▝▚▞▙▛▜▟", "..''%%####"),
        // Lines heavier than the light ones, and dotted.
        ("━┃┄┆╌╎═╸╺", "=|.:.:==="),
        // Marks.
        ("•·∙◦●○◉◎◆◇■□▪▫★☆◌", "*..o*o@@*o#o#o**o"),
        ("▲▼◀▶△▽◁▷▴▾◂▸►◄", "^v<>^v<>^v<>><"),
        ("←→↑↓↔↕⇐⇒↦↩↪⏎↵⟵⟶↳", "<>^v-|<>><><<<>>"),
        ("⏵⏸⏹⏺⏴⏮⏭⟲⟳↺↻", ">=#o<<>rrrr"),
        ("✓✔✗✘×÷±−–—‐‑", "vvxxx/~-----"),
        ("‘’‚“”„…‹›«»′″", "'',\"\"\"~<><>'\""),
        ("≤≥≠≈≡∝∞∑∏∫∂∇√∈∉∅", "<>!~=~8SPIdVve!0"),
        ("∧∨∩∪⊂⊃⊙⊗⊕⋅∘∥⟨⟩‖¦", "&|nu<>ox+.o|<>||"),
        ("°§¶©®µ¿¡€£¥¢²³¹¼½¾ ", "oSPcru?!ELYc231qhQ "),
        // Greek, as it is read.
        ("αβγδεζηθικλμνξοπρςστυφχψωϵϕ", "abgdezhqiklmnxoprsstufxywef"),
        ("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "ABGDEZHQIKLMNXOPRSTUFXYW"),
        // Sub- and superscripts.
        ("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789+-=()aeoxhklmnpstijruv"),
        ("⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵗ", "0456789+-=()niTt"),
        // Latin letters with marks that appear in names.
        ("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿŷšžćčđłğş", "aaaaaaceeeeiiiinoooooouuuuyyyszccdlgs"),
        ("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŠŽĆČŁ", "AAAAAACEEEEIIIINOOOOOOUUUUYSZCCL"),
        ("ßæÆ", "saA"),
    ]
}
