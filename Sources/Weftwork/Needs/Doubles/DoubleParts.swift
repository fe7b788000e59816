internal import Database

/// What the verifier's page says of doubles and of the institution that asks.
extension QueuePages {
    func duplicateCard(_ need: Need, _ candidates: [DuplicateCandidate]) -> HTML {
        let rows = candidates.map { candidate -> HTML in
            let other = candidate.need
            let reasons = candidate.reasons.map {
                "<span class=\"badge\">\(frame(QueueWords.reason($0)))</span>" as HTML
            }
            return """
                <li class="stack tight"><a href="/n/\(network.slug)/needs/\(other.id)">\(frame.said(other.title))</a>\
                <span class="row"><strong>\(frame(QueueWords.alike(candidate.score)))</strong>\(reasons)</span>\
                <span class="small">\(parts.state(other.state)) \(frame.ago(other.createdAt))</span>\
                <div class="row"><form method="post" action="/n/\(network.slug)/needs/\(need.id)/actions">\(frame.hidden)\
                <input type="hidden" name="action" value="merge"><input type="hidden" name="into" value="\(other.id)">\
                <input type="hidden" name="back" value="queue"><button class="btn">\(frame(QueueWords.merge))</button></form>\
                <form method="post" action="/n/\(network.slug)/queue/\(need.id)/distinct">\(frame.hidden)\
                <input type="hidden" name="other" value="\(other.id)">\
                <button class="btn quiet">\(frame(QueueWords.dismiss))</button></form></div></li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(QueueWords.noDuplicates))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(QueueWords.duplicates))</h2>\(list)</section>"
    }

    /// What holds for the institution that asks, with its evidence and the way to end it.
    func knownCard(_ pages: CasePages, _ known: KnownInstitution?) -> HTML {
        guard let known else { return "" }
        let own = pages.fields.of("known")
        let end: HTML =
            Policy.allows(.endKnownInstitution, frame.ask.viewer)
            ? own.folded(
                KnownInstitutionWords.end,
                """
                <form method="post" action="/n/\(network.slug)/institutions/\(known.id)/end" class="stack">\(own.hidden)\
                <input type="hidden" name="need" value="\(pages.file.need.id)">\
                \(own.text("reason", KnownInstitutionWords.endReason, isRequired: true))\
                <button class="btn danger">\(frame(KnownInstitutionWords.end))</button></form>
                """) : ""
        return """
            <section class="card" id="known"><h2>\(frame.icon("shield"))\(frame(KnownInstitutionWords.title))</h2>\
            <p>\(frame.said(frame(KnownInstitutionWords.known(known))))</p>\
            <p><a href="/n/\(network.slug)/needs/\(known.needID)">\(frame(KnownInstitutionWords.evidence))</a></p>\
            <p class="small">\(frame(KnownInstitutionWords.prefilled))</p>\(end)</section>
            """
    }

    /// What the form of a verification carries about the institution.
    func institutionFields(_ own: Fields, _ known: KnownInstitution?) -> HTML {
        let isKept = own.form["keepInstitution"] == "1"
        if let known {
            return "<input type=\"hidden\" name=\"reliesOn\" value=\"\(known.id)\">"
        }
        return """
            <label class="option"><input type="checkbox" name="keepInstitution" value="1"\(" checked", if: isKept)>\
            <span>\(frame(KnownInstitutionWords.keep))</span></label>
            """
    }
}
