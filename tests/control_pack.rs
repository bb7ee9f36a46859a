//! The pack of controls for an auditor: what it names, and what it must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::assurance::{evidence_of, own_controls};
use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::notice::control_pack::control_pack;
use holdfast::record::organisation;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::{Moment, Precision};
use support::desk::Desk;
use support::facts::text;
use support::registers::add;
use support::story::story;
use support::{at, moment};

/// The part of the pack under one control.
fn under<'a>(pack: &'a str, control: &str) -> Vec<&'a str> {
    let heading = format!("## {control} ");
    let part = pack.split("\n## ").find(|part| format!("## {part}").starts_with(&heading)).expect("the control");
    part.lines().skip(1).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_pack_names_every_control_its_audits_and_its_evidence() {
    let story = story();
    let pack = |language| control_pack(language, Rules::BUILT_IN, (&story.incident, &story.log), &[]);
    let [en, zh] = [Language::English, Language::Chinese].map(pack);
    for (pack, count) in [(&en, 23), (&zh, 23)] {
        assert_eq!(pack.matches("\n## ").count(), count);
        assert_eq!(pack.matches(" · 2021-12-02 · ").count(), 3);
    }
    let head: Vec<&str> = en.split("\n## ").next().unwrap().lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(head[0], "# Evidence for controls: 邮箱被伪造令牌读取");
    assert_eq!(head[1], "EXERCISE. This is not a real incident.");
    assert!(head[2].starts_with("TLP:AMBER+STRICT"), "{}", head[2]);
    assert!(head[3].starts_with(&format!("Record {}: {} entries, ", story.id, story.incident.events)), "{}", head[3]);
    assert!(head[4].starts_with("- historical: ") && head[4].contains("never current assurance"), "{}", head[4]);
    assert!(head[5].starts_with("- suspect: "), "{}", head[5]);
    assert!(head[6].contains("English edition of 2020/21; as of 2020-12-24."), "{}", head[6]);
    assert!(head[7].contains("Chinese edition of August 2021; as of 2021-08-13."), "{}", head[7]);
    let call = evidence_of("OA-7", &story.incident)[0].events[0].as_str();
    let on_call = under(&en, "OA-7");
    assert_eq!(on_call[0], "- Chinese edition · SOC 1 · Azure \\& Dynamics 365 · 2021-03-31 · historical");
    assert_eq!(on_call[2], "- Escalations acknowledged by the person on call: 1");
    // The acknowledgement's own time, as typed in Berlin.
    let told = "  - Mon 2 Nov 2026 04:11 (UTC+1) · Jonas Weiß · Service owner · Acknowledged · ";
    assert_eq!(on_call[3], [told, call].concat());
    assert_eq!(on_call.len(), 4);
    let [iso, soc] = ["A.9.1", "IM-6"].map(|control| under(&zh, control));
    assert_eq!(iso[0], "- 中文版 · ISO 27018 · Azure \\& Dynamics 365 · 适用性声明、证书 · 2021-12-02 · 历史 · 存疑");
    assert_eq!(soc[2], "- 本记录为演练：1");
    // Nothing that was typed but the title, names and roles.
    for words in ["sign-in log", "25 organisations", "forged", "NTC-8", "Contoso"] {
        assert!(!en.contains(words), "{words}");
    }
}

#[test]
fn the_pack_of_a_fresh_record_says_where_it_holds_nothing() {
    let desk = Desk::opened(at("2026-11-20T08:00:00.000Z"));
    let pack = |language| control_pack(language, Rules::BUILT_IN, (&desk.incident, &desk.log), &[]);
    let [en, zh] = [Language::English, Language::Chinese].map(pack);
    assert_eq!(under(&en, "IM-4").last(), Some(&"Nothing in this record"));
    assert_eq!(under(&zh, "IM-4").last(), Some(&"本记录中无相应内容"));
    // All but those of the report and of the playbook.
    assert_eq!(en.matches("\nNothing in this record\n").count(), 23 - 6 - 3 - 1);
    assert!(!en.contains("EXERCISE") && !en.contains("✓") && !en.contains("[x]"));
    assert!(en.contains("\nTLP:AMBER\n"));
}

/// The controls that an organisation keeps: framework, control, title, day of the latest report.
fn own(controls: &[[&str; 4]]) -> Vec<String> {
    let mut desk = Desk::new(&organisation::id(), "Ada", "CISO", 9, at("2026-11-20T08:00:00.000Z"));
    desk.take(vec![organisation::root().unwrap()]);
    for [framework, control, title, day] in controls {
        let words = [("framework", framework), ("control", control), ("title", title)];
        let value = |(field, words): (&str, &&str)| (text(field), EntryValue::Text(text(words)));
        let mut values: EntryValues = words.into_iter().map(value).collect();
        if !day.is_empty() {
            let day = Moment { precision: Precision::Date, ..moment(at(&format!("{day}T00:00:00.000Z"))) };
            values.insert(text("reported"), EntryValue::Time(day));
        }
        desk.state(add("control", values));
    }
    own_controls(&desk.incident)
}

/// A date of one's own stands under the control it is for; a control that no table names stands apart.
#[test]
fn own_controls_stand_beside_those_of_the_tables() {
    let own = own(&[["FedRAMP", "ir-4", "Handling", "2026-03-31"], ["PCI DSS", "12.10", "Response plan", ""]]);
    let desk = Desk::opened(at("2026-11-20T08:00:00.000Z"));
    let pack = |language| control_pack(language, Rules::BUILT_IN, (&desk.incident, &desk.log), &own);
    let [en, zh] = [Language::English, Language::Chinese].map(pack);
    assert_eq!(under(&en, "IR-4")[2], "- own · ir-4 · Handling · FedRAMP · 2026-03-31");
    assert_eq!(under(&zh, "IR-4")[2], "- 自有 · ir-4 · Handling · FedRAMP · 2026-03-31");
    assert!(en.ends_with("\n## Own controls\n\n- own · 12.10 · Response plan · PCI DSS\n"), "{en}");
    assert_eq!(en.matches("12.10").count(), 1);
    assert_eq!(en.matches("\n- own · ").count(), 2);
}
