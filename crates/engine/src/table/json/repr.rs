//! Values of JSON as Python holds them; lists and objects as Python's `repr` prints them.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use crate::limits::{JSON_DEPTH, Limit};
use crate::table::Value;

/// Reads the value that was peeked at; counts the members of lists and objects in it, and stops where they are too many.
pub(super) fn value(jiter: &mut Jiter<'_>, peek: Peek, members: &mut usize) -> Result<Value, JiterError> {
    match peek {
        Peek::Array | Peek::Object => {
            let mut printed = String::new();
            print(jiter, peek, Inside { depth: 0, members }, &mut printed)?;
            Ok(Value::Other(Rc::from(printed)))
        }
        peek => scalar(jiter, peek),
    }
}

fn scalar(jiter: &mut Jiter<'_>, peek: Peek) -> Result<Value, JiterError> {
    match peek {
        Peek::Null => jiter.known_null().map(|()| Value::None),
        Peek::True | Peek::False => jiter.known_bool(peek).map(Value::Bool),
        Peek::String => jiter.known_str().map(Value::text),
        peek => {
            let index = jiter.current_index();
            let written = jiter.known_number_bytes(peek)?;
            number(written).ok_or_else(|| error(JsonErrorType::InvalidNumber, index))
        }
    }
}

/// A number as Python's `json` takes it: whole unless it has a point or an exponent.
fn number(written: &[u8]) -> Option<Value> {
    let written = std::str::from_utf8(written).ok()?;
    match written {
        "NaN" => return Some(Value::Missing),
        "Infinity" => return Some(Value::Float(f64::INFINITY)),
        "-Infinity" => return Some(Value::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    if written.contains(['.', 'e', 'E']) {
        return written.parse().ok().map(Value::Float);
    }
    // What exceeds 128 bits can only be printed.
    Some(written.parse().map_or_else(|_| Value::Other(Rc::from(written)), Value::Int))
}

struct Inside<'m> {
    depth: u32,
    /// Members so far of all lists and objects of the value.
    members: &'m mut usize,
}

impl Inside<'_> {
    /// Counts a member, and gives what is within it.
    fn member(&mut self, jiter: &Jiter<'_>) -> Result<Inside<'_>, JiterError> {
        *self.members += 1;
        if *self.members as u64 > Limit::Members.most() {
            return Err(error(JsonErrorType::RecursionLimitExceeded, jiter.current_index()));
        }
        Ok(Inside { depth: self.depth + 1, members: self.members })
    }
}

fn print(jiter: &mut Jiter<'_>, peek: Peek, mut inside: Inside<'_>, out: &mut String) -> Result<(), JiterError> {
    if inside.depth > JSON_DEPTH {
        return Err(error(JsonErrorType::RecursionLimitExceeded, jiter.current_index()));
    }
    match peek {
        Peek::Array => {
            out.push('[');
            let mut next = jiter.known_array()?;
            let mut separator = "";
            while let Some(peek) = next {
                out.push_str(separator);
                separator = ", ";
                print(jiter, peek, inside.member(jiter)?, out)?;
                next = jiter.array_step()?;
            }
            out.push(']');
        }
        Peek::Object => print_object(jiter, inside, out)?,
        Peek::String => print_text(jiter.known_str()?, out),
        peek => out.push_str(&scalar(jiter, peek)?.to_python_text()),
    }
    Ok(())
}

fn print_object(jiter: &mut Jiter<'_>, mut inside: Inside<'_>, out: &mut String) -> Result<(), JiterError> {
    // A repeated key keeps its first place and takes its last value.
    let mut members: Vec<(String, String)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut key = jiter.known_object()?.map(str::to_owned);
    while let Some(name) = key {
        let peek = jiter.peek()?;
        let mut printed = String::new();
        print(jiter, peek, inside.member(jiter)?, &mut printed)?;
        let place = *places.entry(name.clone()).or_insert(members.len());
        match members.get_mut(place) {
            Some(member) => member.1 = printed,
            None => members.push((name, printed)),
        }
        key = jiter.next_key()?.map(str::to_owned);
    }
    out.push('{');
    for (place, (name, printed)) in members.iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        print_text(name, out);
        out.push_str(": ");
        out.push_str(printed);
    }
    out.push('}');
    Ok(())
}

/// Prints a text in quotes: double ones only where it holds a single and no double quote.
fn print_text(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character == quote => {
                out.push('\\');
                out.push(quote);
            }
            character if is_printable(character) => out.push(character),
            character => push_escape(u32::from(character), out),
        }
    }
    out.push(quote);
}

fn push_escape(code: u32, out: &mut String) {
    let written = match code {
        0..=0xFF => write!(out, "\\x{code:02x}"),
        0x100..=0xFFFF => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    debug_assert!(written.is_ok(), "writing to a String cannot fail");
}

/// Python's `str.isprintable`: no control, format, unassigned or private character, and no separator but the space.
///
/// The standard library escapes by the same Unicode categories, except that it also escapes a combining mark that
/// starts a text; hence the letter before.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    String::from_iter(['a', character]).escape_debug().nth(1) == Some(character)
}

fn error(kind: JsonErrorType, index: usize) -> JiterError {
    JiterError { error_type: JiterErrorType::JsonError(kind), index }
}
