//! The error-letter test.

use engine::stats::{Choice, PositionBias};
use proptest::collection::vec;
use proptest::prelude::*;

fn choice(options: u32, answer: u8, chosen: u8) -> Choice {
    Choice { options, answer, chosen: Some(chosen) }
}

/// p by going through every way in which the wrong letters could have fallen.
fn exact_p(choices: &[Choice], bias: &PositionBias) -> f64 {
    let wrong: Vec<Vec<usize>> = choices
        .iter()
        .filter(|choice| choice.chosen != Some(choice.answer))
        .map(|choice| (0..26).filter(|l| choice.options >> l & 1 == 1 && *l != usize::from(choice.answer)).collect())
        .collect();
    let (mut all, mut as_large) = (0.0, 0.0);
    let mut places = vec![0; wrong.len()];
    loop {
        let mut counts = vec![0.0; bias.expected.len()];
        for (letters, place) in wrong.iter().zip(&places) {
            counts[letters[*place]] += 1.0;
        }
        let terms = counts.iter().zip(&bias.expected).filter(|(_, expected)| **expected > 0.0);
        let x2: f64 = terms.map(|(observed, expected)| (observed - expected).powi(2) / expected).sum();
        all += 1.0;
        as_large += f64::from(u8::from(x2 >= bias.x2 - 1e-9));
        let Some(turning) = (0..wrong.len()).find(|row| places[*row] + 1 < wrong[*row].len()) else { break };
        places[..turning].fill(0);
        places[turning] += 1;
    }
    as_large / all
}

#[test]
fn drawn_letters_have_the_exact_distribution() {
    let rows =
        [(0b1111, 0, 1), (0b1111, 0, 1), (0b1111, 2, 1), (0b111, 2, 1), (0b11, 0, 1), (0b11111, 3, 1), (0b11111, 0, 4)];
    let choices = rows.map(|(options, answer, chosen)| choice(options, answer, chosen));
    for taken in 1..=choices.len() {
        let bias = PositionBias::of(&choices[..taken]);
        let exact = exact_p(&choices[..taken], &bias);
        assert!((bias.p - exact).abs() < 0.02, "{} is not {exact}", bias.p);
    }
}

#[test]
fn options_need_not_follow_each_other() {
    // A and D, and C and Z.
    let bias = PositionBias::of(&[choice(0b1001, 0, 3), choice(1 << 2 | 1 << 25, 25, 2)]);
    assert_eq!(bias.letters.len(), 26);
    assert_eq!((bias.expected[3], bias.expected[2], bias.x2), (1.0, 1.0, 0.0));
    assert_eq!((bias.recall[0], bias.recall[1], bias.recall[25]), (Some(0.0), None, Some(0.0)));
}

#[test]
fn rows_without_a_letter_count_as_incorrect_and_in_no_test() {
    let none = Choice { options: 0b11, answer: 0, chosen: None };
    let bias = PositionBias::of(&[none, choice(0b11, 0, 0)]);
    assert_eq!((&bias.answers[..], &bias.chosen[..], &bias.observed[..]), (&[2, 0][..], &[1, 0][..], &[0, 0][..]));
    assert_eq!((bias.recall[0], bias.x2, bias.p, bias.rstd), (Some(0.5), 0.0, 1.0, Some(0.0)));
}

#[test]
fn odd_options_do_no_harm() {
    for odd in
        [choice(0, 0, 1), choice(1, 0, 30), choice(u32::MAX, 31, 0), choice(0xFC00_0000, 0, 1), choice(1, 200, 0)]
    {
        let bias = PositionBias::of(&[odd]);
        assert!(bias.x2.is_finite() && (0.0..=1.0).contains(&bias.p));
    }
    let nothing = PositionBias::of(&[]);
    assert_eq!((nothing.letters.len(), nothing.x2, nothing.p, nothing.rstd), (0, 0.0, 1.0, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn expectations_are_summed_row_by_row(rows in vec((2..6_u32, 0..5_u8, proptest::option::of(0..5_u8)), 0..60)) {
        let within = |options: u32, letter: u8| letter % options as u8;
        let choices: Vec<Choice> = rows
            .into_iter()
            .map(|(options, answer, chosen)| Choice {
                options: (1 << options) - 1,
                answer: within(options, answer),
                chosen: chosen.map(|chosen| within(options, chosen)),
            })
            .collect();
        let bias = PositionBias::of(&choices);
        let wrong = || choices.iter().filter(|choice| choice.chosen.is_some_and(|chosen| chosen != choice.answer));
        let (mut x2, mut all) = (0.0, 0.0);
        for (letter, (observed, expected)) in (0..).zip(bias.observed.iter().zip(&bias.expected)) {
            let of_row = |choice: &Choice| {
                let may = choice.options >> letter & 1 == 1 && choice.answer != letter;
                if may { 1.0 / f64::from(choice.options.count_ones() - 1) } else { 0.0 }
            };
            let sum: f64 = wrong().map(of_row).sum();
            prop_assert!((expected - sum).abs() < 1e-9);
            prop_assert_eq!(*observed as usize, wrong().filter(|choice| choice.chosen == Some(letter)).count());
            x2 += if sum > 0.0 { (f64::from(*observed) - sum).powi(2) / sum } else { 0.0 };
            all += sum;
        }
        prop_assert!((bias.x2 - x2).abs() < 1e-9 && (all - wrong().count() as f64).abs() < 1e-9);
    }
}
