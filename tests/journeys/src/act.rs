//! What a person does with a pointer and by typing, on elements found by role and accessible name.
//!
//! Every act waits for its element, tries again while the page is still moving, and fails the journey at the deadline.
//! A name must match one visible element only; `*` in it stands for any text.

use std::future::Future;
use std::panic::Location;
use std::path::{Path, PathBuf};

use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::app::App;

impl App {
    /// Finds the one visible element of this role and name.
    #[track_caller]
    pub fn find(&self, role: &str, name: &str) -> impl Future<Output = Element> {
        let at = Location::caller();
        async move { self.until(at, &format!("find {role} \"{name}\""), async || self.one(role, name).await).await }
    }

    /// How many visible elements of this role and name there are now.
    pub async fn count(&self, role: &str, name: &str) -> usize {
        let count = self.page("count", json!([self.scope, role, name])).await.expect("the page can be searched");
        count.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
    }

    /// Clicks the element of this role and name.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("click {role} \"{name}\""), async || {
                let element = self.one(role, name).await?;
                self.press_on(&element).await
            })
            .await;
        }
    }

    /// Clicks a button.
    #[track_caller]
    pub fn click_button(&self, name: &str) -> impl Future<Output = ()> {
        self.click("button", name)
    }

    /// Follows a link.
    #[track_caller]
    pub fn click_link(&self, name: &str) -> impl Future<Output = ()> {
        self.click("link", name)
    }

    /// Replaces the content of a field by typing `text`, key by key. Long text: [`App::paste`].
    #[track_caller]
    pub fn fill(&self, label: &str, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("fill \"{label}\""), async || {
                let element = self.one("field", label).await?;
                self.note_saved().await;
                let kind = self.page("kind", json!([element])).await?;
                if matches!(
                    kind.as_str(),
                    Some("date" | "time" | "datetime-local" | "month" | "week" | "color" | "range")
                ) {
                    // Typing into these differs by engine and locale.
                    return self.page("set", json!([element, text])).await.map(drop);
                }
                self.page("empty", json!([element])).await?;
                if text.is_empty() {
                    return Ok(());
                }
                element.send_keys(text).await.map_err(|error| error.to_string())
            })
            .await;
        }
    }

    /// Pastes `text` into a field as a whole, over what is selected there.
    #[track_caller]
    pub fn paste(&self, label: &str, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("paste into \"{label}\""), async || {
                let element = self.one("field", label).await?;
                self.note_saved().await;
                self.page("paste", json!([element, text])).await.map(drop)
            })
            .await;
        }
    }

    /// Picks an option of a combobox or list, or a radio button of the group called `label`.
    #[track_caller]
    pub fn choose(&self, label: &str, option: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("choose \"{option}\" in \"{label}\""), async || {
                if let Ok(list) = self.any(&["combobox", "listbox"], label).await {
                    return self.choose_option(&list, option).await;
                }
                for group in ["group", "radiogroup"] {
                    if self.count(group, label).await > 0 {
                        let radio = self.within(group, label).one("radio", option).await?;
                        return self.press_until_checked(&radio).await;
                    }
                }
                let lists = self.page("names", json!([self.scope, "combobox"])).await?;
                Err(format!("no combobox or group \"{label}\"; comboboxes: {lists}"))
            })
            .await;
        }
    }

    /// Ticks a checkbox, switch or radio button.
    #[track_caller]
    pub fn check(&self, label: &str) -> impl Future<Output = ()> {
        self.tick(Location::caller(), label, true)
    }

    /// Takes a tick away.
    #[track_caller]
    pub fn uncheck(&self, label: &str) -> impl Future<Output = ()> {
        self.tick(Location::caller(), label, false)
    }

    async fn tick(&self, at: &'static Location<'static>, label: &str, wanted: bool) {
        let what = if wanted { "check" } else { "uncheck" };
        self.until(at, &format!("{what} \"{label}\""), async || {
            let element = self.any(&["checkbox", "switch", "radio"], label).await?;
            if self.page("checked", json!([element])).await? == json!(wanted) {
                return Ok(());
            }
            self.press_on(&element).await?;
            let now = self.page("checked", json!([element])).await?;
            if now == json!(wanted) { Ok(()) } else { Err("clicked, but the state stayed".into()) }
        })
        .await;
    }

    /// Presses a radio button and looks whether it is on: what a field left by the press shows may move the page away.
    pub(crate) async fn press_until_checked(&self, radio: &Element) -> Result<(), String> {
        self.press_on(radio).await?;
        let on = self.page("checked", json!([radio])).await? == json!(true);
        if on { Ok(()) } else { Err("clicked, but it is not on".into()) }
    }

    /// Hands a file to a file field.
    #[track_caller]
    pub fn upload(&self, label: &str, path: &Path) -> impl Future<Output = ()> {
        let at = Location::caller();
        let path = path.to_string_lossy().into_owned();
        async move {
            self.until(at, &format!("upload to \"{label}\""), async || {
                let field = self.one("file", label).await?;
                self.note_saved().await;
                field.send_keys(&path).await.map_err(|error| error.to_string())
            })
            .await;
        }
    }

    /// Does `act` and waits for the file that the page saves because of it.
    #[track_caller]
    pub fn download(&self, act: impl Future<Output = ()>) -> impl Future<Output = PathBuf> {
        let at = Location::caller();
        async move {
            let folder = self.profile().downloads();
            let before = files(&folder);
            act.await;
            let mut sizes = Vec::new();
            self.until(at, "a file is saved", async || {
                let new: Vec<_> = files(&folder).into_iter().filter(|file| !before.contains(file)).collect();
                let [(path, size)] = new.as_slice() else { return Err(format!("new files: {new:?}")) };
                if is_unfinished(path) {
                    return Err(format!("unfinished: {}", path.display()));
                }
                // Complete once its size was the same twice and no unfinished part lies beside it.
                sizes.push(*size);
                let settled = *size > 0 && sizes.iter().rev().take(2).filter(|other| *other == size).count() == 2;
                if settled { Ok(path.clone()) } else { Err("still being written".into()) }
            })
            .await
        }
    }

    pub(crate) async fn one(&self, role: &str, name: &str) -> Result<Element, String> {
        let found = self.page("find", json!([self.scope, role, name])).await?;
        match found.as_array().map(Vec::as_slice) {
            Some([only]) => self.element(only).ok_or_else(|| "not an element".into()),
            Some([_, _, ..]) => {
                Err(format!("{} elements have this role and name", found.as_array().map_or(0, Vec::len)))
            }
            _ => {
                let names = self.page("names", json!([self.scope, role])).await.unwrap_or(Value::Null);
                Err(if names.is_null() { format!("no part {:?}", self.scope) } else { format!("there are: {names}") })
            }
        }
    }

    async fn any(&self, roles: &[&str], name: &str) -> Result<Element, String> {
        let mut last = Err("no role".to_owned());
        for role in roles {
            last = self.one(role, name).await;
            if last.is_ok() {
                break;
            }
        }
        last
    }

    pub(crate) async fn press_on(&self, element: &Element) -> Result<(), String> {
        self.note_saved().await;
        let target = self.page("target", json!([element])).await?;
        // What was just saved may still be moving the page, and a driver clicks where the element was.
        let place = self.page("place", json!([target])).await?;
        if self.page("place", json!([target])).await? != place {
            return Err("it is still moving".into());
        }
        let target = self.element(&target).ok_or("not an element")?;
        target.click().await.map_err(|error| error.to_string())
    }

    pub(crate) async fn choose_option(&self, list: &Element, option: &str) -> Result<(), String> {
        self.note_saved().await;
        let options = self.page("options", json!([list])).await?;
        let wanted = options.as_array().and_then(|all| all.iter().position(|text| text == option));
        let index = wanted.ok_or_else(|| format!("options: {options}"))?;
        list.select_by_index(index).await.map_err(|error| error.to_string())?;
        let now = self.page("chosen", json!([list])).await?;
        if now == json!(option) { Ok(()) } else { Err(format!("chose, but it shows {now}")) }
    }
}

/// Whether a browser is still writing it, under a name of its own.
fn is_unfinished(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    hidden || path.extension().is_some_and(|end| end == "crdownload" || end == "part")
}

fn files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let Ok(listing) = std::fs::read_dir(folder) else { return Vec::new() };
    listing.flatten().filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len()))).collect()
}
