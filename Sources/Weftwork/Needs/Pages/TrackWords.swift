/// What the requester's page says.
enum TrackWords {
    static let title = Text(zh: "我的求助", en: "My request")
    static let findTitle = Text(zh: "查进展", en: "See how it stands")
    static let findHint = Text(zh: "用查询码和手机号后四位。", en: "With your code and the last four digits of your phone number.")
    static let code = Text(zh: "查询码", en: "Code")
    static let digits = Text(zh: "手机号后四位", en: "Last four digits")
    static let show = Text(zh: "查看", en: "Show")
    static let received = Text(zh: "收到了。", en: "We have it.")
    static let keepCode = Text(zh: "记下这个查询码，或保存下面的专属链接。", en: "Write this code down, or keep the secret link below.")
    static let keepCodeOnly = Text(
        zh: "用这个查询码和手机号后四位随时可以回来。", en: "Come back at any time with this code and the last four digits of your phone.")
    static let keepLink = Text(
        zh: "您没有留手机号，回来要用下面的专属链接，请保存好。丢了的话，在“查进展”里写这个查询码，我们再发给您。",
        en:
            "You left no phone number: your way back is the secret link below, so keep it. If you lose it, give this code under “See how it stands” and we send the link again."
    )
    static let keepLinkOnly = Text(
        zh: "您没有留手机号和邮箱，回来只能用下面的专属链接，请现在就保存好：丢了我们没有办法再发给您。",
        en:
            "You left neither a phone number nor a mail address: your only way back is the secret link below. Keep it now; we have no way to send it again."
    )
    static let noDigits = Text(zh: "没有留手机号，或者丢了专属链接？", en: "No phone number left, or the secret link lost?")
    static let linkAgainHint = Text(
        zh: "写下查询码，我们把专属链接再发到您当时留下的邮箱、微信服务号或手机短信。只发到那里，一天最多三次。",
        en:
            "Give the code, and the secret link goes once more to the mail address, WeChat account or phone you left. Nowhere else, and three times a day at most."
    )
    static let codeOfLink = Text(zh: "要哪个查询码的链接", en: "Whose link: the code")
    static let linkAgain = Text(zh: "再发一次专属链接", en: "Send the link again")
    static let linkAgainSent = Text(
        zh: "如果这个查询码留有能收消息的方式，链接已经发过去了。",
        en: "If a way for messages was left with this code, the link is on its way.")
    static let badCode = Text(zh: "查询码是 8 位字母和数字，请再看一下。", en: "A code has eight letters and digits; please look again.")
    static func linkSent(_ way: MessageWay) -> Text {
        switch way {
        case .email: Text(zh: "专属链接再发到了本人邮箱", en: "The secret link was sent again, to the requester's own mail address")
        case .wechat: Text(zh: "专属链接再发到了本人微信", en: "The secret link was sent again, to the requester's own WeChat")
        case .sms: Text(zh: "专属链接再发到了本人手机", en: "The secret link was sent again, to the requester's own number")
        }
    }
    static let secretLink = Text(zh: "您的专属链接（不要转发）", en: "Your secret link (don't pass it on)")
    static let neverPay = Text(
        zh: "这里的人不会向您要钱、手续费或验证码。", en: "Nobody from here asks for money, fees or codes.")
    static let whoOwns = Text(zh: "现在由谁负责", en: "Who answers for it now")
    static func answerBy(_ moment: Int64) -> Text {
        Text(zh: "最迟 \(moment: moment) 有下一步。", en: "The next step comes by \(moment: moment).")
    }
    static let joined = Text(
        zh: "已和另一项相同的需求一起办理，现在：", en: "It is dealt with together with another request for the same, which is now")
    static let publicNeed = Text(zh: "这项需求所有人都能看到的内容：", en: "What everybody may see of this need:")
    static let question = Text(zh: "我们想问您", en: "We would like to know")
    static let answer = Text(zh: "您的答复", en: "Your answer")
    static let sendAnswer = Text(zh: "答复", en: "Answer")
    static let stillNeeded = Text(zh: "还需要吗？", en: "Is it still needed?")
    static let yes = Text(zh: "还需要", en: "Yes, still needed")
    static let no = Text(zh: "不需要了", en: "No longer needed")
    static let arrived = Text(zh: "收到了吗？", en: "Has it arrived?")
    static let confirm = Text(zh: "都收到了", en: "Yes, all of it")
    static let count = Text(zh: "送来的，一份一份点", en: "Count what came")
    static let countHint = Text(
        zh: "有的规格不对、坏了？写下能用的数量就行，其余的会再找人，不算谁的错。",
        en:
            "Wrong kind, or damaged? Just write how much you can use; the rest is looked for again, and nobody is blamed."
    )
    static let confirmThis = Text(zh: "收到，这些能用", en: "Received; so much is usable")
    static let notDelivered = Text(zh: "没有收到", en: "It did not arrive")
    static let notUsableNote = Text(zh: "哪些不能用、为什么", en: "What can't be used, and why")
    static let notDeliveredNote = Text(zh: "缺什么、哪里不对", en: "What is missing or wrong")
    static let disputed = Text(zh: "您说没有收到，正在查。", en: "You said that it did not arrive; it is being looked into.")
    static let inDispute = Text(zh: "没有收到的", en: "What did not arrive")
    static func disputeOwner(_ name: String) -> Text {
        Text(
            zh: "\(name) 在向送的人问清楚，问完告诉您结果。这一份先给您留着，不会算作送到。",
            en:
                "\(name) asks whoever was to bring it, and tells you what comes of it. It is kept for you meanwhile, and doesn't count as arrived."
        )
    }
    static func disputeBy(_ moment: Int64) -> Text { Text(zh: "最迟 \(moment: moment)。", en: "By \(moment: moment).") }
    static let cameAfterAll = Text(
        zh: "后来收到了？在“送来的，一份一份点”里写下能用的数量，就不用再查了。",
        en: "Has it come after all? Count it below under “Count what came”, and nobody needs to look further.")
    static let promisedOf = Text(zh: "没有收到的，如果后来到了", en: "Did not arrive, if it has come since")
    static let agree = Text(zh: "可以公开这项求助吗？", en: "May this request be published?")
    static let agreeHint = Text(
        zh: "有人替您提交的。您同意之后才会公开；公开的只有要什么、在哪个区县，没有姓名、电话和地址。",
        en:
            "Somebody asked for you. Nothing is published before you agree; and then only what is needed and in which district, never name, number or address."
    )
    static let agreeYes = Text(zh: "同意公开", en: "Yes, publish it")
    static let add = Text(zh: "补充", en: "Add something")
    static let correct = Text(zh: "修改", en: "Correct")
    static let less = Text(
        zh: "需要的少了、别处已经有了，直接改数量就行，不影响核实。",
        en: "Less is needed, or you got some elsewhere? Just lower the number; it stays verified.")
    static let enough = Text(zh: "这样够了", en: "We have enough of this")
    static let photosHint = Text(
        zh: "只有核实和跟进的人看得到，不会公开。求助结束前您可以删除；它们和联系方式一起销毁。",
        en:
            "Seen only by those who check and follow up, never public. You can delete them while your need is open; they are destroyed with your contact."
    )
    static let withdraw = Text(zh: "撤回", en: "Withdraw")
    static let withdrawHint = Text(zh: "撤回后认领的人会收到通知。", en: "Those who promised something will be told.")
    static let rating = Text(zh: "这次帮助怎么样？", en: "How was this help?")
    static let rate = Text(zh: "评价", en: "Rate")
    static let myContact = Text(zh: "我留下的联系方式", en: "The contact I left")
    static let byLinkOnly = Text(
        zh: "联系方式只有通过专属链接才能看和改。", en: "The contact can be seen and changed by the secret link only.")
    static let whatHappened = Text(zh: "到现在的经过", en: "What has happened")
    static let whoLooked = Text(zh: "谁看过我的联系方式", en: "Who has looked at my contact")
    static let nobodyLooked = Text(zh: "还没有人看过。", en: "Nobody has looked yet.")
    static let wrong = Text(zh: "查询码或后四位不对，或者链接不完整。", en: "Code or digits are wrong, or the link is not whole.")
    static let publicView = Text(zh: "公开的样子", en: "What the public sees")
    static let stillDealtWith = Text(
        zh: "求助仍在处理，只是您写的内容别人看不到。",
        en: "Your need is still being dealt with; only what you wrote is not shown to others.")
    static let report = Text(zh: "报告有什么不对", en: "Report that something is wrong")
    static let reportHint = Text(
        zh: "页面上的内容不对、有人向您要钱、有人骚扰您，都可以说。另一位负责人在一天内处理。",
        en:
            "What stands here is wrong, somebody asked for money, somebody harasses you: say it. Somebody who leads deals with it within a day."
    )
    static let forget = Text(zh: "删除我的联系方式和描述", en: "Destroy my contact and description")
    static let forgetHint = Text(
        zh: "立刻销毁，备份里的也打不开了。留下的只有求助的标题和处理经过。",
        en: "Destroyed at once, also for what lies in backups. What stays is the title and what was done.")
    static let forgetLater = Text(
        zh: "求助还没有结束，有人可能要联系您。可以先撤回。",
        en: "Your need is still open and somebody may have to reach you. You can withdraw it first.")
    static let notPublic = Text(
        zh: "核实和发布之前，只有经办人看得到。", en: "Until it is checked and published only those who work on it see it.")
    static func purpose(_ reveal: Reveal) -> Text {
        if reveal.isDesk { return Text(zh: "核实与跟进", en: "to check and follow up") }
        if reveal.purpose == LookRules.claimPurpose {
            return Text(zh: "送达所认领的东西", en: "to deliver what was promised")
        }
        let purpose = Text.verbatim(reveal.purpose)
        if let name = reveal.approvedBy {
            return Text(
                zh: "\(purpose)（\(LookWords.approved(by: name))）", en: "\(purpose) (\(LookWords.approved(by: name)))")
        }
        guard reveal.isByOperator else { return purpose }
        return Text(zh: "\(purpose)（\(LookWords.byOperator)）", en: "\(purpose) (\(LookWords.byOperator))")
    }
    static func state(_ state: Need.State) -> Text {
        switch state {
        case .submitted: Text(zh: "已经收到，正在等第一次答复。", en: "We have it; a first answer is on its way.")
        case .acknowledged: Text(zh: "有人看到了，接下来核实。", en: "Somebody has read it; checking comes next.")
        case .verifying: Text(zh: "正在核实，可能会打电话给您。", en: "It is being checked; somebody may call you.")
        case .verified: Text(zh: "核实好了，准备发布。", en: "Checked; it will be published next.")
        case .published: Text(zh: "已发布，正在找能帮忙的人。", en: "Published; help is being sought.")
        case .inProgress: Text(zh: "有人在帮忙了。", en: "Help is on its way.")
        case .delivered: Text(zh: "应该都送到了，请您确认。", en: "All should have arrived; please confirm.")
        case .confirmed: Text(zh: "您已确认收到。七天后自动结案。", en: "You confirmed. It closes by itself after seven days.")
        case .closed: Text(zh: "已完成。", en: "Closed.")
        case .needsInformation: Text(zh: "我们有个问题要问您。", en: "We have a question for you.")
        case .cannotReach:
            Text(zh: "我们联系不上您，请留意电话或在这里补充。", en: "We can't reach you. Please mind your phone, or add a word here.")
        case .rejected: Text(zh: "没有受理，理由见下。", en: "It was not taken on; the reason is below.")
        case .duplicate: Text(zh: "与您或别人的另一项相同，已合并处理。", en: "It is the same as another request and is handled with it.")
        case .withdrawn: Text(zh: "已撤回。", en: "Withdrawn.")
        case .expired:
            Text(zh: "很久没有您的消息，已过期；需要的话可以重新打开。", en: "We had no word for long, so it expired; you can reopen it.")
        case .unmet:
            Text(
                zh: "很抱歉，没能满足。原因和试过的办法见下。", en: "We are sorry: it could not be met. Why, and what was tried, is below.")
        }
    }
}
