//! The keyboard: single keys and chords, where the focus is, and input methods.

use std::future::Future;
use std::panic::Location;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::app::App;
use crate::engine::Engine;

/// Where the keyboard focus is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// Role of the element.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// What it holds, if it is a field.
    pub value: Option<String>,
}

/// What happens while an input method composes.
#[derive(Debug, Clone, Copy)]
pub struct Composition<'a> {
    /// The text under composition, step by step: `["n", "ni", "ni h"]`.
    pub steps: &'a [&'a str],
    /// Keys pressed before it is committed, such as `Enter`; the page must ignore them.
    pub keys: &'a [&'a str],
    /// The text that stays: `你好`.
    pub committed: &'a str,
}

impl App {
    /// Presses a key or a chord: `Tab`, `Shift+Tab`, `Control+k`, `Enter`, `ArrowDown`, `a`.
    #[track_caller]
    pub fn press(&self, chord: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.note_saved().await;
            let keys: Vec<char> = match chord {
                "+" => vec!['+'],
                _ => chord.split('+').map(key).collect(),
            };
            let mut actions = KeyActions::new("keyboard".to_owned());
            for key in &keys {
                actions = actions.then(KeyAction::Down { value: *key });
            }
            for key in keys.iter().rev() {
                actions = actions.then(KeyAction::Up { value: *key });
            }
            if let Err(error) = self.client().perform_actions(actions).await {
                self.fail(at, &format!("press {chord}"), &error.to_string()).await;
            }
        }
    }

    /// Types into whatever has the focus.
    #[track_caller]
    pub fn type_text(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.note_saved().await;
            let mut actions = KeyActions::new("keyboard".to_owned());
            for letter in text.chars() {
                actions = actions.then(KeyAction::Down { value: letter }).then(KeyAction::Up { value: letter });
            }
            if let Err(error) = self.client().perform_actions(actions).await {
                self.fail(at, &format!("type {text}"), &error.to_string()).await;
            }
        }
    }

    /// Where the focus is; `None` when nothing has it.
    pub async fn focused(&self) -> Option<Focus> {
        let focus = self.page("focused", json!([])).await.expect("the page can be read");
        let text = |key: &str| focus[key].as_str().map(str::to_owned);
        Some(Focus { role: text("role")?, name: text("name")?, value: text("value") })
    }

    /// Waits until an element of this role and name has the focus.
    #[track_caller]
    pub fn see_focus(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("see the focus on {role} \"{name}\""), async || {
                let focus = self.focused().await;
                let fits = focus.as_ref().is_some_and(|focus| focus.role == role && focus.name == name);
                if fits { Ok(()) } else { Err(format!("it is on {focus:?}")) }
            })
            .await;
        }
    }

    /// Presses Tab until this element has the focus; fails when 300 presses do not reach it.
    ///
    /// For what lies behind: [`App::tab_back_to`]. Going around through the browser's own bars takes longer, and after
    /// it Firefox without a screen no longer lets Enter and Space press buttons.
    #[track_caller]
    pub fn tab_to(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        self.tab_by("Tab", Location::caller(), role, name)
    }

    /// Presses Shift and Tab until this element has the focus; fails when 300 presses do not reach it.
    #[track_caller]
    pub fn tab_back_to(&self, role: &str, name: &str) -> impl Future<Output = ()> {
        self.tab_by("Shift+Tab", Location::caller(), role, name)
    }

    async fn tab_by(&self, chord: &str, at: &'static Location<'static>, role: &str, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..300 {
            self.press(chord).await;
            let Some(focus) = self.focused().await else { continue };
            let fits = focus.role == role || (role == "field" && focus.value.is_some());
            if fits && focus.name == name {
                return;
            }
            passed.push(format!("{} {}", focus.role, focus.name));
        }
        passed.dedup();
        passed.truncate(60);
        self.fail(at, &format!("{chord} to {role} \"{name}\""), &format!("passed {passed:?}")).await;
    }

    /// Types into a field through an input method; returns what the field held before the text was committed.
    ///
    /// Chromium composes for real; for the other two, whose drivers cannot, the same events are dispatched.
    #[track_caller]
    pub fn compose(&self, label: &str, composition: Composition<'_>) -> impl Future<Output = String> {
        let at = Location::caller();
        async move {
            let field = self.find("field", label).await;
            self.note_saved().await;
            let during = if self.engine() == Engine::Chromium {
                self.compose_natively(&field, composition).await
            } else {
                let Composition { steps, keys, committed } = composition;
                self.page("compose", json!([field, steps, keys, committed])).await
            };
            match during {
                Ok(value) => value.as_str().unwrap_or_default().to_owned(),
                Err(error) => self.fail(at, &format!("compose in \"{label}\""), &error).await,
            }
        }
    }

    async fn compose_natively(
        &self,
        field: &fantoccini::elements::Element,
        composition: Composition<'_>,
    ) -> Result<Value, String> {
        self.page("focus", json!([field])).await?;
        for text in composition.steps {
            let end = text.encode_utf16().count();
            let params = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
            self.devtools("Input.imeSetComposition", params).await?;
        }
        for key in composition.keys {
            // 229 is the code a key has while an input method handles it.
            let params = json!({ "type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": 229 });
            self.devtools("Input.dispatchKeyEvent", params).await?;
        }
        let during = self.page("value", json!([field])).await?;
        self.devtools("Input.insertText", json!({ "text": composition.committed })).await?;
        for key in composition.keys {
            self.devtools("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "code": key })).await?;
        }
        Ok(during)
    }
}

fn key(name: &str) -> char {
    let named = match name {
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        _ => {
            let mut letters = name.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => letter,
                _ => panic!("no key is called \"{name}\""),
            };
        }
    };
    named.into()
}
