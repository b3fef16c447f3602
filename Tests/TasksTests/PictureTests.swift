import Foundation
import Tasks
import Testing

/// Every form of PNG and JPEG that people have, against what is known of its pixels.
@Suite struct PictureTests {
    private func read(_ data: Data) throws -> Picture { try Picture(decoding: data) }

    @Test func greyColourPaletteAndDepthsOfPNG() throws {
        let grey = try read(Made.png(width: 3, height: 2, kind: 0, rows: [[0, 100, 255], [1, 2, 3]]))
        #expect(grey.width == 3 && grey.height == 2 && grey.channels == 1 && grey.pixels == [0, 100, 255, 1, 2, 3])
        let colour = try read(Made.png(width: 2, height: 1, kind: 2, rows: [[10, 20, 30, 40, 50, 60]]))
        #expect(colour.channels == 3 && colour.pixels == [10, 20, 30, 40, 50, 60])
        let palette = try read(Made.png(width: 4, height: 1, depth: 2, kind: 3, rows: [[0b00_01_10_01]], palette: [9, 8, 7, 100, 110, 120, 255, 0, 0]))
        #expect(palette.channels == 3 && palette.pixels == [9, 8, 7, 100, 110, 120, 255, 0, 0, 100, 110, 120])
        let bits = try read(Made.png(width: 8, height: 1, depth: 1, kind: 0, rows: [[0b1010_0001]]))
        #expect(bits.pixels == [255, 0, 255, 0, 0, 0, 0, 255])
        // 16 bits: 0x8000 is 127.5 of 255 and rounds to 128, 0x00FF to 1 (0.99).
        let deep = try read(Made.png(width: 3, height: 1, depth: 16, kind: 0, rows: [[0x80, 0x00, 0x00, 0xFF, 0xFF, 0xFF]]))
        #expect(deep.channels == 1 && deep.pixels == [128, 1, 255])
    }

    @Test(arguments: [(13, 11), (1, 1), (3, 9)]) func interlacedPNG(width: Int, height: Int) throws {
        let pixels = (0..<width * height).map { UInt8($0 * 37 % 256) }
        #expect(try read(Made.interlaced(width: width, height: height, pixels)).pixels == pixels)
    }

    /// value·coverage + 255·(1 − coverage)
    @Test func whatIsTransparentLiesOnWhite() throws {
        let grey = try read(Made.png(width: 3, height: 2, kind: 4, rows: [[50, 255, 50, 0, 0, 128], [7, 255, 8, 255, 9, 255]]))
        #expect(grey.channels == 1 && grey.pixels == [50, 255, 127, 7, 8, 9])
        let colour = try read(Made.png(width: 2, height: 1, kind: 6, rows: [[10, 20, 30, 255, 10, 20, 30, 51]]))
        #expect(colour.channels == 3 && colour.pixels == [10, 20, 30, 206, 208, 210])
        let key = try read(Made.png(width: 2, height: 1, kind: 0, rows: [[5, 6]], transparency: [0, 5]))
        #expect(key.pixels == [255, 6])
        let palette = try read(Made.png(width: 2, height: 1, depth: 8, kind: 3, rows: [[0, 1]], palette: [1, 2, 3, 4, 5, 6], transparency: [0]))
        #expect(palette.pixels == [255, 255, 255, 4, 5, 6])
    }

    /// The middles of the four quarters: red, green, blue, white.
    private func quarters(_ picture: Picture) -> [[Int]] {
        [(1, 1), (3, 1), (1, 3), (3, 3)].map { x, y in
            let place = (picture.height * y / 4 * picture.width + picture.width * x / 4) * picture.channels
            return picture.pixels[place..<place + picture.channels].map(Int.init)
        }
    }

    private func isNear(_ found: [[Int]], _ wanted: [[Int]], by most: Int) -> Bool {
        zip(found.joined(), wanted.joined()).allSatisfy { abs($0 - $1) <= most } && found.count == wanted.count
    }

    private static let colours = [[220, 30, 30], [30, 200, 30], [30, 30, 220], [240, 240, 240]]

    @Test(arguments: ["quadrants.jpg", "progressive.jpg", "cmyk.jpg"]) func coloursOfJPEG(file: String) throws {
        let picture = try read(Data(contentsOf: URL(fileURLWithPath: Made.fixture(file))))
        #expect(picture.width == 32 && picture.height == 24 && picture.channels == 3)
        #expect(isNear(quarters(picture), Self.colours, by: 8), "\(quarters(picture))")
    }

    /// Luminance of ITU-R BT.601.
    @Test func greyJPEG() throws {
        let picture = try read(Data(contentsOf: URL(fileURLWithPath: Made.fixture("grey.jpg"))))
        #expect(picture.channels == 1)
        #expect(isNear(quarters(picture), Self.colours.map { [Int((0.299 * Double($0[0]) + 0.587 * Double($0[1]) + 0.114 * Double($0[2])).rounded())] }, by: 5))
    }

    /// Exif 2.3, table 6: which corner the first row and column of the file are.
    @Test(arguments: 1...8, [true, false]) func exifOrientationIsApplied(orientation: Int, isBig: Bool) throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Made.fixture("quadrants.jpg"))))
        func word(_ value: Int, _ count: Int) -> [UInt8] { isBig ? Made.big(value, count) : Made.little(value, count) }
        let tiff =
            Array((isBig ? "MM" : "II").utf8) + word(42, 2) + word(8, 4) + word(1, 2) + word(0x0112, 2) + word(3, 2) + word(1, 4) + word(orientation, 2) + [0, 0] + word(0, 4)
        let body = Array("Exif".utf8) + [0, 0] + tiff
        let picture = try read(Data(whole[..<2] + [0xFF, 0xE1] + Made.big(body.count + 2, 2) + body + whole[2...]))
        // Red is the file's upper left, green its upper right, blue its lower left.
        let (red, green, blue, white) = (0, 1, 2, 3)
        let order = [
            1: [red, green, blue, white], 2: [green, red, white, blue], 3: [white, blue, green, red], 4: [blue, white, red, green],
            5: [red, blue, green, white], 6: [blue, red, white, green], 7: [white, green, blue, red], 8: [green, white, red, blue],
        ]
        #expect(picture.width == (orientation < 5 ? 32 : 24) && picture.height == (orientation < 5 ? 24 : 32))
        #expect(isNear(quarters(picture), try #require(order[orientation]).map { Self.colours[$0] }, by: 8), "\(quarters(picture))")
    }

    @Test func whatIsNoPictureSaysWhy() throws {
        func fault(_ data: Data) -> String { (try? read(data)).map { "\($0)" } ?? errorText(data) }
        func errorText(_ data: Data) -> String { do { _ = try read(data); return "" } catch { return "\(error)" } }
        let png = Made.png(width: 3, height: 2, kind: 0, rows: [[0, 100, 255], [1, 2, 3]])
        #expect(fault(Data("GIF89a".utf8)) == "it is neither PNG nor JPEG")
        #expect(fault(Data()) == "it is neither PNG nor JPEG")
        #expect(fault(png.dropLast(30)).hasPrefix("it is damaged: "))
        let jpeg = try Data(contentsOf: URL(fileURLWithPath: Made.fixture("quadrants.jpg")))
        #expect(fault(jpeg.dropLast(40)).hasPrefix("it is damaged: Premature end of JPEG file"))
        // Only the header: nothing of the 20 GB is asked for.
        let huge = Made.png(width: 100_000, height: 70_000, kind: 6, rows: [])
        #expect(fault(huge) == "it has 100000×70000 pixels; at most 64 million are read")
        var large = [UInt8](jpeg)
        let frame = try #require((0..<large.count - 9).first { large[$0] == 0xFF && large[$0 + 1] == 0xC0 })
        large.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        #expect(fault(Data(large)) == "it has 65500×65500 pixels; at most 64 million are read")
    }

    /// Any cut or changed byte is read or refused, never a crash.
    @Test func damageIsSurvived() throws {
        let files =
            try ["quadrants.jpg", "progressive.jpg", "cmyk.jpg"].map { try Data(contentsOf: URL(fileURLWithPath: Made.fixture($0))) }
            + [Made.png(width: 3, height: 2, kind: 6, rows: [[UInt8](repeating: 9, count: 12), [UInt8](repeating: 99, count: 12)])]
        for file in files {
            for end in stride(from: 0, to: file.count, by: 3) { _ = try? read(file.prefix(end)) }
            for place in file.indices {
                for value in [UInt8(0), 0x7F, 0xFF] {
                    var bytes = file
                    bytes[place] = value
                    _ = try? read(bytes)
                }
            }
        }
    }
}
