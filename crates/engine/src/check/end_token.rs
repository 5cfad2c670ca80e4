//! Tokens that a model ends its turn with, left at the end of a prediction by a server that did not take them away.

/// Names of such tokens between angle brackets, in lower case, beside those between bars such as `<|im_end|>`.
const ANGLED: [&str; 17] = [
    "/s",
    "eos",
    "eot",
    "eom",
    "eoa",
    "eod",
    "eoc",
    "end",
    "pad",
    "im_end",
    "end_of_turn",
    "end_of_text",
    "endoftext",
    "end_of_sentence",
    "end_of_utterance",
    "end_of_answer",
    "/assistant",
];

/// Those between square brackets, in lower case.
const SQUARE: [&str; 5] = ["eos", "pad", "sep", "/inst", "end of text"];

/// Beginnings of names that vocabularies have left for later use, where some models end.
const RESERVED: [&str; 3] = ["reserved_", "unused", "unused_token_"];

/// Longest name of a token, in bytes.
const NAME_BYTES: usize = 48;

/// The end tokens at the end of a text: where the first of them begins, and it.
pub(crate) fn end_token(text: &str) -> Option<(usize, &str)> {
    let mut found = None;
    let mut rest = text.trim_end();
    while let Some(token) = last_token(rest) {
        let at = rest.len() - token.len();
        found = Some((at, token));
        rest = rest[..at].trim_end();
    }
    found
}

/// The token that a text ends with.
fn last_token(text: &str) -> Option<&str> {
    let (open, names): (char, &[&str]) = match text.chars().next_back()? {
        '>' => ('<', &ANGLED),
        ']' => ('[', &SQUARE),
        _ => return None,
    };
    let token = &text[text.rfind(open)?..];
    let name = token.get(1..token.len() - 1).filter(|name| name.len() <= NAME_BYTES)?.to_lowercase();
    let is_barred = name.len() > 2 && name.ends_with(['|', '\u{ff5c}']) && open == '<';
    let is_name = |character: char| character.is_alphanumeric() || "_-./|\u{ff5c}\u{2581}".contains(character);
    let is_reserved = || RESERVED.iter().any(|start| name.starts_with(start));
    let is_token = names.contains(&name.as_str()) || ((is_barred || is_reserved()) && name.chars().all(is_name));
    is_token.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_many_models_are_known() {
        let tokens = [
            "<|im_end|>",
            "</s>",
            "<end_of_turn>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|end|>",
            "<eos>",
            "<turn|>",
            "<\u{ff5c}end\u{2581}of\u{2581}sentence\u{ff5c}>",
            "[EOS]",
            "[/INST]",
            "<|return|>",
            "<reserved_107>",
            "[UNUSED_TOKEN_145]",
            "[end of text]",
            "<end_of_utterance>",
        ];
        for token in tokens {
            assert_eq!(end_token(&format!("B{token}")), Some((1, token)));
            assert_eq!(end_token(&format!("B {token}\n<|im_end|> \n")), Some((2, token)));
        }
        for text in ["B", "B>", "<b>B</b>", "B]", "[B]", "x < 3 |>", "<||>", "", ">", "<answer>B</answer>", "</s>B"] {
            assert_eq!(end_token(text), None, "{text:?}");
        }
    }
}
