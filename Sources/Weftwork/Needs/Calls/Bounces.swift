internal import Database
internal import Engine

/// What becomes of messages that did not arrive.
extension NeedActs {
    /// What a message that was given up had to tell her.
    func topic(of job: Job) -> CallTopic? {
        let topic =
            switch job.kind {
            case .mail: Mail(sealed: job.payload, vault: vault)?.topic
            case .sms: SMS(sealed: job.payload, vault: vault)?.topic
            case .wechat, .robot: nil as String?
            }
        return topic.flatMap(CallTopic.init)
    }

    /// Where a message that was given up went; nothing where its kind keeps that apart.
    func address(of job: Job) -> String? {
        switch job.kind {
        case .mail: Mail(sealed: job.payload, vault: vault)?.to
        case .sms: SMS(sealed: job.payload, vault: vault)?.to
        case .wechat, .robot: nil
        }
    }

    /// A message about a need was given up: its way is known to fail, and somebody is to call.
    ///
    /// - Parameters:
    ///   - topic: what it had to tell her; where nobody knows, what the last by this way had to, else how the need stands.
    ///   - address: where it went. One that she has corrected since says nothing of her new one; what it had to tell is told by a call.
    func messageFailed(
        _ kind: Job.Kind, about id: ID?, topic: CallTopic? = nil, to address: String? = nil
    ) async throws {
        guard let id, let way = MessageWay(kind) else { return }
        let now = world.now()
        guard let network = try await database.read({ db in try db.network(ofNeed: id) }) else { return }
        let picture = try await duty.picture(of: network, now: now)
        try await database.write { db in
            guard let need = try db.need(id, in: network) else { return }
            let desk = CaseDesk(
                acts: self, db: db, viewer: Viewer(.system, language: .zh), network: network, now: now, picture: picture
            )
            let part = try db.privatePart(of: need, in: vault)
            if let address, let part, !part.isReached(at: address, by: way) {
                if let topic { try desk.callSoon(need, .bounced, about: topic, part) }
                return
            }
            let isKnown = try db.failedWays(of: need).contains(way)
            // Where a call is open already, what only said that it comes adds nothing to it.
            let isDue = try db.openCall(of: id, in: network) != nil
            let told = try topic ?? db.lastTopic(by: way, of: need) ?? (isDue ? nil : CallTopic.standing(of: need))
            try db.note(way, "failed", of: id, in: network, at: now)
            if !isKnown {
                try desk.record(
                    EventDraft(kind: .bounced, audience: .case, details: [("way", .text(way.rawValue))]), on: need)
            }
            if let told { try desk.callSoon(need, .bounced, about: told, part) }
        }
    }

    /// What came back to the mail server or gateway: every open need with that address.
    ///
    /// - Returns: how many needs that concerns.
    func bounced(_ address: String, by viewer: Viewer, in network: ID) async throws -> Int {
        try Policy.require(.operate, viewer)
        let key: (NeedKey.Kind, String)
        if let email = Contacts.email(address) {
            key = (.email, email)
        } else if let phone = Contacts.phone(address) {
            key = (.phone, phone)
        } else {
            throw Refusal.invalid("address", PeopleWords.badEmail)
        }
        let found = vault.shortFingerprint(key.0.rawValue, key.1)
        let needs = try await database.read { db in
            try db.query(
                """
                SELECT k.need_id FROM need_keys k JOIN needs n ON n.network_id = k.network_id AND n.id = k.need_id
                WHERE k.network_id = \(network) AND k.key = \(found) AND k.kind = \(key.0) AND n.phase < 3 LIMIT 500
                """
            ) { try $0[0] as ID }
        }
        for need in needs { try await messageFailed(key.0 == .email ? .mail : .sms, about: need) }
        return needs.count
    }
}

extension PrivatePart {
    /// Whether a message to this address goes to where she is reached now.
    fileprivate func isReached(at address: String, by way: MessageWay) -> Bool {
        switch way {
        case .email:
            let asked = Contacts.email(address) ?? address
            return contacts.contains { (Contacts.email($0.email) ?? $0.email) == asked }
        case .sms:
            let asked = MobileNumber.international(address) ?? address
            return contacts.contains { MobileNumber.international($0.phone) == asked }
        case .wechat: return wechat == address
        }
    }
}

extension Connection {
    fileprivate func lastTopic(by way: MessageWay, of need: Need) throws -> CallTopic? {
        try value(
            """
            SELECT topic FROM need_ways
            WHERE network_id = \(need.networkID) AND need_id = \(need.id) AND way = \(way)
            """, as: String.self
        ).flatMap(CallTopic.init)
    }
}
