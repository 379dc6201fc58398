//! What the browser's main thread did and for how long, from the browser's own tracing.

use std::collections::HashMap;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::page::Page;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);
const CATEGORIES: [&str; 3] = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/// A recording that goes on.
pub struct Recording {
    socket: WebSocket<TcpStream>,
}

/// A stretch of time, in milliseconds of the browser's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Its beginning.
    pub start: f64,
    /// Its end.
    pub end: f64,
}

impl Span {
    fn holds(&self, at: f64) -> bool {
        self.start <= at && at < self.end
    }

    fn length(&self) -> f64 {
        self.end - self.start
    }
}

/// What something cost the main thread, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Everything the main thread did.
    pub total: f64,
    /// Of that, what it spent on a processor of its own: not waiting for another process or the other core.
    pub cpu: f64,
    /// Of that, the page's own code.
    pub script: f64,
    /// Of that, the hand-over of the frame. Without a GPU this is where the canvases' commands are carried out.
    pub commit: f64,
}

/// What the page's main thread did while it was recorded.
#[derive(Debug, Default)]
pub struct Trace {
    /// Everything it did, task by task.
    tasks: Vec<Span>,
    /// The processor's time of each task.
    cpu: Vec<f64>,
    /// Where the page's own code ran (event listeners, timers, animation frames); none inside another.
    script: Vec<Span>,
    /// Events of the page by their type.
    events: Vec<(String, Span)>,
    frames: Vec<Span>,
    commits: Vec<Span>,
    marks: HashMap<String, f64>,
}

impl Page {
    /// Begins to record what the browser does.
    pub async fn record(&self) -> Result<Recording> {
        let options = self.driver.handle().capabilities().get("goog:chromeOptions");
        let address = options.and_then(|options| options["debuggerAddress"].as_str());
        let address = address.context("chromedriver does not tell the address of the browser's DevTools")?;
        let stream = TcpStream::connect(address).with_context(|| format!("DevTools at {address}"))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        // chromedriver's name of a window is the browser's name of the page.
        let target = format!("ws://{address}/devtools/page/{}", self.driver.window().await?);
        let (socket, _) = tungstenite::client(target, stream).context("DevTools does not speak WebSocket")?;
        let mut recording = Recording { socket };
        let config = json!({ "recordMode": "recordAsMuchAsPossible", "includedCategories": CATEGORIES });
        recording.send(1, "Tracing.start", json!({ "transferMode": "ReportEvents", "traceConfig": config }))?;
        recording.until(|message| message["id"] == 1)?;
        Ok(recording)
    }

    /// Writes a mark into a recording: see [`Trace::between`].
    pub async fn mark(&self, name: &str) -> Result<()> {
        self.js("performance.mark(arguments[0])", &[json!(name)]).await?;
        Ok(())
    }
}

impl Recording {
    /// Ends the recording and gives what was recorded.
    pub fn finish(mut self) -> Result<Trace> {
        self.send(2, "Tracing.end", json!({}))?;
        let mut events = Vec::new();
        self.until(|message| {
            if message["method"] == "Tracing.dataCollected"
                && let Some(Value::Array(part)) = message["params"].get_mut("value").map(Value::take)
            {
                events.extend(part);
            }
            message["method"] == "Tracing.tracingComplete"
        })?;
        // The browser is about to end; a connection that breaks off is no fault.
        let _ = self.socket.close(None);
        Trace::read(&events)
    }

    fn send(&mut self, id: u32, method: &str, params: Value) -> Result<()> {
        let text = json!({ "id": id, "method": method, "params": params }).to_string();
        self.socket.send(Message::text(text)).with_context(|| format!("DevTools command {method}"))
    }

    /// Reads messages up to the one that is looked for.
    fn until(&mut self, mut found: impl FnMut(&mut Value) -> bool) -> Result<()> {
        loop {
            let Message::Text(text) = self.socket.read().context("DevTools fell silent")? else { continue };
            let mut message: Value = serde_json::from_str(&text)?;
            if let Some(error) = message.get("error") {
                bail!("DevTools refuses: {error}");
            }
            if found(&mut message) {
                return Ok(());
            }
        }
    }
}

impl Trace {
    /// Reads the events of the thread that ran the page: the one that wrote the marks.
    fn read(events: &[Value]) -> Result<Self> {
        let thread = |event: &Value| (event["pid"].as_u64(), event["tid"].as_u64());
        let is_mark = |event: &&Value| event["cat"] == "blink.user_timing";
        let page = thread(events.iter().find(is_mark).context("the recording has no mark of the page")?);
        let mut own: Vec<&Value> = events.iter().filter(|event| thread(event) == page).collect();
        own.sort_by(|a, b| a["ts"].as_f64().unwrap_or(0.0).total_cmp(&b["ts"].as_f64().unwrap_or(0.0)));
        let mut trace = Self::default();
        for event in own {
            let Some(start) = event["ts"].as_f64().map(|micro| micro / 1000.0) else { continue };
            let span = Span { start, end: start + event["dur"].as_f64().unwrap_or(0.0) / 1000.0 };
            let name = event["name"].as_str().unwrap_or_default();
            match name {
                _ if is_mark(&event) => {
                    trace.marks.entry(name.to_owned()).or_insert(start);
                }
                "RunTask" if event["ph"] == "X" => {
                    trace.tasks.push(span);
                    trace.cpu.push(event["tdur"].as_f64().unwrap_or(0.0) / 1000.0);
                }
                "Commit" => trace.commits.push(span),
                "EventDispatch" | "FireAnimationFrame" | "TimerFire" | "FunctionCall" | "RunMicrotasks" => {
                    if name == "EventDispatch" {
                        let kind = event["args"]["data"]["type"].as_str().unwrap_or_default();
                        trace.events.push((kind.to_owned(), span));
                    } else if name == "FireAnimationFrame" {
                        trace.frames.push(span);
                    }
                    // In order of time: what begins inside the last one is part of it.
                    if trace.script.last().is_none_or(|last| span.start >= last.end) {
                        trace.script.push(span);
                    }
                }
                _ => {}
            }
        }
        Ok(trace)
    }

    /// The time between two marks.
    pub fn between(&self, from: &str, to: &str) -> Result<Span> {
        let at = |name: &str| self.marks.get(name).copied().with_context(|| format!("no mark {name} in the recording"));
        Ok(Span { start: at(from)?, end: at(to)? })
    }

    /// What the tasks that begin within a time cost.
    pub fn cost(&self, within: Span) -> Cost {
        let sum = |spans: &[Span]| spans.iter().filter(|span| within.holds(span.start)).map(Span::length).sum();
        let cpu =
            self.tasks.iter().zip(&self.cpu).filter(|(task, _)| within.holds(task.start)).map(|(_, cpu)| cpu).sum();
        Cost { total: sum(&self.tasks), cpu, script: sum(&self.script), commit: sum(&self.commits) }
    }

    /// For each event of a type: from the task in which the page hears of it to the end of the task that has handed
    /// over the frame drawn because of it.
    pub fn responses(&self, kind: &str, within: Span) -> Vec<Cost> {
        let events = self.events.iter().filter(|(name, span)| name == kind && within.holds(span.start));
        events.filter_map(|(_, event)| self.cost_until_painted(event.start)).collect()
    }

    fn cost_until_painted(&self, event: f64) -> Option<Cost> {
        let task = |at: f64| self.tasks.iter().find(|task| task.holds(at));
        let frame = self.frames.iter().find(|frame| frame.start >= event)?;
        let commit = self.commits.iter().find(|commit| commit.start >= frame.start)?;
        Some(self.cost(Span { start: task(event)?.start, end: task(commit.start)?.end }))
    }

    /// For each animation frame: from its task to that of the next.
    pub fn frames(&self, within: Span) -> Vec<Cost> {
        let inside = |frame: &&Span| within.holds(frame.start);
        let task = |frame: &Span| self.tasks.iter().find(|task| task.holds(frame.start)).map(|task| task.start);
        let starts: Vec<_> = self.frames.iter().filter(inside).filter_map(task).collect();
        starts.windows(2).map(|pair| self.cost(Span { start: pair[0], end: pair[1] })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, start: f64, length: f64, kind: &str) -> Value {
        json!({ "pid": 1, "tid": 2, "cat": "devtools.timeline", "ph": "X", "name": name,
            "ts": start * 1000.0, "dur": length * 1000.0, "tdur": length * 500.0, "args": { "data": { "type": kind } } })
    }

    fn mark(name: &str, at: f64) -> Value {
        json!({ "pid": 1, "tid": 2, "cat": "blink.user_timing", "ph": "I", "name": name, "ts": at * 1000.0 })
    }

    #[test]
    fn an_event_costs_until_its_frame_is_handed_over() {
        let mut other = event("RunTask", 4.0, 50.0, "");
        other["tid"] = json!(3);
        let trace = Trace::read(&[
            mark("from", 0.0),
            event("RunTask", 1.0, 0.5, ""),
            event("RunTask", 2.0, 3.0, ""),
            event("EventDispatch", 2.5, 2.0, "mousemove"),
            event("EventDispatch", 3.0, 1.0, "input"),
            other,
            event("RunTask", 6.0, 9.0, ""),
            event("FireAnimationFrame", 7.0, 3.0, ""),
            event("Commit", 12.0, 2.0, ""),
            event("RunTask", 20.0, 1.0, ""),
            mark("to", 30.0),
        ])
        .expect("a good recording");
        let all = trace.between("from", "to").expect("both marks are there");
        assert_eq!(trace.responses("input", all), [Cost { total: 12.0, cpu: 6.0, script: 5.0, commit: 2.0 }]);
        assert_eq!(trace.cost(all).total, 13.5);
        assert!(trace.between("to", "nowhere").is_err());
    }
}
