/// What exports with contacts say.
enum ExportWords {
    static let title = Text(zh: "导出联系方式", en: "Exports with contacts")
    static let hint = Text(
        zh: "一次拿走很多联系方式，要写明用途，由另一位负责人同意。每一位求助者都会在自己的页面上看到这次查看：谁要的、谁同意的、为了什么。",
        en:
            "Many contacts at once take a purpose and a second person. Every requester in it reads on her page who asked, who approved, and what for."
    )
    static let ask = Text(zh: "申请导出", en: "Ask for an export")
    static let purpose = Text(zh: "用途（每位求助者都会读到）", en: "What for (every requester in it reads this)")
    static let filter = Text(zh: "范围", en: "Which needs")
    static let everything = Text(zh: "全部需求", en: "All needs")
    static let filterHint = Text(
        zh: "先在看板上筛选，再点“导出联系方式”。", en: "Filter the board first, then follow “Exports with contacts”.")
    static func holds(_ needs: Int, _ contacts: Int) -> Text {
        Text(
            zh: "\(needs) 项需求，其中 \(contacts) 项有联系方式。",
            en: "\(needs) needs, \(contacts) of them with a contact.")
    }
    static let sendAsk = Text(zh: "请另一位负责人同意", en: "Ask a second person to approve")
    static let all = Text(zh: "申请过的导出", en: "Exports that were asked for")
    static let none = Text(zh: "还没有。", en: "None yet.")
    static let askedBy = Text(zh: "申请人", en: "Asked by")
    static let decidedBy = Text(zh: "决定的人", en: "Decided by")
    static let decide = Text(zh: "请您决定", en: "Yours to decide")
    static let decideHint = Text(
        zh: "问问自己：用途站得住吗？一定要这么多吗？申请人会怎样保管？",
        en: "Ask: does the purpose hold? Does it take this many? How will they be kept?")
    static let note = Text(zh: "理由", en: "Why")
    static let approve = Text(zh: "同意", en: "Approve")
    static let refuse = Text(zh: "不同意", en: "Refuse")
    static let withdraw = Text(zh: "撤回申请", en: "Withdraw")
    static let download = Text(zh: "下载（只能一次）", en: "Download (once)")
    static let downloadHint = Text(
        zh: "下载后由您保管：只用于上面的用途，用完删掉。",
        en: "From then on you answer for it: for this purpose only, and destroyed afterwards.")
    static func until(_ moment: Int64) -> Text {
        Text(zh: "到 \(moment: moment) 为止", en: "until \(moment: moment)")
    }
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "一次最多 \(most) 项，请缩小范围。", en: "At most \(most) needs at once; narrow it down.")
    }
    static let empty = Text(zh: "这个范围里没有联系方式。", en: "There are no contacts in this.")
    static let secondPerson = Text(zh: "要由另一个人决定。", en: "A second person has to decide.")
    static func cannotDownload(_ state: PrivateExport.State) -> Text {
        Text(zh: "现在是“\(name(of: state))”，不能下载。", en: "It is “\(name(of: state))” now and can't be downloaded.")
    }
    static func name(of state: PrivateExport.State) -> Text {
        switch state {
        case .asked: Text(zh: "等待决定", en: "waits for a decision")
        case .approved: Text(zh: "已同意", en: "approved")
        case .refused: Text(zh: "未同意", en: "refused")
        case .withdrawn: Text(zh: "已撤回", en: "withdrawn")
        case .lapsed: Text(zh: "已逾期", en: "lapsed")
        case .downloaded: Text(zh: "已下载", en: "downloaded")
        }
    }
    static func mailGivenOut(_ contacts: Int) -> Text {
        Text(zh: "\(contacts) 份联系方式已导出：", en: "\(contacts) contacts were exported:")
    }
    static let mailLapsed = Text(zh: "您申请的导出已逾期：", en: "The export you asked for has lapsed:")

    /// Said to whoever wants to know who holds copies.
    static func copy(_ name: String, _ at: Int64) -> Text {
        Text(
            zh: "\(name)：\(moment: at)下载过您留在求助里的联系方式。",
            en: "\(name), who downloaded the contact that you left with a need on \(moment: at).")
    }
}
