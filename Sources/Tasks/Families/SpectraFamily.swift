import Platform

/// Clouds whose waves of frequency f have a power of f^−β: rough or smooth, without any figure.
struct SpectraFamily: TaskFamily {
    let name = "spectra"
    let about = "how rough the clouds are: power falls as frequency to the −β"
    let classNames = ["β 0", "β 1", "β 2", "β 3"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let beta = Double(label) + draws.uniform(-0.25, 0.25)
        let waves = (0..<48).map { _ -> (Double, Double, Double, Double) in
            // Frequencies are uniform in a disc of up to six cycles, none slower than half a one.
            let radius = max(6 * draws.unit().squareRoot(), 0.5), angle = draws.angle()
            return (radius * cos(angle), radius * sin(angle), draws.angle(), pow(radius, -beta / 2))
        }
        let norm = waves.reduce(0) { $0 + $1.3 * $1.3 / 2 }.squareRoot()
        canvas.fill { x, y in
            0.5 + 0.22 / norm * waves.reduce(0) { $0 + $1.3 * cos(2 * .pi * ($1.0 * x + $1.1 * y) + $1.2) }
        }
    }
}
