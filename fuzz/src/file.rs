//! JSON: a list of scenes as a file, a message to an embed.

use crate::link::sound;
use downhill::scene::{MAX_SAVED, MAX_TITLE, Message, Saved, listed, to_json};
use serde_json::Value;

/// Any JSON as a file of scenes.
pub fn scenes(bytes: &[u8]) {
    let Ok(file) = serde_json::from_slice::<Value>(bytes) else { return };
    let list = listed(&file);
    assert!(list.len() <= MAX_SAVED);
    for Saved { title, scene } in &list {
        assert!(title.chars().count() <= MAX_TITLE);
        sound(scene);
    }
    let again: Value = serde_json::from_str(&to_json(&list)).expect("what is written is JSON");
    assert_eq!(listed(&again), list);
}

/// Any JSON as a message.
pub fn message(bytes: &[u8]) {
    let Ok(said) = serde_json::from_slice::<Value>(bytes) else { return };
    let asked = Message::read(&said);
    assert!(asked.is_none() || said.is_object());
    if let Some(Message::Set(text)) = asked {
        sound(&text);
    }
}
