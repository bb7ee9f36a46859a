//! The incident pages as a person uses them: forms by their labels, steps by their codes, tabs by their names.

use std::future::Future;
use std::panic::Location;

use serde_json::{Value, json};

use crate::app::App;

/// What is done to one field of a form. Labels are as shown, without "(optional)".
#[derive(Debug, Clone, Copy)]
pub enum Fill<'a> {
    /// Types into a text field.
    Text(&'a str, &'a str),
    /// Picks the radio button or the option `1` in the group or list `0`.
    Pick(&'a str, &'a str),
    /// Ticks the box `1` in the group `0`.
    Tick(&'a str, &'a str),
    /// Takes the tick away from the box `1` in the group `0`.
    Untick(&'a str, &'a str),
    /// Types a time: label, `2023-06-19`, `10:00`, zone. An empty part stays as it is.
    Time(&'a str, &'a str, &'a str, &'a str),
    /// Types a day and says that only the day is known.
    Day(&'a str, &'a str),
}

/// Puts the page's clock under the journey's control, so that it can be any day: [`App::clock_at`].
///
/// Goes into `Setup::before`; the clock starts at `start` (RFC 3339) and runs.
#[must_use]
pub fn clock_script(start: &str) -> String {
    format!(
        "(() => {{ const Real = Date; let ahead = Real.parse('{start}') - Real.now(); const now = () => Real.now() + ahead; \
         globalThis.Date = class Date extends Real {{ \
           constructor(...parts) {{ if (parts.length) super(...parts); else super(now()); }} \
           static now() {{ return now(); }} }}; \
         globalThis.__clockAt = (text) => {{ ahead = Real.parse(text) - Real.now(); }}; }})()"
    )
}

impl App {
    /// Sets the page's clock; needs [`clock_script`].
    #[track_caller]
    pub fn clock_at(&self, instant: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let instant = instant.to_owned();
        async move {
            if let Err(error) = self.client().execute("__clockAt(arguments[0])", vec![json!(instant)]).await {
                self.fail(at, &format!("set the clock to {instant}"), &error.to_string()).await;
            }
        }
    }

    /// Sets the page's clock so many minutes off the true time, on any page, until it is loaded anew.
    #[track_caller]
    pub fn clock_off_by(&self, minutes: i64) -> impl Future<Output = ()> {
        let script = "window.__true ??= window.Date.now.bind(window.Date);
            window.Date.now = () => window.__true() + args * 60_000;";
        let set = self.quick(script, json!(minutes));
        async move { drop(set.await) }
    }

    /// Fills fields of the form in view, in order.
    #[track_caller]
    pub fn fill_form(&self, fields: &[Fill<'_>]) -> impl Future<Output = ()> {
        let at = Location::caller();
        let fields = fields.to_vec();
        async move {
            for field in fields {
                self.until(at, &format!("fill {field:?}"), async || self.fill_one(field).await).await;
            }
        }
    }

    async fn fill_one(&self, field: Fill<'_>) -> Result<(), String> {
        match field {
            Fill::Text(label, text) => {
                let element = self.optional("field", label).await?;
                self.type_over(&element, text).await
            }
            Fill::Pick(label, option) => {
                if let Ok(list) = self.optional("combobox", label).await {
                    return self.choose_option(&list, option).await;
                }
                let radio = self.in_group(label, "radio", option).await?;
                self.press_until_checked(&radio).await
            }
            Fill::Tick(label, option) => self.tick_in(label, option, true).await,
            Fill::Untick(label, option) => self.tick_in(label, option, false).await,
            Fill::Time(label, date, time, zone) => {
                // Named in the language of the label.
                let parts = if label.is_ascii() { ["Date", "Time", "Zone"] } else { ["日期", "时间", "时区"] };
                let roles = ["field", "field", "combobox"];
                for ((role, part), text) in roles.into_iter().zip(parts).zip([date, time, zone]) {
                    if !text.is_empty() {
                        let element = self.in_group(label, role, part).await?;
                        self.type_over(&element, text).await?;
                    }
                }
                Ok(())
            }
            Fill::Day(label, date) => {
                let element = self.in_group(label, "field", "Date").await?;
                self.type_over(&element, date).await?;
                let list = self.in_group(label, "combobox", "Precision").await?;
                self.choose_option(&list, "date only").await
            }
        }
    }

    async fn optional(&self, role: &str, label: &str) -> Result<fantoccini::elements::Element, String> {
        match self.one(role, label).await {
            Ok(element) => Ok(element),
            Err(error) => self.one(role, &format!("{label} (optional)")).await.map_err(|_| error),
        }
    }

    async fn in_group(&self, group: &str, role: &str, name: &str) -> Result<fantoccini::elements::Element, String> {
        match self.within("group", group).one(role, name).await {
            Ok(element) => Ok(element),
            Err(error) => {
                let optional = format!("{group} (optional)");
                self.within("group", &optional).one(role, name).await.map_err(|other| format!("{error}; {other}"))
            }
        }
    }

    async fn tick_in(&self, group: &str, option: &str, wanted: bool) -> Result<(), String> {
        let element = self.in_group(group, "checkbox", option).await?;
        if self.page("checked", json!([element])).await? == json!(wanted) {
            return Ok(());
        }
        self.press_on(&element).await?;
        let now = self.page("checked", json!([element])).await?;
        if now == json!(wanted) { Ok(()) } else { Err("clicked, but the state stayed".into()) }
    }

    async fn type_over(&self, element: &fantoccini::elements::Element, text: &str) -> Result<(), String> {
        self.page("empty", json!([element])).await?;
        if !text.is_empty() {
            element.send_keys(text).await.map_err(|error| error.to_string())?;
        }
        let now = self.page("value", json!([element])).await?;
        if now == json!(text) { Ok(()) } else { Err(format!("typed, but it holds {now}")) }
    }

    /// Shows a tab of the open incident.
    #[track_caller]
    pub fn tab(&self, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let tabs = self.within("navigation", "Incident");
            tabs.until(at, &format!("tab \"{name}\""), async || {
                let link = tabs.one("link", name).await?;
                tabs.press_on(&link).await
            })
            .await;
        }
    }

    /// Opens the form behind the button `opens` on this tab, fills it, submits it and waits until it is saved.
    ///
    /// `title` is the form's heading, `submit` its button.
    #[track_caller]
    pub fn form(&self, opens: &str, title: &str, fields: &[Fill<'_>], submit: &str) -> impl Future<Output = ()> {
        let open = self.click_button(opens);
        let form = self.within("region", title);
        let at = Location::caller();
        let fields = fields.to_vec();
        async move {
            open.await;
            form.submit_at(at, &fields, submit).await;
        }
    }

    /// Fills the form in this part of the page, submits it and waits until it is saved.
    #[track_caller]
    pub fn submit(&self, fields: &[Fill<'_>], submit: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let fields = fields.to_vec();
        async move { self.submit_at(at, &fields, submit).await }
    }

    async fn submit_at(&self, at: &'static Location<'static>, fields: &[Fill<'_>], submit: &str) {
        for field in fields {
            self.until(at, &format!("fill {field:?}"), async || self.fill_one(*field).await).await;
        }
        self.until(at, &format!("submit by \"{submit}\""), async || {
            let button = self.one("button", submit).await?;
            self.press_on(&button).await
        })
        .await;
        self.saved_at(at).await;
    }

    /// Sets a step of the checklist in view by its form.
    #[track_caller]
    pub fn step(&self, code: &str, fields: &[Fill<'_>]) -> impl Future<Output = ()> {
        let at = Location::caller();
        let name = format!("{code} *");
        let fields = fields.to_vec();
        async move {
            self.until(at, &format!("open step {code}"), async || {
                let line = self.one("button", &name).await?;
                if line.attr("aria-expanded").await.map_err(|error| error.to_string())?.as_deref() != Some("true") {
                    self.press_on(&line).await?;
                    return Err("not open yet".to_owned());
                }
                Ok(())
            })
            .await;
            self.within_text("listitem", &format!("{code} ")).submit_at(at, &fields, "Save").await;
        }
    }

    /// Writes a line into the quick log and sends it with Enter. A communication has a channel and someone spoken to.
    #[track_caller]
    pub fn quick_log(&self, kind: &str, text: &str, channel: &str, with: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let form = self.within("form", "Quick log");
        async move {
            let mut fields = vec![Fill::Pick("Kind", kind)];
            if !channel.is_empty() {
                fields.extend([Fill::Text("Channel", channel), Fill::Text("With whom", with)]);
            }
            fields.push(Fill::Text("Quick log", text));
            for field in fields {
                form.until(at, &format!("fill {field:?}"), async || form.fill_one(field).await).await;
            }
            self.press("Enter").await;
            self.saved_at(at).await;
            form.see_value("Quick log", "").await;
        }
    }

    /// Saves the open incident's record to a file and reads it.
    ///
    /// # Panics
    /// When the file is no JSON.
    #[track_caller]
    pub fn export_record(&self) -> impl Future<Output = (std::path::PathBuf, Value)> {
        let file = self.within("region", "File");
        async move {
            let path = self.download(file.click_button("Save to file")).await;
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let record = serde_json::from_str(&text).expect("the file is JSON");
            (path, record)
        }
    }
}

impl App {
    /// Opens an incident from the board, reported by a customer: the least that the intake asks for.
    #[track_caller]
    pub fn open_incident(&self, what: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let new = self.click_button("New incident");
        let what = what.to_owned();
        async move {
            new.await;
            let fields = [
                Fill::Text("What was seen", &what),
                Fill::Text("Your name", "Dana Reyes"),
                Fill::Pick("Reported by", "Customer"),
            ];
            self.submit_at(at, &fields, "Open incident").await;
        }
    }
}
