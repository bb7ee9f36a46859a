//! Opening an incident: intake, report, escalation.

use super::respond::variant_choice;
use super::{
    Asking, Choice, Field, Form, FormCode, Kind, Label, SAVE, TimeInput, Value, area, build, line, one_of, time,
    time_now,
};
use crate::playbook::addable;
use crate::record::codes::ReporterKind;

fn report_fields() -> Vec<Field> {
    vec![
        area("what", msg!("What was seen", "看到了什么"))
            .hint(msg!("In the reporter’s own words", "尽量用报告人的原话")),
        one_of::<ReporterKind>("reporter", msg!("Reported by", "报告方")),
        line("reporter_name", msg!("Name of the reporter or tool", "报告人或工具名称")).optional(),
        line("rule_id", msg!("Rule or alert id", "规则或告警编号"))
            .hint(msg!("For a tool", "由工具报告时填写"))
            .optional(),
        line("place", msg!("Where", "位置")).hint(msg!("System, service or site", "系统、服务或场所")).optional(),
    ]
}

pub(super) fn intake(asking: &Asking) -> Form {
    let mut fields = vec![
        line("author", msg!("Your name", "你的姓名")).with(asking.me),
        line("title", msg!("Short title", "简短标题"))
            .hint(msg!("Empty: the first words of what was seen", "留空则取“看到了什么”的开头"))
            .optional(),
    ];
    let mut report = report_fields();
    fields.insert(0, report.remove(0));
    fields.insert(1, time_now("first_signal", msg!("When it was first seen", "首次看到的时间"), asking));
    fields.extend(report);
    // One line of a form that takes thirty seconds; further ones are added on the Playbook tab.
    let variants = addable(asking.incident).map(|one| variant_choice(&one.id, &one.version)).collect();
    fields.extend([
        Field::new("variant", msg!("Playbook for this type of incident", "适用的专项处置手册"), Kind::Select(variants))
            .hint(msg!("It can be added or removed later", "之后可随时增加或移除"))
            .optional(),
        line("service", msg!("Escalated: service", "上报：服务")).optional(),
        line("team", msg!("Escalated to: response team", "上报至：响应团队")).optional(),
        line("person", msg!("Person on call", "值班人员")).optional(),
        time("acknowledged", msg!("Acknowledged at", "应答时间"), asking).optional(),
        Field::new(
            "exercise",
            msg!("Exercise", "演练"),
            Kind::Flags(vec![Choice {
                code: "exercise".to_owned(),
                label: Label::Msg(msg!("This is an exercise, not a real incident", "这是演练，不是真实事件")),
            }]),
        )
        .optional(),
    ]);
    build(
        FormCode::Intake,
        msg!("New incident", "新建事件"),
        Some(msg!(
            "What was seen, when, by whom. Everything else can wait.",
            "看到了什么、何时、由谁。其余的都可以稍后再补。",
        )),
        fields,
        msg!("Open incident", "建立事件"),
    )
}

pub(super) fn report(asking: &Asking) -> Form {
    let mut fields = report_fields();
    if let Some(fact) = asking.incident.reports.last() {
        let report = &fact.value;
        let texts = [
            report.what.as_str(),
            report.reporter.code(),
            report.reporter_name.as_str(),
            report.rule_id.as_str(),
            report.place.as_str(),
        ];
        fields = fields.into_iter().zip(texts).map(|(field, text)| field.with(text)).collect();
    }
    let title = msg!("Correct the report", "更正报告");
    build(FormCode::Report, title, None, fields, SAVE)
}

pub(super) fn escalation(asking: &Asking) -> Form {
    let fields = vec![
        line("service", msg!("Service", "服务")),
        line("team", msg!("Response team of the service", "该服务的响应团队")),
        line("person", msg!("Person on call", "值班人员")).optional(),
        line("channel", msg!("Channel", "渠道")).hint(msg!("Pager, phone, chat", "寻呼、电话、聊天")).optional(),
        time_now("called", msg!("Called at", "呼叫时间"), asking),
        time("acknowledged", msg!("Acknowledged at", "应答时间"), asking)
            .hint(msg!("Empty while nobody has answered", "尚无人应答时留空"))
            .optional(),
    ];
    build(
        FormCode::Escalation,
        msg!("Escalation", "上报"),
        Some(msg!(
            "To the response team of the service concerned, with its receipt.",
            "上报至相关服务的响应团队，并记录其应答。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn acknowledgement(asking: &Asking) -> Form {
    let open = asking.incident.escalations.iter().filter(|one| one.acknowledged.is_none());
    let choices: Vec<Choice> = open
        .map(|one| Choice {
            code: one.call.event.to_string(),
            label: Label::plain(&format!("{} · {}", one.call.value.service, one.call.value.team)),
        })
        .collect();
    let first = choices.first().map(|choice| choice.code.clone()).unwrap_or_default();
    let fields = vec![
        Field::new("escalation", msg!("Escalation", "上报"), Kind::Select(choices)).with(match asking.about {
            "" => &first,
            about => about,
        }),
        line("person", msg!("Acknowledged by", "应答人")),
        time_now("acknowledged", msg!("Acknowledged at", "应答时间"), asking),
    ];
    build(FormCode::Acknowledgement, msg!("Acknowledgement", "应答"), None, fields, SAVE)
}

/// A time field that holds a stored moment again.
pub(super) fn again(moment: &crate::record::time::Moment, asking: &Asking) -> Value {
    use crate::record::time::Precision;
    let civil = moment.at.map(|at| at.civil(moment.offset_minutes));
    Value::Time(TimeInput {
        date: civil.map(crate::record::time::Civil::date).unwrap_or_default(),
        time: civil.map(crate::record::time::Civil::precise_time).unwrap_or_default(),
        zone: match moment.zone.is_empty() {
            true => asking.now.zone.clone(),
            false => moment.zone.clone(),
        },
        precision: match moment.precision {
            Precision::Exact => "exact",
            Precision::About => "about",
            Precision::Date => "date",
            Precision::Unknown => "unknown",
        }
        .to_owned(),
        which: None,
    })
}
