//! How a server of one's own is told to allow a page.

/// The line that has a preset's server allow pages of that origin; `None` where none is known or needed.
///
/// Sources: Ollama's FAQ (`OLLAMA_ORIGINS`), vLLM's `vllm serve --help` (`--allowed-origins`, a JSON list), LM Studio's
/// `lms server start --help` (`--cors`), llama.cpp's server README (`--cors-origins`).
pub fn setup_command(preset: &str, origin: &str) -> Option<String> {
    Some(match preset {
        "ollama" => format!("OLLAMA_ORIGINS={origin} ollama serve"),
        "vllm" => format!("vllm serve MODEL --allowed-origins '[\"{origin}\"]'"),
        "lm-studio" => "lms server start --cors".to_owned(),
        "llama-cpp" => format!("llama-server --cors-origins {origin}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_told_the_pages_origin() {
        let command = |preset| setup_command(preset, "https://page.example");
        assert_eq!(command("ollama").unwrap(), "OLLAMA_ORIGINS=https://page.example ollama serve");
        assert_eq!(command("vllm").unwrap(), "vllm serve MODEL --allowed-origins '[\"https://page.example\"]'");
        assert_eq!(command("openai"), None);
    }
}
