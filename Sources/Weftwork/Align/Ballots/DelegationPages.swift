internal import Database

/// The page of voices passed on.
struct DelegationPages {
    let frame: Frame
    let network: Network
    var form = Form()
    var problems: [FieldProblem] = []

    /// So many members are listed to choose from; of more the name is typed.
    private static let mostListed = 300

    func page(_ file: DelegationFile) -> HTML {
        let fields = Fields(frame, form, problems)
        let done: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        let off: HTML = "<p class=\"note\">\(frame(DelegationWords.off))</p>"
        return frame.page(
            DelegationWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(DelegationWords.title))</h1>\(done)\(fields.summary)\
            <p>\(frame(DelegationWords.intro))</p>\(off, if: !file.isOn)\(given(file))\(file.isOn ? pass(file, fields) : "")\
            \(carried(file))<p><a class="btn" href="/n/\(network.slug)/proposals">\(frame(DelegationWords.back))</a></p></div>
            """)
    }

    private func given(_ file: DelegationFile) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(DelegationWords.none))</p>"
        let rows = file.given.map { one -> HTML in
            let topic = DelegationWords.name(of: one.delegation.topic)
            let onwards: HTML =
                one.onwards.isEmpty ? "" : "<br><small>\(frame(DelegationWords.ends(one.onwards)))</small>"
            return """
                <li class="line"><span>\(frame(topic)) → <a href="/n/\(network.slug)/members/\(one.delegation.toID)">\
                \(frame.said(one.name))</a>\(onwards)</span>\
                <form method="post" action="/n/\(network.slug)/delegations/\(one.delegation.id)/actions">\(frame.hidden)\
                <button class="btn" name="action" value="revoke" aria-label="\(frame(DelegationWords.revokeFrom(one.name, topic)))">\
                \(frame(DelegationWords.revoke))</button></form></li>
                """
        }
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(DelegationWords.mine))</h2>\(list)</section>"
    }

    private func pass(_ file: DelegationFile, _ fields: Fields) -> HTML {
        let topics = Proposal.Topic.allCases.map { ($0.rawValue, frame(DelegationWords.name(of: $0))) }
        let choices = [("", frame(DelegationWords.nobody))] + file.members.map { ($0.id.description, $0.name) }
        let to: HTML =
            file.members.count <= DelegationPages.mostListed
            ? fields.select("to", DelegationWords.to, choices)
            : fields.text("to", DelegationWords.to, hint: DelegationWords.wholeName, isRequired: true)
        return """
            <section class="card"><h2>\(frame(DelegationWords.pass))</h2>\
            <form method="post" action="/n/\(network.slug)/delegations" class="stack">\(frame.hidden)\
            \(fields.select("topic", DelegationWords.topic, topics))\(to)\(fields.button(DelegationWords.pass))</form></section>
            """
    }

    private func carried(_ file: DelegationFile) -> HTML {
        let separator = frame.language == .zh ? "、" : ", "
        let rows = file.carried.map { one -> HTML in
            let words = DelegationWords.weight(
                DelegationWords.name(of: one.topic), one.names.count, one.names.joined(separator: separator))
            return "<li>\(frame(words))</li>"
        }
        let none: HTML = "<p class=\"empty\">\(frame(DelegationWords.noneToMe))</p>"
        let list: HTML = rows.isEmpty ? none : "<ul>\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(DelegationWords.toMe))</h2>\(list)</section>"
    }
}
