//! The page opens.

use anyhow::{Result, ensure};
use downhill_e2e::{Name, Options, with_page};

#[test]
fn opens_without_console_errors() -> Result<()> {
    with_page("", Options::default(), async |page| {
        let buttons = page.find_all("button", Name::Any).await?;
        ensure!(!buttons.is_empty(), "the page has no button");
        ensure!(page.url().await?.contains("/some/sub/path/"), "served from a sub-path");
        Ok(())
    })
}
