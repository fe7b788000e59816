internal import Database

/// Something that a member has promised elsewhere and not brought yet.
struct OwnPromise: Sendable, Equatable {
    let claimID: ID
    let needID: ID
    /// Empty where its words are held back.
    let title: String
    let promisedBy: Int64
}

extension ClaimRules {
    /// Within so long of each other two promises may be more than one person can carry.
    static let sameTime = 3 * Time.hour

    /// Those of `others` that fall at about the same time. A warning, never a bar: two things may lie on one way.
    static func falling(with moment: Int64, _ others: [OwnPromise]) -> [OwnPromise] {
        others.filter { abs($0.promisedBy - moment) < sameTime }
    }
}

extension NeedActs {
    /// What else a member has promised, the soonest first.
    func ownPromises(of member: ID, besides need: ID, in network: ID) async throws -> [OwnPromise] {
        try await database.read { db in try db.ownPromises(of: member, besides: need, in: network) }
    }
}

extension Connection {
    fileprivate func ownPromises(of member: ID, besides need: ID, in network: ID) throws -> [OwnPromise] {
        try query(
            """
            SELECT c.id, c.need_id, c.promised_by,
                CASE WHEN n.hidden IS NULL AND n.held NOT LIKE '%title%' THEN n.title ELSE '' END
            FROM claims c JOIN needs n ON n.network_id = c.network_id AND n.id = c.need_id
            WHERE c.network_id = \(network) AND c.member_id = \(member) AND c.state = \(Claim.State.open)
                AND c.need_id <> \(need)
            ORDER BY c.promised_by, c.id LIMIT 50
            """
        ) { OwnPromise(claimID: try $0[0], needID: try $0[1], title: try $0[3], promisedBy: try $0[2]) }
    }
}

/// A promise just made, with what falls together with it.
struct PromiseView: View {
    let claim: ClaimView
    let falling: [OwnPromise]
    /// What others have promised of the same line and not brought yet.
    let byOthers: Int64

    func write(to json: inout JSON) {
        json.object { json in
            claim.fields(to: &json)
            json.name("sameTime")
            json.array(falling) { json, other in
                json.object {
                    $0.field("claim", other.claimID)
                    $0.field("need", other.needID)
                    $0.field("promisedBy", moment: other.promisedBy)
                }
            }
            json.field("promisedByOthers", quantity: byOthers)
        }
    }
}

extension CasePages {
    /// Before promising: what is on one's hands already.
    var alsoMine: HTML {
        guard !promises.isEmpty else { return "" }
        let rest = promises.dropFirst(3)
        let more: HTML =
            rest.isEmpty
            ? ""
            : """
            <details class="more"><summary>\(frame(ClaimWords.andMore(rest.count)))</summary>\(list(Array(rest)))</details>
            """
        return "<p class=\"small\">\(frame(ClaimWords.alsoMine))</p>\(list(Array(promises.prefix(3))))\(more)"
    }

    /// All that is on one's hands: what could be brought or let go of.
    var allMine: HTML {
        promises.isEmpty ? "" : "<p class=\"small\">\(frame(ClaimWords.alsoMine))</p>\(list(promises))"
    }

    /// On one's own promise: what falls together with it.
    func together(_ claim: Claim, _ line: NeedLine?) -> HTML {
        guard claim.state == .open, frame.ask.viewer.member?.id == claim.memberID else { return "" }
        var html: HTML = ""
        let falling = ClaimRules.falling(with: claim.promisedBy, promises)
        if !falling.isEmpty { html += "<p class=\"note warn\">\(frame(ClaimWords.sameTime))</p>\(list(falling))" }
        // A line with a number takes no more than it wants; one without takes all, and somebody may travel in vain.
        if let line, line.most == nil, line.claimed > claim.quantity {
            html +=
                "<p class=\"small\">\(frame.said(frame(ClaimWords.byOthers(line.claimed - claim.quantity, line.unit))))</p>"
        }
        return html
    }

    private func list(_ promises: [OwnPromise]) -> HTML {
        let items = promises.map { promise -> HTML in
            let title = promise.title.isEmpty ? frame(BoardWords.heldText) : promise.title
            return """
                <li><a href="/n/\(network.slug)/needs/\(promise.needID)#claim-\(promise.claimID)">\(frame.said(title))</a> \
                <small>\(frame(ClaimWords.by(promise.promisedBy)))</small></li>
                """
        }
        return "<ul class=\"small\">\(items)</ul>"
    }
}
