internal import Database

extension MemberActs {
    /// What time does to memberships: suspensions end, the undecided are asked, what was said in matters is destroyed.
    func sweep() async throws {
        try await endSuspensions()
        try await askUndecided()
        try await blankWords()
        try await forgetAccounts()
        try await keepForgotten()
        try await endRoleTerms()
        try await weighConduct()
        try await lapseVouchAsks()
        try await askWhoGoesOn()
        try await findBuddies()
        try await endLostSpeaking()
    }

    /// What is kept for a time only, and not to the minute.
    func forgetOld() async throws {
        try await forgetMatters()
        try await forgetVisits()
        try await askWhoIsStillHere()
        try await askWhatIsStillTrue()
    }

    /// So long it is kept where people were, and who looked at their passes.
    static let visitsKept = 90 * Time.day

    private func forgetVisits() async throws {
        let limit = world.now() - MemberActs.visitsKept
        try await database.write { db in try db.forgetVisits(before: limit) }
    }

    /// So long after its end what was said in a matter is kept.
    static let mattersKept = 365 * Time.day

    private func forgetMatters() async throws {
        let limit = world.now() - MemberActs.mattersKept
        for matter in try await database.read({ db in try db.mattersToForget(closedBefore: limit, limit: 200) }) {
            try await database.write { db in try db.shredKey(of: matter.id) }
        }
    }
}
