//! What the tests of the server share: a client that is not this project's, and requests of every dialect.
#![expect(unreachable_pub, clippy::unwrap_used, reason = "shared by tests, which fail by panicking")]

use mock_server::{Server, Settings};
use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};

pub const ORIGIN: &str = "https://scope.example";
/// The smallest picture there is: one pixel.
pub const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// How one dialect asks, and where its answers stand.
#[derive(Clone, Copy)]
pub struct Dialect {
    pub path: &'static str,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: fn(&str, &str) -> Value,
    pub text: &'static str,
}

pub const DIALECTS: [Dialect; 4] = [CHAT, RESPONSES, ANTHROPIC, GEMINI];

pub const CHAT: Dialect = Dialect {
    path: "/openai/v1/chat/completions",
    headers: &[("authorization", "Bearer test-key")],
    body: |model, prompt| {
        let image = json!({ "type": "image_url", "image_url": { "url": format!("data:image/png;base64,{PNG}") } });
        let content = json!([image, { "type": "text", "text": prompt }]);
        json!({ "model": model, "messages": [{ "role": "user", "content": content }], "max_tokens": 2048, "temperature": 0 })
    },
    text: "/choices/0/message/content",
};

pub const RESPONSES: Dialect = Dialect {
    path: "/openai/v1/responses",
    headers: &[("authorization", "Bearer test-key")],
    body: |model, prompt| {
        let image = json!({ "type": "input_image", "image_url": format!("data:image/png;base64,{PNG}") });
        let content = json!([image, { "type": "input_text", "text": prompt }]);
        json!({ "model": model, "input": [{ "role": "user", "content": content }], "max_output_tokens": 2048, "store": false })
    },
    text: "/output/0/content/0/text",
};

pub const ANTHROPIC: Dialect = Dialect {
    path: "/anthropic/v1/messages",
    headers: &[
        ("x-api-key", "test-key"),
        ("anthropic-version", "2023-06-01"),
        ("anthropic-dangerous-direct-browser-access", "true"),
    ],
    body: |model, prompt| {
        let source = json!({ "type": "base64", "media_type": "image/png", "data": PNG });
        let content = json!([{ "type": "image", "source": source }, { "type": "text", "text": prompt }]);
        json!({ "model": model, "max_tokens": 2048, "messages": [{ "role": "user", "content": content }] })
    },
    text: "/content/0/text",
};

pub const GEMINI: Dialect = Dialect {
    path: "/gemini/v1beta/models/mock-vision:generateContent",
    headers: &[("x-goog-api-key", "test-key")],
    body: |_, prompt| {
        let image = json!({ "inlineData": { "mimeType": "image/png", "data": PNG } });
        json!({ "contents": [{ "role": "user", "parts": [image, { "text": prompt }] }], "generationConfig": { "temperature": 0 } })
    },
    text: "/candidates/0/content/parts/0/text",
};

impl Dialect {
    /// Asks as a page does; an `Err` is a connection that gave no whole response.
    pub fn ask(&self, server: &Server, prompt: &str) -> Result<Reply, ureq::Error> {
        send(server, "POST", self.path, self.headers, &(self.body)("mock-vision", prompt).to_string())
    }

    pub fn answer(&self, reply: &Reply) -> Option<String> {
        Some(reply.json().pointer(self.text)?.as_str()?.to_owned())
    }
}

pub fn start(settings: Value) -> Server {
    Server::start(serde_json::from_value::<Settings>(settings).unwrap()).unwrap()
}

/// Sends a request of a page at `ORIGIN`, over a connection of its own.
pub fn send(
    server: &Server,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Reply, ureq::Error> {
    let mut request = Request::builder().method(method).uri(server.http() + path).header("origin", ORIGIN);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let config = ureq::Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true).build();
    let mut response = ureq::Agent::new_with_config(config).run(request.body(body.to_owned())?)?;
    let text = response.body_mut().read_to_string()?;
    Ok(Reply { status: response.status().as_u16(), headers: response.headers().clone(), text })
}

pub fn question(number: usize) -> String {
    format!("Question: What does picture {number} show?\nOptions:\nA. Lung\nB. Liver\nC. Heart\nPlease select.\n")
}
