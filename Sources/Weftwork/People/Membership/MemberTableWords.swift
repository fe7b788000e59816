/// What columns of members are called in tables of others.
enum MemberTableWords {
    static let columns: [String: [String]] = [
        "name": ["姓名", "名字", "称呼", "full name", "display name"],
        "email": ["邮箱", "电子邮箱", "邮件", "e-mail", "mail", "email address"],
        "organisation": ["机构", "单位", "组织", "organization", "org", "company"],
        "role": ["角色", "职责", "roles"],
        "skill": ["技能", "专长", "skills"],
        "area": ["地区", "所在地", "location", "region"],
        "language": ["语言", "languages"],
    ]
}
