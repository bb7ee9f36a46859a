//! The pages, one a file, and which one a route shows. The board is in the first part of the program, the others in the rest.

mod board;
mod help;
mod import;
mod incident;
mod intake;
mod machine_clock;
mod playbooks;
mod settings;
mod storage;
mod verify;

pub use board::clock_name;
pub use incident::READINESS;

use super::rest::Rest;
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;

/// The page of the present route. An incident keeps its frame while its tabs change.
pub fn page(session: Session, rest: Rest) -> AnyView {
    let place = Memo::new(move |_| match session.route.get() {
        Route::Incident(id, ..) => Place::Incident(id),
        other => Place::Other(other),
    });
    let shown = move || match place.get() {
        Place::Other(Route::Board | Route::Unknown) => board::board(session),
        later => {
            if matches!(later, Place::Incident(_)) {
                session.rules_aside.track();
            }
            rest.page(session, later)
        }
    };
    view! { {shown} }.into_any()
}

/// Every page but the board; only the second part of the program refers to this.
pub fn later(session: Session, place: Place) -> AnyView {
    match place {
        Place::Incident(_) => incident::incident(session),
        Place::Clock => machine_clock::notice(session),
        Place::Other(route) => match route {
            Route::New => intake::intake(),
            Route::Playbooks => playbooks::playbooks(),
            Route::Import => import::import(session),
            Route::Verify => verify::verify(session),
            Route::Storage => storage::storage(session),
            Route::Settings => settings::settings(session),
            Route::Help => help::help(session),
            Route::Board | Route::Unknown | Route::Incident(..) => ().into_any(),
        },
    }
}

/// A route without what changes within its page.
#[derive(Clone, PartialEq)]
pub enum Place {
    /// An incident, whatever its tab.
    Incident(crate::record::id::Id),
    /// What was noticed of the clock of the machine: no page, but of the second part too.
    Clock,
    /// Any other page.
    Other(Route),
}
