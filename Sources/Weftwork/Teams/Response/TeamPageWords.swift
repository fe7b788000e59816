/// What the pages of teams say.
enum TeamPageWords {
    static let intro = Text(
        zh: "需要多了，人就聚起来。这里是围绕求助长出来的小队，谁都可以认一个角色。",
        en: "Where much is lacking people gather. These teams grew around needs; anybody here can take a role.")
    static let none = Text(zh: "现在没有小队。", en: "There is no team just now.")
    static let openOnes = Text(zh: "进行中", en: "Open")
    static let closedOnes = Text(zh: "已结束", en: "Closed")
    static let suggested = Text(zh: "建议成立的小队", en: "Suggested teams")
    static let suggestedHint = Text(
        zh: "同一类、同一带、还没有小队的求助。只是建议，由人决定。",
        en: "Needs of one kind, close together, without a team. A suggestion only: people decide.")
    static let nothingSuggested = Text(zh: "现在没有成堆的求助。", en: "Nothing piles up just now.")
    static let dismiss = Text(zh: "不需要", en: "Not needed")
    static let dismissHint = Text(
        zh: "不需要的，翻倍了或两星期后会再出现。", en: "What is not needed comes back when it has doubled, or in two weeks.")
    static let toTeam = Text(zh: "去那支小队", en: "To that team")
    static let thereIsTeam = Text(zh: "那里已经有一支小队，可以把这些求助加进去。", en: "A team is there already; these needs can join it.")
    static let addAll = Text(zh: "加进那支小队", en: "Add them to that team")

    static let new = Text(zh: "成立小队", en: "Gather a team")
    static let newHint = Text(
        zh: "您就是负责人。需要什么角色由求助算出来，之后可以改。",
        en: "You keep it. Which roles it has follows from its needs; you can change them later.")
    static let purpose = Text(zh: "这支小队要做什么（一句话）", en: "What it is for, in one line")
    static let purposeWho = Text(zh: "成员能看到", en: "Members can read it")
    static let needs = Text(zh: "求助", en: "Needs")
    static let emergency = Text(zh: "应急行动", en: "Emergency")
    static let noEmergency = Text(zh: "不属于应急行动", en: "None")
    static let area = Text(zh: "地方", en: "Place")
    static let areaHint = Text(zh: "没有选求助时填，到区县就好。", en: "Where no need is chosen; a district is enough.")
    static let category = Text(zh: "类别", en: "Category")
    static let needTeam = Text(zh: "有小队在办", en: "A team works on it")

    static let forMembers = Text(zh: "登录后可以认一个角色。", en: "Members can take a role: sign in.")
    static func need(_ count: Int) -> Text { Text(zh: "\(count) 项求助", en: "needs: \(count)") }
    static func people(_ count: Int) -> Text { Text(zh: "\(count) 人", en: "people: \(count)") }
    static func places(_ taken: Int, _ heads: Int) -> Text {
        Text(zh: "\(taken) / \(heads) 人", en: "\(taken) of \(heads)")
    }
    static func lacks(_ list: String) -> Text { Text(zh: "还缺：\(list)", en: "Lacks: \(list)") }
    static let lacksNobody = Text(zh: "角色都有人。", en: "Every role has its people.")
    static let mine = Text(zh: "我在其中", en: "I am in it")

    static let roles = Text(zh: "角色", en: "Roles")
    static let noRoles = Text(zh: "还没有开设角色。", en: "No role is open yet.")
    static let take = Text(zh: "我来", en: "I take it")
    static func takeOf(_ role: Text) -> Text { Text(zh: "我来：\(role)", en: "I take it: \(role)") }
    static let release = Text(zh: "我放下", en: "Lay it down")
    static func releaseOf(_ role: Text) -> Text { Text(zh: "我放下：\(role)", en: "Lay it down: \(role)") }
    static func confirm(_ name: String) -> Text { Text(zh: "同意 \(name) 加入", en: "Say yes to \(name)") }
    static func asking(_ names: String) -> Text { Text(zh: "等负责人同意：\(names)", en: "waits for the keeper: \(names)") }
    static func free(_ name: String) -> Text { Text(zh: "空出位置：\(name)", en: "Free the place of \(name)") }
    static let empty = Text(zh: "还没有人", en: "nobody yet")

    static let keeper = Text(zh: "负责人", en: "Keeper")
    static let charter = Text(zh: "小队的目标", en: "What the team is for")
    static let backup = Text(zh: "后备", en: "Backup")
    static let nobody = Text(zh: "没有", en: "nobody")
    static let theDesk = Text(zh: "值班人员", en: "the desk")
    static let since = Text(zh: "成立于", en: "Since")
    static let promises = Text(zh: "路上的认领", en: "Promises on their way")
    static let noPromises = Text(zh: "现在没有路上的认领。", en: "Nothing is on its way just now.")
    static func by(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 之前", en: "by \(moment: moment)") }
    static func hidden(_ count: Int) -> Text {
        Text(zh: "另有 \(count) 项您看不到。", en: "\(count) more you can't see.")
    }

    static let keep = Text(zh: "负责人可以做的", en: "For its keeper")
    static let looked = Text(zh: "看过了，还在进行", en: "Looked – it goes on")
    static let lookedHint = Text(zh: "顺便按求助重新算一遍角色。", en: "Its roles are worked out anew from its needs.")
    static let change = Text(zh: "改一句话", en: "Change the line")
    static let openRole = Text(zh: "加一个角色", en: "Open another role")
    static let roleKind = Text(zh: "角色", en: "Role")
    static let roleName = Text(zh: "名字（选“其他角色”时写）", en: "Its name, for another role")
    static let heads = Text(zh: "几个人", en: "How many people")
    static func headsOf(_ role: Text) -> Text { Text(zh: "“\(role)”几个人", en: "How many for “\(role)”") }
    static let headsHint = Text(zh: "写 0 就关掉这个角色。", en: "0 closes the role.")
    static let changeRoles = Text(zh: "改人数", en: "Change how many")
    static let addNeeds = Text(zh: "加求助", en: "Add needs")
    static let nothingToAdd = Text(
        zh: "同一座城市里没有别的同类求助了。", en: "No other need of this kind in the same city is without a team.")
    static func remove(_ title: String) -> Text { Text(zh: "移出：\(title)", en: "Take out: \(title)") }
    static let removeShort = Text(zh: "移出", en: "Take out")
    static let handOver = Text(zh: "交接", en: "Hand it over")
    static let to = Text(zh: "交给", en: "To")
    static let offer = Text(zh: "请对方接手", en: "Ask them")
    static let setBackup = Text(zh: "定为后备", en: "Make them the backup")
    static func asked(_ name: String) -> Text {
        Text(zh: "已请 \(name) 接手，等答复。", en: "\(name) is asked to take it over.")
    }
    static let takeBack = Text(zh: "收回", en: "Take it back")
    static let askedYou = Text(zh: "请您接手这支小队。", en: "You are asked to take this team over.")
    static let accept = Text(zh: "接手", en: "Accept")
    static let decline = Text(zh: "这次不行", en: "Not this time")
    static let proposed = Text(
        zh: "它的求助都办完了。可以结束；不动它，三天后自己结束。",
        en: "All its needs are done. Close it; left alone it closes by itself in three days.")
    static let keepOpen = Text(zh: "先不结束", en: "Keep it open")
    static let close = Text(zh: "结束并感谢大家", en: "Close it and thank everybody")
    static let closeHint = Text(
        zh: "求助各归原来的负责人；小队留作记录。", en: "Each need stays with whoever answers for it; the team is kept as a record.")
    static func closed(_ moment: Int64) -> Text {
        Text(zh: "结束于 \(moment: moment)，谢谢大家。", en: "Closed \(moment: moment). Thanks to everybody.")
    }
    static let toFill = Text(zh: "小队里缺人", en: "Teams lack somebody")
    static let allTeams = Text(zh: "看所有小队", en: "All teams")
    static let back = Text(zh: "回到小队", en: "Back to the teams")
}
