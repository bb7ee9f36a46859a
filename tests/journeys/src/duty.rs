//! Notices that laws and contracts ask for, as a person deals with them on the Deadlines tab: a rule looked up and
//! decided on, a start stated, a filing recorded. In either language.

use std::future::Future;
use std::panic::Location;

use serde_json::json;

use crate::app::App;
use crate::incident::Fill;

/// A word in English and in Chinese.
type Both = [&'static str; 2];

/// The Deadlines tab of an open incident, in one language.
#[derive(Debug, Clone)]
pub struct Duties {
    app: App,
    language: usize,
}

impl App {
    /// The Deadlines tab in English.
    #[must_use]
    pub fn duties(&self) -> Duties {
        Duties { app: self.clone(), language: 0 }
    }

    /// The Deadlines tab in Chinese.
    #[must_use]
    pub fn duties_in_chinese(&self) -> Duties {
        Duties { app: self.clone(), language: 1 }
    }

    /// Opens a form of an incident's Deadlines tab by its address, fills it and waits until it is saved; `asks` is said in it.
    pub async fn form_at(&self, incident: &str, form: &str, asks: &str, fields: &[Fill<'_>]) {
        let address = format!("#/incident/{incident}/deadlines?form={form}");
        self.quick("location.hash = args", json!(address)).await;
        self.within_text("form", asks).submit(fields, "Save").await;
    }

    /// Declares the incident on reasonable suspicion and on these facts, now or at a date, time and zone.
    pub async fn declare(&self, when: Option<(&str, &str, &str)>, facts: &str) {
        let mut declared = vec![
            Fill::Text("In the role of", "Incident lead"),
            Fill::Pick("Confirmed", "No, on reasonable suspicion"),
            Fill::Tick("Grounds", "Unauthorised access has likely occurred"),
            Fill::Text("On what facts", facts),
            Fill::Text("Laws and contracts considered", "Contract notice, 72 h."),
        ];
        declared.extend(when.map(|(date, time, zone)| Fill::Time("Declared at", date, time, zone)));
        self.form("Declare incident", "Declare incident", &declared, "Declare").await;
    }

    /// Adds a clock to the organisation profile on the Settings page: the insurer's, two business days from awareness.
    pub async fn keep_own_clock(&self, name: &str) {
        let kept = self.within("region", "Organisation profile");
        kept.click_button("Add a clock").await;
        let clock = [
            Fill::Text("Name of the clock", name),
            Fill::Pick("Agreed with", "Insurer"),
            Fill::Pick("Counted from", "Aware"),
            Fill::Text("Length", "2"),
            Fill::Pick("Counted in", "Business days"),
            Fill::Text("Contract and clause", "Policy CY-558, clause 7.2"),
        ];
        let form = kept.within_text("form", "Contract and clause");
        form.fill_form(&clock).await;
        form.click_button("Save").await;
        kept.see("2 business days from: Aware · Policy CY-558, clause 7.2").await;
    }

    /// Decides that the GDPR's notice to the authority applies, and says since when one is aware, in Berlin's time.
    pub async fn gdpr_runs(&self, incident: &str, date: &str, time: &str) {
        let decision = [
            Fill::Pick("Does it apply?", "Applies"),
            Fill::Text("In the role of", "Counsel"),
            Fill::Text("Reason", "Likely."),
        ];
        self.form_at(incident, "decision:eu-gdpr-33", "Does it apply?", &decision).await;
        let aware = [Fill::Time("When", date, time, "Europe/Berlin"), Fill::Text("How this is known", "Call")];
        self.form_at(incident, "anchors:aware", "Which moment", &aware).await;
    }

    /// Unfolds what is behind a disclosure, unless it lies open already.
    #[track_caller]
    pub fn open_fold(&self, summary: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("unfold \"{summary}\""), async || {
                let element = self.one("button", summary).await?;
                let asked = "return arguments[0].parentElement.open";
                let open = self.client().execute(asked, vec![json!(element)]).await;
                if open.map_err(|error| error.to_string())? == json!(true) {
                    return Ok(());
                }
                self.press_on(&element).await?;
                Err("not open yet".to_owned())
            })
            .await;
        }
    }
}

impl Duties {
    fn say(&self, both: Both) -> &'static str {
        both[self.language]
    }

    /// Shows the tab.
    #[track_caller]
    pub fn open(&self) -> impl Future<Output = ()> {
        let link = self.app.within("navigation", self.say(["Incident", "事件"]));
        let name = self.say(["Deadlines", "时限"]);
        async move { link.click_link(name).await }
    }

    /// Looks a rule up among all of them by `words` and decides on it; `rule` is its name.
    #[track_caller]
    pub fn decide(&self, words: &str, rule: &str, fields: &[Fill<'_>]) -> impl Future<Output = ()> {
        let list = self.app.within("group", self.say(["All rules (*)", "全部规定（*）"]));
        let form = self.app.within("region", self.say(["Decide on a rule", "判定规定是否适用"]));
        let all = self.app.open_fold(self.say(["All rules (*)", "全部规定（*）"]));
        async move {
            all.await;
            list.fill(self.say(["Search rules", "搜索规定"]), words).await;
            list.open_fold(&format!("{rule}*")).await;
            list.click_button(&format!("{}{rule}", self.say(["Decide: ", "判定："]))).await;
            form.submit(fields, self.say(["Save", "保存"])).await;
        }
    }

    /// States when a moment was, by its own button beside the anchors.
    #[track_caller]
    pub fn anchor(&self, anchor: &str, when: (&str, &str, &str), how: &str) -> impl Future<Output = ()> {
        let button = format!("{}{anchor}", self.say(["Set ", "填写"]));
        async move {
            let fields = [
                Fill::Time(self.say(["When", "时间"]), when.0, when.1, when.2),
                Fill::Text(self.say(["How this is known", "依据"]), how),
            ];
            let title = self.say(["Set an anchor", "填写起算点"]);
            self.app.form(&button, title, &fields, self.say(["Save", "保存"])).await;
        }
    }

    /// The line of a notice among those owed, by the name of its stage and its recipient.
    #[must_use]
    pub fn line(&self, stage: &str, to: &str) -> App {
        let owed = self.app.within("region", self.say(["Notices owed", "应作的通报"]));
        owed.within_text("listitem", &format!("{stage} {}{to}", self.say(["to: ", "接收方："])))
    }

    /// Unfolds how a notice is counted, with the ways to act on it; `notice` is its rule and its stage.
    #[track_caller]
    pub fn count(&self, notice: &str) -> impl Future<Output = ()> {
        let summary = format!("{}{notice}", self.say(["How this is counted: ", "计算方式："]));
        async move { self.app.open_fold(&summary).await }
    }

    /// Records under a notice when it was sent, to whom and by what channel.
    #[track_caller]
    pub fn file(&self, notice: &str, when: (&str, &str, &str), to: &str, channel: &str) -> impl Future<Output = ()> {
        let count = self.count(notice);
        let button = format!("{}{notice}", self.say(["Record filing: ", "记录通报："]));
        async move {
            count.await;
            let fields = [
                Fill::Time(self.say(["Sent at", "发出时间"]), when.0, when.1, when.2),
                Fill::Text(self.say(["Sent to", "接收方"]), to),
                Fill::Text(self.say(["Channel", "渠道"]), channel),
            ];
            let title = self.say(["Notice sent", "已发出通知"]);
            self.app.form(&button, title, &fields, self.say(["Save", "保存"])).await;
        }
    }

    /// Decides that one notice of a rule does not concern us: who decided, in what role, why.
    #[track_caller]
    pub fn not_ours(&self, notice: &str, by: (&str, &str), reason: &str) -> impl Future<Output = ()> {
        let title = ["Decide on a rule", "判定规定是否适用"];
        self.signed(["Does not apply to us: ", "本项对我方不适用："], notice, title, ["Save", "保存"], by, reason)
    }

    /// Writes down that a notice is not given: who decided, in what role, why.
    #[track_caller]
    pub fn waive(&self, notice: &str, by: (&str, &str), reason: &str) -> impl Future<Output = ()> {
        let waive = ["Waive", "决定不通报"];
        self.signed(["Waive: ", "决定不通报："], notice, ["Waive a notice", "决定不通报"], waive, by, reason)
    }

    #[track_caller]
    fn signed(
        &self,
        action: Both,
        notice: &str,
        title: Both,
        submit: Both,
        by: (&str, &str),
        reason: &str,
    ) -> impl Future<Output = ()> {
        let count = self.count(notice);
        let button = format!("{}{notice}", self.say(action));
        async move {
            count.await;
            let fields = [
                Fill::Text(self.say(["Decided by", "决定人"]), by.0),
                Fill::Text(self.say(["In the role of", "职务"]), by.1),
                Fill::Text(self.say(["Reason", "理由"]), reason),
            ];
            self.app.form(&button, self.say(title), &fields, self.say(submit)).await;
        }
    }
}
