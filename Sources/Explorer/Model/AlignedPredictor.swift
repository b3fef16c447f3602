import Architectures
import Diffusion

/// A predictor of some of the catalogue's properties, seen in the catalogue's order: what it does not predict is NaN,
/// and tilts of such properties have no effect.
struct AlignedPredictor: Predictor {
    let properties: [PropertyInfo]
    let scales: [PropertyScale]
    private let base: any Predictor
    /// Place in the catalogue of each property of the base.
    private let places: [Int]

    init(_ base: any Predictor, in catalog: Catalog) {
        self.base = base
        properties = catalog.entries.map(\.info)
        scales = catalog.entries.map(\.scale)
        places = base.properties.map { catalog.place(of: $0.name) ?? -1 }
    }

    func makeWorker() -> any PredictorWorker {
        Worker(base.makeWorker(), places: places, count: properties.count)
    }

    private final class Worker: PredictorWorker {
        private let base: any PredictorWorker
        private let places: [Int]
        private let count: Int
        /// [Panel.width][places.count]
        private let means, variances: PanelBuffer

        init(_ base: any PredictorWorker, places: [Int], count: Int) {
            self.base = base
            self.places = places
            self.count = count
            func buffer() -> PanelBuffer {
                let buffer = PanelBuffer.allocate(capacity: max(Panel.width * places.count, 1))
                buffer.initialize(repeating: 0)
                return buffer
            }
            means = buffer()
            variances = buffer()
        }

        deinit {
            means.deallocate()
            variances.deallocate()
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            base.predict(x, sigma: sigma, means: self.means, variances: self.variances)
            for i in 0..<Panel.width * count {
                means[i] = .nan
                variances[i] = .nan
            }
            for slot in 0..<Panel.width {
                for (p, place) in places.enumerated() where place >= 0 {
                    means[slot * count + place] = self.means[slot * places.count + p]
                    variances[slot * count + place] = self.variances[slot * places.count + p]
                }
            }
        }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            base.tiltGradient(aligned(tilts), order: order, into: gradient)
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            base.logTilt(aligned(tilts), order: order, into: values)
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            for slot in 0..<Panel.width {
                for (p, place) in places.enumerated() {
                    self.means[slot * places.count + p] = place >= 0 ? means[slot * count + place] : 0
                    self.variances[slot * places.count + p] = place >= 0 ? variances[slot * count + place] : 0
                }
            }
            base.pullback(means: self.means, variances: self.variances, into: gradient)
        }

        /// The base's own tilts, of the catalogue's.
        private func aligned(_ tilts: [Float]) -> [Float] { places.map { $0 >= 0 ? tilts[$0] : 0 } }
    }
}
