internal import Database

/// Seats of a body, and how somebody comes to one: on the pages of the council and of oversight.
struct SeatParts {
    let frame: Frame
    let network: Network
    let body: GovernanceBody

    private var root: String { "/n/\(network.slug)/governance" }

    func html(
        _ seats: [GovernanceSeat], names: [ID: String], organisations: [ID: String],
        candidates: [(id: ID, name: String)], _ fields: Fields
    ) -> HTML {
        let none: HTML = "<p class=\"empty\">\(frame(GovernanceWords.noSeats))</p>"
        let rows = seats.map { seat($0, names, organisations) }
        let list: HTML = rows.isEmpty ? none : "<ul class=\"lines\">\(rows)</ul>"
        let naming =
            candidates.isEmpty || !Policy.allows(.nameForSeat, frame.ask.viewer) ? "" : self.naming(candidates, fields)
        return """
            <section class="card" id="seats"><h2>\(frame(GovernanceWords.seats))</h2>\(list)\(naming)</section>
            """
    }

    private func seat(_ seat: GovernanceSeat, _ names: [ID: String], _ organisations: [ID: String]) -> HTML {
        let name = names[seat.memberID]
        let organisation = seat.organisationID.flatMap { organisations[$0] }
        let who = [organisation, name].compactMap { $0 }.joined(separator: " · ")
        let sector: HTML = seat.sector.map { "<br><small>\(frame(OrganisationWords.name(of: $0)))</small>" } ?? ""
        let until: HTML = seat.until.map { " · \(frame(GovernanceWords.until($0)))" } ?? ""
        let words: HTML =
            name == nil || seat.words.isEmpty ? "" : "<br><small>\(frame.said(seat.words))</small>"
        return """
            <li class="line"><span>\(frame.said(who))\(sector)\(words)</span>\
            <small>\(frame(GovernanceWords.state(seat.state)))\(until)</small>\(tools(seat))</li>
            """
    }

    private func tools(_ seat: GovernanceSeat) -> HTML {
        if seat.state == .asked, let proposal = seat.proposalID, frame.ask.viewer.member != nil {
            return """
                <span class="wide"><a class="btn" href="/n/\(network.slug)/proposals/\(proposal)">\(frame(GovernanceWords.toDecide))</a></span>
                """
        }
        guard seat.memberID == frame.ask.viewer.member?.id else { return "" }
        let buttons: HTML
        switch seat.state {
        case .named:
            buttons = """
                <button class="btn main" name="action" value="accept">\(frame(GovernanceWords.accept))</button>\
                <button class="btn" name="action" value="decline">\(frame(GovernanceWords.decline))</button>
                """
        case .held:
            buttons =
                "<button class=\"btn quiet\" name=\"action\" value=\"layDown\">\(frame(GovernanceWords.layDown))</button>"
        case .asked, .declined, .ended: return ""
        }
        return """
            <form method="post" action="\(root)/seats/\(seat.id)/actions" class="row wide">\(frame.hidden)\(buttons)</form>
            """
    }

    private func naming(_ candidates: [(id: ID, name: String)], _ fields: Fields) -> HTML {
        let own = fields.of("name")
        let options = candidates.sorted { $0.name < $1.name }.map { ($0.id.description, $0.name) }
        return own.folded(
            GovernanceWords.nameSomebody,
            """
            <form method="post" action="\(root)/\(body.rawValue)/seats" class="stack">\(own.hidden)\
            \(own.select("member", GovernanceWords.who, options))\
            \(own.area("words", GovernanceWords.whyThem, rows: 2, isRequired: true))\
            \(own.button(GovernanceWords.nameSomebody))</form>
            """)
    }
}
