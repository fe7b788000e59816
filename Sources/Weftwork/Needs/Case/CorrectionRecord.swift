internal import Database
internal import Engine

/// What a correction says in the log: what each field was, what it is now. Pure.
enum CorrectionRecord {
    /// For the case: her words sealed with the need's key, numbers and days as they are: ``CorrectionWords`` reads them.
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
        let fields = details.map(\.0).filter { !$0.hasSuffix(".from") }.joined(separator: " ")
        let about: [(String, EventValue)] = [
            ("about", .text(Event.Kind.corrected.rawValue)), ("fields", .text(fields)),
        ]
        return [EventDraft(kind: .said, audience: .concerned, details: about + details)]
    }

    private static func words(of area: AreaPath) -> String { area.parts.joined(separator: " / ") }

    private static func words(of line: NeedLine) -> String {
        let amount = CorrectionWords.amount(line)
        let over = line.allowance > 0 ? "+\(Format.decimal(line.allowance))" : ""
        return ([line.item, line.specification, amount, over] + CorrectionWords.codes(line) + [line.isMet ? "✓" : ""])
            .filter { !$0.isEmpty }.joined(separator: " · ")
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

    /// When her contacts were last said anew, or one of them was taken away.
    func contactChanges(of need: Need) throws -> ContactChanges {
        var changes = ContactChanges()
        let events = try query(
            """
            SELECT kind, at, details FROM events
            WHERE network_id = \(need.networkID) AND object_id = \(need.id)
                AND kind IN (\(Event.Kind.corrected), \(Event.Kind.said))
            """
        ) { (kind: try $0[0] as Event.Kind, at: try $0[1] as Int64, details: try $0[2] as String) }
        for event in events {
            let facts = StoryWords.Facts(event.details, [:])
            let fields = facts["fields"]?.split(separator: " ") ?? []
            if event.kind == .said, facts["about"] == Event.Kind.corrected.rawValue, fields.contains("contact") {
                changes.first = max(changes.first, event.at)
            }
            if event.kind == .corrected, facts["removed"] != nil { changes.all = max(changes.all, event.at) }
        }
        return changes
    }
}
