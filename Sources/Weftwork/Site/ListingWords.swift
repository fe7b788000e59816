/// What lists say about how they were asked.
enum ListingWords {
    static let badLimit = Text(zh: "limit 应是 1 到 200 的整数。", en: "limit must be a whole number from 1 to 200.")
    static let badCursor = Text(zh: "这个 cursor 不是本列表给出的。", en: "This cursor was not given by this list.")
}
