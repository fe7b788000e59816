internal import Database
internal import Engine

/// A moment as a program or a form says it.
enum MomentReading {
    /// - Throws: ``Refusal/invalid(_:)`` at `field` where it is none.
    static func moment(_ typed: String?, _ field: String, now: Int64) throws(Refusal) -> Int64? {
        let typed = Clean.line(typed ?? "")
        guard !typed.isEmpty else { return nil }
        let moment =
            Format.milliseconds(rfc3339: typed)
            ?? Days.parse(typed.replacing("T", with: " ")).map {
                Days.milliseconds($0, now: now, utcOffsetMinutes: 480)
            }
        guard let moment else { throw .invalid(field, NeedWords.badDate(typed)) }
        return moment
    }

    /// The same; of a bare day its end.
    /// - Throws: ``Refusal/invalid(_:)`` at `field` where it is none.
    static func dayEnd(_ typed: String?, _ field: String, now: Int64) throws(Refusal) -> Int64? {
        if let typed, let end = Format.endOfDay(Clean.line(typed)) { return end }
        return try moment(typed, field, now: now)
    }
}

/// A restriction to post, and what changes one.
struct RestrictionBody: Decodable {
    struct Channel: Decodable {
        var words: String?
        var phone: String?
        var link: String?
    }

    var action: String?
    var categories: [String]?
    var items: [String]?
    var area: [String]?
    var from: String?
    var until: String?
    var authority: String?
    var permit: String?
    var channel: Channel?
    var note: String?
    var emergency: String?

    init(_ form: Form) {
        emergency = form["emergency"]
        action = form["action"]
        categories = form.all("categories")
        items = form.all("items")
        let typed = (form["area"] ?? "").replacing("／", with: "/").split(separator: "/").map { Clean.line(String($0)) }
        // On the page an area begins with the province, as on the form of intake.
        area = typed.isEmpty || typed.first == PlaceWords.china ? typed : [""] + typed
        from = form["from"]
        until = form["until"]
        authority = form["authority"]
        permit = form["permit"]
        channel = Channel(words: form["channel.words"], phone: form["channel.phone"], link: form["channel.link"])
        note = form["note"]
    }

    func draft(now: Int64) throws(Refusal) -> RestrictionDraft {
        RestrictionDraft(
            categories: categories ?? [], items: items ?? [], area: area ?? [],
            from: try MomentReading.moment(from, "from", now: now),
            until: try MomentReading.moment(until, "until", now: now), authority: authority ?? "", permit: permit ?? "",
            channel: Restriction.Channel(
                words: channel?.words ?? "", phone: channel?.phone ?? "", link: channel?.link ?? ""), note: note ?? "",
            emergency: emergency ?? "")
    }

    func change(now: Int64) throws(Refusal) -> RestrictionChange {
        RestrictionChange(
            until: try MomentReading.moment(until, "until", now: now), words: channel?.words, phone: channel?.phone,
            link: channel?.link, note: note)
    }
}

/// A permit to state, and what is decided about one.
struct PermitBody: Decodable {
    var action: String?
    var restriction: String?
    var number: String?
    var issuer: String?
    var validUntil: String?
    var note: String?
    var reason: String?
    /// By line, how much it allows.
    var amounts: [String: LooseText]?

    init(_ form: Form) {
        let prefix = "amounts."
        amounts = Dictionary(
            form.pairs.filter { $0.name.hasPrefix(prefix) }.map {
                (String($0.name.dropFirst(prefix.count)), LooseText($0.value))
            }, uniquingKeysWith: { first, _ in first })
        action = form["action"]
        restriction = form.text("restriction")
        number = form["number"]
        issuer = form["issuer"]
        validUntil = form["validUntil"]
        note = form["note"]
        reason = form["reason"]
    }

    func draft(now: Int64) throws(Refusal) -> PermitDraft {
        PermitDraft(
            restriction: try RestrictionName.id(restriction), number: number ?? "", issuer: issuer ?? "",
            note: note ?? "", validUntil: try MomentReading.moment(validUntil, "validUntil", now: now),
            amounts: (amounts ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value.text) })
    }

    func accepts() throws(Refusal) -> Bool {
        guard let action, ["accept", "refuse"].contains(action) else {
            throw .invalid("action", SiteWords.badChoice(["accept", "refuse"], self.action))
        }
        return action == "accept"
    }
}

/// A need that is passed to an authority, and its answer.
struct OfficialWayBody: Decodable {
    var restriction: String?
    var reference: String?
    var due: String?
    var note: String?
    var outcome: String?
    var words: String?

    init(_ form: Form) {
        restriction = form.text("restriction")
        reference = form["reference"]
        due = form["due"]
        note = form["note"]
        outcome = form["outcome"]
        words = form["words"]
    }

    func draft(now: Int64) throws(Refusal) -> OfficialWayDraft {
        OfficialWayDraft(
            restriction: try RestrictionName.id(restriction), reference: reference ?? "", note: note ?? "",
            due: try MomentReading.moment(due, "due", now: now))
    }
}

private enum RestrictionName {
    /// The restriction that is meant; nothing where none is named and the need has one only.
    static func id(_ typed: String?) throws(Refusal) -> ID? {
        guard let typed, !typed.isEmpty else { return nil }
        guard let id = ID(typed) else { throw .invalid("restriction", RestrictionWords.whichOne) }
        return id
    }
}
