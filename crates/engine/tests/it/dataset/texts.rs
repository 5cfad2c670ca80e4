use engine::dataset::DatasetBuilder;

#[test]
fn every_text_is_kept_once() {
    // The longest text that a field may hold fills a block of memory by itself.
    let long = "x".repeat(1 << 20);
    let numbers: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
    let texts = ["a", "", "é", "a", &long, "é"].into_iter().chain(numbers.iter().map(String::as_str));
    let texts: Vec<&str> = texts.collect();
    let mut builder = DatasetBuilder::new();
    builder.begin_part("part.tsv");
    builder.feed(b"question\tindex\n").unwrap();
    for text in &texts {
        builder.feed(format!("{text}\t1\n").as_bytes()).unwrap();
    }
    builder.end_part().unwrap();
    let dataset = builder.finish();
    let question = dataset.column("question").unwrap();
    // The index, which stands once among the numbers, is known before them.
    let codes: Vec<u32> = (0..6).map(|row| dataset.text_number(row, question)).collect();
    assert_eq!(codes, [1, 0, 3, 1, 4, 3]);
    assert_eq!(dataset.text_count(), 5 + numbers.len() - 1);
    for (row, text) in texts.iter().enumerate() {
        assert_eq!(dataset.text(row, question).unwrap_or_default(), *text);
    }
}
