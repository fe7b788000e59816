internal import Database

/// A charter in force is looked at again: it is kept, or a new version takes its place.
extension CharterActs {
    /// The version in force is looked at again, without a draft yet: its time is over, or it has thinned out.
    func review(_ subject: CharterSubject, by viewer: Viewer) async throws -> CharterVersion {
        try await database.write { db in
            try require(.draftCharter, viewer, subject, db)
            guard var present = try db.charterInForce(of: subject) else { throw Refusal.notFound }
            guard present.state == .adopted else { throw Refusal.conflict(CharterWords.reviewedAlready) }
            present.state = .review
            try db.save(present)
            try record(.charterReviewed, present, by: viewer, db)
            return present
        }
    }

    /// It holds as it is, for another term: every voice is asked again whether it stands behind it, and what was said before waits to be
    /// said again. A round that asks some of them again ends with what was said so far.
    ///
    /// - Parameter typed: why it is kept; it stands on the charter, and those who are asked read it.
    /// - Throws: ``Refusal/invalid(_:)`` at `reason`; ``Refusal/conflict(_:_:)`` where it isn't looked at again.
    func keep(_ subject: CharterSubject, because typed: String, by viewer: Viewer) async throws -> CharterVersion {
        let now = world.now()
        let reason = try CharterRules.prose(typed, "reason", CharterRules.reasonLength),
            drift = DriftActs(members: members)
        // What was said when the words came into force is much to read: not within the write.
        let consents = try await database.read { db in
            subject.kind == .network ? try DriftActs.consentsAsked(of: subject.networkID, db) : [:]
        }
        let (version, asked) = try await database.write { db -> (CharterVersion, [ID]) in
            try require(.draftCharter, viewer, subject, db)
            guard var present = try db.charterInForce(of: subject), present.state == .review else {
                throw Refusal.conflict(CharterWords.notReviewed)
            }
            guard try db.charterOpen(of: subject) == nil else { throw Refusal.conflict(CharterWords.openAlready) }
            present.state = .adopted
            (present.keptAt, present.keptReason) = (now, reason)
            present.reviewAt = try now + db.driftLimits(of: subject.networkID).renewalTime
            try db.save(present)
            if subject.kind == .network {
                try DriftActs.lookedAt(subject.networkID, by: viewer, members, db)
                // Everybody is asked now: nobody is asked the same beside it.
                try drift.endRound(of: subject.networkID, consents, by: viewer, now, db)
            }
            try record(.charterKept, present, by: viewer, db)
            let speakers = Set(try CharterActs.voices(of: subject, db).voices.flatMap(\.speakers))
            return (present, speakers.subtracting([viewer.member?.id].compactMap { $0 }).sorted())
        }
        try await ask(asked, about: version, CharterWords.mailKept(reason), to: "/stances")
        return version
    }

    /// Its time is over.
    func beginReview(_ due: CharterVersion, now: Int64, _ db: any Connection) throws {
        guard var version = try db.charter(of: due.subject, number: due.number), version.state == .adopted,
            let at = version.reviewAt, at <= now
        else { return }
        version.state = .review
        try db.save(version)
        try record(.charterReviewed, version, by: CharterActs.system, db)
        // Of the network's own whoever convened it hears by the alert that it is time to agree anew.
        guard version.subject.kind == .team else { return }
        try members.tell(
            version.convenerID, in: version.networkID, CharterWords.title, CharterWords.mailReview,
            to: CharterActs.path(of: version.subject), db)
    }
}
