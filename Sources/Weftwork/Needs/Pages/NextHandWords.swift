/// Who goes on with what somebody sent in.
enum NextHandWords {
    static func words(_ next: NextHand) -> Text {
        switch (next.step, next.holder, next.name) {
        case (.verify, let holder?, _):
            Text(
                zh: "您提交的要由别人核实：\(holder) 正在处理，核实后由调度员发布。",
                en:
                    "What you sent in somebody else verifies: \(holder) has it open now. A dispatcher publishes it then."
            )
        case (.verify, nil, let name?):
            Text(
                zh: "您提交的要由别人核实：\(name) 或另一位审核员会从审核台接手，核实后由调度员发布。",
                en:
                    "What you sent in somebody else verifies: \(name) or another verifier takes it from the queue. A dispatcher publishes it then."
            )
        case (.verify, nil, nil):
            Text(
                zh: "您提交的要由别人核实，可是现在没有别人能核实：请网络的守护者给一位成员审核员的职责。",
                en:
                    "What you sent in somebody else verifies, and nobody else can at present: ask a steward to make somebody a verifier."
            )
        case (.publish, _, let name?):
            Text(
                zh: "您提交的已经核实，接下来由 \(name) 或另一位调度员发布。",
                en: "What you sent in is verified; \(name) or another dispatcher publishes it next.")
        case (.publish, _, nil):
            Text(
                zh: "您提交的已经核实，可是现在没有人能发布：请网络的守护者给一位成员调度员的职责。",
                en:
                    "What you sent in is verified, and nobody can publish it at present: ask a steward to make somebody a dispatcher."
            )
        }
    }
}
