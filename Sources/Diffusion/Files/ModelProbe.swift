import Architectures
import Platform
import Tensors

/// Whether what was read from a file answers with numbers: weights that are finite may still be too large.
package enum ModelProbe {
    /// - Parameter sigmas: noise levels to ask at
    package static func isFinite(_ denoiser: any Denoiser, at sigmas: [Double]) -> Bool {
        let count = Panel.width * denoiser.layout.stateDimension
        let worker = denoiser.makeWorker()
        let x = PanelBuffer.zeros(count), mean = PanelBuffer.zeros(count)
        defer { for buffer in [x, mean] { buffer.deallocate() } }
        return sigmas.allSatisfy { sigma in
            fill(x, sigma: sigma)
            worker.denoise(x, sigma: sigma, into: mean)
            return mean.allSatisfy(\.isFinite)
        }
    }

    package static func isFinite(_ predictor: any Predictor, of layout: GraphLayout, at sigmas: [Double]) -> Bool {
        let worker = predictor.makeWorker(), answers = Panel.width * predictor.properties.count
        let x = PanelBuffer.zeros(Panel.width * layout.stateDimension)
        let means = PanelBuffer.zeros(answers), variances = PanelBuffer.zeros(answers)
        defer { for buffer in [x, means, variances] { buffer.deallocate() } }
        return sigmas.allSatisfy { sigma in
            fill(x, sigma: sigma)
            worker.predict(x, sigma: sigma, means: means, variances: variances)
            return means.allSatisfy(\.isFinite) && variances.allSatisfy(\.isFinite)
        }
    }

    /// The levels a run goes through: where it starts, the middle, where it ends, and where clean architectures are asked about.
    package static func levels(_ range: ClosedRange<Double>) -> [Double] {
        [range.upperBound, (range.lowerBound * range.upperBound).squareRoot(), range.lowerBound, SampleRun.cleanSigma]
    }

    /// Corners of the cube that all clean states are corners of, seen through noise.
    private static func fill(_ x: PanelBuffer, sigma: Double) {
        NoiseSource(seed: 0x9B).normals(into: x, sample: 0, step: 0, stage: 0xF0)
        for i in 0..<x.count { x[i] = (x[i] > 0 ? 1 : -1) + Float(sigma) * x[i] }
    }
}
