//! The clock of the machine is set while people work: what is noticed is shown, and recorded once.

use holdfast_journeys::{App, Engine, Setup, engine_test};

engine_test!(clock_set_back);
async fn clock_set_back(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    let id = app.quick_incident("Signed in from nowhere").await;
    app.quick_at(&id, "timeline").await;
    let other = app.new_tab().await;
    other.quick_at(&id, "timeline").await;

    // Both tabs see the step, one of them records it.
    other.clock_off_by(-90).await;
    app.show().await;
    app.clock_off_by(-90).await;
    app.see("Machine clock").await;
    app.see("Check date, time and time zone").await;
    app.within("region", "Notices").see("The clock of the machine went back by 1 h 30 min").await;
    other.show().await;
    other.within("region", "Notices").see("The clock of the machine went back by 1 h 30 min").await;
    other.see("Machine clock").await;
    app.show().await;
    app.click_button("Dismiss").await;
    app.within("region", "Notices").not_see("went back").await;
    app.quick_lines(&["whatever was to be recorded is stored before".to_owned()]).await;
    assert_eq!(app.raw_store().await.events_with("clock.noticed"), 1, "recorded once");
    other.show().await;
    other.client().close_window().await.expect("the other tab closes");
    app.show().await;

    // A clock that goes forward looks like sleep: a person says which it was.
    app.clock_off_by(150).await;
    app.within("region", "Notices").see("This machine slept for 4 h 0 min, or its clock was set forward").await;
    app.click_button("It slept").await;
    app.within("region", "Notices").not_see("slept").await;
    app.quick_lines(&["written after sleep".to_owned()]).await;
    assert_eq!(app.raw_store().await.events_with("clock.noticed"), 1, "sleep is not recorded");
    app.clock_off_by(270).await;
    app.click_button("The clock was set").await;
    app.within("region", "Notices").see("The clock of the machine went forward by 2 h 0 min").await;
    app.quick_lines(&["written while the clock was fast".to_owned()]).await;
    assert_eq!(app.raw_store().await.events_with("clock.noticed"), 2, "a step is recorded when a person says so");

    // Opened again with a clock that is behind what stands in the record.
    for _ in 0..2 {
        app.reload().await;
        app.see("Either this clock is slow").await;
        app.within("region", "Notices").see("behind the newest entry").await;
        app.quick_lines(&["whatever was to be recorded is stored before".to_owned()]).await;
        assert_eq!(app.raw_store().await.events_with("clock.noticed"), 3, "recorded once");
    }
}
