import Foundation

/// What libFuzzer calls with bytes: they go to the reader that `FUZZ` names. A reader may refuse them; a trap is a finding, and so is a wrong answer,
/// which `Wrong.unless` makes a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = Data(bytes.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? [])
    do { try Reader.chosen.read(data) } catch { check("\(error)") }
    return 0
}

// SwiftPM on Linux starts a program at a function of its module's name, and libFuzzer's own `main` lies in its library: this is the one, and calls the other.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_cdecl("dnag_fuzz_main")
public func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count, arguments = arguments
    return runDriver(&count, &arguments, fuzz)
}

/// What a reader refuses is what it should do with most bytes. What its text quotes comes from the bytes, and goes to a terminal.
private func check(_ text: String) {
    Wrong.unless(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "an error has a control character in its text: \(text.debugDescription)")
}

enum Wrong {
    /// - Parameter what: is wrong where it does not hold
    static func unless(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { fatalError(what()) }
    }
}
