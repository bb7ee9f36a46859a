//! Deadlines in a calendar, in words. Calendars are synchronised, shared and shown on locked screens, so the titles name
//! neither the rule nor the incident unless a person asks for it.

use super::codes::{COLON, Named as _, PROMISED_UPDATE};
use super::defang::defang;
use super::{Language, Msg, format};
use crate::deadline::contract::UPDATE;
use crate::deadline::own;
use crate::deadline::pack::Pack;
use crate::exchange::icalendar::{Entry, Event, alarms};
use crate::record::incident::Incident;
use crate::record::time::MINUTE;

/// What a calendar shows of a deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Titles {
    /// Number of the deadline and short id of the incident.
    #[default]
    Neutral,
    /// The rule, the notice, the title of the incident, the marking.
    Named,
}

const NEUTRAL: Msg = msg!("Deadline {0} of incident {1}", "事件 {1} 的第 {0} 项时限");
/// Before what is said of an exercise among what is said of real incidents.
pub const EXERCISE: Msg = msg!("Exercise: {0}", "演练：{0}");
const OVER: Msg = msg!("No longer due: {0}", "已无需办理：{0}");
const LEFT: Msg = msg!("{0}: {1} left", "{0}：剩余 {1}");
const NOW: Msg = msg!("{0}: due now", "{0}：现在到期");
const DUE: Msg =
    msg!("This entry is the half hour that ends at the deadline: {0}.", "本日程为截止时刻前的半小时，截止时刻：{0}。",);
const EARLY: Msg = msg!(
    "Holidays or the time zone are not known for this date: it can only be early.",
    "此日期的节假日或时区未知：该日期只会偏早。",
);
const COPY: Msg = msg!(
    "Copied from Holdfast. A later change reaches this calendar only with the next file.",
    "复制自 Holdfast。之后的更改须再次导入文件才会进入本日历。",
);
const PRIVILEGED: Msg = msg!("Legally privileged", "受法律特权保护");
const ABOUT: Msg = msg!("Incident {0}: {1}", "事件 {0}：{1}");
const FROM: Msg = msg!("Runs from {0}.", "起算时刻：{0}。");

/// The entries of an incident in words.
#[must_use]
pub fn events(language: Language, titles: Titles, incident: &Incident, entries: &[Entry], pack: &Pack) -> Vec<Event> {
    let about = About { language, titles, incident, pack };
    entries.iter().map(|entry| about.event(entry)).collect()
}

struct About<'a> {
    language: Language,
    titles: Titles,
    incident: &'a Incident,
    pack: &'a Pack,
}

impl About<'_> {
    fn event(&self, entry: &Entry) -> Event {
        let (language, name) = (self.language, self.name(entry));
        let alarm = |before: i64| {
            let words = match before {
                0 => NOW.fill(language, &[&name]),
                _ => LEFT.fill(language, &[&name, &format::duration(language, before * MINUTE)]),
            };
            (before, words)
        };
        let alarms = alarms(entry.start, entry.due).into_iter().map(alarm).collect();
        let summary = if entry.stands { name } else { OVER.fill(language, &[&name]) };
        let description = self.description(entry);
        let Entry { uid, sequence, due, stands, .. } = entry.clone();
        Event { uid, sequence, due, stands, summary, description, alarms }
    }

    fn short(&self) -> &str {
        self.incident.id.as_ref().map_or("", |id| id.short())
    }

    /// What the deadline is called.
    fn name(&self, entry: &Entry) -> String {
        let neutral = || NEUTRAL.fill(self.language, &[&entry.number.to_string(), self.short()]);
        let name = match self.titles {
            Titles::Neutral => neutral(),
            Titles::Named => self.notice(entry),
        };
        match self.incident.is_exercise() {
            true => EXERCISE.fill(self.language, &[&name]),
            false => name,
        }
    }

    /// The rule and the notice it asks for; their codes where the rules do not hold them.
    fn notice(&self, entry: &Entry) -> String {
        let regime = own::find(self.pack, self.incident, &entry.regime);
        let regime = regime.as_deref();
        let stage = regime.and_then(|regime| regime.stage(&entry.stage));
        let regime = regime.map_or(entry.regime.as_str(), |regime| self.language.pick(&regime.name));
        let stage = match stage {
            Some(stage) => self.language.pick(&stage.name),
            None if entry.stage == UPDATE => PROMISED_UPDATE.get(self.language),
            None => &entry.stage,
        };
        [regime, stage].join(COLON.get(self.language))
    }

    fn description(&self, entry: &Entry) -> String {
        let language = self.language;
        let mut lines = Vec::new();
        if self.titles == Titles::Named {
            lines.push(self.incident.marking().name().get(Language::English).to_owned());
            if self.incident.is_privileged() {
                lines.push(PRIVILEGED.get(language).to_owned());
            }
            lines.push(ABOUT.fill(language, &[self.short(), &defang(self.incident.title())]));
            lines.push(FROM.fill(language, &[&format::stated(language, entry.start, 0)]));
            let rule = own::find(self.pack, self.incident, &entry.regime);
            // An update that a notice promised is not of the law under which it was given.
            let rule = rule.filter(|regime| regime.stage(&entry.stage).is_some());
            let cited = rule.map(|regime| language.pick(&regime.citation).to_owned());
            lines.extend(cited.filter(|words| !words.is_empty()));
        }
        lines.push(DUE.fill(language, &[&format::stated(language, entry.due, 0)]));
        if entry.early {
            lines.push(EARLY.get(language).to_owned());
        }
        lines.push(COPY.get(language).to_owned());
        lines.join("\n")
    }
}
