internal import Database

/// The page on which a paper is filled in.
struct BallotPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    private func address(_ proposal: Proposal) -> String { "/n/\(network.slug)/proposals/\(proposal.id)" }

    func page(_ file: BallotFile) -> HTML {
        let proposal = file.proposal, fields = Fields(frame, form, problems), isDone = frame.ask.query["done"] == "1"
        let done: HTML =
            isDone ? frame.toast(proposal.terms.isSecret ? BallotWords.isCastSecret : BallotWords.isCast) : ""
        return frame.page(
            BallotWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(BallotWords.title))</h1>\(done)\(fields.summary)\
            <p class="lead">\(frame.said(frame(proposal.title)))</p>\(about(file))\(paper(file, fields))\
            <p><a class="btn" href="\(address(proposal))">\(frame(BallotWords.back))</a></p></div>
            """)
    }

    private func about(_ file: BallotFile) -> HTML {
        let proposal = file.proposal, parts = BallotParts(frame: frame, zone: file.zone)
        let voice: HTML =
            file.voice.kind == .organisation
            ? "<p class=\"note\">\(frame(BallotWords.forVoice(file.voice.name)))</p>" : ""
        let tie: HTML =
            ProposalTieWords.rule(of: proposal).map {
                "<p class=\"small\">\(frame(MemberWords.label(ProposalPageWords.tie)))\(frame($0))</p>"
            } ?? ""
        return """
            \(voice)<p>\(frame(ProposalMethodWords.rule(of: proposal.method)))</p>\(tie)\
            <p class="small">\(frame(BallotWords.closes(proposal.closesAt)))</p>\
            \(parts.secrecy, if: proposal.terms.isSecret)\(parts.passing(file))\
            \(ProposalParts(frame: frame).tests(of: proposal))
            """
    }

    private func paper(_ file: BallotFile, _ fields: Fields) -> HTML {
        let proposal = file.proposal
        if proposal.terms.isSecret, file.isCast {
            return "<p class=\"note\">\(frame(BallotWords.isInBox))</p>"
        }
        let words = file.isCast ? BallotWords.castAgain : BallotWords.cast
        return """
            <form method="post" action="\(address(proposal))/ballot" class="stack card">\(frame.hidden)\
            <input type="hidden" name="voice" value="\(file.voice.id)">\(BallotFields(file: file, fields: fields).html)\
            \(sure(fields), if: proposal.terms.isSecret)\(fields.button(words))</form>
            """
    }

    private func sure(_ fields: Fields) -> HTML {
        let isTicked = fields.form["sure"] == "1"
        let error: HTML =
            problems.first { $0.field == "sure" }.map { "<span class=\"err\">\(frame($0.message))</span>" } ?? ""
        return """
            <div class="field" id="f-sure">\(error)<label class="option"><input type="checkbox" name="sure" value="1"\
            \(" checked", if: isTicked)> \(frame(BallotWords.sure))</label></div>
            """
    }
}

/// Pieces that stand on the page of a paper and on that of its proposal.
struct BallotParts {
    let frame: Frame
    /// The reader's own time zone.
    let zone: String

    /// An option as it is called; of a time the day and hour on the reader's clock.
    func name(of option: ProposalOption) -> Text {
        guard let start = option.startsAt else { return .verbatim(option.words) }
        let clock = LocalClock(zone), language = frame.language
        // What `Format` writes for the network's zone, of the wall clock of another.
        let day = Format.moment(clock.wall(start) - 8 * Time.hour, in: language)
        let weekday = BallotTimeWords.weekday(clock.hourOfWeek(start) / 24)(language)
        let end = option.endsAt.map { "–" + clock.time($0) } ?? ""
        // What was typed to say the time is said already.
        let isMoment = option.words.allSatisfy { $0.isNumber || "-:/.TZ ".contains($0) }
        return .verbatim(
            [weekday, day + end, isMoment ? "" : option.words].filter { !$0.isEmpty }.joined(separator: " "))
    }

    /// The same, folded away where it stands beside other things.
    var foldedSecrecy: HTML {
        """
        <details class="more"><summary>\(frame(BallotTimeWords.secretInShort))</summary><p>\(frame(BallotWords.secretHow))</p>\
        <p>\(frame(BallotWords.secretLimits))</p><p>\(frame(BallotWords.noReceipt))</p></details>
        """
    }

    /// How a secret ballot is kept, and what it can't do.
    var secrecy: HTML {
        """
        <section class="note"><h2>\(frame(BallotWords.secretTitle))</h2><p>\(frame(BallotWords.secretHow))</p>\
        <details class="more"><summary>\(frame(BallotTimeWords.limits))</summary><p>\(frame(BallotWords.secretLimits))</p>\
        <p>\(frame(BallotWords.noReceipt))</p></details></section>
        """
    }

    /// For whom it counts besides, or who speaks for it.
    func passing(_ file: BallotFile) -> HTML {
        let carries: HTML =
            file.carries.isEmpty ? "" : "<p class=\"note\">\(frame(BallotWords.carries(file.carries)))</p>"
        let passed: HTML = file.passedTo.map { "<p class=\"note\">\(frame(BallotWords.isPassedOn($0)))</p>" } ?? ""
        return carries + passed
    }

    /// What an open paper says.
    func said(_ file: BallotFile) -> HTML {
        guard let paper = file.paper else { return "" }
        let marks = Dictionary(paper.marks.map { ($0.option, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = file.options.compactMap { option -> HTML? in
            guard let mark = marks[option.id] else { return nil }
            let value = value(mark, file.proposal.method)
            let words: HTML = value.isEmpty ? "" : " – \(value)"
            return "<li>\(frame.said(frame(name(of: option))))\(words)</li>"
        }
        let none: HTML = "<p>\(frame(BallotWords.yours)) \(frame(BallotWords.saidNone))</p>"
        return rows.isEmpty ? none : "<p>\(frame(BallotWords.yours))</p><ul>\(rows)</ul>"
    }

    private func value(_ mark: BallotMark, _ method: ProposalMethod) -> String {
        switch method {
        case .approval, .equalShares: ""
        case .timePoll: frame(BallotWords.name(of: mark.value))
        case .majorityJudgment: BallotGrade(rawValue: mark.value).map { frame(BallotWords.name(of: $0)) } ?? ""
        case .ranked, .instantRunoff: frame(BallotWords.place(mark.value))
        case .matrix:
            "\(frame(BallotWords.importance)) \(mark.value), \(frame(BallotWords.effort)) \(mark.effort ?? 0)"
        default: String(mark.value)
        }
    }
}
