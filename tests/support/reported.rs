//! A record in which names stand in fields and in texts: what a report must hide, and from whom.

use super::at;
use super::desk::Desk;
use super::story::story;
use holdfast::playbook::base;
use holdfast::record::body::{EntryAdded, LogAdded, PrivilegeSet, Reported, StepSet, TlpSet};
use holdfast::record::codes::{EntryKind, ReporterKind, StepStatus, Tlp};
use holdfast::record::register::EntryValue;

/// Adds an entry: a text that begins with a bracket is a list.
pub fn add(desk: &mut Desk, register: &str, values: &[(&str, &str)]) {
    let value = |(field, text): &(&str, &str)| {
        let value = match text.strip_prefix('[') {
            Some(many) => EntryValue::Many(many.split_whitespace().map(str::to_owned).collect()),
            None if *field == "at" || *field == "next_review" => EntryValue::Time(super::moment(at(text))),
            None => EntryValue::Text((*text).to_owned()),
        };
        ((*field).to_owned(), value)
    };
    desk.state(EntryAdded { register: register.to_owned(), values: values.iter().map(value).collect() });
}

/// Writes a line of the log.
pub fn say(desk: &mut Desk, entry: EntryKind, text: &str) {
    desk.state(LogAdded { channel: String::new(), entry, text: text.to_owned(), with: String::new() });
}

/// The actor.
pub const ACTOR: &str = "Midnight Heron";
/// An indicator.
pub const ADDRESS: &str = "198.51.100.77";
/// Another one.
pub const HOST: &str = "login.forged-tokens.net";
/// A technique.
pub const TECHNIQUE: &str = "T1606.002 SAML Tokens";
/// Customers that the record names.
pub const CUSTOMERS: [&str; 2] = ["Northwind Traders", "Fabrikam"];

/// The names that stand in the record below in a field for a name.
pub const PEOPLE: [&str; 8] = [
    "陈梅",
    "Jonas Weiß",
    "Priya Nair",
    "Ravi Rao",
    "Ana García",
    "Bo Li",
    "Erika Mustermann",
    "Contoso, security desk",
];

/// The whole story, not privileged, marked AMBER, with entries in the registers and names in the texts.
pub fn full() -> Desk {
    let mut desk = story();
    desk.state(PrivilegeSet { privileged: false, reason: "Counsel agrees".to_owned() });
    desk.state(TlpSet { tlp: Tlp::Amber });
    desk.state(Reported {
        reporter: ReporterKind::Customer,
        reporter_name: "Contoso, security desk".to_owned(),
        rule_id: String::new(),
        what: format!(
            "SUMMARY-MARK 陈梅和 Priya Nair saw {ACTOR} of {HOST} at {}; Bo Listing is a place; Erika Mustermann at Northwind Traders",
            CUSTOMERS[1]
        ),
        place: "Exchange Online".to_owned(),
    });
    let proof = ["[", desk.incident.evidence[0].event.as_str()].concat();
    let day = "2026-11-03T10:00:00.000Z";
    let [host, address] = [HOST, ADDRESS];
    let all: [(&str, &[(&str, &str)]); 23] = [
        ("terms", &[("definition", "custom"), ("wording", "TERMS-MARK"), ("party", "processor")]),
        (
            "priority",
            &[
                ("functional", "high"),
                ("information", "privacy"),
                ("recoverability", "extended"),
                ("priority", "p1"),
                ("reason", "PRIORITY-MARK"),
            ],
        ),
        ("scope", &[("kind", "system"), ("name", "SCOPE-MARK"), ("status", "confirmed")]),
        ("scope", &[("kind", "tenant"), ("name", CUSTOMERS[1]), ("status", "suspected")]),
        (
            "customer_impact",
            &[
                ("who", "WHO-MARK"),
                ("effect", "EFFECT-MARK"),
                ("least", "20"),
                ("most", "30"),
                ("basis", "asked by Priya Nair"),
            ],
        ),
        (
            "data_impact",
            &[
                ("store", "STORE-MARK"),
                ("harm", "access"),
                ("kinds", "KINDS-MARK"),
                ("least", "1"),
                ("encrypted", "no"),
                ("key", "exposed"),
                ("basis", "logs"),
            ],
        ),
        // Too many marks for a table: each stands under the one that names it, from whom that is not hidden.
        (
            "data_impact",
            &[
                ("store", "STORE-MARK, the second"),
                ("harm", "access"),
                ("kinds", "mail"),
                ("least", "1"),
                ("most", "5"),
                ("encrypted", "no"),
                ("key", "exposed"),
                ("basis", "logs"),
            ],
        ),
        ("party", &[("granularity", "customer"), ("name", CUSTOMERS[0])]),
        ("party", &[("granularity", "person"), ("name", "Erika Mustermann")]),
        ("indicator", &[("kind", "ip"), ("value", address), ("confidence", "high")]),
        ("indicator", &[("kind", "domain"), ("value", host), ("confidence", "low")]),
        ("technique", &[("technique", TECHNIQUE), ("confidence", "high")]),
        ("cause", &[("at", day), ("what", "CAUSE-MARK"), ("source", "logs")]),
        ("actor", &[("name", ACTOR), ("kind", "state"), ("confidence", "medium"), ("basis", "ACTOR-BASIS")]),
        ("claim", &[("claim", "CLAIM-MARK the key was stolen"), ("evidence", &proof)]),
        ("claim", &[("claim", "GUESS-MARK by mail")]),
        ("narrative", &[("execution", "EXECUTION-MARK"), ("takeaways", "TAKEAWAYS-MARK")]),
        (
            "finding",
            &[
                ("category", "technical"),
                ("answer", "found"),
                ("what", "FINDING-MARK"),
                ("targets", "[service"),
                ("priority", "p1"),
                ("raised_by", "priya  nair"),
            ],
        ),
        (
            "lesson",
            &[
                ("tag", "detect"),
                ("answer", "found"),
                (
                    "lesson",
                    "LESSON-MARK as told by Priya Nair of Midnight Heron, T1606.002 SAML Tokens and 198.51.100.77, login[.]forged-tokens[.]net",
                ),
                ("team", "TEAM-MARK"),
            ],
        ),
        (
            "item",
            &[
                ("title", "ITEM-MARK"),
                ("kind", "bug"),
                ("owner", "Priya Nair"),
                ("coordinator", "Jonas Weiß"),
                ("next_review", day),
                ("status", "open"),
            ],
        ),
        (
            "custody",
            &[
                ("evidence", &proof[1..]),
                ("from", "Bo Li"),
                ("to", "Ana García"),
                ("at", day),
                ("place", "CUSTODY-MARK"),
                ("purpose", "court"),
            ],
        ),
        ("evidence_detail", &[("evidence", &proof[1..]), ("clock_offset", "-00:00:40"), ("retain_why", "RETAIN-MARK")]),
        (
            "process_issue",
            &[
                ("issue", "ISSUE-MARK"),
                ("kind", "process"),
                ("group", "Identity response"),
                ("next_review", day),
                ("status", "open"),
            ],
        ),
    ];
    for (register, values) in all {
        add(&mut desk, register, values);
    }
    say(
        &mut desk,
        EntryKind::Decision,
        "DECISION-MARK: Ravi Rao will tell hxxps://login[.]forged-tokens[.]net/a of Midnight Heron",
    );
    say(&mut desk, EntryKind::Note, "NOTE-MARK seen by 陈梅");
    let step = base().phases[0].steps[2].code.clone();
    let [owner, reason] = ["Bo Li", "BLOCK-MARK"].map(str::to_owned);
    desk.state(StepSet { owner, reason, result: String::new(), status: StepStatus::Blocked, step });
    desk
}
