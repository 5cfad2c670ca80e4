//! Three and more files: which differ from which, without ranks.

use std::cmp::Ordering;

use super::figures::{bare_p, p_value, points};
use super::groups::LEVEL;
use super::table::{Cell, Table, figure, text};
use crate::format::{NO_VALUE, integer, interval, percent};
use crate::i18n::{CompareWords, fill};
use protocol::compare::ComparedFiles;

/// Whether any file differs from the others.
pub fn cochran(words: &CompareWords, compared: &ComparedFiles) -> String {
    let several = &compared.several;
    if compared.common == 0 {
        return words.none_common_all.to_owned();
    }
    let form = if several.p < LEVEL { words.cochran_differ } else { words.cochran_alike };
    fill(form, &[("q", &format!("{:.2}", several.cochran_q)), ("p", &p_value(several.p))])
}

/// Accuracies, the highest first, and which files are as good as the best.
pub fn accuracies(words: &CompareWords, names: &[String], compared: &ComparedFiles) -> Table {
    let mut files: Vec<_> = compared.files.iter().zip(names).collect();
    files.sort_by(|(one, _), (other, _)| other.accuracy.partial_cmp(&one.accuracy).unwrap_or(Ordering::Equal));
    let row = |(score, name): (&engine::compare::FileScore, &String)| {
        let is_best = compared.several.not_distinguishable_from_best.contains(&score.name);
        vec![
            text(name),
            figure(integer(score.n.into())),
            figure(percent(score.correct, score.n)),
            figure(interval(score.correct, score.n)),
            text(match compared.common {
                0 => NO_VALUE,
                _ if is_best => words.as_best,
                _ => words.below_best,
            }),
        ]
    };
    let heads = [words.file, words.n, words.accuracy, words.interval, words.verdict];
    Table::new(words.table_files, &heads, files.into_iter().map(row))
}

/// The difference of each two files, row minus column; a star where the adjusted p-value is significant.
pub fn matrix(words: &CompareWords, names: &[String], compared: &ComparedFiles) -> Table {
    let row = |(place, name): (usize, &String)| {
        let cells = (0..names.len()).map(|other| figure(difference(compared, place, other)));
        std::iter::once(text(name)).chain(cells).collect::<Vec<Cell>>()
    };
    let heads: Vec<&str> = std::iter::once(words.file).chain(names.iter().map(String::as_str)).collect();
    Table::new(words.matrix, &heads, names.iter().enumerate().map(row))
}

fn difference(compared: &ComparedFiles, row: usize, column: usize) -> String {
    let name = |place: usize| compared.files.get(place).map_or("", |file| file.name.as_str());
    let (a, b) = (name(row.min(column)), name(row.max(column)));
    let Some(pair) = compared.pairs.iter().find(|pair| row != column && pair.a == a && pair.b == b) else {
        return NO_VALUE.to_owned();
    };
    let Some(difference) = pair.difference else { return NO_VALUE.to_owned() };
    let shown = points(if row < column { difference } else { -difference });
    let mut tests = compared.several.pairs.iter().filter(|_| compared.common > 0);
    match tests.find(|test| test.a == a && test.b == b) {
        Some(test) => {
            let star = if test.holm_p < LEVEL { " *" } else { "" };
            format!("{shown} ({}){star}", bare_p(test.holm_p))
        }
        None => shown,
    }
}
