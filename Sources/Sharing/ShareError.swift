import Foundation
import Tensors

/// Why a screen cannot be shared, or cannot be followed.
public enum ShareError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case badAddress(String)
    /// The port is somebody else's.
    case inUse(ShareAddress)
    /// This machine has no such address.
    case notHere(ShareAddress)
    case notAllowed(ShareAddress)
    case unknownHost(ShareAddress, reason: String)
    case noAnswer(ShareAddress, reason: String)
    /// Something else answers there.
    case foreign(ShareAddress)
    /// The two programs are of different versions.
    case otherForm(ShareAddress, reason: String)
    case wrongCode(ShareAddress)
    case tooManyTries(ShareAddress)
    case full(ShareAddress)
    case damaged(ShareAddress)
    /// Nothing has been computed there yet.
    case nothingYet(ShareAddress)
    case system(call: String, code: Int32)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .badAddress(let text):
            "'\(text.escaped())' is no address to share a screen at: take a port from 0 to 65535 (0: any that is free), or an address and a port, such as 192.168.1.5:\(ShareAddress.usualPort)"
        case .inUse(let address): "\(address): another program uses this port; take another one, or 0 for any that is free"
        case .notHere(let address):
            "\(address): this machine has no such address; 0.0.0.0:\(address.port) is all that it has, \(ShareAddress.loopback):\(address.port) this machine alone"
        case .notAllowed(let address): "\(address): the system does not allow this port; take one above 1023"
        case .unknownHost(let address, let reason): "\(address): no such machine: \(reason)"
        case .noAnswer(let address, let reason):
            "\(address): no answer (\(reason)); is the screen shared there, with an address of the network (--serve 0.0.0.0:\(address.port)), and both machines in one network?"
        case .foreign(let address): "\(address): what answers there shares no screen of dnag"
        case .otherForm(let address, let reason): "\(address): \(reason.escaped(limit: 200))"
        case .wrongCode(let address): "\(address): the code is another one; it stands on the teacher's screen (:serve shows it)"
        case .tooManyTries(let address): "\(address): too many wrong codes from this machine; try again in a minute"
        case .full(let address): "\(address): no more can follow; somebody has to leave first"
        case .damaged(let address): "\(address): what came is damaged"
        case .nothingYet(let address): "\(address): nothing has been computed there yet; try again"
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        }
    }
}
