use engine::dataset::{Dataset, DatasetBuilder};
use engine::scoring::Truth;
use engine::subset::{Piece, SourceFile, pieces};

const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAECAIAAADJUWIXAAAAFElEQVR4nGPUuJHBgASYGFABIT4AWDABcFoGlNw";

fn read(parts: &[&str]) -> Dataset {
    let mut builder = DatasetBuilder::new();
    for (number, text) in parts.iter().enumerate() {
        builder.begin_part(&format!("x_part_{number}.tsv"));
        for chunk in text.as_bytes().chunks(7) {
            builder.feed(chunk).unwrap();
        }
        builder.end_part().unwrap();
    }
    builder.finish()
}

fn written(parts: &[&str], rows: &[u32]) -> String {
    let ends_line = |text: &&str| text.ends_with(['\n', '\r']);
    let files: Vec<SourceFile> =
        parts.iter().map(|text| SourceFile { bytes: text.len() as u64, ends_line: ends_line(text) }).collect();
    let pieces = pieces(&read(parts), rows, &files);
    let text = |piece: &Piece| match piece {
        Piece::Source { part, range } => {
            let bounds = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
            parts[*part as usize][bounds].to_owned()
        }
        Piece::LineBreak => "\n".to_owned(),
    };
    let written: String = pieces.iter().map(text).collect();
    assert_eq!(written.len() as u64, pieces.iter().map(Piece::bytes).sum::<u64>());
    written
}

fn parts() -> [String; 2] {
    [
        format!(
            "index\timage\tquestion\tA\tanswer\n0\t\"{PICTURE}\"\t\"a\t\"\"b\"\" \n c\"\tx\tA\n1\t0\tq1\ty\tB\n\n2\t1\tq2\tz\tC"
        ),
        format!(
            "index\timage\tquestion\tA\tanswer\r\n3\t{PICTURE}AA\tq3\tx\tA\r\n4\t3\tq4\tx\tA\r\n5\t0\tq5\tx\tB\r\n"
        ),
    ]
}

#[test]
fn records_are_the_sources_bytes_with_references_resolved() {
    let [first, second] = parts();
    let header = "index\timage\tquestion\tA\tanswer\n";
    let parts = [first.as_str(), second.as_str()];
    assert_eq!(written(&parts, &[0]), format!("{header}0\t\"{PICTURE}\"\t\"a\t\"\"b\"\" \n c\"\tx\tA\n"));
    assert_eq!(written(&parts, &[5, 2]), format!("{header}2\t\"{PICTURE}\"\tq2\tz\tC\n5\t\"{PICTURE}\"\tq5\tx\tB\r\n"));
    assert_eq!(written(&parts, &[]), header);
    assert_eq!(written(&parts, &[4]), format!("index\timage\tquestion\tA\tanswer\r\n4\t{PICTURE}AA\tq4\tx\tA\r\n"));
    let files = [SourceFile { bytes: first.len() as u64, ends_line: false }];
    assert_eq!(pieces(&read(&parts[..1]), &[0], &files).len(), 1);
}

#[test]
fn the_subset_reads_as_the_rows_it_was_made_of() {
    let [first, second] = parts();
    let parts = [first.as_str(), second.as_str()];
    let source = read(&parts);
    for rows in [vec![0, 1, 2, 3, 4, 5], vec![1, 3, 5], vec![2], vec![2, 3]] {
        let text = written(&parts, &rows);
        let subset = read(&[&text]);
        assert_eq!((subset.row_count(), subset.refusal()), (rows.len(), None));
        let cells = |dataset: &Dataset, row: usize| -> Vec<Option<String>> {
            let columns = ["index", "question", "A", "answer"].map(|name| dataset.column(name).unwrap());
            columns.iter().map(|&column| dataset.text(row, column).map(str::to_owned)).collect()
        };
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), rows.len());
        for (place, &row) in rows.iter().enumerate() {
            let row = row as usize;
            assert_eq!(cells(&subset, place), cells(&source, row));
            assert_eq!(records[place].get(2), cells(&source, row)[1].as_deref());
            let picture = source.image_cell(source.image_row(row).unwrap()).unwrap();
            assert_eq!(subset.image_row(place), Ok(place));
            assert_eq!(subset.image_cell(place).unwrap().chars, picture.chars);
            assert_eq!(records[place].get(1).map(str::len), Some(usize::try_from(picture.chars).unwrap()));
        }
        let truth = Truth::new(subset.answers().unwrap().map(|(index, answer, _)| (index, answer)));
        assert!(format!("{truth:?}").contains(&format!("Int({})", rows[0])));
    }
}
