import Architectures
import Foundation
import Testing

/// What networks are written as for other programs.
@Suite struct NetworkExportTests {
    private static let networks = [
        MobileNet.smallest, (try? MobileNet(json: #"{"ks": 7, "e": 6, "d": 4}"#)) ?? .smallest,
        (try? MobileNet(json: #"{"ks": [3,5,7,0,5,5,0,0,7,3,3,3,5,7,0,0,3,7,5,0], "e": [6,4,3,0,3,6,0,0,4,4,3,6,6,6,0,0,3,3,4,0], "d": [3,2,4,2,3]}"#)) ?? .smallest,
    ]

    private func config(_ network: MobileNet, _ width: MobileNetCost.Width) throws -> [String: Any] {
        let text = SizedNetwork(network, at: MobileNetSetting(width: width)).netConfig
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The weights that Once-for-All's classes make of the document, layer by layer as its keys say, are those that the cost counts stage by stage.
    @Test(arguments: MobileNetCost.Width.allCases)
    func theConfigHasAsManyWeightsAsTheCostCounts(width: MobileNetCost.Width) throws {
        func number(_ layer: [String: Any], _ key: String) throws -> Int { try #require(layer[key] as? Int, "\(key) of \(layer)") }
        func convolution(_ layer: [String: Any]) throws -> Int {
            let (inputs, outputs, kernel) = (try number(layer, "in_channels"), try number(layer, "out_channels"), try number(layer, "kernel_size"))
            return inputs * outputs * kernel * kernel + (layer["use_bn"] as? Bool == true ? 2 * outputs : 0)
        }
        for network in Self.networks {
            let config = try config(network, width)
            var count = 0
            for key in ["first_conv", "final_expand_layer", "feature_mix_layer"] { count += try convolution(#require(config[key] as? [String: Any])) }
            for block in try #require(config["blocks"] as? [[String: Any]]) {
                let layer = try #require(block["conv"] as? [String: Any])
                let (inputs, inner, outputs) = (try number(layer, "in_channels"), try number(layer, "mid_channels"), try number(layer, "out_channels"))
                let (kernel, expansion) = (try number(layer, "kernel_size"), try number(layer, "expand_ratio"))
                count += (expansion == 1 ? 0 : inputs * inner + 2 * inner) + inner * kernel * kernel + 2 * inner + inner * outputs + 2 * outputs
                #expect(inner == (expansion == 1 ? inputs : inner) && inner % 8 == 0)
                if layer["use_se"] as? Bool == true {
                    // A quarter, to the nearest multiple of eight, but no more than a tenth down: 72 channels give 24.
                    let quarter = inner / 4, nearest = (quarter + 4) / 8 * 8
                    let narrow = 10 * nearest < 9 * quarter ? nearest + 8 : nearest
                    count += 2 * inner * narrow + narrow + inner
                }
                #expect((block["shortcut"] is NSNull) == !(try number(layer, "stride") == 1 && inputs == outputs))
            }
            let head = try #require(config["classifier"] as? [String: Any])
            count += try number(head, "in_features") * 1_000 + 1_000
            #expect(count == (try MobileNetCost(width: width).total(network)).parameters)
        }
    }

    /// The kernels and expansions, in order.
    @Test func theConfigNamesTheLayers() throws {
        for network in Self.networks {
            let blocks = try #require(try config(network, .one)["blocks"] as? [[String: Any]])
            let layers = (0..<MobileNet.layerCount).compactMap(network.layer)
            #expect(blocks.count == layers.count + 1)
            // The side is halved four times, by the first layers of four stages.
            let strides = blocks.compactMap { ($0["conv"] as? [String: Any])?["stride"] as? Int }
            #expect(strides.count == blocks.count && strides.reduce(1, *) == 16)
            for (block, layer) in zip(blocks.dropFirst(), layers) {
                let conv = try #require(block["conv"] as? [String: Any])
                #expect(conv["kernel_size"] as? Int == layer.kernel && conv["expand_ratio"] as? Int == layer.expansion)
            }
        }
    }

    @Test func theModuleSaysWhatItIs() throws {
        let sized = SizedNetwork(Self.networks[1], at: MobileNetSetting(width: .oneAndAFifth, resolution: 160))
        let module = try sized.pyTorchModule(), parameters = try MobileNetCost(width: .oneAndAFifth).total(sized.network).parameters
        #expect(module.contains("RESOLUTION = 160") && module.contains("it has \(parameters) parameters"))
        #expect(module.contains("    (7, 6, 2, 24, 144, 32, False, False),"))
        #expect(Architecture(sized.network).text("pytorch")?.contains("RESOLUTION = 224") == true)
    }
}
