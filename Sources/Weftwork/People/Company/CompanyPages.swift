internal import Database

/// Pages of being side by side: what waits for one's word, whom one accompanies; small things to do.
struct CompanyPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var path: String { "\(root)/me/company" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    private func card(_ title: Text, _ rows: [HTML]) -> HTML {
        rows.isEmpty
            ? "" : "<section class=\"card\"><h2>\(frame(title))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }

    func page(_ reading: CompanyReading, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let offers = reading.offers.map { offer($0, reading) }
        let asked = reading.mentorships.filter { $0.acceptedAt == nil }.map { request($0, reading) }
        let mentees = reading.mentorships.filter { $0.acceptedAt != nil }.map { mentee($0, reading) }
        let done = reading.done.map { confirming($0, name: reading.names[$0.thing.memberID] ?? "", fields) }
        let newcomers = reading.newcomers.map { id -> HTML in
            "<li><a href=\"\(root)/members/\(id)\">\(frame.said(reading.names[id] ?? ""))</a></li>"
        }
        let none: HTML = reading.isEmpty ? "<p class=\"note\">\(frame(CompanyWords.nothing))</p>" : ""
        return frame.page(
            CompanyWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(CompanyWords.title))</h1>\(toast)\(fields.summary)\(none)\
            \(card(CompanyWords.beBuddy, offers))\(card(SmallThingWords.toConfirm, done))\(card(CompanyWords.beMentor, asked))\
            \(card(CompanyWords.newcomers, newcomers))\(card(CompanyWords.mentees, mentees))\
            <p class="row"><a class="btn quiet" href="\(root)/me/path">\(frame(GrowthWords.title))</a>\
            <a class="btn quiet" href="/me/profile#willing">\(frame(CompanyWords.willing))</a></p></div>
            """)
    }

    private func offer(_ offer: BuddyOffer, _ reading: CompanyReading) -> HTML {
        let reasons = offer.byID == nil ? offer.reasons.map(CompanyWords.name(of:)) : [CompanyWords.named]
        let why = reasons.map { frame($0) }.joined(separator: frame(SiteWords.listComma))
        let name = reading.names[offer.memberID] ?? ""
        return """
            <li><p><strong>\(frame.said(name))</strong></p><p class="small">\(frame(MemberWords.label(CompanyWords.because)))\(why)</p>\
            <p class="small">\(frame(CompanyWords.duty))</p>\(answer("\(path)/offers/\(offer.id)", name))</li>
            """
    }

    private func request(_ asked: Mentorship, _ reading: CompanyReading) -> HTML {
        let name = reading.names[asked.memberID] ?? ""
        return """
            <li><p><strong>\(frame.said(name))</strong></p>\(answer("\(path)/mentors/\(asked.id)", name))</li>
            """
    }

    private func answer(_ action: String, _ name: String) -> HTML {
        let whose: HTML = "<span class=\"visually-hidden\">\(frame.said(name))</span>"
        return """
            <form method="post" action="\(action)" class="row">\(frame.hidden)\
            <button class="btn main" name="accepts" value="yes">\(frame(CompanyWords.accept)) \(whose)</button>\
            <button class="btn" name="accepts" value="no">\(frame(CompanyWords.pass)) \(whose)</button></form>
            """
    }

    private func mentee(_ mentorship: Mentorship, _ reading: CompanyReading) -> HTML {
        let name = frame.said(reading.names[mentorship.memberID] ?? "")
        return """
            <li class="line"><a href="\(root)/members/\(mentorship.memberID)/path">\(name)</a>\
            <form method="post" action="\(path)/mentors/\(mentorship.id)/end">\(frame.hidden)\
            <button class="btn">\(frame(CompanyWords.end)) <span class="visually-hidden">\(name)</span></button></form></li>
            """
    }

    /// What somebody says they did, for a second person to confirm or send back.
    func confirming(_ done: CompanyReading.Done, name: String, _ fields: Fields) -> HTML {
        let thing = done.thing, own = fields.of("back\(thing.id)"), address = "\(path)/things/\(thing.id)"
        let back: HTML = """
            <form method="post" action="\(address)/back" class="stack">\(own.hidden)\
            \(own.area("words", SmallThingWords.backWords, rows: 2, isRequired: true))\(own.button(SmallThingWords.back))</form>
            """
        return """
            <li><p><strong>\(frame.said(name))</strong> \(frame(SmallThingWords.name(of: thing.kind)))</p>\
            <p class="prose">\(frame.said(done.words ?? ""))</p>\
            <form method="post" action="\(address)/confirm">\(frame.hidden)\
            <button class="btn main">\(frame(SmallThingWords.confirm)) <span class="visually-hidden">\(frame.said(name))</span></button></form>\
            \(own.folded(SmallThingWords.back, back))</li>
            """
    }

    // MARK: Small things

    /// - Parameter more: what others put at its head.
    func smallThings(
        _ reading: SmallThingsReading, more: HTML = "", _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let open = reading.things.filter(\.isOpen).map { mine($0, reading, fields) }
        let confirmed = reading.things.filter { !$0.isOpen }.map { thing -> HTML in
            """
            <li class="line"><span>\(frame(SmallThingWords.name(of: thing.kind)))</span><small>\(thing.confirmedAt.map(frame.moment) ?? "")</small></li>
            """
        }
        let offered = reading.offered.map { kind -> HTML in
            """
            <li><p><strong>\(frame(SmallThingWords.name(of: kind)))</strong> <small>\(frame(SmallThingWords.what(kind)))</small></p>\
            <form method="post" action="\(root)/me/small-things">\(frame.hidden)<button class="btn" name="kind" value="\(kind.rawValue)">\
            \(frame(SmallThingWords.take)) <span class="visually-hidden">\(frame(SmallThingWords.name(of: kind)))</span></button></form></li>
            """
        }
        return frame.page(
            SmallThingWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SmallThingWords.title))</h1>\(toast)\(fields.summary)\
            <p>\(frame(SmallThingWords.hint))</p>\(more)\(card(SmallThingWords.mine, open))\
            \(card(SmallThingWords.offered, offered))\(card(SmallThingWords.confirmed, confirmed))</div>
            """)
    }

    private func mine(_ thing: SmallThing, _ reading: SmallThingsReading, _ fields: Fields) -> HTML {
        let own = fields.of("done\(thing.id)"), address = "\(root)/me/small-things/\(thing.id)"
        let name = frame(SmallThingWords.name(of: thing.kind))
        let state: HTML =
            thing.doneAt == nil ? "" : " <span class=\"badge\">\(frame(SmallThingWords.waits))</span>"
        return """
            <li><p><strong>\(name)</strong>\(state) <small>\(frame(SmallThingWords.what(thing.kind)))</small></p>\
            <form method="post" action="\(address)/done" class="stack">\(own.hidden)\
            \(own.area("words", SmallThingWords.words, rows: 2, who: SmallThingWords.who, isRequired: true, value: reading.words[thing.id]))\
            <button class="btn main">\(frame(SmallThingWords.done)) <span class="visually-hidden">\(name)</span></button></form>\
            <form method="post" action="\(address)/drop">\(frame.hidden)\
            <button class="btn quiet">\(frame(SmallThingWords.drop)) <span class="visually-hidden">\(name)</span></button></form></li>
            """
    }
}
