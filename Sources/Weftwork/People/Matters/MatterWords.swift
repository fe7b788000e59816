/// What matters among people say.
enum MatterWords {
    static func sayMore(_ least: Int) -> Text {
        Text(zh: "请至少写 \(least) 个字。", en: "Please write at least \(least) characters.")
    }
    static let notOneself = Text(zh: "不能是自己。", en: "That can't be yourself.")
    static let nobody = Text(
        zh: "这个网络里暂时没有别人能负责这件事，请直接联系守护者。",
        en: "Nobody else in this network can answer for this now; please speak to a steward.")
    static let closed = Text(zh: "这件事已经结束。", en: "This matter is closed.")
    static let notThey = Text(zh: "这位成员不能负责这件事。", en: "This member can't answer for it.")
    static let nobodyNamed = Text(
        zh: "这件事不能指定交给谁，也就没有人能由此看出话是谁说的。不写名字，会找下一位能负责的人。",
        en:
            "Nobody is named here, so that nobody can find out who said it. Leave the name out: whoever can answer next is found."
    )
    static let passHint = Text(
        zh: "会找下一位能负责的人，不由您挑选，这样没有人能看出话是谁说的。",
        en: "Whoever can answer next is found, not chosen, so that nobody can find out who said it.")
    static let notYours = Text(zh: "这件事不由您负责。", en: "This is not yours to decide.")

    static let title = Text(zh: "申请与报告", en: "Applications and reports")
    static let mine = Text(zh: "我提出的", en: "What I opened")
    static let open = Text(zh: "未结束的", en: "Open")
    static let none = Text(zh: "没有。", en: "Nothing.")
    static let about = Text(zh: "关于", en: "About")
    static let owner = Text(zh: "负责人", en: "Answers for it")
    static let openedBy = Text(zh: "提出人", en: "Opened by")
    static let words = Text(zh: "内容", en: "What it is")
    static let shredded = Text(zh: "内容已按期销毁。", en: "The words were destroyed when their time was over.")
    static let say = Text(zh: "补充一句", en: "Say something")
    static let send = Text(zh: "发出", en: "Send")
    static let passOn = Text(zh: "交给别人", en: "Pass it on")
    static let to = Text(zh: "交给谁", en: "To whom")
    static let close = Text(zh: "结束这件事", en: "Close it")
    static let outcome = Text(zh: "结果", en: "Outcome")
    static let reason = Text(zh: "理由（提出人会读到）", en: "Why (whoever opened it reads it)")
    static let withdraw = Text(zh: "撤回", en: "Withdraw")
    static let who = Text(
        zh: "只有提出人、负责人、守护者和协调员看得到",
        en: "Seen by who opened it, who answers for it, stewards and coordinators")
    static func who(_ kind: Matter.Kind) -> Text {
        switch kind {
        case .mediation: Text(zh: "只有双方和居中的人看得到", en: "Seen by the two sides and the neutral only")
        case .nameInText: Text(zh: "只有双方看得到", en: "Seen by the two of you only")
        case .looks:
            Text(
                zh: "只有被问到的人、守护者和协调员看得到", en: "Seen by whoever is asked, stewards and coordinators")
        case .privateExport:
            Text(
                zh: "只有提出人、守护者、协调员和数据管理员看得到",
                en: "Seen by who opened it, stewards, coordinators and data stewards")
        case .application, .incident, .boughtVouch, .appeal, .report, .textAppeal, .heldPost: who
        }
    }

    static let report = Text(zh: "报告一件事", en: "Report something")
    static let reportHint = Text(
        zh: "伤害、危险、骚扰、泄露、违反契约，都可以说。一位负责人在一天内答复您。有人正处在危险中时，先打急救或报警电话。",
        en:
            "Harm, danger, harassment, a leak, a breach of the Pact: say it. Somebody answers you within a day. If anybody is in danger now, call the emergency number first."
    )
    static let kind = Text(zh: "类别", en: "Kind")
    /// What a kind is for, in a sentence.
    static func meaning(of kind: Matter.Kind) -> Text {
        switch kind {
        case .application: Text(zh: "想加入这个网络。", en: "somebody would like to join.")
        case .incident:
            Text(zh: "有人受伤害、有危险、被骚扰，消息外泄，或违反契约。", en: "harm, danger, harassment, a leak or a breach of the Pact.")
        case .boughtVouch:
            Text(zh: "有人为背书出钱、要钱或给好处。", en: "somebody offered or asked for money or favours for a vouch.")
        case .appeal: Text(zh: "请另一位重新看停用的决定。", en: "another looks at your suspension again.")
        case .mediation:
            Text(
                zh: "提议一位居中的人，双方都接受后开始谈；所说的话封存，结果由双方写下。",
                en:
                    "a neutral is proposed; when both accept, you talk. What is said is sealed; the outcome is what both write down."
            )
        case .report: Text(zh: "有人说一段文字不该在那里。", en: "somebody says that a text must not stand.")
        case .textAppeal: Text(zh: "请另一位重新看隐藏的决定。", en: "another looks at a hidden text again.")
        case .heldPost:
            Text(zh: "讨论里有一条提到了钱或账号，放行还是隐藏。", en: "a post speaks of money or an account: let it through or hide it.")
        case .privateExport:
            Text(zh: "有人要一次看许多联系方式，需要第二个人同意。", en: "somebody asks for many contacts at once; a second person decides.")
        case .looks:
            Text(zh: "有人看了联系方式却没有送达，问问原因。", en: "somebody looked at contacts and brought nothing; ask them why.")
        case .nameInText:
            Text(zh: "请对方把您的名字从其写的文字里删去。", en: "ask its author to take your name out of a text.")
        }
    }
    static let acceptNeutral = Text(zh: "我接受由其居中", en: "I accept this neutral")
    static let refuseNeutral = Text(zh: "请换一位", en: "Another, please")
    static let agreement = Text(zh: "写下的结果", en: "The outcome in writing")
    static let propose = Text(zh: "写下双方能同意的结果", en: "Write down what both can agree to")
    static let proposeHint = Text(
        zh: "双方都签了才算达成一致；改写后要重新签。", en: "Agreed is what both have signed; a new text is signed anew.")
    static let sendProposal = Text(zh: "请双方签", en: "Ask both to sign")
    static let sign = Text(zh: "我同意，签下", en: "I agree and sign")
    static let missing = Text(zh: "还缺什么", en: "What is missing")
    static let sayMissing = Text(zh: "说出缺什么，继续谈", en: "Say what is missing and talk on")
    static func signed(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 已签，\(moment: at)", en: "Signed by \(name), \(moment: at)")
    }
    static func notSigned(_ name: String) -> Text { Text(zh: "\(name) 还没有签", en: "Not signed yet by \(name)") }
    static let inNameOf = Text(zh: "以谁的名义", en: "In whose name")
    static let ownName = Text(zh: "我自己", en: "My own")
    static let notSpokesperson = Text(zh: "您不是这个机构的代表。", en: "You do not speak for this organisation.")
    static let notTalking = Text(
        zh: "双方接受居中的人之后，才能写结果。", en: "The outcome is written once both have accepted the neutral.")
    static let nothingToSign = Text(zh: "现在没有要签的结果。", en: "There is nothing to sign now.")
    static let otherText = Text(zh: "结果又改过了，请先读新的。", en: "The text was changed; please read the new one first.")
    static let mailProposed = Text(
        zh: "居中的人写下了结果，请读一读，签下或说出还缺什么。",
        en: "The neutral has written down an outcome. Please read it, and sign or say what is missing.")
    static let mailSigned = Text(zh: "一方已经签了写下的结果。", en: "One side has signed the outcome.")
    static let mailMissing = Text(
        zh: "一方说写下的结果里还缺什么，继续谈。", en: "One side says what is missing in the outcome; you talk on.")
    static func mailNeutral(_ isTalking: Bool) -> Text {
        isTalking
            ? Text(zh: "双方都接受了居中的人，可以开始谈了。", en: "Both have accepted the neutral; you can talk now.")
            : Text(zh: "换了一位居中的人，请看是否接受。", en: "Another neutral is proposed; please say whether you accept.")
    }
    static let waitsForNeutral = Text(
        zh: "有人请您一起谈：请看是否接受居中的人", en: "Somebody asks you to talk: do you accept the neutral?")
    static let openersNeutral = Text(
        zh: "您请人一起谈的事：请看是否接受居中的人", en: "The talk you asked for: do you accept the neutral?")
    static let bothAccept = Text(zh: "双方已接受，正在谈。", en: "Both have accepted; you are talking.")
    static let waiting = Text(zh: "等双方接受居中的人。", en: "Waiting for both to accept the neutral.")

    static func name(of kind: Matter.Kind) -> Text {
        switch kind {
        case .application: Text(zh: "加入申请", en: "Application")
        case .incident: Text(zh: "事件报告", en: "Incident")
        case .boughtVouch: Text(zh: "买卖背书", en: "Pay for a vouch")
        case .appeal: Text(zh: "申诉", en: "Appeal")
        case .mediation: Text(zh: "调解", en: "Mediation")
        case .nameInText: Text(zh: "删去名字", en: "Name in a text")
        case .report: Text(zh: "举报一段文字", en: "Reported text")
        case .textAppeal: Text(zh: "对隐藏的申诉", en: "Appeal about a hidden text")
        case .heldPost: Text(zh: "等放行的一条", en: "Post that is held back")
        case .privateExport: Text(zh: "批量导出联系方式", en: "Export with contacts")
        case .looks: Text(zh: "看了联系方式又放下", en: "Looked, then let go")
        }
    }

    static func name(of outcome: Matter.Outcome) -> Text {
        switch outcome {
        case .accepted: Text(zh: "接受", en: "Accepted")
        case .declined: Text(zh: "未接受", en: "Declined")
        case .resolved: Text(zh: "已处理", en: "Resolved")
        case .unfounded: Text(zh: "未查实", en: "Not borne out")
        case .upheld: Text(zh: "维持", en: "Upheld")
        case .lifted: Text(zh: "撤销停用", en: "Lifted")
        case .agreed: Text(zh: "达成一致", en: "Agreed")
        case .ended: Text(zh: "未达成一致", en: "Ended without agreement")
        case .withdrawn: Text(zh: "撤回", en: "Withdrawn")
        case .hidden: Text(zh: "隐藏", en: "Hidden")
        case .left: Text(zh: "保持原样", en: "Left as it is")
        case .shown: Text(zh: "重新显示", en: "Shown again")
        case .letThrough: Text(zh: "放行", en: "Let through")
        case .approved: Text(zh: "同意", en: "Approved")
        case .refused: Text(zh: "不同意", en: "Refused")
        case .lapsed: Text(zh: "逾期作废", en: "Lapsed")
        case .resumed: Text(zh: "可以继续查看", en: "May look again")
        case .kept: Text(zh: "继续停止", en: "Stays stopped")
        }
    }

    static let mailSubject = Text(zh: "有一件事", en: "A matter")
    static func mailYours(_ kind: Matter.Kind, _ due: Int64) -> Text {
        Text(
            zh: "有一件“\(name(of: kind))”由您负责，请在\(moment: due)之前答复。",
            en: "“\(name(of: kind))” is yours to answer by \(moment: due).")
    }
    static let mailAsked = Text(zh: "有人请您和一位居中的人一起谈一谈。", en: "Somebody asks you to talk, with a neutral third.")
    static func mailSaid(_ kind: Matter.Kind) -> Text {
        Text(zh: "“\(name(of: kind))”里有新的话。", en: "Something new was said in “\(name(of: kind))”.")
    }
    static func mailClosed(_ kind: Matter.Kind) -> Text {
        Text(zh: "“\(name(of: kind))”有了结果。", en: "“\(name(of: kind))” has its outcome.")
    }
    static func mailReminder(_ kind: Text) -> Text {
        Text(zh: "“\(kind)”快到期了。", en: "“\(kind)” is due soon.")
    }
    static func mailLate(_ kind: Text) -> Text {
        Text(zh: "“\(kind)”已到期，还没有答复。", en: "“\(kind)” is over its time and unanswered.")
    }
    static func mailTaken(_ kind: Text) -> Text {
        Text(zh: "“\(kind)”没有人答复，现在由您负责。", en: "“\(kind)” went unanswered; it is yours now.")
    }
}
