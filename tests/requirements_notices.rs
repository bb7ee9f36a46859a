//! Declaration and customer notification, as a person at the screen goes: what each form stores, what the
//! clocks in the file say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::awareness_gap;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::profile::Profile;
use holdfast::exchange::backup::Beside;
use holdfast::form::own::kept;
use holdfast::form::{FormCode, Kind};
use holdfast::language::Language;
use holdfast::language::codes::stage_words;
use holdfast::language::duty::gap;
use holdfast::record::json::text;
use holdfast::record::time::MINUTE;
use serde_json::json;
use support::at;
use support::beside::backup;
use support::forms::submitted;
use support::screen::{Screen, Typed, holds, over};
use support::zones::TzData;

const CONTRACT: &str = "contract-72h.notice";
const DRAFT: &str = "contract-72h.notice~en";
const TO_PROVIDER: &str = "contract-customer-duty.notice";

const DECLARED: Typed = &[
    ("role", "Incident lead"),
    ("moment", "2026-11-22 15:00"),
    ("confirmed", "yes"),
    ("grounds", "access_occurred"),
    ("basis", "EV-1"),
];

const CLASSIFIED: Typed = &[
    ("outcome", "security_incident"),
    ("confidentiality", "yes"),
    ("integrity", "unknown"),
    ("availability", "no"),
    ("cause", "unlawful"),
    ("data", "customer"),
    ("processed_by_us", "yes"),
    ("customers", "some"),
    ("confidence", "medium"),
    ("basis", "access records"),
];

fn declared() -> Screen {
    let mut screen = Screen::opened();
    screen.submit("declaration", "", DECLARED);
    screen
}

/// each of the five harms is notified unless a person decides otherwise in writing, those too that the clause does
/// not name; both lists stand at that decision.
#[test]
fn every_harm_is_notified_unless_decided_otherwise_in_writing() {
    for harm in ["destruction", "loss", "alteration", "disclosure", "access"] {
        let mut screen = Screen::opened();
        screen.submit("classification", "", &over(CLASSIFIED, &[("harms", harm)]));
        screen.submit("declaration", "", DECLARED);
        holds(&screen.deadlines("contract-72h")[0], &json!({ "stage": "notice", "state": "running" }));
        let decided = [("role", "Counsel"), ("reason", "Nothing left the house")];
        for field in ["by", "role", "reason"] {
            assert_eq!(screen.refused("waiver", CONTRACT, &over(&decided, &[(field, "")])), [field], "{harm}");
        }
        screen.submit("waiver", CONTRACT, &decided).says(
            "stage.waived",
            json!({
                "regime": "contract-72h", "stage": "notice", "by": "Mei Chen", "role": "Counsel",
                "reason": "Nothing left the house",
            }),
        );
        holds(&screen.deadlines("contract-72h")[0], &json!({ "state": "waived" }));
        let back = [("role", "Counsel"), ("reason", "A second look")];
        screen
            .submit("waiver_back", CONTRACT, &back)
            .says("stage.waiver_withdrawn", json!({ "reason": "A second look" }));
        holds(&screen.deadlines("contract-72h")[0], &json!({ "state": "running" }));
    }
    let intro = declared().shown("waiver", CONTRACT).intro.unwrap();
    let [en, zh] = [Language::English, Language::Chinese].map(|language| intro.get(language).to_lowercase());
    for words in ["destruction, loss, alteration, disclosure or access", "loss, disclosure and modification"] {
        assert!(en.contains(words), "{en}");
    }
    for words in ["毁坏、丢失、篡改、披露或访问", "丢失、披露和更改"] {
        assert!(zh.contains(words), "{zh}");
    }
    let other = declared().shown("waiver", "eu-gdpr-33.sa").intro.unwrap();
    assert_ne!(other.get(Language::English), intro.get(Language::English));
}

/// 72 hours of the instant itself from the declaration, whatever the clocks on the wall do; not from
/// awareness.
#[test]
fn the_contract_clock_runs_72_absolute_hours_from_the_declaration() {
    // Over the end of summer time in Berlin, on 25 October 2026.
    for (moment, start, due) in [
        ("2026-10-23 15:00", "2026-10-23T13:00:00.000Z", "2026-10-26T13:00:00.000Z"),
        ("2026-11-20 15:00", "2026-11-20T14:00:00.000Z", "2026-11-23T14:00:00.000Z"),
    ] {
        let mut screen = Screen::opened();
        let aware = [("anchor", "aware"), ("moment", "2026-10-20 09:00"), ("source", "ticket")];
        screen.submit("anchors", "", &aware).says("anchor.set", json!({ "anchor": "aware" }));
        holds(&screen.deadlines("contract-72h")[0], &json!({ "state": "not_started", "due": null }));
        screen.submit("declaration", "", &over(DECLARED, &[("moment", moment)]));
        let expected = json!({ "anchor": "declared", "anchor_at": start, "due": due, "length_hours": 72 });
        holds(&screen.deadlines("contract-72h")[0], &expected);
    }
    let mut screen = Screen::opened();
    for vague in ["2026-11-22", "unknown"] {
        assert_eq!(screen.refused("declaration", "", &over(DECLARED, &[("moment", vague)])), ["moment"]);
    }
}

/// awareness, confirmation, classification, materiality and declaration are moments of their own, and the gap
/// between the first and the last is told.
#[test]
fn five_moments_are_kept_apart() {
    let mut screen = Screen::opened();
    let moments = [
        ("aware", "2026-11-22 10:00", "2026-11-22T09:00:00.000Z"),
        ("confirmed", "2026-11-22 11:00", "2026-11-22T10:00:00.000Z"),
        ("classified", "2026-11-22 12:00", "2026-11-22T11:00:00.000Z"),
        ("determined", "2026-11-22 13:00", "2026-11-22T12:00:00.000Z"),
    ];
    let offered = screen.offered("anchors", "anchor");
    assert!(!offered.iter().any(|one| one == "declared"), "only the declaration declares");
    for (anchor, typed, at) in moments {
        let stored = screen.submit("anchors", "", &[("anchor", anchor), ("moment", typed), ("source", "ticket")]);
        stored.says("anchor.set", json!({ "anchor": anchor, "moment": { "at": at }, "source": "ticket" }));
    }
    screen.submit("declaration", "", DECLARED);
    let anchors = screen.derived()["anchors"].clone();
    for (anchor, at) in
        moments.map(|(anchor, _, at)| (anchor, at)).iter().chain(&[("declared", "2026-11-22T14:00:00.000Z")])
    {
        let found = anchors.as_array().unwrap().iter().filter(|one| one["anchor"] == *anchor);
        assert_eq!(found.map(|one| one["moment"]["at"].clone()).collect::<Vec<_>>(), [*at], "{anchor}");
    }
    assert_eq!(awareness_gap(&screen.desk.incident), Some(5 * 60 * MINUTE));
    let declare =
        screen.derived()["metrics"].as_array().unwrap().iter().find(|one| one["metric"] == "declare").cloned();
    assert_eq!(declare.unwrap()["milliseconds"], 5 * 60 * MINUTE);
}

/// beyond the hours that the organisation profile sets the gap is told in red, and in words; without any it never is.
#[test]
fn the_gap_is_red_beyond_what_the_profile_sets() {
    let mut screen = Screen::opened();
    let aware = [("anchor", "aware"), ("moment", "2026-11-22 10:00"), ("source", "ticket")];
    screen.submit("anchors", "", &aware).says("anchor.set", json!({ "anchor": "aware" }));
    screen.submit("declaration", "", DECLARED).says("incident.declared", json!({}));
    let five = awareness_gap(&screen.desk.incident).unwrap();
    let metrics = screen.derived()["metrics"].clone();
    let declare = metrics.as_array().unwrap().iter().find(|one| one["metric"] == "declare");
    assert_eq!(declare.unwrap()["milliseconds"], five);
    let set = |hours: &str| {
        let none = Profile::default();
        let (values, _) = submitted(&screen.desk, &none, FormCode::Profile, "", &[("gap", hours)]);
        kept(FormCode::Profile, &none, "", &values, &TzData).unwrap()
    };
    for (hours, long) in [("", false), ("4", true), ("5", false), ("6", false)] {
        let profile = set(hours);
        let kept = Beside { rules: String::new(), profile: text(&profile) };
        let file = backup(&screen.desk, &kept);
        assert_eq!(file.contains(&format!("\"gap\":{hours}")), !hours.is_empty(), "{hours}");
        for (language, words) in [
            (Language::English, "5 h 0 min, longer than the 4 h of the organisation profile"),
            (Language::Chinese, "，超过组织概况设定的 4 小时"),
        ] {
            let (said, red) = gap(language, five, profile.gap);
            assert_eq!((red, said.contains(words)), (long, long), "{hours}: {said}");
        }
        assert!(!gap(Language::English, -five, profile.gap).1, "declared before");
    }
}

const WHOLE: Typed = &[
    ("nature", "Mail was read with forged tokens"),
    ("affected_users", "900 to 1,100 mailboxes"),
    ("mitigation", "The key was replaced"),
    ("next_steps", "Logs of one region are still read"),
    ("next_update", "2026-11-24 12:00"),
];

const SENDING: Typed = &[("recipients", "Administrators of 14 tenants"), ("channel", "Message centre")];

/// what a notice to customers states; what it leaves blank is listed with what was sent; "not known" and
/// "not applicable" are answers once their basis is written, never by a tick alone; the rest is asked for while the
/// investigation goes on.
#[test]
fn a_notice_states_each_point_or_lists_what_it_lacks() {
    let lacking = |typed: Typed| {
        let mut screen = declared();
        let draft = screen.submit("notice_draft", DRAFT, typed);
        assert_eq!(draft.kind, "notice.drafted");
        let approved = screen.about("notice_approval", &draft.id, &[("by", "Ana"), ("role", "Counsel")]);
        approved.says("notice.approved", json!({ "draft": draft.id.as_str(), "by": "Ana" }));
        let sent = screen.about("notice_sending", &draft.id, SENDING);
        sent.says("notice.sent", json!({ "regime": "contract-72h", "stage": "notice", "channel": "Message centre" }));
        (sent.body["missing"].clone(), draft.body["fields"].clone(), sent.body["text"].as_str().unwrap().to_owned())
    };
    let (missing, fields, text) = lacking(WHOLE);
    assert_eq!(missing, json!([]));
    for (point, words) in &WHOLE[..4] {
        assert_eq!(fields[point], json!({ "how": "stated", "text": words }));
        assert!(text.contains(words), "{text}");
    }
    assert!(text.contains("Tue 24 Nov 2026 12:00 (UTC+1)"), "{text}");
    for (point, _) in WHOLE {
        assert_eq!(lacking(&over(WHOLE, &[(point, "")])).0, json!([point]));
    }
    for point in ["nature", "affected_users", "mitigation", "next_steps"] {
        for list in ["not_known", "not_applicable"] {
            let (missing, fields, _) = lacking(&over(WHOLE, &[(list, point)]));
            assert_eq!((missing, &fields[point]["how"]), (json!([]), &json!(list)), "with its basis");
            assert_eq!(lacking(&over(WHOLE, &[(list, point), (point, "")])).0, json!([point]), "a bare tick");
        }
    }
    let done = [("open", "no"), ("next_steps", ""), ("next_update", "")];
    assert_eq!(lacking(&over(WHOLE, &done)).0, json!([]));
}

/// B-27, B-31, B-36, B-37: what else a notice states where it is known: each point is asked for, optional, and kept; from
/// the beginning, before anything is declared.
#[test]
fn what_else_is_known_is_stated() {
    let mut screen = Screen::opened();
    let points = [
        "breach_time",
        "awareness_time",
        "data_types",
        "actions_taken",
        "customer_actions",
        "product",
        "exposure_time",
        "affected_records",
        "subprocessor",
    ];
    let typed: Vec<(&str, &str)> = points.iter().map(|point| (*point, "as far as it is known")).collect();
    let draft = screen.submit("notice_draft", DRAFT, &over(WHOLE, &typed));
    for point in points {
        let said = json!({ "how": "stated", "text": "as far as it is known" });
        assert_eq!(draft.body["fields"][point], said, "{point}");
        let shown = screen.shown("notice_draft", DRAFT);
        assert!(shown.fields.iter().any(|one| one.code == point && one.optional), "{point}");
    }
}

/// the update that was promised is a clock of its own.
#[test]
fn a_promised_update_is_a_clock() {
    let mut screen = declared();
    let promised = |screen: &Screen| {
        let all = screen.deadlines("contract-72h");
        all.into_iter().find(|one| one["stage"] == "update").map(|one| one["own_target"]["at"].clone())
    };
    let draft = screen.submit("notice_draft", DRAFT, WHOLE);
    draft.says("notice.drafted", json!({ "open": true, "next_update": { "at": "2026-11-24T11:00:00.000Z" } }));
    assert!(promised(&screen).is_none_or(|at| at.is_null()));
    screen.about("notice_sending", &draft.id, SENDING);
    assert_eq!(promised(&screen), Some(json!("2026-11-24T11:00:00.000Z")));
    // what was sent answers the contract clock, with how much was left.
    let expected = json!({ "state": "met", "filed": "2026-11-22T14:08:00.000Z", "due": "2026-11-25T14:00:00.000Z" });
    holds(&screen.deadlines("contract-72h")[0], &expected);
}

/// who is the customer tells the provider: no length of the law, a target of one's own, a notice of its own.
#[test]
fn the_customer_tells_its_provider_promptly() {
    let mut screen = Screen::opened();
    let aware = [("anchor", "aware"), ("moment", "2026-11-22 14:00"), ("source", "ticket")];
    screen.submit("anchors", "", &aware);
    let applies = [("decision", "applies"), ("role", "Counsel"), ("reason", "Our contract with the provider")];
    screen
        .submit("decision", "contract-customer-duty", &applies)
        .says("regime.decided", json!({ "decision": "applies" }));
    let due = |screen: &Screen| screen.deadlines("contract-customer-duty")[0].clone();
    holds(&due(&screen), &json!({ "stage": "notice", "due": null, "length": null, "own_target": null }));
    let target = [("due", "2026-11-22 18:00"), ("reason", "Before the evening")];
    screen
        .submit("own_target", TO_PROVIDER, &target)
        .says("own_target.set", json!({ "regime": "contract-customer-duty", "stage": "notice" }));
    holds(&due(&screen), &json!({ "due": null, "own_target": { "at": "2026-11-22T17:00:00.000Z" } }));
    let typed = [("nature", "Our accounts are misused"), ("product", "Mail"), ("contact", "Ana, +49 30 5550100")];
    let draft = screen.submit("notice_draft", "contract-customer-duty.notice~en", &typed);
    assert_eq!(draft.body["fields"]["product"], json!({ "how": "stated", "text": "Mail" }));
    screen.about("notice_sending", &draft.id, &over(SENDING, &[("recipients", "The provider")]));
    assert_eq!(due(&screen)["state"], "filed");
    assert!(screen.desk.now > at("2026-11-22T14:05:00.000Z"));
}

/// B-38: a processor is asked for no rating of risk and is told why; the controller and who is both are asked.
#[test]
fn a_processor_rates_no_risk_and_informs_the_controller() {
    let mut screen = Screen::opened();
    let sets = [("controller", false), ("processor", true), ("both", false)];
    for (party, processor) in sets {
        let terms = [("definition", "confirmed_breach"), ("party", party)];
        let stored = screen.submit("entry:terms", "", &terms);
        assert_eq!(stored.body["values"]["party"], party);
        let told = |form: &str, about: &str, field: &str| {
            let shown = screen.shown(form, about);
            let hint = shown.fields.into_iter().find(|one| one.code == field).unwrap().hint;
            let said = |language: Language, words: &str| hint.is_some_and(|hint| hint.get(language).contains(words));
            let [en, zh] = [said(Language::English, "Inform the controller"), said(Language::Chinese, "请告知控制者")];
            assert_eq!(en, zh);
            en
        };
        assert_eq!(told("severity", "", "privacy"), processor, "{party}");
        assert_eq!(told("decision", "eu-gdpr-33", "reason"), processor, "{party}");
        assert!(!told("decision", "eu-gdpr-33-2", "reason"), "the rule of the processor itself");
        for about in ["eu-gdpr-33.sa~en", "eu-gdpr-33-2.ctrl~en"] {
            let shown = screen.shown("notice_draft", about);
            let asked = shown.fields.iter().any(|one| one.code == "consequences");
            assert_eq!(asked, !processor, "{party} {about}");
        }
        if !processor {
            continue;
        }
        // What is sent lacks nothing that could not be said.
        let typed = [("nature", "Mail was read"), ("affected_users", "900"), ("mitigation", "Tokens withdrawn")];
        let next = [("open", "no"), ("language", "en")];
        let draft = screen.submit("notice_draft", "eu-gdpr-33-2.ctrl~en", &[&typed[..], &next].concat());
        assert!(draft.body["fields"].get("consequences").is_none());
        let approved = [("by", "Mei Chen"), ("role", "Counsel")];
        screen.about("notice_approval", &draft.id, &approved);
        let sent = screen.about("notice_sending", &draft.id, &over(SENDING, &[("recipients", "The controller")]));
        sent.says("notice.sent", json!({ "regime": "eu-gdpr-33-2", "missing": [] }));
        assert!(!sent.body["text"].as_str().unwrap().contains("Likely consequences"));
    }
}

/// B-28: the customer in whose realm it happened is informed and helped by a notice of its own; no clock of ours runs.
#[test]
fn a_customer_is_told_of_what_happened_in_its_own_realm() {
    const REALM: &str = "customer-realm.notice~zh";
    let mut screen = Screen::opened();
    let classified = [("outcome", "customer_realm"), ("processed_by_us", "no")];
    screen
        .submit("classification", "", &over(CLASSIFIED, &classified))
        .says("incident.classified", json!({ "outcome": "customer_realm", "processed_by_us": "no" }));
    let rule = |language| stage_words(language, Rules::BUILT_IN, "customer-realm", "notice");
    assert_eq!(rule(Language::English), "Event in the customer’s own realm: Inform and assist that customer");
    assert_eq!(rule(Language::Chinese), "客户侧事态：告知并协助该客户");
    let shown = screen.shown("notice_draft", REALM);
    let asked: Vec<(&str, bool)> = shown.fields.iter().map(|one| (one.code, one.optional)).collect();
    for point in ["nature", "product", "detection_time", "actions_taken", "customer_actions", "contact"] {
        assert!(asked.contains(&(point, false)), "{point}: {asked:?}");
    }
    assert!(!asked.iter().any(|(code, _)| ["open", "next_steps", "next_update"].contains(code)), "{asked:?}");
    let typed = [
        ("nature", "一个管理员账号被他人使用"),
        ("product", "邮件"),
        ("actions_taken", "已提供登录日志"),
        ("customer_actions", "重置该账号并启用多重身份验证"),
    ];
    let draft = screen.submit("notice_draft", REALM, &typed);
    draft.says("notice.drafted", json!({ "regime": "customer-realm", "stage": "notice", "language": "zh" }));
    let sent = screen.about("notice_sending", &draft.id, &over(SENDING, &[("recipients", "Administrators of Alpha")]));
    let lacking = json!(["contact", "approver"]);
    sent.says("notice.sent", json!({ "regime": "customer-realm", "missing": lacking, "next_update": null }));
    let text = sent.body["text"].as_str().unwrap();
    assert!(
        text.starts_with("贵方环境内事态的告知\n\n事件性质\n") && text.contains("建议客户采取的行动\n重置该账号"),
        "{text}"
    );
    assert_eq!(screen.deadlines("customer-realm"), Vec::<serde_json::Value>::new());
    holds(&screen.deadlines("contract-72h")[0], &json!({ "state": "not_started", "due": null, "filed": null }));
}

/// B-35: how customers are reached is suggested by what was affected, with the reason; any other channel may be typed. An
/// authority is reached as its rule says.
#[test]
fn a_channel_is_suggested_by_what_was_affected() {
    let sides = ["confidentiality", "integrity", "availability"];
    for (answers, en, zh) in [
        ("no no no", "", ""),
        ("unknown unknown unknown", "", ""),
        ("no unknown yes", "service-health page. Only availability", "仅可用性受影响"),
        ("yes no no", "directly to the contacts each customer named", "直接联系各客户指定的联系人"),
        ("no yes yes", "directly to the contacts each customer named", "直接联系各客户指定的联系人"),
    ] {
        let mut screen = declared();
        let mut answers: Vec<(&str, &str)> = sides.into_iter().zip(answers.split(' ')).collect();
        answers.push(("harms", "access"));
        screen.submit("classification", "", &over(CLASSIFIED, &answers));
        let contract = screen.submit("notice_draft", DRAFT, WHOLE);
        let authority = screen.submit("notice_draft", "eu-gdpr-33.sa~en", &[("nature", "Mail was read")]);
        let hint = |form: &str, about: &str| {
            let shown = screen.shown(form, about);
            let channel = shown.fields.into_iter().find(|one| one.code == "channel").unwrap();
            assert!(channel.kind == Kind::Text && !channel.optional, "any channel may be typed");
            channel.hint
        };
        for found in [hint("notice_sending", contract.id.as_str()), hint("filing", ""), hint("filing", CONTRACT)] {
            assert_eq!(found.is_some(), !en.is_empty(), "{answers:?}");
            assert!(found.is_none_or(|one| one.get(Language::English).contains(en)), "{answers:?}");
            assert!(found.is_none_or(|one| one.get(Language::Chinese).contains(zh)), "{answers:?}");
        }
        assert_eq!(hint("notice_sending", authority.id.as_str()), None);
        assert_eq!(hint("filing", "eu-gdpr-33.sa"), None);
        let sent = screen.about("notice_sending", &contract.id, &over(SENDING, &[("channel", "By courier")]));
        sent.says("notice.sent", json!({ "channel": "By courier" }));
    }
}
