//! Tables of a comparison in their forms.

use engine::compare::{TableForm, TableKind};

use super::{compared, dataset, predictions, questions};

/// Two files of four questions; the answers are A, D, C, B.
fn printed(names: [&str; 2], kind: TableKind, form: TableForm) -> String {
    let one = predictions([(0, "A"), (1, "D"), (2, "C"), (3, "A")]);
    let two = predictions([(0, "A"), (1, "A"), (2, "no idea"), (3, "A")]);
    compared(&dataset(&questions(4)), &[(names[0], one), (names[1], two)], |comparison| {
        comparison.report().table(kind, form)
    })
}

#[test]
fn csv_has_values_in_full_and_quotes_what_needs_it() {
    let text = printed(["a,b\n.tsv", "two.tsv"], TableKind::Files, TableForm::Csv);
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(lines.headers().unwrap(), vec!["file", "n", "correct", "accuracy", "low", "high"]);
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][0], &rows[0][1], &rows[0][2], &rows[0][3]), ("a,b\n.tsv", "4", "3", "0.75"));
    // Wilson's interval of 3 of 4, as statsmodels' proportion_confint(3, 4, method='wilson') gives it.
    let ends: Vec<f64> = [&rows[0][4], &rows[0][5]].map(|end| end.parse().unwrap()).to_vec();
    assert!((ends[0] - 0.300_642).abs() < 1e-6 && (ends[1] - 0.954_413).abs() < 1e-6, "{ends:?}");
}

#[test]
fn markdown_is_rounded_and_keeps_to_its_cells() {
    let text = printed(["a|b.tsv", "two.tsv"], TableKind::Pairs, TableForm::Markdown);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "| a | b | n | both | only a | only b | neither | difference | low | high | p |");
    assert_eq!(lines[1], "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    assert!(lines[2].starts_with("| a\\|b.tsv | two.tsv | 4 | 1 | 2 | 0 | 1 | 50.0 |"), "{}", lines[2]);
    assert!(lines[2].ends_with(" 0.500 |"), "{}", lines[2]);
}

#[test]
fn latex_escapes_what_would_be_a_command() {
    let text = printed(["50%_of & #1\\.tsv", "two.tsv"], TableKind::Files, TableForm::Latex);
    assert!(text.starts_with("\\begin{tabular}{lrrrrr}\n\\toprule\n"), "{text}");
    assert!(text.contains("50\\%\\_of \\& \\#1\\textbackslash{}.tsv & 4 & 3 & 75.0 & "), "{text}");
    assert!(text.ends_with("\\bottomrule\n\\end{tabular}\n"), "{text}");
}

#[test]
fn every_table_has_rows_as_long_as_its_header() {
    for kind in [TableKind::Files, TableKind::Pairs, TableKind::Groups, TableKind::Letters, TableKind::Suspects] {
        let text = printed(["one.tsv", "two.tsv"], kind, TableForm::Csv);
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        let rows = lines.records().map(Result::unwrap).count();
        assert_eq!(rows > 0, kind != TableKind::Suspects, "{kind:?}: {text}");
    }
}
