//! The embed in a page of another site: what its host asks for and hears, what others cannot do, and how it looks in
//! any width.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Engine, Name, Options, Page, Theme, engine, site, with_page};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use xtask::site::Site;

/// A page of another origin that holds this body; kept for as long as the test needs it.
struct Host {
    site: Site,
    folder: PathBuf,
}

impl Host {
    fn new(name: &str, body: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("downhill-host-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let ours = site()?.url();
        let body = body.replace("@site@", &ours);
        let page = format!(
            "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>A post</title><body>{body}\
             <script src='{ours}embed.js'></script>\
             <script>window.heard = []; for (const kind of ['scenechange', 'stepchange'])
             addEventListener(kind, (event) => heard.push([event.target.id, kind, event.detail]));</script>"
        );
        fs::write(folder.join("index.html"), page)?;
        Ok(Self { site: Site::start(&folder, 0, "/")?, folder })
    }

    async fn open(&self, page: &Page) -> Result<()> {
        Ok(page.driver().goto(self.site.url()).await?)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // The system clears its temporary folder too.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Waits until the host has heard something.
async fn hears(page: &Page, id: &str, kind: &str, what: impl Fn(&Value) -> bool) -> Result<()> {
    page.wait_until(&format!("{kind} of {id}"), async || {
        let heard = page.js("return heard", &[]).await?;
        Ok(heard.as_array().context("a list")?.iter().any(|one| one[0] == id && one[1] == kind && what(&one[2])))
    })
    .await
}

/// Everything heard since the last time.
async fn heard(page: &Page) -> Result<Vec<Value>> {
    Ok(page.js("return heard.splice(0)", &[]).await?.as_array().context("a list")?.clone())
}

const PLOT: &str =
    "<downhill-plot id=plot scene='surface=ravine&run=adam,lr:0.5&at=5' width=600 height=400></downhill-plot>";

#[test]
fn a_post_drives_its_figure() -> Result<()> {
    let host = Host::new("drives", PLOT)?;
    with_page("embed=1", Options::sized(900, 700), async |page| {
        host.open(page).await?;
        let length = page.js("return history.length", &[]).await?;
        // Asked for before it is ready.
        page.js("document.querySelector('#plot').seek(12)", &[]).await?;
        hears(page, "plot", "stepchange", |step| *step == json!(12)).await?;
        heard(page).await?;
        page.js("document.querySelector('#plot').play()", &[]).await?;
        hears(page, "plot", "stepchange", |step| step.as_f64() > Some(15.0)).await?;
        page.js("document.querySelector('#plot').pause()", &[]).await?;
        hears(page, "plot", "scenechange", |scene| scene.as_str().is_some_and(|text| text.contains("&at="))).await?;
        heard(page).await?;
        page.pause(300).await;
        ensure!(heard(page).await?.is_empty(), "paused is paused");
        let script = "const plot = document.querySelector('#plot');
            plot.scene = 'surface=beale&run=momentum,lr:0.02&at=3'; plot.seek(7)";
        page.js(script, &[]).await?;
        hears(page, "plot", "stepchange", |step| *step == json!(7)).await?;
        let scene = page.js("return document.querySelector('#plot').scene", &[]).await?;
        ensure!(scene == json!("surface=beale&run=momentum,lr:0.02&at=7"), "{scene}");
        // What the reader changes is heard too.
        heard(page).await?;
        let focus = async || page.js("return document.activeElement.localName", &[]).await;
        ensure!(focus().await? == json!("body"), "it took the focus");
        page.enter_frame("#plot iframe").await?;
        let script = "const rate = document.querySelector('fieldset[aria-label=Momentum] input[aria-label=\"Learning rate\"]');
            rate.value = Number(rate.min) + .7 * (rate.max - rate.min); rate.dispatchEvent(new Event('input', {bubbles: true}))";
        page.js(script, &[]).await?;
        page.driver().enter_default_frame().await?;
        hears(page, "plot", "scenechange", |scene| {
            scene
                .as_str()
                .is_some_and(|text| text.starts_with("surface=beale&run=momentum,lr:") && !text.contains("embed"))
        })
        .await?;
        page.pause(500).await;
        ensure!(page.js("return history.length", &[]).await? == length, "the embed has left something in the history");
        // WebKit's driver puts the focus into the frame that it looks at.
        if engine()? != Engine::WebKit {
            ensure!(focus().await? == json!("body"), "it took the focus");
        }
        Ok(())
    })
}

#[test]
fn nobody_else_is_heard() -> Result<()> {
    let stranger = "<iframe id=other srcdoc=\"<script>onmessage = (event) => parent.document.querySelector('#plot iframe').contentWindow.postMessage(event.data, '*')</script>\"></iframe>";
    let host = Host::new("strangers", &format!("{PLOT}{stranger}"))?;
    with_page("embed=1", Options::sized(900, 700), async |page| {
        host.open(page).await?;
        hears(page, "plot", "stepchange", |step| *step == json!(5)).await?;
        page.pause(300).await;
        heard(page).await?;
        let script = "const other = document.querySelector('#other').contentWindow;
            other.postMessage({downhill: 'seek', step: 9}, '*');
            other.postMessage({downhill: 'set', scene: 'surface=beale'}, '*');";
        page.js(script, &[]).await?;
        // Its own window is not its host either.
        page.enter_frame("#plot iframe").await?;
        page.js("window.postMessage({downhill: 'play'}, '*')", &[]).await?;
        page.driver().enter_default_frame().await?;
        // What is no message of ours is passed over.
        let script = "const plot = document.querySelector('#plot iframe').contentWindow;
            for (const odd of [null, 1, 'play', [1], {}, {downhill: 1}, {downhill: 'stop'}, {downhill: 'set'},
                {downhill: 'set', scene: 5}, {downhill: 'set', scene: '&'.repeat(200000)}, {downhill: 'seek'},
                {downhill: 'seek', step: 'x'}, {downhill: 'seek', step: NaN}, {downhill: 'seek', step: Infinity}])
                plot.postMessage(odd, '*')";
        page.js(script, &[]).await?;
        page.pause(500).await;
        let heard_now = heard(page).await?;
        ensure!(heard_now.is_empty(), "strangers were heard: {heard_now:?}");
        // A scene is only ever a scene.
        let script = "document.querySelector('#plot').scene = 'run=adam&x=<img src=x onerror=alert(1)>&steps=-3'";
        page.js(script, &[]).await?;
        hears(page, "plot", "scenechange", |scene| *scene == json!("run=adam")).await?;
        page.enter_frame("#plot iframe").await?;
        ensure!(page.js("return document.querySelector('img') === null", &[]).await? == json!(true), "no markup");
        page.wait_until("what was left out is named", async || {
            let words = page.js("return document.querySelector('.notice')?.innerText", &[]).await?;
            Ok(words.as_str().is_some_and(|text| text.contains("steps=-3")))
        })
        .await?;
        let errors = page.js("return window.__watch ? __watch.errors : []", &[]).await?;
        ensure!(errors == json!([]), "{errors}");
        page.driver().enter_default_frame().await?;
        Ok(())
    })
}

#[test]
fn out_of_sight_nothing_happens() -> Result<()> {
    let plots: String = (0..10)
        .map(|i| format!("<downhill-plot id=p{i} scene='steps=5000&run=adam' width=500 height=300></downhill-plot><div style='height:900px'></div>"))
        .collect();
    let host = Host::new("many", &plots)?;
    with_page("embed=1", Options::sized(900, 700), async |page| {
        host.open(page).await?;
        hears(page, "p0", "stepchange", |step| step.as_f64() > Some(3.0)).await?;
        page.js("document.querySelector('#p9').scrollIntoView()", &[]).await?;
        hears(page, "p9", "stepchange", |step| step.as_f64() > Some(3.0)).await?;
        page.pause(300).await;
        heard(page).await?;
        page.pause(700).await;
        let now = heard(page).await?;
        ensure!(now.iter().any(|one| one[0] == "p9"), "the one in sight plays");
        ensure!(now.iter().all(|one| one[0] == "p9"), "only the one in sight moves: {now:?}");
        page.js("scrollTo(0, 0)", &[]).await?;
        hears(page, "p0", "stepchange", |_| true).await
    })
}

#[test]
fn it_fits_from_a_narrow_column_to_a_wide_page() -> Result<()> {
    with_page("embed=1", Options::sized(640, 420), async |page| {
        for (width, height) in
            [(280, 400), (320, 420), (360, 480), (480, 420), (600, 400), (640, 420), (900, 500), (1200, 600)]
        {
            for lang in ["en", "zh"] {
                page.emulate(Options::sized(width, height)).await?;
                page.go(&format!("run=sgd&run=momentum,lr:0.05&select=1&at=34&embed=1&lang={lang}")).await?;
                page.wait_until_ready().await?;
                page.wait_until("there are two sliders", async || {
                    Ok(page.js("return document.querySelectorAll('fieldset .range input').length", &[]).await?
                        == json!(2))
                })
                .await?;
                let wide = page.overflow().await?;
                ensure!(wide == 0.0, "{width} × {height}, {lang}: {wide} px too wide");
                let script = "return [...document.querySelectorAll('.embed button:not(.handle), .embed a, .embed input')].map((one) => {
                    const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
                    return left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1 && width >= 24 && height >= 20
                        ? '' : `${one.className} ${one.ariaLabel}` }).filter(Boolean).concat(
                    document.querySelector('.stage').clientHeight < 150 ? ['the landscape is too low'] : [])";
                let out = page.js(script, &[]).await?;
                ensure!(out == json!([]), "{width} × {height}, {lang}: {out}");
            }
        }
        Ok(())
    })
}

#[test]
fn it_is_as_light_as_its_host_and_follows_it() -> Result<()> {
    let theme = async |page: &Page, wanted: &str| {
        page.wait_until(&format!("it is {wanted}"), async || {
            Ok(page.js("return document.documentElement.dataset.theme", &[]).await? == json!(wanted))
        })
        .await
    };
    with_page("embed=1", Options::default(), async |page| {
        // What the reader has chosen for the site is not for a guest in a post.
        page.js("localStorage.setItem('downhill.theme', 'dark')", &[]).await?;
        page.go("embed=1").await?;
        page.wait_until_ready().await?;
        theme(page, "light").await?;
        page.emulate(Options { theme: Theme::Dark, ..Options::default() }).await?;
        theme(page, "dark").await?;
        page.go("embed=1&theme=light").await?;
        page.wait_until_ready().await?;
        theme(page, "light").await
    })
}

#[test]
fn it_shows_the_sliders_that_are_named_and_leads_to_the_whole_app() -> Result<()> {
    let link = "surface=rosenbrock,b:30&run=sgd&run=adam,lr:0.1&at=4&sliders=1.beta2/surface.b&lock=surface&embed=1";
    with_page(link, Options::sized(640, 420), async |page| {
        let beta = page.find("group", "Adam").await?.find("slider", "Scaling β₂").await?;
        beta.slide_to(0.4).await?;
        page.wait_for_link("beta2:").await?;
        ensure!(page.hash().await?.ends_with("&embed=1"), "{}", page.hash().await?);
        let locked = page.js("return document.querySelectorAll('fieldset')[1].matches(':disabled')", &[]).await?;
        ensure!(locked == json!(true), "the surface is locked");
        let address = page.find("link", "Downhill").await?.attribute("href").await?.context("it leads somewhere")?;
        ensure!(
            address.contains("#surface=rosenbrock,b:30&run=sgd&run=adam") && address.ends_with("at=4"),
            "{address}"
        );
        Ok(())
    })
}

#[test]
fn basins_and_particles_come_where_the_figure_has_them() -> Result<()> {
    // How many pixels of the canvas with this class, which the tools lay over the landscape, are painted.
    let painted =
        "const canvas = document.querySelector('#over .' + arguments[0]); if (!canvas || !canvas.width) return 0;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0; for (let i = 3; i < data.length; i += 4) count += data[i] > 0; return count";
    let figure = "embed=1&surface=himmelblau&run=adam,lr:0.05&at=3";
    for (more, canvas, least) in [("view=basins", "below", 100_000), ("swarm=2000", "swarm", 4_000)] {
        with_page(&format!("{figure}&{more}"), Options::sized(640, 420), async |page| {
            page.wait_until(&format!("{more} is painted"), async || {
                Ok(page.js(painted, &[json!(canvas)]).await?.as_u64().context("a number")? > least)
            })
            .await
        })?;
    }
    // A figure without them does without the programs that draw them.
    with_page(figure, Options::sized(640, 420), async |page| {
        page.pause(5_000).await;
        let script = "return performance.getEntriesByType('resource').map(({ name }) => name)
            .filter((name) => name.includes('/tools') || name.includes('/maps'))";
        ensure!(page.js(script, &[]).await? == json!([]), "{}", page.js(script, &[]).await?);
        Ok(())
    })
}

#[test]
fn a_guess_comes_before_the_paths() -> Result<()> {
    for (link, options) in [
        ("run=adam,lr:0.1&steps=60&predict=1", Options::sized(1280, 800)),
        ("run=adam,lr:0.1&steps=60&predict=1&embed=1", Options::sized(640, 420)),
    ] {
        with_page(link, options, async |page| {
            page.find("button", "Reveal").await?;
            let alone = page.described().await?;
            ensure!(!alone.contains("Adam"), "nothing is given away: {alone}");
            let area = page
                .js(
                    "const box = document.querySelector('.guess').getBoundingClientRect();
                return [box.left + box.width * .6, box.top + box.height * .6]",
                    &[],
                )
                .await?;
            page.click_at(area[0].as_f64().context("x")?, area[1].as_f64().context("y")?).await?;
            page.wait_until("how far off it was", async || Ok(page.words().await?.contains("from where Adam ends")))
                .await?;
            page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
            ensure!(page.described().await?.contains("Adam: "), "{}", page.described().await?);
            // Whoever would rather see.
            page.go(link).await?;
            page.find("button", "Reveal").await?.click().await?;
            page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
            ensure!(!page.words().await?.contains("from where"), "there was no guess");
            page.go(link).await?;
            page.find("button", "Play").await?.click().await?;
            page.wait_until("playing reveals", async || Ok(page.described().await?.contains("Adam: "))).await
        })?;
    }
    Ok(())
}

#[test]
fn what_a_link_hides_and_locks_stays_so() -> Result<()> {
    let link = "run=adam,lr:0.1&at=9&hide=chart/inspector&lock=start/runs/parameters";
    with_page(link, Options::sized(1280, 800), async |page| {
        page.find("slider", "Step").await?;
        ensure!(page.js("return document.querySelector('#loss').clientHeight", &[]).await? == json!(0), "the chart");
        ensure!(!page.words().await?.contains("at step 9"), "the inspector");
        page.wait_until("what is locked is disabled", async || {
            let script = "return ['.handle', '.add', '.run select', '.run input'].every((one) => document.querySelector(one).disabled)
                && !document.querySelector('.surface-btn').disabled && !document.querySelector('#scrub').disabled";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        // Neither a key nor a long way round gets past it.
        page.blur().await?;
        page.keys("a").await?;
        page.pause(500).await;
        ensure!(!page.has("dialog", Name::Any).await?, "the key opens what nothing can be chosen from");
        ensure!(page.hash().await? == link, "{}", page.hash().await?);
        page.go(link).await?;
        page.find("slider", "Step").await?;
        page.js("document.querySelector('.run input').disabled = false", &[]).await?;
        let rate = page.find("group", "Adam").await?.find("slider", "Learning rate").await?;
        // Another value than the link's, which is 10 to the power of -1.
        rate.set(-0.5).await?;
        page.pause(500).await;
        ensure!(page.hash().await? == link, "{}", page.hash().await?);
        page.set_hash("run=adam,lr:0.1&at=9").await?;
        page.wait_until("another link unlocks", async || {
            let script =
                "return !document.querySelector('.handle').disabled && !document.querySelector('.run input').disabled";
            Ok(page.js(script, &[]).await? == json!(true))
        })
        .await?;
        // What was refused was a change.
        page.find("group", "Adam").await?.find("slider", "Learning rate").await?.set(-0.5).await?;
        page.wait_until("now it changes", async || Ok(page.hash().await?.contains("run=adam,lr:0.316"))).await
    })
}

#[test]
fn averages_and_lessons_stand_in_a_frame_without_the_bar() -> Result<()> {
    for hash in ["page=averages", "page=lessons/adam"] {
        for (more, framed) in [("", false), ("&embed=1", true)] {
            with_page(&format!("{hash}{more}"), Options::sized(640, 420), async |page| {
                page.wait_until("there is a figure", async || page.has("img", Name::Any).await).await?;
                ensure!(page.has("link", "Lessons").await? != framed, "{hash}{more}: the bar");
                ensure!(page.overflow().await? == 0.0, "{hash}{more}: the page is wider than the window");
                Ok(())
            })?;
        }
    }
    Ok(())
}
