//! A file chosen or dropped at the evidence form: its digest is worked out here, and nothing else of it is kept. Evidence is
//! kept until a day and checked again; affected parties come from a file; techniques from a list.

use std::fs;

use holdfast_journeys::Fill::{Day, Pick, Text};
use holdfast_journeys::quick::Dice;
use holdfast_journeys::temp::TempDir;
use holdfast_journeys::{App, Engine, Setup, journey};
use serde_json::json;
use sha2::{Digest as _, Sha256};

const PLACE: &str = "Choose or drop a file";
const FIELD: &str = "SHA-256 (optional)";
/// What no browser has hashed before the journey looks: sparse, so it takes no room.
const ENDLESS: u64 = 200_000_000_000;

/// Bytes that look random, and their digest as another program works it out.
fn random(length: usize, salt: u64) -> (Vec<u8>, String) {
    let mut dice = Dice::new(salt);
    let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(dice.below(256)).unwrap_or_default()).collect();
    let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    (bytes, digest)
}

async fn evidence_form(app: &App) -> App {
    app.open_incident("Mail was read by somebody else").await;
    app.tab("Facts").await;
    app.click_button("Add evidence").await;
    app.within("region", "Add evidence")
}

/// Accessibility at the end of the page, where nothing lies half under the quick log. One engine is enough.
async fn judged(app: &App, what: &str) {
    if app.engine() == Engine::Chromium {
        app.viewport(1280, 2600).await;
        app.scroll_to_end().await;
        app.accessible(what).await;
    }
}

journey!(digest, Setup::hosted());
async fn digest(app: App) {
    let files = TempDir::new("evidence");
    let path = files.path().join("mail-export.zip");
    let (bytes, known) = random(5_000_001, 1);
    fs::write(&path, bytes).expect("a temporary file can be written");
    let form = evidence_form(&app).await;
    form.see("goes nowhere").await;
    form.upload(PLACE, &path).await;
    form.see("Filled in from mail-export").await;
    form.see_value(FIELD, &known).await;
    judged(&app, "a digest filled in").await;
    let rest = [Text("What it is", "EV-1 mail export"), Text("Where it came from", "Mail service")];
    form.submit(&rest, "Save").await;
    app.within_text("listitem", "EV-1").see(&known).await;
    let store = app.raw_store().await;
    assert_eq!(store.events_with(&known), 1);
    assert!(!store.holds("mail-export.zip"), "the name of the file is kept");
}

journey!(in_the_single_file, Setup::single_file(), [chromium]);
async fn in_the_single_file(app: App) {
    digest(app).await;
}

journey!(dropped, Setup::hosted());
async fn dropped(app: App) {
    let (bytes, known) = random(70_000, 2);
    evidence_form(&app).await;
    // No driver drops a file: the page is given the event that a browser makes of one.
    let drop = "const handed = new DataTransfer();
        handed.items.add(new File([Uint8Array.from(args)], 'notes'));
        const place = quick.one('file', 'Choose or drop a file').parentElement;
        const event = new DragEvent('drop', { dataTransfer: handed, bubbles: true, cancelable: true });
        return place.dispatchEvent(event)";
    let opened_by_browser = app.quick(drop, json!(bytes)).await;
    assert_eq!(opened_by_browser, json!(false), "the browser would leave the app for the file");
    app.see_value(FIELD, &known).await;
    app.see("Filled in from notes").await;
    app.click_button("中文").await;
    app.see("已根据 notes 填入").await;
    app.see_value("SHA-256 （可选）", &known).await;
}

journey!(kept_and_checked, Setup::hosted(), tenth webkit);
async fn kept_and_checked(app: App) {
    let files = TempDir::new("evidence");
    let [mail, other] = ["mail.zip", "other.zip"].map(|name| files.path().join(name));
    fs::write(&mail, "abc").expect("a temporary file can be written");
    fs::write(&other, "abd").expect("a temporary file can be written");
    let form = evidence_form(&app).await;
    form.upload(PLACE, &mail).await;
    form.see("Filled in from").await;
    let rest = [
        Text("What it is", "EV-1 mail"),
        Text("Where it came from", "Mail service"),
        Text("Clock offset of the source", "+00:02:10"),
        Day("Keep until", "2020-01-31"),
    ];
    form.submit(&rest, "Save").await;
    let item = app.within_text("listitem", "EV-1");
    item.see("Retention has ended").await;
    item.see("+00:02:10").await;
    // A customer reported this: communications is asked for until somebody has the seat.
    app.form("Fill: Communications", "Team seat", &[Text("Person", "Mei Chen")], "Save").await;
    app.see("To be looked at: 1").await;
    for (file, told, result) in [
        (&other, "is different from what was recorded", "Checked again: Different"),
        (&mail, "is the same as recorded", "Same as recorded ·"),
    ] {
        app.click_button("Check again: EV-1*").await;
        let form = app.within("region", "Record a check");
        form.upload(PLACE, file).await;
        form.see(told).await;
        judged(&app, "a file compared").await;
        form.submit(&[Text("Checked by", "Mei Chen")], "Save").await;
        app.within_text("listitem", "EV-1").see(result).await;
    }
    app.click_button("Details: EV-1*").await;
    app.within("region", "Evidence details").submit(&[Day("Keep until", "2199-01-31")], "Save").await;
    app.within_text("listitem", "EV-1").not_see("Retention has ended").await;
    app.not_see("To be looked at").await;
    app.click_button("Add a technique").await;
    let technique = [Text("Technique", "t1566"), Pick("Confidence", "High")];
    app.within("region", "Add a technique").submit(&technique, "Save").await;
    app.see("T1566 Phishing").await;
}

journey!(parties, Setup::hosted(), tenth chromium);
async fn parties(app: App) {
    let files = TempDir::new("parties");
    let [list, broken] = ["list.csv", "broken.csv"].map(|name| files.path().join(name));
    fs::write(&list, "Firma;Anzahl\nContoso;12\nFabrikam;viele\nAdatum;3\n").expect("can be written");
    fs::write(&broken, "name\n\"Contoso\n").expect("can be written");
    app.open_incident("Mail was read by somebody else").await;
    // Tall enough for the form: what lies half under the quick log, or is scrolled to, drivers press beside.
    app.viewport(1280, 2400).await;
    app.tab("Facts").await;
    app.click_button("Import from CSV").await;
    let form = app.within("region", "Import affected parties");
    let place = "Choose or drop a CSV file";
    form.upload(place, &broken).await;
    form.see("Line 2: a quotation mark opens here").await;
    form.upload(place, &list).await;
    form.see("Good rows: 0. Refused: 3.").await;
    let columns = [
        Pick("Counted by", "All rows: Customer or tenant"),
        Pick("Name or identifier", "Firma"),
        Pick("How many", "Anzahl"),
    ];
    form.fill_form(&columns).await;
    form.see("Good rows: 2. Refused: 1.").await;
    form.see("Line 3, How many: Give a whole number").await;
    judged(&app, "columns of a file").await;
    app.viewport(320, 2400).await;
    assert_eq!(app.too_wide().await, Vec::<String>::new());
    app.viewport(1280, 2400).await;
    form.click_button("Import parties: 2").await;
    app.within_text("listitem", "Adatum").see("3").await;
    app.within_text("listitem", "Contoso").see("12").await;
    app.not_see("Fabrikam").await;
    let store = app.raw_store().await;
    assert!(!store.holds("Fabrikam") && !store.holds("list.csv"), "the file is kept");
}

// Not in WebKit: while the page is at work, its driver's press on "Save" lands where the page stood before it scrolled.
journey!(stopped, Setup::hosted(), [chromium firefox]);
async fn stopped(app: App) {
    let files = TempDir::new("evidence");
    let [endless, other, small] = ["disk.img", "other.img", "note.txt"].map(|name| files.path().join(name));
    for path in [&endless, &other] {
        fs::File::create(path).and_then(|file| file.set_len(ENDLESS)).expect("a temporary file can be written");
    }
    fs::write(&small, "abc").expect("a temporary file can be written");
    let form = evidence_form(&app).await;
    form.fill("What it is", "EV-1 disk image").await;
    form.fill("Where it came from", "Laptop").await;
    form.upload(PLACE, &endless).await;
    form.see_role("progressbar", "Reading the file").await;
    judged(&app, "a file being read").await;
    form.click_button("Save").await;
    app.see("The file is still being read").await;
    form.click_button("Stop").await;
    form.see("Stopped; nothing was filled in").await;
    form.not_see_role("progressbar", "*").await;
    form.see_value(FIELD, "").await;
    app.not_see("The file is still being read").await;
    // Another file takes the place of one that is being read.
    form.upload(PLACE, &other).await;
    form.see_role("progressbar", "Reading the file").await;
    form.upload(PLACE, &small).await;
    form.see_value(FIELD, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad").await;
    form.submit(&[], "Save").await;
    app.see("EV-1 disk image").await;
}
