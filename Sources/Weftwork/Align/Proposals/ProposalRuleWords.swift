/// What proposals say of rules that were adopted together, and of who was asked.
enum ProposalRuleWords {
    static let asked = Text(zh: "问了谁", en: "Asked")

    static func quorumAtLeast(_ quorum: Int, _ rules: Int) -> Text {
        Text(
            zh: "大家通过的治理规则第 \(rules) 版要求至少 \(quorum)%。",
            en: "Version \(rules) of the adopted rules takes at least \(quorum) %.")
    }

    static func unitIs(_ unit: VoiceUnit, _ rules: Int) -> Text {
        let name = VoiceWords.name(of: unit)
        return Text(
            zh: "大家通过的治理规则第 \(rules) 版定下了谁算一票：\(name)。",
            en: "Version \(rules) of the adopted rules says who counts: \(name).")
    }

    /// To whoever opens what was written under other rules.
    static func sinceWritten(_ settings: AlignSettings, _ rules: Int) -> Text {
        let name = VoiceWords.name(of: settings.unit)
        return Text(
            zh: "它写下之后，大家通过了治理规则第 \(rules) 版：至少 \(settings.quorum)% 表态；\(name)。请先照着改草稿，再开始。",
            en:
                "Since it was written version \(rules) of the rules was adopted: at least \(settings.quorum) % answer; \(name). Please change the draft to that and open it then."
        )
    }
}
