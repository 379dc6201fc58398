//! The site without a network, and when a new release comes.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Options, Page, dist, with_page};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use xtask::site::Site;

/// A copy of the site that can be changed.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("downhill-offline-{name}-{}", std::process::id()));
        copy(&dist(), &folder)?;
        Ok(Self(folder))
    }

    fn change(&self, file: &str, with: impl Fn(String) -> String) -> Result<()> {
        let path = self.0.join(file);
        Ok(fs::write(&path, with(fs::read_to_string(&path)?))?)
    }

    /// What the build has marked the release with.
    fn release(&self) -> Result<String> {
        let worker = fs::read_to_string(self.0.join("sw.js"))?;
        let rest = worker.split_once("RELEASE = \"").context("the worker names its release")?.1;
        Ok(rest.split_once('"').context("the name ends")?.0.to_owned())
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // The system clears its temporary folder too.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Waits until a release is kept, and its worker is at work.
async fn kept(page: &Page, release: &str) -> Result<()> {
    for _ in 0..3 {
        let script = "return Promise.all([caches.keys(), navigator.serviceWorker.getRegistration()]).then(([names, one]) =>
            one?.active?.state === 'activated' && !one.installing && names.some((name) => name.endsWith(arguments[0])))"
            .replace("arguments[0]", &json!(release).to_string());
        let waited = page
            .wait_until(&format!("release {release} is kept"), async || Ok(page.js(&script, &[]).await? == json!(true)))
            .await;
        if waited.is_ok() {
            return waited;
        }
    }
    anyhow::bail!("release {release} was not kept: {}", page.js("return caches.keys()", &[]).await?)
}

#[test]
fn after_the_first_visit_no_network_is_needed_and_a_new_release_is_picked_up() -> Result<()> {
    let copy = Copy::new("release")?;
    with_page("embed=1", Options::default(), async |page| {
        let site = Site::start(&copy.0, 0, "/deep/down/")?;
        let address = site.url();
        let port = address.split(':').nth(2).and_then(|rest| rest.split('/').next()).context("a port")?.parse()?;
        page.driver().goto(format!("{address}#at=7")).await?;
        page.wait_for_step(7.0).await?;
        page.pause(3000).await;
        let early = page.js("return caches.keys()", &[]).await?;
        ensure!(early == json!([]), "nothing is kept in the first three seconds: {early}");
        let first = copy.release()?;
        kept(page, &first).await?;

        // No network: the page, a program it has not loaded yet, the other language.
        drop(site);
        page.driver().goto("about:blank").await?;
        page.driver().goto(format!("{address}#at=7")).await?;
        page.wait_for_step(7.0).await?;
        page.driver().goto("about:blank").await?;
        page.driver().goto(format!("{address}#page=lessons/adam&lang=zh")).await?;
        page.wait_until("a lesson", async || Ok(page.words().await?.contains("RMSProp"))).await?;
        ensure!(page.html_lang().await? == "zh-CN", "in the other language");

        // A new release: another page, other names.
        let second = "0123456789abcdef";
        copy.change("sw.js", |text| text.replace(&first, second))?;
        copy.change("index.html", |text| {
            text.replace(&first, second)
                .replace("<title>Downhill", "<title>Second")
                .replace("</head>", "<meta name=second></head>")
        })?;
        let site = Site::start(&copy.0, port, "/deep/down/")?;
        page.driver().goto("about:blank").await?;
        page.driver().goto(format!("{address}#at=9")).await?;
        page.wait_for_step(9.0).await?;
        let marks = page
            .js("return [!!document.querySelector('meta[name=second]'), document.documentElement.dataset.build]", &[])
            .await?;
        ensure!(marks == json!([true, second]), "the new page at once, and its own boot script: {marks}");
        kept(page, second).await?;
        drop(site);
        page.driver().goto("about:blank").await?;
        page.driver().goto(format!("{address}#at=11")).await?;
        page.wait_for_step(11.0).await?;
        let build = page.js("return document.documentElement.dataset.build", &[]).await?;
        ensure!(build == json!(second), "without a network it is the new one too: {build}");
        // Errors of a network that is not there are the browser's, not the page's.
        Ok(())
    })
}

#[test]
fn an_embed_keeps_nothing() -> Result<()> {
    with_page("embed=1", Options::sized(640, 420), async |page| {
        page.find("slider", "Step").await?;
        page.pause(7000).await;
        let workers =
            page.js("return navigator.serviceWorker.getRegistrations().then((all) => all.length)", &[]).await?;
        ensure!(workers == json!(0), "an embed has a service worker");
        Ok(())
    })
}

#[test]
fn it_can_be_installed() -> Result<()> {
    with_page("", Options::default(), async |page| {
        let script = "return fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json()).then((manifest) =>
            Promise.all(manifest.icons.map((icon) => new Promise((done) => {
                const picture = new Image();
                picture.onload = () => done(icon.sizes === 'any' ? true : `${picture.naturalWidth}x${picture.naturalHeight}` === icon.sizes);
                picture.onerror = () => done(false);
                picture.src = icon.src;
            }))))";
        let icons = page.js(script, &[]).await?;
        ensure!(icons == json!([true, true, true, true]), "icons: {icons}");
        let answer = page.cdp("Page.getAppManifest", json!({})).await?;
        ensure!(answer["errors"] == json!([]), "{}", answer["errors"]);
        let hurdles = page.cdp("Page.getInstallabilityErrors", json!({})).await?;
        let real: Vec<_> = hurdles["installabilityErrors"]
            .as_array()
            .context("a list")?
            .iter()
            .filter(|one| one["errorId"] != "in-incognito")
            .collect();
        ensure!(real.is_empty(), "{real:?}");
        Ok(())
    })
}
