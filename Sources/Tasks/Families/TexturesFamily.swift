import Platform

/// Six coverings of a wall, of any scale and place.
struct TexturesFamily: TaskFamily {
    let name = "textures"
    let about = "what the wall is covered with"
    let classNames = ["dots", "bricks", "stripes", "scales", "weave", "crosses"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let cells = draws.uniform(2.2, 4.4), (a, b) = (draws.unit() + 8, draws.unit() + 8), angle = draws.uniform(-0.25, 0.25)
        let (dark, light) = (draws.uniform(0.1, 0.42), draws.uniform(0.58, 0.9))
        canvas.fill { x, y in
            let u = (x * cos(angle) + y * sin(angle)) * cells + a, v = (y * cos(angle) - x * sin(angle)) * cells + b
            return Self.isLight(label, u, v) ? light : dark
        }
    }

    private static func isLight(_ label: Int, _ u: Double, _ v: Double) -> Bool {
        func part(_ value: Double) -> Double { value - value.rounded(.down) }
        let (p, q) = (part(u) - 0.5, part(v) - 0.5), row = Int(v.rounded(.down))
        switch label {
        case 0: return p * p + q * q < 0.1
        case 1: return abs(q) < 0.36 && abs(part(u / 1.6 + (row & 1 == 0 ? 0 : 0.5)) - 0.5) < 0.4
        case 2: return abs(part(u * 0.75) - 0.5) < 0.25
        case 3:
            let shifted = part(u + (row & 1 == 0 ? 0 : 0.5)) - 0.5, radius = (shifted * shifted + (q + 0.5) * (q + 0.5)).squareRoot()
            return radius < 0.5 || radius > 0.75
        case 4: return (Int(u.rounded(.down)) + row) & 1 == 0 ? abs(q) < 0.28 : abs(p) < 0.28
        default: return min(abs(p), abs(q)) < 0.12 && max(abs(p), abs(q)) < 0.4
        }
    }
}
