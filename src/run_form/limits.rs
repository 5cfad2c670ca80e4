//! The limits of a run, as far as they may change while it goes on.

use super::field::Field;
use super::form::RunForm;
use super::setup::FieldFault;

/// Fields that say how fast, how often and for how much money is asked.
const LIMITS: [Field; 6] =
    [Field::Concurrency, Field::RequestsPerMinute, Field::TokensPerMinute, Field::Timeout, Field::Tries, Field::Budget];

impl RunForm {
    /// The first of the limits that makes no sense.
    pub fn limit_fault(&self) -> Option<FieldFault> {
        LIMITS.into_iter().find_map(|field| Some(FieldFault { field, kind: self.fault(field)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_with_limits_that_make_sense_whatever_else_is_wrong() {
        let mut form = RunForm::default();
        form.set_text(Field::BaseUrl, "nowhere".to_owned());
        form.set_text(Field::MaxTokens, "many".to_owned());
        assert_eq!(form.limit_fault(), None);
        for field in LIMITS {
            let mut faulty = form.clone();
            faulty.set_text(field, "little".to_owned());
            assert_eq!(faulty.limit_fault().map(|fault| fault.field), Some(field));
        }
        form.set_text(Field::Budget, String::new());
        assert_eq!(form.limit_fault(), None);
    }
}
