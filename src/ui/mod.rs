//! Elements that several pages use.

pub mod marks;
pub mod pane;
pub mod stepping;

#[cfg(feature = "web")]
pub mod button;
#[cfg(feature = "web")]
pub mod drawing;
#[cfg(feature = "web")]
pub mod grid;
#[cfg(feature = "web")]
pub mod icon;
#[cfg(feature = "web")]
pub mod reopen;
#[cfg(feature = "web")]
pub mod rows;
#[cfg(feature = "web")]
pub mod rule_sets;
#[cfg(feature = "web")]
pub mod segments;
#[cfg(feature = "web")]
pub mod separator;
#[cfg(feature = "web")]
pub mod tabs;
#[cfg(feature = "web")]
pub mod text;
#[cfg(feature = "web")]
pub mod virtual_list;
