//! What the page around an embed may ask of it.

use super::node::Node;

/// Longer texts are no scene: the longest that can be written has a fifth of that.
const LONGEST: usize = 100_000;

/// What a message asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Show the scene of this text.
    Set(String),
    /// Play on.
    Play,
    /// Hold still.
    Pause,
    /// Go to this step.
    Seek(usize),
}

impl Message {
    /// Reads `{downhill: "set", scene}`, `{downhill: "play"}`, `{downhill: "pause"}` or `{downhill: "seek", step}`; any
    /// page may say anything, so whatever else it is is passed over.
    pub fn read(said: &impl Node) -> Option<Message> {
        Some(match said.under("downhill")?.as_text()?.as_str() {
            "set" => Message::Set(said.under("scene")?.as_text().filter(|text| text.len() <= LONGEST)?),
            "play" => Message::Play,
            "pause" => Message::Pause,
            // Beyond the last step is the last one: numbers too large for it saturate.
            "seek" => Message::Seek(said.under("step")?.as_number().filter(|step| step.is_finite())? as usize),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_agreed_is_heard() {
        let scene = "run=adam".to_string();
        for (said, asked) in [
            (json!({ "downhill": "set", "scene": scene, "more": 1 }), Some(Message::Set(scene.clone()))),
            (json!({ "downhill": "play" }), Some(Message::Play)),
            (json!({ "downhill": "pause" }), Some(Message::Pause)),
            (json!({ "downhill": "seek", "step": 12.7 }), Some(Message::Seek(12))),
            (json!({ "downhill": "seek", "step": -3 }), Some(Message::Seek(0))),
            (json!({ "downhill": "seek", "step": 1e300 }), Some(Message::Seek(usize::MAX))),
            (json!({ "downhill": "seek", "step": "3" }), None),
            (json!({ "downhill": "set", "scene": ["run=adam"] }), None),
            (json!({ "downhill": "set", "scene": "&".repeat(LONGEST + 1) }), None),
            (json!({ "downhill": ["play"] }), None),
            (json!(["downhill", "play"]), None),
            (json!(null), None),
        ] {
            assert_eq!(Message::read(&said), asked, "{said}");
        }
    }
}
