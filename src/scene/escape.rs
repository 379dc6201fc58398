//! Percent escapes, as links need them: only `%XX` is decoded, `+` and space are themselves.

/// Decodes `%XX`; what is no escape, or no UTF-8 once decoded, stays literal.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // A character may take several escapes in a row, so a row is decoded as a whole.
        let bytes: Vec<u8> = rest.as_bytes().chunks(3).map_while(escaped).collect();
        if bytes.is_empty() {
            out.push('%');
            rest = &rest[1..];
            continue;
        }
        let (row, after) = rest.split_at(3 * bytes.len());
        let mut done = 0;
        for chunk in bytes.utf8_chunks() {
            out.push_str(chunk.valid());
            done += chunk.valid().len();
            out.push_str(&row[3 * done..3 * (done + chunk.invalid().len())]);
            done += chunk.invalid().len();
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Encodes what would end a value or look like an escape, and spaces, at which links break when they are pasted.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '&' | '#') || c.is_whitespace() {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The byte that three bytes of text stand for, if they are an escape.
fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low] = text else { return None };
    let digit = |b: &u8| char::from(*b).to_digit(16);
    Some((digit(high)? * 16 + digit(low)?) as u8)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn only_percent_escapes_are_decoded() {
        assert_eq!(decode("a%20b+c d%2C%e4%b8%ad"), "a b+c d,中");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%1"), "%zz%1");
        assert_eq!(decode("%中%2"), "%中%2");
        assert_eq!(decode("%%41"), "%A");
    }

    #[test]
    fn what_is_encoded_is_decoded_to_the_same() {
        assert_eq!(encode("x + 2\u{3000}y"), "x%20+%202%E3%80%80y");
        assert_eq!(encode("(1-x)^2+π·y²"), "(1-x)^2+π·y²");
        for text in ["a&b=c#d%41", "100%", "x + y", "π\u{3000}²\t"] {
            assert_eq!(decode(&encode(text)), text);
            assert!(!encode(text).contains(['&', '#', ' ']));
        }
    }

    #[test]
    fn escapes_that_are_no_text_stay_and_leave_the_others_alone() {
        assert_eq!(decode("%ff"), "%ff");
        assert_eq!(decode("%41%Ff%42%e4%b8%43"), "A%FfB%e4%b8C");
        assert_eq!(decode("é%a9"), "é%a9");
    }
}
