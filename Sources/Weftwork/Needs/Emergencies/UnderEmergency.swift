internal import Database

/// Something besides needs and shifts that belongs to an emergency and goes on when that closes.
struct ThingUnder: Sendable {
    let kind: HandedKind
    let id: ID
    let name: Text
    /// Its page, within the network.
    let path: String
}

/// What a capability has under emergencies: it says what is open there, and how that goes on when one closes.
protocol UnderEmergency: Sendable {
    var kind: HandedKind { get }

    /// What is open under it, the oldest first.
    func open(under emergency: ID, in network: ID, at now: Int64, _ db: any Connection) throws -> [ThingUnder]

    /// It belongs elsewhere from now on, and whoever answers for it is told.
    func move(_ id: ID, from emergency: Emergency, to tie: EmergencyTie?, _ desk: CaseDesk) throws
}

extension NeedActs {
    func openThings(under emergency: ID, in network: ID, at now: Int64, _ db: any Connection) throws -> [ThingUnder] {
        try under.flatMap { try $0.open(under: emergency, in: network, at: now, db) }
    }
}

/// Restrictions stay in force and stay their authority's: another emergency that ends lifts none.
struct RestrictionsUnder: UnderEmergency {
    let kind = HandedKind.restriction

    func open(under emergency: ID, in network: ID, at now: Int64, _ db: any Connection) throws -> [ThingUnder] {
        try db.restrictions(under: emergency, in: network, at: now).map { one in
            ThingUnder(
                kind: kind, id: one.id, name: .verbatim(one.authority), path: "restrictions#restriction-\(one.id)")
        }
    }

    func move(_ id: ID, from emergency: Emergency, to tie: EmergencyTie?, _ desk: CaseDesk) throws {
        guard let restriction = try desk.db.restriction(id, in: desk.network) else { return }
        try desk.db.moveRestriction(id, to: tie?.id, in: desk.network)
        try desk.acts.record(
            .restrictionChanged, restriction, by: desk.viewer, at: desk.now, desk.db,
            FieldChange.open("emergency", emergency.name, tie?.name))
        let keeper = restriction.setBy ?? emergency.leadID
        guard keeper != desk.viewer.member?.id else { return }
        try desk.db.tell(
            keeper, in: desk.network, EmergencyWords.restrictionStays(restriction.authority), vault: desk.acts.vault,
            id: desk.acts.world.newID(), at: desk.now
        ) { slug in
            EmergencyWords.restrictionStaysMail(
                restriction.authority, emergency.name, tie?.name,
                link: "\(desk.acts.configuration.publicURL)/n/\(slug)/restrictions#restriction-\(id)")
        }
    }
}

extension Connection {
    /// What still binds, or will, under an emergency.
    fileprivate func restrictions(under emergency: ID, in network: ID, at now: Int64) throws -> [Restriction] {
        try restrictions(in: network, under: emergency).filter { !$0.isOver(at: now) }
    }
}
