import Sharing
import Terminal

extension SharedMoment {
    /// What the explorer shows, and the session that it is.
    init(_ frame: Canvas, of state: State) {
        self.init(
            screen: { SharedScreen(columns: frame.width, rows: frame.runRows) }, session: { state.shownSession.map { SessionDocument($0).text } })
    }
}

extension SharePlace {
    init(_ share: ScreenShare) {
        let (address, all) = (share.address, share.address.reachable)
        self.init(
            addresses: all.map(\.description), code: share.code.text,
            isLoopback: address.host.hasPrefix("127.") || address.host == "::1" || address.host == "localhost")
    }
}
