//! The words of the settings page.

/// The words of the settings page.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct SettingsWords {
    pub title: &'static str,
    pub stored: &'static str,
    pub stored_about: &'static str,
    pub nothing: &'static str,
    pub databases: &'static str,
    pub caches: &'static str,
    pub files: &'static str,
    pub local: &'static str,
    pub session: &'static str,
    pub service_workers: &'static str,
    /// `{bytes}`
    pub used: &'static str,
    pub forget: &'static str,
    pub forget_about: &'static str,
    pub sure: &'static str,
    pub forget_now: &'static str,
    pub forgetting: &'static str,
    pub forgotten: &'static str,
    pub remains: &'static str,
}

/// English.
pub(in crate::i18n) const ENGLISH: SettingsWords = SettingsWords {
    title: "Settings",
    stored: "Kept in this browser",
    stored_about: "Everything this page keeps, by the name under which the browser has it. None of it leaves this computer.",
    nothing: "Nothing is kept.",
    databases: "Databases",
    caches: "Caches",
    files: "Private files",
    local: "Preferences",
    session: "For this tab",
    service_workers: "Service workers",
    used: "The browser counts {bytes} for this whole site, roughly; space that has become free is counted for a while.",
    forget: "Forget everything",
    forget_about: "Deletes all of the above and closes what is open. Your own files stay untouched.",
    sure: "Delete all of it? This cannot be undone.",
    forget_now: "Delete all",
    forgetting: "Deleting …",
    forgotten: "Everything is deleted.",
    remains: "The browser has not deleted what is listed above. Close other tabs of this page and try again.",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: SettingsWords = SettingsWords {
    title: "设置",
    stored: "保存在此浏览器中的内容",
    stored_about: "本页面保存的全部内容，按浏览器中的名称列出。这些内容都不会离开此计算机。",
    nothing: "没有保存任何内容。",
    databases: "数据库",
    caches: "缓存",
    files: "私有文件",
    local: "偏好",
    session: "仅限此标签页",
    service_workers: "Service Worker",
    used: "浏览器估计整个站点占用 {bytes}；刚释放的空间还会计入一段时间。",
    forget: "忘记全部",
    forget_about: "删除以上全部内容，并关闭已打开的内容。您自己的文件不受影响。",
    sure: "全部删除？此操作无法撤销。",
    forget_now: "全部删除",
    forgetting: "正在删除……",
    forgotten: "已全部删除。",
    remains: "浏览器未能删除上面列出的内容。请关闭本页面的其他标签页后重试。",
};
