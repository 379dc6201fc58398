//! Percent escapes, as links need them: only `%XX` is decoded, `+` and space are themselves.

/// Decodes `%XX`; what is no escape, or no UTF-8 once decoded, stays literal.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        match (bytes[i], hex(bytes.get(i + 1)), hex(bytes.get(i + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 3;
            }
            (byte, ..) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn only_percent_escapes_are_decoded() {
        assert_eq!(decode("a%20b+c d%2C%e4%b8%ad"), "a b+c d,中");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%1"), "%zz%1");
        assert_eq!(decode("%ff"), "%ff", "not UTF-8");
    }
}
