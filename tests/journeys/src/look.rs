//! What a person sees: every check waits for it until the deadline.

use std::future::Future;
use std::panic::Location;

use serde_json::{Value, json};

use crate::app::App;

impl App {
    /// Waits until `text` is visible (spaces and line ends count as one space).
    #[track_caller]
    pub fn see(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move { self.until(at, &format!("see \"{text}\""), async || self.sees(text, true).await).await }
    }

    /// Waits until `text` is not visible.
    #[track_caller]
    pub fn not_see(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move { self.until(at, &format!("not see \"{text}\""), async || self.sees(text, false).await).await }
    }

    /// Waits until an element of this role and name is visible.
    #[track_caller]
    pub fn see_role(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("see {role} \"{name}\""), async || {
                if self.count(role, name).await > 0 {
                    return Ok(());
                }
                Err(format!("there are: {:?}", self.page("names", json!([self.scope, role])).await))
            })
            .await;
        }
    }

    /// Waits until no element of this role and name is visible.
    #[track_caller]
    pub fn not_see_role(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("not see {role} \"{name}\""), async || {
                let count = self.count(role, name).await;
                if count == 0 { Ok(()) } else { Err(format!("there are {count}")) }
            })
            .await;
        }
    }

    /// Waits until a field holds `value`.
    #[track_caller]
    pub fn see_value(&self, label: &str, value: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("see \"{value}\" in \"{label}\""), async || {
                let field = self.one("field", label).await?;
                let now = self.page("value", json!([field])).await?;
                if now == json!(value) { Ok(()) } else { Err(format!("it holds {now}")) }
            })
            .await;
        }
    }

    /// Waits until a combobox shows this option.
    #[track_caller]
    pub fn see_chosen(&self, label: &str, option: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("see \"{option}\" chosen in \"{label}\""), async || {
                let list = self.one("combobox", label).await?;
                let now = self.page("chosen", json!([list])).await?;
                if now == json!(option) { Ok(()) } else { Err(format!("it shows {now}")) }
            })
            .await;
        }
    }

    /// Waits until the page's title contains `text`.
    #[track_caller]
    pub fn see_title(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("see \"{text}\" in the title"), async || {
                let title = self.client().title().await.map_err(|error| error.to_string())?;
                if title.contains(text) { Ok(()) } else { Err(format!("the title is \"{title}\"")) }
            })
            .await;
        }
    }

    /// Waits until the status says "Saved hh:mm:ss" (or 已保存), other than it said before the last act.
    ///
    /// Call it after the act that saves. A change from "Saving…" to "Saved" counts even within the same second.
    #[track_caller]
    pub fn saved(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move { self.saved_at(at).await }
    }

    pub(crate) async fn saved_at(&self, at: &'static Location<'static>) {
        let before = self.inner.saved_before.lock().unwrap().clone();
        let now = self
            .until(at, "saved", async || match self.page("saved", json!([])).await? {
                Value::String(now) if before.as_ref() != Some(&now) => Ok(now),
                now => Err(format!("the status still says {now}")),
            })
            .await;
        *self.inner.saved_before.lock().unwrap() = Some(now);
    }

    /// Remembers what the status says, so that [`App::saved`] can tell a newer one.
    pub(crate) async fn note_saved(&self) {
        if let Ok(now) = self.page("saved", json!([])).await {
            *self.inner.saved_before.lock().unwrap() = now.as_str().map(str::to_owned);
        }
    }

    async fn sees(&self, text: &str, wanted: bool) -> Result<(), String> {
        let sees = self.page("sees", json!([self.scope, text])).await? == json!(true);
        if sees == wanted { Ok(()) } else { Err(if wanted { "not visible" } else { "still visible" }.into()) }
    }
}
