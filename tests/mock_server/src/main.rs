//! Starts the server and writes where it is: `{"http":"http://127.0.0.1:…","https":"https://127.0.0.1:…"}`.
//! It ends when its standard input does, so that it never outlives the test that started it.
//! usage: mock-server [SETTINGS AS JSON]

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

use mock_server::{Server, Settings};

fn main() -> Result<(), Box<dyn Error>> {
    let settings = match std::env::args().nth(1) {
        Some(json) => serde_json::from_str(&json)?,
        None => Settings::default(),
    };
    let server = Server::start(settings)?;
    let addresses = serde_json::json!({ "http": server.http(), "https": server.https() });
    writeln!(stdout(), "{addresses}")?;
    stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
