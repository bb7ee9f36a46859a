//! What a newer rule pack changes, in words: which field of which stage, as it was and as it would be; which deadlines
//! move, and by how much.

use super::codes::{regime_words, stage_words};
use super::{Language, Msg, asking, duty, format};
use crate::deadline::in_force::Rules;
use crate::deadline::pack::{Order, Pack, Regime, Stage};
use crate::deadline::update::{Change, How, Move};
use crate::record::bilingual::Bilingual;

/// A change: what changed, and one line for each thing to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// `Changed: GDPR Art. 33: Notification to the supervisory authority`.
    pub title: String,
    /// `Length: 72 h from: Aware → 48 h from: Aware`.
    pub lines: Vec<String>,
}

/// Names a point that a notice must state, by its code.
pub type Point = fn(&str) -> Option<Msg>;

/// A change in words.
#[must_use]
pub fn told(language: Language, (old, new): (&Pack, &Pack), change: &Change, point: Point) -> Told {
    let (old, new) = (View { language, rules: Rules::of(old), point }, View { language, rules: Rules::of(new), point });
    let (view, msg) = match change.how {
        How::Added => (&new, Msg::new("Added: {0}", "新增：{0}")),
        How::Removed => (&old, Msg::new("Removed: {0}", "删除：{0}")),
        How::Changed => (&new, Msg::new("Changed: {0}", "变更：{0}")),
    };
    let name = match &change.stage {
        None => regime_words(language, view.rules, &change.regime),
        Some(stage) => stage_words(language, view.rules, &change.regime, stage),
    };
    let lines = match change.how {
        How::Changed => differing(language, &old.facts(change), &new.facts(change)),
        How::Added | How::Removed => view.lengths(change),
    };
    Told { title: msg.fill(language, &[&name]), lines }
}

/// What a field is called, and what it says.
type Facts = Vec<(Msg, String)>;

/// The facts that differ. Where none does, the other language's wording does.
fn differing(language: Language, old: &Facts, new: &Facts) -> Vec<String> {
    let shown = |text: &str| match text.is_empty() {
        true => Msg::new("(nothing)", "（无）").get(language).to_owned(),
        false => text.to_owned(),
    };
    let pairs = old.iter().zip(new).filter(|(old, new)| old != new);
    let line = |((term, old), (_, new)): (&(Msg, String), &(Msg, String))| {
        Msg::new("{0}: {1} → {2}", "{0}：{1} → {2}").fill(language, &[term.get(language), &shown(old), &shown(new)])
    };
    let mut lines: Vec<String> = pairs.map(line).collect();
    if lines.is_empty() {
        lines.push(Msg::new("Wording in the other language only", "仅另一种语言的措辞").get(language).to_owned());
    }
    lines
}

/// One of the two packs, read for somebody.
struct View<'a> {
    language: Language,
    rules: Rules<'a>,
    point: Point,
}

impl View<'_> {
    fn all(&self, texts: &[Bilingual]) -> String {
        self.list(texts.iter().map(|text| self.language.pick(text).to_owned()))
    }

    fn list(&self, texts: impl Iterator<Item = String>) -> String {
        texts.collect::<Vec<String>>().join(Msg::new("; ", "；").get(self.language))
    }

    fn said(&self, flags: &[(bool, Msg)]) -> String {
        self.list(flags.iter().filter(|(on, _)| *on).map(|(_, msg)| msg.get(self.language).to_owned()))
    }

    fn length(&self, regime: &Regime, stage: &Stage) -> String {
        let name = self.language.pick(&stage.name);
        [name, &duty::stage_length(self.language, self.rules, regime, stage)]
            .join(Msg::new(": ", "：").get(self.language))
    }

    /// The lengths of what was added or removed.
    fn lengths(&self, change: &Change) -> Vec<String> {
        let Some(regime) = self.rules.pack().regime(&change.regime) else { return Vec::new() };
        let meant = |stage: &&Stage| change.stage.as_ref().is_none_or(|key| *key == stage.key);
        regime.stages.iter().filter(meant).map(|stage| self.length(regime, stage)).collect()
    }

    fn facts(&self, change: &Change) -> Facts {
        let Some(regime) = self.rules.pack().regime(&change.regime) else { return Vec::new() };
        match &change.stage {
            None => self.of_regime(regime),
            Some(key) => regime.stage(key).map(|stage| self.of_stage(regime, stage)).unwrap_or_default(),
        }
    }

    fn of_regime(&self, regime: &Regime) -> Facts {
        let language = self.language;
        let text = |text: &Bilingual| language.pick(text).to_owned();
        let word = |msg: Msg| msg.get(language).to_owned();
        let sets = regime.ask.iter().map(|set| {
            let set: Vec<String> = set.iter().map(|code| asking::phrase(language, code)).collect();
            set.join(Msg::new(", ", "、").get(language))
        });
        vec![
            (Msg::new("Name", "名称"), text(&regime.name)),
            (Msg::new("Jurisdiction", "法域"), regime.jurisdiction.clone()),
            (Msg::new("Status", "效力"), word(duty::status(regime.status))),
            (Msg::new("In force since", "生效日期"), regime.since.clone()),
            (Msg::new("Note on status", "效力说明"), text(&regime.status_note)),
            (Msg::new("Who notifies", "通报义务人"), text(&regime.who)),
            (Msg::new("What starts it", "起算"), text(&regime.starts)),
            (Msg::new("How it is counted", "计算"), text(&regime.counting)),
            (Msg::new("Source", "来源"), text(&regime.citation)),
            (Msg::new("Verification", "核实情况"), word(duty::checked(regime.mark))),
            (Msg::new("As of", "截至"), regime.as_of.clone()),
            (Msg::new("Warning", "注意"), text(&regime.warning)),
            (Msg::new("Proposed", "建议适用"), self.said(&[(regime.offered, Msg::new("yes", "是"))])),
            (Msg::new("Zone in which days end", "计日时区"), regime.zone.clone()),
            (Msg::new("Holiday calendar", "节假日历"), regime.holidays.clone()),
            (Msg::new("Takes the place of", "取代"), regime.replaces.clone()),
            (Msg::new("Exceptions", "例外"), self.all(&regime.exceptions)),
            (Msg::new("Proposed for", "建议条件"), self.list(sets)),
        ]
    }

    fn of_stage(&self, regime: &Regime, stage: &Stage) -> Facts {
        let language = self.language;
        let text = |text: &Bilingual| language.pick(text).to_owned();
        let name = |code: &String| (self.point)(code).map_or_else(|| code.clone(), |msg| msg.get(language).to_owned());
        let order = stage.order.map(|order| match order {
            Order::Before => Msg::new("before it", "在其之前"),
            Order::NotLaterThan => Msg::new("at the latest with it", "不晚于其"),
            Order::Simultaneous => Msg::new("at the same time", "同时"),
            Order::After => Msg::new("after it", "在其之后"),
        });
        let manner = [
            (stage.day_one, Msg::new("the day of the start is day 1", "起算当日为第 1 日")),
            (stage.late_alone, Msg::new("a late start counts alone", "起算较晚的单独计算")),
            (stage.from_latest, Msg::new("from the newest filing", "自最近一次通报起算")),
            (stage.hour_rule, Msg::new("the EU rule of hours is told too", "一并列出欧盟小时规则")),
            (stage.relief, Msg::new("noon of the next working day may be chosen", "可选下一工作日中午")),
        ];
        let cut_off = stage.cut_off.map(|(hour, minute)| {
            let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
            [two(hour), two(minute)].join(":")
        });
        vec![
            (Msg::new("Name", "名称"), text(&stage.name)),
            (Msg::new("To", "接收方"), text(&stage.to)),
            (Msg::new("Length", "时限"), duty::stage_length(language, self.rules, regime, stage)),
            (Msg::new("How it is counted", "计算"), self.said(&manner)),
            (Msg::new("The last day ends at", "最后一日截止于"), cut_off.unwrap_or_default()),
            (
                Msg::new("Beside the notice to the people concerned", "与通知相关个人的先后"),
                order.map_or("", |msg| msg.get(language)).to_owned(),
            ),
            (
                Msg::new("Threshold", "门槛"),
                stage.threshold.as_ref().map_or_else(String::new, |one| duty::threshold(language, one)),
            ),
            (Msg::new("Only where", "仅在下列情形"), text(&stage.condition)),
            (Msg::new("Extension", "延长"), text(&stage.extension)),
            (Msg::new("Note", "说明"), text(&stage.note)),
            (
                Msg::new("Verification", "核实情况"),
                stage.mark.map_or("", |mark| duty::checked(mark).get(language)).to_owned(),
            ),
            (Msg::new("Printed elsewhere, not law", "他处所载，并非法定"), self.all(&stage.own_targets)),
            (Msg::new("What it must state", "应载明的内容"), self.list(stage.content.iter().map(name))),
        ]
    }
}

/// What moves, and by how much: `24 h 0 min earlier`.
#[must_use]
pub fn by(language: Language, one: &Move) -> String {
    match one.by() {
        Some(by) => {
            let msg = match by < 0 {
                true => Msg::new("{0} earlier", "提前 {0}"),
                false => Msg::new("{0} later", "推迟 {0}"),
            };
            msg.fill(language, &[&format::duration(language, by)])
        }
        None if one.new.is_some() => Msg::new("newly counted", "新增计算").get(language).to_owned(),
        None => Msg::new("no longer counted", "不再计算").get(language).to_owned(),
    }
}
