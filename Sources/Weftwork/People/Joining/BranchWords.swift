/// What the review of a branch says.
enum BranchWords {
    static let title = Text(zh: "这一支", en: "This branch")
    static func came(_ count: Int, _ name: String) -> Text {
        Text(zh: "经 \(name) 来的：\(count) 人（直接或经由别人）", en: "\(count) came through \(name), directly or through others")
    }
    static let hint = Text(
        zh: "一支人可以整体看一遍，但处理要一个一个来：没有成批停用。",
        en: "A branch is looked at as a whole, and dealt with one by one: there is no suspending in bulk.")
    static let nobody = Text(zh: "没有人经其而来。", en: "Nobody came through them.")
    static let joined = Text(zh: "加入", en: "Joined")
    static let given = Text(zh: "给出的背书", en: "Vouches given")
    static let received = Text(zh: "得到的背书", en: "Vouches received")
    static let promised = Text(zh: "认领", en: "Promises")
    static let kept = Text(zh: "确认送达", en: "Confirmed")
    static let looks = Text(zh: "看过联系方式", en: "Looks at contacts")
    static let reports = Text(zh: "关于其的未结报告", en: "Open reports about them")
    static let endLinks = Text(zh: "结束这一支的全部邀请", en: "End all links of this branch")
    static func links(_ count: Int) -> Text {
        Text(zh: "这一支还有 \(count) 个能用的邀请。", en: "This branch has \(count) links that can still be used.")
    }
    static let again = Text(zh: "请迎新的人逐个再见一次", en: "Ask those who welcome to see each once more")
    static let againHint = Text(
        zh: "每人 7 天，由不在这一支里的人来看。", en: "Within 7 days each, by somebody who is not of this branch.")
    static let isAgain = Text(zh: "等再见一次", en: "to be seen again")
    static let seeAgain = Text(zh: "再见一次", en: "See them again")
    static let mailEnded = Text(
        zh: "您的邀请链接已由负责的人结束。有疑问请写“申请与报告”。",
        en: "Your invitation links were ended by those who answer for the network. If you wonder why, ask by a report.")
    static func mailAgain(_ count: Int) -> Text {
        Text(zh: "请在 7 天内再见一见 \(count) 位成员：", en: "Please see \(count) members once more within 7 days:")
    }

    static let opened = Text(zh: "各入口被打开的次数", en: "How often each way in was opened")
    static let openedHint = Text(
        zh: "只数次数（没登录的人），不记是谁。", en: "Counts only, of those who were not signed in; nobody is recorded.")
    static let times = Text(zh: "次数", en: "Opened")
    static let publicPage = Text(zh: "公开的加入页", en: "The public page")
    static let applications = Text(zh: "申请的结果", en: "What became of applications")
    static let noCampaign = Text(zh: "没有标记", en: "no campaign")
    static let campaign = Text(zh: "活动", en: "Campaign")
    static let waiting = Text(zh: "等答复", en: "Waiting")
    static let accepted = Text(zh: "接受", en: "Accepted")
    static let declined = Text(zh: "未接受", en: "Not accepted")
    static let withdrawn = Text(zh: "撤回", en: "Withdrawn")
    static let publicLink = Text(
        zh: "公开加入页可以带上活动名，看看大家从哪里来：", en: "Give the public page a campaign’s name to see where people come from:")
}
