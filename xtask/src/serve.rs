//! `cargo xtask serve`: build, serve on this machine, open a browser.

use std::env;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::build;
use crate::process::Workspace;
use crate::site::{self, Site};

/// Builds, then serves `dist/` until Ctrl-C.
pub fn serve(workspace: &Workspace, port: u16, open: bool) -> Result<()> {
    // Asked before the build: nobody wants to hear after two minutes that the port is taken.
    site::check_port(port)?;
    build::build(workspace)?;
    let site = Site::start(&workspace.dist(), port, "/")?;
    println!("\nserving {}  (Ctrl-C ends it)", site.url());
    if open && !open_browser(&site.url()) {
        println!("no browser was opened: open the address yourself");
    }
    site.forever();
    Ok(())
}

/// Whether a program that opens addresses was started.
fn open_browser(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        start.args(["/C", "start", ""]);
        start
    } else if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        Command::new("xdg-open")
    } else {
        return false;
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
