//! The sample: entered through the same forms a responder uses.

use super::Session;

impl Session {
    /// Opens the sample exercise.
    pub async fn open_sample(self) {}
}
