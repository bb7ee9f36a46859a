//! Tabs of one browser telling each other what was stored. A message is a hint to read again. Only preferences and the
//! profile travel in it: another process may still read the old ones from local storage when it hears of the new.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::record::json::{Json, field};
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use super::js;
use super::listen::Listener;

/// The channel's name.
const CHANNEL: &str = "holdfast";

/// What one tab tells the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TabMessage {
    /// Events were added under these keys.
    EventsAdded {
        /// The incident they belong to.
        incident: String,
        /// Their keys in the journal.
        keys: Vec<String>,
    },
    /// Content was erased: the incident's lines must be read again.
    Erased {
        /// The incident.
        incident: String,
    },
    /// The incident is gone for good.
    Purged {
        /// The incident.
        incident: String,
    },
    /// A newer build has raised the stored format.
    FormatRaised {
        /// The format's number.
        version: u32,
    },
    /// Name, language, theme or another preference has changed: all of them as they are kept now.
    PreferencesChanged(String),
    /// The organisation profile has changed: as it is kept now.
    ProfileChanged(String),
    /// Other rules are in force.
    RulesChanged,
}

fn write(message: &TabMessage) -> String {
    let value = match message {
        TabMessage::EventsAdded { incident, keys } => {
            json!({ "kind": "events_added", "incident": incident, "keys": keys })
        }
        TabMessage::Erased { incident } => json!({ "kind": "erased", "incident": incident }),
        TabMessage::Purged { incident } => json!({ "kind": "purged", "incident": incident }),
        TabMessage::FormatRaised { version } => json!({ "kind": "format_raised", "version": version }),
        TabMessage::PreferencesChanged(text) => json!({ "kind": "preferences_changed", "text": text }),
        TabMessage::ProfileChanged(text) => json!({ "kind": "profile_changed", "text": text }),
        TabMessage::RulesChanged => json!({ "kind": "rules_changed" }),
    };
    value.to_string()
}

fn read(text: &str) -> Option<TabMessage> {
    let value: Value = serde_json::from_str(text).ok()?;
    let map = value.as_object()?;
    let incident = || field::<String>(map, "incident");
    let kept = || field::<String>(map, "text");
    Some(match map.get("kind")?.as_str()? {
        "events_added" => TabMessage::EventsAdded { incident: incident()?, keys: Vec::from_json(map.get("keys")?)? },
        "erased" => TabMessage::Erased { incident: incident()? },
        "purged" => TabMessage::Purged { incident: incident()? },
        "format_raised" => TabMessage::FormatRaised { version: u32::try_from(map.get("version")?.as_u64()?).ok()? },
        "preferences_changed" => TabMessage::PreferencesChanged(kept()?),
        "profile_changed" => TabMessage::ProfileChanged(kept()?),
        "rules_changed" => TabMessage::RulesChanged,
        _ => return None,
    })
}

struct Open {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// The line to the other tabs; in a browser without one it says and hears nothing. Clones share it, the last one closes it.
#[derive(Clone)]
pub struct Tabs(Option<Rc<Open>>);

impl std::fmt::Debug for Tabs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tabs")
    }
}

impl Tabs {
    /// Opens the line. `on_message` is called for messages of other tabs, never for one's own; a message of a newer build
    /// that this one does not know is passed over.
    #[must_use]
    pub fn open(on_message: impl Fn(TabMessage) + 'static) -> Self {
        if js::get(&js_sys::global(), "BroadcastChannel").is_undefined() {
            return Self(None);
        }
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            return Self(None);
        };
        let heard = move |event: web_sys::Event| {
            let data = js::get(&event, "data").as_string();
            if let Some(Some(message)) = data.map(|text| read(&text)) {
                on_message(message);
            }
        };
        let listener = Listener::new(vec![(channel.clone().into(), "message")], heard);
        Self(Some(Rc::new(Open { channel, _listener: listener })))
    }

    /// Tells the other tabs.
    pub fn announce(&self, message: &TabMessage) {
        if let Some(open) = &self.0 {
            let text = write(message);
            // A tab that cannot be told reads the journal when it is looked at next.
            let _ = open.channel.post_message(&JsValue::from_str(&text));
        }
    }
}
