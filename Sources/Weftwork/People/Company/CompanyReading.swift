internal import Database

/// Whom somebody accompanies, and what waits for their word.
struct CompanyReading: Sendable {
    /// A small thing that waits to be confirmed.
    struct Done: Sendable {
        let thing: SmallThing
        let words: String?
    }

    let offers: [BuddyOffer]
    let newcomers: [ID]
    let done: [Done]
    /// Who asked them to be their mentor, and whom they accompany.
    let mentorships: [Mentorship]
    let names: [ID: String]

    var isEmpty: Bool { offers.isEmpty && done.isEmpty && !mentorships.contains { $0.acceptedAt == nil } }
}

/// One's own small things.
struct SmallThingsReading: Sendable {
    let things: [SmallThing]
    let words: [ID: String]
    let offered: [SmallThing.Kind]

    init(done: [CompanyReading.Done], offered: [SmallThing.Kind]) {
        things = done.map(\.thing)
        let said = done.compactMap { one in one.words.map { (one.thing.id, $0) } }
        words = Dictionary(said, uniquingKeysWith: { first, _ in first })
        self.offered = offered
    }
}

extension MemberActs {
    func company(of viewer: Viewer, in network: ID) async throws -> CompanyReading {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            let offers = try db.openBuddyOffers(to: member.id, in: network)
            let newcomers = try db.newcomers(of: member.id, in: network)
            let mentorships = try db.mentorships(by: member.id, in: network)
            let due = try db.clocksOfPeople(in: network, owner: member.id).filter { $0.object == .smallThing }
            let things = try db.smallThings(due.map(\.objectID), in: network, vault: vault)
            let done = due.compactMap { things[$0.objectID] }
            let ids = offers.map(\.memberID) + newcomers + done.map(\.thing.memberID) + mentorships.map(\.memberID)
            return CompanyReading(
                offers: offers, newcomers: newcomers, done: done, mentorships: mentorships,
                names: try db.names(of: Set(ids), in: network))
        }
    }

    func smallThings(of viewer: Viewer, in network: ID) async throws -> SmallThingsReading {
        let member = try own(viewer, in: network)
        return try await database.read { db in
            let things = try db.ownThings(of: member.id, in: network, vault: vault)
            return SmallThingsReading(
                done: things, offered: SmallThingRules.offered(to: member.standing, open: things.map(\.thing)))
        }
    }

    /// Small things of a newcomer that wait to be confirmed, for those who welcome.
    func doneThings(of member: ID, in network: ID, _ db: any Connection) throws -> [CompanyReading.Done] {
        try db.ownThings(of: member, in: network, vault: vault).filter { $0.thing.isOpen && $0.thing.doneAt != nil }
    }
}

/// What is kept of somebody's company, for themselves.
struct OwnCompany: View {
    let willing: Set<Willing>
    let things: SmallThingsReading
    let mentorships: [Mentorship]
    let newcomers: [ID]
    let sharedAt: Int64?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("willing", willing.map(\.rawValue).sorted())
            json.field("newcomers", newcomers.map(\.description))
            if let sharedAt { json.field("pathSharedAt", moment: sharedAt) }
            json.name("smallThings")
            json.array(things.things) { json, thing in
                json.object {
                    $0.field("kind", thing.kind.rawValue)
                    $0.field("takenAt", moment: thing.takenAt)
                    $0.field("doneAt", moment: thing.doneAt)
                    $0.field("confirmedAt", moment: thing.confirmedAt)
                    $0.field("words", things.words[thing.id])
                }
            }
            json.name("mentorships")
            json.array(mentorships) { json, one in
                json.object {
                    $0.field("member", one.memberID)
                    $0.field("mentor", one.mentorID)
                    $0.field("askedAt", moment: one.askedAt)
                }
            }
        }
    }
}

extension MemberActs {
    func ownCompany(of member: ID, _ person: ID, in network: ID, _ db: any Connection) throws -> OwnCompany {
        let mine = try db.mentorship(of: member, in: network).map { [$0] } ?? []
        return OwnCompany(
            willing: try db.willing(of: person),
            things: SmallThingsReading(done: try db.ownThings(of: member, in: network, vault: vault), offered: []),
            mentorships: try mine + db.mentorships(by: member, in: network),
            newcomers: try db.newcomers(of: member, in: network),
            sharedAt: try db.pathSharedAt(of: member, in: network))
    }
}
