//! What the page may do: its Content-Security-Policy, and that it asks nobody else for anything.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, Key, Name, Options, Page, dist, engine, site, with_page};
use serde_json::json;
use std::collections::BTreeMap;

/// The directives of the policy in the page.
fn policy(html: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let meta =
        html.split("<meta").find(|tag| tag.contains("Content-Security-Policy")).context("the page has a policy")?;
    let content = meta.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).context("it has content")?;
    let directives = content.split(';').filter_map(|text| {
        let mut words = text.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.collect()))
    });
    Ok(directives.collect())
}

/// Fails if anything may come from elsewhere, or run that is not named.
fn is_strict(policy: &BTreeMap<String, Vec<String>>) -> Result<()> {
    ensure!(policy.get("default-src").is_some_and(|sources| sources == &["'none'"]), "what is not named is forbidden");
    for (directive, sources) in policy {
        for source in sources {
            let own = ["'self'", "'none'", "'wasm-unsafe-eval'", "data:", "blob:"].contains(&source.as_str());
            ensure!(own || source.starts_with("'sha256-"), "{directive} lets in {source}");
        }
        let runs = ["script-src", "style-src", "connect-src", "frame-src"].contains(&directive.as_str());
        ensure!(
            !runs || !sources.iter().any(|source| source.ends_with(':')),
            "{directive} takes what a script has made"
        );
    }
    for directive in ["base-uri", "form-action"] {
        ensure!(
            policy.get(directive).is_some_and(|sources| sources == &["'none'"]),
            "{directive} does not follow the default"
        );
    }
    Ok(())
}

#[test]
fn the_policies_are_strict() -> Result<()> {
    let read = |name: &str| policy(&std::fs::read_to_string(dist().join(name))?);
    let site = read("index.html")?;
    is_strict(&site)?;
    ensure!(site["script-src"] == ["'self'", "'wasm-unsafe-eval'"], "scripts: {:?}", site["script-src"]);
    ensure!(site["style-src"] == ["'self'"], "styles: {:?}", site["style-src"]);
    ensure!(site["frame-src"] == ["'self'"], "the preview of what is shared: {:?}", site["frame-src"]);
    let single = read("downhill.html")?;
    is_strict(&single)?;
    ensure!(!single.values().flatten().any(|source| source == "'self'"), "the file has nothing beside it");
    ensure!(!single.contains_key("connect-src"), "the file asks nobody");
    // A service worker has no policy of its own, and no log tells of it: it knows no address but those of its files.
    let worker = std::fs::read_to_string(dist().join("sw.js"))?;
    ensure!(!worker.contains("://"), "the service worker names another place");
    Ok(())
}

#[test]
fn the_policy_is_kept() -> Result<()> {
    with_page("at=3", Options::default(), async |page| {
        page.find("slider", "Step").await?;
        page.expect_errors("Content Security Policy");
        page.expect_errors("the page's policy");
        let script = "document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }));
            document.body.insertAdjacentHTML('beforeend', '<p id=styled style=\"color: rgb(1, 2, 3)\" onclick=\"window.ran = true\">x</p>');
            const styled = document.getElementById('styled');
            styled.click();
            const colour = getComputedStyle(styled).color;
            styled.remove();
            return [window.ran === undefined, colour !== 'rgb(1, 2, 3)']";
        ensure!(page.js(script, &[]).await? == json!([true, true]), "what stands in the page neither runs nor styles");
        let script = "const done = arguments[arguments.length - 1];
            fetch('http://127.0.0.1:9/', { mode: 'no-cors' }).then(() => done('sent'), () => done('refused'));";
        page.ask(script).await?;
        let script = "return __watch.errors.filter((error) => error.startsWith(\"the page's policy\")).map((error) => error.split(' ')[3])";
        let told = page.js(script, &[]).await?;
        let told: Vec<String> = serde_json::from_value(told)?;
        for directive in ["script-src-elem", "style-src-attr", "connect-src"] {
            ensure!(told.iter().any(|one| one == directive), "{directive} was not kept: {told:?}");
        }
        Ok(())
    })
}

/// Everything the app can do that might ask for something.
async fn tour(page: &Page) -> Result<()> {
    let close = async || -> Result<()> {
        page.keys(Key::Escape).await?;
        page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await
    };
    page.go("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.9&at=20").await?;
    page.wait_for_runs(&["Adam", "SGD"]).await?;
    page.find("button", "Play").await?.click().await?;
    page.wait_until("it plays", async || Ok(page.step().await? > 25.0)).await?;
    page.find("group", "Adam").await?.open_more().await?;
    for name in [
        Name::Starts("Surface"),
        Name::Is("No noise"),
        Name::Is("Arrows"),
        Name::Is("Rates: own"),
        Name::Is("My scenes"),
        Name::Is("Help"),
        Name::Is("Add optimizer"),
    ] {
        page.find("button", name).await?.click().await?;
        page.find("dialog", Name::Any).await?;
        page.pause(300).await;
        close().await?;
    }
    page.find("button", "Share").await?.click().await?;
    let dialog = page.find("dialog", Name::Any).await?;
    page.wait_until("the preview is there", async || {
        Ok(page
            .js(
                "return document.querySelector('.preview iframe')?.contentDocument?.querySelector('canvas') != null",
                &[],
            )
            .await?
            == json!(true))
    })
    .await?;
    for name in ["Embed", "Image and data"] {
        dialog.find("button", name).await?.click().await?;
        page.pause(700).await;
    }
    close().await?;
    page.find("tab", "Maps").await?.click().await?;
    page.find("tabpanel", "Maps").await?.find("img", Name::Starts("Rate map of")).await?;
    page.find("button", Name::Starts("Language")).await?.click().await?;
    page.wait_until("it is Chinese", async || Ok(page.html_lang().await? == "zh-CN")).await?;
    for hash in [
        "page=averages",
        "page=lessons",
        "page=lessons/adam",
        "page=slides&slide=surface=saddle%26at=7",
        "surface=faithful_line&run=sgd&at=8",
        "embed=1&run=adam",
    ] {
        page.go(&format!("{hash}&lang=en")).await?;
        page.wait_until_ready().await?;
        page.pause(900).await;
    }
    Ok(())
}

#[test]
fn nothing_is_asked_of_anybody_else() -> Result<()> {
    let options = Options { network_log: true, ..Options::sized(1440, 900) };
    with_page("", options, async |page| {
        tour(page).await?;
        let asked = match engine()? {
            // All requests of the browser, of frames and workers too.
            Engine::Chromium => page.requests().await?,
            _ => {
                let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
                serde_json::from_value(page.js(script, &[]).await?)?
            }
        };
        let base = site()?.url();
        ensure!(asked.len() > 10, "the log of requests has only {asked:?}");
        let others: Vec<_> = asked.iter().filter(|address| !address.starts_with(&base)).collect();
        ensure!(others.is_empty(), "asked elsewhere: {others:#?}");
        Ok(())
    })
}
