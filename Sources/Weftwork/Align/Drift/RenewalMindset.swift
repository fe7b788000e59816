internal import Database

/// The mindset check that goes with a renewal: how people think of working together, held against the round before.
extension DriftActs {
    var questions: QuestionActs { QuestionActs(members: members, later: AlignSheets.all) }

    /// The round that runs, or a new one; nothing where too many sheets are open for another.
    ///
    /// - Parameter tells: whether those asked hear of it; where a renewal begins they hear of that.
    func mindsetRound(
        tells: Bool, by viewer: Viewer, in network: ID, now: Int64, _ db: any Connection
    ) throws -> ID? {
        try questions.round(of: AlignSheets.mindset, tells: tells, by: viewer, in: network, now: now, db)?.id
    }

    /// Of a renewal that none belongs to: it began before there was one, or too many sheets were open.
    func begin(mindsetOf old: Renewal, by viewer: Viewer, _ now: Int64, _ db: any Connection) throws {
        guard old.sheetID == nil else { return }
        let steps = try db.renewalSteps(of: old.id, in: old.networkID)
        guard DriftActs.mayBeginMindset(of: steps, viewer) else {
            throw Refusal.forbidden(RenewalWords.mindsetNotYours)
        }
        guard let sheet = try mindsetRound(tells: true, by: viewer, in: old.networkID, now: now, db) else {
            throw Refusal.conflict(RenewalWords.mindsetFull)
        }
        var renewal = old
        renewal.sheetID = sheet
        try db.save(renewal)
    }

    static func mayBeginMindset(of steps: [RenewalStep], _ viewer: Viewer) -> Bool {
        guard let member = viewer.member else { return false }
        let owns = steps.contains { $0.kind == .realign && $0.ownerID == member.id }
        return owns || Policy.allows(.keepDrift, viewer) || Policy.allows(.keepSheet, viewer)
    }
}

/// The check among the steps of a renewal: how it stands, and once it is closed where all lie, beside the round before.
struct RenewalMindset {
    let frame: Frame
    let network: Network
    let reading: RenewalReading

    private var root: String { "/n/\(network.slug)" }

    var html: HTML {
        guard let mindset = reading.mindset else { return missing }
        let sheet = mindset.sheet, isOpen = sheet.closedAt == nil
        let state = isOpen ? RenewalWords.mindsetIsOpen : RenewalWords.done
        let when: HTML =
            isOpen ? frame.clock(due: sheet.closesAt, start: sheet.openedAt) : frame.moment(sheet.closedAt ?? 0)
        let asks = mindset.mayAnswer && mindset.own == nil
        let way: HTML = """
            <p><a class="btn\(" main", if: asks)" href="\(root)/sheets/\(sheet.id)">\
            \(frame(asks ? RenewalWords.mindsetAnswer : RenewalWords.mindsetSee))</a></p>
            """
        return card(
            state,
            """
            <p class="small">\(frame(QuestionWords.round(sheet.round))) · \(frame(QuestionWords.answers(mindset.answers))) · \(when)</p>\
            \(result(mindset))\(way)
            """)
    }

    private func card(_ state: Text, _ body: HTML) -> HTML {
        """
        <li class="card" id="mindset"><div class="row spread"><h2>\(frame(MindsetWords.title))</h2>\
        <span class="badge">\(frame(state))</span></div><p>\(frame(RenewalWords.mindsetMeans))</p>\(body)</li>
        """
    }

    /// Over without one, it is not spoken of.
    private var missing: HTML {
        guard reading.renewal.isOpen else { return "" }
        let begin: HTML = """
            <form method="post" action="\(root)/renewals/\(reading.renewal.id)/actions">\(frame.hidden)\
            <button class="btn" name="action" value="mindset">\(frame(RenewalWords.mindsetBegin))</button></form>
            """
        let may = DriftActs.mayBeginMindset(of: reading.steps, frame.ask.viewer)
        return card(RenewalWords.mindsetMissing, "\(begin, if: may)")
    }

    // MARK: Where all lie

    private func result(_ mindset: SheetReading) -> HTML {
        switch mindset.result {
        case .failure(let reason): "<p>\(frame(QuestionWords.why(reason.why)))</p>"
        case .success(let result): spread(result, mindset)
        }
    }

    /// A row for each line: oneself and the network, now and in the round before.
    private func spread(_ result: SheetResult, _ mindset: SheetReading) -> HTML {
        let sides = [("own", MindsetWords.own), ("net", MindsetWords.network)], earlier = mindset.earlier
        let names = sides.flatMap { _, who -> [Text] in
            [RenewalWords.mindsetNow(who)]
                + (earlier.map { [RenewalWords.mindsetBefore(who, $0.sheet.round)] } ?? [])
        }
        let rows = MindsetWords.lines.enumerated().map { index, line -> HTML in
            let places = sides.flatMap { side, _ -> [Text] in
                let id = "\(side)\(index + 1)"
                return [place(id, result, mindset.sheet)] + (earlier.map { [place(id, $0.result, $0.sheet)] } ?? [])
            }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(MindsetWords.line(line.from, line.to)))</th>\
                \(DriftPages.cells(Array(zip(names, places)), frame))</tr>
                """
        }
        let heads = ([RenewalWords.mindsetLine] + names).map { "<th scope=\"col\">\(frame($0))</th>" as HTML }
        let first: HTML = "<p class=\"small\">\(frame(RenewalWords.mindsetFirst))</p>"
        return """
            <details class="more" open><summary>\(frame(RenewalWords.mindsetSpread))</summary>\
            <p class="small">\(frame(RenewalWords.mindsetScale))</p>\(first, if: mindset.sheet.afterID == nil)\
            <table class="data" role="table"><caption class="visually-hidden">\(frame(MindsetWords.title))</caption>\
            <thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table></details>
            """
    }

    private func place(_ id: String, _ result: SheetResult, _ sheet: Sheet) -> Text {
        guard let question = sheet.questions.first(where: { $0.id == id }),
            let spread = result.tallies.first(where: { $0.question == id })?.spread(question),
            let median = spread.median
        else { return DriftWords.unknown }
        let number = QuestionWords.number
        return RenewalWords.mindsetPlace(
            number(median), number(spread.lower ?? median), number(spread.upper ?? median))
    }
}
