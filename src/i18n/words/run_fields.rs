//! The words of the fields of the run page.

use crate::i18n::{Language, fill};
use crate::run::form::fields::{Choice, Field};
use engine::local::OFFERED_MODELS;

/// A field in words.
#[derive(Debug, Clone, Copy)]
pub struct FieldWords {
    /// Its name.
    pub label: &'static str,
    /// What to know of it; may be empty.
    pub hint: &'static str,
}

/// A field in words.
pub fn field_words(language: Language, field: Field) -> FieldWords {
    let (english, chinese) = match field {
        Field::SampleSize => (("Size", ""), ("题数", "")),
        Field::SampleSeed => (
            ("Seed", "The same seed gives the same questions to everybody."),
            ("随机种子", "种子相同，人人抽到的题目都相同。"),
        ),
        Field::Part => (("Part", ""), ("第几份", "")),
        Field::Parts => (
            ("of", "Neighbouring questions; merge the parts' files below."),
            ("共几份", "相邻题目为一份；各份文件可在下方合并。"),
        ),
        Field::BaseUrl => (
            ("Address", "Up to the version, as https://api.openai.com/v1"),
            ("地址", "写到版本号为止，例如 https://api.openai.com/v1"),
        ),
        Field::Model => (
            ("Model name", "As the server calls it, as gpt-4o or Qwen/Qwen2.5-VL-7B-Instruct"),
            ("模型名称", "服务器所用的名称，例如 gpt-4o 或 Qwen/Qwen2.5-VL-7B-Instruct"),
        ),
        Field::System => (("System prompt", "VLMEvalKit sends none."), ("系统提示词", "VLMEvalKit 不发送。")),
        Field::Template => (("Text", ""), ("文字", "")),
        Field::LongestSide => (
            ("Longest side in pixels", "Larger pictures are scaled down and sent as JPEG; blank for no limit."),
            ("最长边（像素）", "更大的图像将缩小并以 JPEG 发送；留空则不限。"),
        ),
        Field::Temperature => (
            ("Temperature", "Blank sends none, which models that think ask for."),
            ("温度", "留空则不发送；推理模型要求如此。"),
        ),
        Field::MaxTokens => (
            ("Most tokens of an answer", "Models that think need more."),
            ("回答的最大 token 数", "推理模型需要更多。"),
        ),
        Field::Concurrency => (
            (
                "Questions at a time",
                "At most 256, and 6 over http://. The run begins with few and finds out how many the server carries.",
            ),
            ("同时提问数", "最多 256；http:// 地址最多 6。运行从少量开始，自动找出服务器能承受的数量。"),
        ),
        Field::RequestsPerMinute => (("Requests a minute", "Blank for no limit."), ("每分钟请求数", "留空则不限。")),
        Field::TokensPerMinute => (("Tokens a minute", "Blank for no limit."), ("每分钟 token 数", "留空则不限。")),
        Field::Timeout => (("Seconds to wait for an answer", ""), ("等待回答的秒数", "")),
        Field::Tries => (("Tries of a question", ""), ("每题尝试次数", "")),
        Field::InputPrice => (
            ("Price of a million tokens in", "In any currency; see the provider's price list."),
            ("每百万输入 token 价格", "货币不限；请查阅服务商价目表。"),
        ),
        Field::OutputPrice => (("Price of a million tokens out", ""), ("每百万输出 token 价格", "")),
        Field::AnswerTokens => {
            (("Tokens expected of an answer", "For the estimate alone."), ("预计每个回答的 token 数", "仅用于估算。"))
        }
        Field::Budget => (
            ("Budget", "The run stops before it is exceeded, by the prices given; blank for none."),
            ("预算", "按所填价格，运行会在超出之前停止；留空则不设。"),
        ),
        Field::HubId => (
            ("Name at the hub", "OWNER/NAME, with files for transformers.js (a folder onnx)"),
            ("Hub 上的名称", "OWNER/NAME，须含 transformers.js 所需文件（onnx 文件夹）"),
        ),
        Field::HubRevision => {
            (("Revision", "Branch, tag or commit; blank for main."), ("版本", "分支、标签或提交；留空则为 main。"))
        }
        Field::HubHost => (
            (
                "Mirror",
                "Blank for huggingface.co. A mirror has to let this page read its files (CORS), which public ones do not: download the model there and choose its folder.",
            ),
            (
                "镜像",
                "留空则为 huggingface.co。镜像须允许本页面读取其文件（CORS），公共镜像通常不允许：请从中下载模型，再选择其文件夹。",
            ),
        ),
        Field::SiteFolder => (
            ("Folder of this site", "Its name in models/ beside this page."),
            ("本站文件夹", "本页面旁 models/ 中的文件夹名称。"),
        ),
    };
    let (label, hint) = in_language(language, english, chinese);
    FieldWords { label, hint }
}

/// The name of a choice.
pub fn choice_label(language: Language, choice: Choice) -> &'static str {
    let (english, chinese) = match choice {
        Choice::Dialect => ("Interface", "接口"),
        Choice::Auth => ("How the key is sent", "密钥发送方式"),
        Choice::TokenLimitName => ("Name of the token limit", "token 上限的参数名"),
        Choice::Pictures => ("How pictures are sent", "图像发送方式"),
        Choice::Encoding => ("Encoding", "编码"),
        Choice::Detail => ("Detail (OpenAI)", "detail 参数（OpenAI）"),
        Choice::Excess => ("Pictures beyond the provider's limits", "超出服务商限制的图像"),
        Choice::Source => ("Which model", "哪个模型"),
        Choice::Device => ("Device", "设备"),
        Choice::Precision => ("Precision", "精度"),
        Choice::Mode => ("What counts as the answer", "以何为回答"),
    };
    in_language(language, english, chinese)
}

/// A value of a choice in words; what has no words is printed as it is.
pub fn value_label(language: Language, choice: Choice, value: &str) -> String {
    let (english, chinese) = match (choice, value) {
        (Choice::Dialect, "open-ai-chat") => ("OpenAI chat completions", "OpenAI chat completions"),
        (Choice::Dialect, "open-ai-responses") => ("OpenAI Responses", "OpenAI Responses"),
        (Choice::Dialect, "anthropic-messages") => ("Anthropic Messages", "Anthropic Messages"),
        (Choice::Dialect, "gemini-generate-content") => ("Gemini generateContent", "Gemini generateContent"),
        (Choice::Auth, "none") => ("No key", "无密钥"),
        (Choice::Auth, "bearer") => ("Authorization: Bearer …", "Authorization: Bearer …"),
        (Choice::Pictures, "original") => ("As in the dataset, bytes untouched", "与数据集一致，字节不变"),
        (Choice::Pictures, "vlmevalkit-jpeg") => {
            ("VLMEvalKit's API wrappers: JPEG quality 75", "VLMEvalKit 的 API 封装：JPEG 质量 75")
        }
        (Choice::Pictures, "vlmevalkit-gpt4o") => {
            ("VLMEvalKit GPT4o: 512 pixels, low detail", "VLMEvalKit GPT4o：512 像素，低细节")
        }
        (Choice::Pictures, "vlmevalkit-gpt4o-high") => {
            ("VLMEvalKit GPT4o_HIGH: full size, high detail", "VLMEvalKit GPT4o_HIGH：原尺寸，高细节")
        }
        (Choice::Pictures, "vlmevalkit-claude") => {
            ("VLMEvalKit Claude: at most 4096 pixels a side", "VLMEvalKit Claude：最长边不超过 4096 像素")
        }
        (Choice::Pictures, "own") => ("My own settings (see pictures below)", "自定义（见下方图像设置）"),
        (Choice::Pictures, side) => {
            let pixels = side.trim_start_matches("side-");
            return match language {
                Language::English => format!("Longest side {pixels} pixels"),
                Language::Chinese => format!("最长边 {pixels} 像素"),
            };
        }
        (Choice::Encoding, "original") => ("As in the dataset", "与数据集一致"),
        (Choice::Encoding, "jpeg") => ("JPEG, quality 75, RGB", "JPEG，质量 75，RGB"),
        (Choice::Detail, "none") => ("Not sent", "不发送"),
        (Choice::Excess, "refuse") => ("Not sent; the question fails", "不发送；该题失败"),
        (Choice::Excess, "resize") => ("Scaled down and sent as JPEG", "缩小并以 JPEG 发送"),
        (Choice::Source, "hub") => ("Another model at the hub", "Hub 上的其他模型"),
        (Choice::Source, "folder") => ("A folder of this site", "本站的文件夹"),
        (Choice::Source, "dropped") => ("A folder of this computer", "此计算机上的文件夹"),
        (Choice::Source, id) => {
            let parameters = OFFERED_MODELS.iter().find(|model| model.id == id).map_or(0, |model| model.parameters);
            return format!("{id} ({parameters} M)");
        }
        (Choice::Device, "webgpu") => ("GPU (WebGPU)", "GPU（WebGPU）"),
        (Choice::Device, "wasm") => ("Processor (WebAssembly)", "处理器（WebAssembly）"),
        (Choice::Precision, "q4f16") => ("q4f16: 4 bits, computed with 16", "q4f16：4 位，以 16 位计算"),
        (Choice::Precision, "q4") => ("q4: 4 bits", "q4：4 位"),
        (Choice::Precision, "q8") => ("q8: 8 bits", "q8：8 位"),
        (Choice::Precision, "fp16") => ("fp16: 16 bits", "fp16：16 位"),
        (Choice::Precision, "fp32") => ("fp32: 32 bits", "fp32：32 位"),
        (Choice::Mode, "text") => ("What it writes", "模型写出的文字"),
        (Choice::Mode, "letters") => {
            ("Score letters directly (not as VLMEvalKit)", "直接对字母评分（与 VLMEvalKit 不同）")
        }
        (_, other) => return other.to_owned(),
    };
    in_language(language, english, chinese).to_owned()
}

/// The choice to follow the machine, with what that is now.
pub fn recommended_label(language: Language, choice: Choice, value: &str) -> String {
    let value = if choice == Choice::Device { value_label(language, choice, value) } else { value.to_owned() };
    fill(in_language(language, "Recommended: {value}", "推荐：{value}"), &[("value", &value)])
}

fn in_language<T>(language: Language, english: T, chinese: T) -> T {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        for language in [Language::English, Language::Chinese] {
            let names: std::collections::BTreeSet<_> =
                Field::ALL.iter().map(|field| field_words(language, *field).label).collect();
            assert_eq!(names.len(), Field::ALL.len());
        }
    }
}
