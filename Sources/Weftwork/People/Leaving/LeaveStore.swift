internal import Database

enum LeaveStore {
    static let migration = Migration(
        "2026-11-25 leaving",
        [
            "ALTER TABLE persons ADD COLUMN forget_at \(.int)",
            "CREATE INDEX persons_forget ON persons (forget_at) WHERE forget_at IS NOT NULL",
            // Which keys were destroyed on demand: kept apart as a file, too, and applied after every restore.
            "CREATE TABLE forgotten (subject_id \(.id) PRIMARY KEY, at \(.int) NOT NULL) \(.keyed)",
            "CREATE INDEX forgotten_at ON forgotten (at)",
        ])
}

extension Connection {
    func leave(_ member: ID, in network: ID, at now: Int64) throws {
        try execute(
            """
            UPDATE memberships SET state = \(Membership.State.left), left_at = \(now), roles = ''
            WHERE network_id = \(network) AND id = \(member)
            """)
    }

    func leftAt(_ member: ID, in network: ID) throws -> Int64? {
        try value("SELECT left_at FROM memberships WHERE network_id = \(network) AND id = \(member)")
    }

    /// Whoever left while they were suspended comes back suspended.
    func returnMember(_ member: ID, in network: ID) throws {
        let state = try suspension(of: member, in: network) == nil ? Membership.State.active : .suspended
        try execute(
            """
            UPDATE memberships SET state = \(state), left_at = NULL WHERE network_id = \(network) AND id = \(member)
            """)
    }

    func forgetAt(of person: ID) throws -> Int64? {
        try value("SELECT forget_at FROM persons WHERE id = \(person)")
    }

    func setForget(_ person: ID, at moment: Int64?) throws {
        try execute("UPDATE persons SET forget_at = \(moment) WHERE id = \(person)")
    }

    func accountsToForget(by now: Int64, limit: Int) throws -> [ID] {
        try query("SELECT id FROM persons WHERE forget_at <= \(now) ORDER BY forget_at LIMIT \(limit)") { try $0[0] }
    }

    /// Destroys an account: its key, and with it everything sealed for it; what named it; every way into it. What it did stays,
    /// as done by a former member.
    ///
    /// - Parameters:
    ///   - blank: stands in place of the sealed address.
    ///   - hash: random; nobody is found by it.
    func forget(person: ID, name: String, blank: [UInt8], hash: [UInt8], at now: Int64) throws {
        try shredKey(of: person)
        try execute(
            """
            UPDATE persons SET name = \(name), email_sealed = \(blank), email_hash = \(hash), phone_sealed = NULL,
                phone_hash = NULL, channel_changed_at = NULL, forget_at = NULL
            WHERE id = \(person)
            """)
        try execute("DELETE FROM sessions WHERE person_id = \(person)")
        try execute("DELETE FROM tokens WHERE person_id = \(person)")
        try execute("DELETE FROM credentials WHERE person_id = \(person)")
        try execute("DELETE FROM devices WHERE person_id = \(person)")
        try execute("DELETE FROM foreign_identities WHERE person_id = \(person)")
        try execute("DELETE FROM security_log WHERE person_id = \(person)")
        try execute("DELETE FROM sign_ins WHERE person_id = \(person)")
        try forgetChannelChanges(of: person)
        try execute("DELETE FROM handles WHERE person_id = \(person)")
        try execute("DELETE FROM profile_fields WHERE person_id = \(person)")
        try execute("DELETE FROM spokespersons WHERE person_id = \(person)")
        try execute(
            "UPDATE invitations SET note = '' WHERE by_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try removePortrait(of: person)
        try forgetCertificates(of: person)
        try removeFiles(ofSubject: person)
        try execute(
            """
            UPDATE memberships SET skills = '', languages = '', area = NULL, roles = '', state = \(Membership.State.left)
            WHERE person_id = \(person)
            """)
        try forgetCompany(of: person)
        try execute("DELETE FROM visits WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try execute(
            """
            DELETE FROM pass_scans WHERE pass_id IN (SELECT p.id FROM passes p JOIN memberships m ON m.id = p.member_id
                WHERE m.person_id = \(person))
            """)
        try execute("DELETE FROM talk_choices WHERE person_id = \(person)")
        try execute(
            "DELETE FROM talk_follows WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try execute(
            "DELETE FROM talk_unread WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try execute("DELETE FROM conduct WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try execute("DELETE FROM passes WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        try forgetLooks(of: person)
        try forgetVolunteer(of: person)
        try execute(
            """
            INSERT INTO forgotten (subject_id, at) VALUES (\(person), \(now)) ON CONFLICT (subject_id) DO NOTHING
            """)
    }

    /// Who looked at how somebody was reached, that their own looks were stopped, why their text was hidden.
    private func forgetLooks(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        try execute("DELETE FROM profile_looks WHERE person_id = \(person)")
        try execute("DELETE FROM look_stops WHERE member_id IN (\(members))")
        try execute("DELETE FROM look_alerts WHERE member_id IN (\(members))")
        try execute("DELETE FROM hidings WHERE kind = 'profile' AND text_id IN (\(members))")
    }

    /// What somebody could do, and when; what they had learnt.
    private func forgetVolunteer(of person: ID) throws {
        for table in ["volunteers", "volunteer_skills", "availabilities", "training_passes", "training_tries"] as [SQL]
        {
            try execute(
                "DELETE FROM \(table) WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        }
    }

    /// Subjects forgotten on demand, the first first.
    func forgotten() throws -> [(subject: ID, at: Int64)] {
        try query("SELECT subject_id, at FROM forgotten ORDER BY at, subject_id") { (try $0[0], try $0[1]) }
    }

    func forgottenCount() throws -> Int { try value("SELECT count(*) FROM forgotten") ?? 0 }

    /// Forgets again what was forgotten after a backup was made; whether there was something to forget.
    func forgetAgain(_ subject: ID, name: String, blank: [UInt8], hash: [UInt8], at moment: Int64) throws -> Bool {
        let isOpen =
            try value(
                "SELECT 1 FROM subject_keys WHERE subject_id = \(subject) AND wrapped IS NOT NULL", as: Int64.self)
            != nil
        guard isOpen else { return false }
        if try self.name(of: subject) != nil {
            try forget(person: subject, name: name, blank: blank, hash: hash, at: moment)
        } else {
            try shredKey(of: subject)
            try execute(
                "INSERT INTO forgotten (subject_id, at) VALUES (\(subject), \(moment)) ON CONFLICT (subject_id) DO NOTHING"
            )
        }
        return true
    }
}
