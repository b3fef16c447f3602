/// What the size of a Langevin step hangs on: the norms of the score of x̃ and of the noise.
struct LangevinNorms {
    var score = 0.0
    var noise = 0.0

    init() {}

    /// Of one sample's `count` numbers.
    init(_ x: UnsafePointer<Float>, denoised: UnsafePointer<Float>, noise z: UnsafePointer<Float>, sigma: Double, count: Int) {
        var scores = 0.0, noises = 0.0
        for i in 0..<count {
            noises += Double(z[i]) * Double(z[i])
            let difference = Double(denoised[i]) - Double(x[i])
            scores += difference * difference
        }
        score = scores.squareRoot() / (sigma * sigma)
        noise = noises.squareRoot()
    }
}
