//! Controls that do not know what they set.

mod copy;
mod dialog;
mod drag_number;
mod entry;
mod field;
mod icon;
mod icon_button;
mod id;
mod swatch;
mod text_field;

pub use copy::{CopyButton, clipboard};
pub use dialog::{Dialog, use_focus_back, use_popover};
pub use drag_number::DragNumber;
pub use entry::entry;
pub use field::Field;
pub use icon::{icon, icon_as};
pub use icon_button::icon_button;
pub use id::use_id;
pub use swatch::swatch;
pub use text_field::TextField;
