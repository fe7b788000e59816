internal import Database
internal import Engine

/// How papers were counted, as the page of a proposal shows it: a table always, a picture where it helps.
struct BallotResultParts {
    let frame: Frame
    let proposal: Proposal
    let options: [ProposalOption]
    let detail: BallotDetail
    /// Options that won.
    let winners: Set<String>
    let zone: String
    /// How it came out without those who came lately; nothing where that is not told.
    var without: ProposalTally.Without?
    /// And without newcomers.
    var withoutNewcomers: ProposalTally.Without?

    private var places: [String: ProposalOption] {
        Dictionary(options.map { ($0.id.description, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func name(_ option: ProposalOption) -> String {
        frame(BallotParts(frame: frame, zone: zone).name(of: option))
    }
    private func name(_ id: String) -> String { places[id].map(name) ?? "" }
    private func names(_ ids: [String]) -> String {
        ids.map(name).joined(separator: frame.language == .zh ? "、" : ", ")
    }

    var html: HTML {
        if detail.isTooFew { return "<p class=\"note\">\(frame(BallotWords.tooFew))</p>" }
        guard detail.papers > 0 else { return "<p class=\"empty\">\(frame(BallotResultWords.none))</p>" }
        let papers = frame(BallotResultWords.papers(detail.papers, detail.voices))
        guard !options.isEmpty else { return "<p class=\"small\">\(papers)</p>\(recent)" }
        return """
            <section class="card stack"><h2>\(frame(BallotResultWords.title))</h2>\
            <p>\(frame(ProposalMethodWords.rule(of: proposal.method)))</p><p class="small">\(papers)</p>\
            \(table)\(picture)\(shares)\(rounds)\(pairs)\(tie)\(recent)</section>
            """
    }

    // MARK: The table

    /// In the order of the result as far as figures say it: those that won first.
    private var rows: [BallotDetail.Row] {
        detail.rows.enumerated().sorted { one, other in
            let (left, right) = (winners.contains(one.element.option), winners.contains(other.element.option))
            return left != right ? left : one.offset < other.offset
        }.map(\.element)
    }

    private var table: HTML {
        let columns = BallotResultWords.columns(of: proposal.method)
        let heads = columns.map { "<th scope=\"col\" class=\"num\">\(frame($0))</th>" as HTML }
        let body = rows.map { row -> HTML in
            let won: HTML =
                winners.contains(row.option)
                ? " <span class=\"badge good\">\(frame(BallotResultWords.winner))</span>" : ""
            let quarter: HTML =
                proposal.method == .matrix
                ? " <span class=\"badge\">\(frame(BallotResultWords.name(of: row.quarter)))</span>" : ""
            let cells = zip(columns, row.figures).enumerated().map { place, cell -> HTML in
                "<td role=\"cell\" class=\"num\" data-label=\"\(frame(cell.0))\">\(figure(cell.1, place))</td>"
            }
            return """
                <tr role="row"><th scope="row">\(frame.said(name(row.option)))\(won)\(quarter)</th>\(cells)</tr>
                """
        }
        return """
            <table class="data" role="table"><thead><tr role="row"><th scope="col">\(frame(BallotResultWords.option))</th>\
            \(heads)</tr></thead><tbody>\(body)</tbody></table>
            """
    }

    private func figure(_ value: Double?, _ place: Int) -> String {
        guard let value else { return "–" }
        if proposal.method == .majorityJudgment, place == 0 {
            return BallotGrade(rawValue: Int(value)).map { frame(BallotWords.name(of: $0)) } ?? "–"
        }
        return BallotResultParts.decimal(value)
    }

    /// Two digits behind the point at most.
    static func decimal(_ value: Double) -> String {
        Format.quantity(Int64((value * 100).rounded()) * 10)
    }

    // MARK: Beside it

    private var tie: HTML {
        guard !detail.alike.isEmpty, let rule = detail.partedBy.flatMap(TieBreak.init(rawValue:)) else { return "" }
        return
            "<p class=\"note\">\(frame(BallotResultWords.parted(ProposalTieWords.rule(of: proposal.method, rule), names(detail.alike))))</p>"
    }

    /// With and without newcomers, and those who may all have come by one deceived vouch.
    private var recent: HTML {
        if proposal.terms.isSecret { return "<p class=\"small\">\(frame(ProposalPageWords.secretRecent))</p>" }
        return again(withoutNewcomers, ProposalPageWords.withoutNewcomers)
            + again(without, ProposalPageWords.withoutRecent(without?.left ?? 0))
    }

    private func again(_ without: ProposalTally.Without?, _ words: Text) -> HTML {
        guard let without else { return "" }
        let label = frame(MemberWords.label(words))
        let same = frame(ProposalPageWords.sameWithoutRecent), none = frame(ProposalPageWords.noneWithoutRecent)
        let won = without.winners.isEmpty ? none : names(without.winners)
        return "<p class=\"small\">\(label)\(frame.said(Set(without.winners) == Set(detail.winners) ? same : won))</p>"
    }

    private var shares: HTML {
        guard let budget = detail.budget, let spent = detail.spent, let greedy = detail.greedy else { return "" }
        let unit = proposal.terms.ballot.budgetUnit
        let isSame = Set(greedy) == winners
        let other: HTML =
            isSame
            ? "<p>\(frame(BallotResultWords.same))</p>"
            : """
            <p>\(frame(BallotResultWords.greedyHow(detail.greedySpent ?? 0, unit)))</p>\
            <ul>\(greedy.map { "<li>\(frame.said(name($0)))</li>" as HTML })</ul>
            """
        return """
            <p>\(frame(BallotResultWords.spent(spent, budget, unit)))</p><h3>\(frame(BallotResultWords.greedy))</h3>\(other)
            """
    }

    private var rounds: HTML {
        guard let rounds = detail.rounds else { return "" }
        let heads = rounds.indices.map {
            "<th scope=\"col\" class=\"num\">\(frame(BallotResultWords.round($0 + 1)))</th>" as HTML
        }
        let rows = options.enumerated().map { place, option -> HTML in
            let cells = rounds.map { round -> HTML in
                let votes = round.votes[place].map(BallotResultParts.decimal) ?? "–"
                let out: HTML =
                    round.dropped == option.id.description ? " <small>\(frame(BallotResultWords.isOut))</small>" : ""
                return "<td class=\"num\">\(votes)\(out)</td>"
            }
            return "<tr><th scope=\"row\">\(frame.said(name(option)))</th>\(cells)</tr>"
        }
        return wide(BallotResultWords.rounds, nil, heads, rows)
    }

    private var pairs: HTML {
        guard let pairwise = detail.pairwise, pairwise.count == options.count else { return "" }
        // By number: names of all options side by side have no room on a phone.
        let heads = options.map { "<th scope=\"col\" class=\"num\" title=\"\(name($0))\">\($0.number)</th>" as HTML }
        let rows = options.indices.map { row -> HTML in
            let cells = options.indices.map { column -> HTML in
                guard row != column else { return "<td class=\"num\">–</td>" }
                let (mine, theirs) = (pairwise[row][column], pairwise[column][row])
                let count: HTML = mine > theirs ? "<strong>\(mine)</strong>" : "\(mine)"
                return "<td class=\"num\">\(count)</td>"
            }
            return """
                <tr><th scope="row">\(options[row].number). \(frame.said(name(options[row])))</th>\(cells)</tr>
                """
        }
        return wide(BallotResultWords.pairs, BallotResultWords.pairsHow, heads, rows)
    }

    private func wide(_ title: Text, _ how: Text?, _ heads: [HTML], _ rows: [HTML]) -> HTML {
        let how: HTML = how.map { "<p class=\"small\">\(frame($0))</p>" } ?? ""
        return """
            <h3>\(frame(title))</h3>\(how)<div class="scroll" tabindex="0" role="region" aria-label="\(frame(title))">\
            <table><thead><tr><th scope="col">\(frame(BallotResultWords.option))</th>\(heads)</tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    /// Importance upwards, effort to the right; each item by its number. The table has the same figures.
    private var picture: HTML {
        guard proposal.method == .matrix else { return "" }
        let side = 300.0, step = side / Double(BallotPaperRules.scale - 1)
        func at(_ value: Double) -> Double { (value - 1) * step }
        let marks = detail.rows.compactMap { row -> HTML? in
            guard row.figures.count > 4, let importance = row.figures[1], let effort = row.figures[4],
                let option = places[row.option]
            else { return nil }
            let (x, y) = (Int(24 + at(effort)), Int(24 + side - at(importance)))
            return """
                <circle class="s1" cx="\(x)" cy="\(y)" r="6"/><text x="\(x + 9)" y="\(y + 4)">\(option.number)</text>
                """
        }
        let middle = Int(24 + side / 2), end = Int(24 + side)
        return """
            <figure class="chart"><svg viewBox="0 0 360 352" role="img" aria-label="\(frame(BallotResultWords.chart))">\
            <rect class="gridline" x="24" y="24" width="\(Int(side))" height="\(Int(side))"/>\
            <path class="gridline" d="M\(middle) 24V\(end)M24 \(middle)H\(end)"/>\(marks)\
            <text x="24" y="16">↑ \(frame(BallotResultWords.more))</text>\
            <text x="\(end)" y="344" text-anchor="end">\(frame(BallotResultWords.harder)) →</text></svg></figure>
            """
    }
}

extension BallotActs {
    func paper(
        _ file: ProposalFile, _ voice: ProposalVoice, _ frame: Frame, _ network: Network
    ) async throws -> HTML {
        guard let person = frame.ask.viewer.personID else { return "" }
        let proposal = file.proposal
        let own = try await database.read { db in try self.file(proposal, voice, for: person, db) }
        let parts = BallotParts(frame: frame, zone: own.zone)
        let isClosed = proposal.terms.isSecret && own.isCast
        let words = own.isCast ? BallotWords.toChange : BallotWords.toPaper
        let state =
            own.isCast ? (proposal.terms.isSecret ? BallotWords.isCastSecret : BallotWords.isCast) : BallotWords.notYet
        let whose: HTML =
            file.own.count > 1 ? "<h3>\(frame(BallotWords.forVoice(voice.name)))</h3>" : ""
        let way: HTML =
            isClosed || !proposal.state.isAnswered
            ? ""
            : """
            <p><a class="btn main" href="/n/\(network.slug)/proposals/\(proposal.id)/ballot?voice=\(voice.id)">\(frame(words))</a></p>
            """
        let choices: HTML =
            own.isCast || own.options.isEmpty ? "" : "<ol>\(own.options.map { choice($0, proposal, parts) })</ol>"
        return """
            <section class="card main-thing"><h2>\(frame(BallotWords.title))</h2>\(whose)<p>\(frame(state))</p>\(choices)\(parts.said(own))\
            \(parts.passing(own))\(way)\(parts.foldedSecrecy, if: proposal.terms.isSecret)</section>
            """
    }

    private func choice(_ option: ProposalOption, _ proposal: Proposal, _ parts: BallotParts) -> HTML {
        let cost: HTML =
            option.cost.map {
                " <small>\(parts.frame(BallotWords.costs($0, proposal.terms.ballot.budgetUnit)))</small>"
            } ?? ""
        return "<li>\(parts.frame.said(parts.frame(parts.name(of: option))))\(cost)</li>"
    }

    func result(_ file: ProposalFile, _ frame: Frame, _ network: Network) -> HTML {
        guard let detail = BallotDetail.decode(file.outcome?.tally.detail ?? file.tally?.detail) else { return "" }
        return BallotResultParts(
            frame: frame, proposal: file.proposal, options: file.options, detail: detail,
            winners: file.outcome.map { Set($0.winners.map(\.description)) } ?? Set(detail.winners),
            zone: LocalClock.usual, without: (file.outcome?.tally ?? file.tally)?.withoutRecent,
            withoutNewcomers: (file.outcome?.tally ?? file.tally)?.papersWithoutNewcomers
        ).html
    }
}
