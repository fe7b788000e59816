internal import Database

/// Changing how one is reached: the new address proves itself by a code, the old one is told and can take it back.
extension SignInActs {
    /// Sends a code to an address that is to become somebody's. What comes back is the same for an address that another account
    /// has: it is told there, and nobody learns it here.
    func requestChange(to channel: Channel, of person: Person, language: Language) async throws {
        let now = world.now(), hash = vault.fingerprint(channel), code = newCode()
        try await database.write { db in
            guard let key = try db.key(of: person.id, in: vault) else { throw Refusal.notFound }
            guard try db.sealedChannel(channel.kind, of: person.id)?.hash != hash else {
                throw Refusal.invalid(channel.kind.field, ChannelWords.yoursAlready)
            }
            let sealed = vault.seal(Array(channel.address.utf8), key: key, context: person.id.bytes)
            try db.save(
                ChannelCode(
                    channel: SealedChannel(sealed: sealed, hash: hash),
                    codeHash: codeHash(code, channel.kind, person.id),
                    expiresAt: now + SignInActs.codeLifetime, tries: 0), channel.kind, of: person.id)
            if try isTaken(hash, channel.kind, by: person.id, db) {
                try send(SignInWords.mailSubject, ChannelWords.taken, to: channel, language, db)
            } else {
                try sendCode(code, to: channel, language, db)
            }
        }
    }

    private func sendCode(_ code: String, to channel: Channel, _ language: Language, _ db: any Connection) throws {
        let now = world.now()
        switch channel.kind {
        case .mail:
            try db.send(
                ChannelWords.codeSubject(language), ChannelWords.codeMail(code)(language), to: channel, vault: vault,
                id: world.newID(), at: now)
        case .phone:
            try db.sendCode(
                ChannelWords.codeSMS(code)(language), to: channel, vault: vault, id: world.newID(), at: now,
                until: now + SignInActs.codeLifetime)
        }
    }

    private func codeHash(_ code: String, _ kind: Channel.Kind, _ person: ID) -> [UInt8] {
        vault.fingerprint("channel code", "\(person) \(kind.rawValue) \(code)")
    }

    private func isTaken(_ hash: [UInt8], _ kind: Channel.Kind, by person: ID, _ db: any Connection) throws -> Bool {
        if let holder = try db.person(kind, hash: hash), holder.id != person { return true }
        return try db.isHeldBack(hash, except: person, now: world.now())
    }

    /// The code was typed: from now on the address is the account's.
    func confirmChange(
        _ kind: Channel.Kind, code: String, of person: Person, session: String, agent: String
    ) async throws {
        let now = world.now(), typed = codeHash(SignInActs.digits(code), kind, person.id)
        let isRight = try await write { db, notes in
            guard let waiting = try db.channelCode(kind, of: person.id), waiting.expiresAt > now,
                waiting.tries < SignInActs.mostTries
            else { return false }
            guard Sodium.equal(waiting.codeHash, typed) else {
                try db.countTry(kind, of: person.id)
                try log(.wrongCode, of: person.id, agent: agent, db, notes, kind: kind.rawValue)
                return false
            }
            guard try !isTaken(waiting.channel.hash, kind, by: person.id, db) else {
                throw Refusal.conflict(ChannelWords.inUse)
            }
            try change(kind, to: waiting.channel, of: person, session: session, agent: agent, db, notes)
            return true
        }
        guard isRight else { throw Refusal.invalid("code", PeopleWords.wrongCode) }
    }

    /// Takes the phone off an account that has a mail address, too.
    func removePhone(of person: Person, session: String, agent: String) async throws {
        try await write { db, notes in
            guard try db.sealedChannel(.phone, of: person.id) != nil else { return }
            guard try db.channel(.mail, of: person.id, vault: vault) != nil else {
                throw Refusal.conflict(ChannelWords.lastChannel)
            }
            try change(.phone, to: nil, of: person, session: session, agent: agent, db, notes)
        }
    }

    private func change(
        _ kind: Channel.Kind, to channel: SealedChannel?, of person: Person, session: String, agent: String,
        _ db: any Connection, _ notes: SecurityNotes
    ) throws {
        let now = world.now()
        let replaced = try db.channel(kind, of: person.id, vault: vault)
        let before = replaced == nil ? nil : try db.sealedChannel(kind, of: person.id)
        try db.note(
            ChannelChange(
                id: world.newID(), personID: person.id, kind: kind, before: before, beganAt: now,
                until: now + Hold.length))
        try db.set(channel, kind, of: person.id, at: now)
        try db.deleteCode(kind, of: person.id)
        // Codes that went to the address before let nobody in any more.
        try db.deleteSignIns(of: person.id)
        try log(channel == nil ? .phoneRemoved : kind.changed, of: person.id, agent: agent, db, notes)
        try tellOfChange(kind, replaced: replaced, of: person, db)
        let knownSince = try db.deviceKnownSince(session: Sodium.hash(Array(session.utf8)))
        if Hold.until(changedAt: now, knownSince: knownSince, now: now) != nil { try tellVouchers(of: person, db) }
    }

    // MARK: Who is told

    /// The address that can take it back gets the link; another that was replaced, and one that stays, are told.
    private func tellOfChange(
        _ kind: Channel.Kind, replaced: Channel?, of person: Person, _ db: any Connection
    ) throws {
        guard let change = try db.channelChanges(of: person.id).first(where: { $0.kind == kind }) else { return }
        let language = try db.language(of: person.id) ?? person.language
        let holder = try change.before.flatMap { try db.opened($0.sealed, kind, of: person.id, vault: vault) }
        if let holder {
            let link = takeBackLink(change.id)
            try send(
                ChannelWords.changedSubject(kind), ChannelWords.changed(kind, until: change.until, link: link),
                to: holder, language, db)
        }
        var others = [replaced]
        for other in Channel.Kind.allCases where other != kind {
            others.append(try db.channel(other, of: person.id, vault: vault))
        }
        let words = ChannelWords.changedElsewhere(kind, link: "\(configuration.publicURL)/me/security")
        for other in others.compactMap({ $0 }) where other != holder {
            try send(ChannelWords.changedSubject(kind), words, to: other, language, db)
        }
    }

    /// Those who answer for somebody hear that the account is reached elsewhere, from a device that is new.
    private func tellVouchers(of person: Person, _ db: any Connection) throws {
        let now = world.now(), until = now + Hold.length
        for voucher in try db.vouchers(of: person.id, now: now) {
            try db.tell(
                voucher.member, in: voucher.network, ChannelWords.voucherSubject, vault: vault, id: world.newID(),
                at: now
            ) { slug in
                MemberWords.mail(
                    ChannelWords.voucherTold(person.name, until: until),
                    link: "\(configuration.publicURL)/n/\(slug)/members")
            }
        }
    }

    private func send(
        _ subject: Text, _ body: Text, to channel: Channel, _ language: Language, _ db: any Connection
    ) throws {
        try db.send(
            subject(language), body(language), to: channel, vault: vault, id: world.newID(), at: world.now())
    }
}

extension Channel.Kind {
    /// The field it is typed in.
    var field: String { self == .mail ? "email" : "phone" }
    fileprivate var changed: SecurityEvent { self == .mail ? .mailChanged : .phoneChanged }
}

// MARK: - Taking back

extension SignInActs {
    private static let linkKind = "take back"

    func takeBackLink(_ change: ID) -> String {
        "\(configuration.publicURL)/take-back/\(vault.linkCode(SignInActs.linkKind, change))"
    }

    /// What a link would take back, to be shown before.
    /// - Throws: ``Refusal/conflict(_:_:)`` when it is too late, ``Refusal/notFound`` for a link that is none.
    func changeToTakeBack(code: String) async throws -> ChannelChange {
        guard let id = vault.id(SignInActs.linkKind, ofLinkCode: code) else { throw Refusal.notFound }
        return try await database.read { db in try openChange(id, db) }
    }

    private func openChange(_ id: ID, _ db: any Connection) throws -> ChannelChange {
        guard let change = try db.channelChange(id), change.until > world.now() else {
            throw Refusal.conflict(ChannelWords.tooLate)
        }
        return change
    }

    /// The old address takes an account back: everything that was changed since about how it is reached and entered is undone,
    /// and whoever is in is put out.
    func takeBack(code: String, agent: String) async throws {
        guard let id = vault.id(SignInActs.linkKind, ofLinkCode: code) else { throw Refusal.notFound }
        try await write { db, notes in
            let person = try openChange(id, db).personID, now = world.now()
            guard let key = try db.key(of: person, in: vault), let language = try db.language(of: person) else {
                throw Refusal.notFound
            }
            let changes = try db.channelChanges(of: person).filter { $0.until > now }
            let since = changes.map(\.beganAt).min() ?? now
            var concerned: [Channel] = []
            for change in changes {
                if let present = try db.channel(change.kind, of: person, vault: vault) { concerned.append(present) }
                if let before = change.before, try isTaken(before.hash, change.kind, by: person, db) {
                    throw Refusal.conflict(ChannelWords.inUse)
                }
                let none = change.kind == .mail ? db.nothing(for: person, key: key, vault, world) : nil
                try db.set(change.before ?? none, change.kind, of: person, at: now)
            }
            try db.forgetChannelChanges(of: person)
            // Whoever was in may have had it named: it is named anew.
            try db.forgetOwnRobot(of: person)
            try db.closeWaysIn(to: person, since: since, devicesSince: since - Hold.length)
            try log(.takenBack, of: person, agent: agent, db, notes)
            for kind in Channel.Kind.allCases {
                if let present = try db.channel(kind, of: person, vault: vault) { concerned.append(present) }
            }
            var told: [Channel] = []
            for channel in concerned where !told.contains(channel) {
                try send(
                    ChannelWords.takenBackSubject, ChannelWords.takenBackMail("\(configuration.publicURL)/sign-in"),
                    to: channel, language, db)
                told.append(channel)
            }
        }
    }
}
