//! Pictures of the page, in `target/screens/` of the repository.

use std::fs;
use std::path::PathBuf;

use crate::app::App;
use crate::setup::repository;

impl App {
    /// Saves what the window shows as `target/screens/<engine>/<name>.png`; returns where.
    ///
    /// # Panics
    /// When the browser gives no picture or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let picture = self.client().screenshot().await.expect("the browser gives a picture");
        let path = repository().join("target/screens").join(self.engine().name()).join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("target/ can be written");
        fs::write(&path, picture).expect("target/ can be written");
        path
    }
}
