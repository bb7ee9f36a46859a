//! The last resort's file: every store as it is, without understanding any of it.

use crate::record::json;

/// `{"app":"holdfast","events":{key:line},"drafts":{..},"meta":{..}}`.
pub(super) fn to_json(stores: &[(&str, Vec<(String, String)>)]) -> String {
    let mut text = String::from("{\"app\":\"holdfast\"");
    for (name, pairs) in stores {
        let mut map = serde_json::Map::new();
        for (key, value) in pairs {
            json::put(&mut map, key, value.as_str().into());
        }
        text.push_str(",\"");
        text.push_str(name);
        text.push_str("\":");
        text.push_str(&serde_json::Value::Object(map).to_string());
    }
    text.push('}');
    text
}
