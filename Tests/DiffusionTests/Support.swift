import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// The error of reading a changed copy of a good file; PATH stands for its path.
func errorOfChangedFile(
    _ change: (inout Safetensors) -> Void, of write: (String) throws -> Void, read: (String) throws -> Void
) throws -> String? {
    try withTemporaryFolder { folder in
        try write(folder + "/a")
        var file = try Safetensors(contentsOf: folder + "/a")
        change(&file)
        try file.write(to: folder + "/b")
        return errorText { try read(folder + "/b") }?.replacingOccurrences(of: folder + "/b", with: "PATH")
    }
}

extension PhiloxGenerator {
    /// A standard normal draw.
    mutating func normal() -> Double { (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform()) }

    mutating func normals(_ count: Int) -> [Float] { (0..<count).map { _ in Float(normal()) } }

    /// A cell drawn uniformly and seen through noise.
    mutating func noisyCell(sigma: Double) throws -> (code: Int, state: [Float]) {
        let code = Int(next() % UInt64(Cell.count))
        let clean = try #require(Cell(code: code)).state
        return (code, zip(clean, normals(66)).map { $0 + Float(sigma) * $1 })
    }
}

/// Figures to test with.
enum Figures {
    static func accuracy() throws -> BenchmarkTable.Column { try column("baseline_accuracy") }
    static func column(_ name: String) throws -> BenchmarkTable.Column {
        try #require(try BenchmarkTable.embedded(of: .nasbench201)?[name])
    }
}

/// Central difference of `f` at `x` along coordinate `i`.
func slope(_ x: [Double], _ i: Int, step: Double, _ f: ([Double]) -> Double) -> Double {
    var (up, down) = (x, x)
    up[i] += step
    down[i] -= step
    return (f(up) - f(down)) / (2 * step)
}

func norm(_ values: some Sequence<Double>) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

/// The largest difference of two lists; infinite where one is not a number.
func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
}
