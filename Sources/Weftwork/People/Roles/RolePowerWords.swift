/// What a role may do, in plain words: one for each act for which the policy names a role.
enum RolePowerWords {
    static let title = Text(zh: "可以做什么", en: "What it may do")
    static let nothing = Text(
        zh: "没有特别的权限，和每位成员一样。", en: "No special powers: what every member may do.")

    static func name(of field: RolePowers.Field) -> Text {
        switch field {
        case .cases: Text(zh: "求助", en: "Needs")
        case .contacts: Text(zh: "联系方式", en: "Contacts")
        case .desk: Text(zh: "值班台", en: "The desk")
        case .people: Text(zh: "成员", en: "People")
        case .network: Text(zh: "网络", en: "The network")
        }
    }

    /// What the act is about and how it is called; nothing for acts that no role is needed for.
    static func power(of act: Act) -> (field: RolePowers.Field, words: Text)? {
        caseWork(act).map { (.cases, $0) } ?? contacts(act).map { (.contacts, $0) } ?? desk(act).map { (.desk, $0) }
            ?? people(act).map { (.people, $0) } ?? network(act).map { (.network, $0) }
    }

    private static func caseWork(_ act: Act) -> Text? {
        switch act {
        case .seeCase: Text(zh: "看办理细节", en: "see how a case is worked")
        case .acknowledge: Text(zh: "受理", en: "give the first answer")
        case .verify: Text(zh: "核实", en: "verify")
        case .publish: Text(zh: "发布", en: "publish")
        case .reject: Text(zh: "说明理由不受理", en: "reject with a reason")
        case .askInformation: Text(zh: "向求助者提问", en: "ask the requester")
        case .cannotReach: Text(zh: "记下联系不上", en: "note that nobody answers")
        case .reached: Text(zh: "记下联系上了", en: "note that somebody was reached")
        case .merge: Text(zh: "合并重复", en: "merge doubles")
        case .unmerge: Text(zh: "撤销合并", en: "undo a merge")
        case .dismissDuplicate: Text(zh: "判定不是重复", en: "say that it is no double")
        case .endKnownInstitution: Text(zh: "宣布机构的长期核实不再有效", en: "end an institution’s standing verification")
        case .assess: Text(zh: "定紧急程度", en: "set the urgency")
        case .move: Text(zh: "把需求归入应急行动", en: "say to which emergency a need belongs")
        case .markUnmet: Text(zh: "宣布未能满足", en: "declare it unmet")
        case .reopen: Text(zh: "重新打开", en: "reopen")
        case .close: Text(zh: "结案", en: "close")
        case .withdraw: Text(zh: "代求助者撤回", en: "withdraw for the requester")
        case .logCall: Text(zh: "记下打过的电话", en: "write down a call")
        case .endReport: Text(zh: "答复“来电不是你们的人”", en: "answer a report of a false caller")
        case .confirm, .confirmDelivery: Text(zh: "代为确认收到", en: "confirm what arrived")
        case .release: Text(zh: "放回认领", en: "release promises")
        case .setAllowance: Text(zh: "定可以多认多少", en: "say how much more may be promised")
        case .settle: Text(zh: "裁定争议", en: "settle disputes")
        case .decidePermit: Text(zh: "核对许可", en: "look at permits")
        case .passToAuthority: Text(zh: "把求助转给主管部门", en: "pass a need to an authority")
        case .answerAuthority: Text(zh: "记下主管部门的答复", en: "write down an authority’s answer")
        case .referNeed: Text(zh: "把求助转请伙伴网络", en: "ask a partner network to take on a need")
        case .seeReferred: Text(zh: "看伙伴转来的求助", en: "see needs that partners offer")
        case .answerReferral: Text(zh: "接手或回绝伙伴转来的求助", en: "take on or decline needs that partners offer")
        case .releasePost: Text(zh: "放行被扣下的留言", en: "let a post through that was held")
        case .moderate: Text(zh: "说明理由隐藏文字", en: "hide a text with a reason")
        default: offers(act)
        }
    }

    private static func offers(_ act: Act) -> Text? {
        switch act {
        case .seeOfferFile: Text(zh: "看提供的办理细节", en: "see how an offer is worked")
        case .acknowledgeOffer: Text(zh: "受理提供", en: "give an offer its first answer")
        case .verifyOffer: Text(zh: "核实提供", en: "verify offers")
        case .listOffer: Text(zh: "发布提供", en: "list offers")
        case .rejectOffer: Text(zh: "说明理由不受理提供", en: "turn an offer down with a reason")
        case .keepOffer: Text(zh: "代为更新或撤回提供", en: "change or withdraw an offer for its offerer")
        case .reopenOffer: Text(zh: "重新打开提供", en: "reopen an offer")
        case .useOffer: Text(zh: "请人用提供去满足求助", en: "ask for an offer to be used for a need")
        case .endUse: Text(zh: "收回还没答复的使用请求", en: "take back a use that nobody has answered")
        default: nil
        }
    }

    private static func contacts(_ act: Act) -> Text? {
        switch act {
        case .lookAtOffer: Text(zh: "看提供者的联系方式（留记录）", en: "see how an offerer is reached, on record")
        case .reveal: Text(zh: "说明用途后查看（留记录）", en: "look at one with a purpose, on record")
        case .letThrough: Text(zh: "决定没有背书的人能不能看", en: "let somebody without vouches see one")
        case .exportPrivate: Text(zh: "说明用途、经第二人同意后导出", en: "export with a purpose and a second person’s word")
        case .seeExports: Text(zh: "看谁要导出", en: "see who asks to export")
        case .decideExport: Text(zh: "作为第二人决定导出", en: "decide about an export as the second person")
        case .seeLooks: Text(zh: "看谁看过多少", en: "see who has looked how often")
        default: nil
        }
    }

    private static func desk(_ act: Act) -> Text? {
        switch act {
        case .seeQueue: Text(zh: "看队列", en: "see the queue")
        case .openItem: Text(zh: "打开队列里的一件", en: "open an item of it")
        case .lookAgain: Text(zh: "抽样复核", en: "look again at a sample")
        case .takeBreak: Text(zh: "休息一会儿", en: "take a break")
        case .seePipelines: Text(zh: "看哪里堵", en: "see where it jams")
        case .seeBriefing: Text(zh: "看交班简报", en: "read the shift briefing")
        case .skip: Text(zh: "跳过一件", en: "pass an item on")
        case .importNeeds: Text(zh: "批量导入", en: "import many needs")
        case .importOffers: Text(zh: "批量导入提供", en: "import many offers")
        case .receiveInbound:
            Text(
                zh: "转交短信和邮件里的求助和提供", en: "hand in needs and offers that come by message or mail")
        case .issuePaper: Text(zh: "印发纸质求助表", en: "give out paper forms")
        case .typePaper: Text(zh: "录入纸质求助表", en: "type in paper forms")
        case .endSlip: Text(zh: "收回送货单", en: "take back a delivery slip")
        case .offerHandover: Text(zh: "提出交接", en: "offer a hand-over")
        case .assign: Text(zh: "指定负责人", en: "name who answers for a need")
        case .seeLoad: Text(zh: "看谁手上有多少", en: "see who carries how much")
        case .editRoster: Text(zh: "排班", en: "plan shifts")
        case .setRestriction: Text(zh: "登记和解除管控", en: "enter and lift restrictions")
        case .editSettings: Text(zh: "改时限、清单和目录", en: "set clocks, checklist and catalogue")
        default: nil
        }
    }

    private static func people(_ act: Act) -> Text? {
        switch act {
        case .welcomeNewcomers: Text(zh: "迎接新成员", en: "welcome newcomers")
        case .reviewReferrals: Text(zh: "看谁带来了谁", en: "see who came through whom")
        case .seeSuggestions: Text(zh: "看谁适合哪个角色", en: "see who would suit a role")
        case .endRole: Text(zh: "征集角色、结束任期", en: "call for roles and end them")
        case .assignMatter: Text(zh: "把申请和报告交给别人", en: "pass on applications and reports")
        case .suspend: Text(zh: "暂停成员", en: "suspend members")
        case .certify: Text(zh: "登记培训证明", en: "write down who was trained")
        case .seeVolunteers: Text(zh: "看谁有空", en: "see who is free")
        case .seeMatches: Text(zh: "看谁适合一项求助", en: "see who fits a need")
        case .seeOfferMatches: Text(zh: "看一份提供最适合哪项求助", en: "see which needs an offer serves best")
        case .planAll: Text(zh: "统筹安排所有求助", en: "plan all open needs at once")
        case .acceptPlan: Text(zh: "照计划去问人", en: "ask people by a plan")
        case .callForHelp: Text(zh: "分批找人帮忙", en: "call people for a need")
        case .keepRobots: Text(zh: "接入和停用群机器人", en: "join and end robots of chat groups")
        case .settleSmallTask: Text(zh: "处理小任务的结果", en: "settle what small tasks found")
        case .settleReadiness: Text(zh: "写下网络准备得怎样", en: "write down how ready the network is")
        case .keepRoadMap: Text(zh: "在路线图上定目标", en: "set goals on the road map")
        case .keepCognition: Text(zh: "说明理由拿掉用词和依据", en: "take words and evidence away with a reason")
        case .keepSheet: Text(zh: "发起和揭晓问卷、自查", en: "open and close surveys and checks")
        case .writeTraining: Text(zh: "编写培训", en: "write trainings")
        case .openTeam: Text(zh: "成立小队", en: "gather teams")
        case .keepTeam: Text(zh: "代负责人照看小队", en: "look after teams where their keeper is silent")
        case .seeClusters: Text(zh: "看哪里的求助成堆", en: "see where needs pile up")
        case .seeTrained: Text(zh: "看谁通过了哪个培训", en: "see who has passed what")
        case .confirmShift: Text(zh: "确认谁来值了班", en: "confirm who kept their shift")
        case .reverseAward: Text(zh: "收回积分", en: "take points back")
        case .giveBadge: Text(zh: "颁发和撤销证书", en: "give and revoke certificates")
        case .gateTraining: Text(zh: "决定什么事要先通过培训", en: "decide what takes a training")
        case .seePasses: Text(zh: "看谁带着通行证", en: "see who carries a pass")
        case .seeTrustHealth: Text(zh: "看信任是否牢靠", en: "see where trust is thin")
        case .deriveTrust: Text(zh: "重算信任", en: "have trust recounted")
        default: nil
        }
    }

    private static func network(_ act: Act) -> Text? {
        switch act {
        case .editEmergency: Text(zh: "启动、推进、结束应急行动", en: "open, move on and close an emergency")
        case .draftMechanism: Text(zh: "编写“运作机制”", en: "write how this network works")
        case .decideMechanism: Text(zh: "同意别人写的“运作机制”", en: "consent to how others wrote it")
        case .keepProposal:
            Text(zh: "照看提案：负责人不在时写下结果、撤回", en: "look after proposals whose owner is silent")
        case .draftGovernance: Text(zh: "起草治理规则", en: "draft the governance rules")
        case .keepDrift: Text(zh: "发起重新达成共识、再问一半人", en: "begin a renewal, have half asked again")
        case .draftCharter: Text(zh: "起草共识文件", en: "offer a draft of the charter")
        case .answerSuggestions: Text(zh: "答复对共识文件的建议", en: "answer suggestions to the charter")
        case .keepPoints: Text(zh: "改积分规则", en: "change how points are given")
        case .keepBadges: Text(zh: "决定有哪些证书、用哪个密钥签名", en: "say which certificates there are and which key signs")
        case .openConversation: Text(zh: "发起意见征集", en: "open conversations")
        case .keepConversation: Text(zh: "主持意见征集、审看观点", en: "lead conversations and look at statements")
        case .importConversation: Text(zh: "导入意见征集的文件", en: "read in conversations from files")
        case .publishPact: Text(zh: "发布伙伴契约", en: "publish the Pact")
        case .promise: Text(zh: "写下召集方的承诺", en: "write down what the convener gives")
        case .callVolunteers: Text(zh: "公开招募志愿者", en: "call for volunteers")
        case .recognisePartner: Text(zh: "承认伙伴网络", en: "recognise partner networks")
        default: nil
        }
    }
}
