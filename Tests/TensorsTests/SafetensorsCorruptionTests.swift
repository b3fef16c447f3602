import Foundation
import Tensors
import Testing

@Suite struct SafetensorsCorruptionTests {
    /// Knuth's 64-bit linear congruence: enough to damage files the same way on every run.
    private struct Draws {
        var state: UInt64
        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    /// Bytes changed, cut, inserted, digits swapped for others: a file is refused with a reason, or what it gives is
    /// consistent. It never crashes.
    @Test func damagedFilesAreRefusedOrConsistent() throws {
        var original = Safetensors(metadata: ["a": "b"])
        original.tensors["weights"] = .init((0..<12).map(Float.init), shape: [3, 4])
        original.tensors["order"] = .init([1, 2, 3] as [UInt16], shape: [3])
        original.tensors["z"] = .init([1] as [UInt8], shape: [1])
        let good = original.encoded()
        let headerEnd = good.count - 48 - 6 - 1
        var draws = Draws(state: 2024)
        var refused = 0
        for _ in 0..<2_000 {
            var data = good
            for _ in 0...draws.next(below: 3) {
                let place = draws.next(below: min(headerEnd, data.count))
                switch draws.next(below: 5) {
                case 0: data[place] = UInt8(draws.next(below: 256))
                case 1: data = data.prefix(draws.next(below: data.count) + 1)
                case 2: data.insert(UInt8(draws.next(below: 256)), at: place)
                case 3: data.remove(at: min(place + 8, data.count - 1))
                default:
                    if let digit = data[place...].firstIndex(where: { (0x30...0x39).contains($0) }) {
                        data[digit] = UInt8(0x30 + draws.next(below: 10))
                    }
                }
                if data.isEmpty { data = Data([0]) }
            }
            do {
                let file = try Safetensors(data: data, name: "f")
                for (name, tensor) in file.tensors {
                    #expect(tensor.data.count == tensor.shape.reduce(tensor.type.size, *))
                    if tensor.type == .float32 { _ = try file.floats(name, shape: tensor.shape) }
                }
            } catch {
                #expect(error is SafetensorsError)
                #expect("\(error)".hasPrefix("f: "))
                refused += 1
            }
        }
        #expect(refused > 1_000 && refused < 2_000)
    }
}
