internal import Database

/// Rules of points for everybody; what whoever leads does about them.
struct PointsPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: Rules

    func rules(_ now: AwardRuling, _ all: [AwardRuling], _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML
    {
        let fields = Fields(frame, form, problems)
        let hints = [
            PointsWords.dayCap(now.dayCap), PointsWords.sideHint(AwardRules.sideMost), PointsWords.restHint,
            PointsWords.undoneHint, PointsWords.shownHint,
        ].map { "<li>\(frame($0))</li>" as HTML }
        return frame.page(
            PointsWords.rulesTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(PointsWords.rulesTitle))</h1>\(toast)\(fields.summary)\
            <p>\(frame(PointsWords.rulesIntro))</p><section class="card">\(table(now))<ul class="stack tight">\(hints)</ul></section>\
            \(ways)\(history(all))\(change(now, fields))</div>
            """)
    }

    private func table(_ ruling: AwardRuling) -> HTML {
        let heads = [PointsWords.kind, PointsWords.points, PointsWords.dayCapOf, PointsWords.confirmer].map {
            "<th scope=\"col\">\(frame($0))</th>" as HTML
        }
        let rows = AwardKind.allCases.map { kind -> HTML in
            let rule = ruling[kind]
            return """
                <tr role="row"><th scope="row" role="rowheader">\(frame(PointsWords.name(of: kind)))</th>\
                <td role="cell" data-label="\(frame(PointsWords.points))">\(rule.points)</td>\
                <td role="cell" data-label="\(frame(PointsWords.dayCapOf))">\(rule.dayCap)</td>\
                <td role="cell" data-label="\(frame(PointsWords.confirmer))">\(frame(PointsWords.name(of: kind.confirmer)))</td></tr>
                """
        }
        return """
            <table class="data" role="table"><thead><tr role="row">\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private var ways: HTML {
        let shifts: HTML = "<a class=\"btn\" href=\"\(root)/points/shifts\">\(frame(PointsWords.shifts))</a>"
        let own: HTML = "<a class=\"btn\" href=\"\(root)/me/thanks\">\(frame(PointsWords.title))</a>"
        let badges: HTML = "<a class=\"btn quiet\" href=\"\(root)/badges\">\(frame(BadgeWords.publicTitle))</a>"
        return """
            <p class="row">\(own, if: Policy.allows(.seeThanks, viewer))\
            \(shifts, if: Policy.allows(.confirmShift, viewer))\(badges)</p>
            """
    }

    private func history(_ all: [AwardRuling]) -> HTML {
        let rows = all.map { ruling -> HTML in
            """
            <li class="line"><span><strong>\(frame(PointsWords.version(ruling.version, ruling.at)))</strong> \
            \(frame.said(ruling.reason))</span></li>
            """
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(PointsWords.shipped))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(PointsWords.versions))</h2>\(list)</section>"
    }

    private func change(_ now: AwardRuling, _ fields: Fields) -> HTML {
        guard Policy.allows(.keepPoints, viewer) else { return "" }
        let inputs = AwardKind.allCases.filter { $0 != .training }.map { kind -> HTML in
            """
            <div class="twice">\(fields.text("points.\(kind.rawValue)", PointsWords.pointsOf(kind), mode: "numeric", isRequired: true, value: "\(now[kind].points)"))\
            \(fields.text("cap.\(kind.rawValue)", PointsWords.capOf(kind), mode: "numeric", isRequired: true, value: "\(now[kind].dayCap)"))</div>
            """
        }
        return fields.folded(
            PointsWords.change,
            """
            <form method="post" action="\(root)/points" class="stack card">\(fields.hidden)\
            <input type="hidden" name="read" value="\(now.version)">\(inputs)\
            \(fields.text("dayCap", PointsWords.dayCapLabel, mode: "numeric", isRequired: true, value: "\(now.dayCap)"))\
            \(fields.area("reason", PointsWords.reason, rows: 2, who: PointsWords.reasonWho, isRequired: true))\
            \(fields.button(PointsWords.save))</form>
            """)
    }

    // MARK: By whoever leads

    func shifts(_ shifts: [EndedShift]) -> HTML {
        let rows = shifts.map { shift -> HTML in
            """
            <li class="line"><span><strong>\(frame.said(shift.name))</strong> \(frame.said(shift.desk)) \
            <small>\(frame.moment(shift.startsAt)) – \(frame.moment(shift.endsAt))</small></span>\
            <form method="post" action="\(root)/points/shifts/\(shift.id)">\(frame.hidden)\
            <button class="btn" aria-label="\(frame(PointsWords.wasThereOf(shift.name)))">\(frame(PointsWords.wasThere))</button></form></li>
            """
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"empty\">\(frame(PointsWords.noShifts))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return frame.page(
            PointsWords.shifts, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(PointsWords.shifts))</h1>\(toast)<p>\(frame(PointsWords.shiftsHint))</p>\
            <section class="card">\(list)</section></div>
            """)
    }

    func ledger(
        _ member: Member, _ lines: [OwnThanks.Line], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let all = Fields(frame, form, problems)
        let rows = lines.map { line -> HTML in
            let fields = all.of("\(line.award.id)")
            let takeBack: HTML = line.isReversed ? "" : "<div class=\"wide\">\(reversal(line.award, fields))</div>"
            return "<li class=\"line\">\(ThanksParts(frame: frame, network: network).line(line))\(takeBack)</li>"
        }
        let none: HTML = "<p class=\"empty\">\(frame(PointsWords.noLines))</p>"
        return frame.page(
            PointsWords.ledger, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(PointsWords.ledgerOf(member.name))))</h1>\(toast)\(all.summary)\
            <p>\(frame(PointsWords.ledgerHint))</p><section class="card"><ul class="lines">\(rows)</ul>\(none, if: rows.isEmpty)</section>\
            <p><a href="\(root)/members/\(member.id)">\(frame.said(member.name))</a></p></div>
            """)
    }

    private func reversal(_ award: Award, _ fields: Fields) -> HTML {
        fields.folded(
            PointsWords.takeBack,
            """
            <form method="post" action="\(root)/points/awards/\(award.id)" class="stack">\(fields.hidden)\
            \(fields.text("reason", PointsWords.reason, who: BadgeWords.reasonWho, isRequired: true))\
            \(fields.button(PointsWords.takeBack, kind: ""))</form>
            """)
    }
}
