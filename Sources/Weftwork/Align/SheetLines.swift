internal import Database

extension AlignParts {
    /// The lines of what is asked on sheets: readiness, mindset, values.
    mutating func addSheets(_ readiness: ReadinessActs) {
        kind = { viewer, network in
            guard Policy.allows(.seeSheets, viewer) else { return nil }
            return try await readiness.questions.members.database.read { db in
                try db.wish(of: network)?.kind
            }
        }
        register { viewer, network in
            guard Policy.allows(.seeSheets, viewer) else { return [] }
            let lines = try await readiness.questions.list(
                AlignSheets.all.map(\.name), for: viewer, in: network)
            let unmet = try await readiness.unmet(in: network)
            return [
                AlignParts.line(.readiness, AlignSheets.readiness, lines, state: unmet),
                AlignParts.line(.mindset, AlignSheets.mindset, lines),
                AlignParts.line(.values, AlignSheets.values, lines),
            ]
        }
    }

    private static func line(
        _ place: AlignLine.Place, _ kind: SheetKind, _ lines: [SheetLine], state: Text? = nil
    ) -> AlignLine {
        let own = lines.filter { $0.sheet.kind == kind.name }
        let open = own.first { $0.sheet.closedAt == nil }
        let last = own.first { $0.sheet.closedAt != nil }.map { ReadinessWords.last($0.answers) }
        let waits = open.map { $0.mayAnswer && !$0.hasAnswered } ?? false
        return AlignLine(
            place, kind.path, state: open != nil ? ReadinessWords.isOpen : state ?? last,
            waits: waits ? QuestionWords.toAnswer : nil)
    }
}

extension ReadinessActs {
    /// How many preconditions are not met; nothing where none was settled.
    func unmet(in network: ID) async throws -> Text? {
        let states = try await questions.database.read { db in try db.preconditions(of: network) }
        guard !states.isEmpty else { return nil }
        let count = states.count { !$0.isMet }
        if count > 0 { return ReadinessWords.unmetCount(count) }
        return states.count == Precondition.allCases.count ? ReadinessWords.allMet : nil
    }
}
