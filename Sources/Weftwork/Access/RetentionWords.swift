/// What is said about how long things are kept.
enum RetentionWords {
    static let title = Text(zh: "保存多久（天）", en: "How long things are kept (days)")
    static let hint = Text(
        zh: "到期就销毁，备份里的也打不开。事件链本身不变。",
        en: "Destroyed when the time is over, in backups too. The chain of events stays as it is.")
    static func days(_ count: Int) -> Text { Text(zh: "\(count) 天", en: "\(count) days") }

    static func name(of kind: Retention.Kind) -> Text {
        switch kind {
        case .contacts: Text(zh: "需求结束后的联系方式", en: "Contacts, after a need has ended")
        case .visits: Text(zh: "去过哪里、谁扫过通行证", en: "Whereabouts, and who scanned passes")
        case .matters: Text(zh: "结束的申请、报告、申诉里的话", en: "Words in applications, reports, appeals, after their end")
        case .formerNames: Text(zh: "离开的成员的名字", en: "Names of members who left")
        case .suspensions: Text(zh: "停用的原因，结束之后", en: "Reasons of suspensions, after their end")
        case .invitations: Text(zh: "邀请的留言，结束之后", en: "Notes of invitations, after their end")
        case .nominations: Text(zh: "角色提名和反对的话，决定之后", en: "Words of nominations and objections, once decided")
        case .arrivals: Text(zh: "通过谁来的，安顿好之后", en: "Through whom somebody came, once settled in")
        case .askings: Text(zh: "谁被问过帮什么、怎么答的", en: "Who was asked for help, and what they answered")
        }
    }
}
