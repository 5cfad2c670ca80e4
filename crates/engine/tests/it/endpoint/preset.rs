//! The table of providers: `presets.json`.

use engine::endpoint::{ANY_SERVER, Address, AddressSpace, PRESETS, Preset, TokenRule};
use engine::image::Format;

#[test]
fn presets_are_whole() {
    assert!(!PRESETS.is_empty());
    for preset in PRESETS.iter() {
        assert!(["en", "zh"].iter().all(|language| preset.help.has(language)), "{}", preset.id);
        assert!(preset.picture_limits.takes(Format::Png) && preset.picture_limits.takes(Format::Jpeg));
        if preset.id == ANY_SERVER {
            continue;
        }
        let address = Address::read(preset.base_url).unwrap();
        assert_eq!(address.scheme == "http", address.space() == AddressSpace::Loopback, "{}", preset.id);
    }
    let ids: std::collections::BTreeSet<_> = PRESETS.iter().map(|preset| preset.id).collect();
    assert_eq!(ids.len(), PRESETS.len());
}

/// Anthropic's API takes 10 MiB of base64 for each image and 32 MB for a request.
#[test]
fn limits_of_pictures_are_those_of_the_provider() {
    let limits = &Preset::of("anthropic").unwrap().picture_limits;
    assert_eq!((limits.base64_bytes, limits.request_bytes), (Some(10_485_760), Some(32_000_000)));
}

#[test]
fn a_server_that_any_page_may_use_comes_with_the_way_to_a_key() {
    let help = &Preset::of("llama-cpp").unwrap().help;
    assert!(help.of("en").contains("--api-key") && help.of("zh").contains("--api-key"));
}

#[test]
fn models_have_their_rule() {
    let rule = |preset: &str, model: &str| Preset::of(preset).unwrap().token_rule(model);
    assert_eq!(rule("openai", "gpt-4o-mini-2024-07-18"), Some(TokenRule::Tiles { base: 2833, tile: 5667 }));
    assert_eq!(rule("openrouter", "openai/GPT-4o"), Some(TokenRule::Tiles { base: 85, tile: 170 }));
    assert_eq!(rule("gemini", "gemini-2.5-flash"), Some(TokenRule::GeminiTiles));
    assert_eq!(rule("no such preset", "gemini-3-pro"), Some(TokenRule::Fixed { tokens: 1120 }));
    assert_eq!(rule("ollama", "llava"), None);
}
