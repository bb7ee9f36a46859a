//! How long it took, in words: each metric, what it is counted by, its length, or why it cannot be computed.

use super::codes::anchor_name;
use super::{Language, Msg, format};
use crate::exchange::metrics::{Measured, Metric, Milestone, Point, Reason, Why};
use crate::record::time::{MINUTE, Precision};

/// The name of a metric.
#[must_use]
pub const fn metric(metric: Metric) -> Msg {
    match metric {
        Metric::Detect => msg!("Time to detect", "检测用时"),
        Metric::Escalate => msg!("Time to escalate", "上报用时"),
        Metric::Confirm => msg!("Time to confirm", "确认用时"),
        Metric::Declare => msg!("Time to declare", "宣布用时"),
        Metric::Contain => msg!("Time to contain", "遏制用时"),
        Metric::Eradicate => msg!("Time to eradicate", "根除用时"),
        Metric::Recover => msg!("Time to recover", "恢复用时"),
        Metric::Notify => msg!("Time to notify", "通报用时"),
    }
}

/// What a metric counts, and which reading it takes where there are two.
#[must_use]
pub const fn basis(metric: Metric) -> Msg {
    match metric {
        Metric::Detect => msg!("From when it occurred to the first signal.", "自发生至首个信号。"),
        Metric::Escalate => msg!(
            "From the first signal to the first acknowledgement; a call alone does not count.",
            "自首个信号至首次应答；仅呼叫不计。",
        ),
        Metric::Confirm => msg!(
            "From the first signal to confirmation as stated; where none is stated, to the classification as a security incident.",
            "自首个信号至所填的确认时间；未填时，至判定为安全事件。",
        ),
        Metric::Declare => msg!(
            "From awareness to the declaration; where no awareness is stated, from confirmation.",
            "自知悉至正式宣布；未填知悉时间时，自确认起算。",
        ),
        Metric::Contain => msg!(
            "From the declaration, else confirmation, to the last planned containment action done, else to leaving the phase.",
            "自正式宣布（未宣布时自确认）至计划中最后一项遏制行动完成；无此时间时，至离开遏制阶段。",
        ),
        Metric::Eradicate => msg!(
            "From the declaration, else confirmation, to the later of the two eradication attestations.",
            "自正式宣布（未宣布时自确认）至两项根除签署确认中较晚的一项。",
        ),
        Metric::Recover => msg!(
            "From the declaration, else confirmation, to the attestation that the last impacted service is recovered.",
            "自正式宣布（未宣布时自确认）至最后一项受影响服务经签署确认已恢复。",
        ),
        Metric::Notify => msg!(
            "From the declaration to the first notice or report under any rule; internal updates do not count.",
            "自正式宣布至依任一规定首次通知或通报；内部通报不计。",
        ),
    }
}

/// The name of a milestone.
#[must_use]
pub fn milestone(milestone: Milestone) -> Msg {
    match milestone {
        Milestone::Start => msg!("Start", "开始"),
        Milestone::Detected => msg!("Detected", "检测到"),
        Milestone::OnCall => msg!("On-call engaged", "值班人员介入"),
        Milestone::ResponseTeam => msg!("Response team engaged", "响应团队介入"),
        Milestone::Confirmed => point(Point::Confirmed),
        Milestone::Impact => msg!("Impact determined", "影响已查明"),
        Milestone::Customers => msg!("Affected customers determined", "受影响客户已查明"),
        Milestone::Notified => msg!("Notified", "已通知"),
    }
}

/// The name of a moment.
#[must_use]
pub fn point(point: Point) -> Msg {
    match point {
        Point::Called => msg!("First call", "首次呼叫"),
        Point::Acknowledged => msg!("First acknowledgement", "首次应答"),
        Point::Classification => msg!("Classified as a security incident", "判定为安全事件"),
        Point::ImpactAnswered => {
            msg!("Confidentiality, integrity and availability answered", "已判断机密性、完整性和可用性")
        }
        Point::CustomersAnswered => msg!("Answered whether customers are affected", "已判断客户是否受影响"),
        Point::ContainDone => msg!("Last containment action done", "最后一项遏制行动完成"),
        Point::ContainmentLeft => msg!("Containment left", "离开遏制阶段"),
        Point::Evicted => msg!("Eradication attested", "根除签署确认"),
        Point::Recovered => msg!("All services attested as recovered", "所有服务均已签署确认恢复"),
        Point::Notified => msg!("First notice or report", "首次通知或通报"),
        Point::Occurred
        | Point::FirstSignal
        | Point::Aware
        | Point::Confirmed
        | Point::Determined
        | Point::Declared => anchor_name(point.code()).unwrap_or(Msg::of(point.code())),
    }
}

/// From what to what a length was in fact read.
#[must_use]
pub fn ends(language: Language, measured: &Measured) -> String {
    [point(measured.from.point), point(measured.to.point)].map(|one| one.get(language)).join(" → ")
}

/// A length with how exactly it is known: `30 h 48 min`, `about 2 h 5 min`. Times are typed to the minute, so what is
/// below one is called that and not zero.
#[must_use]
pub fn length(language: Language, measured: &Measured) -> String {
    if measured.elapsed < MINUTE {
        return msg!("under 1 min", "不到 1 分钟").get(language).to_owned();
    }
    let length = format::duration(language, measured.elapsed);
    let msg = match measured.precision {
        Precision::Exact => return length,
        Precision::Date => msg!("{0}, at least a day unclear", "{0}（误差至少一天）"),
        Precision::About | Precision::Unknown => msg!("about {0}", "约 {0}"),
    };
    msg.fill(language, &[&length])
}

/// Why a length cannot be computed, or a milestone cannot be told.
#[must_use]
pub fn cannot(language: Language, why: &Why) -> String {
    let quoted = |&one: &Point| ["“", point(one).get(language), "”"].concat();
    let names: Vec<String> = why.points.iter().map(quoted).collect();
    let msg = match (why.reason, names.as_slice()) {
        (Reason::Before, [what, start]) => {
            return msg!("Cannot be computed because {0} lies before {1}.", "无法计算：{0}早于{1}。")
                .fill(language, &[what, start]);
        }
        (Reason::Unknown, _) => {
            msg!("Cannot be computed because the time of {0} is unknown.", "无法计算：{0}的时间未知。")
        }
        (Reason::DayOnly, _) => msg!(
            "Cannot be computed because of {0} only the day is known, and the other end is too near.",
            "无法计算：{0}仅知日期，且与另一端相距太近。",
        ),
        (Reason::Missing | Reason::Before, _) => {
            msg!("Cannot be computed because the record does not say: {0}.", "无法计算：记录中没有{0}。")
        }
    };
    msg.fill(language, &[&names.join(msg!(" or ", "或").get(language))])
}
