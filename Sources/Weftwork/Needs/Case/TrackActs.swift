internal import Database
internal import Engine

/// The requester's own door: by her secret link, or by code and the last four digits of her number.
extension NeedActs {
    /// Who comes with `secret` to the need of `code`.
    /// - Throws: ``Refusal/notFound`` – for a wrong secret just as for a wrong code.
    func requester(code: String, secret: String) async throws -> (need: Need, viewer: Viewer.Identity) {
        guard let need = try await need(code: code), isSecret(secret, of: need.id) else { throw Refusal.notFound }
        return (need, .requester(need: need.id, full: true))
    }

    /// Who comes with code and digits. Wrong guesses count, by address and by need; right ones don't, and who holds the
    /// link is never locked out.
    func requester(
        code: String, digits: String, from address: String, _ limiter: RateLimiter
    ) async throws -> (need: Need, viewer: Viewer.Identity) {
        let now = world.now(), written = TrackingCode.read(code)
        // Counted before it is looked at – many at once must not slip through – and given back when it was right.
        try await limiter.check(.trackGuess, address, limit: 20, per: Time.hour, now: now)
        if let written { try await limiter.check(.needGuess, written, limit: 10, per: Time.hour, now: now) }
        let found = try await requester(code: code, digits: digits)
        try await limiter.giveBack(.trackGuess, address)
        if let written { try await limiter.giveBack(.needGuess, written) }
        return found
    }

    /// Whoever a program's address speaks for: with the secret, or with the last digits.
    func requester(_ ask: Ask, _ limiter: RateLimiter) async throws -> (need: Need, viewer: Viewer) {
        let code = ask.parameters["code"] ?? ""
        let found =
            if let digits = ask.query.text("digits") {
                try await requester(code: code, digits: digits, from: ask.remote, limiter)
            } else {
                try await requester(code: code, secret: ask.query["secret"] ?? "")
            }
        return (found.need, Viewer(found.viewer, language: ask.language))
    }

    private func requester(code: String, digits: String) async throws -> (need: Need, viewer: Viewer.Identity) {
        let typed = String(Clean.line(digits).filter(\.isNumber))
        guard typed.count == 4, let need = try await need(code: code) else { throw Refusal.notFound }
        let known = try await database.read { db in try db.digitsHash(of: need) }
        guard let known, Sodium.equal(known, digitsHash(code: need.code, digits: typed)) else { throw Refusal.notFound }
        return (need, .requester(need: need.id, full: false))
    }

    /// Sends her secret link again, for whoever names her code: to an address that she left herself, so that it says nothing to
    /// anybody else. So she comes back who left no number, or has lost her link.
    func sendLinkAgain(of found: Need) async throws {
        let now = world.now(), network = found.networkID
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            guard let need = try db.need(found.id, in: network), let part = try db.privatePart(of: need, in: vault)
            else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now, picture: picture
            )
            guard let route = wayOfLink(part, failed: try desk.closedWays(of: need, part)) else { return }
            try desk.send(.link, of: need, by: route)
            try desk.record(
                EventDraft(kind: .linkSent, audience: .case, details: [("way", .text(route.way.rawValue))]), on: need)
        }
    }

    /// By which way her link can be sent again. Who would rather be rung gets in writing what nobody can say on the telephone.
    func wayOfLink(_ part: PrivatePart, failed: Set<MessageWay> = []) -> WayRules.Route? {
        WayRules.route(
            part.contacts, part.reach?.channel == "call" ? nil : part.reach, hasGateway: configuration.offersPhone,
            wechat: part.openID(configuration), failed: failed)
    }

    func need(code: String) async throws -> Need? {
        guard let code = TrackingCode.read(code) else { return nil }
        return try await database.read { db in try db.need(code: code) }
    }

    /// What marks a device as the requester's: made from the need's id, so that it is stored nowhere.
    func deviceMark(of need: ID, full: Bool) -> String {
        (full ? "f" : "d") + Base64URL.encode(vault.fingerprint(full ? "device" : "digits device", need.description))
    }

    /// Whom a device's mark stands for.
    func identity(mark: String, need: ID) -> Viewer.Identity? {
        for full in [true, false]
        where Sodium.equal(Array(mark.utf8), Array(deviceMark(of: need, full: full).utf8)) {
            return .requester(need: need, full: full)
        }
        return nil
    }

    func network(of need: Need) async throws -> Network? {
        try await database.read { db in try db.network(id: need.networkID) }
    }
}
