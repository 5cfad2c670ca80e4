//! What goes wrong with a model, in words that a newcomer can act on.

use super::super::{Explained, Language, explain, fill};
use super::local_faults::local_words;
use crate::format::{bytes, integer};
use crate::run::form::setup::FaultKind;
use engine::endpoint::{AddressError, Diagnosis, EndpointErrorKind};
use engine::local::{LocalError, LocalErrorKind};
use engine::run::{End, FailureKind, RunFailure, SendImageError};
use protocol::Failure;

/// What happened and what to do, in English and in Chinese.
type Pair = [(&'static str, &'static str); 2];

/// A failed question or try in words.
pub fn failure_words(language: Language, failure: &RunFailure) -> Explained {
    match failure {
        RunFailure::Endpoint(error) => endpoint_words(language, error.kind),
        RunFailure::Local(error) => local_words(language, error),
        RunFailure::Picture(fault) => picture_words(language, fault),
    }
}

/// A kind of failure in words; pictures differ too much to say something of them all.
pub fn kind_words(language: Language, kind: FailureKind) -> Option<Explained> {
    match kind {
        FailureKind::Endpoint(kind) => Some(endpoint_words(language, kind)),
        FailureKind::Local(kind) => Some(local_words(language, &LocalError::new(kind, ""))),
        FailureKind::Picture => None,
    }
}

fn endpoint_words(language: Language, kind: EndpointErrorKind) -> Explained {
    explained(language, kind_pair(kind))
}

/// The kind of a name, as failures are counted by; `None` for those of pictures.
pub fn kind_named(name: &str) -> Option<FailureKind> {
    let local = || LocalErrorKind::named(name).map(FailureKind::Local);
    EndpointErrorKind::named(name).map(FailureKind::Endpoint).or_else(local)
}

/// The outcome of a test in words.
pub fn diagnosis_words(language: Language, diagnosis: Diagnosis) -> Explained {
    let pair = match diagnosis {
        Diagnosis::Works => [
            ("It works: the model answers and sees the picture.", "You can run."),
            ("连接正常：模型能回答，也能看到图像。", "可以运行。"),
        ],
        Diagnosis::MayNotSee => [
            (
                "The model answers, but does not say that the square is red: it may not see pictures.",
                "Choose a vision model, or give it more tokens if it thinks for long. You can run all the same.",
            ),
            (
                "模型有回答，但没有说出方块是红色：它可能看不到图像。",
                "请选择视觉模型；若其思考较长，请增大 token 上限。也可直接运行。",
            ),
        ],
        Diagnosis::LocalNetworkDenied => [
            (
                "The browser keeps this page from your computer or local network.",
                "Open the site settings (the sign before the address), allow “Local network access” for this page, and test again.",
            ),
            (
                "浏览器阻止本页面访问您的电脑或局域网。",
                "请打开网站设置（地址前的图标），允许本页面“访问本地网络”，然后重新测试。",
            ),
        ],
        Diagnosis::LocalNetworkUndecided => [
            (
                "The browser has not been told whether this page may reach your local network.",
                "Test again and choose Allow when the browser asks.",
            ),
            ("浏览器尚未获知本页面能否访问您的局域网。", "请重新测试，并在浏览器询问时选择“允许”。"),
        ],
        Diagnosis::Cors => [
            (
                "The server is there, but does not allow this page to read its answers (CORS).",
                "On a server of your own allow this page as shown below. A provider that forbids browsers can be reached through OpenRouter or a LiteLLM proxy.",
            ),
            (
                "服务器在线，但不允许本页面读取其回答（CORS）。",
                "若为自己的服务器，请按下方说明允许本页面。若服务商禁止浏览器调用，可通过 OpenRouter 或 LiteLLM 代理访问。",
            ),
        ],
        Diagnosis::NameOrCors => [
            (
                "The server is there, but its answer cannot be read: the model name or the address is wrong, or the server does not allow this page (CORS).",
                "Check the model name letter by letter, then the address: it should end with the version, as /v1.",
            ),
            (
                "服务器在线，但无法读取其回答：模型名称或地址有误，或服务器不允许本页面访问（CORS）。",
                "请逐字核对模型名称，再检查地址：应以版本号结尾，例如 /v1。",
            ),
        ],
        Diagnosis::ServerDown => [
            (
                "No server answers at this address.",
                "Check that it is running, and that the address and the port are right.",
            ),
            ("该地址没有服务器响应。", "请检查服务器是否在运行，以及地址和端口是否正确。"),
        ],
        Diagnosis::DownOrCors => [
            (
                "The server is not there, or it does not allow this page (CORS); the browser does not say which.",
                "Check that it is running and the address is right; then allow this page as shown below.",
            ),
            (
                "服务器不在线，或不允许本页面访问（CORS）；浏览器不说明是哪一种。",
                "请检查服务器是否在运行、地址是否正确；再按下方说明允许本页面。",
            ),
        ],
        Diagnosis::Refused(kind) => kind_pair(kind),
    };
    explained(language, pair)
}

/// Why a run has ended, in words; `None` where it has simply finished.
pub fn end_words(language: Language, end: End) -> Option<Explained> {
    let pair = match end {
        End::Finished => return None,
        End::Stopped => [
            ("You stopped the run.", "Every answer so far is kept. Continue whenever you like."),
            ("您停止了运行。", "已有回答均已保存，可随时继续。"),
        ],
        End::BudgetReached => [
            (
                "The next question might exceed the budget.",
                "Every answer so far is kept. Raise the budget and continue, or stay with what is there.",
            ),
            ("下一道题目可能超出预算。", "已有回答均已保存。请提高预算后继续，或到此为止。"),
        ],
        End::Refused(kind) | End::Unreachable(kind) => {
            return kind_words(language, kind).map(|words| kept(language, &words));
        }
    };
    Some(explained(language, pair))
}

/// What is wrong with a field.
pub fn field_fault(language: Language, kind: FaultKind) -> String {
    let pick = |english: &str, chinese: &str| pick(language, english, chinese).to_owned();
    match kind {
        FaultKind::Blank => pick("This is needed.", "此项必填。"),
        FaultKind::NotWithin { least, most } => fill(
            &pick("A number from {least} to {most}.", "请填 {least} 至 {most} 之间的数字。"),
            &[("least", &integer(least.into())), ("most", &integer(most.into()))],
        ),
        FaultKind::Address(AddressError::NoScheme) => {
            pick("The address begins with https:// or http://.", "地址须以 https:// 或 http:// 开头。")
        }
        FaultKind::Address(AddressError::BadHost) => {
            pick("The address has no valid host or port.", "地址中没有有效的主机名或端口。")
        }
        FaultKind::Address(AddressError::Credentials) => pick(
            "The address holds a key or password: put the key into its own field.",
            "地址中含有密钥或密码：请将密钥填入专用栏。",
        ),
        FaultKind::Address(AddressError::BadCharacter) => {
            pick("The address holds a space, a backslash or a #.", "地址中含有空格、反斜杠或 #。")
        }
        FaultKind::Address(AddressError::Unencrypted) => pick(
            "http:// is for this computer and the local network; elsewhere it must be https://.",
            "http:// 仅限本机与局域网；其他地址须用 https://。",
        ),
    }
}

/// Adds that the answers are safe.
fn kept(language: Language, words: &Explained) -> Explained {
    let safe = pick(
        language,
        "The run has ended here, since the other questions would meet the same. Every answer so far is kept.",
        "其余题目也会遇到同样问题，运行到此结束。已有回答均已保存。",
    );
    Explained { what: format!("{} {safe}", words.what), next: words.next }
}

fn picture_words(language: Language, fault: &SendImageError) -> Explained {
    let what = match fault {
        SendImageError::Image(error) => explain(language, &Failure::Image(error.clone()), &[]).what,
        SendImageError::FormatNotTaken { format } => fill(
            pick(language, "The provider does not read {format} pictures.", "服务商不支持 {format} 图像。"),
            &[("format", format)],
        ),
        SendImageError::TooLong { width, height, limit } => fill(
            pick(
                language,
                "The picture has {width} × {height} pixels; the provider takes {limit} a side.",
                "图像为 {width} × {height} 像素；服务商要求每边不超过 {limit}。",
            ),
            &[
                ("width", &integer((*width).into())),
                ("height", &integer((*height).into())),
                ("limit", &integer((*limit).into())),
            ],
        ),
        SendImageError::TooHeavy { bytes: size, limit } => fill(
            pick(
                language,
                "The picture has {bytes}; the provider takes {limit}.",
                "图像有 {bytes}；服务商上限为 {limit}。",
            ),
            &[("bytes", &bytes(*size)), ("limit", &bytes(*limit))],
        ),
    };
    let next = match fault {
        SendImageError::Image(_) => pick(
            language,
            "Nothing was sent for this question. The other questions are unaffected.",
            "该题没有发送任何内容，其他题目不受影响。",
        ),
        _ => pick(
            language,
            "Nothing was sent for this question. Choose to scale such pictures down, then start the run again.",
            "该题没有发送任何内容。请选择缩小此类图像，然后重新开始运行。",
        ),
    };
    Explained { what, next }
}

#[expect(clippy::too_many_lines, reason = "a table of sentences")]
fn kind_pair(kind: EndpointErrorKind) -> Pair {
    match kind {
        EndpointErrorKind::Unreachable => [
            (
                "The server could not be reached: it is down, the network is gone, it does not allow this page, or it has no model of this name (OpenAI hides that from pages).",
                "Check the network, the server and the model name, then test the connection.",
            ),
            (
                "无法连接服务器：服务器停机、网络中断、不允许本页面访问，或没有该名称的模型（OpenAI 不让网页读取这一错误）。",
                "请检查网络、服务器与模型名称，然后测试连接。",
            ),
        ],
        EndpointErrorKind::Timeout => [
            ("No answer came in time.", "Allow more seconds, or ask fewer questions at a time."),
            ("未能及时收到回答。", "请增加等待秒数，或减少同时提问数。"),
        ],
        EndpointErrorKind::RateLimited => [
            (
                "The server asks for fewer questions or tokens a minute.",
                "The page slows down by itself. Set the limits of your account under requests and tokens a minute.",
            ),
            (
                "服务器要求降低每分钟的题目或 token 数。",
                "页面会自动减速。请按您账户的限额填写每分钟请求数与 token 数。",
            ),
        ],
        EndpointErrorKind::Overloaded => [
            ("The service is overloaded.", "The page slows down by itself; or ask fewer questions at a time."),
            ("服务过载。", "页面会自动减速；也可减少同时提问数。"),
        ],
        EndpointErrorKind::ServerFailed => [
            (
                "The server failed.",
                "Try the failed questions again later; on your own server look into its log. Where every question fails, the model may take no pictures.",
            ),
            (
                "服务器出错。",
                "请稍后重试失败的题目；若为自己的服务器，请查看其日志。若所有题目都失败，模型可能不支持图像。",
            ),
        ],
        EndpointErrorKind::TruncatedJson => [
            ("The answer broke off half-way.", "Try again; the network or a proxy may be unsteady."),
            ("回答中途断开。", "请重试；网络或代理可能不稳定。"),
        ],
        EndpointErrorKind::ReplyTooLarge => [
            (
                "The answer is longer than this page reads: 8 MB, or 64 MB as a stream.",
                "Asking again would cost as much. Allow fewer tokens for an answer, or turn thinking off; then try the failed questions again.",
            ),
            (
                "回答超出本页面读取的长度：8 MB，流式输出为 64 MB。",
                "重复提问会产生同样的费用。请减小回答的 token 上限或关闭思考，然后重试失败的题目。",
            ),
        ],
        EndpointErrorKind::NotJson => [
            (
                "The server sent a web page or text instead of an answer.",
                "Check the address: it should end with the version, as /v1.",
            ),
            ("服务器返回的是网页或文本，而不是回答。", "请检查地址：应以版本号结尾，例如 /v1。"),
        ],
        EndpointErrorKind::UnknownShape => [
            (
                "The server's answer is not of the chosen interface.",
                "Choose the interface the server speaks, under connection details.",
            ),
            ("服务器的回答不符合所选接口。", "请在连接细节中选择服务器使用的接口。"),
        ],
        EndpointErrorKind::NoText => [
            ("The model answered nothing.", "Try the failed questions again, or with more tokens for an answer."),
            ("模型没有回答任何内容。", "请重试失败的题目，或增大回答的 token 上限。"),
        ],
        EndpointErrorKind::OnlyThought => [
            (
                "The model has only thought: it stopped without an answer.",
                "Turn thinking off on the server or in the system prompt, or choose another model; then try the failed questions again.",
            ),
            (
                "模型只输出了思考内容，没有给出回答就停止了。",
                "请在服务器或系统提示中关闭思考，或换用其他模型，然后重试失败的题目。",
            ),
        ],
        EndpointErrorKind::CutOff => [
            (
                "The limit of tokens was used up in thought, before any answer.",
                "Allow more tokens for an answer and start the run again.",
            ),
            ("token 上限在思考中耗尽，没有得到回答。", "请增大回答的 token 上限，然后重新开始运行。"),
        ],
        EndpointErrorKind::Quota => [
            ("The money or quota of this key is used up.", "Top up the account or use another key, then continue."),
            ("该密钥的余额或配额已用尽。", "请充值或更换密钥，然后继续。"),
        ],
        EndpointErrorKind::WrongKey => [
            (
                "The key is missing, wrong or expired.",
                "Enter the key again; make sure that it is one for this provider.",
            ),
            ("密钥缺失、错误或已过期。", "请重新填写密钥，并确认它属于该服务商。"),
        ],
        EndpointErrorKind::NoAccess => [
            (
                "The key is right, but may not use this model from here.",
                "Check in the provider's console which models, organisation and region the key is for.",
            ),
            ("密钥有效，但无权在此使用该模型。", "请在服务商控制台检查该密钥适用的模型、组织与地区。"),
        ],
        EndpointErrorKind::WrongModel => [
            ("The server has no model of this name.", "Check the model name, letter by letter."),
            ("服务器上没有这个名称的模型。", "请逐字核对模型名称。"),
        ],
        EndpointErrorKind::WrongAddress => [
            ("The server has no such path.", "Check the address: it should end with the version, as /v1."),
            ("服务器上没有该路径。", "请检查地址：应以版本号结尾，例如 /v1。"),
        ],
        EndpointErrorKind::NoVision => {
            [("The model takes no pictures.", "Choose a vision model."), ("该模型不接受图像。", "请选择视觉模型。")]
        }
        EndpointErrorKind::ContentPolicy => [
            (
                "The provider's policy forbids this question or its answer.",
                "It is recorded as failed. Asking again does not help; another provider may.",
            ),
            ("服务商的政策禁止该题或其回答。", "该题记为失败。重复提问无济于事，可换用其他服务商。"),
        ],
        EndpointErrorKind::TooLarge => [
            (
                "The question with its picture is too large for the server or the model, or the model takes no pictures and reads them as text.",
                "Choose a longest side for pictures and start the run again. Give a server of your own a longer context (llama-server: -c). Where even small pictures are too large, choose a vision model.",
            ),
            (
                "题目连同图像超出服务器或模型的上限；也可能是模型不支持图像，把图像当作文本读取。",
                "请为图像设定最长边，然后重新开始运行。若为自己的服务器，请增大上下文长度（llama-server：-c）。若很小的图像也超限，请选择视觉模型。",
            ),
        ],
        EndpointErrorKind::UnsupportedSetting => [
            (
                "The model does not know one of the settings.",
                "Leave the temperature blank, or change the name of the token limit under connection details.",
            ),
            ("模型不支持其中某项设置。", "请将温度留空，或在连接细节中更改 token 上限的参数名。"),
        ],
        EndpointErrorKind::NeedsStream => [
            (
                "The model can only be streamed, and refuses that, too.",
                "Read what the server said; choose another model or interface.",
            ),
            ("该模型只支持流式输出，但流式请求也被拒绝。", "请查看服务器返回的说明，或换用其他模型或接口。"),
        ],
        EndpointErrorKind::BadRequest => [
            ("The server does not accept the request.", "Read what it said; check interface and address."),
            ("服务器不接受该请求。", "请查看其返回的说明，并检查接口与地址。"),
        ],
    }
}

fn explained(language: Language, [english, chinese]: Pair) -> Explained {
    let (what, next) = match language {
        Language::English => english,
        Language::Chinese => chinese,
    };
    Explained { what: what.to_owned(), next }
}

fn pick<'w>(language: Language, english: &'w str, chinese: &'w str) -> &'w str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_name() {
        assert_eq!(kind_named("rate-limited"), Some(FailureKind::Endpoint(EndpointErrorKind::RateLimited)));
        assert_eq!(kind_named("not-json"), Some(FailureKind::Endpoint(EndpointErrorKind::NotJson)));
        assert_eq!(kind_named("needs-f16"), Some(FailureKind::Local(LocalErrorKind::NeedsF16)));
        assert_eq!(kind_named("too-heavy"), None);
    }

    #[test]
    fn every_kind_says_something_of_its_own_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let sentences: std::collections::BTreeSet<_> =
                EndpointErrorKind::ALL.iter().map(|kind| endpoint_words(language, *kind).what).collect();
            assert_eq!(sentences.len(), EndpointErrorKind::ALL.len());
        }
    }

    #[test]
    fn a_request_that_is_too_large_has_several_causes() {
        let [english, chinese] = [Language::English, Language::Chinese]
            .map(|language| endpoint_words(language, EndpointErrorKind::TooLarge))
            .map(|Explained { what, next }| (what, next));
        assert!(english.0.contains("takes no pictures") && chinese.0.contains("不支持图像"));
        for (what, next) in [english, chinese] {
            assert!(next.contains("llama-server") && next.contains("-c"), "{what} {next}");
        }
    }

    #[test]
    fn pictures_tell_their_size_and_the_limit() {
        let fault = RunFailure::Picture(SendImageError::TooHeavy { bytes: 6_000_000, limit: 5_000_000 });
        for language in [Language::English, Language::Chinese] {
            let what = failure_words(language, &fault).what;
            assert!(what.contains("6.00 MB") && what.contains("5.00 MB"), "{what}");
        }
    }
}
