//! What a folder is taken for, by the names of its files.

/// Extensions that files of a model never have.
const TABLES: [&str; 5] = ["tsv", "xlsx", "xls", "csv", "jsonl"];

/// Whether a folder of those files is a model: it holds ONNX files, or the configuration of a model and no tables.
pub fn is_model<'p>(mut paths: impl Iterator<Item = &'p str> + Clone) -> bool {
    let has_onnx = paths.clone().any(|path| extension(path).eq_ignore_ascii_case("onnx"));
    let has_config = paths.clone().any(|path| name(path) == "config.json");
    has_onnx || (has_config && !paths.any(is_of_table))
}

/// Whether a file may be a dataset or predictions.
pub fn may_be_table(path: &str) -> bool {
    is_of_table(path) || extension(path).eq_ignore_ascii_case("json")
}

fn is_of_table(path: &str) -> bool {
    TABLES.iter().any(|table| extension(path).eq_ignore_ascii_case(table))
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn extension(path: &str) -> &str {
    name(path).rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_known_by_its_files() {
        let models: [&[&str]; 3] = [
            &["m/config.json", "m/onnx/model_q4.onnx", "m/tokenizer.json", "m/vocab.tsv"],
            &["m/Model.ONNX"],
            &["m/config.json", "m/model.safetensors", "m/README.md"],
        ];
        for model in models {
            assert!(is_model(model.iter().copied()), "{model:?}");
        }
    }

    #[test]
    fn what_an_evaluation_leaves_is_no_model() {
        let folders: [&[&str]; 4] = [
            &["Qwen/Qwen_GMAI_VAL.xlsx", "Qwen/T20261101/GMAI_VAL.tsv", "Qwen/T20261101/status.json"],
            &["out/config.json", "out/Qwen_GMAI_VAL.xlsx"],
            &["config.json.d/notes.txt", "onnx"],
            &[],
        ];
        for folder in folders {
            assert!(!is_model(folder.iter().copied()), "{folder:?}");
        }
    }

    #[test]
    fn tables_are_known_by_their_extension() {
        let tables = ["a/b.tsv", "B.XLSX", "c.json", "d.x.jsonl", "e.csv"];
        assert!(tables.into_iter().all(may_be_table));
        assert!(!["a.tsv/b.log", "c.pkl", "tsv", ".png"].into_iter().any(may_be_table));
    }
}
