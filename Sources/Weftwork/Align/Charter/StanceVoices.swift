internal import Database

/// A voice that a member gives on the clauses of a charter.
struct StanceVoice: Sendable, Equatable {
    /// The organisation, else the membership.
    let id: ID
    /// What the organisation is called; nothing where they speak for themselves.
    let organisation: String?
    /// Whether it counts; else it is advice beside the voice of their organisation.
    let counts: Bool
}

/// As whose voice a member speaks.
extension CharterActs {
    /// The voices that a member gives, first the one that is meant where nobody says which: of each organisation that they speak for,
    /// where organisations count, and their own where that counts too. Whoever gives none that counts gives advice; so does whoever is
    /// not in the team whose charter it is.
    static func ownVoices(of member: Member, in subject: CharterSubject, _ db: any Connection) throws -> [StanceVoice] {
        if subject.kind == .team {
            return [StanceVoice(id: member.id, organisation: nil, counts: try isAsked(member, about: subject, db))]
        }
        let unit = try db.alignSettings(of: subject.networkID).unit
        guard unit != .persons else { return [StanceVoice(id: member.id, organisation: nil, counts: true)] }
        let spoken = try db.organisations(spokenForBy: member.personID).sorted { $0.id < $1.id }
        let present = try db.withPeople(spoken.map(\.id), in: subject.networkID)
        let bodies = spoken.filter { present.contains($0.id) }.map {
            StanceVoice(id: $0.id, organisation: $0.name, counts: true)
        }
        let isCounted = unit == .both && member.organisation == nil
        guard isCounted || bodies.isEmpty else { return bodies }
        return bodies + [StanceVoice(id: member.id, organisation: nil, counts: isCounted)]
    }

    /// The one that they say they speak for, or the first.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `voice` where they may not.
    static func ownVoice(
        _ id: ID?, of member: Member, in subject: CharterSubject, _ db: any Connection
    ) throws -> StanceVoice {
        try chosen(id, among: ownVoices(of: member, in: subject, db))
    }

    static func chosen(_ id: ID?, among own: [StanceVoice]) throws(Refusal) -> StanceVoice {
        guard let voice = id == nil ? own.first : own.first(where: { $0.id == id }) else {
            throw .invalid("voice", CharterWords.notYourVoice)
        }
        return voice
    }
}
