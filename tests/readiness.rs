//! Who leads too much, whose training has run out, and what a refresher has yet to tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use holdfast::readiness::Why;
use holdfast::readiness::overload::overloaded;
use holdfast::readiness::training::{Attestation, Standing, faults, since_last_refresher, training};
use holdfast::record::id::Id;
use holdfast::record::time::Civil;

fn date(text: &str) -> Civil {
    Civil::parse(text, "00:00").unwrap()
}

fn attested<'a>(person: &'a str, date: &'a str) -> Attestation<'a> {
    Attestation { person, kind: "refresher", date }
}

#[test]
fn one_who_leads_two() {
    let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_random([n; 16]));
    let told = |leads: &[(&Id, &'static str)]| -> Vec<(String, usize)> {
        overloaded(leads).iter().map(|one| (one.person.to_owned(), one.incidents.len())).collect()
    };
    assert_eq!(told(&[]), []);
    assert_eq!(told(&[(&a, "Ada"), (&b, "Bo")]), []);
    // One person, whatever case and spacing; nobody is not a person; an incident counts once.
    assert_eq!(
        told(&[(&a, "Ada  Byron"), (&b, "Bo"), (&c, " ada byron"), (&d, "bo")]),
        [("Ada  Byron".to_owned(), 2), ("Bo".to_owned(), 2)]
    );
    assert_eq!(told(&[(&a, ""), (&b, " "), (&c, "Ada")]), []);
    assert_eq!(told(&[(&a, "Ada"), (&a, "ADA")]), []);
    let leads = [(&c, "Ada"), (&a, "Ada"), (&c, "Ada"), (&b, "Ada")];
    assert_eq!(overloaded(&leads).first().unwrap().incidents, [&c, &a, &b]);
}

#[test]
fn where_a_person_stands() {
    let table = [
        // Age in days: 0, 334, 335, 365, 366.
        ("2026-11-23", "2026-11-23", Standing::Current),
        ("2025-12-24", "2026-11-23", Standing::Current),
        ("2025-12-23", "2026-11-23", Standing::Due),
        ("2025-11-23", "2026-11-23", Standing::Due),
        ("2025-11-22", "2026-11-23", Standing::Expired),
        // Days, not years: 29 February lies between.
        ("2023-03-01", "2024-02-29", Standing::Due),
        ("2023-03-01", "2024-03-01", Standing::Expired),
        ("1900-01-01", "2200-12-31", Standing::Expired),
    ];
    for (last, today, standing) in table {
        let found = training(&[attested("Ada", last)], "ada ", "refresher", date(today));
        assert_eq!((found.standing, found.last), (standing, Some(date(last))), "{last} {today}");
    }
    let found = training(&[attested("Ada", "2025-11-23")], "Ada", "refresher", date("2026-11-23"));
    assert_eq!(found.until, Some(date("2026-11-23")));
}

#[test]
fn only_ones_own_newest_of_the_kind_counts() {
    let today = date("2026-11-23");
    let list = [
        attested("Ada", "2026-01-10"),
        attested("Ada", "2024-01-10"),
        attested("Bo", "2026-11-01"),
        Attestation { kind: "responder", ..attested("Ada", "2026-11-01") },
        // Not yet, and not a date: neither makes anybody current.
        attested("Ada", "2026-11-24"),
        attested("Ada", "2026-11-31"),
        attested("Cy", "2026-11-24"),
    ];
    let last = |person: &str, kind: &str| training(&list, person, kind, today).last;
    assert_eq!(last("Ada", "refresher"), Some(date("2026-01-10")));
    assert_eq!(last("Ada", "responder"), Some(date("2026-11-01")));
    for (person, kind) in [("Bo", "responder"), ("Cy", "refresher"), ("Dee", "refresher"), ("Ada", "background")] {
        let found = training(&list, person, kind, today);
        assert_eq!((found.standing, found.last, found.until), (Standing::Never, None, None), "{person} {kind}");
    }
    let told: Vec<_> = faults(&list, today).iter().map(|fault| (fault.place, fault.why)).collect();
    assert_eq!(told, [(4, Why::Ahead), (5, Why::Date), (6, Why::Ahead)]);
    let bad = [attested(" ", "2026-01-01"), Attestation { kind: "", ..list[0] }, attested("Ada", "")];
    let told: Vec<_> = faults(&bad, today).iter().map(|fault| fault.why).collect();
    assert_eq!(told, [Why::Person, Why::Kind, Why::Date]);
}

#[test]
fn what_a_refresher_has_yet_to_tell() {
    let changes = ["2026-03-01", "2026-02-28", "2025-12-31", "soon", "2026-11-01"];
    assert_eq!(since_last_refresher(&changes, Some(date("2026-03-01"))), [0, 3, 4]);
    assert_eq!(since_last_refresher(&changes, Some(date("2026-11-02"))), [3]);
    assert_eq!(since_last_refresher(&changes, None), [0, 1, 2, 3, 4]);
    assert_eq!(since_last_refresher(&[], None), Vec::<usize>::new());
}
