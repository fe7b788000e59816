/// A conversation of the demonstration.
enum DemoTalkWords {
    static let question = "怎样让物资更快到病区？"
    static let background = "二月以来，到武汉的物资不少，到病区的不多。请说说您看到的、您觉得该怎么办。每句话只说一件事。"
    /// What all share first, what divides after it.
    static let statements = [
        "最急的病区要先送，不按谁先开口。",
        "每一批送到哪里，大家都应该看得到。",
        "送之前先打电话问清楚缺什么。",
        "没有人收的货不要发出来。",
        "小医院和大医院应该一样分。",
        "司机晚上也应该出车。",
        "所有物资应该先进一个总仓再分。",
        "志愿者自己的车也可以进小区送。",
        "捐赠的人可以指定给哪家医院。",
        "口罩型号不合也先送去再说。",
    ]
    static let shared = 4
    static let said = "送到以后请拍一张收货单，不拍人。"
}
