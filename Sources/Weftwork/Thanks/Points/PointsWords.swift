/// What pages and messages about points and thanks say.
enum PointsWords {
    static let title = Text(zh: "感谢", en: "Thanks")
    static let rulesTitle = Text(zh: "积分规则", en: "How points are given")
    static let rulesIntro = Text(
        zh: "积分是一句“谢谢”，不是工资，也不能换东西。只有别人确认过的事才算；背书和邀请本身不算。",
        en:
            "Points are a way to say thanks. They are no pay and buy nothing. Only what somebody else has confirmed counts; vouching and inviting as such do not."
    )
    static let kind = Text(zh: "做了什么", en: "For what")
    static let points = Text(zh: "积分", en: "Points")
    static let dayCapOf = Text(zh: "每天最多", en: "At most a day")
    static let confirmer = Text(zh: "谁来确认", en: "Who confirms")
    static func dayCap(_ points: Int) -> Text {
        Text(zh: "全部加起来每天最多 \(points) 分。", en: "All together, at most \(points) points a day.")
    }
    static func sideHint(_ most: Int) -> Text {
        Text(
            zh: "同一个求助方一个月里最多算 \(most) 次分；自己人（同一机构、一起来的人）确认的不算。",
            en:
                "The same side counts for points \(most) times a month; what one's own people confirm – of the same organisation, or who came in together – does not count."
        )
    }
    static let restHint = Text(
        zh: "安全第一：七天里做满了自己定的小时数，再做也不加分。请休息。",
        en: "Safety comes first: past one's own hours in seven days, more work gives no points. Please rest.")
    static let undoneHint = Text(
        zh: "确认被撤回或出现争议，积分自动收回；负责人也可以写明原因收回。规则改了，以前给的不变。",
        en:
            "When a confirmation is undone or disputed, the points go back by themselves; those who lead can take them back with a reason. A change of the rules leaves what was given."
    )
    static let shownHint = Text(
        zh: "积分只有自己看得见，除非自己愿意让别人看到。", en: "Nobody but oneself sees them, unless one wishes to show them.")

    static func name(of kind: AwardKind) -> Text {
        switch kind {
        case .delivery: Text(zh: "送到了", en: "Brought it")
        case .shift: Text(zh: "值了一班", en: "Kept a shift")
        case .answer: Text(zh: "及时回应", en: "Answered in time")
        case .smallTask: Text(zh: "做了小任务", en: "Did a small task")
        case .training: Text(zh: "通过培训", en: "Passed a training")
        case .invitee: Text(zh: "带来的人帮上了忙", en: "Somebody you brought has helped")
        }
    }
    static func name(of confirmer: AwardKind.Confirmer) -> Text {
        switch confirmer {
        case .receiver: Text(zh: "收到的一方", en: "the side that received it")
        case .lead: Text(zh: "当班的负责人（不能是自己）", en: "somebody who leads, never oneself")
        case .requester: Text(zh: "求助的人", en: "the requester")
        case .second: Text(zh: "第二个人核对", en: "a second person")
        case .quiz: Text(zh: "测验（不计分）", en: "the quiz, without points")
        case .system: Text(zh: "那人第一次被确认帮上忙时", en: "by itself, when their first work is confirmed")
        }
    }

    // MARK: Changing the rules

    static let versions = Text(zh: "改过几次", en: "How the rules changed")
    static func version(_ number: Int, _ at: Int64) -> Text {
        Text(zh: "第 \(number) 版 · \(day: at)", en: "Version \(number) · \(day: at)")
    }
    static let shipped = Text(
        zh: "这是产品自带的规则，还没有人改过。", en: "These are the rules as shipped; nobody has changed them yet.")
    static let change = Text(zh: "修改规则", en: "Change the rules")
    static let dayCapLabel = Text(zh: "每天总共最多", en: "At most a day in all")
    static let reason = Text(zh: "为什么", en: "Why")
    static let reasonWho = Text(zh: "所有人都能看到", en: "Everybody can read this")
    static let save = Text(zh: "保存", en: "Save")
    static func pointsOf(_ kind: AwardKind) -> Text {
        Text(zh: "\(name(of: kind))：积分", en: "\(name(of: kind)): points")
    }
    static func capOf(_ kind: AwardKind) -> Text {
        Text(zh: "\(name(of: kind))：每天最多", en: "\(name(of: kind)): at most a day")
    }
    static func badNumber(_ least: Int, _ most: Int) -> Text {
        Text(zh: "请填 \(least) 到 \(most) 的整数。", en: "Please give a whole number from \(least) to \(most).")
    }
    static let sameRules = Text(zh: "什么也没有改。", en: "Nothing is changed.")
    static let otherRules = Text(
        zh: "别人刚刚改过规则。请再看一遍。", en: "Somebody else has just changed the rules. Please read them again.")

    // MARK: One's own

    static let intro = Text(zh: "您做的事，有人记得。", en: "What you did is remembered.")
    static func name(of level: ThanksLevel) -> Text {
        switch level {
        case .none: Text(zh: "还没有", en: "Nothing yet")
        case .spark: Text(zh: "一点萤火", en: "A spark")
        case .lamp: Text(zh: "一盏灯", en: "A lamp")
        case .hearth: Text(zh: "一团炉火", en: "A hearth")
        case .lighthouse: Text(zh: "一座灯塔", en: "A lighthouse")
        }
    }
    static func thanks(for level: ThanksLevel) -> Text {
        switch level {
        case .none: Text(zh: "做的第一件事被确认后，会出现在这里。", en: "The first thing of yours that is confirmed will stand here.")
        case .spark: Text(zh: "有人因为您，心里亮了一下。谢谢您。", en: "Somebody's day was lighter because of you. Thank you.")
        case .lamp: Text(zh: "好几家都记得您来过。谢谢您。", en: "Several remember that you came. Thank you.")
        case .hearth: Text(zh: "大家围着您取暖。谢谢您。", en: "Many are warm because of you. Thank you.")
        case .lighthouse: Text(zh: "远处的人也照着您的光走。谢谢您。", en: "People far away steer by your light. Thank you.")
        }
    }
    static func pointsNow(_ points: Int) -> Text { Text(zh: "\(points) 分", en: "\(points) points") }
    static func times(_ count: Int) -> Text {
        count == 1 ? Text(zh: "一次", en: "once") : Text(zh: "\(count) 次", en: "\(count) times")
    }
    static let forWhat = Text(zh: "为了什么", en: "For what")
    static func plus(_ points: Int) -> Text { Text(zh: "+\(points)", en: "+\(points)") }
    static let reversed = Text(zh: "已收回", en: "taken back")
    static func why(of cut: Award.Cut) -> Text? {
        switch cut {
        case .none: nil
        case .day: Text(zh: "到了每天的上限", en: "the day's limit is reached")
        case .side: Text(zh: "同一方这个月已经谢过几次", en: "the same side has thanked often this month")
        case .rest: Text(zh: "这周做得很多了，该休息", en: "you have done a lot this week; time to rest")
        }
    }
    static let restTitle = Text(zh: "该休息了", en: "Time to rest")
    static func rest(_ hours: Int64, _ limit: Int) -> Text {
        Text(
            zh: "这七天您已经做了 \(span: hours)，您给自己定的是 \(limit) 小时。谢谢您，请先歇一歇；该做的事有人接着。",
            en:
                "You have given \(span: hours) in these seven days; the limit you set is \(limit) hours. Thank you – please rest now. Others will carry on."
        )
    }
    static let toRest = Text(zh: "我要休息", en: "Take a rest")
    static func homeLine(_ level: ThanksLevel) -> Text {
        Text(zh: "谢谢您：\(name(of: level))", en: "Thank you: \(name(of: level))")
    }

    // MARK: Showing it

    static let show = Text(zh: "给谁看", en: "Who may see it")
    static let showHint = Text(
        zh: "现在只有您自己看得见。下面每一项都由您决定，随时可以改回来；离开网络时全部关掉。",
        en: "Only you see this now. Each of these is yours to choose and to take back; all are off once you leave.")
    static let onProfile = Text(zh: "在我的成员页面上显示这份感谢", en: "Show these thanks on my member page")
    static let inOrganisation = Text(
        zh: "算进我所在小队和机构的总数", en: "Count me in the sums of my teams and my organisation")
    static let byName = Text(zh: "在名单里写上我的名字", en: "Name me in the list of people")
    static let board = Text(zh: "一起做的", en: "Done together")
    static let boardHint = Text(
        zh: "最近三个月，只算愿意被算进来的人。没有说愿意的人，不在任何名单里。",
        en: "The last three months, and only those who agreed. Whoever has not said so stands in no list.")
    static let teams = Text(zh: "小队", en: "Teams")
    static let organisations = Text(zh: "机构", en: "Organisations")
    static let people = Text(zh: "愿意写上名字的人", en: "People who like to be named")
    static let nobody = Text(zh: "还没有人愿意被列出来。", en: "Nobody has agreed to be listed yet.")
    static func of(_ people: Int) -> Text { Text(zh: "\(people) 人", en: "\(people) people") }
    static let toRules = Text(zh: "规则是什么", en: "The rules")
    static let toBoard = Text(zh: "看大家一起做的", en: "See what was done together")

    // MARK: For those who lead

    static let shifts = Text(zh: "谁来值了班", en: "Who kept their shift")
    static let shiftsHint = Text(
        zh: "最近七天结束的班。您在场、看到了，就点一下；自己的班由别人确认。",
        en: "Shifts that ended in the last seven days. Say so where you saw it; somebody else confirms your own.")
    static let noShifts = Text(zh: "没有等着确认的班。", en: "No shift waits to be confirmed.")
    static let wasThere = Text(zh: "来了", en: "Was there")
    static func wasThereOf(_ name: String) -> Text { Text(zh: "\(name) 来了", en: "\(name) was there") }
    static let noSuchShift = Text(
        zh: "这一班已经确认过，或者过去太久了。", en: "This shift is confirmed already, or was too long ago.")
    static let ownShift = Text(zh: "自己的班请别人确认。", en: "Somebody else confirms your own shift.")
    static let ledger = Text(zh: "积分记录", en: "The ledger")
    static func ledgerOf(_ name: String) -> Text { Text(zh: "\(name) 的积分记录", en: "The ledger of \(name)") }
    static let ledgerHint = Text(
        zh: "只有负责人能看，为了在出错时收回。收回要写原因，本人看得到。",
        en:
            "Only those who lead see this, to mend what went wrong. Taking a line back takes a reason, which its owner reads."
    )
    static let takeBack = Text(zh: "收回", en: "Take back")
    static let noLines = Text(zh: "还没有记录。", en: "No lines yet.")
    static let isReversed = Text(zh: "这一条已经收回了。", en: "This line is taken back already.")
    static let mailReversed = Text(
        zh: "有一笔积分被收回了。原因在这里：", en: "Some points were taken back. The reason stands here:")
}
