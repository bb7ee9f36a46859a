//! China's hours, the days of California and Texas, a clock waived and one missed. Every due instant was worked out by
//! hand from the text of the rule, as the comments say.

use holdfast_journeys::Fill::{Pick, Text};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Fill, Setup, journey};

const SHANGHAI: &str = "Asia/Shanghai";
const CHICAGO: &str = "America/Chicago";
const NEW_YORK: &str = "America/New_York";

fn applies<'a>(role: &'a str, reason: &'a str) -> [Fill<'a>; 3] {
    [Pick("Does it apply?", "Applies"), Text("In the role of", role), Text("Reason", reason)]
}

journey!(china, Setup::hosted().zone(SHANGHAI).language("zh-CN").before(&clock_script("2026-11-22T14:40:00Z")), tenth webkit);
async fn china(app: App) {
    app.click_button("新建事件").await;
    let seen = [Text("看到了什么", "客户资料库被整库导出"), Text("你的姓名", "周岚"), Pick("报告方", "员工")];
    app.submit(&seen, "建立事件").await;
    let duties = app.duties_in_chinese();
    duties.open().await;
    let decision = [
        Pick("是否适用？", "适用"),
        Text("职务", "法务负责人"),
        Text("理由", "泄露逾 100 万人的个人信息，属较大网络安全事件。"),
    ];
    let rule = "中国《国家网络安全事件报告管理办法》";
    duties.decide("网络安全事件报告", rule, &decision).await;
    duties.anchor("知悉", ("2026-11-22", "22:30", SHANGHAI), "值班电话").await;
    // 《国家网络安全事件报告管理办法》第四条，自 2025 年 11 月 1 日起施行: operators of critical information infrastructure
    // within 1 h, central and state organs 2 h, all others 4 h of discovering it.
    // 22:30 + 1 h = 23:30; + 2 h = 00:30 and + 4 h = 02:30 of the next day.
    let infrastructure = duties.line("关键信息基础设施运营者报告", "保护工作部门和公安机关");
    let others = duties.line("其他网络运营者报告", "属地省级网信部门");
    infrastructure.see("到期时间 2026年11月22日 周日 23:30（UTC+8）").await;
    infrastructure.see("计时中").await;
    let organs = duties.line("中央和国家机关各部门及其直属单位报告", "本部门网信工作机构");
    organs.see("到期时间 2026年11月23日 周一 00:30（UTC+8）").await;
    others.see("到期时间 2026年11月23日 周一 02:30（UTC+8）").await;
    // 22:30 in Shanghai is 14:30 UTC; there is no summer time.
    let first = format!("{rule}, 关键信息基础设施运营者报告");
    duties.count(&first).await;
    infrastructure.see("2026年11月22日 周日 14:30（UTC） + 1 小时 = 2026年11月22日 周日 15:30（UTC）").await;
    infrastructure.see("已核对法律原文").await;

    app.clock_at("2026-11-22T15:21:00Z").await;
    infrastructure.see("即将到期").await;
    infrastructure.see("剩余 8 分钟").await;
    duties.file(&first, ("2026-11-22", "23:20", SHANGHAI), "保护工作部门、市公安局", "电话及专线").await;
    infrastructure.see("按时通报").await;
    infrastructure.see("早于时限 10 分钟").await;

    // The last quarter of the 4 h begins at 01:30; the limit itself, 02:30, passes unanswered.
    app.clock_at("2026-11-22T17:31:00Z").await;
    others.see("即将到期").await;
    app.clock_at("2026-11-22T18:31:00Z").await;
    others.see("已逾期").await;
    let reason = "我方为关键信息基础设施运营者，已按 1 小时时限报告。";
    for stage in ["其他网络运营者报告", "中央和国家机关各部门及其直属单位报告"] {
        duties.not_ours(&format!("{rule}, {stage}"), ("周岚", "法务负责人"), reason).await;
    }
    app.open_fold("无须通报：不适用或未生效（2）").await;
    others.see("不适用").await;
    others.see(&format!("{reason} · 周岚 · 法务负责人")).await;
    organs.see("不适用").await;

    // 第八条: a summary report within 30 days after handling ended: 25 Nov + 30 days = 25 Dec, the whole day.
    let summary = duties.line("处置总结报告", "与首次报告相同的渠道");
    summary.see("起算于：解决").await;
    app.clock_at("2026-11-25T10:30:00Z").await;
    duties.anchor("解决", ("2026-11-25", "18:00", SHANGHAI), "处置会议纪要").await;
    summary.see("到期时间 2026年12月25日 周五 23:59:59（UTC+8）").await;
    app.click_button("English").await;
    let summary = app.duties().line("Summary report on the handling", "same channel as the first report");
    summary.see("Due Fri 25 Dec 2026 23:59:59 (UTC+8)").await;
}

const CALIFORNIA: &str = "California – Civil Code § 1798.82 (SB 446)";
const TEXAS: &str = "Texas – Bus. & Com. Code § 521.053";

journey!(states, Setup::hosted().zone(CHICAGO).before(&clock_script("2026-11-22T20:00:00Z")), tenth firefox);
async fn states(app: App) {
    app.open_incident("Customer table copied to an unknown host").await;
    let duties = app.duties();
    duties.open().await;
    let residents = duties.line(&format!("{CALIFORNIA} Residents"), "affected individuals");
    let general = duties.line("Attorney General: sample copy", "California Attorney General");
    // Whether a threshold is met is for a person to say; until then nothing is owed.
    duties.anchor("Discovered", ("2026-11-22", "10:00", "America/Los_Angeles"), "Alert of the store").await;
    app.within("region", "Notices owed").not_see("California").await;
    duties.decide("1798.82", CALIFORNIA, &applies("Counsel", "1,840 residents: above 500, the AG too.")).await;
    // Cal. Civ. Code § 1798.82(a): 30 calendar days from discovery. 22 Nov + 8 = 30 Nov, + 22 = 22 Dec, the whole day
    // in California, whoever looks.
    residents.see("Due Tue 22 Dec 2026 23:59:59 (UTC−8)").await;
    general.see("starts with: Affected people told").await;
    duties.count("California*, Residents").await;
    residents.see("Sun 22 Nov 2026 12:00 (UTC−6) + 30 calendar days = Wed 23 Dec 2026 01:59:59 (UTC−6)").await;
    duties.count("California*, Attorney General: sample copy").await;
    general.see("more than 500 people · state residents").await;

    app.clock_at("2026-12-01T21:00:00Z").await;
    let asked = duties.line("Attorney General", "Texas Attorney General");
    duties.decide("521.053", TEXAS, &applies("Counsel", "250 residents exactly: from 250 on, the AG too.")).await;
    duties.anchor("Determined", ("2026-12-01", "14:00", CHICAGO), "Forensic report").await;
    // Tex. Bus. & Com. Code § 521.053(b), (i): residents 60 days, the Attorney General 30 days from the determination.
    // 1 Dec + 30 = 31 Dec; + 60 = 30 Jan, a Saturday: no roll.
    asked.see("Due Thu 31 Dec 2026 23:59:59 (UTC−6)").await;
    let texans = duties.line(&format!("{TEXAS} Residents"), "affected individuals");
    texans.see("Due Sat 30 Jan 2027 23:59:59 (UTC−6)").await;
    duties.count("Texas*, Attorney General").await;
    asked.see("from 250 people on · state residents").await;
    let agencies = duties.line("Consumer reporting agencies", "nationwide consumer reporting agencies");
    agencies.see("the law names no length").await;
    duties.waive("Texas*, Consumer reporting agencies", ("Iris Vega", "Counsel"), "250 people: below 10,000.").await;
    agencies.see("Waived").await;

    app.clock_at("2026-12-10T18:00:00Z").await;
    duties.file("California*, Residents", ("2026-12-10", "09:00", "America/Los_Angeles"), "1,840 people", "Post").await;
    residents.see("Filed on time").await;
    // § 1798.82(f): a sample copy within 15 calendar days of telling the residents: 10 Dec + 15 = 25 Dec; no roll.
    general.see("Due Fri 25 Dec 2026 23:59:59 (UTC−8)").await;
    app.clock_at("2026-12-11T18:00:00Z").await;
    duties.file("California*, Attorney General: sample copy", ("2026-12-11", "11:30", CHICAGO), "AG", "Web form").await;
    general.see("Filed on time").await;
    // The last half hour of the last day, in Texas.
    app.clock_at("2027-01-31T05:35:00Z").await;
    asked.see("Overdue").await;
    duties.file("Texas*, Residents", ("2027-01-30", "23:30", CHICAGO), "250 people", "Post").await;
    texans.see("Filed on time").await;
}

const BANKS: &str = "US computer-security incident notification rule for banks";
const DFS: &str = "New York DFS – 23 NYCRR 500.17";

journey!(waived_and_missed, Setup::hosted().zone(NEW_YORK).before(&clock_script("2026-11-20T15:00:00Z")), tenth chromium);
async fn waived_and_missed(app: App) {
    app.open_incident("Core banking is down").await;
    let duties = app.duties();
    duties.open().await;
    duties.decide("53.3", BANKS, &applies("Counsel", "National bank; service to customers is disrupted.")).await;
    duties.decide("500.17", DFS, &applies("Counsel", "Licensed branch in New York.")).await;
    duties.anchor("Determined", ("2026-11-20", "09:00", NEW_YORK), "Crisis call").await;
    let regulator = duties.line("Notice to the primary federal regulator", "primary federal regulator");
    let state = duties.line("Notice of a cybersecurity incident", "Superintendent of Financial Services (NYDFS)");
    // 12 CFR 53.3: 36 h from the determination: Fri 09:00 + 36 h = Sat 21:00.
    regulator.see("Due Sat 21 Nov 2026 21:00 (UTC−5)").await;
    // 23 NYCRR 500.17(a): 72 h from the determination: Fri 09:00 + 72 h = Mon 09:00.
    state.see("Due Mon 23 Nov 2026 09:00 (UTC−5)").await;
    duties
        .waive("US computer*, Bank service provider to affected banks", ("Iris Vega", "Counsel"), "No such services.")
        .await;

    let board = app.within("region", "Clocks");
    app.route("#/").await;
    board.see(&format!("{BANKS} · Notice to the primary federal regulator Running")).await;
    board.see("Due Mon 23 Nov 2026 09:00 (UTC−5)").await;
    board.not_see("Bank service provider").await;

    // Waived, with who and why; it leaves the board.
    board.within_text("listitem", DFS).click_link("Core banking is down").await;
    let reason = "The branch is not the covered entity; confirmed with DFS by telephone.";
    duties.waive("New York DFS*, Notice of a cybersecurity incident", ("Noor Haddad", "General counsel"), reason).await;
    state.see("Waived").await;
    duties.count("New York DFS*, Notice of a cybersecurity incident").await;
    state.see(&format!("Noor Haddad · General counsel · {reason}")).await;
    app.route("#/").await;
    board.see(BANKS).await;
    board.not_see("New York DFS").await;

    // Missed: overdue by the second on the board and on the tab, then filed late.
    app.clock_at("2026-11-22T01:59:00Z").await;
    board.see("Due soon").await;
    app.clock_at("2026-11-22T03:30:01Z").await;
    board.see("Overdue").await;
    board.see("overdue by 1 h 30 min").await;
    app.see_title("Overdue").await;
    board.within_text("listitem", BANKS).click_link("Core banking is down").await;
    regulator.see("overdue by 1 h 30 min").await;
    let late = ("2026-11-21", "22:45", NEW_YORK);
    app.clock_at("2026-11-22T03:50:00Z").await;
    duties.file("US computer*, Notice to the primary federal regulator", late, "OCC", "Telephone").await;
    regulator.see("Filed late").await;
    regulator.see("1 h 45 min late").await;
    app.route("#/").await;
    board.see("No clock is running.").await;
    app.reload().await;
    board.see("No clock is running.").await;
}
