//! Holdfast in the browser: a panic leads to the rescue screen, everything else is composed in `ui`.

fn main() {
    std::panic::set_hook(Box::new(|panic| holdfast::browser::page::call_rescue(&panic.to_string())));
    holdfast::ui::start();
}
