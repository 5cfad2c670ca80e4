//! Marks that models put around their thoughts, or around the answer after them, which VLMEvalKit reads as any other text.

/// Such marks, of `<think>` (`DeepSeek`, Qwen), `MedGemma`, Kimi, gpt-oss, Seed, Mistral, GLM and others.
const MARKS: [&str; 24] = [
    "<think>",
    "</think>",
    "<thinking>",
    "</thinking>",
    "<thought>",
    "</thought>",
    "<reasoning>",
    "</reasoning>",
    "<reflection>",
    "</reflection>",
    "<seed:think>",
    "</seed:think>",
    "<unused94>",
    "<unused95>",
    "◁think▷",
    "◁/think▷",
    "[think]",
    "[/think]",
    "<|channel|>",
    "<|channel>",
    "<|begin_of_box|>",
    "<|end_of_box|>",
    "<answer>",
    "</answer>",
];

/// The marks that stand in a prediction, in whatever case, each once in the order of their first place.
pub fn thinking_marks(prediction: &str) -> Vec<&'static str> {
    let lower = prediction.to_lowercase();
    let mut found: Vec<_> = MARKS.iter().filter_map(|mark| Some((lower.find(mark)?, *mark))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, mark)| mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_where_they_stand() {
        let medgemma = "<unused94>thought\nperhaps A<unused95>B";
        assert_eq!(thinking_marks(medgemma), ["<unused94>", "<unused95>"]);
        assert_eq!(thinking_marks("[THINK]hm[/THINK]<answer>B</answer>").len(), 4);
        assert_eq!(thinking_marks("<|channel|>analysis<|message|>hm"), ["<|channel|>"]);
        assert_eq!(thinking_marks("◁think▷hm◁/think▷B"), ["◁think▷", "◁/think▷"]);
        assert!(thinking_marks("I think B").is_empty());
    }
}
