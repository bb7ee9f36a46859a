//! Refusals and damaged files in words: what is wrong, where, and what to do.

use super::{Language, pack_problem};
use crate::exchange::import::ImportProblem;
use crate::record::event::Damage;
use crate::record::log::Break;
use crate::record::refusal::Why;
use crate::record::time::Civil;

/// Why something was refused, in words.
#[must_use]
pub fn why(language: Language, why: &Why) -> String {
    let msg = match why {
        Why::Empty => msg!("Write something here", "请填写此项"),
        Why::TooLong => msg!(
            "This is longer than 64 KiB. Keep it as a file and note where it is",
            "内容超过 64 KiB。请另存为文件，并记下存放位置",
        ),
        Why::NothingChosen => msg!("Choose at least one", "请至少选择一项"),
        Why::TimeMissing => msg!("Give a date and time, or say it is unknown", "请填写日期和时间，或注明未知"),
        Why::TimeTooVague => {
            msg!("A clock hangs on this: give date, time and zone", "时限由此起算：请填写日期、时间和时区")
        }
        Why::NotALength => msg!("Give a whole number of at most 9999", "请填写不超过 9999 的整数"),
        Why::NotAClock => msg!("Give a time of day such as 08:00", "请填写时刻，如 08:00"),
        Why::NotANumber => msg!("Give a whole number in digits", "请填写整数"),
        Why::LessThanLeast => msg!("This is less than the least", "此数小于下限"),
        Why::InFuture => {
            msg!("This lies in the future; check date, time and zone", "该时间在未来；请核对日期、时间和时区")
        }
        Why::EndsBeforeStart => msg!("The end must come after the start", "结束时间须晚于开始时间"),
        Why::SamePerson => {
            msg!("The person who verifies must be another than the one who did the work", "核验人不得与实施人为同一人",)
        }
        Why::NotCompliance => msg!(
            "A compliance event needs confidentiality, integrity and availability all answered No",
            "判定为合规事项时，机密性、完整性、可用性须全部为“否”",
        ),
        Why::Gate(code, _) => {
            return msg!("Gate {0} holds: something is still missing", "关口 {0} 未通过：仍有缺项")
                .fill(language, &[code.code()]);
        }
        Why::Held => {
            msg!("A legal hold stands: nothing may be erased or purged", "处于法律保全中：不得抹除或清除任何内容")
        }
        Why::NothingToDo => msg!("Nothing to do: it already is so", "无需操作：当前已是该状态"),
        Why::NoSuchTarget => {
            msg!("This is not in the record, or not in the right form", "记录中没有此项，或格式不正确")
        }
        Why::CannotErase => {
            msg!("This is already erased, or is itself a tombstone", "此内容已被抹除，或本身就是抹除标记")
        }
        Why::CarriesState => msg!(
            "A clock, a hold or a phase hangs on this entry. Correct it with a new one first; it then can be erased where nothing hangs on it",
            "有时限、保全或阶段依赖此条目。请先以新条目更正；不再被依赖后方可抹除",
        ),
        Why::IsClosed => msg!("The incident is closed. Reopen it first", "事件已关闭。请先重新打开"),
        Why::ReadOnly => msg!(
            "This tab may only read: a newer version of Holdfast is in use. Reload the page",
            "此标签页只读：已有较新版本的 Holdfast 在使用。请重新加载页面",
        ),
        Why::ApproverNeeded => msg!(
            "A post-mortem is expected here. Waiving it needs the name of an approver",
            "本事件应开展事后剖析。如不开展，须写明批准人",
        ),
    };
    msg.get(language).to_owned()
}

/// The JSON reader's reason in the reader's language; it gives its own in English only.
fn json_reason(language: Language, reason: &str) -> String {
    if let Some(field) = reason.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return msg!("the field {0} is missing", "缺少字段 {0}").fill(language, &[field]);
    }
    let holds = |any: &[&str]| any.iter().any(|part| reason.contains(part));
    let msg = if holds(&["recursion limit"]) {
        msg!("nested too deeply", "嵌套过深")
    } else if holds(&["trailing characters"]) {
        msg!("something stands after its end", "结尾之后还有内容")
    } else if holds(&["escape", "control character", "unicode", "surrogate"]) {
        msg!("a text in it is damaged", "其中的文本已损坏")
    } else if holds(&["invalid type", "invalid value", "invalid length", "unknown ", "duplicate field", "out of range"])
    {
        msg!("a value of another kind was expected", "此处的值类型不符")
    } else {
        msg!("a character that does not belong there", "此处的字符不合格式")
    };
    msg.get(language).to_owned()
}

/// What is wrong with a file, in words, with the place.
#[must_use]
pub fn import_problem(language: Language, problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::TooLarge => {
            msg!("The file is larger than 128 MiB.", "文件超过 128 MiB。").get(language).to_owned()
        }
        ImportProblem::Truncated => {
            msg!("The file ends too early: part of it is missing.", "文件不完整：结尾部分缺失。")
                .get(language)
                .to_owned()
        }
        ImportProblem::Json(line, column, reason) => msg!(
            "Line {0}, column {1}: not a Holdfast file, or damaged ({2}).",
            "第 {0} 行第 {1} 列：不是 Holdfast 文件，或已损坏（{2}）。",
        )
        .fill(language, &[&line.to_string(), &column.to_string(), &json_reason(language, reason)]),
        ImportProblem::OtherFormat(found) => {
            msg!("This is another kind of file (its format says “{0}”).", "这是其他类型的文件（其 format 为“{0}”）。",)
                .fill(language, &[found])
        }
        ImportProblem::Newer(version) => msg!(
            "Written by a newer Holdfast (format version {0}). Update this copy, then import again.",
            "由较新版本的 Holdfast 写成（格式版本 {0}）。请先更新本应用再导入。",
        )
        .fill(language, &[&version.to_string()]),
        ImportProblem::TooMany => msg!("More than 250,000 events in one record.", "单个记录中的条目超过 250,000 条。")
            .get(language)
            .to_owned(),
        ImportProblem::NoBeginning => {
            msg!("The record does not begin with the opening of the incident.", "记录不是以事件的建立开头。")
                .get(language)
                .to_owned()
        }
        ImportProblem::Event(place, why) => {
            msg!("Event {0}: {1}.", "第 {0} 条：{1}。").fill(language, &[&place.to_string(), &damage(language, why)])
        }
        ImportProblem::OtherIncident(place) => {
            msg!("Event {0} belongs to another incident.", "第 {0} 条属于另一个事件。")
                .fill(language, &[&place.to_string()])
        }
        ImportProblem::Twice(place) => msg!("Event {0} stands in the file twice.", "第 {0} 条在文件中重复出现。")
            .fill(language, &[&place.to_string()]),
        ImportProblem::Chain(broken) => chain_break(language, broken),
        ImportProblem::Heads => msg!(
            "The newest events named at the top are not in the file: something was cut off or added.",
            "文件开头列出的最新条目与内容不符：有内容被删去或添加。",
        )
        .get(language)
        .to_owned(),
        ImportProblem::Record(place, problem) => msg!("Record {0} of the backup: {1}", "备份中的第 {0} 份记录：{1}")
            .fill(language, &[&place.to_string(), &import_problem(language, problem)]),
        ImportProblem::Rules(problems) => msg!("Rule pack of the backup: {0}", "备份中的规则包：{0}")
            .fill(language, &[&pack_problem::all(language, problems)]),
        ImportProblem::Profile(problem) => msg!("Organisation profile of the backup: {0}", "备份中的组织概况：{0}")
            .fill(language, &[&pack_problem::words(language, problem)]),
    }
}

/// A broken chain in words.
#[must_use]
pub fn chain_break(language: Language, broken: &Break) -> String {
    let (msg, id) = match broken {
        Break::Event(id, why) => {
            return msg!("Event {0}: {1}.", "条目 {0}：{1}。").fill(language, &[id.short(), &damage(language, why)]);
        }
        Break::MissingParent(id, _) => {
            (msg!("Event {0} follows an event that is missing.", "条目 {0} 的前一条缺失。"), id)
        }
        Break::Counter(id) => (msg!("Event {0} has a wrong counter.", "条目 {0} 的序号不正确。"), id),
        Break::Sequence(id) => {
            (msg!("Event {0} repeats a running number of its writer.", "条目 {0} 重复了写入者的流水号。"), id)
        }
    };
    msg.fill(language, &[id.short()])
}

fn damage(language: Language, damage: &Damage) -> String {
    let msg = match damage {
        Damage::Shape(reason) => {
            return msg!("not the shape of an event ({0})", "不符合条目的结构（{0}）")
                .fill(language, &[&json_reason(language, reason)]);
        }
        Damage::TooLong => msg!("longer than 1 MiB", "超过 1 MiB"),
        Damage::NotCanonical => {
            msg!("not in canonical form; another program re-wrote it", "不是规范格式；可能被其他程序改写过")
        }
        Damage::Limits(_) => msg!("a number or a depth no record holds", "数值或嵌套层数超出限制"),
        Damage::HeaderHash => msg!("the header was changed; its hash does not match", "条目头被改动；哈希值不符"),
        Damage::ContentDigest => msg!("the content was changed; its digest does not match", "内容被改动；摘要不符"),
        Damage::Field(name) => {
            return msg!("field “{0}” holds something not allowed", "字段“{0}”的内容不合规").fill(language, &[name]);
        }
        Damage::Newer(version) => {
            return msg!("written in newer format {0}", "以较新的格式 {0} 写成")
                .fill(language, &[&version.to_string()]);
        }
    };
    msg.get(language).to_owned()
}

/// A time that cannot be read, in words.
#[must_use]
pub fn not_a_time(language: Language) -> String {
    msg!(
        "Write the date as 2026-11-22 and the time as 14:05 or 14:05:30",
        "日期请写成 2026-11-22，时间写成 14:05 或 14:05:30",
    )
    .get(language)
    .to_owned()
}

/// A zone that is not known.
#[must_use]
pub fn unknown_zone(language: Language, zone: &str) -> String {
    msg!("The time zone “{0}” is not known here", "未知的时区“{0}”").fill(language, &[zone])
}

/// A local time that occurs twice, with both offsets in minutes.
#[must_use]
pub fn twice(language: Language, earlier: i32, later: i32) -> String {
    let (earlier, later) = (super::format::offset(earlier), super::format::offset(later));
    msg!(
        "Clocks went back: this time occurs twice, at {0} and at {1}. Say which below",
        "时钟回拨：该时间出现两次，分别为 {0} 和 {1}。请在下方选择",
    )
    .fill(language, &[&earlier, &later])
}

/// A local time that does not exist, with both neighbours.
#[must_use]
pub fn skipped(language: Language, before: Civil, after: Civil) -> String {
    msg!("This time does not exist: clocks went from {0} to {1}", "该时间不存在：时钟从 {0} 拨到了 {1}")
        .fill(language, &[&before.time(), &after.time()])
}
