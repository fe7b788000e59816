/// The shipped module on delivering safely.
enum DeliveryTrainingWords {
    static let module = ShippedTraining(
        "deliver-safely",
        title: ("安全送达", "Delivering safely"),
        summary: ("出门前、路上、交接时要做的事。约十分钟。", "Before you leave, on the way, at the door. About ten minutes."),
        paragraphs: [
            (
                "出门前再看一眼：求助还在不在，数量变没变，收货点和时间对不对。告诉一个人您去哪里、几点回来，并在页面上登记外出。",
                "Look again before you leave: is it still needed, has the quantity changed, are place and hours right? Tell somebody where you go and when you are back, and check in on the page."
            ),
            (
                "联系方式只为这一趟用。不存进通讯录，不转发到群里，不拍门牌和面单。送完就不再看它。",
                "The contact is for this one trip. Don't save it, don't pass it on in a group, don't photograph door or label. Once you have delivered, you have no need of it."
            ),
            (
                "到了先打电话，报核对词和自己的名字，出示通行证。放在说好的收货点，不进病区，不进家门。对方要您多带一程、代买、垫钱，都请他回到页面上说。",
                "Call when you arrive, say the check word and your name, show your pass. Leave things at the agreed point; don't enter wards or homes. If they ask for a detour, a purchase or money, ask them to say so on the page."
            ),
            (
                "危险的地方不硬去：积水没过脚踝、有电线落地、路被封了，就停下，打电话，把剩下的放回。半路停下不丢人，出了事才是大事。",
                "Don't force your way: water above the ankle, a fallen line, a closed road – stop, call, give the rest back. To turn round is no shame; an accident is."
            ),
            (
                "当面点数，少了、坏了、规格不对，当场记下。回来之后登记“已送到”，再登记自己回来了。连续开车两小时就歇一歇；一周做满了，请把下一趟让给别人。",
                "Count together; what is missing, broken or wrong is written down on the spot. Back home mark it delivered, then check out. Rest after two hours at the wheel; when your week is full, leave the next trip to somebody else."
            ),
        ],
        questions: [
            .init(
                "货已经装好，出发前最后做什么？", "All is loaded. What is the last thing before you leave?",
                [
                    ("再看一眼求助，并登记外出", "Look at the request again, and check in"), ("发朋友圈", "Post about it"),
                    ("直接走，路上再看", "Just go, and look on the way"),
                ], right: [0],
                why: (
                    "需求会变。多看一眼，省得白跑；登记了外出，没按时回来就有人找您。",
                    "Needs change: one look saves a trip. And once you are checked in, somebody looks for you if you don't come back."
                )),
            .init(
                "收货人的电话可以怎么用？", "What may you do with their phone number?",
                [
                    ("存下来，下次还能用", "Save it for next time"), ("发到车队群里，大家好找", "Share it with the other drivers"),
                    ("只为这一趟联系", "Use it for this trip only"),
                ], right: [2],
                why: (
                    "号码是为这一趟给的，每次查看对方都看得到。",
                    "It was given for this trip, and they see each look at it."
                )),
            .init(
                "到了医院，对方请您把箱子送进病区。您怎么做？",
                "At the hospital they ask you to carry the boxes into the ward. What do you do?",
                [
                    ("帮忙帮到底", "Help to the end"),
                    ("放在说好的收货点，请他们出来取", "Leave them at the agreed point and ask them to come out"),
                    ("戴上口罩再进去", "Put on a mask and go in"),
                ], right: [1],
                why: (
                    "病区对您、对病人都有风险。收货点就是为此约定的。",
                    "A ward is a risk to you and to the patients. That is what the agreed point is for."
                )),
            .init(
                "哪些情况应当停下？（可多选）", "When do you stop? (several)",
                [
                    ("水没过脚踝", "The water is above your ankle"), ("有电线落在路上", "A line lies across the road"),
                    ("下小雨", "A little rain"), ("路口封了，有人叫您绕小路", "The road is closed and somebody waves you to a track"),
                ], right: [0, 1, 3],
                why: (
                    "看不见底的水、落地的电线、封了的路，都不值得冒险。停下，打电话。",
                    "Water without a bottom, a fallen line, a closed road: none is worth it. Stop and call."
                )),
            .init(
                "对方请您先垫钱买药，说明天还。怎么办？",
                "They ask you to pay for medicine now, they would pay you back tomorrow. What now?",
                [
                    ("垫上，救急", "Pay, it is urgent"),
                    ("不经手钱，请对方把需要写到页面上", "Touch no money; ask them to put it on the page"),
                    ("让对方扫码付给我", "Let them pay me by phone"),
                ], right: [1],
                why: (
                    "这里谁都不经手钱：这样没有人被骗，也没有人被冤枉。",
                    "Nobody here touches money: so nobody is cheated, and nobody is wrongly accused."
                )),
        ])
}
