//! Commands of the drivers that the WebDriver library has no words for.

use std::sync::Arc;

use anyhow::{Context, Result};
use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};

use crate::page::Page;

/// A command as it travels.
#[derive(Debug)]
struct Raw {
    endpoint: Arc<str>,
    body: Option<Value>,
}

impl ExtensionCommand for Raw {
    fn parameters_json(&self) -> Option<Value> {
        self.body.clone()
    }

    fn method(&self) -> Method {
        if self.body.is_some() { Method::POST } else { Method::GET }
    }

    fn endpoint(&self) -> Arc<str> {
        Arc::clone(&self.endpoint)
    }
}

impl Page {
    /// A command of this session: its endpoint (`/url`), and what is posted there.
    pub(crate) async fn raw(&self, endpoint: impl Into<Arc<str>>, body: Option<Value>) -> Result<Value> {
        let endpoint = endpoint.into();
        let command = Raw { endpoint: Arc::clone(&endpoint), body };
        let answer = self.driver.handle().cmd(Command::ExtensionCommand(Box::new(command))).await;
        Ok(answer.with_context(|| format!("command {endpoint}"))?.value()?)
    }

    /// Runs a script in the window of Firefox itself.
    pub(crate) async fn in_the_window(&self, script: &str, args: &[Value]) -> Result<()> {
        self.raw("/moz/context", Some(json!({ "context": "chrome" }))).await?;
        let done = self.js(script, args).await;
        self.raw("/moz/context", Some(json!({ "context": "content" }))).await?;
        done.map(drop)
    }
}
