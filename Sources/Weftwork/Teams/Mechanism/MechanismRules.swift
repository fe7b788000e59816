internal import Database
internal import Engine

/// How the page of how a network works is written and decided. Pure.
enum MechanismRules {
    /// So long a part may be.
    static let longest = 2000
    static let longestReason = 500
    /// The figures that are frozen with a version look so far back.
    static let reach = 30 * Time.day

    /// A version with what a draft says in place of what it said.
    /// - Throws: ``Refusal/invalid(_:)`` naming each part that is too long, or a scope that is none.
    static func apply(_ draft: MechanismDraft, to version: MechanismVersion) throws(Refusal) -> MechanismVersion {
        var version = version, problems: [FieldProblem] = []
        if let name = draft.scope {
            if let scope = Audience(name: name), MechanismVersion.scopes.contains(scope) {
                version.scope = scope
            } else {
                let names = MechanismVersion.scopes.map(\.name)
                problems.append(FieldProblem("scope", SiteWords.badChoice(names, name)))
            }
        }
        for part in MechanismPart.allCases {
            for (language, raw) in draft.texts[part] ?? [:] {
                let text = Clean.prose(raw)
                if text.count > longest {
                    problems.append(FieldProblem(part.rawValue, NeedWords.tooLong(longest)))
                }
                version.texts[part].set(text, in: language)
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return version
    }

    /// What still lacks before anybody can be asked to consent.
    static func missing(_ texts: MechanismTexts) -> [MechanismPart] {
        MechanismPart.required.filter { texts[$0].isEmpty }
    }

    /// The parts in which two versions differ.
    static func changed(from old: MechanismTexts, to new: MechanismTexts) -> [MechanismPart] {
        MechanismPart.allCases.filter { old[$0] != new[$0] }
    }

    /// Whether somebody may consent: another than who wrote it – or who wrote it, where nobody else could.
    static func mayConsent(to version: MechanismVersion, _ member: ID, others: Int) -> Bool {
        member != version.editorID || others == 0
    }

    static func reason(_ raw: String) throws(Refusal) -> String {
        let reason = Clean.prose(raw)
        guard !reason.isEmpty else { throw .invalid("reason", SiteWords.missing) }
        guard reason.count <= longestReason else { throw .invalid("reason", NeedWords.tooLong(longestReason)) }
        return reason
    }
}
