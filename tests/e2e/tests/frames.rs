//! Animation frames on a clock that runs as fast as the page can draw: however many there are, memory stays flat.
//!
//! `DOWNHILL_FRAMES=1000000` draws so many.

use std::env;

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Options, with_page};
use serde_json::json;

/// How many frames there are if nobody says otherwise.
const FEW: u64 = 10_000;
/// Frames between two looks at the memory, at the least.
const BATCH: u64 = 1000;

/// The clock stands still until somebody turns it, and each turn is a frame of a sixtieth of a second. What takes its time by
/// timers goes on by itself, between two batches.
const CLOCK: &str = "let now = performance.now(), waiting = new Map(), last = 0;
    performance.now = () => now;
    const real = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback => { waiting.set(++last, callback); return last; };
    window.cancelAnimationFrame = id => waiting.delete(id);
    let drawn = 0;
    window.turn = async frames => {
        for (let i = 0; i < frames; i++) {
            now += 1000 / 60;
            const due = [...waiting.values()];
            waiting.clear();
            for (const callback of due) callback(now);
            drawn += due.length > 0;
            // At the end it begins again.
            if (!due.length) document.querySelector('.play')?.click();
            // The browser hands over what has been drawn, and other work has its turn.
            if (i % 20 === 19) await new Promise(done => real(done));
        }
        return drawn;
    };
    // Until the test begins, frames come by themselves.
    window.free = true;
    const tick = () => { if (free) { turn(1); real(tick); } };
    real(tick);";

#[test]
fn memory_stays_flat_however_many_frames_are_drawn() -> Result<()> {
    let count = env::var("DOWNHILL_FRAMES").ok().map_or(Ok(FEW), |text| text.parse::<u64>())?;
    // Small, for the pixels are not what is looked at; all that moves is there: paths, chart, inspector, data.
    with_page("page=lessons", Options::sized(640, 480), async |page| {
        page.prepare_to_weigh().await?;
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": CLOCK })).await?;
        page.go("surface=faithful_line&steps=1000&run=adam,lr:0.1&run=sgd,lr:0.05&batch=16").await?;
        page.wait_until_ready().await?;
        page.wait_until("it plays", async || Ok(page.step().await? > 3.0)).await?;
        page.js("free = false", &[]).await?;
        let batch = (count / 20).max(BATCH).next_multiple_of(BATCH);
        // What is made once has been made.
        page.js("return turn(arguments[0])", &[json!(BATCH)]).await?;
        let (mut first, mut last) = (None, page.weigh().await?);
        let begin = page.js("return turn(0)", &[]).await?.as_u64().context("a count")?;
        for done in (batch..=count).step_by(batch as usize) {
            // Less at a time than a script may take.
            for _ in 0..batch / BATCH {
                page.js("return turn(arguments[0])", &[json!(BATCH)]).await?;
            }
            last = page.weigh().await?;
            println!("{done:>8} frames: JS {:5.2} MB, wasm {:5.2} MB, {} nodes", last.heap, last.wasm, last.nodes);
            first.get_or_insert(last);
        }
        let drawn = page.js("return turn(0)", &[]).await?.as_u64().context("a count")? - begin;
        ensure!(drawn * 10 > count * 8, "most frames draw something: {drawn} of {count}");
        let first = first.context("a batch")?;
        ensure!(last.heap < first.heap * 1.1 + 1.0, "the heap grows from {} to {} MB", first.heap, last.heap);
        ensure!(last.wasm <= first.wasm, "the programs grow from {} to {} MB", first.wasm, last.wasm);
        ensure!(last.nodes < first.nodes * 1.1 + 50.0, "there are {} nodes, and then {}", first.nodes, last.nodes);
        Ok(())
    })
}
