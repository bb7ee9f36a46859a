//! Every place of the app: its pages, the tabs of an incident and the forms that open on them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::App;

/// Pages outside an incident.
const PAGES: [&str; 8] = ["#/", "#/new", "#/playbooks", "#/import", "#/verify", "#/storage", "#/settings", "#/help"];
/// Tabs of an incident.
const TABS: [&str; 8] = ["playbook", "timeline", "facts", "deadlines", "notices", "review", "proof", "record"];
/// Fewer kinds of forms than this reached from the tabs means that some have become unreachable, or this list is blind.
const FORMS: usize = 20;

impl App {
    /// Opens the sample exercise and answers the address of every page, of every tab and of one form of each kind.
    ///
    /// # Panics
    /// When fewer forms are reached than there must be.
    pub async fn sample_places(&self) -> Vec<String> {
        self.click_button("Open the sample exercise").await;
        self.see_role("button", "Correct declaration").await;
        let route = self.current_route().await;
        let incident = route.rsplit_once('/').expect("an incident is open").0.to_owned();
        let mut places: Vec<String> = PAGES.map(str::to_owned).into();
        let mut forms = BTreeSet::new();
        for tab in TABS {
            let tab = format!("{incident}/{tab}");
            self.visit(&tab).await;
            places.push(tab);
            let script =
                "return [...document.querySelectorAll('a[href*=\"?form=\"]')].map((link) => link.getAttribute('href'))";
            let links = self.client().execute(script, Vec::new()).await.expect("the page can be read");
            for link in links.as_array().into_iter().flatten().filter_map(Value::as_str) {
                let form = link.split("?form=").nth(1).and_then(|form| form.split(':').next()).unwrap_or_default();
                if forms.insert(form.to_owned()) {
                    places.push(link.to_owned());
                }
            }
        }
        assert!(forms.len() >= FORMS, "only {} kinds of forms are reached: {forms:?}", forms.len());
        places
    }

    /// Goes to a place, waits until it is drawn and goes to its end, where what sticks to an edge covers nothing.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn visit(&self, hash: &str) {
        let script = "const [hash, done] = arguments; \
            const end = () => { scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }); requestAnimationFrame(() => done(1)); }; \
            const drawn = () => requestAnimationFrame(() => requestAnimationFrame(end)); \
            if (location.hash === hash) drawn(); else { addEventListener('hashchange', drawn, { once: true }); location.hash = hash; }";
        self.client().execute_async(script, vec![json!(hash)]).await.expect("the page can be left");
    }

    /// Goes to the end of the page, where what sticks to an edge covers nothing.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn scroll_to_end(&self) {
        let script = "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }); requestAnimationFrame(() => arguments[0](1))";
        self.client().execute_async(script, Vec::new()).await.expect("the page can be scrolled");
    }

    /// Unfolds everything on the page that is folded: steps, gates, histories, details.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn unfold(&self) {
        let script = "const done = arguments[0]; \
            for (const part of document.querySelectorAll('main details:not([open])')) part.open = true; \
            for (const line of document.querySelectorAll('main [aria-expanded=\"false\"]')) line.click(); \
            requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        self.client().execute_async(script, Vec::new()).await.expect("the page can be unfolded");
    }

    /// Texts that are cut off by a box too small for them, as the page is drawn now.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn cut_texts(&self) -> Vec<String> {
        let cut = self.page("cut", json!([])).await.expect("the page can be read");
        crate::quick::texts(&cut)
    }
}
