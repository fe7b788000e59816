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
}
