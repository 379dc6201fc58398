//! The workers of the maps when something goes wrong: one breaks off, there are none, their program does not come.

use anyhow::{Result, ensure};
use downhill_e2e::{Name, Options, Page, with_page};
use serde_json::json;

const FOUR: &str = "surface=himmelblau&run=sgd,lr:0.01&run=adam,lr:0.3&at=2";

/// Opens the maps; nothing of them has been loaded before.
async fn open_maps(page: &Page, before: &str) -> Result<()> {
    page.js(before, &[]).await?;
    page.find("tab", "Maps").await?.click().await?;
    Ok(())
}

/// The map is there to its last cell.
async fn complete(page: &Page) -> Result<()> {
    let panel = page.find("tabpanel", "Maps").await?;
    panel.find("img", Name::Starts("Basins of attraction of SGD: A at")).await?;
    panel.find("img", Name::Starts("Rate map of SGD")).await.map(drop)
}

async fn alerts(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('#maps [role=alert]')].map(({ innerText }) => innerText)";
    Ok(serde_json::from_value(page.js(script, &[]).await?)?)
}

/// Particles are painted over the landscape; after two steps they are still spread over it.
async fn particles(page: &Page) -> Result<()> {
    page.find("tabpanel", "Maps").await?.find("combobox", "Particles").await?.choose("2000").await?;
    page.wait_for_link("swarm=2000").await?;
    page.wait_until("the particles are painted", async || {
        let script = "const c = document.querySelector('#over .swarm'); if (!c || !c.width) return false; \
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
            let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n > 1000";
        Ok(page.js(script, &[]).await? == json!(true))
    })
    .await
}

#[test]
fn a_worker_that_breaks_off_is_replaced_and_its_question_asked_again() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        // The first question for a tile ends its worker, and so does the first for pixels.
        let stub = "const Native = Worker; window.made = 0; window.broke = [];
            window.Worker = class extends Native {
                constructor(...all) { super(...all); window.made++; }
                postMessage(message, ...rest) {
                    if (['tile', 'pixels'].includes(message.what) && !window.broke.includes(message.what)) {
                        window.broke.push(message.what);
                        // In this order: what has been terminated hears nothing any more, says WebKit.
                        this.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
                        this.terminate();
                        return;
                    }
                    super.postMessage(message, ...rest);
                }
            }; return navigator.hardwareConcurrency";
        open_maps(page, stub).await?;
        complete(page).await?;
        particles(page).await?;
        let made = page
            .js("return [window.made, window.broke.length, Math.min(navigator.hardwareConcurrency, 16)]", &[])
            .await?;
        let [made, broke, cores]: [u64; 3] = serde_json::from_value(made)?;
        ensure!(broke == 2, "one of each kind broke off, not {broke}");
        ensure!(made >= cores + 3, "{made} workers for {cores} cores: one was replaced, and the swarm's own");
        ensure!(alerts(page).await?.is_empty(), "that is nothing the reader should know: {:?}", alerts(page).await?);
        Ok(())
    })
}

#[test]
fn without_workers_the_page_works_maps_out_and_says_so() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        open_maps(page, "window.Worker = undefined; return 0").await?;
        complete(page).await?;
        let said = alerts(page).await?;
        ensure!(said.len() == 1 && said[0].contains("no web workers"), "{said:?}");
        particles(page).await
    })
}

#[test]
fn where_every_worker_breaks_off_the_page_does_the_work() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        let stub = "const Native = Worker; window.Worker = class extends Native {
                postMessage(message, ...rest) {
                    if (!message.what) return super.postMessage(message, ...rest);
                    this.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
                }
            }; return 0";
        open_maps(page, stub).await?;
        complete(page).await?;
        let said = alerts(page).await?;
        ensure!(said.len() == 1 && said[0].contains("no web workers"), "{said:?}");
        particles(page).await
    })
}

#[test]
fn workers_fetch_the_program_themselves_where_the_page_cannot_hand_it_over() -> Result<()> {
    with_page(FOUR, Options::sized(1440, 900), async |page| {
        // Neither compiled nor sent: an old browser, or a wrong answer of the network.
        let stub = "const old = fetch; window.fetch = (asked, ...rest) =>
            String(asked.url ?? asked).includes('/maps-') ? Promise.resolve(new Response('junk', { headers: { 'Content-Type': 'application/wasm' } }))
                : old(asked, ...rest); return 0";
        open_maps(page, stub).await?;
        complete(page).await?;
        ensure!(alerts(page).await?.is_empty(), "{:?}", alerts(page).await?);
        Ok(())
    })
}

#[test]
fn where_the_program_does_not_come_the_panel_says_so_and_the_race_goes_on() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // Not `with_page`: what does not come is told on the console.
        let page = Page::open(FOUR, Options::sized(1440, 900)).await?;
        let looked = async {
            page.wait_until_ready().await?;
            open_maps(&page, "document.documentElement.dataset.maps = 'no-such-program'; return 0").await?;
            page.wait_until("the panel says so", async || {
                Ok(alerts(&page).await?.iter().any(|words| words.contains("did not arrive")))
            })
            .await?;
            page.find("button", "Step forward").await?.click().await?;
            page.wait_until("the race goes on", async || Ok(page.find("slider", "Step").await?.number().await? == 3.0))
                .await?;
            page.find("tab", "Runs").await?.click().await?;
            page.find("list", "Runs").await.map(drop)
        }
        .await;
        page.close().await?;
        looked
    })
}
