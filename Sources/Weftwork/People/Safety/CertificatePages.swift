internal import Database

/// Training on record, on the pages of members.
struct CertificateParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    /// What a member holds; for those who may, with forms to write down and take back.
    func card(_ certificates: [Certificate], of member: ID, _ fields: Fields) -> HTML {
        let mayCertify = Policy.allows(.certify, frame.ask.viewer) && frame.ask.viewer.member?.id != member
        let isOwn = frame.ask.viewer.member?.id == member
        guard mayCertify || isOwn else { return "" }
        let rows = certificates.map { row($0, mayEnd: mayCertify) }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(CertificateWords.none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        return """
            <section class="card" id="certificates"><h2>\(frame(CertificateWords.title))</h2>\
            <p class="small">\(frame(CertificateWords.hint))</p>\(list)\(mayCertify ? form(member, fields) : "")</section>
            """
    }

    private func row(_ one: Certificate, mayEnd: Bool) -> HTML {
        let end: HTML =
            mayEnd
            ? """
            <form method="post" action="\(root)/certificates/\(one.id)/end">\(frame.hidden)\
            <button class="btn quiet" aria-label="\(frame(CertificateWords.endOf(one.kind)))">\
            \(frame(CertificateWords.end))</button></form>
            """ : ""
        return """
            <li class="line"><span><strong>\(frame(CertificateWords.name(of: one.kind)))</strong> \
            <small>\(frame(CertificateWords.goodUntil(one.untilAt)))</small></span>\(end)</li>
            """
    }

    private func form(_ member: ID, _ fields: Fields) -> HTML {
        let kinds = Certificate.Kind.allCases.map { ($0.rawValue, frame(CertificateWords.name(of: $0))) }
        return """
            <form method="post" action="\(root)/members/\(member)/certificates" class="stack">\(fields.hidden)\
            \(fields.select("kind", CertificateWords.kind, kinds))\
            \(fields.text("until", CertificateWords.until, kind: "date", isRequired: true))\
            \(fields.button(CertificateWords.give, kind: ""))</form>
            """
    }
}
