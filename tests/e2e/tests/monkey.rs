//! A monkey: random clicks, keys, drags, links, in an order that a seed decides. No error, no leak, and the state is always
//! what its link says.
//!
//! `DOWNHILL_MONKEY=10000` lets it do so many things, `DOWNHILL_MONKEY_SEED` decides which.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::env;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use downhill::core::run::Outcome;
use downhill::scene::{Page as Shown, Scene, simulate};
use downhill_e2e::{Engine, Key, Options, Page, Weight, engine, with_page};
use serde_json::{Value, json};

/// How many things it does if nobody says otherwise.
const FEW: usize = 250;
/// So often it is looked for errors.
const LOOK: usize = 25;
/// So often everything is checked.
const CHECK: usize = 125;

const KEYS: [&str; 32] = [
    " ", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "v", "w",
    "x", "y", "z", "?", "+", "-", "0", ".", ",",
];
const TEXTS: [&str; 14] = [
    "0.3",
    "-5",
    "1e9",
    "abc",
    "",
    "0",
    "x^2+y^2",
    "sin(x)*y^2",
    "1/(x-1)",
    "(((",
    "12",
    "1,2\n3,4\n5,6",
    "中文",
    "0.001",
];

/// Scenes of all kinds: those that the fuzzer begins with.
fn scenes() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/scene");
    let mut all: Vec<_> = std::fs::read_dir(folder).expect("the corpus").flatten().map(|file| file.path()).collect();
    all.sort();
    let texts = all.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.filter(|text| text.is_ascii() && !text.contains(char::is_whitespace)).collect()
}

struct Monkey<'p> {
    page: &'p Page,
    dice: Cell<u64>,
    /// What it did last.
    done: RefCell<VecDeque<String>>,
    /// How often the page's results have been held against the mathematics.
    compared: Cell<usize>,
    scenes: Vec<String>,
}

impl Monkey<'_> {
    fn throw(&self) -> f64 {
        let mut bits = self.dice.get();
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        self.dice.set(bits);
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn one_of<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[((self.throw() * all.len() as f64) as usize).min(all.len() - 1)]
    }

    fn note(&self, what: String) {
        let mut done = self.done.borrow_mut();
        done.push_back(what);
        if done.len() > 80 {
            done.pop_front();
        }
    }

    async fn mouse(&self, kind: &str, (x, y): (f64, f64)) -> Result<()> {
        if engine()? != Engine::Chromium {
            return self.pointer(kind, (x, y)).await;
        }
        let buttons = u8::from(kind != "mouseReleased");
        let button = if kind == "mouseMoved" && buttons == 0 { "none" } else { "left" };
        let event = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 });
        self.page.cdp("Input.dispatchMouseEvent", event).await.map(drop)
    }

    /// [`Monkey::mouse`] in the words of WebDriver, which goes to no place out of the window.
    async fn pointer(&self, kind: &str, (x, y): (f64, f64)) -> Result<()> {
        let room = self.page.js("return [innerWidth, innerHeight]", &[]).await?;
        let inside = |at: f64, i: usize| at.min(room[i].as_f64().unwrap_or(1.0) - 2.0).max(1.0).round() as i64;
        let actions = self.page.driver().action_chain_with_delay(None, Some(Duration::from_millis(16)));
        let there = actions.move_to(inside(x, 0), inside(y, 1));
        match kind {
            "mousePressed" => there.click_and_hold().perform().await?,
            "mouseReleased" => there.release().perform().await?,
            _ => there.perform().await?,
        }
        Ok(())
    }

    /// Writes into the field that has the focus.
    async fn insert(&self, text: &str) -> Result<()> {
        if engine()? == Engine::Chromium {
            return self.page.cdp("Input.insertText", json!({ "text": text })).await.map(drop);
        }
        self.page.js("document.execCommand('insertText', false, arguments[0])", &[json!(text)]).await.map(drop)
    }

    /// A control of a kind, if there is one, and where.
    async fn find(&self, kind: &str) -> Result<Option<(f64, f64)>> {
        let (pick, more) = (self.throw(), self.throw());
        let found = self.page.js(include_str!("../src/monkey.js"), &[json!(kind), json!(pick), json!(more)]).await?;
        let Some(name) = found["name"].as_str() else { return Ok(None) };
        let at = (found["x"].as_f64().context("x")?, found["y"].as_f64().context("y")?);
        self.note(format!("{kind} {name} at {:.0},{:.0}", at.0, at.1));
        Ok(Some(at))
    }

    async fn act(&self) -> Result<()> {
        let what = self.throw();
        let page = self.page;
        if what < 0.40 {
            if let Some(at) = self.find("click").await? {
                self.mouse("mousePressed", at).await?;
                self.mouse("mouseReleased", at).await?;
            }
        } else if what < 0.52 {
            if let Some((x, y)) = self.find("slide").await? {
                self.mouse("mousePressed", (x, y)).await?;
                self.mouse("mouseMoved", (x + (self.throw() - 0.5) * 90.0, y)).await?;
                self.mouse("mouseReleased", (x + (self.throw() - 0.5) * 90.0, y)).await?;
            }
        } else if what < 0.58 {
            if let Some(at) = self.find("type").await? {
                self.mouse("mousePressed", at).await?;
                self.mouse("mouseReleased", at).await?;
                page.js("document.activeElement.select?.()", &[]).await?;
                let text = self.one_of(&TEXTS);
                self.note(format!("  {text:?}"));
                self.insert(text).await?;
                page.keys(self.one_of(&[Key::Enter, Key::Tab, Key::Escape]).clone()).await?;
            }
        } else if what < 0.64 {
            self.find("choose").await?;
        } else if what < 0.76 {
            let special = [
                Key::Left,
                Key::Right,
                Key::Up,
                Key::Down,
                Key::Home,
                Key::End,
                Key::PageUp,
                Key::PageDown,
                Key::Enter,
                Key::Tab,
            ];
            match (self.throw() * 10.0) as usize {
                0 => page.undo().await?,
                1 => page.redo().await?,
                2..5 => {
                    let key = self.one_of(&special).clone();
                    self.note(format!("key {key:?}"));
                    page.keys(key).await?;
                }
                5 => page.keys(Key::Escape).await?,
                _ => {
                    let key = *self.one_of(&KEYS);
                    self.note(format!("key {key:?}"));
                    page.keys(key).await?;
                }
            }
        } else if what < 0.88 {
            if let Some((x, y)) = self.find("point").await? {
                if self.throw() < 0.3 {
                    page.wheel((x, y), (self.throw() - 0.5) * 600.0).await?;
                } else {
                    self.mouse("mousePressed", (x, y)).await?;
                    if self.throw() < 0.7 {
                        let by = || (self.throw() - 0.5) * 160.0;
                        self.mouse("mouseMoved", ((x + by()).max(1.0), (y + by()).max(1.0))).await?;
                    }
                    self.mouse("mouseReleased", (x, y)).await?;
                }
            }
        } else if what < 0.94 {
            let scene = self.one_of(&self.scenes);
            self.note(format!("link {scene}"));
            page.set_hash(scene).await?;
        } else if what < 0.96 {
            self.note("back or forward".into());
            // Where a browser does not tell its history, a step back could leave the site.
            let script = "if (!globalThis.navigation) return;
                const { currentEntry, entries } = { currentEntry: navigation.currentEntry.index, entries: navigation.entries() };
                const to = entries[currentEntry + (arguments[0] < 0.6 ? -1 : 1)];
                if (to?.sameDocument) navigation.traverseTo(to.key)";
            page.js(script, &[json!(self.throw())]).await?;
        } else if what < 0.98 {
            let (width, height) = *self.one_of(&[(1440, 900), (1024, 768), (390, 844), (844, 390), (640, 420)]);
            self.note(format!("size {width} x {height}"));
            page.emulate(Options::sized(width, height)).await?;
        } else {
            let text = *self.one_of(&["run=sgd,lr:0.02", "surface=beale&at=3", "nonsense", "run=", "x\t1\n2\t3"]);
            self.note(format!("paste or drop {text:?}"));
            let script = "const data = new DataTransfer();
                if (arguments[1] < 0.5) data.setData('text/plain', arguments[0]);
                else data.items.add(new File([arguments[0]], 'a.txt'));
                const [what, Kind, key] = arguments[1] < 0.5 ? ['paste', ClipboardEvent, 'clipboardData'] : ['drop', DragEvent, 'dataTransfer'];
                document.body.dispatchEvent(new Kind(what, { [key]: data, bubbles: true, cancelable: true }))";
            page.js(script, &[json!(text), json!(self.throw())]).await?;
        }
        Ok(())
    }

    /// The state of the page is that of its link, and the link alone makes it again.
    async fn check(&self) -> Result<()> {
        let page = self.page;
        page.js("document.activeElement?.blur()", &[]).await?;
        page.keys(Key::Escape).await?;
        page.keys(Key::Escape).await?;
        // The link follows after a pause.
        let (text, said) = (RefCell::new(String::new()), RefCell::new(String::new()));
        page.wait_until("the link says what is shown", async || {
            let both = page
                .js("return [location.hash.slice(1), (document.body.dataset.address ?? '').split('#')[1] ?? '']", &[])
                .await?;
            let [link, shown] = [0, 1].map(|i| both[i].as_str().unwrap_or_default().to_owned());
            let same = Scene::read(&link).scene.write() == shown;
            said.replace(link);
            let last = text.replace(shown);
            page.pause(120).await;
            Ok(same && last == *text.borrow())
        })
        .await
        .with_context(|| format!("shown is {}, the link is {}", text.borrow(), said.borrow()))?;
        let text = text.into_inner();
        let read = Scene::read(&text);
        ensure!(read.ignored.is_empty(), "the page has written what cannot be used: {text}");
        let here = results(page).await?;
        if read.scene.page == Shown::Race && !read.scene.wishes.embed && !here.is_empty() {
            let runs: Vec<Value> = simulate(&read.scene).iter().map(|run| result(run.outcome)).collect();
            ensure!(here == runs, "{text}: the page says {here:?}, the mathematics {runs:?}");
            self.compared.set(self.compared.get() + 1);
        }
        // In a window of its own, from the link alone.
        let driver = page.driver();
        let (first, url) = (driver.window().await?, driver.current_url().await?);
        let base = url.as_str().split('#').next().unwrap_or_default().to_owned();
        let second = driver.new_tab().await?;
        driver.switch_to_window(second).await?;
        driver.goto(format!("{base}#{text}")).await?;
        let again = async {
            page.wait_until("it is drawn", async || {
                Ok(page.js("return document.body.dataset.address !== undefined", &[]).await? == json!(true))
            })
            .await?;
            page.pause(100).await;
            let address = page.js("return document.body.dataset.address.split('#')[1] ?? ''", &[]).await?;
            ensure!(address == json!(text), "{text} opens as {address}");
            let there = results(page).await?;
            ensure!(there == here, "{text}: {here:?} become {there:?}");
            Ok(())
        }
        .await;
        driver.close_window().await?;
        driver.switch_to_window(first).await?;
        again
    }

    /// What the page weighs, once the opening scene is shown.
    async fn weigh(&self) -> Result<Weight> {
        let page = self.page;
        page.emulate(Options::default()).await?;
        page.set_hash("at=1").await?;
        // In whatever language.
        let shown = "return !document.getElementById('app').hidden && document.querySelectorAll('#app li.run').length";
        page.wait_until("the opening scene is shown", async || Ok(page.js(shown, &[]).await? == json!(4))).await?;
        page.pause(300).await;
        page.weigh().await
    }
}

/// How the runs end, as their cards say it.
async fn results(page: &Page) -> Result<Vec<Value>> {
    let script = "if (document.getElementById('app').hidden) return [];
        return [...document.querySelectorAll('#app li.run')].map(run => {
            const chip = run.querySelector('.chip');
            return [chip?.className ?? '', parseInt(chip?.textContent.match(/\\d+/)?.[0] ?? -1)];
        })";
    Ok(page.js(script, &[]).await?.as_array().context("a list")?.clone())
}

fn result(outcome: Outcome) -> Value {
    let at = |at: Option<usize>| at.map_or(-1, |at| at as i64);
    match outcome {
        Outcome::Converged { at: step } => json!(["chip ok", at(Some(step))]),
        Outcome::Diverged { at: step } => json!(["chip nan", at(Some(step))]),
        Outcome::Budget => json!(["chip", -1]),
        Outcome::LeftView { .. } => json!(["chip out", -1]),
    }
}

#[test]
fn a_monkey_breaks_nothing() -> Result<()> {
    let number = |name: &str, usual: u64| env::var(name).ok().map_or(Ok(usual), |text| text.parse());
    let count = number("DOWNHILL_MONKEY", FEW as u64)? as usize;
    let seed = number("DOWNHILL_MONKEY_SEED", 20)?;
    with_page("page=lessons", Options::default(), async |page| {
        // Only Chromium can be weighed, and told to save nothing.
        let weighs = engine()? == Engine::Chromium;
        if weighs {
            page.prepare_to_weigh().await?;
            page.cdp("Browser.setDownloadBehavior", json!({ "behavior": "deny" })).await?;
        }
        page.go("at=1").await?;
        page.wait_until_ready().await?;
        let dice = Cell::new((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let monkey = Monkey { page, dice, done: RefCell::default(), compared: Cell::new(0), scenes: scenes() };
        let mut weights = Vec::new();
        for i in 1..=count {
            let done = async {
                match monkey.act().await {
                    // Firefox's driver says so of an event for a page that changes under it; the event is lost.
                    Err(error) if format!("{error:#}").contains("message reply cannot be cloned") => {
                        println!("{i:>6}: an event was lost by the driver");
                    }
                    done => done?,
                }
                if i % LOOK == 0 {
                    let errors = page.errors().await?;
                    ensure!(errors.is_empty(), "{errors:#?}");
                }
                if i % CHECK == 0 {
                    monkey.check().await?;
                }
                Ok(())
            }
            .await;
            if let Err(error) = done {
                let done = monkey.done.borrow().iter().cloned().collect::<Vec<_>>().join("\n  ");
                bail!("thing {i} of seed {seed}: {error:#}\nbefore:\n  {done}");
            }
            if weighs && i % (count / 10).max(CHECK) == 0 {
                let weight = monkey.weigh().await?;
                println!(
                    "{i:>6} things: JS {:5.1} MB, wasm {:5.1} MB, {} nodes, {} listeners",
                    weight.heap, weight.wasm, weight.nodes, weight.listeners
                );
                weights.push(weight);
            }
        }
        // It may have been elsewhere at each look.
        if monkey.compared.get() == 0 {
            page.set_hash("surface=ravine&run=adam,lr:0.5&run=sgd,lr:0.01&at=9").await?;
            page.wait_until("the race is there", async || Ok(results(page).await?.len() == 2)).await?;
            monkey.check().await?;
        }
        println!("results were compared {} times", monkey.compared.get());
        ensure!(monkey.compared.get() > 0, "no results have been compared with the mathematics");
        // All programs and most dialogs have been there by the first third; from then on nothing may grow.
        let third = weights.len() / 3;
        if let (Some(early), Some(last)) = (weights.get(third), weights.last()) {
            for (what, early, last, slack) in [
                ("MB of JavaScript", early.heap, last.heap, 8.0),
                ("MB of wasm", early.wasm, last.wasm, 30.0),
                ("nodes", early.nodes, last.nodes, 3000.0),
                ("listeners", early.listeners, last.listeners, 300.0),
            ] {
                ensure!(last <= early * 1.3 + slack, "{what} grow from {early} to {last}");
            }
        }
        Ok(())
    })
}
