internal import Database

/// What a network does, in numbers: of some days.
struct MechanismFigures: Sendable, Equatable, Codable {
    let from: Int64
    let until: Int64
    /// Needs that came.
    var needs = 0
    /// First answers given, and how many of them within the time for their urgency.
    var answered = 0
    /// Of these, those for which it is known whether they came in time; where it is not said, all.
    var judged: Int?
    var inTime = 0
    /// Needs that wait for a first answer beyond their time.
    var late = 0
    /// What those who were answered waited, in the middle.
    var median: Int64?
    /// Needs that ended with what was asked for, and those that ended without.
    var met = 0
    var unmet = 0

    /// Of a hundred first answers that were due, so many came in time; nothing where none was due.
    var share: Int? {
        let due = (judged ?? answered) + late
        return due == 0 ? nil : inTime * 100 / due
    }
}

/// The figures of now, with who is on duty.
struct LiveFigures: Sendable {
    /// Needs since the network began.
    var inAll = 0
    var open = 0
    var onDuty = 0
    var month: MechanismFigures
    /// Since the present version was published; nothing where there is none.
    var since: MechanismFigures?
}

/// What everybody may read and costs more than a page.
struct MechanismCounts: Sendable {
    let facts: MechanismFacts
    let figures: LiveFigures
    let steps: [MechanismStep]
}

extension Connection {
    /// What a network did from `start` to `end`. Whether an answer came in time was settled when it came: by the clock of that day.
    func mechanismFigures(of network: ID, from start: Int64, until end: Int64) throws -> MechanismFigures {
        var figures = MechanismFigures(from: start, until: end)
        let earliest = ID(milliseconds: start, entropy: (0, 0))
        figures.needs =
            try value("SELECT count(*) FROM needs WHERE network_id = \(network) AND id >= \(earliest)") ?? 0
        let answers = answers(of: network, since: start)
        let found = try first(
            "SELECT count(*), count(n.is_in_time), count(CASE WHEN n.is_in_time THEN 1 END) \(answers)"
        ) { (answered: try $0[0] as Int, judged: try $0[1] as Int, inTime: try $0[2] as Int) }
        figures.answered = found?.answered ?? 0
        figures.judged = found?.judged
        figures.inTime = found?.inTime ?? 0
        if figures.answered > 0 {
            figures.median = try value(
                """
                SELECT n.answered_at - n.created_at \(answers)
                ORDER BY n.answered_at - n.created_at LIMIT 1 OFFSET \(figures.answered / 2)
                """)
        }
        figures.late =
            try value(
                """
                SELECT count(*) FROM needs WHERE network_id = \(network) AND phase = 0
                    AND state = \(Need.State.submitted) AND due_at < \(end)
                """) ?? 0
        // Answered at the desk, and nobody has reached her yet.
        figures.late +=
            try value(
                """
                SELECT count(*) FROM needs WHERE network_id = \(network) AND answered_at IS NULL
                    AND answer_due IS NOT NULL AND answer_due < \(end) AND phase < 3 AND round = 0
                    AND state <> \(Need.State.submitted)
                """) ?? 0
        try countEnded(since: start, in: network, &figures)
        return figures
    }

    /// First answers since `start`. What waited for one a month longer is told by no figure of these days.
    private func answers(of network: ID, since start: Int64) -> SQL {
        let earliest = ID(milliseconds: max(0, start - MechanismRules.reach), entropy: (0, 0))
        return """
            FROM needs n WHERE n.network_id = \(network) AND n.id >= \(earliest) AND n.answered_at > \(start)
            """
    }

    /// Needs that ended in these days and stand so still. What moved them later is another matter: their events say when.
    private func countEnded(since start: Int64, in network: ID, _ figures: inout MechanismFigures) throws {
        let earliest = ID(milliseconds: start, entropy: (0, 0))
        // The phases stand as they are, so that each fits its index.
        for phase: SQL in ["n.phase = 2", "n.phase = 3"] {
            let ended = try query(
                """
                SELECT n.state, count(*) FROM needs n
                WHERE n.network_id = \(network) AND \(phase) AND n.changed_at > \(start)
                    AND n.state IN ('confirmed', 'closed', 'unmet', 'expired') AND EXISTS (SELECT 1 FROM events e
                        WHERE e.network_id = n.network_id AND e.object_id = n.id AND e.id >= \(earliest) AND e.at > \(start)
                            AND e.kind = CASE WHEN n.state = 'closed' THEN 'confirmed' ELSE n.state END)
                GROUP BY n.state ORDER BY n.state
                """
            ) { (state: try $0[0] as Need.State, count: try $0[1] as Int) }
            for (state, count) in ended {
                if state == .confirmed || state == .closed { figures.met += count } else { figures.unmet += count }
            }
        }
    }
}
