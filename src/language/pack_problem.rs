//! What is wrong with a rule pack, in words.

use super::{Language, Msg};
use crate::deadline::read::{Fault, Problem};

/// Several problems, each with its place.
#[must_use]
pub fn all(language: Language, problems: &[Problem]) -> String {
    let all: Vec<String> = problems.iter().map(|one| words(language, one)).collect();
    all.join(msg!("; ", "；").get(language))
}

/// A problem with its place.
#[must_use]
pub fn words(language: Language, problem: &Problem) -> String {
    let said = |msg: Msg| msg.get(language).to_owned();
    let fault = match &problem.fault {
        Fault::NotJson(reason) => msg!("This is not JSON: {0}", "这不是 JSON：{0}").fill(language, &[reason]),
        Fault::TooLarge => said(msg!("The file is too large", "文件过大")),
        Fault::NotAPack => said(msg!("This is not a rule pack", "这不是规则包")),
        Fault::Newer => said(msg!("Written for a newer version of this program", "由较新版本的程序写成")),
        Fault::Missing => said(msg!("Missing", "缺少内容")),
        Fault::WrongKind => said(msg!("Not the kind of value that belongs here", "值的类型不符")),
        Fault::OneLanguage => said(msg!("In one language only", "只有一种语言")),
        Fault::TooLong => said(msg!("Too long", "过长")),
        Fault::UnknownCode(code) => msg!("Unknown code: {0}", "未知代码：{0}").fill(language, &[code]),
        Fault::OutOfRange => said(msg!("Outside what is allowed", "超出允许范围")),
        Fault::NotNewer(edition, held) => {
            msg!("{0} is not newer than {1}, the edition in force", "{0} 并不比现行版本 {1} 新")
                .fill(language, &[edition, held])
        }
        Fault::Fixed => said(msg!("Fixed by the program: it may not change", "由程序固定，不得更改")),
        Fault::Twice => said(msg!("Stands there twice", "重复出现")),
        Fault::NoSuchStage(anchor) => {
            msg!("Runs from a filing that is not in the pack: {0}", "起算所依据的通报不在规则包中：{0}")
                .fill(language, &[anchor])
        }
        Fault::Circle => said(msg!("Runs, in the end, from its own filing", "起算点最终指向自身的通报")),
    };
    match problem.place.is_empty() {
        true => fault,
        false => [problem.place.as_str(), &fault].join(msg!(": ", "：").get(language)),
    }
}
