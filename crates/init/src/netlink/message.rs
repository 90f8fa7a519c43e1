//! Netlink's messages: what is sent, and what came.
//!
//! Source: Linux `include/uapi/linux/netlink.h`; numbers are in the byte order of the machine unless said otherwise.

/// Bytes of a message's header.
const HEADER: usize = 16;
/// Bytes of an attribute's header.
const ATTRIBUTE_HEADER: usize = 4;
/// The bits of an attribute's type that say what it is; the two others are flags.
const TYPE_MASK: u16 = 0x3fff;

/// The message asks for something.
const REQUEST: u16 = 0x1;
/// An answer is wanted also when all went well.
const ACKNOWLEDGE: u16 = 0x4;
/// All objects are wanted.
const DUMP: u16 = 0x300;
/// The object must not exist yet.
const EXCLUSIVE: u16 = 0x200;
/// The object is to be made.
const CREATE: u16 = 0x400;

/// A message to the kernel.
#[derive(Debug, Clone)]
pub struct Request {
    kind: u16,
    flags: u16,
    payload: Vec<u8>,
}

impl Request {
    /// Asks for all objects of a kind; `header` is the fixed part that the kind begins with.
    #[must_use]
    pub fn list(kind: u16, header: &[u8]) -> Self {
        Self::new(kind, DUMP, header)
    }

    /// Makes an object that must not exist yet.
    #[must_use]
    pub fn create(kind: u16, header: &[u8]) -> Self {
        Self::new(kind, ACKNOWLEDGE | CREATE | EXCLUSIVE, header)
    }

    /// Removes an object.
    #[must_use]
    pub fn remove(kind: u16, header: &[u8]) -> Self {
        Self::new(kind, ACKNOWLEDGE, header)
    }

    fn new(kind: u16, flags: u16, header: &[u8]) -> Self {
        Self { kind, flags: flags | REQUEST, payload: header.to_vec() }
    }

    /// Adds an attribute; what is longer than an attribute can be is left out, which the kernel then refuses.
    #[must_use]
    pub fn attribute(mut self, kind: u16, value: &[u8]) -> Self {
        if let Ok(length) = u16::try_from(ATTRIBUTE_HEADER + value.len()) {
            self.payload.resize(aligned(self.payload.len()), 0);
            self.payload.extend(length.to_ne_bytes());
            self.payload.extend(kind.to_ne_bytes());
            self.payload.extend(value);
            self.payload.resize(aligned(self.payload.len()), 0);
        }
        self
    }

    /// The bytes to send.
    #[must_use]
    pub fn bytes(&self, sequence: u32) -> Vec<u8> {
        let length = u32::try_from(HEADER + self.payload.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(HEADER + self.payload.len());
        bytes.extend(length.to_ne_bytes());
        bytes.extend(self.kind.to_ne_bytes());
        bytes.extend(self.flags.to_ne_bytes());
        bytes.extend(sequence.to_ne_bytes());
        bytes.extend(0_u32.to_ne_bytes());
        bytes.extend(&self.payload);
        bytes
    }
}

/// A message from the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its kind.
    pub kind: u16,
    /// The request that it answers.
    pub sequence: u32,
    /// All after the header.
    pub payload: Vec<u8>,
}

impl Reply {
    /// The messages of one datagram; what is cut off at its end is left out.
    #[must_use]
    pub fn all(datagram: &[u8]) -> Vec<Self> {
        let mut replies = Vec::new();
        let mut rest = datagram;
        while let Some((reply, after)) = Self::first(rest) {
            replies.push(reply);
            rest = after;
        }
        replies
    }

    fn first(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let length = usize::try_from(u32_at(bytes, 0)?).ok()?;
        let payload = bytes.get(HEADER..length)?.to_vec();
        let reply = Self { kind: u16_at(bytes, 4)?, sequence: u32_at(bytes, 8)?, payload };
        Some((reply, bytes.get(aligned(length)..).unwrap_or_default()))
    }

    /// The number at a place of the fixed part.
    #[must_use]
    pub fn number(&self, place: usize) -> Option<u32> {
        u32_at(&self.payload, place)
    }

    /// The attributes behind the fixed part, which has `header` bytes.
    #[must_use]
    pub fn attributes(&self, header: usize) -> Attributes<'_> {
        Attributes { rest: self.payload.get(aligned(header)..).unwrap_or_default() }
    }
}

/// The attributes of a message, one after the other: type and value.
#[derive(Debug, Clone)]
pub struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Attributes<'a> {
    /// The value of the first attribute of this type.
    #[must_use]
    pub fn value(&self, kind: u16) -> Option<&'a [u8]> {
        self.clone().find_map(|(found, value)| (found == kind).then_some(value))
    }

    /// The same as a number.
    #[must_use]
    pub fn number(&self, kind: u16) -> Option<u32> {
        u32_at(self.value(kind)?, 0)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let length = usize::from(u16_at(self.rest, 0)?);
        let kind = u16_at(self.rest, 2)? & TYPE_MASK;
        let value = self.rest.get(ATTRIBUTE_HEADER..length)?;
        self.rest = self.rest.get(aligned(length)..).unwrap_or_default();
        Some((kind, value))
    }
}

/// The number at a place, if there is one.
fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    let four = bytes.get(place..place.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_ne_bytes)
}

/// The short number at a place, if there is one.
fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    let two = bytes.get(place..place.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_ne_bytes)
}

/// Messages and attributes begin at multiples of four.
fn aligned(length: usize) -> usize {
    length.div_ceil(4).saturating_mul(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let request = Request::create(24, &[2, 0, 0]).attribute(1, &[7]).attribute(3, &9_u32.to_ne_bytes());
        let bytes = request.bytes(5);
        assert_eq!(bytes.len() % 4, 0);
        let replies = Reply::all(&bytes);
        assert_eq!(replies.len(), 1);
        let attributes = replies[0].attributes(3);
        assert_eq!((replies[0].kind, replies[0].sequence), (24, 5));
        assert_eq!(attributes.value(1), Some([7].as_slice()));
        assert_eq!(attributes.number(3), Some(9));
        assert_eq!(attributes.value(2), None);
    }

    #[test]
    fn cut_and_lying_messages_end_the_reading() {
        let whole = Request::list(22, &[0; 8]).attribute(1, &[1, 2, 3, 4]).bytes(1);
        for length in 0..whole.len() {
            assert!(Reply::all(&whole[..length]).is_empty(), "cut at {length}");
        }
        // A header whose length is zero, shorter than itself, or the largest.
        for length in [0_u32, 3, 15, u32::MAX] {
            let mut lying = whole.clone();
            lying[..4].copy_from_slice(&length.to_ne_bytes());
            assert!(Reply::all(&lying).is_empty(), "length {length}");
        }
        // An attribute whose length is zero or beyond the end.
        for length in [0_u16, 3, 200, u16::MAX] {
            let mut lying = whole.clone();
            lying[24..26].copy_from_slice(&length.to_ne_bytes());
            assert_eq!(Reply::all(&lying)[0].attributes(8).next(), None, "length {length}");
        }
    }
}
