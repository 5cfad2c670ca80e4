//! Tokens and money that runs take.

use engine::endpoint::{Answer, Detail, EndpointError, EndpointErrorKind, Finish, TokenRule, Usage};
use engine::run::{Estimate, Price, QuestionCost, RunFailure, picture_tokens, text_tokens};

#[test]
fn pictures_take_what_the_providers_tell() {
    let tiles = TokenRule::Tiles { base: 85, tile: 170 };
    let patches = TokenRule::Patches { side: 32, most: 1536, percent: 100 };
    let mini = TokenRule::Patches { side: 32, most: 1536, percent: 162 };
    let area = TokenRule::Area { pixels_per_token: 750, side: 1568, most: 1600 };
    let cases = [
        // OpenAI's own examples.
        (tiles, 1024, 1024, 765),
        (tiles, 2048, 4096, 1105),
        (tiles, 100, 100, 255),
        (patches, 1024, 1024, 1024),
        (mini, 1024, 1024, 1659),
        (patches, 9000, 9000, 1536),
        // Anthropic's: 200 × 200 takes about 54, 1092 × 1092 about 1590.
        (area, 200, 200, 54),
        (area, 1092, 1092, 1590),
        (area, 4000, 4000, 1600),
        (TokenRule::GeminiTiles, 384, 384, 258),
        // Google's example of 960 × 540: 2 × 3 tiles of 360 pixels.
        (TokenRule::GeminiTiles, 960, 540, 1548),
        (TokenRule::Fixed { tokens: 1120 }, 1, 1, 1120),
        (tiles, 0, 0, 255),
    ];
    for (rule, width, height, tokens) in cases {
        assert_eq!(picture_tokens(rule, width, height, None), tokens, "{rule:?} {width} × {height}");
    }
    assert_eq!(picture_tokens(tiles, 1024, 1024, Some(Detail::Low)), 85);
}

#[test]
fn texts_are_estimated_by_script() {
    assert_eq!(text_tokens(""), 8);
    assert_eq!(text_tokens("What is this?"), 8 + 4);
    assert_eq!(text_tokens("这是什么？"), 8 + 5);
}

#[test]
fn a_try_costs_what_the_server_counts() {
    let price = Price { input_per_million: 1.0, output_per_million: 1.0 };
    let expected = Usage { input: 600_000, output: 400_000 };
    let answer = |usage| Answer {
        text: "A".to_owned(),
        thinking: None,
        finish: Finish::Stop,
        usage,
        model: None,
        letters: None,
    };
    let failed = |kind| Err(RunFailure::from(EndpointError::without_reply(kind, "")));
    let cases = [
        (Ok(answer(Some(Usage { input: 1_000_000, output: 2_000_000 }))), 3.0),
        (Ok(answer(None)), 1.0),
        (failed(EndpointErrorKind::Timeout), 1.0),
        (failed(EndpointErrorKind::RateLimited), 0.0),
    ];
    for (outcome, cost) in cases {
        assert!((price.of_try(outcome.as_ref(), expected) - cost).abs() < 1e-9, "{outcome:?}");
    }
    let counted = EndpointError {
        usage: Some(Usage { input: 1_000_000, output: 1_000_000 }),
        ..EndpointError::without_reply(EndpointErrorKind::CutOff, "")
    };
    assert!((price.of_try(Err(&counted.into()), expected) - 2.0).abs() < 1e-9);
}

#[test]
fn an_estimate_sums_up() {
    let price = Price { input_per_million: 2.5, output_per_million: 10.0 };
    let question = QuestionCost { text: 60, pictures: 765 };
    let estimate = Estimate::of(std::iter::repeat_n(question, 1000), 5, &price);
    assert_eq!((estimate.questions, estimate.picture_tokens, estimate.output_tokens), (1000, 765_000, 5000));
    assert!((estimate.cost - (0.825 * 2.5 + 0.05)).abs() < 1e-9);
    assert_eq!(estimate.tokens_per_question(), 830);
    assert!((estimate.most_per_question(question, 2048, &price) - 0.022_542_5).abs() < 1e-9);
    assert_eq!(Estimate::of([], 5, &price).tokens_per_question(), 0);
}
