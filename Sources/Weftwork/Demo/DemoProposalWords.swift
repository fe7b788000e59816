/// What is proposed and decided in the demonstration.
enum DemoProposalWords {
    struct Said: Sendable {
        let question: String
        let context: String
        let topic: Proposal.Topic
    }

    static let list = Said(
        question: "各组共用一张求助名单", context: "现在每组各有一张，同一家医院常常被问好几遍。", topic: .work)
    static let objection = "名单里写着护士的手机号，谁都能看，会有人打去骚扰。"
    static let amended = "各组共用一张名单，只写缺什么、在哪个区；联系方式留在系统里，谁看了都有记录。"
    static let why = "联系方式不写进名单，只影响提出反对的人；其他都没变。"
    static let concern = "区名很小的地方，写到区也可能认得出是哪家。"
    static let met = "联系方式不进名单，在系统里查阅，并留下记录。"
    static let outcome = "从今天起共用一张名单，由协调员照看；半年后再看一遍。"

    static let night = Said(
        question: "夜里十点以后只接危急的求助", context: "值夜班的只有两个人，普通求助第二天早上再答复。", topic: .work)
    static let meeting = Said(
        question: "每周三晚上开半小时碰头会", context: "轮流主持，不来的人看记录。", topic: .people)
    static let agree = "半小时够了，别拖长。"
}
