//! What a newer rule pack changes, in words: which field of which stage, as it was and as it would be; which deadlines
//! move, and by how much.
//!
//! Two rules are compared by what is said of them in either language: what makes no difference to any reader, such as
//! the order of fields in the file, is none.

use super::codes::{regime_words, stage_words};
use super::{Language, Msg, asking, duty, format};
use crate::deadline::in_force::Rules;
use crate::deadline::pack::{Order, Pack, Regime, Stage};
use crate::deadline::update::Move;
use crate::record::bilingual::Bilingual;

/// A rule or a stage that changes, and one line for each thing to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// `Changed: GDPR Art. 33: Notification to the supervisory authority`.
    pub title: String,
    /// `Length: 72 h from: Aware → 48 h from: Aware`.
    pub lines: Vec<String>,
}

/// Names a point that a notice must state, by its code.
pub type Point = fn(&str) -> Option<Msg>;

/// What the newer of two packs changes: per rule its own fields, then its stages; rules that are gone come last.
#[must_use]
pub fn changes(language: Language, old: &Pack, new: &Pack, point: Point) -> Vec<Told> {
    let mut found = Found { language, old, new, point, told: Vec::new() };
    for regime in &new.regimes {
        let Some(before) = old.regime(&regime.id) else {
            found.only(new, ADDED, regime, None);
            continue;
        };
        found.both((before, None), (regime, None));
        for stage in &regime.stages {
            match before.stage(&stage.key) {
                None => found.only(new, ADDED, regime, Some(stage)),
                Some(earlier) => found.both((before, Some(earlier)), (regime, Some(stage))),
            }
        }
        for gone in before.stages.iter().filter(|stage| regime.stage(&stage.key).is_none()) {
            found.only(old, REMOVED, before, Some(gone));
        }
    }
    for gone in old.regimes.iter().filter(|regime| new.regime(&regime.id).is_none()) {
        found.only(old, REMOVED, gone, None);
    }
    found.told
}

const ADDED: Msg = msg!("Added: {0}", "新增：{0}");
const REMOVED: Msg = msg!("Removed: {0}", "删除：{0}");
const CHANGED: Msg = msg!("Changed: {0}", "变更：{0}");

/// A rule, or one of its stages.
type Part<'a> = (&'a Regime, Option<&'a Stage>);

struct Found<'a> {
    language: Language,
    old: &'a Pack,
    new: &'a Pack,
    point: Point,
    told: Vec<Told>,
}

impl Found<'_> {
    /// What is in one of the packs only: its lengths.
    fn only(&mut self, pack: &Pack, msg: Msg, regime: &Regime, stage: Option<&Stage>) {
        let language = self.language;
        let length = |stage: &Stage| {
            let length = duty::stage_length(language, Rules::of(pack), regime, stage);
            [language.pick(&stage.name), &length].join(msg!(": ", "：").get(language))
        };
        let meant = |one: &&Stage| stage.is_none_or(|stage| stage.key == one.key);
        let lines = regime.stages.iter().filter(meant).map(length).collect();
        self.say(pack, msg, (regime, stage), lines);
    }

    /// What is in both: the fields that differ.
    fn both(&mut self, before: Part, after: Part) {
        let language = self.language;
        let mut lines = self.differing(language, before, after);
        if lines.is_empty() {
            if self.differing(language.other(), before, after).is_empty() {
                return;
            }
            lines.push(msg!("Wording in the other language only", "仅另一种语言的措辞").get(language).to_owned());
        }
        self.say(self.new, CHANGED, after, lines);
    }

    fn say(&mut self, pack: &Pack, msg: Msg, (regime, stage): Part, lines: Vec<String>) {
        let rules = Rules::of(pack);
        let name = match stage {
            None => regime_words(self.language, rules, &regime.id),
            Some(stage) => stage_words(self.language, rules, &regime.id, &stage.key),
        };
        self.told.push(Told { title: msg.fill(self.language, &[&name]), lines });
    }

    fn differing(&self, language: Language, before: Part, after: Part) -> Vec<String> {
        let facts = |pack, part| {
            let mut facts = Facts { language, rules: Rules::of(pack), point: self.point, said: Vec::new() };
            facts.of(part);
            facts.said
        };
        let (old, new) = (facts(self.old, before), facts(self.new, after));
        let shown = |text: &str| match text.is_empty() {
            true => msg!("(nothing)", "（无）").get(language).to_owned(),
            false => text.to_owned(),
        };
        let mut lines = Vec::new();
        for ((term, old), (_, new)) in old.iter().zip(&new) {
            if old != new {
                let parts = [term.get(language), msg!(": ", "：").get(language), &shown(old), " → ", &shown(new)];
                lines.push(parts.concat());
            }
        }
        lines
    }
}

/// What is said of a rule or a stage: each field with its name, always in the same order.
struct Facts<'a> {
    language: Language,
    rules: Rules<'a>,
    point: Point,
    said: Vec<(Msg, String)>,
}

impl Facts<'_> {
    #[inline(never)]
    fn plain(&mut self, term: Msg, text: &str) {
        self.said.push((term, text.to_owned()));
    }

    #[inline(never)]
    fn text(&mut self, term: Msg, text: &Bilingual) {
        self.plain(term, self.language.pick(text));
    }

    #[inline(never)]
    fn list(&mut self, term: Msg, texts: &[&str]) {
        self.plain(term, &texts.join(msg!("; ", "；").get(self.language)));
    }

    fn texts(&mut self, term: Msg, texts: &[Bilingual]) {
        let texts: Vec<&str> = texts.iter().map(|text| self.language.pick(text)).collect();
        self.list(term, &texts);
    }

    fn of(&mut self, (regime, stage): Part) {
        match stage {
            None => self.of_regime(regime),
            Some(stage) => self.of_stage(regime, stage),
        }
    }

    fn of_regime(&mut self, regime: &Regime) {
        let language = self.language;
        let sets: Vec<String> = regime.ask.iter().map(|set| asking::because(language, set)).collect();
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        self.text(NAME, &regime.name);
        self.plain(msg!("Jurisdiction", "法域"), &regime.jurisdiction);
        self.plain(msg!("Status", "效力"), duty::status(regime.status).get(language));
        self.plain(msg!("In force since", "生效日期"), &regime.since);
        self.text(msg!("Note on status", "效力说明"), &regime.status_note);
        self.text(msg!("Who notifies", "通报义务人"), &regime.who);
        self.text(msg!("What starts it", "起算"), &regime.starts);
        self.text(COUNTED, &regime.counting);
        self.text(msg!("Source", "来源"), &regime.citation);
        self.plain(VERIFIED, duty::checked(regime.mark).get(language));
        self.plain(msg!("As of", "截至"), &regime.as_of);
        self.text(msg!("Warning", "注意"), &regime.warning);
        self.plain(msg!("Proposed", "建议适用"), yes(regime.offered).get(language));
        self.plain(msg!("Zone in which days end", "计日时区"), &regime.zone);
        self.plain(msg!("Holiday calendar", "节假日历"), &regime.holidays);
        self.plain(msg!("Takes the place of", "取代"), &regime.replaces);
        self.texts(msg!("Exceptions", "例外"), &regime.exceptions);
        self.list(msg!("Proposed", "建议适用"), &sets);
    }

    fn of_stage(&mut self, regime: &Regime, stage: &Stage) {
        let language = self.language;
        let order = stage.order.map(|order| match order {
            Order::Before => msg!("before it", "在其之前"),
            Order::NotLaterThan => msg!("at the latest with it", "不晚于其"),
            Order::Simultaneous => msg!("at the same time", "同时"),
            Order::After => msg!("after it", "在其之后"),
        });
        let manner = [
            (stage.day_one, msg!("the day of the start is day 1", "起算当日为第 1 日")),
            (stage.late_alone, msg!("a late start counts alone", "起算较晚的单独计算")),
            (stage.from_latest, msg!("from the newest filing", "自最近一次通报起算")),
            (stage.hour_rule, msg!("the EU rule of hours is told too", "一并列出欧盟小时规则")),
            (stage.relief, msg!("noon of the next working day may be chosen", "可选下一工作日中午")),
        ];
        let manner: Vec<&str> = manner.iter().filter(|(on, _)| *on).map(|(_, msg)| msg.get(language)).collect();
        let cut_off = stage.cut_off.map(|(hour, minute)| (hour * 100 + minute).to_string());
        let point = self.point;
        let named = |code: &String| point(code).map_or_else(|| code.clone(), |msg| msg.get(language).to_owned());
        let content: Vec<String> = stage.content.iter().map(named).collect();
        let content: Vec<&str> = content.iter().map(String::as_str).collect();
        self.text(NAME, &stage.name);
        self.text(msg!("To", "接收方"), &stage.to);
        self.plain(msg!("Length", "时限"), &duty::stage_length(language, self.rules, regime, stage));
        self.list(COUNTED, &manner);
        self.plain(msg!("Hour at which the last day ends", "最后一日截止时刻"), &cut_off.unwrap_or_default());
        self.plain(
            msg!("Beside the notice to the people concerned", "与通知相关个人的先后"),
            order.map_or("", |msg| msg.get(language)),
        );
        let threshold = stage.threshold.as_ref().map(|one| duty::threshold(language, one));
        self.plain(msg!("Threshold", "门槛"), &threshold.unwrap_or_default());
        self.text(msg!("Only where", "仅在下列情形"), &stage.condition);
        self.text(msg!("Extension", "延长"), &stage.extension);
        self.text(msg!("Note", "说明"), &stage.note);
        self.plain(VERIFIED, stage.mark.map_or("", |mark| duty::checked(mark).get(language)));
        self.texts(msg!("Printed elsewhere, not law", "他处所载，并非法定"), &stage.own_targets);
        self.list(msg!("What it must state", "应载明的内容"), &content);
    }
}

const NAME: Msg = msg!("Name", "名称");
const COUNTED: Msg = msg!("How it is counted", "计算");
const VERIFIED: Msg = msg!("Verification", "核实情况");

const fn yes(on: bool) -> Msg {
    if on { msg!("yes", "是") } else { msg!("no", "否") }
}

/// By how much a deadline moves: `24 h 0 min earlier`.
#[must_use]
pub fn by(language: Language, one: &Move) -> String {
    let msg = match (one.by(), one.new) {
        (Some(by), _) if by < 0 => msg!("{0} earlier", "提前 {0}"),
        (Some(_), _) => msg!("{0} later", "推迟 {0}"),
        (None, Some(_)) => msg!("newly counted", "新增计算"),
        (None, None) => msg!("no longer counted", "不再计算"),
    };
    msg.fill(language, &[&format::duration(language, one.by().unwrap_or_default())])
}
