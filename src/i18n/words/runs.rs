//! The words of the runs that this browser keeps, and of files that come in.

/// The words of the runs that this browser keeps, and of files that come in.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the English table says what each message is")]
pub struct RunsWords {
    pub title: &'static str,
    pub none: &'static str,
    pub about: &'static str,
    pub continue_run: &'static str,
    /// `{dataset}`
    pub run_of: &'static str,
    /// `{k}`, `{n}`
    pub run_part: &'static str,
    /// `{answered}`, `{n}`, `{failed}`
    pub run_counts: &'static str,
    pub run_judge: &'static str,
    pub run_does_not_fit: &'static str,
    pub judge_does_not_fit: &'static str,
    /// `{host}`
    pub continue_goes: &'static str,
    /// `{host}`
    pub continue_key: &'static str,
    /// `{host}`
    pub continue_judge_goes: &'static str,
    /// `{host}`
    pub continue_judge_key: &'static str,
    /// `{n}`, `{budget}`
    pub continue_limits: &'static str,
    /// `{money}`
    pub budget_of: &'static str,
    pub no_budget: &'static str,
    pub run_complete: &'static str,
    pub delete: &'static str,
    /// `{model}`
    pub delete_ask: &'static str,
    pub delete_yes: &'static str,
    pub import_title: &'static str,
    pub import_journal: &'static str,
    pub import_journal_about: &'static str,
    pub import_predictions: &'static str,
    pub import_predictions_about: &'static str,
    /// `{answered}`, `{n}`, `{unanswered}`, `{others}`
    pub imported: &'static str,
    /// `{line}`
    pub imported_cut: &'static str,
    pub merge_files: &'static str,
    pub merge_about: &'static str,
    /// `{n}`
    pub merged_clean: &'static str,
    /// `{n}`
    pub merged_rows: &'static str,
    /// `{n}`, `{list}`
    pub merged_gaps: &'static str,
    /// `{n}`, `{different}`, `{list}`
    pub merged_overlaps: &'static str,
    /// `{n}`, `{list}`
    pub merged_unexpected: &'static str,
}

/// English.
pub(in crate::i18n) const ENGLISH: RunsWords = RunsWords {
    title: "Runs in this browser",
    none: "None yet. Every run is kept here until you delete it.",
    about: "Kept in this browser alone; keys are not.",
    continue_run: "Continue run",
    run_of: "on {dataset}",
    run_part: "part {k} of {n}",
    run_counts: "{answered} of {n} answered, {failed} failed",
    run_judge: "judge",
    run_does_not_fit: "To continue, open the dataset it was begun on.",
    judge_does_not_fit: "To continue, open the prediction file it was begun on.",
    continue_goes: "Continuing sends pictures and texts to {host}, with the key given above.",
    continue_key: "Continuing sends pictures and texts to {host}. If that server needs a key, set the address of the model above to it and give the key first.",
    continue_judge_goes: "Continuing sends questions and answers to {host}, with the key given for the judge below.",
    continue_judge_key: "Continuing sends questions and answers to {host}. If that server needs a key, set the address of the judge below to it and give the key first.",
    continue_limits: "With the speed, patience and budget that the form says now, instead of its own (at most {n} at a time, {budget})",
    budget_of: "budget {money}",
    no_budget: "no budget",
    run_complete: "complete",
    delete: "Delete",
    delete_ask: "Delete the run of {model}? Its answers are lost unless you have taken them away.",
    delete_yes: "Delete for good",
    import_title: "Bring in files",
    import_journal: "Import a journal",
    import_journal_about: "Of a run from another browser; it can then be continued here.",
    import_predictions: "Go on from a prediction file",
    import_predictions_about: "Takes over its answers, with the settings above; only the other questions are asked.",
    imported: "{answered} of {n} {n|question|questions} {answered|is|are} answered; {unanswered} {unanswered|row holds|rows hold} no answer, {others} {others|row belongs|rows belong} to other questions. Continue the run in the list.",
    imported_cut: "The file is cut off or damaged in its last line, {line}: that record is left out, and its question will be asked again. Every other record was taken over.",
    merge_files: "Merge parts",
    merge_about: "Prediction files of parts 1 to n become one; gaps and overlaps are reported. Set what is asked above as for the parts.",
    merged_clean: "{n} {n|row|rows}: the parts make exactly the whole.",
    merged_rows: "{n} {n|row is|rows are} in the merged file.",
    merged_gaps: "{n} {n|question is|questions are} in no part: {list}",
    merged_overlaps: "{n} {n|question is|questions are} in several parts, {different} of them with different answers (the first counts): {list}",
    merged_unexpected: "{n} {n|row belongs|rows belong} to no question that is asked: {list}",
};

/// Chinese.
pub(in crate::i18n) const CHINESE: RunsWords = RunsWords {
    title: "此浏览器中的运行",
    none: "暂无。每次运行都会保存在此，直到您删除。",
    about: "仅保存在此浏览器中；不保存密钥。",
    continue_run: "继续运行",
    run_of: "数据集 {dataset}",
    run_part: "第 {k} / {n} 份",
    run_counts: "{n} 题中已回答 {answered} 题，失败 {failed} 题",
    run_judge: "裁判",
    run_does_not_fit: "要继续，请打开其开始时所用的数据集。",
    judge_does_not_fit: "要继续，请打开其开始时所用的预测文件。",
    continue_goes: "继续运行会将图像与文字发送至 {host}，并使用上方填写的密钥。",
    continue_key: "继续运行会将图像与文字发送至 {host}。若该服务器需要密钥，请先将上方模型地址设为该服务器并填写密钥。",
    continue_judge_goes: "继续运行会将题目与回答发送至 {host}，并使用下方为评判模型填写的密钥。",
    continue_judge_key: "继续运行会将题目与回答发送至 {host}。若该服务器需要密钥，请先将下方评判模型的地址设为该服务器并填写密钥。",
    continue_limits: "采用表单中当前的速度、耐心和预算，而非其原有设置（同时最多 {n} 题，{budget}）",
    budget_of: "预算 {money}",
    no_budget: "无预算",
    run_complete: "已完成",
    delete: "删除",
    delete_ask: "删除 {model} 的运行？若未下载，其回答将丢失。",
    delete_yes: "永久删除",
    import_title: "导入文件",
    import_journal: "导入日志",
    import_journal_about: "来自其他浏览器的运行日志；导入后可在此继续。",
    import_predictions: "从预测文件继续",
    import_predictions_about: "沿用其中的回答与上方设置；只询问其余题目。",
    imported: "{n} 题中已有 {answered} 题有回答；{unanswered} 行没有回答，{others} 行属于其他题目。请在列表中继续运行。",
    imported_cut: "文件的最后一行（第 {line} 行）被截断或已损坏：该记录未导入，其题目将重新询问；其余记录均已导入。",
    merge_files: "合并各份",
    merge_about: "将第 1 至 n 份的预测文件合并为一个，并报告缺漏与重叠。上方“要问什么”请与各份一致。",
    merged_clean: "{n} 行：各份恰好组成全体。",
    merged_rows: "合并后的文件有 {n} 行。",
    merged_gaps: "{n} 道题目不在任何一份中：{list}",
    merged_overlaps: "{n} 道题目出现在多份中，其中 {different} 道回答不同（以首个为准）：{list}",
    merged_unexpected: "{n} 行不属于所问的题目：{list}",
};
