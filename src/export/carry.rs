//! A picture carries its scene, so that it can be opened again: a text chunk in PNG, `<metadata>` in SVG, a comment in
//! GIF. Nothing here decodes a picture; files that are damaged, or none at all, carry nothing.

/// The keyword of the chunk in PNG.
const KEYWORD: &[u8] = b"downhill-scene";
/// What the comment in GIF begins with.
const COMMENT: &[u8] = b"downhill-scene: ";
/// What stands around the scene in SVG.
const OPEN: &str = "<metadata id=\"downhill-scene\">";
const CLOSE: &str = "</metadata>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// No scene is longer: a link of a hundred runs and two hundred points is far below.
const LONGEST: usize = 1 << 20;

/// The scene that a picture carries: what follows # in its link.
pub fn scene_of_picture(bytes: &[u8]) -> Option<String> {
    let text = if bytes.starts_with(PNG) {
        of_png(bytes)?
    } else if bytes.starts_with(b"GIF8") {
        of_gif(bytes)?
    } else {
        of_svg(std::str::from_utf8(bytes).ok()?)?
    };
    (text.len() <= LONGEST).then_some(text)
}

fn of_png(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes.get(PNG.len()..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?;
        let data = rest.get(8..)?.get(..length)?;
        if let (b"iTXt", Some(text)) = (kind, plain_text(data)) {
            return Some(text);
        }
        rest = rest.get(12 + length..)?;
    }
}

/// The scene in the data of a text chunk. Another program may have written the chunk anew, with a language and a
/// translated keyword before the text; it is not looked for in compressed ones, which this program does not write.
fn plain_text(data: &[u8]) -> Option<String> {
    let [0, 0, _, rest @ ..] = data.strip_prefix(KEYWORD)? else { return None };
    let text = rest.splitn(3, |byte| *byte == 0).nth(2)?;
    String::from_utf8(text.to_vec()).ok()
}

fn of_gif(bytes: &[u8]) -> Option<String> {
    // A table has 3 bytes for each of its 2, 4, … 256 colours.
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut rest = bytes.get(13 + table(*bytes.get(10)?)..)?;
    loop {
        match rest.first()? {
            0x21 => {
                let (data, after) = blocks(rest.get(2..)?)?;
                if rest[1] == 0xfe
                    && let Some(text) = data.strip_prefix(COMMENT)
                {
                    return String::from_utf8(text.to_vec()).ok();
                }
                rest = after;
            }
            0x2c => {
                // The descriptor, its colours, and a byte about the code; then the pixels.
                let skip = 10 + table(*rest.get(9)?) + 1;
                rest = blocks(rest.get(skip..)?)?.1;
            }
            _ => return None,
        }
    }
}

/// The bytes of a chain of blocks, each after its length, and what comes after the empty one at its end.
fn blocks(mut rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut data = Vec::new();
    loop {
        let length = usize::from(*rest.first()?);
        let block = rest.get(1..=length)?;
        rest = &rest[1 + length..];
        if length == 0 {
            return Some((data, rest));
        }
        if data.len() <= LONGEST {
            data.extend_from_slice(block);
        }
    }
}

fn of_svg(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(OPEN)?;
    let (inside, _) = rest.split_once(CLOSE)?;
    Some(inside.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// Text as XML holds it.
pub(super) fn escaped(text: &str) -> String {
    // Control characters have no place in XML at all; no scene has any.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The element of SVG that carries a scene.
pub(super) fn svg_element(scene: &str) -> String {
    [OPEN, &escaped(scene), CLOSE].concat()
}

/// The comment of GIF that carries a scene.
pub(super) fn gif_comment(scene: &str) -> Vec<u8> {
    [COMMENT, scene.as_bytes()].concat()
}

/// A PNG file with a scene in it, behind its header; as it was if it is no PNG file.
pub fn with_scene(png: &[u8], scene: &str) -> Vec<u8> {
    // Signature and the header chunk, which has a length of 13.
    let header = PNG.len() + 12 + 13;
    if !png.starts_with(PNG) || png.len() < header {
        return png.to_vec();
    }
    let data = [KEYWORD, b"\0\0\0\0\0", scene.as_bytes()].concat();
    let named = [b"iTXt", data.as_slice()].concat();
    let (length, sum) = ((data.len() as u32).to_be_bytes(), checksum(&named).to_be_bytes());
    [&png[..header], &length, &named, &sum, &png[header..]].concat()
}

/// The checksum of PNG chunks: CRC-32 of ISO 3309.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn a_chunk_that_was_written_anew_is_read() {
        for (data, text) in [
            (&b"downhill-scene\0\0\0\0\0at=3"[..], Some("at=3")),
            (b"downhill-scene\0\0\x08en\0Szene\0at=3", Some("at=3")),
            (b"downhill-scene\0\0\0\0\0", Some("")),
            (b"downhill-scene\0\x01\0\0\0at=3", None),
            (b"downhill-scene\0\0\0\0", None),
            (b"downhill-scenes\0\0\0\0\0at=3", None),
        ] {
            assert_eq!(plain_text(data).as_deref(), text, "{data:?}");
        }
    }

    #[test]
    fn text_goes_through_svg() {
        let scene = "f=x<y&vars=a:2>\"&amp;";
        let svg = format!("<svg>{}</svg>", svg_element(scene));
        assert_eq!(scene_of_picture(svg.as_bytes()).as_deref(), Some(scene));
    }
}
