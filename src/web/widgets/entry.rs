//! An entry of a closed list.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

/// An entry: what it stands for, its words, and whether it is the chosen one.
///
/// The choice is set as a property. The attribute of the same name says only how the list begins: browsers pass it over
/// once the reader has chosen, and after an undo the list would show something else than the scene.
pub fn entry(value: impl Into<AttrValue>, words: impl Into<AttrValue>, chosen: bool) -> Html {
    made(value.into(), words.into(), chosen)
}

#[inline(never)]
fn made(value: AttrValue, words: AttrValue, chosen: bool) -> Html {
    let mut entry = VTag::new("option");
    let values = [AttributeOrProperty::Attribute(value), AttributeOrProperty::Property(chosen.into())];
    entry.set_attributes(Attributes::Dynamic { keys: &["value", "selected"], values: Box::new(values.map(Some)) });
    entry.add_child(Html::from(words));
    entry.into()
}
