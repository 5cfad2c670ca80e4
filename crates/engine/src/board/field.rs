//! The 18 clinical VQA tasks, 18 departments and 4 perceptual granularities of the board's columns.
//!
//! Source of names and abbreviations: the benchmark's homepage and tables 5, 6 and 12 of arXiv:2408.03361v7.

/// A column that stands for a group of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The head of the column.
    pub abbreviation: &'static str,
    /// The full name.
    pub name: &'static str,
}

const fn field(abbreviation: &'static str, name: &'static str) -> Field {
    Field { abbreviation, name }
}

/// Clinical VQA tasks, in the order of the board.
pub const TASKS: [Field; 18] = [
    field("AR", "Attribute Recognition"),
    field("BVR", "Blood Vessels Recognition"),
    field("B", "Bone"),
    field("CR", "Cell Recognition"),
    field("C", "Counting"),
    field("DD", "Disease Diagnosis"),
    field("IQG", "Image Quality Grading"),
    field("MR", "Microorganism Recognition"),
    field("M", "Muscle"),
    field("NT", "Nervous Tissue"),
    field("OR-A", "Organ Recognition - Abdomen"),
    field("OR-HN", "Organ Recognition - Head and Neck"),
    field("OR-P", "Organ Recognition - Pelvic"),
    field("OR-T", "Organ Recognition - Thorax"),
    field("SG", "Severity Grading"),
    field("SAR", "Surgeon Action Recognition"),
    field("SIR", "Surgical Instrument Recognition"),
    field("SWR", "Surgical Workflow Recognition"),
];

/// Departments, in the order of the board.
pub const DEPARTMENTS: [Field; 18] = [
    field("CS", "Cardiovascular Surgery"),
    field("D", "Dermatology"),
    field("E", "Endocrinology"),
    field("GH", "Gastroenterology and Hepatology"),
    field("GS", "General Surgery"),
    field("H", "Hematology"),
    field("ID", "Infectious Diseases"),
    field("LMP", "Laboratory Medicine and Pathology"),
    field("NH", "Nephrology and Hypertension"),
    field("N", "Neurosurgery"),
    field("OG", "Obstetrics and Gynecology"),
    field("OM", "Oncology (Medical)"),
    field("O", "Ophthalmology"),
    field("OS", "Orthopedic Surgery"),
    field("ENT/HNS", "Otolaryngology (ENT)/Head and Neck Surgery"),
    field("PM", "Pulmonary Medicine"),
    field("SM", "Sports Medicine"),
    field("U", "Urology"),
];

/// Perceptual granularities, in the order of the board.
pub const GRANULARITIES: [Field; 4] = [
    field("contour", "Contour level"),
    field("mask", "Mask level"),
    field("image", "Image level"),
    field("box", "Box level"),
];

/// The place of a dataset's value among fields: letters and digits are compared, in lower case, with the full name or
/// the abbreviation.
pub(super) fn place_of(fields: &[Field], value: &str) -> Option<usize> {
    let wanted = normal(value);
    fields.iter().position(|field| normal(field.name) == wanted || normal(field.abbreviation) == wanted)
}

fn normal(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_however_they_are_written() {
        assert_eq!(place_of(&TASKS, "organ recognition – head and neck"), Some(11));
        assert_eq!(place_of(&DEPARTMENTS, "ENT/HNS"), Some(14));
        assert_eq!(place_of(&GRANULARITIES, "Box Level"), Some(3));
        assert_eq!(place_of(&TASKS, ""), None);
    }

    #[test]
    fn every_field_is_told_apart() {
        for fields in [&TASKS[..], &DEPARTMENTS, &GRANULARITIES] {
            for (at, field) in fields.iter().enumerate() {
                assert_eq!(place_of(fields, field.name), Some(at));
                assert_eq!(place_of(fields, field.abbreviation), Some(at));
            }
        }
    }
}
