//! What is said of files that are read over the network, in English and Chinese.

use super::fill;
use crate::format::bytes;
use protocol::address::AddressFault;

/// What happened.
pub(super) fn what(fault: &AddressFault) -> [String; 2] {
    let (templates, values): ([&str; 2], Vec<(&str, String)>) = match fault {
        AddressFault::Address(_) => (
            [
                "The address is not one of a file that can be opened: it must start with https:// or be hf:OWNER/NAME@REVISION/PATH, and hold no password.",
                "该地址无法打开：须以 https:// 开头，或形如 hf:OWNER/NAME@REVISION/PATH，且不得包含密码。",
            ],
            vec![],
        ),
        AddressFault::NoReply { host, detail } => (
            [
                "{host} cannot be reached, or does not let other pages read its files ({detail}).",
                "无法访问 {host}，或该主机不允许其他网页读取其文件（{detail}）。",
            ],
            vec![("host", host.clone()), ("detail", detail.clone())],
        ),
        AddressFault::Refused { host, status } => (
            ["{host} refuses to send the file (status {status}).", "{host} 拒绝发送该文件（状态码 {status}）。"],
            vec![("host", host.clone()), ("status", status.to_string())],
        ),
        AddressFault::Busy { host, .. } => {
            (["{host} asks to wait before more is fetched.", "{host} 要求稍后再获取。"], vec![("host", host.clone())])
        }
        AddressFault::ServerFailed { host, status } => (
            ["{host} fails again and again (status {status}).", "{host} 反复出错（状态码 {status}）。"],
            vec![("host", host.clone()), ("status", status.to_string())],
        ),
        AddressFault::NoRanges { host, limit } => (
            [
                "{host} sends whole files only, and this one is larger than {limit}.",
                "{host} 只能发送整个文件，而此文件大于 {limit}。",
            ],
            vec![("host", host.clone()), ("limit", bytes(*limit))],
        ),
        AddressFault::WrongRange { host } => (
            ["{host} sends other bytes than were asked for.", "{host} 发送的字节与请求的不符。"],
            vec![("host", host.clone())],
        ),
        AddressFault::Encoded { host, encoding } => (
            ["{host} compresses parts of files ({encoding}).", "{host} 对文件片段进行了压缩（{encoding}）。"],
            vec![("host", host.clone()), ("encoding", encoding.clone())],
        ),
        AddressFault::SizeHidden { host } => {
            (["{host} does not show how large the file is.", "{host} 未提供文件大小。"], vec![("host", host.clone())])
        }
        AddressFault::BrokenOff { host, done, total } => (
            ["The connection to {host} broke after {done} of {total}.", "与 {host} 的连接在 {done} / {total} 处中断。"],
            vec![("host", host.clone()), ("done", bytes(*done)), ("total", bytes(*total))],
        ),
        AddressFault::Changed { name } => {
            (["{name} has changed on the server.", "{name} 在服务器上已被更改。"], vec![("name", name.clone())])
        }
        AddressFault::OtherFile { name } => {
            (["The index is not of this file: {name}.", "索引与此文件不符：{name}。"], vec![("name", name.clone())])
        }
        AddressFault::BadIndex { detail } => {
            (["The index cannot be read ({detail}).", "无法读取索引（{detail}）。"], vec![("detail", detail.clone())])
        }
        AddressFault::OtherNumber { indexed, given } => (
            [
                "The index is of {indexed} files, but {given} addresses are given.",
                "索引包含 {indexed} 个文件，但给出了 {given} 个地址。",
            ],
            vec![("indexed", indexed.to_string()), ("given", given.to_string())],
        ),
        AddressFault::TooLarge { name, limit } => (
            ["{name} is larger than {limit}.", "{name} 大于 {limit}。"],
            vec![("name", name.clone()), ("limit", bytes(*limit))],
        ),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    templates.map(|template| fill(template, &values))
}

/// What is unharmed and to be done.
pub(super) fn next(fault: &AddressFault) -> [&'static str; 2] {
    match fault {
        AddressFault::Address(_) | AddressFault::OtherNumber { .. } => {
            ["Nothing was opened. Correct the address.", "未打开任何内容。请更正地址。"]
        }
        AddressFault::NoReply { .. } => [
            "Images that were fetched stay. Check the network; the host must send Access-Control-Allow-Origin: * and Access-Control-Expose-Headers: Content-Range, ETag.",
            "已获取的图像仍可使用。请检查网络；该主机须发送 Access-Control-Allow-Origin: * 与 Access-Control-Expose-Headers: Content-Range, ETag。",
        ],
        AddressFault::Refused { status: 401 | 403, .. } => [
            "Files that need an agreement need a token of an account that has agreed.",
            "需要同意协议的文件，须提供已同意该协议的账户的令牌。",
        ],
        AddressFault::Refused { .. } => {
            ["Check owner, name, revision and path.", "请检查所有者、名称、修订版本与路径。"]
        }
        AddressFault::Busy { .. } | AddressFault::ServerFailed { .. } | AddressFault::BrokenOff { .. } => {
            ["What was fetched stays. Try again in a few minutes.", "已获取的内容仍可使用。请几分钟后重试。"]
        }
        AddressFault::SizeHidden { .. } => [
            "It opens with an index, or once the host sends Access-Control-Expose-Headers: Content-Range.",
            "可通过索引打开；或由该主机发送 Access-Control-Expose-Headers: Content-Range 后打开。",
        ],
        AddressFault::NoRanges { .. } | AddressFault::WrongRange { .. } | AddressFault::Encoded { .. } => [
            "Download the file and open it here, or use a host that sends byte ranges.",
            "请下载该文件后在此打开，或使用支持字节范围的主机。",
        ],
        AddressFault::Changed { .. } => {
            ["Open the address again to read the new file.", "请重新打开该地址以读取新文件。"]
        }
        AddressFault::OtherFile { .. } | AddressFault::BadIndex { .. } => [
            "No image of it is shown. Get the index that belongs to the file, or open the address without one.",
            "不会显示其图像。请获取与文件相符的索引，或不用索引打开该地址。",
        ],
        AddressFault::TooLarge { .. } => ["Nothing was opened.", "未打开任何内容。"],
    }
}
