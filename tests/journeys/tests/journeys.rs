//! All journeys in one program, so that what one browser waits for is another's turn to compute, up to the end:
//! `cargo test --test journeys main_walk::` runs one file, `... chromium` one engine.

mod accessibility;
mod backup;
mod blocked;
mod calendar;
mod chinese_input;
mod deadlines;
mod duties_asia_americas;
mod duties_eu;
mod evidence;
mod handed;
mod hostile_files;
mod keyboard;
mod language;
mod large_text;
mod loss;
mod machine_clock;
mod main_walk;
mod network;
mod notices;
mod notifications;
mod offline;
mod pack_update;
mod parts;
mod print;
mod profile;
mod ransomware;
mod registers;
mod smoke;
mod storage;
mod tabs;

#[test]
fn every_file_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let here = include_str!("journeys.rs");
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let name = entry.expect("the folder can be read").file_name().to_string_lossy().replace(".rs", "");
        let run = here.contains(&format!("\nmod {name};")) || ["harness", "journeys"].contains(&name.as_str());
        assert!(run, "{name}.rs is no module of journeys.rs");
    }
}
