//! Failures in Chinese.

use super::failure_run::sentences as run_sentences;
use super::place::{list, part_name, place};
use super::{Explained, failure_address, fill, limits};
use crate::format::{bytes, integer};
use engine::dataset::DatasetError;
use engine::image::{Damage, ImageError};
use engine::position::Position;
use engine::scoring::ScoreError;
use engine::table::{ForeignJson, TableError};
use engine::tsv::TsvError;
use protocol::Failure;

const UNNAMED: &str = "第 {n} 个文件";

/// A failure with its next step.
pub(super) fn explain(failure: &Failure, parts: &[String]) -> Explained {
    Explained { what: what(failure, parts), next: next(failure) }
}

fn what(failure: &Failure, parts: &[String]) -> String {
    match failure {
        Failure::Dataset(fault) => dataset(fault, parts),
        Failure::Table(fault) => table(fault),
        Failure::Image(fault) => image(fault),
        Failure::Score(fault) => score(fault),
        Failure::Run(fault) => run_sentences(fault).what_chinese(),
        Failure::Address(fault) => {
            let [_, chinese] = failure_address::what(fault);
            chinese
        }
        Failure::FileGone { name, detail } => {
            fill("{name} 已无法读取（{detail}）。", &[("name", name), ("detail", detail)])
        }
        Failure::NotRecognised { name, columns } => fill(
            "{name} 既没有数据集的列（index、image、question），也没有预测文件的列（index、prediction）。现有的列：{columns}。",
            &[("name", name), ("columns", &list(columns, "、"))],
        ),
        Failure::Piece { name } => fill(
            "{name} 是数据集的一个片段：数据集被按字节切开（如 `split -b`），未顾及各行，只有第一个片段有表头。",
            &[("name", name)],
        ),
        Failure::EmptyFile { name } => fill("{name} 是空文件。", &[("name", name)]),
        Failure::NotLoaded { what } => match what.as_str() {
            "dataset" => "数据集已不在打开状态。".to_owned(),
            "predictions" => "预测文件已不在打开状态。".to_owned(),
            "row" => "没有这一行。".to_owned(),
            "picture" => "没有这幅图像。".to_owned(),
            other => fill("{what} 未打开。", &[("what", other)]),
        },
        Failure::NoTruth => "没有可用于评分的答案：未打开带答案的数据集，预测文件中也没有 answer 列。".to_owned(),
        Failure::StillIndexing => "数据集仍在读取中。".to_owned(),
        Failure::NotReadToEnd => "数据集未读取到末尾，导出的题目将不完整。".to_owned(),
        Failure::PictureNotReadYet { reference } => {
            fill("图像与索引 {index} 的题目相同，该题目尚未读取。", &[("index", reference)])
        }
        Failure::DoubledPart { name, open } => {
            fill("{name} 这一分卷已经打开（{open}）。", &[("name", name), ("open", open)])
        }
        Failure::BasisChanged => "检查此文件之后，数据集被打开或关闭过。".to_owned(),
        Failure::TreeMissing { detail } => fill("无法获取已发布的词汇树（{detail}）。", &[("detail", detail)]),
        Failure::Cancelled => "已取消。".to_owned(),
        Failure::VersionMismatch => "页面与负责读取文件的程序版本不一致。".to_owned(),
        Failure::Export { detail } => fill("无法写出文件（{detail}）。", &[("detail", detail)]),
    }
}

fn next(failure: &Failure) -> &'static str {
    match failure {
        Failure::Dataset(DatasetError::BadReference { .. } | DatasetError::BlankImage { .. }) => {
            "题目文字与所有其他题目不受影响。如需此图像，请修复该单元格或重新下载文件。"
        }
        Failure::Dataset(_) => {
            "文件只被读取，未作任何改动。此处之前的题目仍可使用；如需其余部分，请修复该处或重新下载文件。"
        }
        Failure::Table(TableError::Pickle) => {
            "未执行任何代码。请让 VLMEvalKit 改为写出 xlsx 或 tsv（环境变量 PRED_FORMAT）。"
        }
        Failure::Table(TableError::TooLarge { what, .. }) => limits::advice(*what)[1],
        Failure::Table(TableError::ForeignJson { shape: ForeignJson::PandasValues }) => {
            "其他已打开的文件不受影响。请连同列名写出文件，然后再次打开。"
        }
        Failure::Table(TableError::ForeignJson { .. }) => {
            "其他已打开的文件不受影响。请将其拖放到“检查”页面，那里会把回答写成可以评分的表格。"
        }
        Failure::Table(TableError::FarCell { .. }) => {
            "其他已打开的文件不受影响。请删除不属于表格的行与列，保存工作簿，然后再次打开。"
        }
        Failure::Table(
            TableError::RefusedSpreadsheet { .. }
            | TableError::ForeignNamespace { .. }
            | TableError::UnsupportedCompression { .. },
        ) => {
            "其他已打开的文件不受影响。请用 Excel 或 LibreOffice 打开，另存为普通 .xlsx（Excel 中选“Excel 工作簿”），然后再次打开。"
        }
        Failure::Table(TableError::Foreign { .. }) => {
            "其他已打开的文件不受影响。请打开预测结果表格本身（xlsx、csv、tsv、json 或 jsonl）；压缩包请先解压。"
        }
        Failure::Table(_) => {
            "其他已打开的文件不受影响。请修复此文件，或让 VLMEvalKit 重新写出 xlsx 或 tsv，然后再次打开。"
        }
        Failure::Image(_) => "题目文字与其他图像不受影响。",
        Failure::Score(_) => "文件本身未受影响。请修复所指之处后重新打开。",
        Failure::Run(fault) => run_sentences(fault).next_chinese(),
        Failure::Address(fault) => failure_address::next(fault)[1],
        Failure::FileGone { .. } => {
            "文件在打开后被移动、修改或删除，或所在磁盘已断开。请重新打开；此前读取的内容仍可使用。"
        }
        Failure::NotRecognised { .. } => "列名须位于第一行且为小写。其他已打开的文件不受影响。",
        Failure::Piece { .. } => {
            "这些片段完好无损。请按顺序合并后再打开整个文件：cat NAME.tsv.* > NAME.tsv；在 Windows 上用 copy /b NAME.tsv.aa+NAME.tsv.ab NAME.tsv。若文件本身完整，请将其名称改为以 .tsv 结尾。"
        }
        Failure::EmptyFile { .. } => "请确认下载或复制是否已完成。其他已打开的文件不受影响。",
        Failure::NotLoaded { .. } => "请重新打开，或另作选择。",
        Failure::NoTruth => "请打开带答案的数据集 TSV（VAL），随后将自动开始评分。",
        Failure::StillIndexing => "读取结束后，评分与检查将自动开始；导出文件请届时再试。",
        Failure::NotReadToEnd => "已读取的内容仍可使用。请关闭数据集后重新打开。",
        Failure::PictureNotReadYet { .. } => "读取到该题目后，图像将自动显示。",
        Failure::DoubledPart { .. } => "已打开的分卷保持不变。如需重新读取，请先关闭数据集。",
        Failure::BasisChanged => "文件未受影响。请重新检查，然后再修复或打包。",
        Failure::TreeMissing { .. } => "其他功能不受影响。请打开数据集（无需获取此文件），或重新载入页面。",
        Failure::Cancelled => "没有任何改动。您可以随时重新开始。",
        Failure::VersionMismatch => "您的文件未受影响。请重新载入页面。",
        Failure::Export { .. } => "已打开的内容不受影响。请尝试其他格式。",
    }
}

/// A fault of a dataset as a sentence.
pub(super) fn dataset(fault: &DatasetError, parts: &[String]) -> String {
    match fault {
        DatasetError::Tsv(fault) => tsv(fault, parts),
        DatasetError::MissingColumn { name, found } => {
            fill("缺少列“{name}”；现有的列：{found}。", &[("name", name), ("found", &list(found, "、"))])
        }
        DatasetError::DifferentColumns { part } => {
            fill("{file} 的列与第一个文件不同。", &[("file", &part_name(UNNAMED, *part, parts))])
        }
        DatasetError::ShiftedColumns { part, extra } => fill(
            "{file} 的第一行比表头多 {extra} 个字段，pandas 会把最前面的字段当作行标签，使所有列错位。",
            &[("file", &part_name(UNNAMED, *part, parts)), ("extra", &integer((*extra).into()))],
        ),
        DatasetError::BadReference { position, index, reference } if reference.trim().is_empty() => {
            fill("索引 {index} 的图像单元格为空（{place}）。", &[("index", index), ("place", &at(*position, parts))])
        }
        DatasetError::BadReference { position, index, reference } => fill(
            "索引 {index} 的图像引用了索引 {reference}，但该索引在此之前没有图像（{place}）。",
            &[("index", index), ("reference", reference), ("place", &at(*position, parts))],
        ),
        DatasetError::BlankImage { position } => {
            fill("图像为空，VLMEvalKit 会丢弃该行（{place}）。", &[("place", &at(*position, parts))])
        }
        DatasetError::BlankIndex { position } => {
            fill("有一行没有索引（{place}）。", &[("place", &at(*position, parts))])
        }
        DatasetError::DuplicateIndex { position, first, index } => fill(
            "索引 {index} 重复出现：先在 {first}，又在 {place}。",
            &[("index", index), ("first", &at(*first, parts)), ("place", &at(*position, parts))],
        ),
        DatasetError::IndexNotANumber { index } => {
            fill("索引“{index}”在 Python 看来像数字，却无法转换为数字。", &[("index", index)])
        }
        DatasetError::ImagePathNotText { position } => {
            fill("图像路径为空或不是文本，VLMEvalKit 会拒绝该数据集（{place}）。", &[("place", &at(*position, parts))])
        }
        DatasetError::TooManyColumns { part, limit } => fill(
            "{file} 的列数超过 {limit}，这是为保护内存而设的上限。",
            &[("file", &part_name(UNNAMED, *part, parts)), ("limit", &integer((*limit).into()))],
        ),
        DatasetError::TooMuchText { limit } => {
            fill("文本列超过 {limit}，这是为保护内存而设的上限。", &[("limit", &bytes(*limit))])
        }
        DatasetError::AnswerWithoutOption { position, index } => fill(
            "索引 {index} 的答案不是该题的选项，因此任何预测都不可能正确（{place}）。",
            &[("index", index), ("place", &at(*position, parts))],
        ),
    }
}

fn tsv(fault: &TsvError, parts: &[String]) -> String {
    match fault {
        TsvError::UnterminatedQuote { position } => {
            fill("有一个引号打开后未闭合（{place}）。", &[("place", &at(*position, parts))])
        }
        TsvError::TooManyFields { position, expected, found } => fill(
            "有一行含 {found} 个字段，应为 {expected} 个（{place}）。",
            &[
                ("found", &integer((*found).into())),
                ("expected", &integer((*expected).into())),
                ("place", &at(*position, parts)),
            ],
        ),
        TsvError::StrayReturn { position } => fill(
            "未加引号的字段中有一个回车符，把一行断成两行（{place}）。请给该字段加上引号，或把回车符改为空格。",
            &[("place", &at(*position, parts))],
        ),
        TsvError::NotUtf8 { position } => fill("文本不是 UTF-8 编码（{place}）。", &[("place", &at(*position, parts))]),
        TsvError::FieldTooLong { position, limit } => fill(
            "有一个字段超过 {limit}，这是为保护内存而设的上限（{place}）。",
            &[("limit", &bytes(*limit)), ("place", &at(*position, parts))],
        ),
        TsvError::Empty { part } => fill("{file}没有表头。", &[("file", &part_name("文件", *part, parts))]),
    }
}

fn table(fault: &TableError) -> String {
    match fault {
        TableError::Pickle => "该文件是 Python pickle。载入 pickle 会执行其中的代码，故予以拒绝。".to_owned(),
        TableError::EmptyFile => "文件是空的。".to_owned(),
        TableError::Encrypted => "工作簿并未损坏，而是受密码保护。请在 Excel 中取消密码后重新保存。".to_owned(),
        TableError::ColumnNames { names } => fill(
            "这些列名是数字或日期，VLMEvalKit 遇到它们会失败：{names}。请将列名改为文本，或删除这些列。",
            &[("names", names)],
        ),
        TableError::UnknownFormat { start } => {
            fill("内容不是 xlsx、csv、tsv、json 或 jsonl；开头为 {start}。", &[("start", start)])
        }
        TableError::ExtensionMismatch { extension, content } => fill(
            "文件扩展名为 .{extension}，内容却是 {content}；VLMEvalKit 按扩展名读取，因而会失败。",
            &[("extension", extension), ("content", term(content.name()))],
        ),
        TableError::UnknownExtension { extension } => {
            fill("VLMEvalKit 不读取 .{extension} 文件。", &[("extension", extension)])
        }
        TableError::Foreign { content } => {
            fill("这是 {content} 文件，不是预测结果表格。", &[("content", content.name())])
        }
        TableError::DamagedSpreadsheet { place, detail } => {
            fill("电子表格已损坏或不完整（{place}{detail}）。", &[("place", &place.to_string()), ("detail", detail)])
        }
        TableError::RefusedSpreadsheet { place, detail } => fill(
            "即使 Excel 能打开，VLMEvalKit 所用的 openpyxl 也会拒绝此电子表格（{place}{detail}）。",
            &[("place", &place.to_string()), ("detail", detail)],
        ),
        TableError::ForeignNamespace { part, namespace } => fill(
            "电子表格采用另一种 Open XML（例如 Strict Open XML），VLMEvalKit 在其中读不到任何内容（{part}，命名空间 {namespace}）。",
            &[("part", part), ("namespace", namespace)],
        ),
        TableError::UnsupportedCompression { part, method } => fill(
            "电子表格并未损坏，但以 {method} 压缩，本页面无法解压（{part}）。VLMEvalKit 能读取它。",
            &[("part", part), ("method", method)],
        ),
        TableError::FarCell { cell, found, limit } => fill(
            "算到单元格 {cell} 为止，表格共有 {found} 个单元格；为保护内存而设的上限为 {limit}。",
            &[("cell", cell), ("found", &integer(*found)), ("limit", &integer(*limit))],
        ),
        TableError::UnwritableSpreadsheet { detail } => fill("无法写出电子表格（{detail}）。", &[("detail", detail)]),
        TableError::NoSheet => "电子表格中没有工作表。".to_owned(),
        TableError::JsonByteOrderMark => {
            "JSON 以字节顺序标记（BOM）开头，Python 的读取器会因此中止。请另存为不带 BOM 的 UTF-8。".to_owned()
        }
        TableError::BrokenJson { line, column, detail } => fill(
            "JSON 在第 {line} 行第 {column} 列有误（{detail}）。",
            &[("line", &integer(*line)), ("column", &integer(*column)), ("detail", detail)],
        ),
        TableError::ForeignJson { shape } => {
            fill("此 JSON 不是含 index 与 prediction 的记录列表，而是{shape}。", &[("shape", json(*shape))])
        }
        TableError::NotRecords { found, is_record } => {
            let place = if *is_record { "（此处应为对象）" } else { "" };
            fill("JSON 的内容是 {found}{place}，应为对象列表。", &[("found", term(found.name())), ("place", place)])
        }
        // The positions are in this one file; the dataset's file names do not apply.
        TableError::Delimited(fault) => tsv(fault, &["此文件".to_owned()]),
        TableError::TooLarge { what, found, limit, spot } => limits::chinese(*what, *found, *limit, spot),
    }
}

/// What was found, and in place of what.
/// The engine's words for what it counts and finds.
fn term(word: &str) -> &str {
    match word {
        "nothing" => "空白",
        "text" => "文本",
        "binary data" => "二进制数据",
        "a truth value" => "布尔值",
        "a number" => "数字",
        "a list" => "列表",
        "an object" => "对象",
        format_name => format_name,
    }
}

fn json(shape: ForeignJson) -> &'static str {
    match shape {
        ForeignJson::PandasColumns => " pandas 的 to_json 写出的内容，每列一个对象",
        ForeignJson::PandasIndex => " pandas 的 to_json 以 orient=\"index\" 写出的内容，每行按其标签成为一个对象",
        ForeignJson::PandasSplit => " pandas 的 to_json 以 orient=\"split\" 写出的内容",
        ForeignJson::PandasTable => " pandas 的 to_json 以 orient=\"table\" 写出的内容",
        ForeignJson::PandasValues => {
            " pandas 的 to_json 以 orient=\"values\" 写出的内容，其中没有列名；请改用 orient=\"records\""
        }
        ForeignJson::Answers => "索引与回答组成的对象",
        ForeignJson::OpenCompass => " OpenCompass 写出的内容；其键（在数据集中的位置）被当作索引",
        ForeignJson::LmmsEval => " lmms-eval 的样本；以题目自带的索引或 doc_id 为索引",
        ForeignJson::Batch => "模型服务批量请求的输出；以 custom_id 或其末尾的数字为索引",
        ForeignJson::Wrapped => "包在对象中的这种列表",
    }
}

fn image(fault: &ImageError) -> String {
    match fault {
        ImageError::Blank => "图像单元格为空。".to_owned(),
        ImageError::NotBase64 { at } => {
            fill("图像单元格不是 base64：第 {at} 个字符有误。", &[("at", &integer(at + 1))])
        }
        ImageError::UnknownFormat { start } => fill("无法识别图像格式；字节开头为 {start}。", &[("start", start)]),
        ImageError::UnsupportedFormat { format } => {
            fill("图像为 {format} 格式，浏览器无法显示。", &[("format", format)])
        }
        ImageError::Damaged { format, damage } => {
            let template = match damage {
                Damage::Unnamed => "{format} 图像已损坏或不完整。",
                Damage::EndsEarly => "{format} 图像已损坏或不完整（文件提前结束）。",
                Damage::Header => "{format} 图像已损坏或不完整（文件头有误）。",
                Damage::Content => "{format} 图像已损坏（无法解码）。",
                Damage::Unsupported => "{format} 图像已损坏，或使用了此处不支持的格式特性。",
            };
            fill(template, &[("format", format)])
        }
        ImageError::TooManyPixels { width, height, limit } => fill(
            "图像为 {width} × {height} 像素；为保护内存而设的上限为 {limit} 像素。",
            &[
                ("width", &integer((*width).into())),
                ("height", &integer((*height).into())),
                ("limit", &integer(*limit)),
            ],
        ),
        ImageError::TooManyBytes { bytes: size, limit } => fill(
            "图像大小为 {size}；为保护内存而设的上限为 {limit}。",
            &[("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ImageError::BrokenList { at } => {
            fill("图像单元格以图像列表开头，但第 {at} 个字符使其无法解析。", &[("at", &integer(at + 1))])
        }
    }
}

fn score(fault: &ScoreError) -> String {
    match fault {
        ScoreError::MissingColumn { name, found } => {
            fill("预测文件没有列“{name}”；现有的列：{found}。", &[("name", name), ("found", &list(found, "、"))])
        }
        ScoreError::ColumnNameNotText { name } => fill("列名 {name} 不是文本。", &[("name", name)]),
        ScoreError::BlankIndex { rows } => fill("有 {rows} 行没有索引。", &[("rows", &integer(*rows))]),
        ScoreError::MixedIndex => "索引列混有文本与数字，无法排序。".to_owned(),
        ScoreError::UnknownIndex { rows, first } => {
            fill("有 {rows} 行的索引不在数据集中，首个为 {first}。", &[("rows", &integer(*rows)), ("first", first)])
        }
        ScoreError::NoAnswers => "数据集没有答案列（TEST 即如此）。".to_owned(),
        ScoreError::BlankAnswers => "数据集的答案全部为空（某些 TEST 副本即如此），每一行都会被计为错误。".to_owned(),
        ScoreError::QuestionNotText { index, rows } => fill(
            "有 {rows} 行的题目为空或不是文本，首个为索引 {index}。",
            &[("index", index), ("rows", &integer(*rows))],
        ),
        ScoreError::TableTooLarge { column, cells, limit } => fill(
            "列“{column}”的表格将有 {cells} 个单元格（划分数乘以取值数），上限为 {limit}。",
            &[("column", column), ("cells", &integer(*cells)), ("limit", &integer(*limit))],
        ),
        ScoreError::NamesTooLong { column, bytes: size, limit } => fill(
            "列“{column}”的表格中，名称（每个划分各一次）将占 {size}，上限为 {limit}。",
            &[("column", column), ("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ScoreError::LogsTooLong { bytes: size, limit } => fill(
            "许多行共用同一索引，各行的 log 都会重复其很长的预测：副本共 {size}，上限为 {limit}。",
            &[("size", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
        ScoreError::Unsortable { column } => {
            fill("列“{column}”混有无法一起排序的值，例如文本与空白。", &[("column", column)])
        }
    }
}

fn at(position: Position, parts: &[String]) -> String {
    place("{file}，第 {record} 条记录，字节 {byte}", UNNAMED, position, parts)
}
