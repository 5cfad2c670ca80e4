//! Questions whose answer may be incorrect.

use std::collections::BTreeMap;

/// Files that must have answered.
const FILES: usize = 3;

/// Where three or more files are all incorrect, the option that at least three quarters of them chose, and their number.
/// Each file is given as the chosen option, if any could be inferred, and whether it is correct.
///
/// Models that err independently rarely choose the same of several incorrect options. The question then needs a look by
/// a person, since models also share errors.
///
/// ```
/// use engine::stats::suspect;
///
/// let wrong = |letter| (Some(letter), false);
/// assert_eq!(suspect(&[wrong('C'), wrong('C'), wrong('C'), wrong('A')]), Some(('C', 3)));
/// assert_eq!(suspect(&[wrong('C'), wrong('C'), (Some('B'), true)]), None);
/// ```
pub fn suspect<L: Ord + Copy>(files: &[(Option<L>, bool)]) -> Option<(L, usize)> {
    if files.len() < FILES || files.iter().any(|(_, is_correct)| *is_correct) {
        return None;
    }
    let mut counts: BTreeMap<L, usize> = BTreeMap::new();
    for option in files.iter().filter_map(|(option, _)| *option) {
        *counts.entry(option).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| 4 * count >= 3 * files.len())
}
