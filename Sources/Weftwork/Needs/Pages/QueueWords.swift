/// What the verifiers' desk says.
enum QueueWords {
    static let title = Text(zh: "审核台", en: "Queue")
    static func name(of lane: QueueLane) -> Text {
        switch lane {
        case .all: Text(zh: "全部", en: "All")
        case .unanswered: Text(zh: "待受理", en: "To answer")
        case .calls: Text(zh: "要打电话", en: "To call")
        case .checking: Text(zh: "待核实", en: "To verify")
        case .publish: Text(zh: "待发布", en: "To publish")
        case .second: Text(zh: "抽查", en: "Second look")
        case .waiting: Text(zh: "等对方", en: "Waiting")
        }
    }
    static let empty = Text(zh: "没有等着处理的。辛苦了，歇一会儿。", en: "Nothing waits here. Well done; take a rest.")
    static let next = Text(zh: "下一项", en: "Next item")
    static func lockedBy(_ name: String, until: Int64) -> Text {
        Text(zh: "\(name) 在处理，到 \(moment: until)", en: "\(name) works on it until \(moment: until)")
    }
    static func lockedByYou(until: Int64) -> Text {
        Text(
            zh: "这一项由您处理，到 \(moment: until)；再次打开可续。", en: "It is yours until \(moment: until); open it again to renew.")
    }
    static let renew = Text(zh: "续 15 分钟", en: "Fifteen minutes more")
    static func firstOf(_ shown: Int, _ all: Int) -> Text {
        Text(zh: "列出了最先到期的 \(shown) 项，共 \(all) 项", en: "The \(shown) that are due first, of \(all)")
    }
    static let maybeDouble = Text(zh: "可能重复", en: "Maybe a double")
    static let changed = Text(zh: "有修改，重新核实", en: "Changed; verify again")
    static let checks = Text(zh: "核实清单", en: "Checklist")
    static let evidence = Text(zh: "依据照片", en: "Evidence")
    static let evidenceHint = Text(
        zh: "给某一问附照片，例如公函、来电显示。能看核实结果的人才看得到，求助者和公众看不到；拍摄地点会去掉。先传照片，再答下面的问题。",
        en:
            "A photo for one question: an official letter, a caller's number. Only those who see what was checked see it, neither the requester nor the public; where it was taken is removed. Send photos first, then answer below."
    )
    static func evidenceFor(_ question: Text) -> Text { Text(zh: "附照片：\(question)", en: "Add a photo: \(question)") }
    static let checkNote = Text(zh: "加备注", en: "Add a note")
    static func checkNoteOf(_ question: Text) -> Text { Text(zh: "备注：\(question)", en: "Note: \(question)") }
    static let answers = Text(zh: "逐项回答和依据", en: "Answers and evidence")
    static func name(of answer: VerificationDraft.Finding) -> Text {
        switch answer {
        case .yes: CaseWords.yes
        case .no: CaseWords.no
        case .na: CaseWords.notApplicable
        }
    }
    static let confidence = Text(zh: "可信程度", en: "Confidence")
    static let verify = Text(zh: "核实完成", en: "Verified")
    static let note = Text(zh: "备注（只有经办人可见）", en: "Note (for the case team only)")
    static let acknowledgeFirst = Text(
        zh: "先受理：告诉求助者有人看到了。", en: "Acknowledge first: the requester learns that somebody has read it.")
    static let openFirst = Text(
        zh: "打开后才能核实；打开期间别人不会同时处理。", en: "Open it to verify; while it is open nobody else works on it.")
    static let skip = Text(zh: "跳过，换人来看", en: "Skip: let somebody else look")
    static let skipReason = Text(zh: "为什么（例如：累了、拿不准、认识对方）", en: "Why (tired, unsure, knows them …)")
    static let calls = Text(zh: "联系记录", en: "Call log")
    static let reaching = Text(zh: "联系求助者", en: "Reaching the requester")
    static let noCalls = Text(zh: "还没有联系过。", en: "No call yet.")
    static let channel = Text(zh: "通过什么联系", en: "By which way")
    static let byPhone = Text(zh: "电话", en: "phone")
    static let bySMS = Text(zh: "短信", en: "SMS")
    static let byWeChat = Text(zh: "微信", en: "WeChat")
    static let byMail = Text(zh: "邮件", en: "mail")
    static let cannotReach = Text(zh: "联系不上", en: "Could not reach")
    static let retryAt = Text(zh: "下次什么时候再联系", en: "Try again at")
    static let reached = Text(zh: "联系上了", en: "Reached")
    static let ask = Text(zh: "请对方补充", en: "Ask a question")
    static let question = Text(zh: "问题", en: "Question")
    static let duplicates = Text(zh: "可能重复的", en: "Possible doubles")
    static let noDuplicates = Text(zh: "没有发现相像的。", en: "Nothing alike was found.")
    static let merged = Text(zh: "已并过去，两边的历史都在。", en: "Merged; both histories are kept.")
    static let merge = Text(zh: "就是它，并过去", en: "The same: merge into it")
    static let dismiss = Text(zh: "不是同一件事", en: "Not the same")
    static func alike(_ score: Double) -> Text {
        Text(zh: "相像 \(Int(score * 100))%", en: "\(Int(score * 100))% alike")
    }
    static func reason(_ reason: DuplicateCandidate.Reason) -> Text {
        switch reason {
        case .phone: Text(zh: "电话相同", en: "same phone")
        case .email: Text(zh: "邮箱相同", en: "same mail address")
        case .wechat: Text(zh: "微信相同", en: "same WeChat")
        case .institution: Text(zh: "机构相同", en: "same institution")
        case .closeName: Text(zh: "机构名称很像", en: "nearly the same institution")
        case .text: Text(zh: "内容相像", en: "similar text")
        case .near: Text(zh: "地区和时间相近", en: "near in place and time")
        case .follow: Text(zh: "求助者说相同", en: "the requester says so")
        case .spotted: Text(zh: "两位志愿者看出来的", en: "two volunteers noticed it")
        }
    }
    static let found = Text(zh: "核实到的情况", en: "What verifiers found")
    static let second = Text(zh: "管控物品：需要第二位审核员。", en: "Controlled goods: a second verifier is needed.")
    static let keys = Text(
        zh: "快捷键：n 下一项 · a 受理 · o 打开 · c 看联系方式 · v 核实 · p 发布 · j/k 上下",
        en: "Keys: n next · a acknowledge · o open · c show the contact · v verify · p publish · j/k move")
    static let keysList = Text(zh: "快捷键", en: "Keyboard shortcuts")
}
