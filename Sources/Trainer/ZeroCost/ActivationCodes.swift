import Foundation
import Tensors

/// Of each image of a batch, which ReLUs let it through: one bit a unit.
package struct ActivationCodes {
    package let images: Int
    /// Values before a ReLU, of one image.
    package let units: Int
    private let width: Int
    /// [image][word], sixty-four units a word.
    private var words: [UInt64]

    /// All ReLUs shut.
    package init(images: Int, units: Int) {
        (self.images, self.units) = (images, units)
        width = (units + 63) / 64
        words = Array(repeating: 0, count: images * width)
    }

    package mutating func open(_ unit: Int, of image: Int) { words[image * width + unit / 64] |= 1 << UInt64(unit % 64) }

    /// In how many units two images agree.
    package func agreements(_ one: Int, _ other: Int) -> Int {
        units - (0..<width).reduce(0) { $0 + (words[one * width + $1] ^ words[other * width + $1]).nonzeroBitCount }
    }

    /// ln det K of the matrix of agreements K (Mellor et al. 2021, equation 2): large where the network tells images apart.
    /// - Returns: nil where two images have one code, so that the determinant is 0
    package var logDeterminant: Double? {
        var kernel = [Double](repeating: 0, count: images * images)
        for row in 0..<images {
            for column in 0...row { kernel[row * images + column] = Double(agreements(row, column)) }
        }
        return Cholesky(kernel, count: images).map { 2 * $0.halfLogDeterminant }
    }
}

extension CellNetwork {
    /// Of the batch that was computed last: the ReLU before each convolution that has one, and that before the classes.
    package var activationCodes: ActivationCodes {
        let read = plan.units.filter { $0.convolution.relu != 0 }.map(\.input)
        let norm = plan.norms[plan.lastNorm], last = plan.maps.count - 1
        let scale = constants(norm, NormRow.scale), shift = constants(norm, NormRow.shift)
        func size(_ map: Int) -> Int { plan.maps[map].channels * plan.maps[map].pixels }
        var codes = ActivationCodes(images: count, units: read.reduce(size(last)) { $0 + size($1) })
        var first = 0
        func note(_ map: Int, _ isOpen: (_ place: Int, _ value: Float) -> Bool) {
            for image in 0..<count {
                let values = values(map, image / CellPlan.group) + image % CellPlan.group
                for place in 0..<size(map) where isOpen(place, values[place * CellPlan.group]) { codes.open(first + place, of: image) }
            }
            first += size(map)
        }
        for map in read { note(map) { _, value in value > 0 } }
        note(last) { place, value in scale[place / norm.pixels] * value + shift[place / norm.pixels] > 0 }
        return codes
    }
}
