internal import Database

/// Pages of safety: others' visits, suspension. One's own passes and visits stand in `OwnSafetyPages`.
struct SafetyPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: Who answers for a visit

    func visit(_ opened: OpenedVisit) -> HTML {
        let visit = opened.visit
        var body: HTML
        if visit.outAt != nil {
            body = "<p class=\"note good\">\(frame(VisitWords.isBack))</p>"
        } else if let place = opened.place {
            body = """
                <dl class="facts"><dt>\(frame(VisitWords.place))</dt><dd>\(frame.said(place))</dd>\
                <dt>\(frame(ProfileWords.label(.emergencyContact)))</dt>\
                <dd>\(opened.emergencyContact.map(frame.said) ?? "\(frame(VisitWords.noContact))")</dd>\
                <dt>\(frame(ProfileWords.label(.insurance)))</dt>\
                <dd>\(opened.insurance.map(frame.said) ?? "\(frame(VisitWords.noInsurance))")</dd></dl>
                """
        } else if visit.dueAt <= frame.now {
            body = """
                <p>\(frame(VisitWords.openHint))</p><form method="post">\(frame.hidden)\
                <button class="btn main">\(frame(VisitWords.open))</button></form>
                """
        } else {
            body = "<p>\(frame(VisitWords.notLate))</p>"
        }
        return frame.page(
            VisitWords.notBack, area: .network,
            """
            <div class="stack narrow"><div class="head"><h1>\(frame.said(opened.name))</h1>\
            \(frame.clock(due: visit.dueAt, start: visit.checkedInAt))</div><section class="card">\(body)</section></div>
            """)
    }

    // MARK: Suspension

    /// The page of its own on which a suspension is typed anew where something was wrong with it.
    func suspending(_ member: Member, _ until: Int64?, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            SafetyWords.suspend, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(member.name))</h1>\(fields.summary)\
            \(suspensionForm(member, isSuspendedUntil: until, fields.of("suspension")))</div>
            """)
    }

    func ownSuspension(
        _ found: (Suspension, reason: String?)?, appeal: Matter?, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        guard let (suspension, reason) = found else {
            return frame.page(
                SafetyWords.mailSubject, area: .me,
                "<div class=\"stack narrow\"><h1>\(frame(SafetyWords.mailSubject))</h1>\(toast)<p>\(frame(SafetyWords.notSuspended))</p></div>"
            )
        }
        return frame.page(
            SafetyWords.yours, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SafetyWords.yours))</h1>\(toast)\(fields.summary)\
            <p class="note warn">\(frame(SafetyWords.suspendedUntil(suspension.until)))</p>\
            <p class="prose">\(reason.map(frame.said) ?? "")</p>\
            <section class="card"><h2>\(frame(SafetyWords.appeal))</h2>\(appealing(appeal, fields))</section></div>
            """)
    }

    /// The form of an appeal, or that one is under way.
    private func appealing(_ open: Matter?, _ fields: Fields) -> HTML {
        if let open {
            return
                "<p class=\"note good\">\(frame(SafetyWords.appealOpen)) <small>\(frame.ago(open.openedAt))</small></p>"
        }
        return """
            <p>\(frame(SafetyWords.appealHint))</p>\
            <form method="post" action="\(root)/me/suspension" class="stack">\(frame.hidden)\
            \(fields.area("words", MatterWords.words, rows: 5, isRequired: true))\(fields.button(SafetyWords.appeal))</form>
            """
    }

    /// The part of a member's page by which they are suspended, or let in again.
    func suspensionForm(_ member: Member, isSuspendedUntil: Int64?, _ fields: Fields) -> HTML {
        let path = "\(root)/members/\(member.id)/suspension"
        if let until = isSuspendedUntil {
            return """
                <section class="card"><p class="note warn">\(frame(SafetyWords.suspendedUntil(until)))</p>\
                <form method="post" action="\(path)/end">\(frame.hidden)<button class="btn">\(frame(SafetyWords.lift))</button></form></section>
                """
        }
        let form: HTML = """
            <form method="post" action="\(path)" class="stack">\(fields.hidden)<p>\(frame(SafetyWords.suspendHint))</p>\
            \(fields.area("reason", SafetyWords.reason, isRequired: true))\
            \(fields.text("days", SafetyWords.days, mode: "numeric", isRequired: true, value: "14"))\
            \(fields.choice("abuse", SafetyWords.isAbuse, [("no", frame(SafetyWords.no)), ("yes", frame(SafetyWords.yes))],
                chosen: "no"))\(fields.button(SafetyWords.suspend, kind: "danger"))</form>
            """
        return "<section class=\"card\">\(fields.folded(SafetyWords.suspend, form))</section>"
    }
}
