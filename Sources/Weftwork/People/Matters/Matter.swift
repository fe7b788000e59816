internal import Database
internal import Engine

/// Something among people that needs one who answers for it, by a time: an application, an incident, an appeal, a mediation, a
/// wish about somebody's text. What is said in it is sealed with a key of its own.
struct Matter: Sendable {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Somebody asks to come in.
        case application
        /// Something happened that must not: harm, danger, a breach of the Pact.
        case incident
        /// Somebody offered or asked pay for a vouch.
        case boughtVouch
        /// A suspended member asks that it be looked at again by another.
        case appeal
        /// Two ask for a neutral third.
        case mediation
        /// Somebody wants their name out of another's text.
        case nameInText
        /// A text must not stand as it is, somebody says.
        case report
        /// Whose text was hidden asks that another looks at it again.
        case textAppeal
        /// What was written in a discussion speaks of money: somebody looks at it before others do.
        case heldPost
        /// Somebody asks for many contacts at once: a second person decides.
        case privateExport
        /// Somebody let go twice after they had looked: they are asked why.
        case looks

        /// Those whom a member can open at the page of reports.
        static let reports: [Kind] = [.incident, .boughtVouch, .mediation, .nameInText]
    }

    enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        case accepted, declined, resolved, unfounded, upheld, lifted, agreed, ended, withdrawn
        case hidden, left, shown, letThrough, approved, refused, lapsed, resumed, kept
    }

    /// Where a mediation stands; other matters are open or closed.
    enum Stage: String, Sendable, CaseIterable, SQLConvertible {
        case open
        /// A neutral is asked for, and both have to accept them.
        case choosing
        case talking
        /// The neutral has written down what both could agree to; each signs it, or says what is missing.
        case signing
        case closed
    }

    let id: ID
    let networkID: ID
    let kind: Kind
    /// The member it is about, or the other side.
    var aboutID: ID?
    /// The member who opened it; nobody for an application.
    var openedByID: ID?
    /// The account that applies.
    let personID: ID?
    /// The organisation in whose name it was opened by somebody who speaks for it.
    var organisationID: ID?
    var ownerID: ID
    var stage: Stage
    var outcome: Outcome?
    let openedAt: Int64
    var closedAt: Int64?
    /// Who of the two sides of a mediation has accepted the neutral.
    var openerAccepts: Bool
    var otherAccepts: Bool

    var isOpen: Bool { stage != .closed }

    /// The same as `member` may see it where nobody may learn whose text it is: whoever decides alone knows that, so that they may say
    /// that they are too close.
    func withoutAuthor(for member: ID) -> Matter {
        guard member != ownerID else { return self }
        var matter = self
        matter.aboutID = nil
        if kind == .textAppeal, openedByID != member { matter.openedByID = nil }
        return matter
    }

    /// The same matter with another who answers for it; a neutral has to be accepted by both again.
    func passed(to member: ID) -> Matter {
        var matter = self
        matter.ownerID = member
        guard kind == .mediation, isOpen else { return matter }
        matter.stage = .choosing
        matter.openerAccepts = false
        matter.otherAccepts = false
        return matter
    }
}

/// What somebody writes when they open a matter.
struct MatterDraft: Sendable {
    let kind: Matter.Kind
    let about: ID?
    let words: String
    /// In whose name, where it is not the opener's own.
    var organisation: ID?

    /// Whether only a member opens it: an application and a word about a text come from whoever they concern.
    var needsMember: Bool {
        switch kind {
        case .application, .report, .textAppeal, .heldPost: false
        default: true
        }
    }
}

/// Who may do what about a matter, how long each may take, how it can end.
enum MatterRules {
    static func cleaned(_ words: String, least: Int = 10) throws(Refusal) -> String {
        try named("words", words, least: least)
    }

    /// Somebody's own words in the field `name`.
    static func named(_ name: String, _ words: String, least: Int = 4) throws(Refusal) -> String {
        let words = Clean.prose(words)
        guard words.count >= least else { throw .invalid(name, MatterWords.sayMore(least)) }
        guard words.count <= 4000 else { throw .invalid(name, SiteWords.tooLong) }
        return words
    }

    /// Roles that answer for a kind, the first that has somebody.
    static func duty(_ kind: Matter.Kind) -> [[Role]] {
        switch kind {
        case .application: [[.weaver], [.coordinator]]
        case .incident, .boughtVouch, .appeal, .report, .textAppeal, .heldPost, .looks: [[.coordinator]]
        case .privateExport: [[.dataSteward], [.coordinator]]
        case .mediation: [[.facilitator, .weaver], [.coordinator]]
        case .nameInText: []
        }
    }

    static func length(_ kind: Matter.Kind, _ stage: Matter.Stage) -> Int64 {
        switch (kind, stage) {
        case (.incident, _), (.boughtVouch, _), (.report, _), (.heldPost, _), (.privateExport, _), (.looks, _): Time.day
        case (.application, _): 3 * Time.day
        case (.mediation, .talking): 14 * Time.day
        case (.mediation, .signing): 7 * Time.day
        case (.mediation, _): 3 * Time.day
        case (.appeal, _), (.nameInText, _), (.textAppeal, _): 7 * Time.day
        }
    }

    static func outcomes(_ kind: Matter.Kind) -> [Matter.Outcome] {
        switch kind {
        case .application: [.accepted, .declined]
        case .incident, .boughtVouch: [.resolved, .unfounded]
        case .appeal: [.lifted, .upheld]
        // Agreed is what both have signed: nobody declares it.
        case .mediation: [.ended]
        case .nameInText: [.resolved, .declined]
        case .report: [.hidden, .left]
        case .heldPost: [.letThrough, .hidden]
        case .textAppeal: [.shown, .upheld]
        case .privateExport: [.approved, .refused]
        case .looks: [.resumed, .kept]
        }
    }

    /// Who may read it: the one who opened it, who answers for it, and, but for what is about themselves or sealed between two,
    /// those who answer for the network.
    static func mayRead(_ matter: Matter, _ member: Member) -> Bool {
        if member.id == matter.openedByID || member.id == matter.ownerID { return true }
        let leads = member.standing == .steward || member.has(.coordinator)
        switch matter.kind {
        case .mediation, .nameInText: return member.id == matter.aboutID
        // Whoever is asked why has to be able to answer.
        case .looks: return member.id == matter.aboutID || leads
        case .privateExport: return leads || member.has(.dataSteward)
        case .application, .incident, .boughtVouch, .appeal, .report, .textAppeal, .heldPost:
            return member.id != matter.aboutID && leads
        }
    }

    /// Who is told when something is said or done in a matter: the opener, who answers for it, and the other side of a mediation.
    static func concerned(_ matter: Matter) -> Set<ID> {
        let other = matter.kind == .mediation ? matter.aboutID : nil
        return Set([matter.openedByID, matter.ownerID, other].compactMap { $0 })
    }

    /// Who may answer for it: nobody whom it is about, nobody who opened it; an appeal is looked at by another than the one who
    /// decided.
    static func mayOwn(_ matter: Matter, _ member: ID, decidedBy: ID?) -> Bool {
        if matter.kind == .nameInText { return member == matter.aboutID }
        return member != matter.aboutID && member != matter.openedByID && member != decidedBy
    }

    /// Whether somebody's place in the network lets them decide this kind at all.
    static func canDecide(_ kind: Matter.Kind, _ member: Member) -> Bool {
        switch kind {
        case .report, .textAppeal, .heldPost, .looks: member.standing == .steward || member.has(.coordinator)
        case .privateExport: member.standing == .steward || member.has(.coordinator) || member.has(.dataSteward)
        case .application, .incident, .boughtVouch, .appeal, .mediation, .nameInText: true
        }
    }
}
