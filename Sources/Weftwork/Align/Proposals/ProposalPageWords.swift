/// What the pages of proposals say.
enum ProposalPageWords {
    static let intro = Text(
        zh: "谁都可以提：一个问题、一种决定方式、一个截止时间。决定写进记录，到时候再看一遍。",
        en: "Anybody may propose: a question, a way to decide it, a time. What is decided is kept, and looked at again."
    )
    static let new = Text(zh: "提一个提案", en: "Propose something")
    static let edit = Text(zh: "修改草稿", en: "Change the draft")
    static let running = Text(zh: "进行中", en: "Running")
    static let mine = Text(zh: "我负责的", en: "Mine")
    static let over = Text(zh: "已结束", en: "Over")
    static let waiting = Text(zh: "等我表态", en: "Waits for my voice")
    static let waitingIntro = Text(
        zh: "这些提案还没有您的声音。现在说不了，也可以写下原因和什么时候能说。",
        en: "These lack your voice. If you can't answer yet, you can say why, and until when.")
    static let nothingWaits = Text(zh: "没有在等您表态的提案。", en: "No proposal waits for your voice.")
    static let none = Text(zh: "这里还没有提案。您可以提第一个。", en: "There is none here yet. You can make the first.")
    static let back = Text(zh: "回到提案列表", en: "Back to the proposals")
    static let backTo = Text(zh: "回到提案", en: "Back to the proposal")
    static let rules = Text(zh: "怎么算票", en: "Who counts here")
    static let missing = Text(zh: "等您表态", en: "waits for you")

    static func answered(_ answered: Int, _ eligible: Int) -> Text {
        Text(zh: "已表态 \(answered) / \(eligible)", en: "\(answered) of \(eligible) answered")
    }
    static func closes(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 截止", en: "ends \(moment: moment)") }
    static func opens(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 开始", en: "opens \(moment: moment)") }

    // MARK: Form

    static let question = Text(zh: "要决定什么", en: "What is to be decided")
    static let questionHint = Text(
        zh: "一句话，说得清“同意”是同意什么。", en: "In one line: what exactly would a yes agree to?")
    static let context = Text(zh: "来龙去脉", en: "What one should know")
    static let contextHint = Text(
        zh: "为什么现在提；谁会得益，谁要承担；还没听到谁的声音。", en: "Why now; who gains, who bears what; who was not heard yet.")
    static let contextWho = Text(zh: "能看到这个提案的人都会看到", en: "Read by whoever may see this proposal")
    static let method = Text(zh: "怎么决定", en: "How it is decided")
    static let options = Text(zh: "选项（一行一个）", en: "Options, one a line")
    static let optionsHint = Text(
        zh: "投票、打分、排序等方式才需要。选时间：一行一个时间，如 2026-12-01 14:00。均等份额：选项 | 需要多少。",
        en:
            "Only for voting on options, scoring, ranking and the like. For a time poll: one time a line, such as 2026-12-01 14:00. For equal shares: option | what it takes."
    )
    static let topic = Text(zh: "关于什么", en: "What it is about")
    static let closesAt = Text(zh: "什么时候截止", en: "When it ends")
    static let closesHint = Text(zh: "不填就是七天后。", en: "Left empty: in seven days.")
    static let reviewAt = Text(zh: "试到哪天再复核", en: "Tried until: when it is looked at again")
    static let reviewAtHint = Text(
        zh: "表态的人会看到这一天；写下结果时还可以改。不填就到时再定。",
        en: "Those who answer read it; it can be changed with the outcome. Left empty: it is set then.")
    static let opensAt = Text(zh: "什么时候开始", en: "When it opens")
    static let opensHint = Text(zh: "不填就是马上。", en: "Left empty: at once.")
    static let more = Text(zh: "谁来表态、要多少人、怎么算", en: "Who answers, how many it takes, how it is counted")
    static let unit = Text(zh: "谁算一票", en: "Who counts")
    static let scope = Text(zh: "谁可以表态", en: "Who may answer")
    static let bodies = Text(zh: "只限这些机构", en: "Only these organisations")
    static let audience = Text(zh: "谁可以看", en: "Who may read it")
    static let quorum = Text(zh: "至少百分之几的人表态", en: "At least so many percent have to answer")
    static let leastVoices = Text(zh: "并且至少几个不同的声音", en: "And at least so many different voices")
    static let threshold = Text(zh: "绝对多数：至少百分之几赞成", en: "Super majority: at least so many percent agree")
    static let ofEligible = Text(
        zh: "按所有有表态权的人算，而不是按表态的人算", en: "Of all who may answer, not of those who said yes or no")
    static let tieBreak = Text(zh: "打平怎么办", en: "If two come out alike")
    static let results = Text(zh: "什么时候看得到结果", en: "When results are seen")
    static let secret = Text(zh: "不记名（只适用于多数决和各种选票）", en: "Secret (for majorities and ballot papers only)")
    static let ballot = Text(zh: "选票的细节", en: "Details of the ballot")
    static let seats = Text(zh: "选出几个", en: "How many options win")
    static let lowest = Text(zh: "最低分", en: "Lowest score")
    static let highest = Text(zh: "最高分", en: "Highest score")
    static let credits = Text(zh: "每人几个点（或额度）", en: "Dots or credits for each")
    static let budget = Text(zh: "一共可以分多少", en: "What is shared out, in all")
    static let budgetUnit = Text(zh: "单位（小时、元……）", en: "Counted in (hours, yuan …)")
    static let openNow = Text(zh: "开始征求意见", en: "Open it")
    static let keepDraft = Text(zh: "先存草稿", en: "Keep it as a draft")
    static let frozen = Text(
        zh: "开始之后，谁能表态、怎么算、什么时候看结果，就不能再改了。",
        en: "Once it is open, who may answer, how it is counted and when results are seen can't be changed.")
    static let usual = Text(zh: "按这种方式的惯例", en: "As is usual for the method")
    static let badScope = Text(zh: "看不懂这个范围。", en: "This is no known group.")
    static let badNumber = Text(zh: "请填一个整数。", en: "Please give a whole number.")
    static func voices(_ count: Int) -> Text { Text(zh: "现在 \(count) 个声音", en: "\(count) voices now") }

    // MARK: One proposal

    static func by(_ name: String) -> Text { Text(zh: "\(name) 提出", en: "Proposed by \(name)") }
    static let rule = Text(zh: "规则", en: "The rule")
    static let facts = Text(zh: "怎么进行", en: "How it goes")
    static let owner = Text(zh: "负责人", en: "Answers for it")
    static let facilitator = Text(zh: "协调人", en: "Facilitator")
    static let eligible = Text(zh: "有表态权的", en: "May answer")
    static let ends = Text(zh: "截止", en: "Ends")
    static let ended = Text(zh: "已截止", en: "Ended")
    static let review = Text(zh: "复核", en: "Looked at again")
    static let subject = Text(zh: "它决定的是", en: "It decides about")
    static let mendSubject = Text(zh: "按反对意见修改它", en: "Work an objection into it")
    static let core = Text(
        zh: "它触及这些核心条款，改动要更高的门槛：", en: "It touches these core clauses; changing them takes the higher threshold:")
    static func quorum(_ percent: Int, _ least: Int) -> Text {
        guard percent > 0 else {
            return Text(zh: "不少于 \(least) 个人表态", en: "\(least) or more different voices answer")
        }
        return Text(
            zh: "至少 \(percent)% 的人表态，且不少于 \(least) 个",
            en: "At least \(percent) % answer, \(least) or more different voices")
    }
    static let quorumName = Text(zh: "人数要求", en: "How many it takes")
    static let silence = Text(zh: "没有表态", en: "Silence")
    static let silenceNot = Text(zh: "不算同意，单独计数", en: "is not consent; it is counted apart")
    static let silenceConsents = Text(
        zh: "按大家通过的治理规则，截止时没有表态的算同意",
        en: "By the governance rules that were adopted, whoever says nothing until the end consents")
    static let tie = Text(zh: "打平", en: "A tie")
    static let seen = Text(zh: "结果", en: "Results")
    static func threshold(_ percent: Int, _ ofEligible: Bool) -> Text {
        ofEligible
            ? Text(zh: "赞成达到所有有表态权的人的 \(percent)%", en: "\(percent) % of all who may answer agree")
            : Text(zh: "赞成达到赞成与不赞成之和的 \(percent)%", en: "\(percent) % of those who said yes or no agree")
    }
    static let thresholdName = Text(zh: "门槛", en: "Threshold")
    static let isSecret = Text(zh: "不记名", en: "Secret ballot")
    static let hidden = Text(
        zh: "为了不影响还没表态的人，现在不显示结果。", en: "So that nobody is swayed, how it stands is not shown yet.")
    static let hiddenUntilYou = Text(zh: "您表态之后，就能看到目前的情况。", en: "Once you have answered you see how it stands.")
    static let yourVoice = Text(zh: "您的声音", en: "Your voice")
    static func voiceOf(_ name: String) -> Text { Text(zh: "“\(name)”的声音", en: "The voice of \(name)") }
    static func answeredAs(_ position: Text) -> Text {
        Text(zh: "已表态：\(position)。截止前可以改。", en: "Answered: \(position). It can be changed until the end.")
    }
    static let askedAgain = Text(
        zh: "提案改过了，请您再看一次、再表态。", en: "The words were changed: please look again and answer again.")
    static let yourObjectionStands = Text(
        zh: "在那之前，您的反对还在。", en: "Until then your objection stands.")
    static let position = Text(zh: "您的态度", en: "What you say")
    static let reason = Text(zh: "理由", en: "Why")
    static let reasonHint = Text(
        zh: "反对：这样做会怎样损害共同的目标？怎样改您就能同意？顾虑和阻止也要写。化解以后，也留在记录里。",
        en:
            "An objection says how it would harm the shared purpose, and what would meet it. A concern and a block say why, too. It stays on record once it is met."
    )
    static let reasonWho = Text(zh: "能看到这个提案的人会看到", en: "Read by whoever may see this proposal")
    static let answer = Text(zh: "表态", en: "Answer")
    static let change = Text(zh: "改变表态", en: "Change the answer")
    static let later = Text(zh: "我还不能表态", en: "I can't answer yet")
    static let laterReason = Text(zh: "为什么（比如：理事会 5 月 12 日开会）", en: "Why, such as “our board meets on 12 May”")
    static let laterUntil = Text(zh: "什么时候可以", en: "When you can")
    static let laterSend = Text(zh: "记下来，到时提醒我", en: "Note it and remind me then")
    static let askMe = Text(zh: "这次修改也影响我，请也问我", en: "The change concerns me, too: ask me again")
    static let advice = Text(zh: "给所在机构的建议", en: "Advice to your organisation")
    static let adviceHint = Text(
        zh: "机构的一票由它的代表来投。您的看法会写在旁边，供代表和大家参考。",
        en: "Your organisation's voice is given by whoever speaks for it. What you think stands beside it.")
    static let advise = Text(zh: "给出建议", en: "Give advice")

    // MARK: What was said

    static let objections = Text(zh: "反对", en: "Objections")
    static let objectionsHint = Text(
        zh: "一起化解：先问清楚，再修改，再问一次。", en: "To be worked through together: ask, amend, ask again.")
    /// Of what was met with other words, and whoever raised it has not answered.
    static func standsUntil(_ moment: Int64) -> Text {
        Text(
            zh: "文字改过了。能不能化解，由提出反对的人自己说；没有回答，反对就一直在，不会因为到期就通过。到 \(moment: moment) 还没有回答，就请协调人帮忙。",
            en:
                "The words were changed. Whether that meets an objection, whoever raised it says; until then it stands, and no end of time adopts anything. If they have not answered by \(moment: moment), a facilitator helps."
        )
    }
    static let standsFacilitated = Text(
        zh: "文字改过了。能不能化解，由提出反对的人自己说；协调人会去问。一直没有回答，这一轮就以未通过结束。",
        en:
            "The words were changed. Whether that meets an objection, whoever raised it says; the facilitator asks them. Where no answer comes the round ends without consent."
    )
    static let stands = Text(
        zh: "说的是之前的文字；再次询问了，还没有回答，反对还在", en: "about earlier words; asked again and not answered, so it stands")
    static let concerns = Text(zh: "顾虑", en: "Concerns")
    static let concernsHint = Text(zh: "记录在案，复核时再看。", en: "Kept, and looked at again at the review.")
    static let said = Text(zh: "大家怎么说", en: "What was said")
    static let standing = Text(zh: "目前的情况", en: "How it stands")
    static let result = Text(zh: "结果", en: "How it came out")
    static let voice = Text(zh: "谁", en: "Who")
    static let count = Text(zh: "数目", en: "Number")
    static let noAnswer = Text(zh: "没有表态", en: "no answer")
    static func withoutRecent(_ left: Int) -> Text {
        Text(
            zh: "不计最近 30 天里至多凭一份背书进来的 \(left) 个",
            en: "Without \(left) who came in the last 30 days, on one vouch at most")
    }
    static let sameWithoutRecent = Text(zh: "结果一样", en: "it comes out the same")
    static let noneWithoutRecent = Text(zh: "没有哪个胜出", en: "none wins")
    static let secretRecent = Text(
        zh: "不记名的选票看不出是谁投的，所以没有不计新成员、不计新来的人的另一个结果。",
        en:
            "Whose a secret paper is nobody knows: there is no second count without newcomers, nor without those who came lately."
    )
    static let withoutNewcomers = Text(zh: "不计新成员", en: "Without newcomers")
    static func delegated(_ count: Int) -> Text {
        Text(zh: "其中 \(count) 个由别人代为表态。", en: "\(count) of them by somebody they passed their voice to.")
    }
    static func throughVoice(_ name: String) -> Text { Text(zh: "由 \(name) 表态", en: "given by \(name)") }
    static func ofVersion(_ number: Int) -> Text { Text(zh: "针对第 \(number) 版", en: "about version \(number)") }
    static let outdated = Text(zh: "说的是之前的文字，已再次询问", en: "about earlier words; asked again")
    static let forgotten = Text(zh: "理由已不在", en: "the reason is gone")
    static let waits = Text(zh: "说了什么时候回答", en: "Said when they will answer")
    static func waitsUntil(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 前", en: "by \(moment: moment)") }
    static func adviceCount(_ name: String) -> Text { Text(zh: "\(name) 的人怎么看", en: "What the people of \(name) say") }
    static let versions = Text(zh: "改过几次", en: "Versions")
    static func version(_ number: Int) -> Text { Text(zh: "第 \(number) 版", en: "Version \(number)") }
    static func creditTo(_ names: String) -> Text { Text(zh: "用了他们的话：\(names)", en: "With words of: \(names)") }
    static func askedAgainCount(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "再次询问了 1 个", en: "one was asked again")
            : Text(zh: "再次询问了 \(count) 个", en: "\(count) were asked again")
    }
    static let askedAll = Text(zh: "再次询问了所有人", en: "everybody was asked again")

    // MARK: For whoever answers for it

    static let keep = Text(zh: "负责人", en: "For whoever answers for it")
    static let openDraft = Text(zh: "现在开始", en: "Open it now")
    static let draftNote = Text(zh: "这是草稿，只有您看得到。", en: "This is a draft: only you see it.")
    static func scheduledNote(_ moment: Int64) -> Text {
        Text(zh: "它会在 \(moment: moment) 自动开始。", en: "It opens by itself at \(moment: moment).")
    }
    static let toEdit = Text(zh: "修改", en: "Change it")
    static let close = Text(zh: "大家都表态了，现在结束", en: "Everybody has answered: end it now")
    static let endRound = Text(zh: "化解不了，结束这一轮", en: "They can't be met: end the round")
    static let withdraw = Text(zh: "撤回提案", en: "Withdraw it")
    static let withdrawReason = Text(zh: "为什么撤回", en: "Why it is withdrawn")
    static let amend = Text(zh: "修改提案，再问一次", en: "Amend it and ask again")
    static let amendReason = Text(zh: "改了哪些地方，影响到谁，为什么", en: "What was changed, whom it could affect, and why")
    static let amendAsk = Text(zh: "再问谁", en: "Who is asked again")
    static let amendAll = Text(zh: "所有人", en: "Everybody")
    static let amendSome = Text(
        zh: "只问可能受影响的人（反对的人总会再问）", en: "Only those it could affect; whoever objects is always asked")
    static let amendStands = Text(
        zh: "反对不会因为文字改了就没有：提出的人要自己说一声。", en: "Other words take no objection away: whoever raised it has to say so.")
    static let amendEnds = Text(
        zh: "不填：和上次一样长，最多一周。再次问到的人至少有三天；上次更短的，就和上次一样长。",
        en:
            "Left empty: as long as before, a week at most. Those asked again have three days at least, or as long as the others had."
    )
    static let amendWho = Text(zh: "可能受影响的", en: "Whom it could affect")
    static let credit = Text(zh: "用了谁的话", en: "Whose words went in")
    static let amendSend = Text(zh: "发出新的一版", en: "Put the new version")
    static let decide = Text(zh: "写下结果", en: "Write the outcome")
    static let decideWords = Text(zh: "决定了什么，谁来做，从什么时候起", en: "What is decided, who does it, from when on")
    static let decideMet = Text(zh: "反对是怎样化解的", en: "How the objections were met")
    static let decideMetHint = Text(zh: "有过反对，就要写清楚。", en: "Where there were any, this has to be said.")
    static let decideReview = Text(zh: "哪天再看一遍", en: "When it is looked at again")
    static let decideReviewHint = Text(
        zh: "有人有顾虑而不填，就是 180 天后。", en: "Left empty while somebody is concerned: in 180 days.")
    static func decideTie(_ places: Int) -> Text {
        places == 1
            ? Text(zh: "结果并列，选哪一个", en: "They came out alike: which one")
            : Text(zh: "结果并列，选哪 \(places) 个", en: "They came out alike: which \(places)")
    }
    static let linkTitle = Text(zh: "它带来了什么（名称）", en: "What it created (name)")
    static let linkPath = Text(zh: "链接", en: "Link")
    static let decideSend = Text(zh: "写进决定记录", en: "Put it into the decision log")
    static func verdictSoFar(_ verdict: Text) -> Text { Text(zh: "按规则：\(verdict)", en: "By the rule: \(verdict)") }
    static let makeGoal = Text(zh: "变成目标", en: "Make it a goal")
    static let makeGoalHint = Text(
        zh: "会出现在目标路线图上，所有人都能看到；这里会列出它。",
        en: "It stands on the road map, for everybody to read, and is listed here as what the decision created.")
    static let goalKind = Text(zh: "阶段目标，还是通往它的里程碑", en: "A stage goal, or a milestone on the way to one")
    static let asStage = Text(zh: "一个新的阶段目标", en: "A new stage goal")
    static func onTheWay(_ stage: String) -> Text {
        Text(zh: "里程碑，通往“\(stage)”", en: "A milestone on the way to “\(stage)”")
    }
    static let goalOwner = Text(zh: "谁负责", en: "Who answers for it")
    static let goalMine = Text(zh: "我自己", en: "Myself")
    static let makeGoalSend = Text(zh: "放上路线图", en: "Put it on the road map")
    static let addLink = Text(zh: "补充它带来的东西", en: "Add what it created")
    static let reviewNow = Text(zh: "再看一遍", en: "Look at it again")
    static let reviewWords = Text(zh: "当时的顾虑怎样了，现在怎么看", en: "What became of the concerns, and how it looks now")
    static let reviewKind = Text(zh: "结论", en: "What follows")
    static let reviewNext = Text(zh: "下次哪天再看", en: "When it is looked at next")
    static let reviewSend = Text(zh: "记下", en: "Write it down")
    static let proposeAgain = Text(zh: "就此重新提案", en: "Propose it anew")

    // MARK: Decisions

    static let decisionsIntro = Text(
        zh: "决定了什么、怎么算出来的、反对怎样化解、什么时候再看。",
        en: "What was decided, how it was counted, how objections were met, when it is looked at again.")
    static let search = Text(zh: "查找决定", en: "Search decisions")
    static let searchSend = Text(zh: "查找", en: "Search")
    static let verdict = Text(zh: "结果", en: "Outcome")
    static let any = Text(zh: "不限", en: "Any")
    static let csv = Text(zh: "下载表格（CSV）", en: "Download as a table (CSV)")
    static let noDecisions = Text(zh: "没有这样的决定。", en: "No decision like that.")
    static let toLog = Text(zh: "决定记录", en: "Decision log")
    static let outcome = Text(zh: "决定", en: "The decision")
    static let met = Text(zh: "反对是怎样化解的", en: "How the objections were met")
    static let winners = Text(zh: "选定", en: "Chosen")
    static let links = Text(zh: "它带来了", en: "What it created")
    static let reviews = Text(zh: "复核", en: "Looked at again")
    static func concernCount(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "带着 1 个顾虑", en: "with one concern") : Text(zh: "带着 \(count) 个顾虑", en: "with \(count) concerns")
    }
    static func decidedBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 写于 \(day: at)", en: "written by \(name) on \(day: at)")
    }
    static func reviewOn(_ at: Int64) -> Text { Text(zh: "\(day: at) 复核", en: "looked at again on \(day: at)") }
    static func total(_ count: Int) -> Text { Text(zh: "共 \(count) 个", en: "\(count) in all") }

    static func runningCount(_ count: Int) -> Text { Text(zh: "\(count) 个进行中", en: "\(count) running") }
    static func waitingCount(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "1 个等您表态", en: "one waits for your voice")
            : Text(zh: "\(count) 个等您表态", en: "\(count) wait for your voice")
    }
    static func decidedCount(_ count: Int) -> Text { Text(zh: "\(count) 个决定", en: "\(count) decided") }

    // MARK: Rules

    static let rulesIntro = Text(
        zh: "新的提案按这里来；已经开始的不受影响。", en: "New proposals follow this; those that are open already don't change.")
    static let rulesSilence = Text(
        zh: "没有表态不算同意。要让它算，只能写进大家一起通过的治理规则；以前在这里打开过的，不起作用。",
        en:
            "Whoever says nothing has not consented. Only governance rules that were adopted together can say otherwise; what was switched on here before counts for nothing."
    )
    static let rulesDays = Text(zh: "反对多少天没化解，就请协调人", en: "After so many days with an objection a facilitator is asked")
    static let rulesDelegate = Text(zh: "可以把自己的一票托付给别人", en: "A voice may be passed on to somebody else")
    static let yes = Text(zh: "是", en: "yes")
    static let no = Text(zh: "否", en: "no")
    static let methods = Text(zh: "决定的方式", en: "Ways to decide")
}
