internal import Database

/// What stands on the pages about calls: for the desk what to say, for her who calls and how she is reached.
struct CallParts {
    let frame: Frame

    // MARK: At the desk

    /// The call that somebody has to make, and calls that she has reported.
    func desk(_ file: CaseFile, path: String, _ fields: Fields) -> HTML {
        let mayCall = Policy.allows(.logCall, frame.ask.viewer, ties: file.ties)
        let mayAnswer = Policy.allows(.endReport, frame.ask.viewer, ties: file.ties)
        let call: HTML = mayCall ? file.call.map { card($0, file, path: path, fields.of("call")) } ?? "" : ""
        let reports = mayAnswer ? file.reports.filter { $0.closedAt == nil } : []
        return call + reports.map { report($0, path: path, fields.of("report\($0.id)")) }.joined()
    }

    private func card(_ call: CallItem, _ file: CaseFile, path: String, _ own: Fields) -> HTML {
        let topics = call.topics.map { "<li>\(frame(CallWords.topic($0)))</li>" as HTML }
        let outcomes = CallOutcome.allCases.map { ($0.rawValue, frame(CallWords.name(of: $0))) }
        let tries: HTML = call.tries > 0 ? "<p class=\"small\">\(frame(CallWords.tries(call.tries)))</p>" : ""
        return """
            <section class="card main-thing" id="call"><h2>\(frame.icon("phone"))\(frame(CallWords.title))</h2>\
            <p>\(frame(CallWords.why(call.why)))</p>\(tries)\(word(file))\(ReachParts(frame: frame).list(file.reachSteps))<h3>\(frame(CallWords.say))</h3><ul>\(topics)</ul>\
            <p class="small">\(frame(CallWords.neverAsk))</p>\
            <form method="post" action="\(path)/calls" class="stack">\(own.hidden)\
            \(own.choice("outcome", CallWords.outcome, outcomes))\(own.area("note", CaseWords.note, rows: 2))\
            \(own.button(CallWords.save))</form></section>
            """
    }

    /// What a caller says first.
    func word(_ file: CaseFile) -> HTML {
        file.checkWord.map { "<p>\(frame(CallWords.sayWord)) <strong class=\"code\">\(frame($0))</strong></p>" } ?? ""
    }

    private func report(_ report: CallReport, path: String, _ own: Fields) -> HTML {
        """
        <section class="card main-thing"><h2>\(frame.icon("alert"))\(frame(CallWords.answerReport))</h2>\
        <p class="small">\(frame.moment(report.at))</p>\
        <form method="post" action="\(path)/reports/\(report.id)" class="stack">\(own.hidden)\
        \(own.area("words", CallWords.answerWords, rows: 2, isRequired: true))\(own.button(CallWords.answerSend))</form></section>
        """
    }

    // MARK: On her page

    /// The word, who will call, who has, and the button against swindlers.
    func requester(_ file: CaseFile, _ fields: Fields) -> HTML {
        let own = fields.of("report"), code = file.need.code
        let calls = file.calls.map { call -> HTML in
            "<li>\(call.memberName) · \(frame(CallWords.outcome(call.outcome))) · \(frame.moment(call.at))</li>"
        }
        let list: HTML =
            calls.isEmpty ? "<p class=\"small\">\(frame(CallWords.nobodyCalled))</p>" : "<ul>\(calls)</ul>"
        let callers = file.callers
        let helpers = callers.helpers.joined(separator: frame(SiteWords.listComma))
        let will: HTML =
            callers.owner.map {
                """
                <p><strong>\(frame(CallWords.ownerCalls($0)))</strong></p>\
                \("<p>\(frame(CallWords.helpersCall(helpers)))</p>", if: !helpers.isEmpty)
                """
            } ?? ""
        let due: HTML = recent(file).map { "<p class=\"note\">\(frame.said(frame($0)))</p>" } ?? ""
        let isOpen = file.reports.contains { $0.closedAt == nil }
        let reported: HTML = isOpen ? "<p class=\"note\">\(frame(CallWords.reported))</p>" : ""
        let word: HTML =
            file.checkWord.map {
                """
                <h2>\(frame(CallWords.checkWord))</h2><p class="code">\(frame($0))</p>\
                <p class="small">\(frame(CallWords.checkWordHint))</p>
                """
            } ?? ""
        let form: HTML = """
            <form method="post" action="/t/\(code)/report" class="stack"\(frame.draft("report-\(file.need.id)"))>\(own.hidden)\
            <p class="small">\(frame(CallWords.reportHint))</p>\
            \(own.area("words", CallWords.reportWords, rows: 2))\(own.button(CallWords.reportSend, kind: "danger"))</form>
            """
        return """
            <section class="card">\(word)\(due)\(will)<h3>\(frame(CallWords.whoCalled))</h3>\(list)\(reported)\
            \(own.folded(CallWords.report, form))</section>
            """
    }

    /// While somebody is to call her about what stands here: by her own press, never by opening the page, the call is spared.
    func hasRead(_ file: CaseFile) -> HTML {
        guard let call = file.recentCall, call.closedAt == nil else { return "" }
        return """
            <section class="card main-thing" id="read"><p>\(frame.said(frame(CallWords.sparesCall(file.whoCalls))))</p>\
            <form method="post" action="/t/\(file.need.code)/read">\(frame.hidden)\
            <button class="btn main">\(frame.icon("check"))\(frame(CallWords.hasRead))</button></form></section>
            """
    }

    /// That somebody is to call her, or was; how a call ended stands in the list of those who called.
    private func recent(_ file: CaseFile) -> Text? {
        guard let call = file.recentCall else { return nil }
        let name = file.whoCalls
        if call.closedAt == nil { return CallWords.willCall(name) }
        return call.outcome == "read" ? CallWords.wasToCall(name, since: call.openedAt) : nil
    }

    /// How she wants to be reached, and by whom else she can be.
    func reach(_ file: CaseFile, _ fields: Fields, offersPhone: Bool) -> HTML {
        guard let secret = file.secret, file.need.state.isOpen else { return "" }
        let own = fields.of("reach"), code = file.need.code, reach = secret.reach ?? Reach()
        let channels = Reach.channels.filter { $0 != "sms" || offersPhone }
            .filter { $0 != "wechat" || secret.wechat != nil && frame.accountName != nil }
            .map { ($0, frame(CallWords.channel($0))) }
        let rhythms = Reach.rhythms.map { (String($0), frame(CallWords.rhythm($0))) }
        let form: HTML = """
            <form method="post" action="/t/\(code)/reach" class="stack">\(own.hidden)\
            \(own.select("channel", CallWords.channel, channels, chosen: reach.channel))\
            \(own.text("hours", CallWords.hours, value: reach.hours))\
            \(own.select("askEvery", CallWords.askEvery, rhythms, chosen: String(reach.askEvery)))\
            \(own.button(SettingsWords.save))</form>
            """
        return """
            <section class="card" id="reach"><h2>\(frame(CallWords.reach))</h2>\(others(secret, code))\(own.folded(CallWords.reach, form))\
            \(adding(fields.of("contact2"), code))\(WeChatParts(frame: frame).hers(file, secret))</section>
            """
    }

    private func others(_ secret: PrivatePart, _ code: String) -> HTML {
        guard secret.contacts.count > 1 else { return "" }
        let rows = secret.contacts.enumerated().map { index, contact -> HTML in
            """
            <li class="line"><span>\(contact.name) \(contact.phone) <small>\(frame.said(contact.hours ?? ""))</small></span>\
            <form method="post" action="/t/\(code)/contacts/\(index)/end">\(frame.hidden)\
            <button class="btn quiet">\(frame(CallWords.removeContact)) <span class="visually-hidden">\(contact.name) \(contact.phone)</span></button></form></li>
            """
        }
        return "<ul class=\"lines\">\(rows)</ul>"
    }

    private func adding(_ own: Fields, _ code: String) -> HTML {
        own.folded(
            CallWords.addContact,
            """
            <form method="post" action="/t/\(code)/contacts" class="stack">\(own.hidden)\
            \(own.text("name", AskWords.nameLabel))\
            \(own.text("phone", AskWords.phoneLabel, kind: "tel", mode: "tel", isRequired: true))\
            \(own.text("hours", CallWords.contactHours))\(own.button(CallWords.addContact))</form>
            """)
    }
}
