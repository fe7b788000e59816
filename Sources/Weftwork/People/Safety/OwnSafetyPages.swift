internal import Database

/// What somebody's own page of safety shows.
struct OwnSafety: Sendable {
    let visit: Visit?
    let passes: [(pass: Pass, scans: [(at: Int64, agent: String)])]
    /// What a pass can be for.
    let purposes: [Holding]
    let insurance: String?
    let certificates: [Certificate]
    /// What has changed since they promised something of what they set out for.
    let changes: (changes: [Refusal.Change], stamp: String)?
}

/// Pages of one's own safety, and of passes.
struct OwnSafetyPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    func safety(_ own: OwnSafety, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let sent = Fields(frame, form, problems), isPass = sent.sentScope == "pass"
        let fields = sent.naming { VisitWords.name(of: $0, isPass: isPass) }
        return frame.page(
            VisitWords.title, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(VisitWords.title))</h1>\(toast)\(fields.summary)\
            <section class="card"><h2>\(frame(VisitWords.checkIn))</h2>\(own.visit.map(out) ?? checkIn(own, fields.of("visit")))</section>\
            <section class="card" id="passes"><h2>\(frame(VisitWords.passes))</h2><p>\(frame(VisitWords.passHint))</p>\
            <ul class="lines">\(own.passes.map(line))</ul>\(passForm(own.purposes, fields.of("pass")))\(allPasses)</section>\(certificates(own))</div>
            """)
    }

    private func out(_ visit: Visit) -> HTML {
        """
        <p>\(frame(VisitWords.out(visit.dueAt))) \(frame.clock(due: visit.dueAt, start: visit.checkedInAt))</p>\
        <form method="post" action="\(root)/me/safety/out">\(frame.hidden)\
        <button class="btn main wide">\(frame(VisitWords.checkOut))</button></form>
        """
    }

    private func certificates(_ own: OwnSafety) -> HTML {
        guard let member = frame.ask.viewer.member else { return "" }
        return CertificateParts(frame: frame, network: network).card(own.certificates, of: member.id, Fields(frame))
    }

    private var allPasses: HTML {
        guard Policy.allows(.seePasses, frame.ask.viewer) else { return "" }
        return "<p><a class=\"btn quiet\" href=\"\(root)/passes\">\(frame(VisitWords.allPasses))</a></p>"
    }

    /// What whoever sets out has to see first; sending the form says that they have.
    private func changed(_ own: OwnSafety) -> HTML {
        guard let found = own.changes else { return "" }
        let rows = found.changes.map { change -> HTML in
            """
            <li><strong>\(frame.said(frame(change.name)))</strong><br><s>\(frame.said(frame(change.was)))</s><br>\(frame.said(frame(change.now)))</li>
            """
        }
        return """
            <div class="note warn" id="f-visit-seen" tabindex="-1"><p><strong>\(frame(VisitWords.changed))</strong></p><ul class="stack">\(rows)</ul>\
            <p>\(frame(VisitWords.changedHint))</p></div><input type="hidden" name="seen" value="\(found.stamp)">
            """
    }

    private func checkIn(_ own: OwnSafety, _ fields: Fields) -> HTML {
        let need = frame.ask.query["need"] ?? fields.form["need"] ?? ""
        return """
            <p>\(frame(VisitWords.hint))</p><form method="post" action="\(root)/me/safety/in" class="stack">\(fields.hidden)\
            <input type="hidden" name="need" value="\(need)">\(changed(own))\
            \(fields.text("place", VisitWords.place, who: VisitWords.placeWho, isRequired: true))\
            \(fields.text("hours", VisitWords.hours, mode: "decimal", isRequired: true, value: "4"))\
            \(fields.text("insurance", VisitWords.insurance, who: VisitWords.insuranceWho, value: own.insurance))\
            \(fields.choice("safety", VisitWords.safety, [("yes", frame(SafetyWords.yes))]))\
            \(fields.button(own.changes == nil ? VisitWords.checkIn : VisitWords.checkInAsChanged))</form>
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

    private func passForm(_ purposes: [Holding], _ fields: Fields) -> HTML {
        let options = purposes.map { one -> (value: String, label: String) in
            one.isShift
                ? ("shift:\(one.id)", frame(VisitWords.forShift(one.words, one.endsAt ?? 0)))
                : ("claim:\(one.id)", frame(VisitWords.forClaim(one.words)))
        }
        let chosen = frame.ask.query["claim"].map { "claim:\($0)" }
        let named = purposes.first { "claim:\($0.id)" == chosen }?.words
        return """
            <form method="post" action="\(root)/me/safety/passes" class="stack">\(fields.hidden)\
            \(fields.select("for", VisitWords.passFor, [("", frame(VisitWords.forNothing))] + options, chosen: chosen,
            hint: VisitWords.passForHint))\
            \(fields.text("task", VisitWords.task, isRequired: true, value: named.map { String($0.prefix(120)) }))\
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

    /// Everybody's passes in force, each with its own button to end it.
    func held(_ passes: [HeldPass]) -> HTML {
        let rows = passes.map { one -> HTML in
            """
            <li class="line"><span><a href="\(root)/members/\(one.pass.memberID)"><strong>\(frame.said(one.name))</strong></a> \
            \(frame.said(one.pass.task)) <small>\(frame(VisitWords.until(one.pass.until)))</small></span>\
            <form method="post" action="\(root)/passes/\(one.pass.id)/end">\(frame.hidden)\
            <button class="btn" aria-label="\(frame(VisitWords.revokeOf(one.name, one.pass.task)))">\
            \(frame(VisitWords.revoke))</button></form></li>
            """
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(VisitWords.noPasses))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return frame.page(
            VisitWords.allPasses, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(VisitWords.allPasses))</h1>\(toast)<section class="card">\(list)</section></div>
            """)
    }

    /// What somebody at a gate sees.
    static func scanned(_ frame: Frame, _ found: ScannedPass, code: String) -> HTML {
        guard found.holds else {
            return frame.page(
                VisitWords.passes,
                """
                <div class="stack narrow"><h1>\(frame(VisitWords.passes))</h1><p class="note critical">\(frame(VisitWords.isOver))</p></div>
                """)
        }
        let photo: HTML =
            found.photo.map { photo in
                """
                <p class="portrait"><img src="/pass/\(code)/photo" alt="\(frame(VisitWords.photoOf(found.name)))" \
                width="\(photo.width)" height="\(photo.height)"></p>
                """
            } ?? ""
        return frame.page(
            VisitWords.passes,
            """
            <div class="stack narrow"><h1>\(frame.said(found.name))</h1>\(photo)<p class="note good">\(frame(VisitWords.holds)) · \
            \(frame(VisitWords.until(found.pass.until)))</p>\
            <dl class="facts"><dt>\(frame(VisitWords.network))</dt><dd>\(found.network.name)</dd>\
            <dt>\(frame(VisitWords.task))</dt><dd>\(frame.said(found.pass.task))</dd></dl>\
            <p class="small">\(frame(VisitWords.recorded))</p></div>
            """)
    }
}
