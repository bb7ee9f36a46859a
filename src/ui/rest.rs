//! The second part of the program: every page but the board, and the jobs behind them.
//!
//! The hosted release build is split at [`arrive`]: what only this function refers to becomes a Wasm file of its own,
//! fetched once the board stands (feature `split`, done by the packer). In every other build it is there from the start.

use super::page::{Place, later};
use super::widget::mark::{Mark, mark};
use super::widget::text::t;
#[cfg(feature = "split")]
use crate::browser::unpack;
use crate::browser::{page as window, timer};
#[cfg(feature = "split")]
use crate::data::{PROGRAM, Unpacking};
use crate::session::{Route, Session, Worker, work};
use crate::ui::markup::prelude::*;
use leptos::prelude::on_cleanup;

/// What the second part brings.
struct Brought {
    page: fn(Session, Place) -> AnyView,
    work: Worker,
}

/// It could not be fetched.
struct Missing;

/// Whether the second part is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// On its way.
    Coming,
    /// There.
    Here,
    /// Could not be fetched; tried again every few seconds.
    Missing,
}

/// Milliseconds between tries.
const RETRY: i32 = 5_000;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Where the program is split.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(rest, fallible)]
fn arrive() -> Result<Brought, Missing> {
    Ok(Brought { page: later, work })
}

#[cfg(not(feature = "split"))]
async fn arrive() -> Result<Brought, Missing> {
    Ok(Brought { page: later, work })
}

/// The second part as the first sees it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Rest {
    /// Whether it is there.
    pub arrival: RwSignal<Arrival>,
    brought: StoredValue<Option<Brought>>,
}

impl Rest {
    /// Nothing fetched yet.
    #[must_use]
    pub fn new() -> Self {
        Self { arrival: RwSignal::new(Arrival::Coming), brought: StoredValue::new(None) }
    }

    /// Fetches it: at once where the first page needs it, else when the board has been drawn.
    pub fn fetch_soon(self, session: Session) {
        #[cfg(feature = "split")]
        unpack::offer(|packed, length| Unpacking::begin(packed, length, PROGRAM));
        leptos::task::spawn_local(async move {
            if session.route.get_untracked() == Route::Board {
                timer::pause(0).await;
            }
            while !self.fetch(session).await {
                timer::pause(RETRY).await;
            }
        });
    }

    async fn fetch(self, session: Session) -> bool {
        if self.arrival.get_untracked() == Arrival::Here {
            return true;
        }
        let Ok(brought) = arrive().await else {
            self.arrival.set(Arrival::Missing);
            return false;
        };
        let work = brought.work;
        self.brought.set_value(Some(brought));
        self.arrival.set(Arrival::Here);
        session.equip(work);
        true
    }

    /// A page of the second part, or what to show until it is there.
    pub fn page(self, session: Session, place: Place) -> AnyView {
        let waited = self.arrival.get();
        match self.brought.with_value(|brought| brought.as_ref().map(|brought| brought.page)) {
            Some(page) => page(session, place),
            None => self.waiting(session, waited == Arrival::Missing),
        }
    }

    fn waiting(self, session: Session, missing: bool) -> AnyView {
        let again = move |_| {
            leptos::task::spawn_local(async move {
                let _ = self.fetch(session).await;
            })
        };
        let told = match missing {
            false => view! { <p class="muted" role="status">{t(msg!("Loading…", "正在加载……"))}</p> }.into_any(),
            true => view! {
                <div class="notice" data-tone="soon" role="alert">
                    {mark(Mark::Triangle)}
                    <p class="notice-title">{t(msg!("This page has not arrived yet", "此页面尚未送达"))}</p>
                    <p>{t(msg!(
                        "The network does not answer. It is tried again every few seconds; nothing you saved is touched.",
                        "网络没有响应。每隔几秒会自动重试；已保存的内容不受影响。",
                    ))}</p>
                    <p><button class="button" type="button" on:click=again>{t(msg!("Try again", "重试"))}</button></p>
                </div>
            }
            .into_any(),
        };
        // The page that comes in its place begins where this one did.
        on_cleanup(move || {
            if self.arrival.get_untracked() == Arrival::Here {
                request_animation_frame(|| window::begin("main"));
            }
        });
        view! { <main class="page" id="main" tabindex="-1">{told}</main> }.into_any()
    }
}
