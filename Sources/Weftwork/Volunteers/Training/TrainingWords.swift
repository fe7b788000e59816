/// What trainings say, on their pages and where one is lacking.
enum TrainingWords {
    static let pictures = Text(zh: "图片", en: "Pictures")
    static let addPicture = Text(zh: "加一张图片", en: "Add a picture")
    static let title = Text(zh: "培训", en: "Training")
    static let intro = Text(
        zh: "读一读，答几道题。答案不保存，只记通过与否和有效期。",
        en: "Read, then answer some questions. Answers are not kept: only that you passed, and until when.")
    static let none = Text(zh: "这里还没有培训。", en: "There is no training here yet.")
    static let mine = Text(zh: "我的培训", en: "My trainings")
    static let all = Text(zh: "可以学的", en: "To learn")
    static let begin = Text(zh: "开始", en: "Begin")
    static let again = Text(zh: "再看一遍", en: "Look again")
    static func passed(_ until: Int64) -> Text {
        Text(zh: "已通过，有效到\(day: until)", en: "passed, good until \(day: until)")
    }
    static func ended(_ at: Int64) -> Text { Text(zh: "\(day: at)到期", en: "ended on \(day: at)") }
    static let yours = Text(zh: "您的角色要有它", en: "your role takes it")
    static let notYet = Text(zh: "还没有通过", en: "not passed yet")
    static func facts(_ questions: Int, _ mark: Int, _ months: Int) -> Text {
        Text(
            zh: "\(questions) 题，答对 \(mark)% 通过，有效 \(months) 个月。",
            en: "\(questions) questions; \(mark)% right passes; good for \(months) months.")
    }
    static func version(_ number: Int, _ at: Int64) -> Text {
        Text(zh: "第 \(number) 版，\(day: at)", en: "Version \(number), \(day: at)")
    }
    static let questions = Text(zh: "几个问题", en: "Some questions")
    static let several = Text(zh: "（可多选）", en: "(several)")
    static let send = Text(zh: "交卷", en: "Hand it in")
    static func unanswered(_ number: Int) -> Text {
        Text(zh: "第 \(number) 题还没有答。", en: "Question \(number) has no answer yet.")
    }
    static func done(_ until: Int64) -> Text {
        Text(
            zh: "通过了，有效到\(day: until)。谢谢您花时间学。", en: "Passed; good until \(day: until). Thank you for taking the time.")
    }
    static func failed(_ score: Int, _ mark: Int) -> Text {
        Text(
            zh: "这次答对 \(score)%，要 \(mark)%。看看下面的说明，再试一次。",
            en: "\(score)% right this time; \(mark)% passes. Read the notes below and try again.")
    }
    static func nextAt(_ at: Int64) -> Text {
        Text(zh: "一小时内已经试了三次，\(moment: at)之后再试。", en: "Three tries within the hour: try again after \(moment: at).")
    }
    static let askedAnew = Text(
        zh: "您答题的时候，这个培训改过了。这次不算，也不占次数。请看新的内容，再答一次。",
        en:
            "This training was changed while you answered. It counts for nothing, not as a try either: please read it as it is now, and answer again."
    )
    static let right = Text(zh: "答对了。", en: "Right.")
    static let unknown = Text(zh: "没有这个培训。", en: "There is no such training.")

    // MARK: Writing

    static let write = Text(zh: "写一个新的", en: "Write a new one")
    static let edit = Text(zh: "修改", en: "Change it")
    static let editHint = Text(
        zh: "可以只写一种语言。保存就是新的一版，已经通过的人不受影响。",
        en: "One language is enough. Saving makes a new version; whoever has passed keeps their pass.")
    static func named(_ what: Text, _ language: Language) -> Text {
        language == .zh
            ? Text(zh: "\(what)（中文）", en: "\(what) (Chinese)") : Text(zh: "\(what)（英文）", en: "\(what) (English)")
    }
    static let name = Text(zh: "名称", en: "Title")
    static let summary = Text(zh: "一句话说明", en: "In one line")
    static let body = Text(zh: "正文", en: "Text")
    static let bodyHint = Text(zh: "段落之间空一行。", en: "An empty line between paragraphs.")
    static let passMark = Text(zh: "答对百分之几通过", en: "Per cent right to pass")
    static let months = Text(zh: "有效几个月", en: "Good for how many months")
    static func question(_ number: Int) -> Text { Text(zh: "第 \(number) 题", en: "Question \(number)") }
    static let asks = Text(zh: "问题", en: "Question")
    static let options = Text(zh: "选项", en: "Answers")
    static let optionsHint = Text(zh: "一行一个，对的前面加 *", en: "One a line; * before the right ones")
    static let why = Text(zh: "为什么", en: "Why")
    static let questionHint = Text(zh: "全部留空就去掉这一题。", en: "Leave all of it empty to drop the question.")
    static let save = Text(zh: "保存", en: "Save")
    static let moreQuestions = Text(zh: "保存并再加几题", en: "Save and add questions")
    static let noQuestions = Text(zh: "至少一题。", en: "At least one question.")
    static func tooManyQuestions(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 题。", en: "\(most) questions at most.")
    }
    static let noWhy = Text(zh: "写一句为什么：答错的人会读到。", en: "Say why: whoever answers otherwise reads it.")
    static func badOptions(_ least: Int, _ most: Int) -> Text {
        Text(zh: "写 \(least) 到 \(most) 个选项。", en: "From \(least) to \(most) answers.")
    }
    static let noRight = Text(zh: "标出对的选项，不能全都对。", en: "Mark the right answers; not all of them can be right.")
    static let unlike = Text(
        zh: "两种语言的选项个数和对错要一样。", en: "Both languages need the same answers, right in the same places.")
    static let withdraw = Text(zh: "收回", en: "Withdraw it")
    static let offer = Text(zh: "重新开放", en: "Offer it again")
    static let withdrawn = Text(zh: "已收回", en: "withdrawn")
    static let shipped = Text(zh: "现成的，可以采用", en: "Ready-made, to adopt")
    static let shippedHint = Text(
        zh: "采用之后可以改。采用不会让任何事要求它。", en: "You can change them afterwards. Adopting one makes nothing ask for it.")
    static let adopt = Text(zh: "采用", en: "Adopt")
    static func adoptOf(_ name: Text) -> Text { Text(zh: "采用：\(name)", en: "Adopt: \(name)") }
    static let isHere = Text(zh: "已经采用了。", en: "It is here already.")
    static let writtenMeanwhile = Text(
        zh: "您写的时候，别人改过了。请重新打开再改。", en: "Somebody changed it since you read it. Open it again, then change it.")
    static let isNeeded = Text(zh: "还有角色或事情要求它，先取消要求。", en: "A role or an act takes it: lift that first.")
    static let isOpen = Text(zh: "本来就开放着。", en: "It is offered already.")
    static let isWithdrawn = Text(zh: "它已收回。", en: "It is withdrawn.")

    // MARK: What takes it

    static let gates = Text(zh: "什么事要先通过培训", en: "What takes a training")
    static let gatesHint = Text(
        zh: "担任这个角色、做这件事，都要先通过。现在的任职者有 14 天；到期没有通过，角色暂停，通过了马上恢复。",
        en:
            "Nobody takes the role, or does it, without. Those who hold the role now have 14 days; then it pauses, and is back the moment they pass."
    )
    static let noGates = Text(zh: "现在什么都不要求。", en: "Nothing takes one now.")
    static let subject = Text(zh: "角色或事情", en: "Role or act")
    static let module = Text(zh: "培训", en: "Training")
    static let close = Text(zh: "要求先通过", en: "Ask for it")
    static let lift = Text(zh: "不再要求", en: "Ask no more")
    static func liftOf(_ subject: Text, _ module: Text) -> Text {
        Text(zh: "不再要求：\(subject) – \(module)", en: "Ask no more: \(subject) – \(module)")
    }
    static let takesAlready = Text(zh: "已经要求了。", en: "It takes it already.")
    static func takes(_ subject: Text, _ module: Text) -> Text {
        Text(zh: "\(subject)：先通过“\(module)”", en: "\(subject): takes “\(module)”")
    }
    static func name(of subject: TrainingGate.Subject) -> Text {
        switch subject {
        case .role(let role): Text(zh: "角色：\(PeopleWords.name(of: role))", en: "Role: \(PeopleWords.name(of: role))")
        case .act(let act): Text(zh: "事情：\(name(of: act))", en: "Act: \(name(of: act))")
        }
    }
    static func name(of act: Act) -> Text {
        switch act {
        case .openItem: Text(zh: "打开队列里的一件", en: "opening an item of the queue")
        case .verify: Text(zh: "核实", en: "verifying")
        case .publish: Text(zh: "发布", en: "publishing")
        case .claim: Text(zh: "认领", en: "promising something")
        case .goOut: Text(zh: "外出登记", en: "going out")
        case .typePaper: Text(zh: "录入纸质求助表", en: "typing in paper forms")
        case .logCall: Text(zh: "记下打过的电话", en: "writing down a call")
        default: .verbatim(act.rawValue)
        }
    }
    static func roleTakes(_ role: Text, _ module: Text) -> Text {
        Text(zh: "“\(role)”要先通过培训“\(module)”。", en: "\(role) takes the training “\(module)” first.")
    }
    static func actTakes(_ act: Text, _ module: Text) -> Text {
        Text(zh: "\(act)，要先通过培训“\(module)”。", en: "First pass the training “\(module)” for \(act).")
    }
    static func found(_ words: Text, _ path: String) -> Text {
        Text(zh: "\(words)\(path)", en: "\(words) \(path)")
    }

    // MARK: Who has which

    static let trained = Text(zh: "谁通过了什么", en: "Who has passed what")
    static let trainedHint = Text(
        zh: "先到期的在前。没有分数，也没有答案。", en: "Those that end first come first. No scores, no answers.")
    static let person = Text(zh: "成员", en: "Member")
    static let until = Text(zh: "有效期", en: "Good until")
    static let nobody = Text(zh: "还没有人通过。", en: "Nobody has passed yet.")
    static let mustPass = Text(zh: "要通过，还没有", en: "has to, and has not yet")
    static let mustPassSoon = Text(zh: "通过培训，否则角色暂停", en: "Pass the training, or the role pauses")
    static let everything = Text(zh: "全部", en: "All")

    // MARK: Mails

    static func mailDue(_ module: Text, _ due: Int64) -> Text {
        Text(
            zh: "您的角色或工作要有培训“\(module)”。请在\(day: due)之前通过，之后它会暂停，通过了马上恢复。",
            en:
                "What you do here takes the training “\(module)”. Please pass it by \(day: due); after that it pauses, until you have."
        )
    }
    static func mailEnds(_ module: Text, _ until: Int64) -> Text {
        Text(
            zh: "您的培训“\(module)”\(day: until)到期，可以现在就再答一次。",
            en: "Your training “\(module)” ends on \(day: until). You can renew it now.")
    }
    static func mailPaused(_ module: Text) -> Text {
        Text(
            zh: "您还没有通过培训“\(module)”，相关的角色或工作从现在起暂停。通过之后马上恢复。",
            en:
                "You have not passed the training “\(module)” yet, so what takes it pauses now. It is back the moment you pass."
        )
    }
    static func mailTrainer(_ module: Text) -> Text {
        Text(
            zh: "有一位成员因为没有通过“\(module)”，角色或工作暂停了。",
            en: "A member's role or work pauses, since they have not passed “\(module)”.")
    }
}
