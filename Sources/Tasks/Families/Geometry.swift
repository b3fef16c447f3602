import Platform

/// A place to draw a thing at: its middle, its size and how it is turned.
struct Pose {
    var x, y, radius, angle: Double

    /// A thing that is wholly on the canvas.
    init(_ draws: inout ImageDraws, radius: ClosedRange<Double>, angle: Double) {
        self.radius = draws.uniform(radius.lowerBound, radius.upperBound)
        x = draws.uniform(self.radius, 1 - self.radius)
        y = draws.uniform(self.radius, 1 - self.radius)
        self.angle = angle
    }

    init(x: Double, y: Double, radius: Double, angle: Double = 0) { (self.x, self.y, self.radius, self.angle) = (x, y, radius, angle) }

    /// A point as the thing sees it: its middle at 0, its radius 1.
    func local(_ px: Double, _ py: Double) -> (u: Double, v: Double) {
        let dx = (px - x) / radius, dy = (py - y) / radius, c = cos(angle), s = sin(angle)
        return (c * dx + s * dy, c * dy - s * dx)
    }
}

/// Figures around 0 that reach to about 1.
enum Figure: CaseIterable {
    case disc, square, triangle, cross, ring, crescent

    func holds(_ u: Double, _ v: Double) -> Bool {
        switch self {
        case .disc: return u * u + v * v < 0.9
        case .square: return max(abs(u), abs(v)) < 0.8
        case .triangle: return Self.polygon(3, u, v)
        case .cross: return min(abs(u), abs(v)) < 0.28 && max(abs(u), abs(v)) < 1
        case .ring:
            let square = u * u + v * v
            return square < 1 && square > 0.36
        case .crescent: return u * u + v * v < 1 && (u - 0.5) * (u - 0.5) + v * v > 0.64
        }
    }

    /// A regular polygon, a corner upwards.
    static func polygon(_ corners: Int, _ u: Double, _ v: Double) -> Bool {
        let sector = 2 * Double.pi / Double(corners), angle = atan2(u, -v)
        let within = angle - sector * (angle / sector).rounded(.down) - sector / 2
        return (u * u + v * v).squareRoot() * cos(within) < cos(sector / 2)
    }

    /// A star, a point upwards. - Parameter inner: radius of its valleys
    static func star(_ points: Int, inner: Double, _ u: Double, _ v: Double) -> Bool {
        let sector = 2 * Double.pi / Double(points), angle = atan2(u, -v)
        let within = abs(angle - sector * (angle / sector).rounded())
        // The straight edge from the point (1 at 0) to the valley (inner at half a sector).
        let (ax, ay) = (1.0, 0.0), (bx, by) = (inner * cos(sector / 2), inner * sin(sector / 2))
        let radius = (u * u + v * v).squareRoot(), px = radius * cos(within), py = radius * sin(within)
        return (bx - ax) * (py - ay) - (by - ay) * (px - ax) > 0
    }
}

/// How far a point is from a line that has ends.
func distance(_ px: Double, _ py: Double, from a: (Double, Double), to b: (Double, Double)) -> Double {
    let dx = b.0 - a.0, dy = b.1 - a.1, square = dx * dx + dy * dy
    let along = square > 0 ? min(max(((px - a.0) * dx + (py - a.1) * dy) / square, 0), 1) : 0
    let ex = px - a.0 - along * dx, ey = py - a.1 - along * dy
    return (ex * ex + ey * ey).squareRoot()
}

extension TaskCanvas {
    /// A line of several corners, with round ends.
    mutating func stroke(_ points: [(Double, Double)], width: Double, ink: Double = 1) {
        paint(ink) { x, y in zip(points, points.dropFirst()).contains { distance(x, y, from: $0, to: $1) < width / 2 } }
    }
}

/// A colour by hue (0…1 around), saturation and value (Smith 1978).
func rgb(hue: Double, saturation: Double, value: Double) -> SIMD3<Double> {
    let turn = (hue - hue.rounded(.down)) * 6
    func part(_ offset: Double) -> Double {
        let k = (offset + turn).truncatingRemainder(dividingBy: 6)
        return value - value * saturation * max(0, min(k, 4 - k, 1))
    }
    return SIMD3(part(5), part(3), part(1))
}
