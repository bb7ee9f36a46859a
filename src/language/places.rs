//! Names of the jurisdictions the rules name. Others show their code.

use super::{Language, Msg};

#[rustfmt::skip] // one line a place: the list is the point
const PLACES: [(&str, Msg); 81] = [
    ("contract", Msg::new("Contract", "合同")),
    ("EU", Msg::new("European Union", "欧盟")),
    ("UK", Msg::new("United Kingdom", "英国")),
    ("CH", Msg::new("Switzerland", "瑞士")),
    ("US", Msg::new("United States", "美国")),
    ("CA", Msg::new("Canada", "加拿大")),
    ("CA-QC", Msg::new("Quebec", "魁北克省")),
    ("BR", Msg::new("Brazil", "巴西")),
    ("CN", Msg::new("China (mainland)", "中国内地")),
    ("HK", Msg::new("Hong Kong", "中国香港")),
    ("TW", Msg::new("Taiwan", "中国台湾")),
    ("JP", Msg::new("Japan", "日本")),
    ("KR", Msg::new("South Korea", "韩国")),
    ("SG", Msg::new("Singapore", "新加坡")),
    ("IN", Msg::new("India", "印度")),
    ("MY", Msg::new("Malaysia", "马来西亚")),
    ("TH", Msg::new("Thailand", "泰国")),
    ("PH", Msg::new("Philippines", "菲律宾")),
    ("ID", Msg::new("Indonesia", "印度尼西亚")),
    ("VN", Msg::new("Vietnam", "越南")),
    ("AU", Msg::new("Australia", "澳大利亚")),
    ("NZ", Msg::new("New Zealand", "新西兰")),
    ("ZA", Msg::new("South Africa", "南非")),
    ("TR", Msg::new("Türkiye", "土耳其")),
    ("SA", Msg::new("Saudi Arabia", "沙特阿拉伯")),
    ("NG", Msg::new("Nigeria", "尼日利亚")),
    ("KE", Msg::new("Kenya", "肯尼亚")),
    ("US-AL", Msg::new("Alabama", "阿拉巴马州")),
    ("US-AK", Msg::new("Alaska", "阿拉斯加州")),
    ("US-AZ", Msg::new("Arizona", "亚利桑那州")),
    ("US-AR", Msg::new("Arkansas", "阿肯色州")),
    ("US-CA", Msg::new("California", "加利福尼亚州")),
    ("US-CO", Msg::new("Colorado", "科罗拉多州")),
    ("US-CT", Msg::new("Connecticut", "康涅狄格州")),
    ("US-DE", Msg::new("Delaware", "特拉华州")),
    ("US-DC", Msg::new("District of Columbia", "哥伦比亚特区")),
    ("US-FL", Msg::new("Florida", "佛罗里达州")),
    ("US-GA", Msg::new("Georgia", "佐治亚州")),
    ("US-HI", Msg::new("Hawaii", "夏威夷州")),
    ("US-ID", Msg::new("Idaho", "爱达荷州")),
    ("US-IL", Msg::new("Illinois", "伊利诺伊州")),
    ("US-IN", Msg::new("Indiana", "印第安纳州")),
    ("US-IA", Msg::new("Iowa", "艾奥瓦州")),
    ("US-KS", Msg::new("Kansas", "堪萨斯州")),
    ("US-KY", Msg::new("Kentucky", "肯塔基州")),
    ("US-LA", Msg::new("Louisiana", "路易斯安那州")),
    ("US-ME", Msg::new("Maine", "缅因州")),
    ("US-MD", Msg::new("Maryland", "马里兰州")),
    ("US-MA", Msg::new("Massachusetts", "马萨诸塞州")),
    ("US-MI", Msg::new("Michigan", "密歇根州")),
    ("US-MN", Msg::new("Minnesota", "明尼苏达州")),
    ("US-MS", Msg::new("Mississippi", "密西西比州")),
    ("US-MO", Msg::new("Missouri", "密苏里州")),
    ("US-MT", Msg::new("Montana", "蒙大拿州")),
    ("US-NE", Msg::new("Nebraska", "内布拉斯加州")),
    ("US-NV", Msg::new("Nevada", "内华达州")),
    ("US-NH", Msg::new("New Hampshire", "新罕布什尔州")),
    ("US-NJ", Msg::new("New Jersey", "新泽西州")),
    ("US-NM", Msg::new("New Mexico", "新墨西哥州")),
    ("US-NY", Msg::new("New York", "纽约州")),
    ("US-NC", Msg::new("North Carolina", "北卡罗来纳州")),
    ("US-ND", Msg::new("North Dakota", "北达科他州")),
    ("US-OH", Msg::new("Ohio", "俄亥俄州")),
    ("US-OK", Msg::new("Oklahoma", "俄克拉荷马州")),
    ("US-OR", Msg::new("Oregon", "俄勒冈州")),
    ("US-PA", Msg::new("Pennsylvania", "宾夕法尼亚州")),
    ("US-RI", Msg::new("Rhode Island", "罗得岛州")),
    ("US-SC", Msg::new("South Carolina", "南卡罗来纳州")),
    ("US-SD", Msg::new("South Dakota", "南达科他州")),
    ("US-TN", Msg::new("Tennessee", "田纳西州")),
    ("US-TX", Msg::new("Texas", "得克萨斯州")),
    ("US-UT", Msg::new("Utah", "犹他州")),
    ("US-VT", Msg::new("Vermont", "佛蒙特州")),
    ("US-VA", Msg::new("Virginia", "弗吉尼亚州")),
    ("US-WA", Msg::new("Washington", "华盛顿州")),
    ("US-WV", Msg::new("West Virginia", "西弗吉尼亚州")),
    ("US-WI", Msg::new("Wisconsin", "威斯康星州")),
    ("US-WY", Msg::new("Wyoming", "怀俄明州")),
    ("US-PR", Msg::new("Puerto Rico", "波多黎各")),
    ("US-GU", Msg::new("Guam", "关岛")),
    ("US-VI", Msg::new("US Virgin Islands", "美属维尔京群岛")),
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
