/// What is said about where somebody stands in a network.
enum MembershipWords {
    static func name(of state: Membership.State) -> Text {
        switch state {
        case .invited: Text(zh: "已邀请", en: "invited")
        case .applied: Text(zh: "已申请", en: "applied")
        case .welcomed: Text(zh: "新成员", en: "newcomer")
        case .active: Text(zh: "活跃", en: "active")
        case .dormant: Text(zh: "休眠", en: "dormant")
        case .left: Text(zh: "已离开", en: "left")
        case .suspended: Text(zh: "已暂停", en: "suspended")
        }
    }
    static let title = Text(zh: "我在这个网络", en: "My place here")
    static let rest = Text(zh: "休息一阵", en: "Rest for a while")
    static let restHint = Text(zh: "不再收到提醒和安排；随时可以回来。", en: "No reminders and no duties until you come back, any day.")
    static let back = Text(zh: "我回来了", en: "I am back")
}
