//! Saving deadlines to a calendar: why, what its entries show, and the button.

use super::text::t;
use crate::language::calendar::Titles;
use crate::session::{CalendarOf, Job, Session};
use crate::ui::markup::prelude::*;

/// What stands under a heading "Calendar".
pub fn calendar(session: Session, of: CalendarOf) -> AnyView {
    let titles = RwSignal::new(Titles::Neutral);
    let saved = RwSignal::new(None::<usize>);
    let choose = move |event| {
        titles.set(if event_target_checked(&event) { Titles::Named } else { Titles::Neutral });
    };
    let save = move |_| session.start_job(Job::SaveCalendar(of.clone(), titles.get_untracked(), saved));
    let said = move || {
        let language = session.language.get();
        saved.get().map(|count| match count {
            0 => msg!("No deadline to save.", "没有可保存的时限。").get(language).to_owned(),
            _ => msg!("Deadlines in the file: {0}", "文件中的时限：{0} 项").fill(language, &[&count.to_string()]),
        })
    };
    view! {
        <p class="small muted">{t(msg!(
            "When Holdfast is closed only your calendar rings. Import the file there, and save it again after changes: entries are replaced, answered ones cancelled.",
            "Holdfast 关闭后，只有你的日历会响铃。请将文件导入日历，有更改后重新保存并导入：日程会被更新，已办理的会被取消。",
        ))}</p>
        <label class="option"><input type="checkbox" on:change=choose /><span>{t(msg!(
            "Name rule and title (calendars are shared and synchronised)",
            "显示规则与标题（日历会被共享和同步）",
        ))}</span></label>
        <p><button class="button" type="button" on:click=save>{t(msg!("Save calendar", "保存日历"))}</button></p>
        <p class="small" role="status">{said}</p>
    }
    .into_any()
}
