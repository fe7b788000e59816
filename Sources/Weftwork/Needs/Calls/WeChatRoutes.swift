internal import Database
internal import Logging

/// Who asks the service account who somebody is.
struct WeChatDoor: Sendable {
    let account: ServiceAccount
    let web: any WebPort
    let logger: Logger
}

/// The doors to answers in WeChat: there, back, and away from them.
extension NeedRoutes {
    private static let visitCookie = "weft_wechat"

    var weChatEndpoints: [Endpoint] {
        [
            Endpoint(.get, "/t/{code}/wechat", .track, .page, handle: leaveForWeChat),
            Endpoint(.get, "/t/{code}/wechat/back", .track, .page, handle: comeBackFromWeChat),
            Endpoint(.post, "/t/{code}/wechat/end", .track, .page) { ask in
                try await onHerPage(ask) { need, viewer in
                    try await acts.unlinkWeChat(of: need.id, by: viewer, in: need.networkID)
                    return ""
                }
            },
        ]
    }

    /// She whose device this is, by her full link.
    private func inFull(_ ask: Ask) async throws -> (need: Need, viewer: Viewer, door: WeChatDoor) {
        guard let door = weChat, let (need, viewer) = try await requester(ask) else { throw Refusal.notFound }
        guard case .requester(_, full: true) = viewer.identity else { throw Refusal.forbidden(WeChatWords.byLinkOnly) }
        return (need, viewer, door)
    }

    private func back(_ need: Need) -> String { "\(acts.configuration.publicURL)/t/\(need.code)/wechat/back" }

    /// Changes nothing yet: WeChat says who its user is to the account alone.
    private func leaveForWeChat(_ ask: Ask) async throws -> Answer {
        let (need, _, door) = try await inFull(ask)
        try await limiter.check(.ownLink, "wechat \(need.id)", limit: 10, per: Time.hour, now: acts.world.now())
        let visit = WeChatVisit(need: need.id, world: acts.world)
        return Answer.redirect(to: door.account.address(state: visit.state, back: back(need))).settingCookie(
            NeedRoutes.visitCookie, try visit.sealed(by: acts.vault), maxAge: Int(WeChatVisit.lifetime / 1000),
            isSecure: acts.configuration.isSecure, path: "/t/\(need.code)")
    }

    /// It acts by being opened, as the standard has it: only for the browser that left, by the cookie it left with, once.
    private func comeBackFromWeChat(_ ask: Ask) async throws -> Answer {
        let (need, viewer, door) = try await inFull(ask)
        // Each asks WeChat once, whatever it brings.
        try await limiter.check(.ownLink, "wechat back \(need.id)", limit: 10, per: Time.hour, now: acts.world.now())
        do {
            guard let sealed = ask.cookie(NeedRoutes.visitCookie),
                let visit = WeChatVisit(sealed: sealed, vault: acts.vault, now: acts.world.now()),
                visit.need == need.id.description, let state = ask.query["state"],
                Sodium.equal(Array(state.utf8), Array(visit.state.utf8)), let code = ask.query["code"], !code.isEmpty
            else { throw Refusal.conflict(WeChatWords.failed) }
            let openID = try await openID(code, door, ask)
            try await acts.linkWeChat(openID, state: state, to: need.id, by: viewer, in: need.networkID)
        } catch Refusal.conflict(let words, _) {
            return .page(try await page(ask, need, viewer, problems: [FieldProblem("", words)]), status: 409)
        }
        return Answer.redirect(to: "/t/\(need.code)?done=1#reach").settingCookie(
            NeedRoutes.visitCookie, "", maxAge: 0, isSecure: acts.configuration.isSecure, path: "/t/\(need.code)")
    }

    /// What WeChat does wrong is told to the operator; she can press again.
    private func openID(_ code: String, _ door: WeChatDoor, _ ask: Ask) async throws -> String {
        do {
            return try await door.account.openID(code: code, by: door.web)
        } catch let fault as WebFault {
            door.logger.warning("wechat", metadata: ["request": "\(ask.id)", "error": "\(fault)"])
            throw Refusal.conflict(WeChatWords.failed)
        }
    }
}

extension NeedAPI {
    var weChatEndpoints: [Endpoint] {
        [
            Endpoint(.post, "/api/v1/track/{code}/wechat/end", .track, .api, "No more answers in WeChat") { ask in
                let (need, viewer) = try await requester(ask)
                try await acts.unlinkWeChat(of: need.id, by: viewer, in: need.networkID)
                return .json(DoneView(id: need.id))
            }
        ]
    }
}
