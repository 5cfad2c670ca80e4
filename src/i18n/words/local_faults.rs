//! What goes wrong with a model that runs in the browser, in words that a newcomer can act on.

use super::super::{Explained, Language};
use engine::local::{LocalError, LocalErrorKind, SourceFault};

/// Files that are named in a sentence.
const FILES_NAMED: usize = 8;

/// What happened and what to do, in English and in Chinese.
pub type Pair = [(&'static str, &'static str); 2];

/// An error in words, with the files or what the library said.
pub fn local_words(language: Language, error: &LocalError) -> Explained {
    let (what, next) = in_language(language, local_pair(error.kind));
    Explained { what: format!("{what}{}", told(error)), next }
}

/// What an error tells beside its kind, as ` (onnx/model.onnx)`; empty where it tells nothing.
pub fn told(error: &LocalError) -> String {
    let named: Vec<&str> = error.files.iter().take(FILES_NAMED).map(String::as_str).collect();
    let more = if error.files.len() > FILES_NAMED { ", …" } else { "" };
    match error.kind {
        LocalErrorKind::FileMissing if !named.is_empty() => format!(" ({}{more})", named.join(", ")),
        LocalErrorKind::BadLayout | LocalErrorKind::UnsupportedModel | LocalErrorKind::Runtime
            if !error.detail.is_empty() =>
        {
            format!(" ({})", error.detail)
        }
        _ => String::new(),
    }
}

fn in_language(language: Language, [english, chinese]: Pair) -> (&'static str, &'static str) {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// What is wrong with the name of a model, in English and in Chinese.
pub fn source_pair(fault: SourceFault) -> Pair {
    match fault {
        SourceFault::Blank => [
            ("No model is chosen.", "Choose one, type its name, or hand over a folder."),
            ("尚未选择模型。", "请选择模型、填写其名称，或提供一个文件夹。"),
        ],
        SourceFault::NotAnId => [
            (
                "A model at the hub is called OWNER/NAME, and a revision is a branch, a tag or a commit.",
                "Copy the name from the model's page, as HuggingFaceTB/SmolVLM-256M-Instruct.",
            ),
            (
                "Hub 上的模型名称形如 OWNER/NAME，版本为分支、标签或提交。",
                "请从模型页面复制名称，例如 HuggingFaceTB/SmolVLM-256M-Instruct。",
            ),
        ],
        SourceFault::NotAFolder => [
            ("This is no name of a folder.", "Write the name of a folder that lies in models/ beside this page."),
            ("这不是文件夹名称。", "请填写本页面旁 models/ 中的文件夹名称。"),
        ],
        SourceFault::NotAHost => [
            (
                "The mirror's address begins with https:// or http://.",
                "Write the whole address, or leave the field empty.",
            ),
            ("镜像地址须以 https:// 或 http:// 开头。", "请填写完整地址，或留空。"),
        ],
    }
}

/// What happened and what to do about a kind of error.
#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub fn local_pair(kind: LocalErrorKind) -> Pair {
    match kind {
        LocalErrorKind::NoWebgpu => [
            (
                "This browser has no WebGPU.",
                "Choose “Processor (WebAssembly)” as the device, which is slower, or use a current Chrome, Edge, Firefox or Safari.",
            ),
            (
                "此浏览器不支持 WebGPU。",
                "请将设备改为“处理器（WebAssembly）”（较慢），或使用新版 Chrome、Edge、Firefox 或 Safari。",
            ),
        ],
        LocalErrorKind::NoAdapter => [
            (
                "The browser has WebGPU, but gives no GPU to this page.",
                "Choose “Processor (WebAssembly)” as the device. Hardware acceleration may be switched off in the browser's settings, or the driver may be on its list of bad ones.",
            ),
            (
                "浏览器支持 WebGPU，但没有向本页面提供 GPU。",
                "请将设备改为“处理器（WebAssembly）”。也可能是浏览器设置中关闭了硬件加速，或显卡驱动在其禁用名单中。",
            ),
        ],
        LocalErrorKind::FileMissing => [
            (
                "Files of the model are missing.",
                "Choose another precision, since each has files of its own, or add the files to the folder.",
            ),
            ("缺少模型文件。", "请换一种精度（每种精度有各自的文件），或将文件补入文件夹。"),
        ],
        LocalErrorKind::BadLayout => [
            (
                "The files are there, but are not those of a model that can be loaded.",
                "The folder must hold config.json, preprocessor_config.json, tokenizer.json, tokenizer_config.json and the folder onnx, as models for transformers.js do.",
            ),
            (
                "文件存在，但不是可加载的模型。",
                "文件夹须包含 config.json、preprocessor_config.json、tokenizer.json、tokenizer_config.json 与 onnx 文件夹，即 transformers.js 模型的布局。",
            ),
        ],
        LocalErrorKind::UnsupportedModel => [
            (
                "This kind of model cannot be run in the browser.",
                "Choose another one: transformers.js names the families that it knows. Any model can be run on a server.",
            ),
            (
                "此类模型无法在浏览器中运行。",
                "请另选模型：transformers.js 列有其支持的模型系列。任何模型都可在服务器上运行。",
            ),
        ],
        LocalErrorKind::NeedsF16 => [
            (
                "This precision computes with 16 bits, which this GPU cannot (it lacks shader-f16).",
                "Choose the precision q4 or fp32.",
            ),
            ("该精度需要 16 位计算，而此 GPU 不支持（缺少 shader-f16）。", "请选择精度 q4 或 fp32。"),
        ],
        LocalErrorKind::BadImage => [
            ("The model's library cannot read the picture.", "The other questions are unaffected."),
            ("模型库无法读取该图像。", "其他题目不受影响。"),
        ],
        LocalErrorKind::DeviceLost => [
            (
                "The browser has taken the GPU away, and again after the model was loaded again.",
                "Close other pages and programs that use the GPU, then continue; or choose the processor as the device.",
            ),
            (
                "浏览器收回了 GPU，重新加载模型后仍然如此。",
                "请关闭其他占用 GPU 的页面和程序后继续，或改用处理器作为设备。",
            ),
        ],
        LocalErrorKind::OutOfMemory => [
            (
                "The model needs more memory than there is.",
                "Close other pages and programs, choose a smaller precision, or a smaller model.",
            ),
            ("内存不足以运行该模型。", "请关闭其他页面和程序，选择更小的精度或更小的模型。"),
        ],
        LocalErrorKind::Network => [
            (
                "The hub does not answer.",
                "Check the network and the mirror's address; public mirrors do not let this page read their files. A folder of your disk needs no network.",
            ),
            ("Hub 没有响应。", "请检查网络与镜像地址；公共镜像不允许本页面读取其文件。使用本地文件夹则无需网络。"),
        ],
        LocalErrorKind::Gated => [
            (
                "The hub gives this model only to those who have signed in and accepted its licence.",
                "Download it with your account, then hand over its folder here.",
            ),
            ("Hub 仅向已登录并接受许可的用户提供该模型。", "请用您的账户下载，然后在此提供其文件夹。"),
        ],
        LocalErrorKind::Offline => [
            (
                "There is no network, and the model is not kept in this browser.",
                "Connect once to download it; from then on it works offline.",
            ),
            ("没有网络，且此浏览器中没有保存该模型。", "请联网下载一次，之后即可离线使用。"),
        ],
        LocalErrorKind::StorageFull => [
            (
                "The browser's storage is full: the model works, but could not be kept for the next time.",
                "Delete kept models that are no longer needed, or free disk space.",
            ),
            ("浏览器存储空间已满：模型可以使用，但无法保存供下次使用。", "请删除不再需要的模型，或释放磁盘空间。"),
        ],
        LocalErrorKind::FolderGone => [
            (
                "The folder was handed over to this page before it was reloaded, and is no longer open.",
                "Hand the same folder over again; the answers so far are kept.",
            ),
            ("该文件夹是在页面重新加载之前提供的，现已关闭。", "请重新提供同一文件夹；已有回答均已保存。"),
        ],
        LocalErrorKind::NoRuntime => [
            (
                "The part of this page that runs models could not be loaded.",
                "Check the network, then try again: it is loaded when a model is first used.",
            ),
            ("本页面中运行模型的部分未能加载。", "请检查网络后重试：它在首次使用模型时加载。"),
        ],
        LocalErrorKind::Overflow => [
            (
                "The model computes no numbers for this question: those of 16 bits overflow.",
                "No letter is made of it. Choose the precision q4 or fp32, or the processor as the device.",
            ),
            (
                "模型对该题的计算结果不是有效数字：16 位数值溢出。",
                "不会据此得出任何字母。请选择精度 q4 或 fp32，或改用处理器作为设备。",
            ),
        ],
        LocalErrorKind::NoText => [
            (
                "The model has answered nothing.",
                "The other questions are unaffected. Scoring letters directly always yields one.",
            ),
            ("模型没有给出任何回答。", "其他题目不受影响。“直接对字母评分”总能得到一个字母。"),
        ],
        LocalErrorKind::Runtime => [
            (
                "Computing has failed.",
                "Try again. Where it fails again, choose another precision or the processor as the device.",
            ),
            ("计算失败。", "请重试。若仍失败，请换一种精度，或改用处理器作为设备。"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_something_of_its_own_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let sentences: std::collections::BTreeSet<_> = LocalErrorKind::ALL
                .iter()
                .map(|kind| local_words(language, &LocalError::new(*kind, "")).what)
                .collect();
            assert_eq!(sentences.len(), LocalErrorKind::ALL.len());
        }
    }

    #[test]
    fn missing_files_are_named() {
        let files: Vec<String> = (0..9).map(|number| format!("onnx/{number}.onnx")).collect();
        let error = LocalError { kind: LocalErrorKind::FileMissing, detail: String::new(), files };
        let what = local_words(Language::English, &error).what;
        assert!(what.contains("onnx/0.onnx") && what.ends_with("onnx/7.onnx, …)"), "{what}");
    }
}
