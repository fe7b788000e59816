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
        try hideThanks(of: "network_id = \(network) AND member_id = \(member)")
    }

    /// Nothing of thanks and certificates is shown of whoever has left.
    private func hideThanks(of members: SQL) throws {
        try execute("DELETE FROM thanks_choices WHERE \(members)")
        try execute("UPDATE badges SET is_shown = \(false) WHERE \(members)")
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

    func hasLeft(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships WHERE network_id = \(network) AND id = \(member)
                AND state = \(Membership.State.left)
            """, as: Int64.self) != nil
    }

    /// Whether a member hears of what goes on here: not once they have left, nor while they are kept from taking part.
    func hears(_ member: ID, in network: ID) throws -> Bool {
        try value(
            """
            SELECT 1 FROM memberships WHERE network_id = \(network) AND id = \(member)
                AND state NOT IN (\(Membership.State.left), \(Membership.State.suspended))
            """, as: Int64.self) != nil
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
        try forgetOwnRobot(of: person)
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
        try forgetThanks(of: person)
        try forgetShares(of: person)
        try forgetCards(of: person)
        try forgetDoings(of: person)
        try forgetStances(of: person, at: now)
        try forgetAnswers(of: person)
        try forgetConversations(of: person)
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

    /// The ledger goes; of a certificate stays the bit that says whether it was revoked, and no page.
    private func forgetThanks(of person: ID) throws {
        let members: SQL = "member_id IN (SELECT id FROM memberships WHERE person_id = \(person))"
        try hideThanks(of: members)
        try execute("DELETE FROM awards WHERE \(members)")
        try execute(
            """
            UPDATE badges SET evidence = '', salt = '', reason = NULL, shows_name = \(false), has_mail = \(false)
            WHERE \(members)
            """)
    }

    /// What somebody could do, and when; what they had learnt.
    private func forgetVolunteer(of person: ID) throws {
        try forgetSmallTasks(of: person)
        try forgetPlanning(of: person)
        let tables: [SQL] = [
            "volunteers", "volunteer_skills", "availabilities", "training_passes", "training_tries", "askings",
            "contact_ledger",
        ]
        for table in tables {
            try execute(
                "DELETE FROM \(table) WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        }
    }

    /// For what somebody was thought of in plans.
    private func forgetPlanning(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        try execute("DELETE FROM plan_rows WHERE member_id IN (\(members))")
        try execute(
            "UPDATE plan_rows SET next_member_id = NULL, next_km = NULL WHERE next_member_id IN (\(members))")
    }

    /// What somebody found out in small tasks goes with them, and can be done anew; what they said of others' stays without them.
    private func forgetSmallTasks(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        let tasks: SQL = "SELECT id FROM small_tasks WHERE doer_id IN (\(members))"
        try execute("DELETE FROM clocks WHERE object = \(Clock.Object.smallTask) AND object_id IN (\(tasks))")
        try execute("DELETE FROM small_checks WHERE task_id IN (\(tasks))")
        try execute("DELETE FROM small_skips WHERE task_id IN (\(tasks)) OR member_id IN (\(members))")
        try execute("UPDATE small_checks SET words = NULL WHERE member_id IN (\(members))")
        try execute("UPDATE small_checks SET decided_words = NULL WHERE decided_by IN (\(members))")
        try execute("DELETE FROM small_tasks WHERE doer_id IN (\(members))")
        try execute("UPDATE small_tasks SET lock_by = NULL, lock_until = 0 WHERE lock_by IN (\(members))")
    }

    /// What somebody showed of themselves to everybody, and where their name stood.
    private func forgetCards(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        try execute(
            """
            DELETE FROM record_voices WHERE member_id IN (\(members)) OR record_id IN
                (SELECT id FROM public_records WHERE kind = 'member' AND subject_id IN (\(members)))
            """)
        try execute("DELETE FROM public_records WHERE kind = 'member' AND subject_id IN (\(members))")
        try execute(
            """
            DELETE FROM hidings WHERE kind = 'card'
                AND text_id IN (SELECT id FROM volunteer_cards WHERE member_id IN (\(members)))
            """)
        try execute("DELETE FROM volunteer_cards WHERE member_id IN (\(members))")
    }

    /// What somebody answered to sheets of questions, and what they said for themselves that a word means; what was counted names
    /// nobody and stays.
    private func forgetAnswers(of person: ID) throws {
        try execute(
            "DELETE FROM sheet_answers WHERE member_id IN (SELECT id FROM memberships WHERE person_id = \(person))")
        let meanings: SQL = """
            FROM term_meanings WHERE organisation_id IS NULL
                AND member_id IN (SELECT id FROM memberships WHERE person_id = \(person))
            """
        // The reason of a hiding may say of what it was; so with what was suggested, which nobody reads any more.
        try execute("DELETE FROM hidings WHERE kind = 'term' AND text_id IN (SELECT id \(meanings))")
        try execute(
            """
            DELETE FROM hidings WHERE kind = 'suggestion'
                AND text_id IN (SELECT id FROM charter_suggestions WHERE person_id = \(person))
            """)
        try execute("DELETE \(meanings)")
    }

    /// What somebody said that they do, who helped them with it, and with what they could help.
    private func forgetDoings(of person: ID) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        let own: SQL = "SELECT id FROM doings WHERE member_id IN (\(members))"
        try execute("DELETE FROM doing_hands WHERE member_id IN (\(members)) OR doing_id IN (\(own))")
        try execute("DELETE FROM hidings WHERE kind = 'doing' AND text_id IN (\(own))")
        try execute("UPDATE doings SET what = '' WHERE member_id IN (\(members))")
    }

    /// Why somebody answered as they did; that they answered stays, as a former member's.
    private func forgetStances(of person: ID, at now: Int64) throws {
        let members: SQL = "SELECT id FROM memberships WHERE person_id = \(person)"
        // The reason of a hiding may say of what it was.
        try execute(
            """
            DELETE FROM hidings WHERE kind = 'reason' AND text_id IN (
                SELECT id FROM proposal_advice WHERE member_id IN (\(members))
                UNION ALL SELECT id FROM proposal_waits WHERE by_id IN (\(members))
                UNION ALL SELECT id FROM proposal_stances WHERE by_id IN (\(members))
                UNION ALL SELECT text_id FROM proposal_stance_log WHERE by_id IN (\(members)) AND text_id IS NOT NULL
                UNION ALL SELECT s.text_id FROM charter_stances s WHERE s.person_id = \(person) AND NOT EXISTS (
                    SELECT 1 FROM charter_stances t WHERE t.network_id = s.network_id AND t.text_id = s.text_id
                        AND t.is_latest AND t.person_id <> \(person)))
            """)
        try execute("DELETE FROM proposal_advice WHERE member_id IN (\(members))")
        try execute("DELETE FROM proposal_waits WHERE by_id IN (\(members))")
        let tables: [SQL] = ["proposal_stances", "proposal_stance_log"]
        for table in tables { try execute("UPDATE \(table) SET reason = NULL WHERE by_id IN (\(members))") }
        // Papers count on without a name. What was passed on ends; that it once held stays, as a former member's: what was counted
        // by it is counted again, for ever.
        try execute(
            """
            UPDATE delegations SET until_at = \(now)
            WHERE until_at IS NULL AND (from_id IN (\(members)) OR to_id IN (\(members)))
            """)
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
