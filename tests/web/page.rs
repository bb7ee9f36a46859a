//! Small stores, tabs, files, listeners and timers.

use std::cell::RefCell;
use std::rc::Rc;

use holdfast::browser::{FileError, StoreError, TabMessage, Tabs, files, local, page, storage_status, timer};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, File};

/// A list that callbacks add to.
type Heard<T> = Rc<RefCell<Vec<T>>>;

#[wasm_bindgen_test]
fn local_keys_are_prefixed_and_foreign_ones_left_alone() {
    assert!(local::probe());
    let raw = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    raw.set_item("other-page", "not JSON {").unwrap();
    raw.set_item("typing/x", "foreign").unwrap();
    for (key, text) in [("typing/a", "值班 \"x\"\n"), ("typing/b", ""), ("theme", "dark")] {
        local::set(key, text).unwrap();
        assert_eq!(local::get(key).as_deref(), Some(text));
    }
    assert_eq!(raw.get_item("holdfast/theme").unwrap().as_deref(), Some("\"dark\""));
    assert_eq!(local::keys("typing/"), ["typing/a", "typing/b"]);
    assert_eq!(local::get("typing/x"), None);
    for key in local::keys("") {
        local::remove(&key);
        assert_eq!(local::get(&key), None);
    }
    local::remove("never there");
    assert_eq!(raw.get_item("other-page").unwrap().as_deref(), Some("not JSON {"));
    assert_eq!(raw.get_item("typing/x").unwrap().as_deref(), Some("foreign"));
    // Something under our key that we did not write is no text.
    raw.set_item("holdfast/theme", "dark").unwrap();
    assert_eq!(local::get("theme"), None);
    raw.clear().unwrap();
}

#[wasm_bindgen_test]
fn a_full_local_store_says_so() {
    let large = "x".repeat(6 * 1024 * 1024);
    local::set("small", "kept").unwrap();
    assert_eq!(local::set("small", &large), Err(StoreError::Full));
    assert_eq!(local::get("small").as_deref(), Some("kept"));
    local::remove("small");
}

/// A line that collects what it hears, and a promise that is kept at the `wanted`-th message.
fn tab(wanted: usize) -> (Tabs, Heard<TabMessage>, Promise) {
    let heard: Heard<TabMessage> = Rc::default();
    let mut opened = None;
    let complete = Promise::new(&mut |resolve, _| {
        let kept = heard.clone();
        opened = Some(Tabs::open(move |message| {
            kept.borrow_mut().push(message);
            if kept.borrow().len() == wanted {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        }));
    });
    (opened.unwrap(), heard, complete)
}

#[wasm_bindgen_test]
async fn tabs_hear_each_other_not_themselves() {
    let every = [
        TabMessage::EventsAdded { incident: "a".to_owned(), keys: vec!["a/00000001/x".to_owned()] },
        TabMessage::Erased { incident: "a".to_owned() },
        TabMessage::Purged { incident: "a".to_owned() },
        TabMessage::FormatRaised { version: 2 },
        TabMessage::PreferencesChanged("{}".to_owned()),
        TabMessage::ProfileChanged(String::new()),
    ];
    let (first, first_heard, first_hears) = tab(1);
    let (second, second_heard, second_hears) = tab(every.len());
    // What a newer build might say.
    let other = web_sys::BroadcastChannel::new("holdfast").unwrap();
    other.post_message(&"{\"kind\":\"unheard_of\"}".into()).unwrap();
    other.post_message(&JsValue::from_f64(1.0)).unwrap();
    for message in &every {
        first.announce(message);
    }
    JsFuture::from(second_hears).await.unwrap();
    second.announce(&TabMessage::PreferencesChanged("a".to_owned()));
    JsFuture::from(first_hears).await.unwrap();
    other.close();
    assert_eq!(*first_heard.borrow(), [TabMessage::PreferencesChanged("a".to_owned())]);
    assert_eq!(*second_heard.borrow(), every);
}

fn file(bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, "record.json").unwrap()
}

#[wasm_bindgen_test]
async fn files_are_read_within_the_limit() {
    let table: &[(&[u8], u32, Result<&str, FileError>)] = &[
        ("值班".as_bytes(), 6, Ok("值班")),
        ("值班".as_bytes(), 5, Err(FileError::TooLarge)),
        (b"", 0, Ok("")),
        (b"{}\xff", 100, Err(FileError::NotText)),
        (&[0xff, 0xfe, 0x7b, 0x00], 100, Err(FileError::NotText)),
    ];
    for (bytes, limit, expected) in table {
        let read = files::read_text(&file(bytes), *limit).await;
        assert_eq!(read.as_deref(), expected.as_ref().map(|text| *text), "{bytes:?}");
    }
}

#[wasm_bindgen_test]
fn saving_leaves_nothing_in_the_page() {
    let body = web_sys::window().unwrap().document().unwrap().body().unwrap();
    let before = body.child_element_count();
    files::save("record.json", "application/json", "{}").unwrap();
    assert_eq!(body.child_element_count(), before);
}

#[wasm_bindgen_test]
async fn guards_end_listeners_and_timers() {
    let window = web_sys::window().unwrap();
    let heard: Heard<&str> = Rc::default();
    let note = |word: &'static str| {
        let heard = heard.clone();
        move || heard.borrow_mut().push(word)
    };
    let dropped = page::on_update(note("dropped"));
    let kept = page::on_update(note("kept"));
    drop(dropped);
    window.dispatch_event(&Event::new("holdfast-update").unwrap()).unwrap();
    assert_eq!(*heard.borrow(), ["kept"]);
    page::on_update(note("forgotten")).forget();
    drop(kept);
    window.dispatch_event(&Event::new("holdfast-update").unwrap()).unwrap();
    assert_eq!(*heard.borrow(), ["kept", "forgotten"]);

    heard.borrow_mut().clear();
    drop(timer::after(0, note("dropped timer")));
    let timer = timer::after(0, note("timer"));
    // Timers of equal delay fire in the order they were set.
    timer::pause(0).await;
    timer::breathe().await;
    assert_eq!(*heard.borrow(), ["timer"]);
    drop(timer);
}

#[wasm_bindgen_test]
async fn the_route_is_what_follows_the_hash() {
    let routes: Heard<String> = Rc::default();
    let heard = routes.clone();
    let mut listener = None;
    let changed = Promise::new(&mut |resolve, _| {
        let heard = heard.clone();
        listener = Some(page::on_hash_change(move |route| {
            heard.borrow_mut().push(route);
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    });
    page::set_hash("/incident/a%20b/timeline");
    assert_eq!(page::hash(), "/incident/a%20b/timeline");
    JsFuture::from(changed).await.unwrap();
    assert_eq!(*routes.borrow(), ["/incident/a%20b/timeline"]);
    drop(listener);
    page::replace_hash("/");
    assert_eq!(page::hash(), "/");
}

#[wasm_bindgen_test]
fn root_attributes_and_focus() {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.document_element().unwrap();
    page::set_language_attribute("zh-Hans");
    page::set_theme_attribute(Some("dark"));
    page::set_title("标题");
    assert_eq!(root.get_attribute("lang").as_deref(), Some("zh-Hans"));
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(document.title(), "标题");
    page::set_theme_attribute(None);
    assert_eq!(root.get_attribute("data-theme"), None);
    let button = document.create_element("button").unwrap();
    button.set_id("to-focus");
    document.body().unwrap().append_child(&button).unwrap();
    assert!(page::focus("to-focus"));
    assert_eq!(page::focused_id(), "to-focus");
    assert!(!page::focus("not there"));
    button.remove();
    // Without the plain scripts around the app these do nothing.
    page::apply_update();
    page::call_rescue("message");
    page::mark("ready");
}

#[wasm_bindgen_test]
async fn the_browser_tells_about_its_storage() {
    assert!(!storage_status::is_file_url());
    assert_ne!(storage_status::engine(), storage_status::Engine::Other);
    assert!(storage_status::persisted().await.is_some());
    let (used, quota) = storage_status::estimate().await.unwrap();
    assert!(used >= 0.0 && quota > used);
}
