//! Responding: steps, phases, the joint plan, attestations, watch periods.

use super::{
    Asking, Choice, Field, Form, FormCode, Kind, Label, SAVE, area, build, line, one_of, services, time, time_now,
};
use crate::language::codes::Named;
use crate::language::event_text::variant_words;
use crate::language::{Language, Msg};
use crate::playbook::addable;
use crate::record::codes::{
    ActionStatus, Answer, Confidence, EvictionClaim, Impact, PlanColumn, ServiceClaim, StepStatus, WatchResult,
};
use crate::record::time::DAY;

/// Length of a watch period unless said otherwise: 14 days, our choice (B-26).
const WATCH: i64 = 14 * DAY;

pub(super) fn step(asking: &Asking) -> Form {
    let state = asking.incident.steps.get(asking.about);
    let fields = vec![
        one_of::<StepStatus>("status", msg!("Status", "状态")).with(asking.incident.step_status(asking.about).code()),
        area("result", msg!("What was found or done", "发现或完成的内容"))
            .hint(msg!("Needed for Done", "“已完成”须填写"))
            .optional(),
        line("reason", msg!("Why not needed, or blocked by what", "无需执行的原因，或受阻于何事"))
            .hint(msg!("Needed for Not needed and Blocked", "“无需执行”和“受阻”须填写"))
            .optional(),
        line("owner", msg!("Owner", "责任人")).optional().with(state.map_or(asking.me, |state| state.owner.as_str())),
        super::occurred(msg!("When it was done", "完成时间"), asking),
    ];
    build(FormCode::Step, msg!("Step", "步骤"), None, fields, SAVE)
}

/// A variant as an option, with the version that would be pinned or is.
#[inline(never)]
pub(super) fn variant_choice(code: &str, version: &str) -> Choice {
    let words = |language| variant_words(language, code, version);
    Choice { code: code.to_owned(), label: Label::Text(words(Language::English), words(Language::Chinese)) }
}

#[inline(never)]
fn of_variant(code: FormCode, title: Msg, intro: Msg, choices: Vec<Choice>, about: &str) -> Form {
    let only = if let [only] = choices.as_slice() { only.code.clone() } else { about.to_owned() };
    let fields = vec![
        Field::new("variant", msg!("Playbook", "处置手册"), Kind::Select(choices)).with(&only),
        area("reason", msg!("Reason", "理由")),
    ];
    build(code, title, Some(intro), fields, title)
}

pub(super) fn variant(asking: &Asking) -> Form {
    let choices = addable(asking.incident).map(|one| variant_choice(&one.id, &one.version)).collect();
    of_variant(
        FormCode::VariantAdd,
        msg!("Add playbook", "增加处置手册"),
        msg!(
            "Its steps join those of the base in every phase. The version named stays with this incident.",
            "其步骤将加入各阶段，列于基础步骤之后。本事件固定使用所列版本。",
        ),
        choices,
        asking.about,
    )
}

pub(super) fn variant_removal(asking: &Asking) -> Form {
    let incident = asking.incident;
    let chosen = incident.variants.keys().filter(|code| incident.variant(code).is_some());
    of_variant(
        FormCode::VariantRemoval,
        msg!("Remove playbook", "移除处置手册"),
        msg!(
            "Steps that were touched stay in the list, marked as removed; the others leave it.",
            "已处理过的步骤保留在列表中并标明“已移除”，其余步骤不再列出。",
        ),
        chosen.map(|code| variant_choice(code, incident.pinned(code))).collect(),
        asking.about,
    )
}

pub(super) fn enter(asking: &Asking) -> Form {
    use crate::record::codes::Phase;
    let phase = Phase::from_code(asking.about);
    let again = phase.is_some_and(|phase| asking.incident.phases.contains_key(&phase));
    let open = Phase::ALL.iter().copied().filter(|&one| Some(one) != phase && asking.incident.is_open(one));
    let open: Vec<Choice> =
        open.map(|one| Choice { code: one.code().to_owned(), label: Label::Msg(one.name()) }).collect();
    let mut fields = Vec::new();
    if !open.is_empty() {
        let leave = Field::new("leave", msg!("Leave with it", "同时离开"), Kind::Flags(open.clone())).optional();
        let leave = leave.hint(msg!("Phases may overlap: untick to keep one open", "阶段可以重叠：取消勾选则保持开启"));
        let ticked = if again { Vec::new() } else { open.into_iter().map(|one| one.code).collect() };
        fields.push(leave.value(super::Value::Many(ticked)));
    }
    let reason = area("reason", msg!("Reason", "理由"));
    fields.push(match again {
        true => reason.hint(msg!("Needed, as the phase is opened again", "重新进入阶段须写明理由")),
        false => reason.optional(),
    });
    let title = match phase {
        Some(Phase::Analysis) => msg!("Enter analysis", "进入分析"),
        Some(Phase::Containment) => msg!("Enter containment", "进入遏制"),
        Some(Phase::Eradication) => msg!("Enter eradication", "进入根除"),
        Some(Phase::Recovery) => msg!("Enter recovery", "进入恢复"),
        Some(Phase::PostIncident) | None => msg!("Enter post-incident", "进入事后活动"),
    };
    build(FormCode::Enter, title, None, fields, title)
}

pub(super) fn leave(asking: &Asking) -> Form {
    use crate::record::codes::Phase;
    let title = match Phase::from_code(asking.about) {
        Some(Phase::Analysis) => msg!("Leave analysis", "离开分析"),
        Some(Phase::Containment) => msg!("Leave containment", "离开遏制"),
        Some(Phase::Eradication) => msg!("Leave eradication", "离开根除"),
        Some(Phase::Recovery) => msg!("Leave recovery", "离开恢复"),
        Some(Phase::PostIncident) | None => msg!("Leave post-incident", "离开事后活动"),
    };
    let intro = msg!("It can be entered again at any time, with a reason.", "可随时写明理由后重新进入。");
    build(FormCode::Leave, title, Some(intro), Vec::new(), title)
}

pub(super) fn plan(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<PlanColumn>("column", msg!("Part of the plan", "计划部分")),
        services(asking),
        area("action", msg!("Action", "行动")),
        line("service_owner", msg!("Carried out by (service team)", "实施人（服务团队）")),
        line("response_owner", msg!("Supported by (response team)", "支持人（响应团队）")),
        one_of::<Impact>("business_impact", msg!("Business impact", "业务影响")).with("low"),
        line("rollback", msg!("How to undo it", "回退方法")).optional(),
        one_of::<Answer>("evidence_safe", msg!("Evidence safe first", "证据已先行保全")).with("unknown"),
    ];
    build(
        FormCode::Plan,
        msg!("Planned action", "计划行动"),
        Some(msg!(
            "One joint plan: the service team carries it out, the response team supports.",
            "联合计划：由服务团队实施，响应团队支持。",
        )),
        fields,
        SAVE,
    )
}

fn rows(asking: &Asking) -> Field {
    let choices = asking.incident.plan.iter().map(|row| Choice {
        code: row.added.event.to_string(),
        label: {
            let name = row.added.value.column.name();
            let action = row.added.value.action.chars().take(60).collect::<String>();
            Label::Text(
                format!("{}: {action}", name.get(crate::language::Language::English)),
                format!("{}\u{ff1a}{action}", name.get(crate::language::Language::Chinese)),
            )
        },
    });
    Field::new("row", msg!("Planned action", "计划行动"), Kind::Select(choices.collect())).with(asking.about)
}

pub(super) fn plan_progress(asking: &Asking) -> Form {
    let fields = vec![
        rows(asking),
        one_of::<ActionStatus>("status", msg!("Status", "状态")),
        area("result", msg!("Result, or why it was dropped", "结果，或取消的原因")).optional(),
    ];
    build(FormCode::PlanProgress, msg!("Progress of an action", "行动进展"), None, fields, SAVE)
}

pub(super) fn approval(asking: &Asking) -> Form {
    let fields = vec![
        rows(asking),
        line("name", msg!("Approved by", "批准人")),
        line("role", msg!("In the role of", "职务")).hint(msg!(
            "Executive incident manager, for high business impact",
            "业务影响为“高”时须由高管级事件经理批准",
        )),
        area("reason", msg!("Grounds", "理由")),
    ];
    build(FormCode::Approval, msg!("Approval", "批准"), None, fields, SAVE)
}

pub(super) fn eviction(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<EvictionClaim>("claim", msg!("Attested", "确认事项")).with(asking.about),
        line("name", msg!("Attested by", "确认人")),
        line("role", msg!("In the role of", "职务")),
        one_of::<Confidence>("confidence", msg!("Confidence", "置信度")),
        area("basis", msg!("On what it rests", "依据")),
    ];
    build(
        FormCode::Eviction,
        msg!("Eradication attestation", "根除签署确认"),
        Some(msg!("Two are needed, signed by different people.", "须有两项确认，由不同的人签署。")),
        fields,
        SAVE,
    )
}

pub(super) fn secure_state(asking: &Asking) -> Form {
    let fields = vec![
        services(asking),
        area("definition", msg!("What the known secure state is", "已知安全状态的定义")),
        line("reference", msg!("Build, commit or backup, with its date", "构建、提交或备份，附日期")).optional(),
        line("implementer", msg!("Restored by", "实施人"))
            .hint(msg!("Needed once verified", "核验后须填写"))
            .optional(),
        line("verified_how", msg!("How it was verified", "核验方法"))
            .hint(msg!("Empty while it is only defined", "仅定义、尚未核验时留空"))
            .optional(),
        line("verifier", msg!("Verified by", "核验人"))
            .hint(msg!("Another person than the one who restored it", "不得与实施人为同一人"))
            .optional(),
    ];
    build(FormCode::SecureState, msg!("Known secure state", "已知安全状态"), None, fields, SAVE)
}

pub(super) fn attestation(asking: &Asking) -> Form {
    let fields = vec![
        services(asking),
        one_of::<ServiceClaim>("claim", msg!("Attested", "确认事项")),
        line("implementer", msg!("Work done by", "实施人")),
        line("verifier", msg!("Attested by", "确认人"))
            .hint(msg!("Another person than the one who did the work", "不得与实施人为同一人")),
        area("basis", msg!("On what it rests", "依据")),
    ];
    build(
        FormCode::Attestation,
        msg!("Service attestation", "服务签署确认"),
        Some(msg!(
            "Two per impacted service: the threat is eliminated, the service is completely recovered.",
            "每个受影响的服务须有两项确认：威胁已消除、服务已完全恢复。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn watch_start(asking: &Asking) -> Form {
    let ends = crate::record::time::Civil::parse(&asking.now.date, &asking.now.time).map(|civil| {
        let end = civil.as_utc().plus(WATCH).civil(0);
        super::TimeInput { date: end.date(), time: end.time(), ..asking.now.clone() }
    });
    let mut end =
        time("ends", msg!("Until", "结束时间"), asking).hint(msg!("14 days unless you say otherwise", "默认 14 天"));
    if let Some(ends) = ends {
        end.initial = Some(super::Value::Time(ends));
    }
    let fields = vec![
        area("signals", msg!("Signals and thresholds watched", "监测的信号与阈值")),
        line("watcher", msg!("Watched by", "监测人")).optional(),
        time_now("starts", msg!("From", "开始时间"), asking),
        end,
    ];
    build(FormCode::WatchStart, msg!("Watch period", "强化监测期"), None, fields, SAVE)
}

pub(super) fn watch_end(asking: &Asking) -> Form {
    let open: Vec<Choice> = (asking.incident.watches.iter().filter(|watch| watch.ended.is_none()))
        .map(|watch| Choice {
            code: watch.started.event.to_string(),
            label: Label::plain(&watch.started.value.signals.chars().take(60).collect::<String>()),
        })
        .collect();
    let first = open.first().map(|choice| choice.code.clone()).unwrap_or_default();
    let asked = if asking.about.is_empty() { &first } else { asking.about };
    let fields = vec![
        Field::new("watch", msg!("Watch period", "强化监测期"), Kind::Select(open)).with(asked),
        one_of::<WatchResult>("result", msg!("Result", "结果")),
        area("findings", msg!("What was seen", "监测情况")),
        line("judge", msg!("Judged by", "判定人")),
    ];
    build(FormCode::WatchEnd, msg!("Result of the watch period", "监测结果"), None, fields, SAVE)
}
