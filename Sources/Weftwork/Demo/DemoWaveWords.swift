/// The need for which people are being called in the demonstration.
enum DemoWaveWords {
    static let title = "社区食堂缺送餐的司机"
    static let description = "每天中午把三十份饭送到楼下，走得动的老人自己下来拿。"
    static let item = "开车送餐的司机"
    static let contact = "社区食堂 陈师傅"
}
