internal import Database

/// Pages of safety: passes, visits, one's own suspension.
struct SafetyPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: My safety

    func safety(
        _ visit: Visit?, _ passes: [(pass: Pass, scans: [(at: Int64, agent: String)])], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            VisitWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(VisitWords.title))</h1>\(toast)\(fields.summary)\
            <section class="card"><h2>\(frame(VisitWords.checkIn))</h2>\(visit.map(out) ?? checkIn(fields.of("visit")))</section>\
            <section class="card"><h2>\(frame(VisitWords.passes))</h2><p>\(frame(VisitWords.passHint))</p>\
            <ul class="lines">\(passes.map(line))</ul>\(passForm(fields.of("pass")))</section></div>
            """)
    }

    private func out(_ visit: Visit) -> HTML {
        """
        <p>\(frame(VisitWords.out(visit.dueAt))) \(frame.clock(due: visit.dueAt, start: visit.checkedInAt))</p>\
        <form method="post" action="\(root)/me/safety/out">\(frame.hidden)\
        <button class="btn main wide">\(frame(VisitWords.checkOut))</button></form>
        """
    }

    private func checkIn(_ fields: Fields) -> HTML {
        let need = frame.ask.query["need"] ?? fields.form["need"] ?? ""
        return """
            <p>\(frame(VisitWords.hint))</p><form method="post" action="\(root)/me/safety/in" class="stack">\(fields.hidden)\
            <input type="hidden" name="need" value="\(need)">\
            \(fields.text("place", VisitWords.place, who: VisitWords.placeWho, isRequired: true))\
            \(fields.text("hours", VisitWords.hours, mode: "decimal", isRequired: true, value: "4"))\
            \(fields.choice("safety", VisitWords.safety, [("yes", frame(SafetyWords.yes))]))\
            \(fields.button(VisitWords.checkIn))</form>
            """
    }

    private func line(_ entry: (pass: Pass, scans: [(at: Int64, agent: String)])) -> HTML {
        let pass = entry.pass, holds = pass.holds(at: frame.now)
        let acts: HTML =
            holds
            ? """
            <span class="row wide"><a class="btn" href="\(root)/me/safety/passes/\(pass.id)">\(frame(VisitWords.show))</a>\
            <form method="post" action="\(root)/me/safety/passes/\(pass.id)/end">\(frame.hidden)\
            <button class="btn">\(frame(VisitWords.revoke))</button></form></span>
            """ : "<span class=\"badge\">\(frame(VisitWords.isOver))</span>"
        let scans = entry.scans.map { "<li><small>\(frame.moment($0.at)) \(frame.said($0.agent))</small></li>" as HTML }
        return """
            <li class="line"><span><strong>\(frame.said(pass.task))</strong> <small>\(frame(VisitWords.until(pass.until)))</small></span>\
            \(acts)<ul class="wide">\(scans)</ul></li>
            """
    }

    private func passForm(_ fields: Fields) -> HTML {
        """
        <form method="post" action="\(root)/me/safety/passes" class="stack">\(fields.hidden)\
        \(fields.text("task", VisitWords.task, isRequired: true))\
        \(fields.text("hours", VisitWords.validHours, mode: "numeric", isRequired: true, value: "8"))\
        \(fields.button(VisitWords.makePass))</form>
        """
    }

    /// The code to show, on a page of its own.
    func showPass(_ pass: Pass, code: String) -> HTML {
        let link = "\(frame.publicURL)/pass/\(code)"
        return frame.page(
            VisitWords.passes, area: .me,
            """
            <div class="stack narrow"><h1>\(frame.said(frame.ask.viewer.member?.name ?? ""))</h1>\
            <p>\(network.name) · \(frame.said(pass.task))</p>\(QRPicture.svg(link, label: frame(VisitWords.passLabel)) ?? "")\
            <p class="small"><code>\(link)</code></p><p>\(frame(VisitWords.until(pass.until)))</p></div>
            """)
    }

    /// What somebody at a gate sees.
    static func scanned(_ frame: Frame, _ found: (pass: Pass, name: String, network: Network, holds: Bool)) -> HTML {
        guard found.holds else {
            return frame.page(
                VisitWords.passes,
                """
                <div class="stack narrow"><h1>\(frame(VisitWords.passes))</h1><p class="note critical">\(frame(VisitWords.isOver))</p></div>
                """)
        }
        return frame.page(
            VisitWords.passes,
            """
            <div class="stack narrow"><h1>\(frame.said(found.name))</h1><p class="note good">\(frame(VisitWords.holds)) · \
            \(frame(VisitWords.until(found.pass.until)))</p>\
            <dl class="facts"><dt>\(frame(VisitWords.network))</dt><dd>\(found.network.name)</dd>\
            <dt>\(frame(VisitWords.task))</dt><dd>\(frame.said(found.pass.task))</dd></dl>\
            <p class="small">\(frame(VisitWords.recorded))</p></div>
            """)
    }

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
                <dd>\(opened.emergencyContact.map(frame.said) ?? "\(frame(VisitWords.noContact))")</dd></dl>
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
