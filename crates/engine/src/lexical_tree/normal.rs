//! When two names are the same.

/// The form under which names of trees and cells of files are compared: lower case, underscores as spaces, every run of
/// white space as one space and none at the ends, no full stops at the end. Nothing else: `lung nodule` and `pulmonary
/// nodule` stay two labels, as in the published tree.
pub fn normal_form(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_whitespace() || character == '_' {
            if !normal.is_empty() && !normal.ends_with(' ') {
                normal.push(' ');
            }
        } else {
            normal.extend(character.to_lowercase());
        }
    }
    normal.truncate(normal.trim_end_matches(['.', ' ']).len());
    normal
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::normal_form;

    #[test]
    fn only_case_spaces_underscores_and_full_stops_are_ignored() {
        let cases = [
            ("Fundus_Photography", "fundus photography"),
            ("  Mask \t level ", "mask level"),
            (
                "the image does not contain breast cancer metastases.",
                "the image does not contain breast cancer metastases",
            ),
            ("x . .", "x"),
            ("No. 1", "no. 1"),
            ("high-grade dysplasia", "high-grade dysplasia"),
            ("_", ""),
            ("ÉCG", "écg"),
        ];
        for (name, normal) in cases {
            assert_eq!(normal_form(name), normal);
        }
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own(name in "[a-zA-Zİß_ .\t\n-]{0,20}") {
            let normal = normal_form(&name);
            prop_assert_eq!(normal_form(&normal), normal);
        }
    }
}
