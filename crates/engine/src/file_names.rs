//! Names that tell files apart.

/// The name, or where it is taken the name with a number before its extension: `qwen (2).xlsx`.
pub fn unique_name(name: &str, taken: &[&str]) -> String {
    let (stem, extension) = name.rfind('.').map_or((name, ""), |dot| name.split_at(dot));
    let mut unique = name.to_owned();
    let mut number = 1_u32;
    while taken.contains(&unique.as_str()) {
        number += 1;
        unique = format!("{stem} ({number}){extension}");
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_taken_get_a_number() {
        assert_eq!(unique_name("a.b.xlsx", &["c.xlsx"]), "a.b.xlsx");
        assert_eq!(unique_name("a.b.xlsx", &["a.b.xlsx"]), "a.b (2).xlsx");
        assert_eq!(unique_name("a.xlsx", &["a.xlsx", "a (2).xlsx"]), "a (3).xlsx");
        assert_eq!(unique_name("a", &["a"]), "a (2)");
    }
}
