import Foundation
import Sharing
import Terminal

/// What a follower wants next.
public enum FollowEnd: Sendable, Hashable {
    case left
    /// To explore from what is shown now.
    case explore(Session)
    case signal(Int32)
}

/// Shows a screen that is shared until one wants something else.
/// - Parameters:
///   - remark: shown until the first key
///   - colors, glyphs: what the terminal shows; nil: as its environment says
/// - Throws: `TerminalError`; `ShareError` where there is nothing to follow
@MainActor
public func runFollow(
    _ address: ShareAddress, code: JoinCode, theme: Theme.Name = .dark, colors: ColorLevel? = nil, glyphs: GlyphSet? = nil, remark: String? = nil
) throws -> FollowEnd {
    let driver = try TerminalDriver(level: colors, glyphs: glyphs, reportsMouse: false)
    defer { driver.close() }
    let theme = Theme.named(theme).suited(to: driver.level)
    let (news, waker) = (Mailbox<FollowLink.News>(), driver.waker)
    let link = try FollowLink(to: address, code: code) { new in
        news.post(new)
        waker.wake()
    }
    defer { link.stop() }
    var following = Following()
    if let remark { following.say(remark) }
    while true {
        following.take(news.drain())
        if let refusal = following.refusal { throw refusal }
        driver.present(following.frame(width: driver.width, height: driver.height, theme: theme))
        for event in driver.events(timeout: nil) {
            guard case .key(let key) = event else {
                if case .terminate(let signal) = event { return .signal(signal) }
                continue
            }
            switch following.press(key) {
            case .stay: break
            case .leave: return .left
            case .suspend: driver.suspend()
            case .explore:
                do {
                    let text = try FollowLink.session(at: address, code: code)
                    return .explore(try SessionDocument(text: text, from: "\(address)").session(from: "\(address)"))
                } catch {
                    following.say("\(error)")
                }
            }
        }
    }
}
