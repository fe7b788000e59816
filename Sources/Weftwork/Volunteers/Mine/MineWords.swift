/// What one reads about one's own week and record.
enum MineWords {
    static let tabs = Text(zh: "我的", en: "Mine")
    static let now = Text(zh: "现在", en: "Now")
    static let week = Text(zh: "我的一周", en: "My week")
    static let record = Text(zh: "我的记录", en: "My record")
    static let hours = Text(zh: "有空的时间", en: "My hours")

    // MARK: Week

    static let weekHint = Text(zh: "只有您看得到这一页。", en: "Only you see this page.")
    static let shifts = Text(zh: "值班", en: "Shifts")
    static let noShifts = Text(zh: "这七天没有排您的班。", en: "You are on no shift in the next seven days.")
    static let toAnswer = Text(zh: "等您答应", en: "waits for your yes")
    static let onCall = Text(zh: "夜里待命", en: "on call")
    static let promises = Text(zh: "我答应的", en: "What I promised")
    static let noPromises = Text(zh: "没有还没完成的承诺。", en: "Nothing you promised is open.")
    static let arrived = Text(zh: "送到了，等对方确认", en: "brought, waits to be confirmed")
    static let disputed = Text(zh: "双方说法不同", en: "the two sides disagree")
    static let kept = Text(zh: "（内容未公开）", en: "(its words are held back)")
    static let used = Text(zh: "七天里的时间", en: "Your seven days")
    static func used(_ load: Int64, _ limit: Int) -> Text {
        Text(zh: "做了和答应了 \(span: load)，上限 \(limit) 小时", en: "\(span: load) done and promised, of \(limit) hours")
    }
    static let ahead = Text(zh: "接下来七天", en: "The next seven days")
    static func ahead(_ promised: Int64) -> Text {
        promised > 0
            ? Text(zh: "已答应 \(span: promised)（值班也算）", en: "\(span: promised) promised, shifts included")
            : Text(zh: "没有答应的时间", en: "no hours promised")
    }
    static func moved(_ work: Text) -> Text { Text(zh: "求助上现在写的是：\(work)", en: "the need says now: \(work)") }
    static let paused = Text(zh: "您在暂停。", en: "You pause.")
    static let nothingSaid = Text(zh: "还没有说什么时候有空。", en: "You have not said when you are free.")
    static let change = Text(zh: "改一改", en: "Change it")
    static let endings = Text(zh: "快到期的培训", en: "Trainings that end soon")
    static func ends(_ at: Int64) -> Text { Text(zh: "到 \(day: at)", en: "until \(day: at)") }

    // MARK: Record

    static let recordHint = Text(
        zh: "只有您看得到。要给别人看，用浏览器打印；上面没有别人的名字。",
        en: "Only you see this. To show it, print it with your browser: no name but yours stands on it.")
    static func since(_ at: Int64) -> Text { Text(zh: "\(day: at)加入", en: "here since \(day: at)") }
    static func stands(_ at: Int64) -> Text { Text(zh: "截至\(moment: at)", en: "as of \(moment: at)") }
    static let hoursDone = Text(zh: "值班和现场的时间", en: "On shift and on site")
    static let shiftCount = Text(zh: "值过的班", en: "Shifts")
    static let verified = Text(zh: "核实过的求助", en: "Needs verified")
    static let delivered = Text(zh: "确认收到的", en: "Deliveries confirmed")
    static let smallDone = Text(zh: "确认过的小任务", en: "Small tasks confirmed")
    static let checked = Text(zh: "看过别人的小任务", en: "Small tasks of others looked at")
    static let deliveries = Text(zh: "送到的", en: "What I brought")
    static let small = Text(zh: "小任务", en: "Small tasks")
    static let things = Text(zh: "小事", en: "Small things")
    static let trainings = Text(zh: "培训", en: "Trainings")
    static let over = Text(zh: "已过期", en: "has ended")
    static let nothing = Text(zh: "还没有。第一件小任务只要几分钟。", en: "Nothing yet. A first small task takes some minutes.")
    static func confirmed(_ by: Confirmer) -> Text {
        switch by {
        case .requester: Text(zh: "求助者确认", en: "confirmed by the requester")
        case .member(let role?):
            Text(zh: "由\(PeopleWords.name(of: role))确认", en: "confirmed by: \(PeopleWords.name(of: role))")
        case .member(nil): Text(zh: "由另一位成员确认", en: "confirmed by another member")
        }
    }
}
