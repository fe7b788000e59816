internal import Engine

/// Names of dialects that do not carry the place in them, with where they are spoken.
enum DialectWords {
    struct Family: Sendable {
        let names: [String]
        /// In English. Some are so short that they are within other words: they stand for themselves alone.
        let latin: [String]
        /// Provinces.
        let places: [String]

        /// - Parameters:
        ///   - key: a text as it is compared.
        ///   - runs: its words in Latin letters, as ``DialectWords/runs(_:)`` has them.
        func isNamed(in key: String, _ runs: Set<String>) -> Bool {
            names.contains { key.holds(Clean.key($0)) } || latin.contains { runs.contains(AreaText.key($0)) }
        }
    }

    /// Words for what a place is, the longer ones first.
    static let endings = [
        "维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "区", "县", "州",
    ]

    /// What a place's name ends with where it stands for how people speak there: Wuhan dialect, Hunanese, Wuhanhua.
    static let latinEndings = ["", "ese", "nese", "hua"]

    /// Every few words in Latin letters that stand side by side, as one: a name is found whole, never within a word – `Anda` is no
    /// part of `Mandarin`.
    static func runs(_ text: String) -> Set<String> {
        let words = text.split { !$0.isLetter || AreaText.isHan(String($0)) }.map { AreaText.key(String($0)) }
        var runs: Set<String> = []
        for start in words.indices {
            var run = ""
            for word in words[start...].prefix(4) {
                run += word
                runs.insert(run)
            }
        }
        return runs
    }

    static let families = [
        Family(
            names: ["粤语", "广府话", "白话", "广东话"], latin: ["Cantonese", "Yue", "Guangdong dialect"],
            places: ["广东", "广西", "香港", "澳门"]),
        Family(
            names: ["闽南语", "闽南话", "台语"], latin: ["Hokkien", "Minnan", "Southern Min", "Taiwanese"],
            places: ["福建", "台湾"]),
        Family(names: ["潮汕话", "潮州话"], latin: ["Teochew", "Chaoshan dialect", "Chaozhou dialect"], places: ["广东"]),
        Family(names: ["客家话", "客语"], latin: ["Hakka"], places: ["广东", "江西", "福建", "台湾", "广西"]),
        Family(
            names: ["吴语", "上海话", "苏州话"],
            latin: ["Wu", "Shanghainese", "Shanghai dialect", "Suzhounese", "Suzhou dialect"],
            places: ["上海", "江苏", "浙江"]),
        Family(
            names: ["湘语", "长沙话"], latin: ["Xiang", "Hunanese", "Changshanese", "Changsha dialect"],
            places: ["湖南"]),
        Family(names: ["赣语", "南昌话"], latin: ["Gan", "Nanchangnese", "Nanchang dialect"], places: ["江西"]),
        Family(names: ["晋语"], latin: ["Jin", "Jinyu"], places: ["山西", "内蒙古", "陕西"]),
        Family(
            names: ["东北话"], latin: ["Northeastern Mandarin", "Northeastern dialect", "Dongbei", "Dongbeihua"],
            places: ["辽宁", "吉林", "黑龙江"]),
        Family(
            names: ["西南官话", "四川话", "川话"], latin: ["Southwestern Mandarin", "Sichuanese", "Sichuan dialect"],
            places: ["四川", "重庆", "云南", "贵州", "湖北"]),
        Family(
            names: ["中原官话", "河南话"],
            latin: ["Central Plains Mandarin", "Zhongyuan Mandarin", "Henanese", "Henan dialect"],
            places: ["河南", "陕西"]),
        Family(names: ["藏语"], latin: ["Tibetan"], places: ["西藏", "青海"]),
        Family(names: ["维吾尔语", "维语"], latin: ["Uyghur", "Uighur", "Uygur"], places: ["新疆"]),
        Family(names: ["蒙古语", "蒙语"], latin: ["Mongolian"], places: ["内蒙古"]),
        Family(names: ["壮语"], latin: ["Zhuang"], places: ["广西"]),
        Family(names: ["彝语"], latin: ["Yi", "Nuosu"], places: ["四川", "云南"]),
    ]
}
