/// What triage says.
enum TriageWords {
    static let title = Text(zh: "分拣", en: "Triage")
    static let chooseSome = Text(zh: "请先选几项。", en: "Choose some first.")
    static let noFlood = Text(zh: "它不在这一组里。", en: "It is in no such group.")
    static let noCluster = Text(zh: "没有这一组。", en: "There is no such group.")
    static let note = Text(zh: "对选中的人说的话", en: "What all of the chosen are told")
    static let noteHint = Text(zh: "要属实：每个人都会读到。", en: "It must be true: each of them reads it.")
    static func usualNote(_ tempo: DeskTempo) -> Text {
        guard let wait = tempo.expectedWait else {
            return Text(zh: "我们看到了您的求助，正在排队核实。", en: "We have read your need; it is in the queue to be checked.")
        }
        return Text(
            zh: "我们看到了您的求助。现在求助的人很多，核实大约还要\(span: wait)。",
            en: "We have read your need. Many ask at present; checking takes about \(span: wait).")
    }
    static let reason = Text(zh: "改紧急程度的理由（求助者看得到）", en: "Why the urgency changes (the requester reads it)")
    static let usualReason = Text(zh: "初步分拣：按描述判断。", en: "First sorting, by what was described.")
    static let acknowledge = Text(zh: "受理", en: "Acknowledge")
    static let acknowledgeChosen = Text(zh: "受理选中的", en: "Acknowledge the chosen")
    static let keys = Text(
        zh: "j/k 上下，x 选中，1–4 紧急程度，a 受理，d 并入所示的那一项（没有就打开），一分钟内可撤销",
        en:
            "j/k up and down, x choose, 1–4 urgency, a acknowledge, d merge into the one shown (or open, where none is), undone within a minute"
    )
    static let mergeInto = Text(zh: "就是它，并过去", en: "The same: merge into it")
    static func shown(_ count: Int, of total: Int) -> Text {
        Text(zh: "这一页 \(count) 项，共 \(total) 项", en: "\(count) here of \(total)")
    }
    static func moreFloods(_ clusters: Int, needs: Int) -> Text {
        Text(
            zh: "像是机器提交的一共 \(needs) 项，还有 \(clusters) 组没有列出：上面的处理完就会出现。",
            en: "\(needs) look made by a machine in all; \(clusters) more groups come up here once these are decided.")
    }
    static func inParts(_ most: Int) -> Text {
        Text(zh: "每按一次处理 \(most) 项，剩下的会再列出来。", en: "Each press decides \(most); what is left is listed again.")
    }
    /// In the queue: what is not among its items.
    static func floods(_ count: Int) -> Text {
        Text(
            zh: "另有 \(count) 项像是机器提交的，在分拣里成组处理", en: "\(count) more look made by a machine: decided by group in triage")
    }
    static func done(_ count: Int) -> Text { Text(zh: "处理了 \(count) 项。", en: "\(count) done.") }
    static let left = Text(zh: "有几项没有动：", en: "Some were left:")
    static func flood(_ count: Int) -> Text {
        Text(zh: "\(count) 项像是机器提交的", en: "\(count) that look made by a machine")
    }
    static func why(_ reason: FloodRules.Reason) -> Text {
        switch reason {
        case .sameText: Text(zh: "十分钟内有许多相同的文字。", en: "Many with the same text within ten minutes.")
        case .sameDevice: Text(zh: "十分钟内来自同一台设备。", en: "Many from one device within ten minutes.")
        case .tooFast: Text(zh: "填得比人能填的快。", en: "Filled in faster than anybody can.")
        }
    }
    static let floodReason = Text(
        zh: "看起来是自动提交的。如果您真的需要帮助，请再提交一次，或在页面上点“重新打开”。",
        en: "It looks as if a program had sent it. If you do need help, ask again, or press “Reopen” on your page.")
    static let fromHand = Text(zh: "是人提交的，放回队列", en: "From people: back into the queue")
    static func refuse(_ count: Int) -> Text { Text(zh: "不受理这 \(count) 项", en: "Refuse these \(count)") }
    static let undoable = Text(zh: "一分钟内不会通知；每一项都可以重新打开。", en: "Nobody is told for a minute, and each can be reopened.")
}
