/// What proposals say to those who act on them, and what is sent about them.
enum ProposalWords {
    static let title = Text(zh: "提案与决定", en: "Proposals and decisions")
    static let one = Text(zh: "提案", en: "Proposal")
    static let isHidden = Text(
        zh: "这个提案的文字被隐藏了，暂时不能表态；已有的表态不变。重新显示，或改过以后由负责人显示，就可以继续。",
        en:
            "What this proposal says is hidden: nobody can answer it for now, and what was answered stays. It goes on once it is shown again, as it was or in other words."
    )
    static let log = Text(zh: "决定记录", en: "Decision log")

    static func name(of state: Proposal.State) -> Text {
        switch state {
        case .draft: Text(zh: "草稿", en: "draft")
        case .scheduled: Text(zh: "到时自动开始", en: "opens by itself")
        case .open: Text(zh: "征求意见中", en: "open")
        case .objected: Text(zh: "有反对，正在化解", en: "objection being worked through")
        case .closed: Text(zh: "已截止，等待写下结果", en: "closed, outcome to be written")
        case .decided: Text(zh: "已决定", en: "decided")
        case .withdrawn: Text(zh: "已撤回", en: "withdrawn")
        }
    }

    static func name(of position: Stance.Position) -> Text {
        switch position {
        case .consent: Text(zh: "同意", en: "I consent")
        case .concern: Text(zh: "同意，但有顾虑", en: "I consent, with a concern")
        case .objection: Text(zh: "反对", en: "I object")
        case .agree: Text(zh: "赞成", en: "I agree")
        case .abstain: Text(zh: "弃权", en: "I abstain")
        case .disagree: Text(zh: "不赞成", en: "I disagree")
        case .block: Text(zh: "阻止", en: "I block this")
        }
    }

    /// The same, as it stands in a table of numbers.
    static func noun(of position: Stance.Position) -> Text {
        switch position {
        case .consent: Text(zh: "同意", en: "consent")
        case .concern: Text(zh: "同意，有顾虑", en: "consent with a concern")
        case .objection: Text(zh: "反对", en: "object")
        case .agree: Text(zh: "赞成", en: "agree")
        case .abstain: Text(zh: "弃权", en: "abstain")
        case .disagree: Text(zh: "不赞成", en: "disagree")
        case .block: Text(zh: "阻止", en: "block")
        }
    }

    static func hint(of position: Stance.Position) -> Text {
        switch position {
        case .consent:
            Text(zh: "够好了，可以试到复核的那天。", en: "Good enough for now, and safe enough to try until it is looked at again.")
        case .concern:
            Text(
                zh: "不拦着，但请记下我担心什么，复核时再看。",
                en: "It need not stop for me, but write down what worries me; it comes back at the review.")
        case .objection:
            Text(
                zh: "这样做会损害我们共同的目标。我会说清楚为什么，并一起想办法。",
                en: "It would harm the purpose we share. I say how, and help to find a way.")
        case .agree: Text(zh: "就这么办。", en: "Let us do it.")
        case .abstain: Text(zh: "我不参与这个决定。", en: "I leave this to the others.")
        case .disagree: Text(zh: "我的看法不同，但不拦着。", en: "I see it differently, and don't stand in the way.")
        case .block: Text(zh: "不能这样做，我会说明理由。", en: "This must not happen, and I say why.")
        }
    }

    static func name(of topic: Proposal.Topic) -> Text {
        switch topic {
        case .purpose: Text(zh: "共同目标", en: "Our purpose")
        case .rules: Text(zh: "规则", en: "Our rules")
        case .people: Text(zh: "人与角色", en: "People and roles")
        case .work: Text(zh: "做什么、怎么做", en: "What we do and how")
        case .resources: Text(zh: "钱、时间和物资", en: "Money, time and things")
        case .other: Text(zh: "其他", en: "Something else")
        }
    }

    static func name(of results: Proposal.Results) -> Text {
        switch results {
        case .untilAnswered: Text(zh: "自己表态之后才看得到", en: "seen once one has answered")
        case .untilClosed: Text(zh: "截止之后才看得到", en: "seen once it has ended")
        }
    }

    static func name(of verdict: ProposalVerdict) -> Text {
        switch verdict {
        case .adopted: Text(zh: "通过", en: "adopted")
        case .notAdopted: Text(zh: "未通过", en: "not adopted")
        case .noQuorum: Text(zh: "表态的人不够", en: "too few answered")
        case .tied: Text(zh: "打平", en: "tied")
        case .heard: Text(zh: "听到了大家的想法", en: "heard")
        }
    }

    static func name(of kind: ProposalOutcome.Review.Kind) -> Text {
        switch kind {
        case .kept: Text(zh: "继续有效", en: "It holds on")
        case .again: Text(zh: "需要重新讨论", en: "It is put again")
        case .ended: Text(zh: "不再有效", en: "It is over")
        }
    }

    // MARK: Refusals

    static func argue(_ least: Int) -> Text {
        Text(
            zh: "反对要有理由：这样做会怎样损害我们共同的目标？请至少写 \(least) 个字。",
            en:
                "An objection is argued: how would this harm the purpose we share? Please write at least \(least) characters."
        )
    }

    static func sayWhy(_ least: Int) -> Text {
        Text(zh: "请说明理由，至少 \(least) 个字。", en: "Please say why, in at least \(least) characters.")
    }

    static let tooShort = Text(zh: "至少要留一个小时给大家表态。", en: "People need at least an hour to answer.")
    static let tooFar = Text(zh: "最多 90 天。", en: "At most 90 days.")
    static func tooSoonAgain(_ least: Int64) -> Text {
        Text(
            zh: "再次问到的人要有时间看：最早 \(moment: least)。",
            en: "Those who are asked again need time to look: \(moment: least) at the earliest.")
    }
    static let sameOption = Text(zh: "有两个选项一样。", en: "Two options are the same.")
    static let needsCost = Text(zh: "每个选项都要写清需要多少。", en: "Every option needs what it takes, as a number.")
    static func optionCount(_ least: Int, _ most: Int) -> Text {
        Text(zh: "这种方式需要 \(least) 到 \(most) 个选项。", en: "This method takes \(least) to \(most) options.")
    }
    static let notYours = Text(zh: "这由提案的负责人来做。", en: "Whoever answers for the proposal does this.")
    static let facilitatorOnly = Text(
        zh: "这由照看这次反对的协调人来做。", en: "Whoever takes care of the objection does this.")
    static let isOpened = Text(zh: "它已经开始了，不能再这样改。", en: "It is open already and can't be changed this way.")
    static func tooMany(_ most: Int) -> Text {
        Text(
            zh: "您同时最多可以有 \(most) 个进行中的提案。等一个有了结果，再提下一个。",
            en: "You can have at most \(most) proposals open at once. When one has come to something, put the next.")
    }
    static let nobodyCounts = Text(zh: "这样选，没有人能表态。", en: "Chosen like this, nobody could answer.")
    static func tooFewVoices(_ there: Int, _ least: Int) -> Text {
        Text(
            zh: "只有 \(there) 个人或机构能表态，却要求至少 \(least) 个。",
            en: "Only \(there) could answer, and at least \(least) would have to.")
    }
    static let isOver = Text(zh: "它已经结束了。", en: "It is over.")
    static let notOpen = Text(zh: "现在不能表态：还没开始，或者已经截止。", en: "It can't be answered now: it is not open, or has ended.")
    static let noVoice = Text(
        zh: "您在这个提案里没有表态权：它开始时名单就定了。", en: "You have no voice in this proposal: who has one was settled when it opened."
    )
    static let whichVoice = Text(zh: "请选择您代表谁表态。", en: "Please say for whom you answer.")
    static let onPaper = Text(zh: "请在选票上作答。", en: "This is answered on its ballot paper.")
    static let noAdvice = Text(
        zh: "只有所在机构在这里有一票、而自己不代表它发言的人，才给建议。",
        en: "Advice is for those whose organisation has a voice here that others give.")
    static let badUntil = Text(zh: "请写一个 90 天以内的将来时间。", en: "Please give a time to come, within 90 days.")
    static let onlyConsent = Text(zh: "只有同意制的提案才这样做。", en: "Only a proposal by consent has this.")
    static let sameWords = Text(zh: "提案的文字没有变化。", en: "The words are the same as before.")
    static let isAsked = Text(zh: "您已经在被询问的名单里了。", en: "You are among those who are asked already.")
    static let objectionStands = Text(zh: "还有反对没有化解，不能结束。", en: "An objection stands: it can't end yet.")
    static let noObjection = Text(zh: "现在没有反对。", en: "No objection stands.")
    static let someMissing = Text(zh: "还有人没有表态，要等到截止时间。", en: "Some have not answered: it ends at its time.")
    static let notClosed = Text(zh: "先要截止，才能写下结果。", en: "Its outcome is written once it has ended.")
    static let notDecided = Text(zh: "它还没有结果。", en: "It has no outcome yet.")
    static let notAlike = Text(zh: "只能在并列的选项里选。", en: "Only those that came out alike can be chosen.")
    static func choose(_ places: Int) -> Text {
        places == 1
            ? Text(zh: "结果并列，请选定一个并说明理由。", en: "It came out alike: please choose one, and say why.")
            : Text(
                zh: "结果并列，请正好选定 \(places) 个并说明理由。",
                en: "It came out alike: please choose exactly \(places), and say why.")
    }
    static let badReview = Text(zh: "请写五年以内的将来日期。", en: "Please give a day to come, within five years.")
    static let reviewAfterEnd = Text(
        zh: "请写截止之后、五年以内的日期。", en: "Please give a day after it ends, within five years.")
    static let notCarried = Text(
        zh: "只有通过了的决议能变成目标。", en: "Only what was adopted can be made a goal.")
    static let badLink = Text(
        zh: "链接以 https:// 或网络内的 / 开头。", en: "A link begins with https://, or with / for a page of this network.")

    // MARK: What waits

    static func waitsForVoice(_ question: Text) -> Text {
        Text(zh: "等您表态：\(question)", en: "Waits for your voice: \(question)")
    }

    static func waits(_ step: ProposalClocks.Step?, _ question: Text) -> Text? {
        switch step {
        case .work: Text(zh: "化解反对：\(question)", en: "Work through an objection: \(question)")
        case .facilitate: Text(zh: "协调一个反对：\(question)", en: "Help with an objection: \(question)")
        case .outcome: Text(zh: "写下结果：\(question)", en: "Write the outcome: \(question)")
        case .reviewing: Text(zh: "复核决定：\(question)", en: "Look at a decision again: \(question)")
        case .opens, .answers, .review, .voice, .hand, nil: nil
        }
    }

    // MARK: Mail

    static func mailAsked(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "有一个提案等您表态：“\(question)”。请在 \(moment: until) 之前回答；说不了话也可以先说明原因。",
            en:
                "A proposal asks for your voice: “\(question)”. Please answer by \(moment: until); if you can't yet, you can say why."
        )
    }
    static func mailAskedAgain(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "提案“\(question)”改过了，再问您一次。请在 \(moment: until) 之前回答。",
            en: "The proposal “\(question)” was changed, and you are asked again. Please answer by \(moment: until).")
    }
    /// To whoever objected to earlier words, when they are asked again and when they are reminded.
    static func mailStands(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(question)”改过了：这样能化解您的反对吗？请在 \(moment: until) 之前看一看、答一声。您没有回答，反对就一直在，提案不会通过。",
            en:
                "“\(question)” was changed: does that meet your objection? Please look and answer by \(moment: until). Until you do it stands, and nothing is adopted."
        )
    }
    static func mailReminderSilence(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(question)”还没有您的表态，\(moment: until) 截止。按大家通过的规则，到时没有表态的算同意。",
            en:
                "“\(question)” still lacks your voice; it ends at \(moment: until). By the rules that were adopted, whoever says nothing until then consents."
        )
    }
    static func mailReminder(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(question)”还没有您的表态，\(moment: until) 截止。没有表态不算同意，也不算反对。",
            en:
                "“\(question)” still lacks your voice; it ends at \(moment: until). Not answering is neither yes nor no."
        )
    }
    static func mailWaitOver(_ question: Text) -> Text {
        Text(
            zh: "您说过现在可以回答“\(question)”了。", en: "You said that by now you could answer “\(question)”.")
    }
    static func mailObjected(_ question: Text) -> Text {
        Text(
            zh: "有人反对您负责的提案“\(question)”，并写了理由。请和他们一起化解：问清楚、修改、再问一次。",
            en:
                "Somebody objects to “\(question)”, which you answer for, and says why. Work it through with them: ask, change it, ask again."
        )
    }
    static func mailBlocked(_ question: Text) -> Text {
        Text(zh: "有人阻止提案“\(question)”，并写了理由。", en: "Somebody blocks “\(question)” and says why.")
    }
    static func mailWorkSoon(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”的反对还没有化解。时间到了，会请一位协调人来帮忙。",
            en:
                "The objection to “\(question)” is not worked through yet. When its time is over, a facilitator is asked to help."
        )
    }
    static func mailEscalated(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”的反对一直没有化解，现在有一位协调人来帮忙。",
            en: "The objection to “\(question)” could not be worked through; a facilitator helps now.")
    }
    static func mailStillFacilitated(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”的反对过了期限还没有化解。已经提醒了协调人；再没有结果，会换一位。",
            en:
                "The objection to “\(question)” is still not worked through and its time is over. The facilitator was reminded; if nothing happens, another takes over."
        )
    }
    static func mailOtherFacilitator(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”的反对还没有化解，现在换了一位协调人来帮忙。",
            en: "The objection to “\(question)” is not worked through yet; another facilitator helps now.")
    }
    static func mailFacilitate(_ question: Text) -> Text {
        Text(
            zh: "请您来协调：“\(question)”有反对没有化解。帮双方听懂彼此，修改提案，或者结束这一轮。",
            en:
                "Please facilitate: an objection to “\(question)” stands. Help both sides hear each other, amend it, or end the round."
        )
    }
    static func mailClosed(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”已截止。请在 7 天内写下结果。", en: "“\(question)” has ended. Please write its outcome within 7 days.")
    }
    static func mailDecided(_ question: Text) -> Text {
        Text(zh: "“\(question)”有结果了。", en: "“\(question)” has come to an outcome.")
    }
    static func mailWithdrawn(_ question: Text) -> Text {
        Text(zh: "提案“\(question)”撤回了。", en: "The proposal “\(question)” was withdrawn.")
    }
    static func mailNotOpened(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”没能按时开始，现在又是草稿。打开它，看看缺什么。",
            en: "“\(question)” could not open at its time and is a draft again. Open it to see what is missing.")
    }
    static func mailReview(_ question: Text) -> Text {
        Text(
            zh: "决定“\(question)”到了复核的日子：还合适吗？当时的顾虑怎样了？",
            en: "The day has come to look at “\(question)” again: does it still hold? What became of the concerns?")
    }
    static func mailLate(_ question: Text) -> Text {
        Text(zh: "“\(question)”还在等您。", en: "“\(question)” still waits for you.")
    }
    static func mailPassed(_ question: Text) -> Text {
        Text(zh: "“\(question)”现在由您负责。", en: "You answer for “\(question)” now.")
    }
}

/// What stands over the talk about a proposal.
enum ProposalTalkWords {
    static let title = Text(zh: "关于这个提案的讨论", en: "Talk about this proposal")
    static let readers = Text(zh: "能看到这个提案的成员", en: "Members who may see this proposal")
}
