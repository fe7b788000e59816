internal import Database
internal import Engine

/// What a correction says in the log: what each field was, what it is now. Pure.
enum CorrectionRecord {
    /// For the case: her words sealed with the need's key, numbers and days as they are.
    static func events(_ correction: Correction, from old: Need, to new: Need) -> [EventDraft] {
        var details: [(String, EventValue)] = [("fields", .text(correction.fieldNames.joined(separator: " ")))]
        details += FieldChange.sealed("title", old.title, new.title)
        details += FieldChange.sealed("description", old.description, new.description)
        details += FieldChange.open(
            "neededBy", old.neededBy.map(Format.rfc3339), new.neededBy.map(Format.rfc3339))
        details += FieldChange.sealed("area", words(of: old.area), words(of: new.area))
        let changed = zip(old.lines, new.lines).filter { words(of: $0.0) != words(of: $0.1) }
        details += FieldChange.sealed(
            "lines", changed.map { words(of: $0.0) }.joined(separator: "; "),
            changed.map { words(of: $0.1) }.joined(separator: "; "))
        return [EventDraft(kind: .corrected, audience: .case, details: details)]
    }

    /// Contact, address and hours are nobody's to read in a story: not even the desk's, which sees them by a look on record.
    static func events(from old: PrivatePart, to new: PrivatePart) -> [EventDraft] {
        let details =
            FieldChange.sealed("address", old.address, new.address)
            + FieldChange.sealed("receiving", old.receiving, new.receiving)
            + FieldChange.sealed("contact", words(of: old.contacts.first), words(of: new.contacts.first))
        guard !details.isEmpty else { return [] }
        return [
            EventDraft(
                kind: .said, audience: .concerned, details: [("about", .text(Event.Kind.corrected.rawValue))] + details)
        ]
    }

    private static func words(of area: AreaPath) -> String { area.parts.joined(separator: " / ") }

    private static func words(of line: NeedLine) -> String {
        let amount = "\(NeedWords.plain(line.quantity)) \(line.unit)"
        let over = line.allowance > 0 ? "+\(Format.decimal(line.allowance))" : ""
        let time = [line.work.from, line.work.to].map { $0.map(Format.rfc3339) ?? "" }.joined(separator: "/")
        let work = [
            time == "/" ? "" : time, line.work.minutes.map { "\($0) min" } ?? "",
            line.work.isRemote.map { $0 ? "remote" : "on site" } ?? "",
            line.substitute.map { "⇄ \($0.rawValue)" } ?? "",
        ]
        return ([line.item, line.specification, amount, over] + work + [line.isMet ? "✓" : ""]).filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    private static func words(of contact: Contact?) -> String? {
        contact.map { [$0.name, $0.phone, $0.email, $0.wechat].filter { !$0.isEmpty }.joined(separator: " ") }
    }
}

extension Connection {
    /// The event of the newest correction of a need, whatever of it was corrected.
    func lastCorrection(of need: Need) throws -> ID? {
        try value(
            """
            SELECT id FROM events
            WHERE network_id = \(need.networkID) AND object_id = \(need.id) AND kind = \(Event.Kind.corrected)
            ORDER BY id DESC LIMIT 1
            """)
    }
}
