//! Downhill's own commands (`cargo xtask …`), one idea per file.
//! The browser tests use [`site`], [`size`] and [`browser`] too.

pub mod args;
pub mod bench;
pub mod browser;
pub mod build;
pub mod check;
pub mod fuzz;
mod icons;
pub mod lessons;
pub mod licences;
mod names;
mod notices;
pub mod paths;
pub mod process;
mod programs;
mod release;
pub mod serve;
mod single;
pub mod site;
pub mod size;
pub mod tally;
pub mod tools;
pub mod words;
