//! Findings in Chinese.

use super::FindingWords;
use engine::check::{FindingKind, Note};

pub(super) fn note(note: Note) -> &'static str {
    match note {
        Note::RowOrder => "行的顺序与数据集不同。VLMEvalKit 会按索引排序，得分不变。",
        Note::ExtraColumns => "存在数据集没有的列。评分不会读取这些列。",
        Note::Utf8Bom => "文件以字节顺序标记（BOM）开头，Excel 会这样写。VLMEvalKit 会跳过它。",
        Note::ColumnLowercased => "部分列名含大写字母。VLMEvalKit 会将长度超过一个字母的列名转为小写，因此这些列有效。",
        Note::JsonNotNative => {
            "VLMEvalKit 能写出 JSON，却无法用它评测本基准。这里按相同内容的 xlsx 或 tsv 表格检查了这些记录；提交时请使用其中一种格式。"
        }
    }
}

/// An extension that VLMEvalKit does not read.
pub(super) const EXTENSION: FindingWords = FindingWords {
    title: "VLMEvalKit 不读取此扩展名",
    meaning: "VLMEvalKit 只按扩展名选择读取方式。它没有此扩展名的读取方式，会报错中止，没有得分。",
    fix: "请另存为 xlsx 或 tsv。只有内容本来就是该格式时，改扩展名才足够。",
};

/// An extension that VLMEvalKit reads in lower case only.
pub(super) const EXTENSION_CASE: FindingWords = FindingWords {
    title: "扩展名为大写",
    meaning: "VLMEvalKit 只识别小写扩展名。它没有此扩展名的读取方式，会报错中止，没有得分。",
    fix: "请把文件的扩展名改为小写，然后重新检查。",
};

/// A limit of this page and not of VLMEvalKit.
pub(super) const TOO_LARGE: FindingWords = FindingWords {
    title: "文件过大，无法在此检查",
    meaning: "本页面设有上限，以保护这台电脑的内存。VLMEvalKit 会如何处理此文件，不得而知。",
    fix: "此基准的预测文件只有几兆字节。请删除不属于它的列与单元格，例如图像或远在末行之外的格式，然后重新检查。",
};

/// A workbook that is whole and that openpyxl refuses.
pub(super) const REFUSED: FindingWords = FindingWords {
    title: "VLMEvalKit 无法载入此电子表格",
    meaning: "VLMEvalKit 用 openpyxl 读取电子表格。openpyxl 比 Excel 更严格：它会载入所有部分，包括样式与属性，遇到不符合要求之处便中止，没有得分。",
    fix: "请用 Excel 或 LibreOffice 打开文件，另存为普通 .xlsx（Excel 中选“Excel 工作簿”，而非“Strict Open XML 电子表格”）；或另存为 tsv。",
};

/// A compression that VLMEvalKit knows and this page does not.
pub(super) const UNSUPPORTED: FindingWords = FindingWords {
    title: "此处不支持",
    meaning: "文件完好，VLMEvalKit 能读取它；但本页面无法解压其压缩方式，因此无从得知其他情况。",
    fix: "请用 Excel 或 LibreOffice 打开文件，另存为 .xlsx，然后重新检查。",
};

/// A file of another kind, as a picture.
pub(super) const FOREIGN: FindingWords = FindingWords {
    title: "这不是预测结果表格",
    meaning: "VLMEvalKit 从 xlsx、csv、tsv、json 与 jsonl 读取预测结果。遇到此文件会报错中止，没有得分。",
    fix: "请选择预测结果表格本身。压缩包请先解压。",
};

/// UTF-8 with some broken characters.
pub(super) const BROKEN_TEXT: FindingWords = FindingWords {
    title: "文本中有字符已损坏",
    meaning: "VLMEvalKit 只按 UTF-8 读取 csv 与 tsv，遇到第一个损坏的字符便以 UnicodeDecodeError 中止，没有得分。",
    fix: "请勿转换文件编码：其余字符本来就是 UTF-8。请修复该处字符，或让写出此文件的程序重新写出。",
};

#[expect(clippy::too_many_lines, reason = "a table with an entry for each kind")]
pub(super) fn finding(kind: FindingKind) -> FindingWords {
    match kind {
        FindingKind::FileUnreadable => FindingWords {
            title: "文件无法读取",
            meaning: "VLMEvalKit 会报错中止，没有得分。",
            fix: "文件内容不是其格式的完整文件：为空、被截断、JSON 损坏，或某行字段数多于表头。重新复制或下载该文件，并与原文件核对大小；或让 VLMEvalKit 重新写出。",
        },
        FindingKind::ExtensionMismatch => FindingWords {
            title: "文件内容与扩展名不符",
            meaning: "VLMEvalKit 只按扩展名选择读取方式，遇到其他内容便会失败，没有得分。",
            fix: "按扩展名对应的格式另存表格。只有内容确为 xlsx、csv 或 tsv 时改扩展名才有用；旧的 .xls 须另存为 .xlsx。",
        },
        FindingKind::UnsupportedFormat => FindingWords {
            title: "pickle 文件，载入时会运行代码",
            meaning: "载入 Python pickle 会运行其中的任意代码，因此不应载入他人的 pickle。这里没有运行任何内容。",
            fix: "在生成它的环境中载入，并另存为 xlsx 或 tsv：pandas.read_pickle(…).to_excel(…, index=False)。若同名电子表格旁出现 pickle，说明写电子表格时曾失败。",
        },
        FindingKind::ForeignJson => FindingWords {
            title: "由其他程序写出的 JSON",
            meaning: "VLMEvalKit 只认识记录列表，每条记录含 index 与 prediction；遇到其他内容会报错中止。",
            fix: "下面的修复会把回答写成表格。打开数据集后还可补上题目与选项。请抽查几行，与原文件对照。",
        },
        FindingKind::EncodingNotUtf8 => FindingWords {
            title: "文本不是 UTF-8 编码",
            meaning: "VLMEvalKit 只按 UTF-8 读取 csv 与 tsv，遇到第一个不符的字节便以 UnicodeDecodeError 中止，没有得分。",
            fix: "另存为“CSV UTF-8”或 xlsx。当前编码可能是 UTF-16、GBK 或 Latin-1。",
        },
        FindingKind::WrongDelimiter => FindingWords {
            title: "字段分隔符有误",
            meaning: "VLMEvalKit 总是以逗号拆分 csv、以制表符拆分 tsv。此文件在它看来只有一列，会因缺少其他列而中止。",
            fix: "用扩展名对应的分隔符另存。当系统以逗号作小数点时，Excel 会使用“;”；另存为 xlsx 可避免此问题。",
        },
        FindingKind::HeaderNotFirstRow => FindingWords {
            title: "表头不在第一行",
            meaning: "VLMEvalKit 把第一行当作列名。若上方有标题行或空行，它找不到所需的列，会中止。",
            fix: "删除表头上方的行。",
        },
        FindingKind::MissingPredictionColumn => FindingWords {
            title: "缺少 prediction 列",
            meaning: "没有存放模型回答的列。VLMEvalKit 以 KeyError 中止，没有得分。",
            fix: "将存放模型回答的列命名为 prediction，全部小写、不含空格。",
        },
        FindingKind::MissingIndexColumn => FindingWords {
            title: "缺少 index 列",
            meaning: "行与题目只按索引对应。VLMEvalKit 以 KeyError 中止，没有得分。",
            fix: "添加 index 列，填入每行在数据集中的索引。不能按行的顺序编造。",
        },
        FindingKind::MissingQuestionColumn => FindingWords {
            title: "缺少 question 列",
            meaning: "VLMEvalKit 在查看回答之前会先判断每道题目的语言。缺少此列时以 KeyError 中止，没有得分。",
            fix: "从数据集补上 question 列。",
        },
        FindingKind::MissingGroupColumn => FindingWords {
            title: "缺少分组列",
            meaning: "VLMEvalKit 按临床 VQA 任务、科室和感知粒度报告结果。缺少其中任何一列，它会在评分之后中止，不返回得分。",
            fix: "从数据集补上缺少的列。",
        },
        FindingKind::ColumnCase => FindingWords {
            title: "prediction 或 index 含大写字母",
            meaning: "VLMEvalKit 在把其他列名转为小写之前就要查找这两列，因此写成大写会导致 KeyError，没有得分。",
            fix: "将这两个列名改为小写。",
        },
        FindingKind::UnknownIndex => FindingWords {
            title: "数据集中没有的索引",
            meaning: "只要有一行如此，VLMEvalKit 就以 AssertionError 中止，没有得分。常见原因是文件属于另一个划分。",
            fix: "确认该文件是为此划分生成的。删除不对应任何题目的行。",
        },
        FindingKind::BlankIndex => FindingWords {
            title: "没有索引的行",
            meaning: "空索引不在数据集中，VLMEvalKit 以 AssertionError 中止。它还会使该列其他索引变成小数。",
            fix: "补上索引；若整行为空，则删除该行。",
        },
        FindingKind::IndexTypeMismatch => FindingWords {
            title: "索引是文本，而数据集中是数字",
            meaning: "在 JSON 中 \"12\" 与 12 不同。所有行在数据集中都找不到，VLMEvalKit 以 AssertionError 中止。",
            fix: "写索引时不加引号；或改交 xlsx、tsv 表格，那里没有这个问题。",
        },
        FindingKind::DuplicateConflict => FindingWords {
            title: "同一索引有不同的预测",
            meaning: "VLMEvalKit 并行判定各行，每个索引只保留一个结果，即最后完成的那一行。该结果计入每一行，因此每次运行的得分可能不同。",
            fix: "每个索引只保留一行，即模型真正给出的那一行。这里无从判断是哪一行。",
        },
        FindingKind::BlankQuestion => FindingWords {
            title: "没有题目文本的行",
            meaning: "VLMEvalKit 会判断每道题目的语言。一个空单元格就会以 TypeError 结束整个评测，没有得分。",
            fix: "从数据集补上题目文本。",
        },
        FindingKind::BlankCategory => FindingWords {
            title: "没有类别的行",
            meaning: "VLMEvalKit 会对类别排序。空单元格与文本无法比较，因此评分之后以 TypeError 结束，不返回得分。",
            fix: "从数据集补上 category，或删除该列。",
        },
        FindingKind::MixedGroupColumn => FindingWords {
            title: "分组列中值的类型不一致",
            meaning: "VLMEvalKit 会对每个分组列的值排序。文本、数字、日期、TRUE 或 FALSE、列表，以及某些列中的空单元格，彼此无法比较，因此评分之后以 TypeError 结束，不返回得分。",
            fix: "把这些列的所有值改为文本，并从数据集补上空单元格。",
        },
        FindingKind::NoScore => FindingWords {
            title: "此文件没有得分",
            meaning: "表格可以读取，但评分会报错中止。",
            fix: "请修正此处指出的问题，或让 VLMEvalKit 重新写出文件。",
        },
        FindingKind::NoDataRows => FindingWords {
            title: "只有表头",
            meaning: "没有可评分的行。VLMEvalKit 不会报错，而是给出空的准确率。",
            fix: "写文件的程序可能在得到第一个回答之前就停止了。请重新运行。",
        },
        FindingKind::DuplicateIndex => FindingWords {
            title: "同一索引出现多次",
            meaning: "若干行的索引相同。每一行都会计入，这些题目在所有平均值中的权重因此偏大。其中预测不同的行另列为冲突。",
            fix: "每个索引只保留一行；预测不同时，保留模型真正给出的那一行。",
        },
        FindingKind::MissingRows => FindingWords {
            title: "没有对应行的题目",
            meaning: "VLMEvalKit 只对现有的行取平均，缺行的文件也会得到分数而没有任何提示。这样的得分不能与全部题目的得分相比。",
            fix: "让模型回答缺少的题目，并补上这些行。",
        },
        FindingKind::QuestionMismatch => FindingWords {
            title: "题目文本与数据集不同",
            meaning: "VLMEvalKit 只比对索引。若行发生错位，每个预测都会用另一道题目的答案来判定，而没有任何提示。",
            fix: "确认索引与预测是否对应。若对应，请改用数据集的题目文本。",
        },
        FindingKind::OptionMismatch => FindingWords {
            title: "选项与数据集不同",
            meaning: "VLMEvalKit 用此文件中的选项来匹配预测，而答案来自数据集。同一字母所指的文本可能与模型看到的不同。",
            fix: "确认索引与选项是否对应。若对应，请改用数据集的选项。",
        },
        FindingKind::AnswerMismatch => FindingWords {
            title: "答案与数据集不同",
            meaning: "只有数据集的答案有效，因此得分不受影响。但这表明行可能错位，或数据集版本不同。",
            fix: "确认该文件是由这一版本的数据集生成的。",
        },
        FindingKind::BlankPrediction => FindingWords {
            title: "空的预测",
            meaning: "VLMEvalKit 把空单元格读作文本“nan”并计为错误，除非某个选项的文本恰好是该词的一部分。",
            fix: "让模型重新回答这些题目。",
        },
        FindingKind::NanTextPrediction => FindingWords {
            title: "被读作空值的预测",
            meaning: "pandas 把 NA、None、null、nan 等词当作空单元格。这样的预测会变成文本“nan”，即使模型所指的正是同名选项。",
            fix: "让模型重新回答这些题目，或要求以句子或字母作答。",
        },
        FindingKind::ApiFailure => FindingWords {
            title: "服务器没有给出回答",
            meaning: "该预测是请求失败的消息。它计为错误，尽管模型并未真正作答。",
            fix: "再次运行 VLMEvalKit：加上 --reuse 时它只重问失败的题目。",
        },
        FindingKind::Refusal => FindingWords {
            title: "拒答",
            meaning: "预测包含 VLMEvalKit 视为拒答的四个短语之一：无论还说了什么，均无法判定，计为错误。",
            fix: "这可能就是模型的回答。若其中提到缺少图像或文件，请检查图像是否送达模型。",
        },
        FindingKind::Uninferable => FindingWords {
            title: "无法判定字母",
            meaning: "精确匹配既没有找到字母，也没有找到唯一的选项文本，该行计为错误。若使用裁判模型，VLMEvalKit 会就这些行询问它。",
            fix: "请阅读其中几条。常见原因是字母在长文本中出现得太早，或被引号包住；要求更简短的作答格式会有帮助。",
        },
        FindingKind::EndToken => FindingWords {
            title: "结束标记遮住了选项字母",
            meaning: "服务端留下了模型结束回答的标记，而 VLMEvalKit 不认识它：“B</s>”不等于 B。这些行会被计为错误。",
            fix: "请让服务端去掉特殊标记（skip_special_tokens），或选择从这些行中删除标记的修复。",
        },
        FindingKind::AnswerWithoutOption => FindingWords {
            title: "答案不是该题的选项",
            meaning: "数据集的答案不是该题任何选项的字母，因此任何预测都不可能正确。",
            fix: "请修正数据集中的答案或选项。选项文本若为 None、NA 之类，VLMEvalKit 会将其丢弃。",
        },
        FindingKind::TrailingBlankPredictions => FindingWords {
            title: "从某行到最后一行的预测全为空",
            meaning: "写文件的程序可能在那里停止了。这些行全部计为错误。",
            fix: "在电子表格旁查找同名的 .pkl：写入失败时 VLMEvalKit 会把全部内容放在那里。否则请补跑其余题目。",
        },
        FindingKind::AnswerLeak => FindingWords {
            title: "TEST 提交中含有 answer 列",
            meaning: "TEST 的答案没有公开。评分会忽略此列，但收到文件的人会疑惑它从何而来。",
            fix: "提交前删除此列。",
        },
        FindingKind::AnswerCut => FindingWords {
            title: "因 token 上限被截断的回答",
            meaning: "模型在达到 token 上限时仍在输出。评分只依据此前的内容，选项字母可能尚未出现。",
            fix: "请增大回答的 token 上限，重新运行模型。",
        },
        FindingKind::ExcelDate => FindingWords {
            title: "预测变成了日期",
            meaning: "电子表格软件把文本变成了日期。VLMEvalKit 读到的是“2024-03-01 00:00:00”之类，无法得出字母。",
            fix: "重新从模型的原始输出取这些预测，并用程序而不是手工写入。",
        },
        FindingKind::ExcelNumber => FindingWords {
            title: "预测是数字",
            meaning: "单元格中是数字而不是文本。VLMEvalKit 按 Python 的写法把它转为文本：5 可能变成 5.0，从而不匹配任何选项。",
            fix: "写入预测之前，将该列设为文本格式。",
        },
        FindingKind::ExcelBoolean => FindingWords {
            title: "预测变成了 TRUE 或 FALSE",
            meaning: "单元格中是逻辑值。无论模型怎样书写，VLMEvalKit 读到的都是 True 或 False。",
            fix: "写入预测之前，将该列设为文本格式。",
        },
        FindingKind::ExcelFormula => FindingWords {
            title: "预测被当作公式",
            meaning: "文本以“=”之类的符号开头，单元格因此成了公式。VLMEvalKit 读到的是它上次的计算结果，或者什么也没有。",
            fix: "重新从模型的原始输出取这些预测，并以文本写入。",
        },
        FindingKind::ExcelErrorValue => FindingWords {
            title: "预测变成了错误值",
            meaning: "单元格中是 #NAME? 之类。VLMEvalKit 将其读作空，预测已经丢失。",
            fix: "重新从模型的原始输出取这些预测，并以文本写入。",
        },
        FindingKind::CellTruncated => FindingWords {
            title: "预测在 32,767 个字符处被截断",
            meaning: "电子表格的单元格容纳不下更多字符。更长的文本会失去结尾，而最终回答通常就在结尾。",
            fix: "让 VLMEvalKit 写出 tsv（PRED_FORMAT=tsv），或将推理过程分开存放（SPLIT_THINK）。",
        },
        FindingKind::ControlEscape => FindingWords {
            title: "控制字符变成了字母",
            meaning: "电子表格写入时用 _x000D_ 之类代替了控制字符，VLMEvalKit 不会还原：“A_x000D_”不再是 A。",
            fix: "让 VLMEvalKit 写出 tsv（PRED_FORMAT=tsv），它会保留这些字符。",
        },
        FindingKind::MultipleSheets => FindingWords {
            title: "有多个工作表",
            meaning: "VLMEvalKit 只读第一个工作表，其他工作表的内容不计。",
            fix: "只保留存放预测的工作表，或将它移到最前。",
        },
        FindingKind::ResultFile => FindingWords {
            title: "这是评测结果，不是原始预测",
            meaning: "hit 与 log 两列是 VLMEvalKit 评分后添加的。它会毫无提示地对这样的文件再次评分，但这不是所要求的文件。",
            fix: "请提交生成此结果的预测文件。",
        },
        FindingKind::ColumnCollision => FindingWords {
            title: "仅大小写不同的列",
            meaning: "VLMEvalKit 会把列名转为小写；两列因此同名时，以含大写的那一列为准。",
            fix: "删除不需要的那一列。",
        },
        FindingKind::StrayOptionColumn => FindingWords {
            title: "不是选项的单字母列",
            meaning: "VLMEvalKit 把每个以一个大写字母命名的列都当作选项，凡填有内容的行，其字母与文本都会参与匹配。",
            fix: "重命名或删除该列。",
        },
    }
}
