import Architectures
import Foundation
import TestSupport
import Testing

@Suite struct AssetLocatorTests {
    private func put(_ path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: url)
    }

    private func located(_ folder: String, environment: [String: String] = [:], from directory: String = "/") throws
        -> String
    {
        try AssetLocator(
            environment: environment, executable: "\(folder)/build/release/dnag", workingDirectory: directory
        ).path(of: "f.bin")
    }

    @Test func everyPlaceInItsOrder() throws {
        try withTemporaryFolder { temporary in
            let folder = URL(fileURLWithPath: temporary).resolvingSymlinksInPath().path
            try put("\(folder)/build/release/dnag")
            try put("\(folder)/elsewhere/Assets/f.bin")
            let working = "\(folder)/elsewhere/deep/down"
            let places = ["Assets", "build/release/Assets", "build/share/dnag"].map { "\(folder)/\($0)/f.bin" }
            #expect(try located(folder, from: working) == "\(folder)/elsewhere/Assets/f.bin")
            for place in places {
                try put(place)
                #expect(try located(folder, from: working) == place)
            }
            try put("\(folder)/own/f.bin")
            let override = ["DNAG_ASSETS": "\(folder)/own"]
            #expect(try located(folder, environment: override) == "\(folder)/own/f.bin")
        }
    }

    @Test func aLinkToTheProgramIsFollowed() throws {
        try withTemporaryFolder { temporary in
            let folder = URL(fileURLWithPath: temporary).resolvingSymlinksInPath().path
            try put("\(folder)/prefix/bin/dnag")
            try put("\(folder)/prefix/share/dnag/f.bin")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/dnag", withDestinationPath: "\(folder)/prefix/bin/dnag")
            let locator = AssetLocator(environment: [:], executable: "\(folder)/dnag", workingDirectory: "/")
            #expect(try locator.path(of: "f.bin") == "\(folder)/prefix/share/dnag/f.bin")
        }
    }

    @Test func whatIsMissingIsSaid() {
        let locator = AssetLocator(environment: [:], executable: "/p/bin/dnag", workingDirectory: "/w")
        #expect(
            errorText { _ = try locator.path(of: "f.bin") }
                == """
                f.bin was not found; set DNAG_ASSETS to its folder. Looked in: /p/share/dnag, /p/bin/Assets, \
                /p/Assets, /Assets, /w/Assets
                """)
        let override = AssetLocator(environment: ["DNAG_ASSETS": "/none"], executable: nil, workingDirectory: "/")
        #expect(errorText { _ = try override.path(of: "f.bin") } == "f.bin is not in /none, where DNAG_ASSETS points")
    }
}
