//! Paths of URLs.

use std::borrow::Cow;

/// The path with its escapes (`%2F`) decoded; what is not an escape stays, and bytes that are not UTF-8 become U+FFFD.
pub fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if let (Some(h), Some(l)) = (digit(*high), digit(*low)) => {
                bytes.push(h << 4 | l);
                rest = after;
            }
            (byte, _) => bytes.push(byte),
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn digit(hexadecimal: u8) -> Option<u8> {
    char::from(hexadecimal).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        for (path, want) in [
            ("/inject", "/inject"),
            ("/inject/a%20b/%c3%A9", "/inject/a b/é"),
            ("/%", "/%"),
            ("/%4", "/%4"),
            ("/%zz%41", "/%zzA"),
            ("/%ff", "/\u{fffd}"),
        ] {
            assert_eq!(decoded(path), want, "{path}");
        }
    }
}
