//! Thoughts that a server, or a model itself, leaves within the text.

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Splits a text at its last `</think>`, as VLMEvalKit does under `SPLIT_THINK`, into thoughts and answer; a text that
/// opens with `<think>` and never closes it is all thought.
///
/// The opening mark may be missing: some chat templates put it into the question.
pub(crate) fn split(text: &str) -> (Option<&str>, &str) {
    let without_mark = |thoughts: &'_ str| -> usize {
        let trimmed = thoughts.trim_start();
        let lead = thoughts.len() - trimmed.len();
        if trimmed.starts_with(OPEN) { lead + OPEN.len() } else { 0 }
    };
    if let Some((thoughts, answer)) = text.rsplit_once(CLOSE) {
        return (thoughts.get(without_mark(thoughts)..).map(str::trim), answer);
    }
    match text.trim_start().strip_prefix(OPEN) {
        Some(thoughts) => (Some(thoughts.trim()), ""),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn thoughts_end_at_the_last_mark() {
        let cases = [
            ("B", (None, "B")),
            ("<think>hm\n</think>\n\nB", (Some("hm"), "\n\nB")),
            ("hm</think>B", (Some("hm"), "B")),
            ("<think>a</think>b</think>C", (Some("a</think>b"), "C")),
            ("\n<think>cut", (Some("cut"), "")),
            ("</think>B", (Some(""), "B")),
            ("is it <think> or B", (None, "is it <think> or B")),
        ];
        for (text, parts) in cases {
            assert_eq!(split(text), parts, "{text}");
        }
    }
}
