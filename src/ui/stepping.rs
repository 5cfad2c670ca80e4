//! Which row of a list is to be opened: one at a position, or one some steps away from the open one.
//!
//! Keys come faster than answers: a step that is taken before the list is known counts from where it was taken.

/// What is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The row at a position.
    Position(u32),
    /// The row some steps forward of the open row, or backward where negative.
    Steps {
        /// The open row, where one is.
        from: Option<u32>,
        /// How many steps.
        count: i32,
    },
}

/// Where the row that steps are taken from is in a list: the open one, or one that was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListPosition {
    /// There is no such row.
    NoneOpen,
    /// At a position.
    At(u32),
    /// Not in the list; the row that follows it is at this position, which is the list's length where none follows.
    Before(u32),
}

impl Aim {
    /// One step on from an aim that is not reached yet, or from the open row; `None` where the steps lead back to it.
    pub fn stepped(aim: Option<Self>, open: Option<u32>, forward: bool) -> Option<Self> {
        let step = if forward { 1 } else { -1 };
        match aim {
            Some(Self::Position(at)) => Some(Self::Position(at.saturating_add_signed(step))),
            Some(Self::Steps { from, count }) if from == open => {
                let count = count.saturating_add(step);
                (count != 0).then_some(Self::Steps { from, count })
            }
            Some(Self::Steps { .. }) | None => Some(Self::Steps { from: open, count: step }),
        }
    }

    /// Forgets a position, as when the list has become another one; steps are counted from a row and stay.
    pub fn forget_position(aim: &mut Option<Self>) {
        *aim = aim.filter(|aim| matches!(aim, Self::Steps { .. }));
    }

    /// The position to open in a list of `total` rows; of steps the sum is kept within the list's ends. `None` where there
    /// is nothing in that direction, or where another row was opened since the steps were taken.
    pub fn position(self, open: Option<u32>, list_position: ListPosition, total: u32) -> Option<u32> {
        let last = total.checked_sub(1)?;
        let (from, count) = match self {
            Self::Position(at) => return Some(at.min(last)),
            Self::Steps { from, count } => (from, count),
        };
        let reached = match list_position {
            _ if from != open => return None,
            ListPosition::NoneOpen => 0_u32.saturating_add_signed(count.saturating_sub(1)),
            ListPosition::At(at) => at.saturating_add_signed(count),
            ListPosition::Before(at) if count > 0 && at <= last => at.saturating_add_signed(count - 1),
            ListPosition::Before(at) if count < 0 && at > 0 => at.saturating_add_signed(count),
            ListPosition::Before(_) => return None,
        };
        Some(reached.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The position that steps lead to (`+` forward, `-` backward), taken before the list of ten rows is known.
    fn reached(steps: &str, list_position: ListPosition) -> Option<u32> {
        let aim = steps.chars().fold(None, |aim, step| Aim::stepped(aim, Some(70), step == '+'));
        aim?.position(Some(70), list_position, 10)
    }

    #[test]
    fn steps_count_from_the_open_row_and_stay_in_the_list() {
        assert_eq!(reached("+", ListPosition::At(3)), Some(4));
        assert_eq!(reached("+++-", ListPosition::At(3)), Some(5));
        assert_eq!(reached("--", ListPosition::At(3)), Some(1));
        assert_eq!(reached("++", ListPosition::At(9)), Some(9));
        assert_eq!(reached("-", ListPosition::At(0)), Some(0));
        assert_eq!(reached("+-", ListPosition::At(3)), None);
    }

    #[test]
    fn the_first_step_enters_a_list_that_the_open_row_is_not_in() {
        assert_eq!(reached("+", ListPosition::Before(4)), Some(4));
        assert_eq!(reached("++", ListPosition::Before(4)), Some(5));
        assert_eq!(reached("-", ListPosition::Before(4)), Some(3));
        assert_eq!(reached("-", ListPosition::Before(10)), Some(9));
        assert_eq!(reached("+", ListPosition::Before(10)), None);
        assert_eq!(reached("-", ListPosition::Before(0)), None);
    }

    #[test]
    fn the_first_step_opens_the_first_row_where_none_is_open() {
        assert_eq!(reached("+", ListPosition::NoneOpen), Some(0));
        assert_eq!(reached("+++", ListPosition::NoneOpen), Some(2));
        assert_eq!(reached("-", ListPosition::NoneOpen), Some(0));
    }

    #[test]
    fn steps_are_forgotten_once_another_row_is_open() {
        let aim = Aim::stepped(None, Some(70), true).unwrap();
        assert_eq!(aim.position(Some(71), ListPosition::At(3), 10), None);
        assert_eq!(Aim::stepped(Some(aim), Some(71), false), Some(Aim::Steps { from: Some(71), count: -1 }));
    }

    #[test]
    fn a_position_that_is_not_there_yet_can_be_stepped_from() {
        let aim = Aim::stepped(Some(Aim::Position(5)), Some(70), true).unwrap();
        assert_eq!(aim.position(Some(70), ListPosition::At(3), 10), Some(6));
        assert_eq!(Aim::Position(12).position(None, ListPosition::NoneOpen, 10), Some(9));
    }

    #[test]
    fn in_another_list_steps_stay_and_positions_do_not() {
        let steps = Aim::stepped(None, Some(70), true);
        for (aim, kept) in [(steps, steps), (Some(Aim::Position(5)), None), (None, None)] {
            let mut now = aim;
            Aim::forget_position(&mut now);
            assert_eq!(now, kept);
        }
    }

    #[test]
    fn an_empty_list_has_nothing_to_open() {
        assert_eq!(Aim::Position(0).position(None, ListPosition::NoneOpen, 0), None);
        assert_eq!(Aim::stepped(None, None, true).unwrap().position(None, ListPosition::NoneOpen, 0), None);
    }
}
