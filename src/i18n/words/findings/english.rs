//! Findings in English.

use super::FindingWords;
use engine::check::{FindingKind, Note};

pub(super) fn note(note: Note) -> &'static str {
    match note {
        Note::RowOrder => {
            "The rows stand in another order than the dataset's. VLMEvalKit sorts by index, so the score is the same."
        }
        Note::ExtraColumns => "There are columns that the dataset does not have. Scoring does not look at them.",
        Note::Utf8Bom => "The file begins with a byte order mark, as Excel writes it. VLMEvalKit skips it.",
        Note::ColumnLowercased => {
            "Some column names have capitals. VLMEvalKit lower-cases every name longer than one letter, so these count."
        }
        Note::JsonNotNative => {
            "VLMEvalKit can write JSON but cannot evaluate it for this benchmark. The records were checked as the same table in xlsx or tsv would be; send one of these."
        }
    }
}

/// An extension that VLMEvalKit does not read.
pub(super) const EXTENSION: FindingWords = FindingWords {
    title: "VLMEvalKit does not read this extension",
    meaning: "VLMEvalKit chooses its reader by the extension alone. It has none for this one and stops with an error, so there is no score.",
    fix: "Save the table as xlsx or tsv. Renaming is enough only where the content is of that format already.",
};

/// An extension that VLMEvalKit reads in lower case only.
pub(super) const EXTENSION_CASE: FindingWords = FindingWords {
    title: "The extension is in capitals",
    meaning: "VLMEvalKit knows extensions in lower case only. It has no reader for this one and stops with an error, so there is no score.",
    fix: "Rename the file so that its extension is in lower case, then check it again.",
};

/// A limit of this page and not of VLMEvalKit.
pub(super) const TOO_LARGE: FindingWords = FindingWords {
    title: "Too large to be checked here",
    meaning: "This page keeps to a limit that protects this computer's memory. What VLMEvalKit does with the file is not known.",
    fix: "A prediction file of this benchmark has a few megabytes. Remove columns and cells that do not belong to it, such as pictures or formatting far beyond the last row, and check it again.",
};

/// A workbook that is whole and that openpyxl refuses.
pub(super) const REFUSED: FindingWords = FindingWords {
    title: "VLMEvalKit cannot load this spreadsheet",
    meaning: "VLMEvalKit reads spreadsheets with openpyxl, which is stricter than Excel: it loads every part, styles and properties too, and stops at one that does not fit. There is no score.",
    fix: "Open the file in Excel or LibreOffice and save it again as a normal .xlsx (in Excel “Excel Workbook”, not “Strict Open XML Spreadsheet”), or save the table as tsv.",
};

/// A compression that VLMEvalKit knows and this page does not.
pub(super) const UNSUPPORTED: FindingWords = FindingWords {
    title: "Not supported here",
    meaning: "The file is whole and VLMEvalKit reads it, but this page does not unpack its compression, so that nothing else is known of it.",
    fix: "Open the file in Excel or LibreOffice, save it again as .xlsx and check it again.",
};

/// A file of another kind, as a picture.
pub(super) const FOREIGN: FindingWords = FindingWords {
    title: "This is no table of predictions",
    meaning: "VLMEvalKit reads predictions from xlsx, csv, tsv, json and jsonl. With this file it stops with an error, so there is no score.",
    fix: "Choose the table of predictions itself. Unpack an archive first.",
};

/// UTF-8 with some broken characters.
pub(super) const BROKEN_TEXT: FindingWords = FindingWords {
    title: "A character of the text is broken",
    meaning: "VLMEvalKit reads csv and tsv as UTF-8 only and stops with UnicodeDecodeError at the first broken character, so there is no score.",
    fix: "Do not convert the file: all its other characters are UTF-8 already. Correct the character at that place, or let whatever wrote the file write it again.",
};

#[expect(clippy::too_many_lines, reason = "a table with an entry for each kind")]
pub(super) fn finding(kind: FindingKind) -> FindingWords {
    match kind {
        FindingKind::FileUnreadable => FindingWords {
            title: "The file cannot be read",
            meaning: "VLMEvalKit stops with an error, so there is no score.",
            fix: "Its bytes are not a complete file of their format: empty, cut off, broken JSON, or rows with more fields than the header. Copy or download the file again and compare its size with the original, or let VLMEvalKit write it anew.",
        },
        FindingKind::ExtensionMismatch => FindingWords {
            title: "The content is of another format than the extension says",
            meaning: "VLMEvalKit chooses its reader by the extension alone. This reader fails on other content, so there is no score.",
            fix: "Save the table in the format that the extension names. Renaming helps only where the content is xlsx, csv or tsv; an old .xls must be saved again as .xlsx.",
        },
        FindingKind::UnsupportedFormat => FindingWords {
            title: "A pickle, which runs code when it is loaded",
            meaning: "Loading a Python pickle runs whatever code is in it, so nobody should load one from somebody else. Nothing was run here.",
            fix: "Load it where it was made and save it as xlsx or tsv: pandas.read_pickle(…).to_excel(…, index=False). A pickle of that name beside a spreadsheet means that writing the spreadsheet failed.",
        },
        FindingKind::ForeignJson => FindingWords {
            title: "JSON as another program writes it",
            meaning: "VLMEvalKit knows a list of records only, each with index and prediction, and stops with an error on anything else.",
            fix: "The repair below writes the answers as a table. With the dataset open it can add questions and options as well. Compare some rows with the original.",
        },
        FindingKind::EncodingNotUtf8 => FindingWords {
            title: "The text is not UTF-8",
            meaning: "VLMEvalKit reads csv and tsv as UTF-8 only and stops with UnicodeDecodeError at the first other byte, so there is no score.",
            fix: "Save the file as “CSV UTF-8”, or as xlsx. It may be in UTF-16, GBK or Latin-1 now.",
        },
        FindingKind::WrongDelimiter => FindingWords {
            title: "Fields are separated by the wrong character",
            meaning: "VLMEvalKit splits csv at commas and tsv at tabs, whatever the file does. It sees one column here and stops for want of the others.",
            fix: "Save with the separator that belongs to the extension. Excel uses “;” where the system's decimal sign is a comma; saving as xlsx avoids the question.",
        },
        FindingKind::HeaderNotFirstRow => FindingWords {
            title: "The header is not in the first row",
            meaning: "VLMEvalKit takes the first row for column names. With a title or blank rows above, it finds no column that it needs and stops.",
            fix: "Delete the rows above the header.",
        },
        FindingKind::MissingPredictionColumn => FindingWords {
            title: "No column “prediction”",
            meaning: "The column that holds the model's answers is absent. VLMEvalKit stops with KeyError, so there is no score.",
            fix: "Name the column with the model's answers “prediction”, in lower case and without spaces.",
        },
        FindingKind::MissingIndexColumn => FindingWords {
            title: "No column “index”",
            meaning: "Rows are matched with questions by index and nothing else. VLMEvalKit stops with KeyError, so there is no score.",
            fix: "Add the column “index” with the dataset's index of each row. It cannot be made up from the order of rows.",
        },
        FindingKind::MissingQuestionColumn => FindingWords {
            title: "No column “question”",
            meaning: "VLMEvalKit reads the language of each question before it looks at the answer. Without the column it stops with KeyError, so there is no score.",
            fix: "Add the column “question” from the dataset.",
        },
        FindingKind::MissingGroupColumn => FindingWords {
            title: "No column to group by",
            meaning: "VLMEvalKit reports by clinical VQA task, department and perceptual granularity. Where one of these is absent, it stops after scoring and returns no score.",
            fix: "Add the absent columns from the dataset.",
        },
        FindingKind::ColumnCase => FindingWords {
            title: "“prediction” or “index” is capitalised",
            meaning: "These two names are looked up before VLMEvalKit lower-cases the others, so capitals in them end in KeyError and no score.",
            fix: "Write the two names in lower case.",
        },
        FindingKind::UnknownIndex => FindingWords {
            title: "Indices that the dataset does not have",
            meaning: "One such row is enough: VLMEvalKit stops with AssertionError, so there is no score. Often the file belongs to the other split.",
            fix: "Check that the file was made for this split. Remove rows that belong to no question.",
        },
        FindingKind::BlankIndex => FindingWords {
            title: "Rows without index",
            meaning: "A blank index is not in the dataset, so VLMEvalKit stops with AssertionError. It also turns the other indices of the column into decimals.",
            fix: "Fill in the indices, or remove the rows if they are empty anyway.",
        },
        FindingKind::IndexTypeMismatch => FindingWords {
            title: "Indices are text where the dataset has numbers",
            meaning: "In JSON \"12\" and 12 differ. No row is found in the dataset, and VLMEvalKit stops with AssertionError.",
            fix: "Write indices without quotation marks, or send the table as xlsx or tsv, where the question does not arise.",
        },
        FindingKind::DuplicateConflict => FindingWords {
            title: "The same index with different predictions",
            meaning: "VLMEvalKit judges rows in parallel and keeps one result for an index: that of the row which ends last. It counts for each of the rows, and the score can change from run to run.",
            fix: "Keep one row for each index: the one that the model gave. Nothing here can tell which one that is.",
        },
        FindingKind::BlankQuestion => FindingWords {
            title: "Rows without question",
            meaning: "VLMEvalKit reads the language of every question. One blank cell ends the whole run with TypeError, so there is no score.",
            fix: "Fill in the question from the dataset.",
        },
        FindingKind::BlankCategory => FindingWords {
            title: "Rows without category",
            meaning: "VLMEvalKit sorts the categories. Blank cells and texts cannot be compared, so it ends with TypeError after scoring and returns no score.",
            fix: "Fill in the category from the dataset, or remove the column.",
        },
        FindingKind::MixedGroupColumn => FindingWords {
            title: "Groups whose values have different types",
            meaning: "VLMEvalKit sorts the values of each column that it reports by. Text, numbers, dates, TRUE or FALSE, lists and, in some columns, blank cells cannot be compared with each other, so it ends with TypeError after scoring and returns no score.",
            fix: "Make every value of these columns text, and fill in blank cells from the dataset.",
        },
        FindingKind::NoScore => FindingWords {
            title: "There is no score for this file",
            meaning: "The table can be read, but scoring it stops with an error.",
            fix: "Fix what is named here, or let VLMEvalKit write the file again.",
        },
        FindingKind::NoDataRows => FindingWords {
            title: "A header and nothing else",
            meaning: "There is no row to score. VLMEvalKit reports an empty accuracy without any error.",
            fix: "The program that wrote the file probably stopped before its first answer. Run it again.",
        },
        FindingKind::DuplicateIndex => FindingWords {
            title: "The same index more than once",
            meaning: "Several rows have the same index. Each of them counts, so these questions weigh more than others in every average. Rows with different predictions are also listed as a conflict.",
            fix: "Keep one row for each index. Where the predictions differ, keep the one that the model gave.",
        },
        FindingKind::MissingRows => FindingWords {
            title: "Questions without a row",
            meaning: "VLMEvalKit averages over the rows present, so a file with gaps scores without a word. It cannot be compared with a score over all questions.",
            fix: "Run the model on the absent questions and add their rows.",
        },
        FindingKind::QuestionMismatch => FindingWords {
            title: "The question differs from the dataset's",
            meaning: "VLMEvalKit compares the index alone. If the rows have slipped, each prediction is judged by another question's answer, and nothing says so.",
            fix: "Check that index and prediction belong together. If they do, take the question texts from the dataset.",
        },
        FindingKind::OptionMismatch => FindingWords {
            title: "Options differ from the dataset's",
            meaning: "VLMEvalKit matches predictions with the options of this file, the answers come from the dataset. A letter may then stand for another text than the model was shown.",
            fix: "Check that index and options belong together. If they do, take the options from the dataset.",
        },
        FindingKind::AnswerMismatch => FindingWords {
            title: "The answer differs from the dataset's",
            meaning: "Only the dataset's answers count, so the score does not change by this. But it hints at rows that have slipped or at another revision of the dataset.",
            fix: "Check that the file was made from this revision of the dataset.",
        },
        FindingKind::BlankPrediction => FindingWords {
            title: "Blank predictions",
            meaning: "VLMEvalKit reads a blank cell as the text “nan” and counts it as wrong, unless an option's text happens to be part of that word.",
            fix: "Run the model again on these questions.",
        },
        FindingKind::NanTextPrediction => FindingWords {
            title: "Predictions that read as no value",
            meaning: "pandas takes words such as NA, None, null or nan for an empty cell. Such a prediction becomes the text “nan”, even where the model meant an option of that name.",
            fix: "Run the model again on these questions, or let it answer in a sentence or by letter.",
        },
        FindingKind::ApiFailure => FindingWords {
            title: "The server gave no answer",
            meaning: "The prediction is the message of a failed request. It counts as a wrong answer, although the model was never heard.",
            fix: "Let VLMEvalKit run again: with --reuse it asks only for failed questions.",
        },
        FindingKind::Refusal => FindingWords {
            title: "Refusals",
            meaning: "The prediction contains one of four phrases that VLMEvalKit takes for a refusal: not inferable, counted as wrong, whatever else it says.",
            fix: "This may be what the model said. If it speaks of a missing image or file, check that pictures reached the model.",
        },
        FindingKind::Uninferable => FindingWords {
            title: "No letter can be inferred",
            meaning: "Exact matching finds neither a letter nor exactly one option text, so the row counts as wrong. With a judge model, VLMEvalKit would ask it for these rows.",
            fix: "Read some of them. Often the letter stands too early in a long text, or is wrapped in quotation marks; a shorter answer format helps.",
        },
        FindingKind::EndToken => FindingWords {
            title: "End tokens hide the letter",
            meaning: "The server has left the token with which the model ends its turn, and VLMEvalKit does not know it: “B</s>” is not B. These rows count as wrong.",
            fix: "Have the server leave out special tokens (skip_special_tokens), or choose the repair that removes them from these rows.",
        },
        FindingKind::AnswerWithoutOption => FindingWords {
            title: "The answer is no option of its question",
            meaning: "The dataset's answer is not the letter of an option that the question has, so no prediction can be right there.",
            fix: "Correct the answer or the options in the dataset. VLMEvalKit drops an option whose text is a word such as None or NA.",
        },
        FindingKind::TrailingBlankPredictions => FindingWords {
            title: "Predictions are blank down to the last row",
            meaning: "The program that wrote the file probably stopped there. All these rows count as wrong.",
            fix: "Look for a file of the same name ending in .pkl beside the spreadsheet: VLMEvalKit puts everything there when writing fails. Otherwise run the rest.",
        },
        FindingKind::AnswerLeak => FindingWords {
            title: "A column “answer” in a TEST submission",
            meaning: "Answers of TEST are not public. Scoring ignores the column, but whoever receives the file must wonder where it comes from.",
            fix: "Remove the column before sending.",
        },
        FindingKind::AnswerCut => FindingWords {
            title: "Answers cut at the token limit",
            meaning: "The model was still writing when it came to the limit of tokens. What it had written until then is scored; its letter may have been still to come.",
            fix: "Run the model again with more tokens for an answer.",
        },
        FindingKind::ExcelDate => FindingWords {
            title: "Predictions turned into dates",
            meaning: "A spreadsheet program has made a date of the text. VLMEvalKit reads something like “2024-03-01 00:00:00”, from which no letter follows.",
            fix: "Take these predictions from the model's own output again, and write them with a program rather than by hand.",
        },
        FindingKind::ExcelNumber => FindingWords {
            title: "Predictions that are numbers",
            meaning: "The cell holds a number instead of text. VLMEvalKit turns it into text as Python prints it: 5 may become 5.0 and then match no option.",
            fix: "Format the column as text before the predictions are written.",
        },
        FindingKind::ExcelBoolean => FindingWords {
            title: "Predictions turned into TRUE or FALSE",
            meaning: "The cell holds a truth value. VLMEvalKit reads True or False, however the model wrote it.",
            fix: "Format the column as text before the predictions are written.",
        },
        FindingKind::ExcelFormula => FindingWords {
            title: "Predictions taken for formulas",
            meaning: "The text began with a sign such as “=”, so the cell holds a formula. VLMEvalKit reads its last result, or nothing.",
            fix: "Take these predictions from the model's own output again and write them as text.",
        },
        FindingKind::ExcelErrorValue => FindingWords {
            title: "Predictions that became error values",
            meaning: "The cell holds #NAME? or the like. VLMEvalKit reads it as blank, and the prediction is lost.",
            fix: "Take these predictions from the model's own output again and write them as text.",
        },
        FindingKind::CellTruncated => FindingWords {
            title: "Predictions cut off at 32,767 characters",
            meaning: "No spreadsheet cell holds more. Of a longer text the end is lost, and that is where the answer usually stands.",
            fix: "Let VLMEvalKit write tsv (PRED_FORMAT=tsv), or keep the reasoning apart (SPLIT_THINK).",
        },
        FindingKind::ControlEscape => FindingWords {
            title: "Control characters became letters",
            meaning: "The spreadsheet writer has put _x000D_ or the like in place of a control character, and VLMEvalKit does not turn it back: “A_x000D_” is no longer A.",
            fix: "Let VLMEvalKit write tsv (PRED_FORMAT=tsv), which keeps these characters.",
        },
        FindingKind::MultipleSheets => FindingWords {
            title: "Several sheets",
            meaning: "VLMEvalKit reads the first sheet only; what is in the others does not count.",
            fix: "Keep the sheet with the predictions and delete the others, or move it to the front.",
        },
        FindingKind::ResultFile => FindingWords {
            title: "An evaluation result, not raw predictions",
            meaning: "The columns “hit” and “log” are what VLMEvalKit adds when it has scored. It scores such a file again without complaint, but it is not what is asked for.",
            fix: "Send the prediction file that this result was made from.",
        },
        FindingKind::ColumnCollision => FindingWords {
            title: "Columns that differ only in case",
            meaning: "VLMEvalKit lower-cases names, and of two columns that then have the same name the capitalised one wins.",
            fix: "Remove the column that is not meant.",
        },
        FindingKind::StrayOptionColumn => FindingWords {
            title: "A one-letter column that is no option",
            meaning: "VLMEvalKit takes every column named by one capital letter for an option, so its letter and text join the matching of every row that has it filled.",
            fix: "Rename or remove the column.",
        },
    }
}
