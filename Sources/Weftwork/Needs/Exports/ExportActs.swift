internal import Database
internal import Engine

extension NeedActs {
    // MARK: Asking

    /// The needs that a filter of the board finds for `viewer`, and how many of them still have a contact.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` for a filter that is none, or one that finds too many.
    func exportPreview(_ filter: Form, by viewer: Viewer, in network: ID) async throws -> (needs: [ID], contacts: Int) {
        try Policy.require(.exportPrivate, viewer)
        var needs: [ID] = []
        try await eachPage(of: ExportRules.filter(filter), for: viewer, in: network) { page in
            needs += page.rows.map(\.id)
            guard needs.count <= ExportRules.mostNeeds else {
                throw Refusal.invalid("filter", ExportWords.tooMany(ExportRules.mostNeeds))
            }
        }
        let found = needs
        return (found, try await database.read { db in try db.contactCount(of: found) })
    }

    /// Asks for many contacts at once. A second person decides within a day; what nobody decides in three days lapses.
    ///
    /// - Throws: ``Refusal/invalid(_:)``, ``Refusal/conflict(_:_:)`` where there is no second person.
    @discardableResult
    func askForExport(
        _ draft: ExportDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> PrivateExport {
        try Policy.require(.exportPrivate, viewer)
        guard let member = viewer.member else { throw Refusal.forbidden(SiteWords.membersOnly) }
        // Before anything is counted: a purpose that says nothing is the commoner mistake.
        guard Clean.prose(draft.purpose).count >= 10 else {
            throw Refusal.invalid("purpose", MatterWords.sayMore(10))
        }
        let found = try await exportPreview(draft.filter, by: viewer, in: network), now = world.now()
        guard found.contacts > 0 else { throw Refusal.invalid("filter", ExportWords.empty) }
        let matter = try await matters.open(
            MatterDraft(kind: .privateExport, about: nil, words: draft.purpose), by: viewer, in: network, once: once
        ) { matter, db in
            try db.insert(
                PrivateExport(
                    id: matter.id, networkID: network, askedByID: member.id,
                    filter: ExportRules.filter(draft.filter).encoded, needs: found.needs.count,
                    contacts: found.contacts, askedAt: now, state: .asked, decidedByID: nil, decidedAt: nil,
                    downloadedAt: nil), needs: found.needs)
            try matters.record(
                .exportAsked, on: matter.id, in: network, by: viewer, audience: .stewards, db,
                [("needs", .number(Int64(found.needs.count))), ("contacts", .number(Int64(found.contacts)))])
        }
        guard let export = try await database.read({ db in try db.export(matter.id, in: network) }) else {
            throw Refusal.notFound
        }
        return export
    }

    // MARK: Deciding

    /// A second person approves or refuses; whoever asked withdraws.
    func decideExport(
        _ id: ID, _ outcome: Matter.Outcome, note: String, by viewer: Viewer, in network: ID
    ) async throws {
        if outcome != .withdrawn { try Policy.require(.decideExport, viewer) }
        guard try await database.read({ db in try db.export(id, in: network) }) != nil else { throw Refusal.notFound }
        try await matters.close(id, outcome.rawValue, reason: note, by: viewer, network: network)
    }

    /// What the outcome of the matter does to the export.
    func settleExport(_ matter: Matter, _ outcome: Matter.Outcome, by viewer: Viewer, _ db: any Connection) throws {
        let network = matter.networkID, now = world.now()
        guard let export = try db.export(matter.id, in: network) else { return }
        guard viewer.member?.id != export.askedByID || outcome == .withdrawn else {
            throw Refusal.forbidden(ExportWords.secondPerson)
        }
        let state: PrivateExport.State =
            switch outcome {
            case .approved: .approved
            case .withdrawn: .withdrawn
            default: .refused
            }
        guard try db.move(export, to: state, by: viewer.member?.id, at: now) else {
            throw Refusal.conflict(MatterWords.closed)
        }
        try matters.record(
            .exportDecided, on: export.id, in: network, by: viewer, audience: .stewards, db,
            [("outcome", .text(outcome.rawValue)), ("contacts", .number(Int64(export.contacts)))])
    }

    // MARK: Giving out

    /// The table with its contacts, once, to whoever asked. Every need in it has the look on record before a byte leaves.
    ///
    /// - Throws: ``Refusal/conflict(_:_:)`` where it isn't approved, was given out already or is over.
    func downloadExport(_ id: ID, by viewer: Viewer, in network: ID) async throws -> String {
        try Policy.require(.exportPrivate, viewer)
        let now = world.now(), language = viewer.language
        try viewer.requireUnheld(now: now)
        return try await database.write { db in
            guard let export = try db.export(id, in: network), export.askedByID == viewer.member?.id else {
                throw Refusal.notFound
            }
            guard export.state == .approved, let until = export.until, until > now,
                try db.move(export, to: .downloaded, at: now)
            else {
                throw Refusal.conflict(
                    ExportWords.cannotDownload(export.state), Refusal.Extras(state: export.state.rawValue, allowed: []))
            }
            let purpose = try db.matter(id, in: network).flatMap { try db.words(of: $0, vault: vault) } ?? ""
            var rows = [NeedExport.header + ExportRules.columns], shown: [ID] = []
            for needID in try db.needs(of: export) {
                guard let need = try db.need(needID, in: network) else { continue }
                let part = try db.privatePart(of: need, in: vault)
                if part != nil { shown.append(needID) }
                // What is held back or hidden stays so: it is no part of what was asked for.
                let view = NeedView(
                    need, for: Viewer(.anonymous, language: language), ties: [], ownerName: "", now: now)
                rows += NeedExport.rows(of: view, lines: need.lines, language)
                    .map { $0 + ExportRules.cells(of: part) }
            }
            try db.insertReveals(of: shown, export, purpose: purpose, at: now) { world.newID() }
            try matters.record(
                .exported, on: export.id, in: network, by: viewer, audience: .stewards, db,
                [("needs", .number(Int64(export.needs))), ("contacts", .number(Int64(shown.count)))])
            for lead in Set(
                try db.candidates([.coordinator], in: network, except: [export.askedByID])
                    + db.candidates([], in: network, except: [export.askedByID])
            ).sorted() {
                try matters.tell(
                    lead, in: network, ExportWords.title, ExportWords.mailGivenOut(shown.count), to: "/exports/\(id)",
                    db)
            }
            return CSV.write(rows, bom: true)
        }
    }

    // MARK: Reading

    func exports(for viewer: Viewer, in network: ID) async throws -> [ExportReading] {
        try Policy.require(.seeExports, viewer)
        return try await database.read { db in
            try db.exports(in: network).map { try reading($0, for: viewer, db) }
        }
    }

    func export(_ id: ID, for viewer: Viewer, in network: ID) async throws -> ExportReading {
        try Policy.require(.seeExports, viewer)
        return try await database.read { db in
            guard let export = try db.export(id, in: network) else { throw Refusal.notFound }
            return try reading(export, for: viewer, db)
        }
    }

    private func reading(_ export: PrivateExport, for viewer: Viewer, _ db: any Connection) throws -> ExportReading {
        let network = export.networkID, now = world.now()
        let matter = try db.matter(export.id, in: network)
        let names = try db.names(of: Set([export.askedByID, export.decidedByID].compactMap { $0 }), in: network)
        let isMine = viewer.member?.id == export.askedByID
        return ExportReading(
            export: export, purpose: try matter.flatMap { try db.words(of: $0, vault: vault) },
            askedBy: names[export.askedByID] ?? "", decidedBy: export.decidedByID.flatMap { names[$0] },
            note: try matter.flatMap { $0.isOpen ? nil : try db.notes(of: $0, vault: vault).last?.words },
            mayDecide: export.state == .asked && !isMine && Policy.allows(.decideExport, viewer), isMine: isMine,
            mayDownload: isMine && export.state == .approved && (export.until ?? 0) > now
                && Policy.allows(.exportPrivate, viewer))
    }

    // MARK: What time does

    /// What nobody decided or downloaded in time is over.
    func lapseExports() async throws {
        let now = world.now(), system = Viewer(.system, language: .zh)
        for export in try await database.read({ db in try db.exportsOver(by: now) }) {
            try await database.write { db in
                guard try db.move(export, to: .lapsed, at: now) else { return }
                if let matter = try db.matter(export.id, in: export.networkID), matter.isOpen {
                    try matters.close(matter, .lapsed, by: system, at: now, db)
                }
                try matters.record(
                    .exportLapsed, on: export.id, in: export.networkID, by: system, audience: .stewards, db)
                try matters.tell(
                    export.askedByID, in: export.networkID, ExportWords.title, ExportWords.mailLapsed,
                    to: "/exports/\(export.id)", db)
            }
        }
    }
}
