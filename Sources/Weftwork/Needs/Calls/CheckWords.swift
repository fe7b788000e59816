/// Things that are told apart on a bad line, in either language.
enum CheckWords {
    static let things: [(zh: String, en: String)] = [
        ("松树", "pine tree"), ("月亮", "moon"), ("茶壶", "teapot"), ("雨伞", "umbrella"), ("铁路", "railway"),
        ("白云", "white cloud"), ("竹子", "bamboo"), ("钟楼", "clock tower"), ("苹果", "apple"), ("石桥", "stone bridge"),
        ("燕子", "swallow"), ("灯笼", "lantern"), ("帆船", "sailing boat"), ("毛笔", "paintbrush"), ("棉花", "cotton"),
        ("雪山", "snow mountain"), ("向日葵", "sunflower"), ("长城", "long wall"), ("鲤鱼", "carp"), ("风筝", "kite"),
        ("柿子", "persimmon"), ("大象", "elephant"), ("琵琶", "lute"), ("荷花", "lotus"), ("火炉", "stove"),
        ("鹦鹉", "parrot"), ("镜子", "mirror"), ("砖墙", "brick wall"), ("蜂蜜", "honey"), ("沙漠", "desert"),
        ("梯子", "ladder"), ("葡萄", "grapes"),
    ]
}
