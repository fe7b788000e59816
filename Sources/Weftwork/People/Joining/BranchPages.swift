internal import Database

/// Who came through whom, with how far they came, and one branch of it.
struct BranchPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    private func table(_ heads: [Text], _ rows: [HTML]) -> HTML {
        let cells = heads.enumerated().map { index, head -> HTML in
            index == 0
                ? "<th scope=\"col\">\(frame(head))</th>" : "<th scope=\"col\" class=\"num\">\(frame(head))</th>"
        }
        return """
            <div class="scroll" tabindex="0"><table><thead><tr>\(cells)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func number(_ count: Int) -> HTML { "<td class=\"num\">\(count)</td>" }

    // MARK: The tree and the funnels

    func referrals(_ reading: ReferralsReading) -> HTML {
        let tree = reading.tree
        let children = Dictionary(grouping: tree, by: \.referrerID)
        let known = Set(tree.map(\.memberID))
        let roots = tree.filter { line in line.referrerID.map { !known.contains($0) } ?? true }
        return frame.page(
            JoinWords.referrals, area: .network,
            """
            <div class="stack"><h1>\(frame(JoinWords.referrals))</h1>\
            <section class="card"><h2>\(frame(JoinWords.funnels))</h2>\(funnels(reading.funnels))</section>\
            \(spread(reading.spread))\(openings(reading.openings))\(applications(reading.applications))\
            <section class="card tree">\(branch(roots, children, depth: 0))</section></div>
            """)
    }

    private func funnels(_ funnels: [Funnel]) -> HTML {
        let rows = funnels.map { funnel -> HTML in
            let name = funnel.campaign == ShareRules.campaign ? frame(ShareWords.campaign) : funnel.campaign
            let campaign: HTML = name.isEmpty ? "" : " <small>\(frame.said(name))</small>"
            let counts = [funnel.joined, funnel.signed, funnel.seen, funnel.completed, funnel.vouched].map(number)
            return "<tr><th scope=\"row\">\(frame(JoinWords.name(of: funnel.way)))\(campaign)</th>\(counts)</tr>"
        }
        return table(
            [
                JoinWords.way, JoinWords.joined, JoinWords.signed, JoinWords.seenCount, JoinWords.completed,
                JoinWords.vouched,
            ], rows)
    }

    /// What members shared, in sums.
    private func spread(_ all: [SpreadLine]) -> HTML {
        guard !all.isEmpty else { return "" }
        let rows = all.map { line -> HTML in
            let count = line.count
            let cells = [count.shared, count.views, count.joined, count.vouched, count.active].map(number)
            return "<tr><th scope=\"row\">\(frame(ShareWords.name(of: line.kind)))</th>\(cells)</tr>"
        }
        let heads = [
            ShareWords.kind, ShareWords.shared, ShareWords.views, ShareWords.joined, ShareWords.vouched,
            ShareWords.active,
        ]
        return """
            <section class="card" id="spread"><h2>\(frame(ShareWords.spread))</h2>\
            <p class="small">\(frame(ShareWords.spreadHint))</p>\(table(heads, rows))</section>
            """
    }

    private func openings(_ all: [OpenedCount]) -> HTML {
        guard !all.isEmpty else { return "" }
        let rows = all.map { one -> HTML in
            let way = one.way == .invitation ? JoinWords.name(of: Way.invitation) : BranchWords.publicPage
            let campaign: HTML = one.campaign.isEmpty ? "" : " <small>\(frame.said(one.campaign))</small>"
            return "<tr><th scope=\"row\">\(frame(way))\(campaign)</th>\(number(one.opened))</tr>"
        }
        return """
            <section class="card"><h2>\(frame(BranchWords.opened))</h2><p class="small">\(frame(BranchWords.openedHint))</p>\
            \(table([JoinWords.way, BranchWords.times], rows))</section>
            """
    }

    private func applications(_ all: [ApplicationCount]) -> HTML {
        guard !all.isEmpty else { return "" }
        let rows = all.map { one -> HTML in
            let name: HTML = one.campaign.isEmpty ? "\(frame(BranchWords.noCampaign))" : frame.said(one.campaign)
            let counts = [one.waiting, one.accepted, one.declined, one.withdrawn].map(number)
            return "<tr><th scope=\"row\">\(name)</th>\(counts)</tr>"
        }
        let heads = [
            BranchWords.campaign, BranchWords.waiting, BranchWords.accepted, BranchWords.declined,
            BranchWords.withdrawn,
        ]
        return "<section class=\"card\"><h2>\(frame(BranchWords.applications))</h2>\(table(heads, rows))</section>"
    }

    /// By whom somebody came who themselves came by no way that is written down.
    private func through(_ line: Referral) -> HTML {
        line.referrerName.map { " · \(frame(JoinWords.through)): \(frame.said($0))" } ?? ""
    }

    private func branch(_ lines: [Referral], _ children: [ID?: [Referral]], depth: Int) -> HTML {
        guard !lines.isEmpty, depth < 50 else { return "" }
        let rows = lines.map { line -> HTML in
            let state: HTML =
                line.state.isPresent
                ? "" : " <span class=\"badge\">\(frame(MembershipWords.name(of: line.state)))</span>"
            let below = children[line.memberID] ?? []
            let review: HTML =
                below.isEmpty ? "" : " <a href=\"\(root)/referrals/\(line.memberID)\">\(frame(BranchWords.title))</a>"
            return """
                <li><a href="\(root)/members/\(line.memberID)">\(frame.said(line.name))</a> \
                <small>\(frame(JoinWords.name(of: line.way)))\(depth == 0 ? through(line) : "")\(rootReview(line, depth))</small>\(state)\(review)\
                \(branch(below, children, depth: depth + 1))</li>
                """
        }
        return "<ul>\(rows)</ul>"
    }

    /// The branch of one who came by no way that is written down, reached from those who came through them.
    private func rootReview(_ line: Referral, _ depth: Int) -> HTML {
        guard depth == 0, let referrer = line.referrerID else { return "" }
        return " <a href=\"\(root)/referrals/\(referrer)\">\(frame(BranchWords.title))</a>"
    }

    // MARK: One branch

    func one(_ reading: BranchReading, _ problems: [FieldProblem] = []) -> HTML {
        var heads = [
            MemberWords.member, BranchWords.joined, BranchWords.given, BranchWords.received, BranchWords.promised,
            BranchWords.kept, BranchWords.looks,
        ]
        if reading.showsMatters { heads.append(BranchWords.reports) }
        let rows = reading.lines.map { row($0, showsMatters: reading.showsMatters) }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"note\">\(frame(BranchWords.nobody))</p>"
            : "<section class=\"card\">\(table(heads, rows))</section>"
        let path = "\(root)/referrals/\(reading.rootID)"
        let more: HTML =
            reading.next.map { next in
                let cursor = Paging.cursor([next.description])
                return "<p><a class=\"btn\" href=\"\(path)?cursor=\(cursor)\">\(frame(SiteWords.more))</a></p>"
            } ?? ""
        return frame.page(
            BranchWords.title, area: .network,
            """
            <div class="stack"><h1>\(frame(BranchWords.title))</h1>\(toast)\(Fields(frame, Form(), problems).summary)\
            <p>\(frame.said(frame(BranchWords.came(reading.total, reading.rootName))))</p><p class="small">\(frame(BranchWords.hint))</p>\
            \(list)\(more)\(acts(reading, path))</div>
            """)
    }

    private func row(_ line: BranchLine, showsMatters: Bool) -> HTML {
        let again: HTML =
            line.againAt == nil ? "" : " <span class=\"badge\">\(frame(BranchWords.isAgain))</span>"
        let through: HTML =
            line.throughName.map { "<small>\(frame(JoinWords.through)): \(frame.said($0))</small>" } ?? ""
        let campaign: HTML = line.campaign.isEmpty ? "" : " · \(frame.said(line.campaign))"
        let counts = [
            line.vouchesGiven, line.vouchesReceived, line.footprint.promised, line.footprint.brought,
            line.footprint.looks,
        ].map(number)
        return """
            <tr><th scope="row"><a href="\(root)/members/\(line.memberID)">\(frame.said(line.name))</a> \
            <span class="badge">\(frame(MembershipWords.name(of: line.state)))</span>\(again)<br>\(through)</th>\
            <td class="num">\(frame.moment(line.joinedAt))<br><small>\(frame(JoinWords.name(of: line.way)))\(campaign)</small></td>\
            \(counts)\(showsMatters ? number(line.matters) : "")</tr>
            """
    }

    private func acts(_ reading: BranchReading, _ path: String) -> HTML {
        let links: HTML =
            reading.openLinks == 0
            ? ""
            : """
            <form method="post" action="\(path)/links" class="stack"><p>\(frame(BranchWords.links(reading.openLinks)))</p>\(frame.hidden)\
            <button class="btn danger">\(frame(BranchWords.endLinks))</button></form>
            """
        let again: HTML =
            reading.total == 0
            ? ""
            : """
            <form method="post" action="\(path)/again" class="stack"><p>\(frame(BranchWords.againHint))</p>\(frame.hidden)\
            <button class="btn">\(frame(BranchWords.again))</button></form>
            """
        guard !links.isEmpty || !again.isEmpty else { return "" }
        return "<section class=\"card stack\">\(links)\(again)</section>"
    }
}
