internal import Database

/// What of the page of roles is about calls, terms that end, and what a role may do.
extension RolePages {
    /// A call with what can be done about it: taken up, ended.
    ///
    /// - Parameter isMine: whether the reader holds the role already.
    func call(_ call: RoleCall, isMine: Bool, _ fields: Fields) -> HTML {
        let mayEnd = call.byID == me?.id || Policy.allows(.endRole, frame.ask.viewer)
        let end: HTML = """
            <form method="post" action="\(root)/calls/\(call.id)/end">\(frame.hidden)\
            <button class="btn">\(frame(RoleWords.endCall)) <span class="visually-hidden">\(name(call.role))</span></button></form>
            """
        return """
            <blockquote class="prose">\(frame.said(call.words)) <small>\(frame(RoleWords.until(call.until)))</small></blockquote>\
            \(isMine ? "" : takingUp(call, fields.of("take\(call.id)")))\(end, if: mayEnd)
            """
    }

    /// The form by which a call is taken up.
    func takingUp(_ call: RoleCall, _ fields: Fields) -> HTML {
        guard me.map({ $0.standing >= .vouched }) ?? false else {
            return "<p class=\"small\">\(frame(RoleWords.vouchFirst))</p>"
        }
        let form: HTML = """
            <p class="small">\(frame(RoleWords.takeUpHint))</p>\
            <form method="post" action="\(root)/calls/\(call.id)/answers" class="stack">\(fields.hidden)\
            \(fields.area("words", RoleWords.why, isRequired: true))\(fields.button(RoleWords.takeUp))</form>
            """
        return """
            <details class="more"\(" open", if: !fields.problems.isEmpty)><summary>\(frame(RoleWords.takeUp)) \
            <span class="visually-hidden">\(name(call.role))</span></summary>\(form)</details>
            """
    }

    /// For whoever holds a role whose term is nearly over: one tap and the group is asked again.
    func goingOn(_ role: Role, until: Int64?) -> HTML {
        guard let until, RoleRules.mayGoOn(until, now: frame.now) else { return "" }
        return """
            <form method="post" action="\(root)/terms" class="wide">\(frame.hidden)\
            <input type="hidden" name="role" value="\(role.rawValue)"><p class="note warn">\(frame(RoleWords.endsSoon(until)))</p>\
            <button class="btn main">\(frame(RoleWords.goOn))</button></form>
            """
    }

    /// For those who lead: ending what another holds, with a reason that they read.
    func endingOfAnother(_ role: Role, _ holder: Member, _ fields: Fields) -> HTML {
        guard Policy.allows(.endRole, frame.ask.viewer) else { return "" }
        let own = fields.of("end-\(role.rawValue)-\(holder.id)")
        let form: HTML = """
            <form method="post" action="\(root)/end" class="stack">\(own.hidden)\
            <input type="hidden" name="role" value="\(role.rawValue)"><input type="hidden" name="member" value="\(holder.id)">\
            \(own.area("reason", RoleWords.reason, rows: 2, isRequired: true))\(own.button(RoleWords.end, kind: "danger"))</form>
            """
        let words = frame(RoleWords.endOf(role, holder.name))
        return """
            <details class="more wide"\(" open", if: !own.problems.isEmpty)><summary>\(frame.said(words))</summary>\(form)</details>
            """
    }

    /// What the role may do, folded away: read from the policy, so that it is what the gate does.
    func powers(of role: Role) -> HTML {
        let lines = RolePowers.of(role).map { group -> HTML in
            let acts = group.acts.compactMap { RolePowerWords.power(of: $0).map { frame($0.words) } }
            let words = acts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                .joined(separator: frame(SiteWords.listComma))
            return """
                <li><strong>\(frame(MemberWords.label(RolePowerWords.name(of: group.field))))</strong>\(words)</li>
                """
        }
        let list: HTML =
            lines.isEmpty ? "<p class=\"small\">\(frame(RolePowerWords.nothing))</p>" : "<ul>\(lines)</ul>"
        return """
            <details class="more"><summary>\(frame(RolePowerWords.title)) <span class="visually-hidden">\(name(role))</span></summary>\(list)</details>
            """
    }

    func suggestions(for role: Role) -> HTML {
        guard Policy.allows(.seeSuggestions, frame.ask.viewer) else { return "" }
        return """
            <p><a href="\(root)/\(role.rawValue)/suggestions">\(frame(RoleWords.suggestions)) \
            <span class="visually-hidden">\(name(role))</span></a></p>
            """
    }
}
