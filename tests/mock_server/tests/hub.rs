//! The Hub: an address that leads on, a signed one that expires, ranges, and everything that goes wrong with them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mock_server::{Server, Settings};
use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body};

const ORIGIN: &str = "https://scope.example";

/// A folder with one file, written once: a test that wrote it again would cut it off under a server of another test.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("mock-hub-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("x.tsv"), (0..=255).collect::<Vec<u8>>()).unwrap();
        folder
    })
}

fn start(mut hub: Value) -> Server {
    hub["folder"] = json!(folder());
    Server::start(serde_json::from_value::<Settings>(json!({ "hub": hub })).unwrap()).unwrap()
}

fn get(url: &str, headers: &[(&str, &str)]) -> Result<Response<Body>, ureq::Error> {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut request = agent.get(url).header("origin", ORIGIN);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.call()
}

fn header<'r>(reply: &'r Response<Body>, name: &str) -> Option<&'r str> {
    reply.headers().get(name).map(|value| value.to_str().unwrap())
}

/// Where the resolver leads.
fn signed(server: &Server, headers: &[(&str, &str)]) -> String {
    let reply = get(&format!("{}/datasets/o/n/resolve/main/x.tsv", server.http()), headers).unwrap();
    assert_eq!((reply.status().as_u16(), header(&reply, "x-linked-size")), (302, Some("256")));
    assert_eq!(header(&reply, "access-control-allow-origin"), Some(ORIGIN));
    assert!(header(&reply, "access-control-expose-headers").unwrap().contains("Content-Range"));
    header(&reply, "location").unwrap().to_owned()
}

#[test]
fn an_address_leads_to_ranges_elsewhere() {
    let server = start(json!({}));
    let url = signed(&server, &[]);
    assert!(!url.starts_with(&server.http()));
    let mut reply = get(&url, &[("range", "bytes=10-19")]).unwrap();
    assert_eq!((reply.status().as_u16(), header(&reply, "content-range")), (206, Some("bytes 10-19/256")));
    assert_eq!(header(&reply, "access-control-allow-origin"), Some("*"));
    assert_eq!(reply.body_mut().read_to_vec().unwrap(), (10..20).collect::<Vec<u8>>());
    assert_eq!(get(&url, &[]).unwrap().status(), 200);
    assert_eq!(get(&url, &[("range", "bytes=256-300")]).unwrap().status(), 416);
    for path in ["/datasets/o/n/resolve/main/none.tsv", "/datasets/o/n/resolve/main/../x.tsv", "/datasets/o"] {
        assert_eq!(get(&(server.http() + path), &[]).unwrap().status(), 404, "{path}");
    }
    assert_eq!(get(&url, &[("authorization", "Bearer t")]).unwrap().status(), 403, "a token went too far");
}

#[test]
fn signed_addresses_expire_or_are_bound() {
    let server = start(json!({ "goodForMs": 0 }));
    let url = signed(&server, &[]);
    std::thread::sleep(Duration::from_millis(5));
    assert_eq!(get(&url, &[]).unwrap().status(), 403);
    let server = start(json!({ "bindsRange": true }));
    let range = ("range", "bytes=0-9");
    let url = signed(&server, &[range]);
    assert_eq!(get(&url, &[range]).unwrap().status(), 206);
    assert_eq!(get(&url, &[("range", "bytes=0-8")]).unwrap().status(), 403);
}

#[test]
fn a_gated_file_needs_the_token() {
    let server = start(json!({ "token": "t" }));
    let url = format!("{}/datasets/o/n/resolve/main/x.tsv", server.http());
    assert_eq!(get(&url, &[]).unwrap().status(), 401);
    signed(&server, &[("authorization", "Bearer t")]);
}

#[test]
fn faults_come_in_order() {
    let faults =
        ["busy", "unavailable", "expired", "notSatisfiable", "whole", "shifted", "encoded", "otherTag", "noCors"];
    let server = start(json!({ "faults": faults }));
    let url = signed(&server, &[]);
    let reply = || get(&url, &[("range", "bytes=0-9")]).unwrap();
    let statuses: Vec<u16> = (0..5).map(|_| reply().status().as_u16()).collect();
    assert_eq!(statuses, [429, 503, 403, 416, 200]);
    assert_eq!(header(&reply(), "content-range"), Some("bytes 1-9/256"));
    assert_eq!(header(&reply(), "content-encoding"), Some("gzip"));
    assert_eq!(header(&reply(), "etag"), Some("\"other-256\""));
    assert_eq!(header(&reply(), "access-control-allow-origin"), None);
    assert_eq!(header(&reply(), "etag"), Some("\"one-256\""));

    let server = start(json!({ "faults": ["drop", "cut"] }));
    let url = signed(&server, &[]);
    assert!(get(&url, &[]).is_err());
    assert!(get(&url, &[]).unwrap().body_mut().read_to_vec().is_err());
    assert_eq!(get(&url, &[]).unwrap().body_mut().read_to_vec().unwrap().len(), 256);
}

#[test]
fn bodies_are_as_slow_as_wanted() {
    let server = start(json!({ "bytesPerSecond": 1280 }));
    let begun = Instant::now();
    get(&signed(&server, &[]), &[]).unwrap().body_mut().read_to_vec().unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(200));
}
