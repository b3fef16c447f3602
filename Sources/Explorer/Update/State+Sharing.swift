import Sharing
import Terminal

extension State {
    /// Carries out `:serve`.
    /// - Parameter text: an address to share the screen at, `off`, or nil: say where it is shared, or share it with this machine
    /// - Throws: the fault, with what is wrong
    mutating func serve(_ text: String?, fault: CommandFault) throws -> [Effect] {
        if text == "off" {
            guard sharing != .off else {
                say("the screen is not shared")
                return []
            }
            sharing = .off
            say("the screen is shared no more")
            return [.endSharing]
        }
        guard let text else {
            if sharing == .off { return share(at: ShareAddress()) }
            overlay = .sharing
            return []
        }
        guard sharing == .off else { throw CommandFault(description: "the screen is shared already; :serve off ends that", range: fault.range) }
        do { return share(at: try ShareAddress(parsing: text)) } catch { throw CommandFault(description: "\(error)", range: fault.range) }
    }

    private mutating func share(at address: ShareAddress) -> [Effect] {
        sharing = .starting
        return [.share(address)]
    }

    mutating func take(_ report: ShareReport) {
        switch report {
        case .started(let place):
            guard sharing == .starting else { return }
            sharing = .on(place)
            overlay = .sharing
        case .failed(let reason):
            sharing = .off
            warn("not shared: \(reason)")
        case .followers(let count):
            guard var place = sharing.place else { return }
            place.followers = count
            sharing = .on(place)
        }
    }

    /// What the status line says of it; nil where nothing is shared.
    func shareWord(isShort: Bool) -> String? {
        sharing.place.map { isShort ? "● \($0.followers)" : $0.followers == 1 ? "● 1 follows" : "● \($0.followers) follow" }
    }
}
