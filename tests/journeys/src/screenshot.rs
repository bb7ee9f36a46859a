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
        // WebKit may still be painting after a change of size: taken until two are the same, or a caret blinks on.
        let mut picture = self.picture().await;
        for _ in 0..10 {
            let next = self.picture().await;
            if std::mem::replace(&mut picture, next) == picture {
                break;
            }
        }
        let path = repository().join("target/screens").join(self.engine().name()).join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("target/ can be written");
        fs::write(&path, picture).expect("target/ can be written");
        path
    }

    /// What the window shows two frames from now, as PNG.
    async fn picture(&self) -> Vec<u8> {
        let frames =
            "const [done] = arguments; setTimeout(done, 200); requestAnimationFrame(() => requestAnimationFrame(done))";
        let _ = self.client().execute_async(frames, Vec::new()).await;
        self.client().screenshot().await.expect("the browser gives a picture")
    }
}
