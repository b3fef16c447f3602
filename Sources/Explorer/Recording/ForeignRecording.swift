/// A file that is known to be something else than an asciicast: what it is, and what to do.
public enum ForeignRecording: Hashable, Sendable {
    case empty, gzip, bzip2, xz, zstd, zip, picture, film, page, utf16, typescript, terminalizer, ttyrec

    /// Nil when it may be an asciicast, or anything that is not known here.
    public init?(_ bytes: [UInt8]) {
        func starts(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        let words = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if words.isEmpty {
            self = .empty
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if starts("BZh") {
            self = .bzip2
        } else if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) {
            self = .xz
        } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if starts("PK\u{3}\u{4}") {
            self = .zip
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || starts("GIF8") || bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .picture
        } else if starts("ftyp", at: 4) || bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            self = .film
        } else if words.first == UInt8(ascii: "<") {
            self = .page
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16
        } else if starts("Script started on") {
            self = .typescript
        } else if starts("# The configurations that used for the recording") || starts("config:\n") {
            self = .terminalizer
        } else if Self.isTtyrec(bytes) {
            self = .ttyrec
        } else {
            return nil
        }
    }

    public var words: String {
        switch self {
        case .empty: "an empty file"
        case .gzip: "compressed by gzip"
        case .bzip2: "compressed by bzip2"
        case .xz: "compressed by xz"
        case .zstd: "compressed by zstd"
        case .zip: "a ZIP archive"
        case .picture: "a picture"
        case .film: "a film"
        case .page: "a web page or a drawing (HTML, SVG, XML)"
        case .utf16: "text in UTF-16"
        case .typescript: "a typescript of script(1)"
        case .terminalizer: "a recording of terminalizer"
        case .ttyrec: "a recording of ttyrec"
        }
    }

    public var advice: String {
        switch self {
        case .gzip: "unpack it: gunzip -c FILE > recording.cast"
        case .bzip2: "unpack it: bunzip2 -c FILE > recording.cast"
        case .xz: "unpack it: unxz -c FILE > recording.cast"
        case .zstd: "unpack it: unzstd -c FILE > recording.cast"
        case .zip: "unpack it: unzip FILE, and play the .cast in it"
        case .utf16: "convert it: iconv -f UTF-16 -t UTF-8 FILE > recording.cast"
        case .empty, .picture, .film, .typescript, .terminalizer, .ttyrec: "record with w in the explorer or with 'asciinema rec'"
        case .page: "play the recording behind it: a file that ends in .cast"
        }
    }

    /// Frames, each behind seconds, microseconds and a length of four bytes, the lowest first: at least two, or one alone.
    private static func isTtyrec(_ bytes: [UInt8]) -> Bool {
        func number(at index: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) } }
        var index = 0
        var last = 0
        for _ in 0..<2 {
            guard index + 12 <= bytes.count else { return false }
            let (seconds, microseconds, length) = (number(at: index), number(at: index + 4), number(at: index + 8))
            guard seconds >= max(last, 1), microseconds < 1_000_000, (1...1_000_000).contains(length) else { return false }
            last = seconds
            index += 12 + length
            if index == bytes.count { return true }
        }
        return true
    }
}
