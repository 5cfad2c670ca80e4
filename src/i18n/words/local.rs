//! Models in the browser in words.

use crate::i18n::Messages;

/// The colour of an image that models are checked with; what has no words is printed as it is.
pub fn picture_name<'a>(messages: &Messages, name: &'a str) -> &'a str {
    let words = messages.local;
    match name {
        "red" => words.colour_red,
        "green" => words.colour_green,
        "blue" => words.colour_blue,
        "white" => words.colour_white,
        "black" => words.colour_black,
        other => other,
    }
}
