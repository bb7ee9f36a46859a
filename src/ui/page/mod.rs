//! The pages, one a file, and which one a route shows.

mod board;
mod help;
mod import;
mod incident;
mod intake;
mod playbooks;
mod settings;
mod storage;
mod verify;

use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;

/// The page of the present route. An incident keeps its frame while its tabs change.
pub fn page(session: Session) -> AnyView {
    let place = Memo::new(move |_| match session.route.get() {
        Route::Incident(id, ..) => Place::Incident(id),
        other => Place::Other(other),
    });
    let shown = move || match place.get() {
        Place::Incident(_) => incident::incident(session),
        Place::Other(route) => match route {
            Route::New => intake::intake(),
            Route::Playbooks => playbooks::playbooks(),
            Route::Import => import::import(session),
            Route::Verify => verify::verify(session),
            Route::Storage => storage::storage(session),
            Route::Settings => settings::settings(session),
            Route::Help => help::help(session),
            Route::Board | Route::Unknown | Route::Incident(..) => board::board(session),
        },
    };
    view! { {shown} }.into_any()
}

#[derive(Clone, PartialEq)]
enum Place {
    Incident(crate::record::id::Id),
    Other(Route),
}
