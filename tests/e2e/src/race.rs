//! The race page in the words of its contract: what a person sees and presses, whatever lies behind it.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::find::{Found, Name};
use crate::page::Page;

/// The words by which a run's status begins, of which there is always exactly one.
pub const STATUSES: [&str; 4] = ["converged at step ", "still going", "left the view", "diverged at step "];

impl Page {
    /// The play-head.
    pub async fn step(&self) -> Result<f64> {
        self.find("slider", "Step").await?.number().await
    }

    /// Waits until the play-head stands at this step.
    pub async fn wait_for_step(&self, step: f64) -> Result<()> {
        self.wait_until(&format!("the slider Step is at {step}"), async || Ok(self.step().await? == step)).await
    }

    /// Waits until the link contains a text.
    pub async fn wait_for_link(&self, part: &str) -> Result<()> {
        self.wait_until(&format!("the link contains {part}"), async || Ok(self.hash().await?.contains(part))).await
    }

    /// The groups of the runs, from first to last (a run is a group with a learning rate).
    pub async fn runs(&self) -> Result<Vec<Found<'_>>> {
        let mut runs = Vec::new();
        for group in self.find_all("group", Name::Any).await? {
            match group.find_all("slider", "Learning rate").await?.len() {
                0 => {}
                1 => runs.push(group),
                several => anyhow::bail!("the group {} has {several} sliders named Learning rate", group.name),
            }
        }
        Ok(runs)
    }

    /// The names of the runs, from first to last.
    pub async fn run_names(&self) -> Result<Vec<String>> {
        Ok(self.runs().await?.into_iter().map(|run| run.name).collect())
    }

    /// Waits until the runs are these.
    pub async fn wait_for_runs(&self, names: &[&str]) -> Result<()> {
        self.wait_until(&format!("the runs are {names:?}"), async || Ok(self.run_names().await? == names)).await
    }

    /// The landscape in words.
    pub async fn described(&self) -> Result<String> {
        Ok(self.find("img", Name::Starts("Contour map")).await?.name)
    }

    /// Waits until the link is no longer what it was, and gives the new one.
    pub async fn wait_for_another_link(&self, old: &str) -> Result<String> {
        self.wait_until("the link changes", async || Ok(self.hash().await? != old)).await?;
        self.hash().await
    }

    /// What every large canvas shows: its size and a hash of its pixels, the largest first.
    pub async fn pictures(&self) -> Result<Vec<String>> {
        let script = r#"
            const large = [...document.querySelectorAll("canvas")].filter((canvas) => canvas.width * canvas.height > 10000);
            large.sort((a, b) => b.width * b.height - a.width * a.height);
            return large.map((canvas) => {
                const { width, height } = canvas;
                const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
                let hash = 0x811c9dc5;
                for (const pixel of pixels) hash = Math.imul(hash ^ pixel ^ (pixel >>> 15), 0x01000193);
                return `${width}x${height} ${(hash >>> 0).toString(16)}`;
            });"#;
        let pictures = self.js(script, &[]).await?;
        let pictures = pictures.as_array().context("a list of pictures")?;
        Ok(pictures.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// [`Page::pictures`] once they no longer change, at least one of them not blank.
    pub async fn settled_pictures(&self) -> Result<Vec<String>> {
        let last = std::cell::RefCell::new(Vec::new());
        self.wait_until("the pictures stand still", async || {
            self.pause(250).await;
            let now = self.pictures().await?;
            let same = !now.is_empty() && now == *last.borrow();
            *last.borrow_mut() = now;
            Ok(same)
        })
        .await?;
        Ok(last.into_inner())
    }
}

impl Found<'_> {
    /// The status of a run: the one of [`STATUSES`] that its text contains, with the step if there is one.
    pub async fn status(&self) -> Result<String> {
        let text = self.content().await?.to_lowercase();
        let found: Vec<_> = STATUSES.iter().filter_map(|status| Some((status, text.find(status)?))).collect();
        ensure!(found.len() == 1, "the run {} should have one status of {STATUSES:?}; its text is: {text}", self.name);
        let (status, at) = found[0];
        let number: String = text[at + status.len()..].chars().take_while(char::is_ascii_digit).collect();
        ensure!(!status.ends_with(' ') || !number.is_empty(), "`{status}` is not followed by a number in: {text}");
        Ok(if status.ends_with(' ') { format!("{status}{number}") } else { (*status).to_owned() })
    }

    /// Opens what is folded away under More.
    pub async fn open_more(&self) -> Result<()> {
        let more = self.find("button", "More").await?;
        if more.attribute("aria-expanded").await?.as_deref() != Some("true") {
            more.click().await?;
        }
        Ok(())
    }

    /// Sets a slider to a part of its range (0 its minimum, 1 its maximum).
    pub async fn set_part(&self, part: f64) -> Result<()> {
        let end = async |name: &str| -> Result<f64> {
            let text = self.attribute(name).await?.with_context(|| format!("`{}` has no {name}", self.name))?;
            text.parse().with_context(|| format!("the {name} of `{}` is `{text}`", self.name))
        };
        let (min, max) = (end("min").await?, end("max").await?);
        self.set(min + part * (max - min)).await
    }
}
