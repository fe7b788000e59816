/// The shipped module on taking a call.
enum IntakeTrainingWords {
    static let module = ShippedTraining(
        "intake-call",
        title: ("接一通求助电话", "Taking a call for help"),
        summary: (
            "怎么让对方说得清、放得下心，又不多问一句。约十分钟。",
            "How to let somebody say what they need, and not ask a word too many. About ten minutes."
        ),
        paragraphs: [
            (
                "先听完第一句话。打来的人往往已经打过好几个电话。告诉他您是谁、替哪个网络接电话，再问：“现在有没有人有危险？”有，就请他先打 120 或 110，您不挂断，帮他把要说的话理清楚。",
                "Hear the first sentence to its end. Whoever calls has often called several numbers before. Say who you are and for which network, then ask: “Is anybody in danger now?” If so, they call the emergency number first, and you help them find the words."
            ),
            (
                "只问办事用得上的：缺什么、大约多少、送到哪个区、最晚什么时候要、怎么联系。数量说不清，就记“不清楚”，不要替他编一个数字。",
                "Ask only what is needed to act: what is lacking, roughly how much, in which district, by when, how to reach them. If they can't say how much, write “unknown”. Never make up a number for them."
            ),
            (
                "身份证号、病历、银行账号，一概不问。对方主动说了，也不要写进去，并告诉他：这里不收钱，也不会向他要钱。",
                "Never ask for identity numbers, medical records or bank accounts. If they say them unasked, don't write them down, and tell them: nobody here takes money or asks for it."
            ),
            (
                "替别人求助的，问一句：本人知道吗，同意吗？没有明确的“同意”，就不公开，等联系上本人再说。",
                "Whoever calls for somebody else is asked: do they know, and do they agree? Without a clear yes nothing is published until that person has been reached."
            ),
            (
                "最后念一遍您记下的，告诉他查询码、核对词，以及多久会有人回话。只说做得到的：“下午四点前有人给您打电话”，不说“放心，一定送到”。",
                "At the end read back what you wrote, give the tracking code, the check word, and when somebody will call back. Promise only what can be kept: “somebody calls you before four”, not “don't worry, it will come”."
            ),
        ],
        questions: [
            .init(
                "电话里说有人喘不上气。您先做什么？", "The caller says somebody can hardly breathe. What comes first?",
                [
                    ("把表填完，再想办法", "Fill in the form, then see"),
                    ("请他马上打急救电话，您帮他理清要说的话", "Have them call the emergency number now, and help them with the words"),
                    ("转给审核员", "Pass it to a verifier"),
                ], right: [1],
                why: (
                    "有生命危险的，急救电话在先；我们的登记可以等几分钟。",
                    "Where life is in danger the emergency number comes first. Our form can wait some minutes."
                )),
            .init(
                "对方说“口罩，越多越好”。数量怎么记？", "“Masks, as many as you can.” What do you write as the quantity?",
                [
                    ("按经验写 1000", "1000, from experience"), ("记“不清楚”或“不限”", "“Unknown” or “no limit”"),
                    ("不登记，等他说清楚", "Nothing, until they know"),
                ], right: [1],
                why: (
                    "多数真实的求助都没有数字。编一个数字，会让别人按它去配送。",
                    "Most real requests have no number. A made-up one is what others will deliver by."
                )),
            .init(
                "哪些不该问，也不该写？（可多选）", "What do you neither ask nor write? (several)",
                [
                    ("身份证号", "The identity number"), ("收货的区县", "The district"), ("银行账号", "The bank account"),
                    ("能接电话的时间", "When they can be called"),
                ], right: [0, 2],
                why: (
                    "证件号和账号办事用不上，却最容易被骗子拿去用。区县和时间是办事要用的。",
                    "Identity and account numbers help nobody to help, and swindlers most of all. District and hours are needed."
                )),
            .init(
                "邻居替一位老人求助，老人自己还不知道。怎么办？", "A neighbour asks for an old man who does not know of it. What now?",
                [
                    ("先登记，不公开，等联系上老人再说", "Take it down, publish nothing until he has been reached"),
                    ("马上公开，救人要紧", "Publish at once, time matters"), ("拒绝登记", "Refuse to take it"),
                ], right: [0],
                why: (
                    "他的事由他决定。先记下，我们去问他；急的话协调员可以写明理由先办。",
                    "It is his to decide. We take it down and ask him; if it can't wait, a coordinator decides with a reason."
                )),
            .init(
                "挂电话前，您怎么说？", "What do you say before you hang up?",
                [
                    ("“您放心，今天一定送到。”", "“Don't worry, it will be there today.”"),
                    (
                        "“下午四点前有人给您回话。这是查询码和核对词。”",
                        "“Somebody calls before four. This is your code and your check word.”"
                    ),
                    ("“有消息我们会通知您。”", "“We will let you know.”"),
                ], right: [1],
                why: (
                    "说做得到的、有时间的；核对词让他认得出我们的人。",
                    "Say what can be kept, with a time; the check word tells them who is really from us."
                )),
        ])
}
