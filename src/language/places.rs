//! Names of the jurisdictions the rules name. Others show their code.

use super::{Language, Msg};

#[rustfmt::skip] // one line a place: the list is the point
const PLACES: [(&str, Msg); 81] = [
    ("contract", msg!("Contract", "合同")),
    ("EU", msg!("European Union", "欧盟")),
    ("UK", msg!("United Kingdom", "英国")),
    ("CH", msg!("Switzerland", "瑞士")),
    ("US", msg!("United States", "美国")),
    ("CA", msg!("Canada", "加拿大")),
    ("CA-QC", msg!("Quebec", "魁北克省")),
    ("BR", msg!("Brazil", "巴西")),
    ("CN", msg!("China (mainland)", "中国内地")),
    ("HK", msg!("Hong Kong", "中国香港")),
    ("TW", msg!("Taiwan", "中国台湾")),
    ("JP", msg!("Japan", "日本")),
    ("KR", msg!("South Korea", "韩国")),
    ("SG", msg!("Singapore", "新加坡")),
    ("IN", msg!("India", "印度")),
    ("MY", msg!("Malaysia", "马来西亚")),
    ("TH", msg!("Thailand", "泰国")),
    ("PH", msg!("Philippines", "菲律宾")),
    ("ID", msg!("Indonesia", "印度尼西亚")),
    ("VN", msg!("Vietnam", "越南")),
    ("AU", msg!("Australia", "澳大利亚")),
    ("NZ", msg!("New Zealand", "新西兰")),
    ("ZA", msg!("South Africa", "南非")),
    ("TR", msg!("Türkiye", "土耳其")),
    ("SA", msg!("Saudi Arabia", "沙特阿拉伯")),
    ("NG", msg!("Nigeria", "尼日利亚")),
    ("KE", msg!("Kenya", "肯尼亚")),
    ("US-AL", msg!("Alabama", "阿拉巴马州")),
    ("US-AK", msg!("Alaska", "阿拉斯加州")),
    ("US-AZ", msg!("Arizona", "亚利桑那州")),
    ("US-AR", msg!("Arkansas", "阿肯色州")),
    ("US-CA", msg!("California", "加利福尼亚州")),
    ("US-CO", msg!("Colorado", "科罗拉多州")),
    ("US-CT", msg!("Connecticut", "康涅狄格州")),
    ("US-DE", msg!("Delaware", "特拉华州")),
    ("US-DC", msg!("District of Columbia", "哥伦比亚特区")),
    ("US-FL", msg!("Florida", "佛罗里达州")),
    ("US-GA", msg!("Georgia", "佐治亚州")),
    ("US-HI", msg!("Hawaii", "夏威夷州")),
    ("US-ID", msg!("Idaho", "爱达荷州")),
    ("US-IL", msg!("Illinois", "伊利诺伊州")),
    ("US-IN", msg!("Indiana", "印第安纳州")),
    ("US-IA", msg!("Iowa", "艾奥瓦州")),
    ("US-KS", msg!("Kansas", "堪萨斯州")),
    ("US-KY", msg!("Kentucky", "肯塔基州")),
    ("US-LA", msg!("Louisiana", "路易斯安那州")),
    ("US-ME", msg!("Maine", "缅因州")),
    ("US-MD", msg!("Maryland", "马里兰州")),
    ("US-MA", msg!("Massachusetts", "马萨诸塞州")),
    ("US-MI", msg!("Michigan", "密歇根州")),
    ("US-MN", msg!("Minnesota", "明尼苏达州")),
    ("US-MS", msg!("Mississippi", "密西西比州")),
    ("US-MO", msg!("Missouri", "密苏里州")),
    ("US-MT", msg!("Montana", "蒙大拿州")),
    ("US-NE", msg!("Nebraska", "内布拉斯加州")),
    ("US-NV", msg!("Nevada", "内华达州")),
    ("US-NH", msg!("New Hampshire", "新罕布什尔州")),
    ("US-NJ", msg!("New Jersey", "新泽西州")),
    ("US-NM", msg!("New Mexico", "新墨西哥州")),
    ("US-NY", msg!("New York", "纽约州")),
    ("US-NC", msg!("North Carolina", "北卡罗来纳州")),
    ("US-ND", msg!("North Dakota", "北达科他州")),
    ("US-OH", msg!("Ohio", "俄亥俄州")),
    ("US-OK", msg!("Oklahoma", "俄克拉荷马州")),
    ("US-OR", msg!("Oregon", "俄勒冈州")),
    ("US-PA", msg!("Pennsylvania", "宾夕法尼亚州")),
    ("US-RI", msg!("Rhode Island", "罗得岛州")),
    ("US-SC", msg!("South Carolina", "南卡罗来纳州")),
    ("US-SD", msg!("South Dakota", "南达科他州")),
    ("US-TN", msg!("Tennessee", "田纳西州")),
    ("US-TX", msg!("Texas", "得克萨斯州")),
    ("US-UT", msg!("Utah", "犹他州")),
    ("US-VT", msg!("Vermont", "佛蒙特州")),
    ("US-VA", msg!("Virginia", "弗吉尼亚州")),
    ("US-WA", msg!("Washington", "华盛顿州")),
    ("US-WV", msg!("West Virginia", "西弗吉尼亚州")),
    ("US-WI", msg!("Wisconsin", "威斯康星州")),
    ("US-WY", msg!("Wyoming", "怀俄明州")),
    ("US-PR", msg!("Puerto Rico", "波多黎各")),
    ("US-GU", msg!("Guam", "关岛")),
    ("US-VI", msg!("US Virgin Islands", "美属维尔京群岛")),
];

/// Places that take an article in English.
const WITH_ARTICLE: [&str; 6] = ["EU", "UK", "US", "PH", "US-DC", "US-VI"];

/// Name of a place by its code, for example `EU` or `US-CA`.
#[must_use]
pub fn name(language: Language, code: &str) -> String {
    let found = PLACES.iter().find(|(known, _)| *known == code);
    found.map_or(code, |(_, name)| name.get(language)).to_owned()
}

/// Its name as it stands after "in".
#[must_use]
pub fn within(language: Language, code: &str) -> String {
    match language {
        Language::English if WITH_ARTICLE.contains(&code) => ["the ", &name(language, code)].concat(),
        _ => name(language, code),
    }
}

/// True for a state, district or territory of the United States, of which there are too many to show at once.
#[must_use]
pub fn is_us_state(code: &str) -> bool {
    code.starts_with("US-")
}
