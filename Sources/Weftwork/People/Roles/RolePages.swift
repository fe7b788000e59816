internal import Database

/// The page of roles: cards, holders, what is under consent, calls.
struct RolePages {
    let frame: Frame
    let network: Network

    var root: String { "/n/\(network.slug)/roles" }
    var me: Member? { frame.ask.viewer.member }

    func page(
        _ reading: RolesReading, members: [Member], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let open = reading.nominations.map { nomination($0, reading, fields) }
        let cards = Role.allCases.map { card($0, reading, fields) }
        let underConsent: HTML =
            open.isEmpty
            ? ""
            : "<section class=\"card\"><h2>\(frame(RoleWords.open))</h2><ul class=\"stack\">\(open)</ul></section>"
        return frame.page(
            RoleWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(RoleWords.title))</h1>\(frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "")\
            <p>\(frame(RoleWords.hint))</p>\(fields.summary)\
            \(underConsent)\(AnchorParts(frame: frame, network: network).card(reading, members: members, fields))\
            <section class="card">\(naming(members, fields.of("nominate")))\(calling(fields.of("call")))</section>\
            <div class="grid">\(cards)</div></div>
            """)
    }

    func name(_ role: Role) -> String { frame(PeopleWords.name(of: role)) }

    private func card(_ role: Role, _ reading: RolesReading, _ fields: Fields) -> HTML {
        let duties = RoleCardWords.duties(of: role).map { "<li>\(frame($0))</li>" as HTML }
        let holders = (reading.holders[role] ?? []).map { holder -> HTML in
            let until: HTML =
                " <small>\(frame(holder.until.map(RoleWords.until) ?? RoleWords.untilLaidDown))</small>"
            return """
                <li class="line"><span><a href="/n/\(network.slug)/members/\(holder.member.id)">\(frame.said(holder.member.name))</a>\(until)</span>\
                \(ending(role, holder, fields))</li>
                """
        }
        let list: HTML =
            holders.isEmpty
            ? "<p class=\"small\">\(frame(RoleWords.nobody))</p>" : "<ul class=\"lines\">\(holders)</ul>"
        let isMine = reading.holders[role]?.contains { $0.member.id == me?.id } ?? false
        let calls = reading.calls.filter { $0.role == role }.map { call($0, isMine: isMine, fields) }
        return """
            <article class="card" id="\(role.rawValue)"><h2>\(name(role))</h2><p>\(frame(RoleCardWords.purpose(of: role)))</p>\(calls)\
            <h3>\(frame(RoleWords.holders))</h3>\(list)\
            <details class="more"><summary>\(frame(RoleWords.duties)) <span class="visually-hidden">\(name(role))</span></summary><ul>\(duties)</ul></details>\
            \(powers(of: role))\(suggestions(for: role))</article>
            """
    }

    private func ending(_ role: Role, _ holder: (member: Member, until: Int64?), _ fields: Fields) -> HTML {
        guard holder.member.id == me?.id else { return endingOfAnother(role, holder.member, fields) }
        return """
            \(goingOn(role, until: holder.until))<form method="post" action="\(root)/end">\(frame.hidden)\
            <input type="hidden" name="role" value="\(role.rawValue)">\
            <input type="hidden" name="member" value="\(holder.member.id)"><button class="btn">\(frame(RoleWords.layDown))</button></form>
            """
    }

    private func naming(_ members: [Member], _ fields: Fields) -> HTML {
        let roles = Role.allCases.map { ($0.rawValue, name($0)) }
        let people = members.filter { $0.standing >= .vouched }.map { ($0.id.description, $0.name) }
        let form: HTML = """
            <form method="post" action="\(root)/nominations" class="stack">\(fields.hidden)\
            \(fields.select("role", RoleWords.title, roles))\
            \(fields.select("member", MemberWords.member, people, chosen: me?.id.description))\
            \(fields.area("words", RoleWords.why, isRequired: true))\(fields.button(RoleWords.nominate))</form>
            """
        return fields.folded(RoleWords.nominate, form)
    }

    private func calling(_ fields: Fields) -> HTML {
        guard Policy.allows(.endRole, frame.ask.viewer) else { return "" }
        let roles = Role.allCases.map { ($0.rawValue, name($0)) }
        let form: HTML = """
            <form method="post" action="\(root)/calls" class="stack">\(fields.hidden)\
            \(fields.select("role", RoleWords.title, roles))\(fields.area("words", RoleWords.callWords, isRequired: true))\
            \(fields.text("days", RoleWords.days, mode: "numeric", isRequired: true, value: "14"))\
            \(fields.button(RoleWords.call))</form>
            """
        return fields.folded(RoleWords.call, form)
    }

    private func nomination(_ open: RolesReading.Open, _ reading: RolesReading, _ fields: Fields) -> HTML {
        let nomination = open.nomination
        let state =
            nomination.acceptedAt == nil
            ? RoleWords.waits
            : nomination.proposalID == nil ? RoleWords.decides(nomination.decidesAt) : RoleWords.beingDecided
        let objections = open.objections.map { objection -> HTML in
            let lifted: HTML =
                objection.liftedAt == nil ? "" : " <span class=\"badge\">\(frame(RoleWords.lifted))</span>"
            let kind = objection.byID == nomination.memberID ? AnchorWords.theirWord : RoleWords.objection
            return """
                <li><strong>\(frame(kind)): \(frame.said(reading.names[objection.byID] ?? ""))</strong>\(lifted) \
                \(frame.said(objection.words))</li>
                """
        }
        return """
            <li><p><strong>\(frame(RoleWords.name(of: nomination.office))): \(frame.said(reading.names[nomination.memberID] ?? ""))</strong> \
            <small>\(frame(state))</small></p><p class="prose">\(frame.said(open.words ?? ""))</p><ul>\(objections)</ul>\
            \(nomination.office == .anchorEnd ? AnchorParts(frame: frame, network: network).foresight(of: nomination.memberID) : "")\
            \(acts(open, fields.of("o\(nomination.id)")))\(deciding(nomination, fields.of("d\(nomination.id)")))</li>
            """
    }

    private func acts(_ open: RolesReading.Open, _ fields: Fields) -> HTML {
        let nomination = open.nomination, path = "\(root)/nominations/\(nomination.id)"
        if nomination.memberID == me?.id {
            if nomination.office == .anchorEnd {
                return AnchorParts(frame: frame, network: network).wordForm(nomination, fields)
            }
            guard nomination.acceptedAt == nil else { return "" }
            return """
                <form method="post" action="\(path)/answer" class="row">\(frame.hidden)\
                <button class="btn main" name="accepts" value="yes">\(frame(RoleWords.accept))</button>\
                <button class="btn" name="accepts" value="no">\(frame(RoleWords.refuse))</button></form>
                """
        }
        guard Policy.allows(.objectToRole, frame.ask.viewer) else { return "" }
        if open.objections.contains(where: { $0.byID == me?.id && $0.liftedAt == nil }) {
            return """
                <form method="post" action="\(path)/objection">\(frame.hidden)<input type="hidden" name="lift" value="1">\
                <button class="btn">\(frame(RoleWords.lift))</button></form>
                """
        }
        guard nomination.proposalID == nil else { return "" }
        let form: HTML = """
            <form method="post" action="\(path)/objection" class="stack">\(fields.hidden)\
            \(fields.area("words", RoleWords.object, isRequired: true))\(fields.button(RoleWords.objection))</form>
            """
        return fields.folded(RoleWords.objection, form)
    }

    /// The way to the proposal by which the group decides, or the form that makes one.
    private func deciding(_ nomination: Nomination, _ fields: Fields) -> HTML {
        if let proposal = nomination.proposalID {
            guard me != nil else { return "" }
            return """
                <p><a class="btn" href="/n/\(network.slug)/proposals/\(proposal)">\(frame(RoleWords.toDecision))</a></p>
                """
        }
        guard nomination.mayBeDecided(by: frame.ask.viewer) else { return "" }
        return fields.folded(
            RoleWords.putToDecision,
            """
            <form method="post" action="\(root)/nominations/\(nomination.id)/proposal" class="stack">\(fields.hidden)\
            <p class="small">\(frame(RoleWords.putHint))</p>\
            \(fields.area("words", RoleWords.whyDecide, rows: 2, isRequired: true))\(fields.button(RoleWords.putToDecision))</form>
            """)
    }
}
