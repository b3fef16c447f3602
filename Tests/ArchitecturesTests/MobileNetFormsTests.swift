import Architectures
import TestSupport
import Testing

@Suite struct MobileNetFormsTests {
    @Test func everyFormIsReadBack() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let network = try MobileNet.random(&random)
            let columns = network.columns
            let lists = [columns.depths, columns.kernels, columns.expansions].joined(separator: ",")
            for text in [network.archString, lists, network.json, " \(network.archString)\n"] {
                #expect(try MobileNet(parsing: text) == network)
            }
        }
    }

    @Test func formsAreAsPublished() throws {
        let network = try MobileNet(
            depths: [2, 3, 4, 2, 3], kernels: [3, 5, nil, nil, 7, 3, 5, nil, 3, 3, 3, 3, 5, 5, nil, nil, 7, 7, 3, nil],
            expansions: [3, 4, nil, nil, 6, 3, 4, nil, 3, 4, 6, 3, 6, 6, nil, nil, 3, 4, 6, nil])
        #expect(
            network.archString
                == "2-3-3_2-5-4_0-0-0_0-0-0_3-7-6_3-3-3_3-5-4_0-0-0_4-3-3_4-3-4_4-3-6_4-3-3_2-5-6_2-5-6_0-0-0_0-0-0_3-7-3_3-7-4_3-3-6_0-0-0")
        #expect(network.columns.kernels == "3 5 0 0 7 3 5 0 3 3 3 3 5 5 0 0 7 7 3 0")
        #expect(network.json.hasPrefix(#"{"d": [2, 3, 4, 2, 3], "ks": [3, 5, null, null, 7"#))
        #expect(network.depths == [2, 3, 4, 2, 3])
    }

    /// One edge a pair of neighbours and one into and out of the network; braces balance.
    @Test func graphvizHasEveryLayer() throws {
        var random = SeededGenerator(seed: 6)
        let network = try MobileNet.random(&random)
        let dot = network.dot, count = network.depths.reduce(0, +)
        #expect(dot.split(separator: "\n").count { $0.contains("expand") } == count)
        #expect(dot.split(separator: "\n").count { $0.contains("->") } == count + 1)
        #expect(dot.count { $0 == "{" } == dot.count { $0 == "}" })
    }

    private static let kernels = "3 5 0 0 7 3 5 0 3 3 3 3 5 5 0 0 7 7 3 0"
    private static let expansions = "3 4 0 0 6 3 4 0 3 4 6 3 6 6 0 0 3 4 6 0"

    @Test(arguments: [
        ("2 3 5 2 3", kernels, expansions, "the depth of stage 3 is 5; it must be 2, 3 or 4"),
        ("2 3 4 2", kernels, expansions, "'d' has 4 entries; it must have 5"),
        ("2 3 4 2 3", "3 5", expansions, "'ks' has 2 entries; it must have 20"),
        ("2 3 4 2 3", kernels, expansions + " 3", "'e' has 21 entries; it must have 20"),
        ("2 x 4 2 3", kernels, expansions, "entry 2 of 'depths' is 'x'; it must be a whole number"),
        ("3 3 4 2 3", kernels, expansions, "'ks' says nothing of layer 3 of stage 1, which is present"),
        ("2 3 4 2 3", "4" + kernels.dropFirst(), expansions, "the kernel of layer 1 of stage 1 is 4; it must be 3, 5 or 7"),
        ("2 3 4 2 3", kernels, "5" + expansions.dropFirst(), "the expansion of layer 1 of stage 1 is 5; it must be 3, 4 or 6"),
    ])
    func faultyListsAreNamed(depths: String, kernels: String, expansions: String, message: String) {
        #expect(errorText { _ = try MobileNet(depths: depths, kernels: kernels, expansions: expansions) } == message)
    }

    @Test func faultyTextsAreNamed() throws {
        let good = try MobileNet(depths: "2 3 4 2 3", kernels: Self.kernels, expansions: Self.expansions)
        func complaint(_ text: String) -> String { errorText { _ = try MobileNet(parsing: text) } ?? "none" }
        #expect(complaint(good.archString.replacing("2-3-3_", with: "2-3_")).contains("layer 1 of the network is '2-3'"))
        #expect(complaint(good.archString.replacing("3-7-6", with: "4-7-6")).contains("layer 5 of the network says its stage has 4 layers, but 3"))
        #expect(complaint(good.archString.replacing("_0-0-0_3-7-6", with: "_0-3-0_3-7-6")).contains("layer 4"))
        #expect(complaint("1_2").contains("'layers' has 2 entries; it must have 20"))
        #expect(complaint("").contains("is not a network"))
        #expect(complaint("1,2").contains("is not a network"))
        #expect(complaint("{").contains("not valid JSON"))
        #expect(complaint("{}").contains("the key 'd' is missing"))
        #expect(complaint(good.json.replacing("[2, 3, 4", with: "[2, \"3\", 4")).contains("entry 2 of 'd' must be a whole number"))
        #expect(complaint(good.json.replacing("\"d\": [2, 3, 4, 2, 3]", with: "\"d\": \"7\"")).contains("'d' must be a list"))
        #expect(complaint(good.json.replacing("[2, 3, 4", with: "[2, null, 4")).contains("entry 2 of 'd' must not be null"))
    }

    /// Once-for-All fills all twenty entries and ignores those beyond a depth; a number by itself is meant for every layer.
    @Test func onceForAllsOwnSamplesAreRead() throws {
        let filled =
            #"{"wid": null, "ks": [3, 5, 7, 3, 7, 3, 5, 9, 3, 3, 3, 3, 5, 5, 3, 3, 7, 7, 3, 5], "#
            + #""e": [3, 4, 6, 6, 6, 3, 4, 6, 3, 4, 6, 3, 6, 6, 4, 4, 3, 4, 6, 6], "d": [2, 3, 4, 2, 3]}"#
        let same = try MobileNet(depths: "2 3 4 2 3", kernels: Self.kernels, expansions: Self.expansions)
        #expect(try MobileNet(parsing: filled) == same)
        #expect(try MobileNet(depths: "2 3 4 2 3", kernels: "3 5 7 3 7 3 5 3 3 3 3 3 5 5 3 3 7 7 3 5", expansions: Self.expansions) == same)
        let largest = try MobileNet(parsing: #"{"ks": 7, "e": 6, "d": 4}"#)
        #expect(largest.depths == [4, 4, 4, 4, 4] && largest.kernels.allSatisfy { $0 == 7 } && largest.expansions.allSatisfy { $0 == 6 })
        #expect(try MobileNet(parsing: #"{"ks": 7, "e": 6, "d": 4, "r": [224], "w": 1.0, "val_acc": 79.1, "net_id": 3}"#) == largest)
    }

    /// What a network is meant at is kept, and counts; where it would be lost it is refused, and so is a key that nobody knows.
    @Test func widthAndResolutionAreNeverDropped() throws {
        for (text, width, side, kept) in [
            (#"{"ks": 7, "e": 6, "d": 4, "r": [160]}"#, MobileNetCost.Width.one, 160, #", "r": [160]}"#),
            (#"{"ks": 7, "e": 6, "d": 4, "image_size": 192, "width_mult": 1.2}"#, .oneAndAFifth, 192, #", "r": [192], "w": 1.2}"#),
        ] {
            let sized = try SizedNetwork(json: text)
            #expect(sized.setting == MobileNetSetting(width: width, resolution: side) && sized.json.hasSuffix(kept))
            #expect(try SizedNetwork(json: sized.json) == SizedNetwork(json: sized.json) && SizedNetwork(json: sized.json).setting == sized.setting)
            let document = try MobileNetDocument(sized.network, sized.setting)
            let cost = try MobileNetCost(width: width, resolution: side).total(sized.network)
            #expect(document.multiplyAdds == cost.multiplyAdds && document.parameters == cost.parameters && document.resolution == side)
        }
        func complaint(_ rest: String) -> String? { errorText { _ = try MobileNet(parsing: #"{"ks": 7, "e": 6, "d": 4, "# + rest + "}") } }
        #expect(
            complaint(#""r": [160]"#) == """
                'r': the network is meant at 160 pixels and width 1.0, and here networks are at 224 pixels and width 1.0; take it out, or let \
                'dnag export --as json' count it as it is meant
                """)
        let written = #"{"arch": "\#(try MobileNet(parsing: #"{"ks": 7, "e": 6, "d": 4}"#).archString)", "r": [160]}"#
        #expect(errorText { _ = try Architecture(parsing: written, in: .mobilenetv3) }?.hasPrefix("'r': the network is meant at 160 pixels") == true)
        #expect(try SizedNetwork(json: written).setting.resolution == 160)
        #expect(complaint(#""w": 1.3"#) == "'w' is 1.3; it must be 1.0 or 1.2")
        #expect(complaint(#""r": 1e300"#) == "'r' is 1e+300; it must be a whole number of pixels from 32 to 1024")
        #expect(complaint(#""r": [160, 224]"#)?.contains("'r' must be one number: a network has one resolution and one width") == true)
        #expect(
            complaint(#""se": [1]"#) == """
                the JSON is not a network: the key 'se' is unknown, and may change what the network is; take it out if it does not
                """)
    }
}
