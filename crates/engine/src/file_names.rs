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
