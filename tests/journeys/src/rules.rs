//! Rule packs as files: the rules of the app, changed as a lawyer would.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::app::App;

/// The edition of the rules that [`App::offer_newer_rules`] offers.
pub const NEWER: &str = "2027-03-01";

impl App {
    /// On the Import page: saves the rules of the app and offers them with a later edition and 48 hours for the GDPR's notice.
    /// Answers the file of the saved ones.
    ///
    /// # Panics
    /// When they cannot be read or written.
    pub async fn offer_newer_rules(&self) -> PathBuf {
        let saved = self.download(self.click_button("Save rules to file")).await;
        self.upload("Choose a file", &self.rule_pack(&saved, "newer.json", NEWER, 48)).await;
        self.see_role("region", "What would change").await;
        saved
    }

    /// The saved rules `own` with another edition and another length of the GDPR's notice, as a file of this name.
    ///
    /// # Panics
    /// When they cannot be read or written.
    #[must_use]
    pub fn rule_pack(&self, own: &Path, name: &str, edition: &str, hours: u32) -> PathBuf {
        let own = fs::read_to_string(own).expect("the file can be read");
        let mut pack: Value = serde_json::from_str(&own).expect("the saved rules are JSON");
        pack["edition"] = json!(edition);
        let regimes = pack["regimes"].as_array_mut().expect("regimes");
        let gdpr = regimes.iter_mut().find(|regime| regime["id"] == "eu-gdpr-33").expect("the GDPR");
        gdpr["stages"][0]["n"] = json!(hours);
        let path = self.profile().path().join(name);
        fs::write(&path, pack.to_string()).expect("the file can be written");
        path
    }
}
