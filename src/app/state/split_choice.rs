//! Which split a prediction file is for.

use crate::engine::check::Split;

/// Which split a prediction file is checked against where no dataset is loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SplitChoice {
    /// The one that the file's name tells of; VAL where it tells of none.
    #[default]
    ByName,
    /// This one.
    Fixed(Split),
}

impl SplitChoice {
    /// All choices in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ByName, Self::Fixed(Split::Val), Self::Fixed(Split::Test)];

    /// The split for a file of that name.
    pub fn of_file(self, name: &str) -> Split {
        match self {
            Self::ByName => split_of_name(name),
            Self::Fixed(split) => split,
        }
    }
}

/// The split that VLMEvalKit's file names tell of, as `model_GMAI-MMBench_TEST.xlsx`; the later one where both occur,
/// since the model's name comes first.
fn split_of_name(name: &str) -> Split {
    let name = name.to_ascii_uppercase();
    if name.rfind("TEST") > name.rfind("VAL") { Split::Test } else { Split::Val }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_split() {
        let cases = [
            ("model_GMAI-MMBench_VAL.xlsx", Split::Val),
            ("model_GMAI-MMBench_TEST.tsv", Split::Test),
            ("latest_GMAI-MMBench_VAL.xlsx", Split::Val),
            ("interval_gmai-mmbench_test.csv", Split::Test),
            ("predictions.xlsx", Split::Val),
        ];
        for (name, split) in cases {
            assert_eq!(SplitChoice::ByName.of_file(name), split, "{name}");
        }
    }

    #[test]
    fn a_fixed_split_does_not_ask_the_name() {
        assert_eq!(SplitChoice::Fixed(Split::Val).of_file("model_GMAI-MMBench_TEST.xlsx"), Split::Val);
    }
}
