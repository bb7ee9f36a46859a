//! Verify: a file is checked and compared with what is stored here. Nothing is stored.

use super::import::head_words;
use super::import::reading::{Reading, file_place, marks, title_of};
use crate::session::{ImportPreview, PreviewRecord, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Draws the page.
pub fn verify(session: Session) -> AnyView {
    let reading = RwSignal::new(Reading::Nothing);
    let body = view! {
        {move || reading.with(|reading| match reading {
            Reading::Read(name, preview) => Some(found(session, name, preview)),
            _ => None,
        })}
    }
    .into_any();
    let hint = msg!(
        "Any record or backup saved by Holdfast, up to 128 MiB. It is only checked: nothing is stored.",
        "由 Holdfast 保存的任何记录或备份，最大 128 MiB。只作校验，不存储任何内容。",
    );
    file_place(session, msg!("Verify", "校验"), hint, reading, body)
}

fn found(session: Session, name: &str, preview: &ImportPreview) -> AnyView {
    let records: Vec<AnyView> = preview.records.iter().map(|record| one(session, record)).collect();
    let format = [preview.head.format.as_str(), " ", &preview.head.format_version.to_string()].concat();
    view! {
        <section class="section" aria-labelledby="import-summary">
            <h2 id="import-summary" tabindex="-1">{mark(Mark::Tick)}" "{t(msg!("The file holds together", "文件完整一致"))}</h2>
            <p class="small muted">{head_words(session, name, &preview.head)}</p>
            <dl class="facts">
                <div class="fact"><dt>{t(msg!("Format", "格式"))}</dt><dd class="mono">{format}</dd></div>
            </dl>
            <p class="small muted">{t(msg!(
                "Checked: form, hashes, links and order of every entry. Whoever can write a whole record anew can make another chain that holds: compare the newest hashes with a note kept elsewhere.",
                "已校验：每一条目的格式、哈希值、前后链接和顺序。能够重写整份记录的人也能造出另一条自洽的链：请将最新哈希值与另行保存的记录比对。",
            ))}</p>
        </section>
        {records}
    }
    .into_any()
}

/// One record of the file: its chain, and how it differs from what is stored here.
fn one(session: Session, record: &PreviewRecord) -> AnyView {
    let counts = [record.events, record.erased, record.new_events, record.only_here].map(|count| count.to_string());
    let [events, erased, new, only] = counts;
    let chain = move || {
        msg!("verified: {0} entries, {1} of them erased", "校验通过：共 {0} 条，其中 {1} 条已抹除")
            .fill(session.language.get(), &[&events, &erased])
    };
    let (shape, words) = match record {
        PreviewRecord { purged: true, .. } => (Mark::Dash, msg!("purged in this browser", "已在此浏览器中彻底清除")),
        PreviewRecord { conflict: true, .. } => (
            Mark::Diamond,
            msg!(
                "in conflict: the file and this browser hold different entries under one id, or their chains do not fit together",
                "冲突：文件与此浏览器中同一标识下的条目不同，或两条链无法合为一体",
            ),
        ),
        PreviewRecord { only_here: 0, new_events: 0, .. } => {
            (Mark::Tick, msg!("the same as stored here", "与此处存储的相同"))
        }
        _ if record.only_here == 0 && record.new_events == record.events => {
            (Mark::Dash, msg!("not in this browser", "不在此浏览器中"))
        }
        _ => (Mark::Half, msg!("{0} entries only in the file, {1} only here", "{0} 条仅在文件中，{1} 条仅在此处")),
    };
    let differs = shape == Mark::Diamond;
    let compared = move || words.fill(session.language.get(), &[&new, &only]);
    let erasures = (record.erasures > 0 && !record.purged).then(|| {
        let count = record.erasures.to_string();
        let words = move || {
            msg!("{0} contents stored here are erased in the file", "此处存储的 {0} 项内容在文件中已被抹除")
                .fill(session.language.get(), &[&count])
        };
        view! { <p class="small">{words}</p> }
    });
    let heads: Vec<AnyView> =
        record.heads.iter().map(|head| view! { <p class="hash">{head.clone()}</p> }.into_any()).collect();
    view! {
        <section class="section">
            <h2>{title_of(session, &record.title)}</h2>
            {marks(record)}
            <dl class="facts">
                <div class="fact"><dt>{t(msg!("Chain", "哈希链"))}</dt><dd>{mark(Mark::Tick)}" "{chain}</dd></div>
                <div class="fact"><dt>{t(msg!("Newest hashes", "最新哈希值"))}</dt><dd>{heads}</dd></div>
                <div class="fact"><dt>{t(msg!("Beside this browser", "与此浏览器比较"))}</dt><dd>
                    <p class=if differs { "is-over" } else { "" }>{mark(shape)}" "{compared}</p>{erasures}
                </dd></div>
            </dl>
        </section>
    }
    .into_any()
}
