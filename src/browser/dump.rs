//! The last resort's file: every store as it is, without understanding any of it.

use std::collections::BTreeMap;

/// `{"app":"holdfast","events":{key:line},"drafts":{..},"meta":{..}}`.
pub(super) fn to_json(stores: &[(&str, Vec<(String, String)>)]) -> String {
    let mut text = String::from("{\"app\":\"holdfast\"");
    for (name, pairs) in stores {
        let map: BTreeMap<&str, &str> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        text.push_str(",\"");
        text.push_str(name);
        text.push_str("\":");
        // Text to text never fails.
        text.push_str(&serde_json::to_string(&map).unwrap_or_else(|_| "{}".to_owned()));
    }
    text.push('}');
    text
}
