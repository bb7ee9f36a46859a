//! What each browser engine does with the data of a page, in words.

use crate::browser::storage_status::Engine;
use crate::language::Msg;

/// When the engine deletes data on its own. Source: MDN, "Storage quotas and eviction criteria".
pub(super) const fn eviction_rule(engine: Engine) -> Msg {
    match engine {
        Engine::Chromium => msg!(
            "Chromium: when the disk runs short, the data of pages not used for longest goes first, unless persistence was promised. It decides about the promise by itself, for example for installed or often used pages.",
            "Chromium：磁盘空间不足时，最久未使用的页面数据最先被删除，除非已承诺持久保存。是否承诺由浏览器自行决定，例如已安装或经常使用的页面。",
        ),
        Engine::Firefox => msg!(
            "Firefox: when the disk runs short, the data of pages not used for longest goes first, unless persistence was promised. Asked for it, Firefox asks you.",
            "Firefox：磁盘空间不足时，最久未使用的页面数据最先被删除，除非已承诺持久保存。请求时，Firefox 会询问你。",
        ),
        Engine::WebKit => msg!(
            "Safari and other WebKit browsers: data may be deleted after seven days of browser use without a visit to this page, unless it is installed to the home screen or dock; and when the disk runs short.",
            "Safari 等 WebKit 浏览器：如连续七天使用浏览器而未访问本页面，数据可能被删除，除非已将其安装到主屏幕或程序坞；磁盘空间不足时也会删除。",
        ),
        Engine::Other => msg!(
            "The rule of this browser is not known here. Count on the files you save.",
            "此浏览器的规则尚不清楚。请以你保存的文件为准。",
        ),
    }
}

/// What opening from a file means.
pub(super) const fn file_rule(engine: Engine) -> Msg {
    match engine {
        Engine::Chromium => msg!(
            "Every other page opened from this disk can read what is stored here. Save to a file often.",
            "从此磁盘打开的其他页面都能读取此处存储的内容。请经常保存到文件。",
        ),
        Engine::Firefox => msg!(
            "The data belongs to this path: after moving or renaming the file it is not seen until the file is back. To upgrade, replace the file in place.",
            "数据与此路径绑定：移动或重命名文件后将看不到数据，文件恢复原位后才会重现。升级时请在原位替换文件。",
        ),
        Engine::WebKit | Engine::Other => msg!(
            "Other pages opened from this disk may be able to read what is stored here, and moving the file may hide it. Save to a file often.",
            "从此磁盘打开的其他页面可能读取此处存储的内容，移动文件可能使数据不可见。请经常保存到文件。",
        ),
    }
}
