//! Holdfast in the browser: composition only.
fn main() {
    holdfast::ui::start();
}
