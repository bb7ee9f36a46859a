//! What only the journal has: several connections, newer formats, a waiter that goes away.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use holdfast::browser::{Journal, Store, StoreError, incident_of, key, timer};
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::IdbOpenDbRequest;

use crate::stores::{fresh_journal, line};

#[wasm_bindgen_test]
fn keys_sort_by_counter() {
    let table = [(1, "a/00000001/x"), (12_345_678, "a/12345678/x"), (u32::MAX, "a/4294967295/x")];
    for (counter, expected) in table {
        let made = key("a", counter, "x");
        assert_eq!(made, expected);
        assert_eq!(incident_of(&made), "a");
    }
}

#[wasm_bindgen_test]
async fn two_connections_lose_nothing() {
    let (name, first) = fresh_journal("two").await;
    let second = Journal::open_named(&name).await.unwrap();
    let mut waiting = Vec::new();
    for counter in 0..100_u32 {
        let journal = if counter % 2 == 0 { first.clone() } else { second.clone() };
        waiting.push(wasm_bindgen_futures::future_to_promise(async move {
            let text = counter.to_string();
            journal.append("a", &[line("a", counter, &text)]).await.map_err(|_| JsValue::NULL)?;
            Ok(JsValue::UNDEFINED)
        }));
    }
    for promise in waiting {
        JsFuture::from(promise).await.unwrap();
    }
    let expected: Vec<String> = (0..100).map(|counter| counter.to_string()).collect();
    assert_eq!(first.read_incident("a").await.unwrap(), expected);
    assert_eq!(second.read_incident("a").await.unwrap(), expected);
}

#[wasm_bindgen_test]
async fn an_append_whose_waiter_went_away_is_still_made() {
    let (_, journal) = fresh_journal("dropped").await;
    {
        let lines = [line("a", 1, "one")];
        let mut append = pin!(journal.append("a", &lines));
        assert!(append.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    journal.append("a", &[line("a", 2, "two")]).await.unwrap();
    assert_eq!(journal.read_incident("a").await.unwrap(), ["one", "two"]);
}

#[wasm_bindgen_test]
async fn an_append_begun_ahead_takes_its_lines_or_ends_alone() {
    let (_, journal) = fresh_journal("ahead").await;
    let store = Store::Durable(journal.clone());
    // Begun and not used: nothing is changed, and what comes after goes through.
    drop(store.begin_append());
    let mut begun = store.begin_append().unwrap();
    let lines = [line("a", 1, "one")];
    begun.add("a", &lines, &[]).unwrap();
    store.append_begun(Some(begun), "a", &lines, &[]).await.unwrap();
    assert_eq!(journal.read_incident("a").await.unwrap(), ["one"]);

    // In another task it is over: it takes nothing, and the lines go in without it.
    let mut begun = store.begin_append().unwrap();
    let more = [line("a", 1, "one"), line("a", 2, "two")];
    timer::pause(50).await;
    assert!(begun.add("a", &more, &[]).is_err());
    drop(begun);
    // A line that is there already counts as added.
    store.append_begun(None, "a", &more, &[]).await.unwrap();
    assert_eq!(journal.read_incident("a").await.unwrap(), ["one", "two"]);
    let other = [line("a", 2, "other")];
    assert_eq!(store.append_begun(None, "a", &other, &[]).await, Err(StoreError::Changed));

    // A purge that comes before wins, and its tombstone stays.
    journal.purge("a", 2, "gone").await.unwrap();
    let mut begun = store.begin_append().unwrap();
    let late = [line("a", 3, "three")];
    begun.add("a", &late, &[]).unwrap();
    assert_eq!(store.append_begun(Some(begun), "a", &late, &[]).await, Err(StoreError::Purged));
    assert!(journal.read_incident("a").await.unwrap().is_empty());
    assert_eq!(journal.get_meta("purged/a").await.unwrap().as_deref(), Some("gone"));
}

/// How many locks are held whose names begin so.
async fn held(start: &str) -> usize {
    let locks = js_sys::Reflect::get(&web_sys::window().unwrap().navigator(), &"locks".into()).unwrap();
    let query: js_sys::Function = js_sys::Reflect::get(&locks, &"query".into()).unwrap().unchecked_into();
    let all = JsFuture::from(Promise::from(query.call0(&locks).unwrap())).await.unwrap();
    let held: js_sys::Array = js_sys::Reflect::get(&all, &"held".into()).unwrap().unchecked_into();
    let name = |lock: &JsValue| js_sys::Reflect::get(lock, &"name".into()).unwrap().as_string().unwrap();
    held.iter().filter(|lock| name(lock).starts_with(start)).count()
}

#[wasm_bindgen_test]
async fn who_holds_an_incident_lets_go_when_another_tab_purges_it() {
    let (name, first) = fresh_journal("held").await;
    let second = Journal::open_named(&name).await.unwrap();
    for journal in [&first, &second] {
        journal.hold("a").await;
    }
    let holders = async || held(&[&name, "/purge/a"].concat()).await;
    // In Chromium both do; elsewhere nobody needs to.
    let chromium = holders().await == 2;
    let began = |journal: &Journal| Store::Durable(journal.clone()).begin_append();
    let (one, two) = ([line("a", 1, "one")], [line("a", 2, "two")]);
    if let Some(mut begun) = began(&first) {
        assert!(chromium);
        begun.add("a", &one, &[]).unwrap();
        // Not yet on the disk when the other one purges: that waits, and finds what was written.
        let (purge, complete) = (second.purge("a", 1, "gone"), Store::Durable(first.clone()));
        let ended = wasm_bindgen_futures::future_to_promise(async move {
            let outcome = complete.append_begun(Some(begun), "a", &[line("a", 1, "one")], &[]).await;
            Ok(outcome.is_ok().into())
        });
        purge.await.unwrap();
        assert_eq!(JsFuture::from(ended).await.unwrap(), JsValue::TRUE);
        let mut late = began(&first).unwrap();
        late.add("a", &two, &[]).unwrap();
        let outcome = Store::Durable(first.clone()).append_begun(Some(late), "a", &two, &[]).await;
        assert_eq!(outcome, Err(StoreError::Purged));
    }
    // Nobody holds what is purged, and nothing of it is there.
    assert_eq!(holders().await, 0);
    if chromium {
        assert_eq!(first.append("a", &two).await, Err(StoreError::Purged));
        assert!(first.read_incident("a").await.unwrap().is_empty());
    }
}

#[wasm_bindgen_test]
async fn of_incidents_taken_at_once_the_last_is_held_and_no_other() {
    let (name, journal) = fresh_journal("quick").await;
    if Store::Durable(journal.clone()).begin_append().is_none() {
        return; // Not Chromium: nobody holds.
    }
    journal.hold("a").await;
    let mut write = Store::Durable(journal.clone()).begin_append().unwrap();
    let lines = [line("a", 1, "one")];
    write.add("a", &lines, &[]).unwrap();
    // Both wait for the write to end.
    let taken = ["b", "c"].map(|incident| {
        let journal = journal.clone();
        wasm_bindgen_futures::future_to_promise(async move {
            journal.hold(incident).await;
            Ok(JsValue::UNDEFINED)
        })
    });
    Store::Durable(journal.clone()).append_begun(Some(write), "a", &lines, &[]).await.unwrap();
    for promise in taken {
        JsFuture::from(promise).await.unwrap();
    }
    assert_eq!(held(&[&name, "/purge/"].concat()).await, 1);
    drop(journal);
    // What a connection held ends with it, as soon as the browser has heard of it.
    let mut left = 1;
    for _ in 0..100 {
        left = held(&[&name, "/purge/"].concat()).await;
        if left == 0 {
            break;
        }
        timer::pause(10).await;
    }
    assert_eq!(left, 0);
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_keeps_an_incident_from_being_purged() {
    let (name, journal) = fresh_journal("stuck").await;
    let store = Store::Durable(journal.clone());
    store.append("a", &[line("a", 1, "one")]).await.unwrap();
    if store.begin_append().is_none() {
        return; // Not Chromium: nobody holds.
    }
    // As a tab that hangs: it holds the lock and hears nothing.
    let locks = js_sys::Reflect::get(&web_sys::window().unwrap().navigator(), &"locks".into()).unwrap();
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).unwrap().unchecked_into();
    let options = js_sys::JSON::parse(r#"{"mode":"shared"}"#).unwrap();
    let release = Rc::new(RefCell::new(None));
    let kept = release.clone();
    let hang = Closure::once_into_js(move || Promise::new(&mut |resolve, _| *kept.borrow_mut() = Some(resolve)));
    let _held = request.call3(&locks, &[&name, "/purge/a"].concat().into(), &options, &hang).unwrap();
    assert_eq!(journal.purge("a", 1, "gone").await, Err(StoreError::Changed));
    assert_eq!(journal.read_incident("a").await.unwrap(), ["one"]);
    let resolve: js_sys::Function = release.borrow_mut().take().unwrap();
    resolve.call0(&JsValue::UNDEFINED).unwrap();
    journal.purge("a", 1, "gone").await.unwrap();
    assert!(journal.read_incident("a").await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_raised_format_ends_writing_not_reading() {
    let (name, journal) = fresh_journal("format").await;
    journal.append("a", &[line("a", 1, "one")]).await.unwrap();
    let told = Rc::new(RefCell::new(Vec::new()));
    let heard = told.clone();
    journal.set_on_closed(move |reason| heard.borrow_mut().push(reason));
    assert_eq!(journal.reason(), None);

    Journal::open_named(&name).await.unwrap().set_meta("format", "2").await.unwrap();
    let newer = StoreError::NewerFormat { stored: 2 };
    for _ in 0..2 {
        assert_eq!(journal.put_draft("a/x", "text").await, Err(newer.clone()));
    }
    assert_eq!(journal.append("a", &[line("a", 2, "two")]).await, Err(newer.clone()));
    assert_eq!(*told.borrow(), std::slice::from_ref(&newer));
    assert_eq!(journal.read_incident("a").await.unwrap(), ["one"]);

    let later = Journal::open_named(&name).await.unwrap();
    assert_eq!(later.reason(), Some(newer.clone()));
    assert_eq!(later.append("a", &[line("a", 2, "two")]).await, Err(newer));
    assert_eq!(later.read_incident("a").await.unwrap(), ["one"]);
}

/// Opens a database the way a newer build would, and waits.
async fn raise_version(name: &str, version: u32) {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request: IdbOpenDbRequest = factory.open_with_u32(name, version).unwrap();
    let promise = Promise::new(&mut |resolve, _| request.set_onsuccess(Some(&resolve)));
    JsFuture::from(promise).await.unwrap();
    let database: web_sys::IdbDatabase = request.result().unwrap().unchecked_into();
    database.close();
}

#[wasm_bindgen_test]
async fn a_tab_gives_way_to_a_newer_database() {
    let (name, journal) = fresh_journal("version").await;
    journal.append("a", &[line("a", 1, "one")]).await.unwrap();
    let told = Rc::new(RefCell::new(Vec::new()));
    let heard = told.clone();
    let store = Store::Durable(journal);
    store.set_on_closed(move |reason| heard.borrow_mut().push(reason));
    assert!(store.is_durable());

    raise_version(&name, 2).await;
    let newer = StoreError::NewerFormat { stored: 2 };
    assert_eq!(*told.borrow(), std::slice::from_ref(&newer));
    assert_eq!(store.reason(), Some(newer.clone()));
    assert!(!store.is_durable());
    assert_eq!(store.append("a", &[line("a", 2, "two")]).await, Err(newer.clone()));

    let later = Journal::open_named(&name).await.unwrap();
    assert_eq!(later.reason(), Some(newer));
    assert_eq!(later.read_incident("a").await.unwrap(), ["one"]);
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_noticed() {
    let (name, journal) = fresh_journal("deleted").await;
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.delete_database(&name).unwrap();
    let promise = Promise::new(&mut |resolve, _| request.set_onsuccess(Some(&resolve)));
    JsFuture::from(promise).await.unwrap();
    assert_eq!(journal.reason(), Some(StoreError::Closed));
    assert_eq!(journal.append("a", &[line("a", 1, "one")]).await, Err(StoreError::Closed));
    assert_eq!(journal.read_incident("a").await, Err(StoreError::Closed));
}

#[wasm_bindgen_test]
async fn handles_are_kept_as_objects() {
    let (_, journal) = fresh_journal("handle").await;
    assert!(journal.get_handle("file").await.unwrap().is_none());
    let handle = js_sys::Map::new();
    handle.set(&"name".into(), &"record.json".into());
    journal.put_handle("file", &handle).await.unwrap();
    let kept: js_sys::Map = journal.get_handle("file").await.unwrap().unwrap().unchecked_into();
    assert_eq!(kept.get(&"name".into()).as_string().as_deref(), Some("record.json"));
    // What cannot be cloned is refused and nothing is written.
    let function = Closure::<dyn Fn()>::new(|| ());
    let refused = journal.put_handle("other", function.as_ref()).await;
    assert!(matches!(refused, Err(StoreError::Failed(ref words)) if words.contains("DataCloneError")), "{refused:?}");
    assert!(journal.get_handle("other").await.unwrap().is_none());
}
