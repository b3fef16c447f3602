extension Theme {
    public var textStyle: Style { Style(text) }
    public var faintStyle: Style { isMonochrome ? Style().dim : Style(faint) }
    public var ruleStyle: Style { isMonochrome ? Style().dim : Style(rule) }
    public var strongStyle: Style { Style(text).bold }
    public var warningStyle: Style { Style(warning).bold }

    /// What the keyboard acts on: bright and bold, without colours bold and underlined.
    public var focusStyle: Style { isMonochrome ? Style().bold.underline : Style(focus).bold }

    /// A selected row or cell: raised ground, without colours reversed.
    public var selectionStyle: Style { isMonochrome ? Style().reverse : Style(focus, on: raised).bold }

    /// A style in a selected row: what it says stays readable on the raised ground.
    public func selected(_ style: Style) -> Style {
        let selection = selectionStyle
        guard !isMonochrome else { return style.adding(selection.attributes) }
        return Style(readable(style.foreground, on: raised), on: raised, style.attributes.union(selection.attributes))
    }

    /// A hue as text that stands back: as faint as can still be read.
    public func quietStyle(_ hue: Color) -> Style {
        isMonochrome ? Style().dim : Style(background.mixed(with: hue, amount: 0.55).readable(on: background, toward: hue))
    }

    /// A colour of text, moved towards the theme's text as far as it takes to be read.
    /// - Parameter ground: nil is the background
    public func readable(_ color: Color, on ground: Color? = nil) -> Color { color.readable(on: ground ?? background, toward: text) }

    /// The ground of a strength 0…1 of a hue, from just above the background to as bright as the theme's text can still be read on.
    public func ground(_ hue: Color, _ strength: Double, from least: Double = 0.10) -> Color {
        guard !isMonochrome else { return .default }
        var (low, high) = (least, Self.brightestGround)
        if background.mixed(with: hue, amount: high).contrast(with: text) >= Color.leastContrast {
            low = high
        } else {
            for _ in 0..<6 {
                let middle = (low + high) / 2
                if background.mixed(with: hue, amount: middle).contrast(with: text) < Color.leastContrast { high = middle } else { low = middle }
            }
        }
        return background.mixed(with: hue, amount: least + (low - least) * strength.limited(to: 0...1))
    }

    /// Grounds are never brighter than this share of a hue, so that marks on them stand out.
    private static let brightestGround = 0.658

    /// A ground that stands out on the surface too, as a selection in an overlay must.
    private var raised: Color { surface.mixed(with: text, amount: 0.15) }

    /// Colour of a strength 0…1 of a hue: from just above the background to the full hue.
    public func ramp(_ hue: Color, _ strength: Double) -> Color {
        guard !isMonochrome else { return .default }
        return background.mixed(with: hue, amount: 0.10 + 0.90 * strength.limited(to: 0...1))
    }

    /// Colour of a value −1…1: guidance's hue below zero, state's above, the ground at zero.
    public func diverging(_ value: Double) -> Color {
        let value = value.isNaN ? 0 : value.limited(to: -1...1)
        return ramp(value < 0 ? guidance : state, abs(value))
    }

    /// A colour that glows with an event and fades: `age` 0 is the event itself, 1 the colour at rest.
    public func glow(_ rest: Color, toward hue: Color, age: Double) -> Color {
        let left = 1 - age.limited(to: 0...1)
        return rest.mixed(with: hue, amount: left * left)
    }
}
