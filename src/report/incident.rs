//! The incident report for three readers (R-039 to R-041, B-18, B-39): the seven blocks of the start record, then
//! milestones, notices, deadlines, the review, overrides, the log, and what proves that nothing was rewritten.

use super::document::Document;
use super::handover::{log, services, steps};
use super::page::{BY, KIND, NAME, OWNER, Page, REASON, SERVICE, STATUS, Source, WHAT, WHEN, join, written};
use super::redact::{Kind, Reader, Seen};
use crate::language::codes::{Named, anchor_name, filing_words};
use crate::language::event_text::Group;
use crate::language::{Msg, format};
use crate::playbook;
use crate::record::body::{Body, EvidenceNoted, Reported};
use crate::record::codes::{ActionStatus, NoticeLanguage, Phase, Rating};
use crate::record::incident::{Fact, Override, PlanRow, Standing};
use crate::record::order::sort;
use crate::record::time::Timestamp;

/// The registers under the review, in order, with their fields.
const REVIEW: [(Kind, &str, &str); 12] = [
    (Kind::Review, "root_cause", "cause path searched found confidence evidence"),
    (Kind::Review, "cause", "at what source evidence"),
    (Kind::Review, "actor", "name kind confidence basis evidence"),
    (Kind::Review, "claim", "claim evidence"),
    (Kind::Review, "participant", "person part state"),
    (Kind::Review, "narrative", "execution takeaways"),
    (
        Kind::Review,
        "finding",
        "category answer what origin technique targets priority raised_by prioritised_by evidence",
    ),
    (Kind::Lessons, "lesson", "tag answer lesson|team"),
    (Kind::Review, "item", "title kind finding owner coordinator team tracker next_review status result"),
    (Kind::Review, "process_issue", "issue kind finding group followed_up next_review status result"),
    (Kind::Review, "suggestion", "suggestion from consulted status reason"),
    (Kind::Review, "sop", "answer procedure before after summary effective approver"),
];

/// Writes the report for a reader, in the language or languages asked for.
///
/// # Errors
/// Why this reader gets nothing, where privilege or marking forbid it.
pub fn report(source: Source, language: NoticeLanguage, reader: Reader) -> Result<Document, Msg> {
    match reader.refused(source.incident) {
        Some(why) => Err(why),
        None => Ok(written(source, language, reader, msg!("Incident report: {0}", "事件报告：{0}"), &whole)),
    }
}

fn whole(page: &mut Page) {
    let opened = page.incident.opened.as_ref().map(|fact| &fact.value);
    page.facts(&[
        (msg!("As of", "截至"), join(&[&page.at(page.source.now), page.source.zone])),
        (msg!("Reader", "读者"), page.say(page.reader.name())),
        (msg!("Reference", "事件编号"), page.incident.id.as_ref().map_or("", |id| id.short()).to_owned()),
        (STATUS, page.standing()),
        (msg!("Declared", "正式宣布"), page.declared()),
        (
            msg!("Playbook", "处置手册"),
            opened.map_or(String::new(), |one| join(&[&one.playbook, &one.playbook_version])),
        ),
    ]);
    page.register(2, Kind::Facts, "terms", "definition wording party");
    summary(page);
    severity(page);
    if page.block(Kind::Indicators, msg!("Indicators", "入侵指标")) {
        page.register(
            0,
            Kind::Indicators,
            "indicator",
            "kind value confidence first_seen last_seen scope evidence note",
        );
        page.register(3, Kind::Techniques, "technique", "technique confidence seen scope evidence note");
    }
    if page.block(Kind::Related, msg!("Related incidents", "相关事件")) {
        let links = page.incident.links.iter();
        let rows: Vec<_> = links
            .map(|(id, (relation, title))| vec![page.say(relation.name()), title.clone(), id.short().to_owned()])
            .collect();
        page.table(&[KIND, NAME, msg!("Reference", "事件编号")], &rows);
    }
    page.block(Kind::Facts, msg!("Actions", "行动"));
    plan(page, &|status| matches!(status, ActionStatus::Done | ActionStatus::Dropped));
    evidence(page);
    page.block(Kind::Facts, msg!("Next steps", "后续步骤"));
    plan(page, &|status| matches!(status, ActionStatus::Planned | ActionStatus::Doing));
    if page.whole(Kind::Facts) {
        let rows = steps(page);
        page.table(&[msg!("Step", "步骤"), STATUS, OWNER, REASON], &rows);
    }
    page.heading(2, msg!("Milestones", "里程碑"));
    let rows = milestones(page);
    page.table(&[WHEN, WHAT], &rows);
    notices(page);
    if page.whole(Kind::Deadlines) {
        page.heading(2, msg!("Deadlines", "时限"));
        page.clocks(None);
    }
    for (kind, register, fields) in REVIEW {
        page.register(2, kind, register, fields);
        if register == "narrative" && page.whole(kind) {
            evaluation(page);
        }
    }
    overrides(page);
    proof(page);
}

/// The first block: what happened, and what it may do.
fn summary(page: &mut Page) {
    page.block(Kind::Facts, msg!("Summary and potential impact", "概要与潜在影响"));
    let incident = page.incident;
    let told = incident.reports.last().map(|fact| &fact.value);
    let found = incident.classification.last().map(|fact| &fact.value);
    let mut facts = vec![(msg!("What was seen", "看到的情况"), told.map_or(String::new(), |one| one.what.clone()))];
    if page.whole(Kind::Facts) {
        let by = |one: &Reported| {
            join(&[one.reporter.name().get(page.language), &one.reporter_name, &one.rule_id, &one.place])
        };
        facts.push((msg!("Reported by", "报告人"), told.map_or(String::new(), by)));
    }
    if let Some(one) = found {
        let between = msg!(", ", "、").get(page.language);
        let harms: Vec<_> = one.harms.iter().map(|harm| harm.name().get(page.language)).collect();
        let data: Vec<_> = one.data.iter().map(|data| data.name().get(page.language)).collect();
        facts.extend([
            (msg!("Outcome", "定性结论"), page.say(one.outcome.name())),
            (msg!("Harm", "损害"), harms.join(between)),
            (msg!("Data", "数据"), data.join(between)),
            (msg!("Confidentiality affected", "影响保密性"), page.say(one.confidentiality.name())),
            (msg!("Integrity affected", "影响完整性"), page.say(one.integrity.name())),
            (msg!("Availability affected", "影响可用性"), page.say(one.availability.name())),
            (msg!("Customers", "客户"), join(&[one.customers.name().get(page.language), &one.customers_estimate])),
        ]);
        if page.whole(Kind::Facts) {
            let sure = join(&[&one.basis, one.confidence.name().get(page.language)]);
            facts.push((msg!("Basis and confidence", "依据与置信度"), sure));
        }
    }
    let whole = page.whole(Kind::Affected);
    if !whole {
        let names: Vec<_> = incident.impacted().map(|one| one.added.value.name.as_str()).collect();
        let names = names.join(msg!(", ", "、").get(page.language));
        facts.push((msg!("Impacted services", "受影响的服务"), names));
    }
    page.facts(&facts);
    if whole {
        services(page, 3);
    }
    page.register(3, Kind::Facts, "customer_impact", "effect least most unknown_as_of|who basis");
    page.register(
        3,
        Kind::Facts,
        "data_impact",
        "harm kinds least most unknown_as_of encrypted key|store scope evidence basis",
    );
    page.register(3, Kind::Affected, "scope", "kind name status first_seen last_seen evidence note");
    page.register(3, Kind::Affected, "party", "granularity name count jurisdiction note");
    page.register(3, Kind::Affected, "party_list", "complete by basis");
}

fn severity(page: &mut Page) {
    page.block(Kind::Facts, msg!("Severity and priority", "严重级别与优先级"));
    let severity = page.incident.severity.last().map(|fact| &fact.value);
    let level = severity.map_or(String::new(), |one| page.say(one.level.name()));
    let mut facts = vec![(msg!("Severity", "严重级别"), level)];
    if let Some(one) = severity.filter(|_| page.whole(Kind::Facts)) {
        facts.push((REASON, one.reason.clone()));
        facts.extend(one.criteria.iter().map(|(criterion, text)| (criterion.name(), text.clone())));
    }
    page.facts(&facts);
    page.register(3, Kind::Facts, "priority", "priority|functional information recoverability reason");
}

/// The rows of the joint plan that stand so; to some readers without owners and results.
fn plan(page: &mut Page, wanted: &dyn Fn(ActionStatus) -> bool) {
    let mut head = vec![msg!("Column", "类别"), SERVICE, msg!("Action", "行动"), STATUS];
    let whole = page.whole(Kind::Facts);
    if whole {
        head.extend([msg!("Implemented by", "实施人"), msg!("Supported by", "协助人"), msg!("Result", "结果")]);
    }
    let row = |row: &PlanRow| {
        let plan = &row.added.value;
        let mut cells = vec![
            page.say(plan.column.name()),
            page.incident.service_name(&plan.service).to_owned(),
            plan.action.clone(),
            page.say(row.status().name()),
        ];
        if whole {
            let result = row.changes.last().map_or(String::new(), |fact| fact.value.result.clone());
            cells.extend([plan.service_owner.clone(), plan.response_owner.clone(), result]);
        }
        cells
    };
    let rows: Vec<_> = page.incident.plan.iter().filter(|one| wanted(one.status())).map(row).collect();
    page.table(&head, &rows);
}

fn evidence(page: &mut Page) {
    page.block(Kind::Evidence, msg!("Evidence preserved", "已保全的证据"));
    if page.sees(Kind::Evidence) == Seen::Count {
        let number = page.incident.evidence.len();
        return count(page, number);
    }
    let row = |one: &EvidenceNoted| {
        [&one.label, &one.source, &one.collector, &one.reference, &one.place, &one.sha256].map(Clone::clone).to_vec()
    };
    let rows: Vec<_> = page.incident.evidence.iter().map(|fact| row(&fact.value)).collect();
    let head = [
        msg!("Evidence", "证据"),
        msg!("Source", "来源"),
        msg!("Collected by", "采集人"),
        msg!("Identifier", "标识"),
        msg!("Kept at", "存放位置"),
        msg!("SHA-256", "SHA-256"),
    ];
    page.table(&head, &rows);
    page.register(3, Kind::Evidence, "custody", "evidence from to at place purpose");
}

fn count(page: &mut Page, number: usize) {
    let words = msg!("Entries: {0}", "条目数：{0}").fill(page.language, &[&number.to_string()]);
    page.paragraph(&words);
}

/// What happened when, the earliest first, what has no known time last: anchors, phases, the declaration, notices.
fn milestones(page: &Page) -> Vec<Vec<String>> {
    let incident = page.incident;
    let mut all: Vec<(Option<Timestamp>, String, String)> = Vec::new();
    let moment = |moment| format::moment(page.language, moment);
    for (regime, code) in incident.anchors.keys() {
        if let Some(fact) = incident.anchor(None, code).filter(|_| regime.is_none()) {
            let name = anchor_name(code).map_or_else(|| code.clone(), |name| page.say(name));
            all.push((fact.value.moment.at, moment(&fact.value.moment), name));
        }
    }
    if let Some(fact) = incident.declaration() {
        all.push((fact.value.moment.at, moment(&fact.value.moment), page.say(msg!("Declared", "正式宣布"))));
    }
    for phase in Phase::ALL {
        let name = phase.name().get(page.language);
        for stay in incident.phases.get(phase).into_iter().flatten() {
            let mut put = |at: Timestamp, what: Msg| {
                all.push((Some(at), page.at(at), join(&[what.get(page.language), name])));
            };
            put(stay.opened, msg!("Phase entered", "进入阶段"));
            if let Some(at) = stay.closed {
                put(at, msg!("Phase left", "离开阶段"));
            }
        }
    }
    for fact in incident.filed() {
        let what = filing_words(page.language, page.source.rules, incident, &fact.value);
        let sent = msg!("Notice sent", "已发出通知").get(page.language);
        all.push((fact.value.moment.at, moment(&fact.value.moment), join(&[sent, &what])));
    }
    if let Standing::Resolved(at) | Standing::Closed(at) = incident.standing {
        all.push((Some(at), page.at(at), page.standing()));
    }
    sort(&mut all, &|a, b| (a.0.is_none(), a.0) < (b.0.is_none(), b.0));
    all.into_iter().map(|(_, at, what)| vec![at, what]).collect()
}

fn notices(page: &mut Page) {
    page.block(Kind::Notices, msg!("Notices sent", "已发出的通知"));
    let filed = page.incident.filed().map(|fact| &fact.value);
    let rows: Vec<_> = filed
        .map(|one| {
            vec![
                filing_words(page.language, page.source.rules, page.incident, one),
                format::moment(page.language, &one.moment),
                one.recipients.clone(),
                one.channel.clone(),
                one.reference.clone(),
            ]
        })
        .collect();
    let head = [NAME, WHEN, msg!("To whom", "接收方"), msg!("Channel", "渠道"), msg!("Copy or receipt", "副本或回执")];
    page.table(&head, &rows);
}

/// How the response is judged.
fn evaluation(page: &mut Page) {
    page.heading(3, msg!("Response evaluated", "响应评估"));
    let Some(fact) = page.incident.evaluations.last() else { return page.table(&[], &[]) };
    let one = &fact.value;
    let rated = |rating: Rating, why: &str| join(&[rating.name().get(page.language), why]);
    page.facts(&[
        (msg!("Sufficient", "是否充分"), rated(one.sufficiency, &one.sufficiency_reason)),
        (msg!("Complete", "是否完整"), rated(one.completeness, &one.completeness_reason)),
        (msg!("Gaps", "差距"), one.gaps.clone()),
        (BY, one.evaluator.clone()),
    ]);
}

fn overrides(page: &mut Page) {
    if !page.whole(Kind::Overrides) {
        return;
    }
    page.heading(2, msg!("Gate overrides", "越过的关口"));
    let between = msg!("; ", "；").get(page.language);
    let row = |fact: &Fact<Override>| {
        let one = &fact.value;
        let label = |code: &String| {
            let guide = playbook::need_guide(one.gate, code);
            guide.map_or_else(|| code.clone(), |guide| page.language.pick(&guide.label).to_owned())
        };
        let missing: Vec<String> = one.missing.iter().map(label).collect();
        vec![
            page.at(fact.happened),
            one.gate.code().to_owned(),
            join(&[&one.name, &one.role]),
            one.reason.clone(),
            missing.join(between),
        ]
    };
    let rows: Vec<_> = page.incident.overrides.iter().map(row).collect();
    page.table(&[WHEN, msg!("Gate", "关口"), BY, REASON, msg!("Missing", "尚缺")], &rows);
}

/// The log, what was erased, and the heads of the chain.
fn proof(page: &mut Page) {
    let whole = page.whole(Kind::Log);
    if whole || page.sees(Kind::Log) == Seen::Part {
        page.heading(2, msg!("Log", "记录"));
        let rows = log(page, &|event, group| {
            whole || group == Group::Decision || matches!(event.body, Body::PhaseOpened(_) | Body::PhaseClosed(_))
        });
        page.table(&[WHEN, KIND, WHAT, BY], &rows);
    }
    page.block(Kind::Erased, msg!("Erased", "已抹除"));
    let erased = &page.incident.erased;
    match page.whole(Kind::Erased) {
        false => count(page, erased.iter().count()),
        true => {
            let rows: Vec<_> = erased
                .iter()
                .map(|(id, stone)| {
                    vec![page.at(stone.at), id.short().to_owned(), stone.by.name.clone(), stone.reason.clone()]
                })
                .collect();
            page.table(&[WHEN, WHAT, BY, REASON], &rows);
        }
    }
    page.heading(2, msg!("Chain of the record", "记录链"));
    let number = page.source.log.events().len();
    count(page, number);
    let heads = page.source.log.heads();
    page.list(&heads);
}
