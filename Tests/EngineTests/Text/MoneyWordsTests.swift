import Engine
import Testing

@Suite struct MoneyWordsTests {
    /// How real hospitals wrote their bank details (numbers changed).
    @Test(arguments: [
        "接受捐赠户名：鄂州市慈善总会 \r\n账号：964737444852  \r\n开户行：中国银行", "户名：黄冈市红十字会；\n帐 号：93615573473006258157",
        "账 户 名：湖北理工学院教育基金会   帐号：910796091617665860919", "开户银行：中国银行罗田支行    账号：922447631331",
        "账户：京山中银富登村镇银行有限公司\r\n账号：95272276279794978", "捐款账号：9762059092523801301 开户行：工商银行",
        "資金捐贈帳號：98662161122721113", "9331 3857 7468", "9518 2029 8208 2793 9845 7", "6222-0212-3456-7890",
        "５ 9331 3857 7468",
        "请转账", "支付宝捐款", "汇款请备注：京山疫情防控", "收款码", "donate by PayPal", "Bank Account 12", "by wire transfer please",
        "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "my IBAN", "62220212345678901", "户\u{200B}名",
        "付款 622202123456\u{3000}789012",
    ])
    func finds(text: String) {
        #expect(MoneyWords.find(in: text) != nil)
    }

    @Test(arguments: [
        "GB 19083-2010, 建议3M 1860/1870/9123,防飞沫血液体液款", "YY/T 0969-2013", "灭菌，GB 10213-2006", "", "贫困户名单", "用户名",
        "捐赠物资通行保障联系人：\r\n市公安局陈玉章 19902143740\r\n邱德勋 19906401032 ", "+8612001234567", "0086 120 0123 4567",
        "0713-86688927",
        "https://weibo.com/u/5143707369?key_word=不止武汉！急需防疫物资#_rnd9354193303639 谢谢", "2020-01-24 2020-01-25 2020-01-26",
        "1000-2000 3000-5000", "1000 2000 3000", "Taliban", "the account of the day", "NL91ABNA0417164301",
        "UN2814生物样本公路送检箱",
        "+44 20 0000 0958", "发布日期:2020年1月24日", "四层老楼需要电梯一部 https://mp.weixin.qq.com/s/TkyWQm49HYe_vCXzONW59Q",
        "86-633-0535119",
    ])
    func leavesAlone(text: String) {
        #expect(MoneyWords.find(in: text) == nil)
    }

    @Test func saysWhat() {
        #expect(MoneyWords.find(in: "账 户 名：x") == "账户")
        #expect(MoneyWords.find(in: "卡 9331 3857 7468 谢") == "9331 3857 7468")
        #expect(MoneyWords.find(in: "Pay via PAYPAL now") == "paypal")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func findsAnAccountAnywhere(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let noise = Hostile.text(&numbers, count: 200)
        #expect(MoneyWords.find(in: noise + " 开户行 " + noise) != nil, "seed \(seed)")
        #expect(MoneyWords.find(in: noise + " 。6222021234567890123。") != nil, "seed \(seed)")
    }
}
