/// What a need's page says.
enum CaseWords {
    static let stepAsked = Text(zh: "提交", en: "Asked")
    static let stepSeen = Text(zh: "受理", en: "Seen")
    static let stepVerified = Text(zh: "核实", en: "Checked")
    static let stepPublished = Text(zh: "发布", en: "Published")
    static let stepUnderWay = Text(zh: "进行", en: "Under way")
    static let stepArrived = Text(zh: "送达", en: "Arrived")

    static let whatIsNeeded = Text(zh: "需要什么", en: "What is needed")
    static let photos = Text(zh: "照片", en: "Photos")
    static let photosHint = Text(
        zh: "供核实用，只有经办人看得到，不会公开。", en: "For checking; only those on the case see them, never the public.")
    static let story = Text(zh: "经过", en: "Story")
    static let owner = Text(zh: "谁在负责", en: "Who answers for it")
    static let nextStep = Text(zh: "下一步", en: "Next step")
    static let place = Text(zh: "地点", en: "Place")
    static let neededBy = Text(zh: "最迟", en: "Needed by")
    static let description = Text(zh: "说明", en: "Description")
    static let code = Text(zh: "查询码", en: "Code")
    static let facts = Text(zh: "核实资料", en: "Facts of the case")
    static let source = Text(zh: "来源", en: "Source")
    static let reference = Text(zh: "依据", en: "Reference")
    static let institution = Text(zh: "机构", en: "Institution")
    static let consent = Text(zh: "当事人同意公开", en: "The person agrees to publishing")
    static let urgencyAsked = Text(zh: "求助者所说的紧急程度", en: "Urgency as asked")
    static let audience = Text(zh: "公开范围", en: "Audience")
    static let agrees = Text(zh: "当事人同意公开了", en: "The person in need agrees")
    static let agreesHow = Text(zh: "怎么知道的：什么时候、和谁说的", en: "How you know: when, and with whom you spoke")
    static let agreesAlready = Text(zh: "已经同意过了。", en: "They have agreed already.")
    static let yes = Text(zh: "是", en: "Yes")
    static let no = Text(zh: "否", en: "No")
    static let notApplicable = Text(zh: "不适用", en: "N/A")
    static let own = Text(zh: "本人提交", en: "Said by the person in need")
    static let mergedInto = Text(zh: "已并入", en: "Merged into")
    static let held = Text(
        zh: "有收款或账号字样，未对外显示：请核实后改掉。", en: "Words about money or accounts, kept from others: check and change them.")
    static let voidedNote = Text(zh: "内容有修改，正在重新核实。", en: "Something was changed and is being checked again.")

    static let give = Text(zh: "我来提供", en: "I can give some of this")
    static let giveHint = Text(
        zh: "认领后才会看到联系方式；每次查看都有记录，对方看得到。",
        en:
            "You see the contact once you have promised something. Each look is on record, and the requester can read it."
    )
    static let line = Text(zh: "哪一样", en: "Which")
    static let quantity = Text(zh: "数量", en: "How much")
    static let promisedBy = Text(zh: "什么时候送到", en: "By when")
    static let note = Text(zh: "留言", en: "Note")
    static let claim = Text(zh: "认领", en: "Promise it")
    static func left(_ quantity: Int64, _ unit: String) -> Text {
        Text(zh: "还差 \(quantity: quantity, unit: unit)", en: "\(quantity: quantity, unit: unit) left")
    }
    static let claims = Text(zh: "认领情况", en: "Promises")
    static let noClaims = Text(zh: "还没有人认领。", en: "Nobody has promised anything yet.")
    static func promised(_ quantity: Int64, _ unit: String, by moment: Int64) -> Text {
        Text(
            zh: "认领 \(quantity: quantity, unit: unit)，\(moment: moment) 前",
            en: "\(quantity: quantity, unit: unit) promised by \(moment: moment)")
    }
    static let progress = Text(zh: "报进展", en: "Report progress")
    static let carrier = Text(zh: "承运方", en: "Carrier")
    static let waybill = Text(zh: "运单号", en: "Waybill number")
    static let deliver = Text(zh: "已送达", en: "Delivered")
    static let delivered = Text(zh: "送达数量", en: "Amount delivered")
    static let release = Text(zh: "放下这份认领", en: "Release this claim")
    static let releaseHint = Text(zh: "做不了没关系，放回去让别人来。", en: "It's no shame: it goes back for somebody else.")
    static let received = Text(zh: "收到并可用的数量", en: "Received and usable")
    static let confirmReceipt = Text(zh: "确认收到", en: "Confirm receipt")
    static let dispute = Text(zh: "有不同说法", en: "I disagree")
    static let settle = Text(zh: "解决争议", en: "Settle the dispute")
    static let settledDelivered = Text(zh: "确实送达", en: "It was delivered")
    static let settledNot = Text(zh: "没有送达，放回", en: "It was not; back to the pool")
    static let whyCannotClaim = Text(zh: "认领需要以成员身份登录。", en: "To promise something, sign in as a member.")

    static let contact = Text(zh: "联系方式", en: "Contact")
    static let contactHidden = Text(
        zh: "只有认领者和经办人能看。每次查看都会记录，求助者看得到这份记录。",
        en:
            "For those who have promised something and for the case team. Each look is on record, and the requester can read it."
    )
    static let reveal = Text(zh: "查看联系方式（会记录）", en: "Show the contact (recorded)")
    static let purpose = Text(zh: "为什么要看", en: "What for")
    static let asTyped = Text(zh: "原来是这样写的", en: "As it was typed")
    static let address = Text(zh: "地址", en: "Address")
    static let reveals = Text(zh: "谁看过联系方式", en: "Who has looked at the contact")
    static let noReveals = Text(zh: "还没有人看过。", en: "Nobody has looked yet.")

    static let handover = Text(zh: "交接", en: "Hand over")
    static let handoverTo = Text(zh: "交给谁", en: "To whom")
    static let offer = Text(zh: "提出交接", en: "Offer it")
    static let accept = Text(zh: "接受", en: "Accept")
    static let decline = Text(zh: "不接受", en: "Decline")
    static func offeredTo(_ name: String) -> Text {
        Text(zh: "已提出交给 \(name)，接受之前仍由原负责人负责。", en: "Offered to \(name); it stays with its owner until accepted.")
    }
    static let assignTo = Text(zh: "直接指派", en: "Assign at once")
    static let done = Text(zh: "已记下。", en: "Done.")
    static let work = Text(zh: "我现在能做的", en: "What I can do now")
    static let publish = Text(zh: "发布", en: "Publish")
    static let publishTo = Text(zh: "发布给谁", en: "Publish to")
    static let reason = Text(zh: "理由", en: "Reason")
    static let reject = Text(zh: "不受理", en: "Reject")
    static let unmet = Text(zh: "标为未能满足", en: "Mark unmet")
    static let tried = Text(zh: "试过什么", en: "What was tried")
    static let reopen = Text(zh: "重新打开", en: "Reopen")
    static let close = Text(zh: "结案", en: "Close")
    static let acknowledge = Text(zh: "受理", en: "Acknowledge")
    static let merge = Text(zh: "合并", en: "Merge")
    static let unmerge = Text(zh: "撤销合并", en: "Undo the merge")
    static let confirmFor = Text(zh: "代为确认收到", en: "Confirm for the requester")
    static let assess = Text(zh: "改紧急程度", en: "Assess urgency")
    static let more = Text(zh: "更多", en: "More")
    static let openInQueue = Text(zh: "在审核台处理", en: "Work on it in the queue")
}
