internal import Database

extension CardActs {
    // MARK: For everybody

    /// A record that is shown; `nil` where it is shown no more.
    /// - Throws: ``Refusal/notFound`` where there never was one.
    func record(_ id: ID, for viewer: Viewer, in network: ID) async throws -> ShownRecord? {
        let now = world.now()
        return try await database.read { db in
            guard let record = try db.publicRecord(id, in: network) else { throw Refusal.notFound }
            guard record.endedAt == nil, let name = try name(of: record, db) else { return nil }
            let members = try db.subjects(of: record), ids = members.map(\.id)
            guard let since = members.first?.since else { return nil }
            let vouchers = try db.vouchers(for: ids, on: record, at: now)
            var shown = ShownRecord(
                record: record, name: name, since: since, figures: try db.recordFigures(of: ids, in: network),
                vouchers: vouchers.filter(\.isNamed).map(\.name))
            guard let member = viewer.member, member.networkID == network else { return shown }
            shown.isMine = try mayKeep(record.kind, record.subjectID, member, db)
            shown.isNamed = vouchers.first { $0.id == member.id }?.isNamed
            if shown.isMine {
                shown.code = try db.shareCode(of: member.id, .record, id, in: network)?.code
            }
            return shown
        }
    }

    /// The name that it stands under; nobody's where its member is suspended, hidden or gone.
    private func name(of record: PublicRecord, _ db: any Connection) throws -> String? {
        switch record.kind {
        case .member:
            guard let member = try db.member(record.subjectID, in: record.networkID), !member.isSuspended else {
                return nil
            }
            return member.name
        case .organisation:
            let place = TextPlace(kind: .organisation, id: record.subjectID)
            guard try db.hiding(of: place, in: record.networkID) == nil else { return nil }
            return try db.organisation(record.subjectID)?.name
        }
    }

    /// One's own record is one's own; an organisation's is for those who speak for it.
    private func mayKeep(
        _ kind: PublicRecord.Kind, _ subject: ID, _ member: Member, _ db: any Connection
    ) throws -> Bool {
        switch kind {
        case .member: subject == member.id
        case .organisation: try db.spokespersons(of: subject).contains { $0.personID == member.personID }
        }
    }

    // MARK: Whose it is

    /// The records of which `viewer` may decide.
    func ownRecords(of viewer: Viewer, in network: ID) async throws -> [KeptRecord] {
        try Policy.require(.keepRecord, viewer)
        let member = try members.own(viewer, in: network)
        return try await database.read { db in
            let own = KeptRecord(
                kind: .member, subjectID: member.id, name: member.name,
                record: try db.publicRecord(of: member.id, in: network))
            let others = try db.organisations(spokenForBy: member.personID).map { organisation in
                KeptRecord(
                    kind: .organisation, subjectID: organisation.id, name: organisation.name,
                    record: try db.publicRecord(of: organisation.id, in: network))
            }
            return [own] + others
        }
    }

    /// Shows one's own record, or that of an organisation one speaks for.
    func showRecord(
        organisation: ID?, consents: Bool, by viewer: Viewer, in network: ID
    ) async throws -> PublicRecord {
        try Policy.require(.keepRecord, viewer)
        let member = try members.own(viewer, in: network), now = world.now(), id = world.newID()
        guard consents else { throw Refusal.invalid("consents", CardPageWords.needsConsent) }
        return try await database.write { db in
            let kind: PublicRecord.Kind = organisation == nil ? .member : .organisation
            let subject = organisation ?? member.id
            guard try organisation == nil || db.organisation(subject) != nil else { throw Refusal.notFound }
            guard try mayKeep(kind, subject, member, db) else { throw Refusal.forbidden(RecordWords.notYours) }
            let known = try db.publicRecord(of: subject, in: network)
            if let known, known.endedAt == nil { return known }
            let record = PublicRecord(
                id: known?.id ?? id, networkID: network, kind: kind, subjectID: subject, byID: member.id, shownAt: now,
                endedAt: nil)
            try db.save(record)
            _ = try members.share(.record, record.id, by: viewer, in: network, db)
            try members.record(.recordShown, on: record.id, in: network, by: viewer, audience: .members, db)
            return record
        }
    }

    func endRecord(_ id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepRecord, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let record = try db.publicRecord(id, in: network) else { throw Refusal.notFound }
            guard try mayKeep(record.kind, record.subjectID, member, db) else {
                throw Refusal.forbidden(RecordWords.notYours)
            }
            guard record.endedAt == nil else { return }
            try db.save(
                PublicRecord(
                    id: record.id, networkID: network, kind: record.kind, subjectID: record.subjectID,
                    byID: member.id, shownAt: record.shownAt, endedAt: now))
            try members.record(.recordEnded, on: id, in: network, by: viewer, audience: .members, db)
        }
    }

    /// Whoever vouches for them says that their own name may stand there, or takes it away.
    func setNamed(_ isNamed: Bool, on id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.keepRecord, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        try await database.write { db in
            guard let record = try db.publicRecord(id, in: network) else { throw Refusal.notFound }
            if isNamed {
                guard record.endedAt == nil else { throw Refusal.conflict(RecordWords.isEnded) }
                let subjects = try db.subjects(of: record).map(\.id)
                let isVoucher = try db.vouchers(for: subjects, on: record, at: now).contains { $0.id == member.id }
                guard isVoucher else { throw Refusal.forbidden(RecordWords.noVouch) }
            }
            try db.setNamed(isNamed, member.id, on: record, at: now)
            try members.record(
                .recordNamed, on: id, in: network, by: viewer, audience: .concerned, db,
                [("named", .text(isNamed ? "yes" : "no"))])
        }
    }

    /// The picture of a record, to stand on other pages.
    func picture(ofRecord id: ID, in network: Network, _ language: Language) async throws -> [UInt8] {
        let anybody = Viewer(.anonymous, language: language)
        guard let shown = try await record(id, for: anybody, in: network.id) else { throw Refusal.notFound }
        let figures = shown.figures
        let picture = CardPicture.Words(
            band: network.name, badge: RecordWords.title(language), isOver: false, title: shown.name,
            lines: [
                RecordWords.deliveries(figures)(language), RecordWords.answers(figures)(language),
                RecordWords.disputes(figures)(language),
            ],
            foot: RecordWords.since(shown.since)(language), address: "\(base)/n/\(network.slug)/records/\(id)")
        return try await printer.png(picture, now: world.now())
    }
}
