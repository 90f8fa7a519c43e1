//! Single segments of TCP, made by hand: what no honest kernel sends.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::{Duration, Instant};

use socket2::{Domain, Protocol, Socket, Type};

pub const SYN: u8 = 0x02;
pub const RST: u8 = 0x04;
pub const ACK: u8 = 0x10;
const HEADER: usize = 20;

/// A segment without data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub from: SocketAddrV4,
    pub to: SocketAddrV4,
    pub sequence: u32,
    pub acknowledged: u32,
    pub flags: u8,
}

impl Segment {
    /// Its bytes, with the sum that lets a kernel believe it.
    fn bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[0..2].copy_from_slice(&self.from.port().to_be_bytes());
        bytes[2..4].copy_from_slice(&self.to.port().to_be_bytes());
        bytes[4..8].copy_from_slice(&self.sequence.to_be_bytes());
        bytes[8..12].copy_from_slice(&self.acknowledged.to_be_bytes());
        bytes[12] = 5 << 4;
        bytes[13] = self.flags;
        bytes[14..16].copy_from_slice(&1024_u16.to_be_bytes());
        let sum = checksum(*self.from.ip(), *self.to.ip(), &bytes);
        bytes[16..18].copy_from_slice(&sum.to_be_bytes());
        bytes
    }

    /// Reads a packet as a raw socket gives it: with the header of IP.
    fn read(packet: &[u8]) -> Option<Segment> {
        let length = usize::from(packet.first()? & 15) * 4;
        let address = |at: usize| -> Option<Ipv4Addr> {
            let four: [u8; 4] = packet.get(at..at + 4)?.try_into().ok()?;
            Some(four.into())
        };
        let segment = packet.get(length..length + HEADER)?;
        let short = |at: usize| u16::from_be_bytes([segment[at], segment[at + 1]]);
        let long = |at: usize| u32::from(short(at)) << 16 | u32::from(short(at + 2));
        Some(Segment {
            from: SocketAddrV4::new(address(12)?, short(0)),
            to: SocketAddrV4::new(address(16)?, short(2)),
            sequence: long(4),
            acknowledged: long(8),
            flags: segment[13],
        })
    }
}

/// The sum over the segment and what it is to be delivered with.
fn checksum(from: Ipv4Addr, to: Ipv4Addr, segment: &[u8]) -> u16 {
    let mut whole = [from.octets(), to.octets()].concat();
    whole.extend([0, 6, 0, HEADER as u8]);
    whole.extend(segment);
    let sum: u32 = whole.chunks_exact(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))).sum();
    let folded = (sum & 0xffff) + (sum >> 16);
    !((folded & 0xffff) + (folded >> 16)) as u16
}

/// Sends segments, and sees every segment that comes to the namespace it was opened in.
pub struct Wire(Socket);

impl Wire {
    pub fn open() -> Wire {
        let socket = Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::TCP)).unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        Wire(socket)
    }

    pub fn send(&self, segment: Segment) {
        let to = SocketAddrV4::new(*segment.to.ip(), 0);
        self.0.send_to(&segment.bytes(), &to.into()).unwrap();
    }

    /// The next segment from one place to another, if one comes in time.
    pub fn receive(&self, from: SocketAddrV4, to: SocketAddrV4, patience: Duration) -> Option<Segment> {
        let end = Instant::now() + patience;
        let mut packet = [0; 2048];
        while Instant::now() < end {
            let Ok(length) = (&self.0).read(&mut packet) else { continue };
            let segment = Segment::read(&packet[..length]);
            if let Some(segment) = segment.filter(|one| one.from == from && one.to == to) {
                return Some(segment);
            }
        }
        None
    }
}
