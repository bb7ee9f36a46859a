//! Help: what a newcomer needs to know, in two minutes.

use crate::language::Msg;
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// Heading and text of each part, in order.
const PARTS: [(Msg, Msg); 12] = [
    (
        msg!("What it is", "这是什么"),
        msg!(
            "A guide and a record for a security incident: what to do next, who decided what and when, and how long the notification deadline still runs. It works without a network and without a server.",
            "安全事件的处置指引与记录：下一步做什么，何人何时作了什么决定，通知时限还剩多久。无需网络，无需服务器。",
        ),
    ),
    (
        msg!("Start in 30 seconds", "30 秒开始"),
        msg!(
            "Board, “New incident”: what was seen, when, who says so, who is typing. Everything else can wait, and “unknown” is an answer. The Playbook tab then opens the next step; the line at the bottom logs whatever happens. “Declare incident” works from any phase, and no gate ever blocks it.",
            "在总览中点击“新建事件”：看到了什么、何时、谁报告的、谁在记录。其余都可以稍后再填，“未知”也是答案。之后“处置手册”会打开下一步；底部的一行可随时记录发生的事。任何阶段都可“正式宣布事件”，没有关口会阻拦。",
        ),
    ),
    (
        msg!("What “Saved” means", "“已保存”的含义"),
        msg!(
            "“Saved” with a time appears only after this browser has confirmed that the entry is stored. From then on it survives a killed tab and a killed browser. It is not on a server, not on another machine and in no file; clearing site data or losing this device loses it. What you type but have not submitted is kept too, at each keystroke, until you submit or cancel.",
            "只有在此浏览器确认条目已存储之后，才会显示“已保存”及时间。此后即使标签页或浏览器被强行关闭也不会丢失。它不在服务器上，不在其他设备上，也不在任何文件中；清除网站数据或丢失此设备就会丢失。尚未提交的输入也会随每次按键保留，直到提交或取消。",
        ),
    ),
    (
        msg!("Files are yours", "文件归你所有"),
        msg!(
            "“Save to file” on the Record tab writes the whole record; “Back up everything” under Storage writes all of them, with an imported rule pack and the organisation profile. Save often: work that is in no file after four hours brings a reminder. Import the file in another browser to go on there; Verify checks a file without storing it.",
            "“记录”标签页中的“保存到文件”会写出整份记录；“存储”中的“备份全部数据”会写出所有记录，以及已导入的规则包和组织概况。请经常保存：工作超过四小时未存入文件会有提醒。在其他浏览器中导入该文件即可继续；“校验”只检查文件，不存储。",
        ),
    ),
    (
        msg!("The clock", "时限"),
        msg!(
            "The contract clock runs 72 absolute hours from the formal declaration: weekends and holidays count. That is the latest moment, not the aim. With every tab closed nothing rings: “Save calendar” on the Record tab and on the board gives a file for the calendar that does. While a tab is open, system notifications can be turned on under Settings. A clock of this machine that goes back, or is behind the newest entry, is shown and recorded; one that goes forward looks like sleep to the browser, except on Windows, so you are asked which it was.",
            "合同通知时限自正式宣布起按绝对小时计 72 小时，周末和节假日均计入。这是最晚时刻，而非目标。所有标签页关闭后不会有任何提醒：可在“记录”标签页或总览中点击“保存日历”，导入会提醒的日历。标签页打开期间，可在“设置”中开启系统通知。本机时钟倒退或落后于最新条目时，会提示并写入记录；时钟向前跳动在浏览器看来与休眠无异（Windows 除外），因此会请你确认是哪一种。",
        ),
    ),
    (
        msg!("Deadlines of the law", "法定时限"),
        msg!(
            "The Deadlines tab lists 118 rules of law and contract with their sources. Answer the questions under “What may apply”, then decide on each rule proposed: applies, does not apply, not yet known. From then on its notices are counted, and each shows its own arithmetic, source and edition. “Unverified” means that nobody has read the rule's text yet: check it first. Clocks of your own contracts and the rhythm of internal updates are kept in the organisation profile under Settings; an incident takes them over by a decision. A newer rule pack is imported from a file under Import, which shows first what changes and which deadlines move. This is no legal advice.",
            "“时限”标签页列出 118 项法律与合同规则及其出处。先回答“可能适用的规定”中的问题，再对每项建议作出决定：适用、不适用、尚不清楚。此后即开始计算其各项通知的时限，并逐一列出算式、出处和版本。标为“未核实”的规则尚未核对原文，请先核实。自有合同时限和内部通报间隔可保存在“设置”的“组织概况”中，由人在事件中判定后采用。较新的规则包可在“导入”中由文件导入，生效前会先列出变更内容和变动的时限。本应用不提供法律意见。",
        ),
    ),
    (
        msg!("Notices", "通知"),
        msg!(
            "The Notices tab drafts what to send, from what the record holds, and lists what is missing; sending is never held up. Holdfast sends nothing itself: copy the text, send it, and record it as sent. From then on it stands as it was sent, and its deadline is answered.",
            "“通知”标签页根据记录内容起草通知，并列出还缺什么；发出从不受阻。Holdfast 本身不发送任何内容：请复制文本、自行发出，再记录为已发出。此后文本按发出时的原样固定，相应时限即告完成。",
        ),
    ),
    (
        msg!("Several tabs", "多个标签页"),
        msg!(
            "Work in as many tabs of this browser as you like. Each shows what the others have saved, within a second or so.",
            "可在此浏览器的多个标签页中同时工作。其他标签页保存的内容约一秒内即会显示。",
        ),
    ),
    (
        msg!("Corrections, erasing, purging", "更正、抹除与彻底清除"),
        msg!(
            "Entries are never rewritten: a correction is a new entry, and the old one stays in the history. A text can be erased and a whole incident purged, unless a legal hold stands. Neither comes back by an import, and neither reaches files saved before, prints or other machines.",
            "条目从不改写：更正是新的条目，旧内容保留在历史中。除非处于法律保全中，可以抹除一段文本或彻底清除整个事件。两者都不会经导入恢复，也都触及不到此前保存的文件、打印件或其他设备。",
        ),
    ),
    (
        msg!("Offline, and the single file", "离线与单文件版"),
        msg!(
            "Opened from a web address, the app is kept by the browser after the first visit and then starts without a network; updates are offered, never forced. The single file holdfast.html opens by double-click. What opening from a file means for your data stands under Storage.",
            "从网址打开时，首次访问后浏览器会保留本应用，之后无需网络即可启动；更新只会提示，绝不强制。单文件版 holdfast.html 双击即可打开。从文件打开对数据的影响，见“存储”。",
        ),
    ),
    (
        msg!("Keyboard", "键盘"),
        msg!(
            "Everything works with Tab, Enter and the space bar. The first stop on each page skips to the content. Enter in the bottom line logs it, but not while an input method is composing.",
            "全部操作均可用 Tab、回车和空格键完成。每页的第一个焦点可跳到正文。在底部一行按回车即可记录，但输入法组字时不会触发。",
        ),
    ),
    (
        msg!("Nothing is sent", "不发送任何内容"),
        msg!(
            "The app asks only the address it came from, and only for its own files. It has no account, no telemetry and no server; the single file cannot reach a network at all. Web addresses in your texts are shown so that nobody opens them by accident.",
            "本应用只向其来源地址请求自身的文件。没有账号、没有遥测、没有服务器；单文件版完全无法访问网络。文本中的网址会以无法误点的形式显示。",
        ),
    ),
];

/// Draws the page.
pub fn help(session: Session) -> AnyView {
    let open_sample = move |_| leptos::task::spawn_local(async move { session.open_sample().await });
    let part = |(heading, text): &(Msg, Msg)| {
        view! { <section class="section"><h2>{t(*heading)}</h2><p>{t(*text)}</p></section> }.into_any()
    };
    let (first, second) = PARTS.split_at(PARTS.len() / 2);
    let [first, second] = [first, second].map(|parts| parts.iter().map(part).collect::<Vec<_>>());
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="stack">
                <h1>{t(msg!("Help", "帮助"))}</h1>
                <div class="desk even">
                    <div class="desk-main">{first}</div>
                    <div class="desk-side">{second}</div>
                </div>
                <p><button class="button" type="button" on:click=open_sample>{t(msg!("Open the sample exercise", "打开示例演练"))}</button></p>
                <p class="line">
                    <a href=Route::Settings.href()>{t(msg!("Settings", "设置"))}</a>
                    <a href=Route::Storage.href()>{t(msg!("Storage", "存储"))}</a>
                    <a href=Route::Playbooks.href()>{t(msg!("Playbooks", "处置手册库"))}</a>
                </p>
            </div>
        </main>
    }
    .into_any()
}
