internal import Database
internal import Engine

/// What a badge can be for: shipped kinds by their names, and those that a network writes.
struct BadgeKind: Sendable {
    enum Rule: Sendable, Equatable {
        /// So many confirmed helps; issued by itself.
        case helps(Int)
        /// Given by a trainer or by whoever leads.
        case given
    }

    let key: String
    let name: Text
    /// What it is given for.
    let criteria: Text
    let rule: Rule

    static let firstHelp = BadgeKind(
        key: "first-help", name: BadgeWords.firstHelp, criteria: BadgeWords.firstHelpFor, rule: .helps(1))
    static let tenHelps = BadgeKind(
        key: "ten-helps", name: BadgeWords.tenHelps, criteria: BadgeWords.tenHelpsFor, rule: .helps(10))
    static let trained = BadgeKind(
        key: "trained", name: BadgeWords.trained, criteria: BadgeWords.trainedFor, rule: .given)
    static let keeper = BadgeKind(
        key: "season-keeper", name: BadgeWords.keeper, criteria: BadgeWords.keeperFor, rule: .given)
    static let shipped = [firstHelp, tenHelps, trained, keeper]
}

/// A kind as somebody writes it.
struct BadgeKindDraft: Sendable {
    var nameZh = ""
    var nameEn = ""
    var criteriaZh = ""
    var criteriaEn = ""
}

/// A badge that somebody holds.
struct Badge: Sendable, Equatable {
    let id: ID
    let networkID: ID
    let memberID: ID
    /// The key of its kind.
    let kind: String
    /// As what, for what: part of its name.
    let about: String
    /// Whose signature it bears.
    let keyID: ID
    /// Its bit in the list of what was revoked.
    let place: Int
    /// What it rests on, without anything private.
    let evidence: String
    let issuedAt: Int64
    /// Who gave it; nobody where a rule did.
    let byID: ID?
    /// Stands in the credential for whoever holds it, and in no other.
    let subject: ID
    let salt: String
    let revokedAt: Int64?
    let revokedBy: ID?
    let choice: BadgeChoice
}

/// What the holder of a badge agreed to.
struct BadgeChoice: Sendable, Equatable {
    /// It has a public page.
    var isShown = false
    /// Their name stands there.
    var showsName = false
    /// The credential carries a salted hash of their mail address, by which they can prove that it is theirs.
    var hasMail = false
}

/// A badge as it is given.
struct BadgeDraft: Sendable {
    var kind = ""
    var about = ""
    var evidence = ""
}

/// A key that a network signs with.
struct BadgeKey: Sendable {
    let id: ID
    let networkID: ID
    let publicKey: [UInt8]
    let secret: [UInt8]
    let madeAt: Int64
    /// Since when it signs nothing new.
    let retiredAt: Int64?

    var identity: DIDKey { DIDKey(publicKey: publicKey) }
}

/// What a stranger finds at the address of a certificate.
struct SeenCertificate: Sendable {
    enum State: String, Sendable {
        case valid, revoked
    }

    let badge: Badge
    let kind: BadgeKind
    let network: Network
    /// Only where its holder agreed.
    let name: String?
    let key: DIDKey

    var state: State { badge.revokedAt == nil ? .valid : .revoked }
}

/// The kinds of badges of a network and who signs them: for everybody.
struct BadgeShelf: Sendable {
    let kinds: [BadgeKind]
    let keys: [BadgeKey]
}

/// One's own badge with what is needed to show and keep it.
struct OwnBadge: Sendable {
    let badge: Badge
    let kind: BadgeKind
    /// The address of its public page, for when it is shown.
    let code: String
}

enum BadgeRules {
    /// A list has this many bits: small enough to fetch, large enough that one bit says nothing.
    static let listBits = 131_072
    /// A list that was fetched is believed for so long.
    static let listFor = Time.day

    /// Whether a text names how somebody is reached: a run of digits, an address.
    static func holdsContact(_ text: String) -> Bool {
        var run = 0
        for character in text {
            if character == "@" { return true }
            guard character.isNumber else {
                if !" -–".contains(character) { run = 0 }
                continue
            }
            run += 1
            if run >= 7 { return true }
        }
        return false
    }

    static func cleaned(_ draft: BadgeDraft, _ kind: BadgeKind) throws(Refusal) -> (about: String, evidence: String) {
        let about = Clean.line(draft.about), evidence = Clean.prose(draft.evidence)
        var problems: [FieldProblem] = []
        if kind.key == BadgeKind.trained.key, about.count < 2 {
            problems.append(FieldProblem("about", SiteWords.missing))
        }
        if about.count > 60 { problems.append(FieldProblem("about", SiteWords.tooLong)) }
        if evidence.count < 4 { problems.append(FieldProblem("evidence", MatterWords.sayMore(4))) }
        if evidence.count > 300 { problems.append(FieldProblem("evidence", SiteWords.tooLong)) }
        for (name, text) in [("about", about), ("evidence", evidence)] where holdsContact(text) {
            problems.append(FieldProblem(name, BadgeWords.holdsContact))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return (about, evidence)
    }

    static func cleaned(_ draft: BadgeKindDraft) throws(Refusal) -> BadgeKindDraft {
        var problems: [FieldProblem] = []
        func line(_ text: String, _ field: String, _ most: Int) -> String {
            let text = Clean.line(text)
            if text.count < 2 { problems.append(FieldProblem(field, SiteWords.missing)) }
            if text.count > most { problems.append(FieldProblem(field, SiteWords.tooLong)) }
            if holdsContact(text) { problems.append(FieldProblem(field, BadgeWords.holdsContact)) }
            return text
        }
        let cleaned = BadgeKindDraft(
            nameZh: line(draft.nameZh, "nameZh", 40), nameEn: line(draft.nameEn, "nameEn", 60),
            criteriaZh: line(draft.criteriaZh, "criteriaZh", 200), criteriaEn: line(draft.criteriaEn, "criteriaEn", 300)
        )
        guard problems.isEmpty else { throw .invalid(problems) }
        return cleaned
    }

    /// What a rule asks of the badges of somebody.
    /// - Parameter held: of this kind, revoked ones too.
    static func step(_ helps: Int, needs least: Int, held: [Badge]) -> (gives: Bool, revokes: [Badge]) {
        let live = held.filter { $0.revokedAt == nil }
        guard helps >= least else { return (false, live.filter { $0.byID == nil }) }
        // What somebody took away on purpose is not given again by a rule.
        return (live.isEmpty && !held.contains { $0.revokedBy != nil }, [])
    }
}
