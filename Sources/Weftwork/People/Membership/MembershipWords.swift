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
}
