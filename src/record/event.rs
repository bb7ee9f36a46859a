//! One event: a header that is hashed and never changes, and salted content that can be erased.
//!
//! Written as one canonical line: `{"content":{"body":{…},"salt":"…"},"hash":"…","header":{…}}`.
//! The hash is SHA-256 of the canonical header; the header holds SHA-256 of the canonical content. With the content
//! erased (`"content":null`) header and hash stay as they were, so the chain still verifies; the salt keeps short
//! content from being guessed from its digest.

use super::body::Body;
use super::canonical::{NotCanonical, canonical};
use super::check::texts_fit;
use super::digest::{is_hex, sha256};
use super::id::Id;
use super::json::Json as _;
use super::json_text::value_length;
use super::time::{Moment, Timestamp};
use serde_json::Value;

/// The event format written by this build. Readers of later builds bring older events up on read.
pub const EVENT_FORMAT: u32 = 1;

/// The longest line accepted: the longest field (64 KiB) several times over, escaped.
pub const MAX_LINE: usize = 1 << 20;

/// Who wrote an event, embedded so that the record makes sense on another machine.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Author {
    /// The device or browser, as the person named it.
    pub device: String,
    /// The person's name.
    pub name: String,
    /// The person's role in the response.
    pub role: String,
}

crate::json_struct! { Author { device, name, role } }

/// The hashed part of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Who wrote it.
    pub author: Author,
    /// SHA-256 of the canonical content.
    pub content_digest: String,
    /// One more than the largest counter among the parents; 1 without parents. Never the wall clock.
    pub counter: u32,
    /// Event format number.
    pub format: u32,
    /// This event.
    pub id: Id,
    /// The incident it belongs to.
    pub incident: Id,
    /// What kind of fact the content states, for example `step.set`.
    pub kind: String,
    /// When the fact became known, where that differs from when it was recorded.
    pub known: Option<Moment>,
    /// When it happened, where that differs from when it was recorded.
    pub occurred: Option<Moment>,
    /// Hashes of the events that were the newest when this one was written, sorted.
    pub parents: Vec<String>,
    /// When it was recorded, by the clock of the device.
    pub recorded: Timestamp,
    /// The writer's own running number, from 1.
    pub sequence: u32,
    /// Random id of the tab session that wrote it: 16 hexadecimal digits.
    pub writer: String,
}

crate::json_struct! { Header {
    author, content_digest, counter, format, id, incident, kind, known, occurred, parents, recorded, sequence, writer,
} }

/// An event as held in memory: the exact bytes and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The parsed header.
    pub header: Header,
    /// What it states; [`Body::Erased`] when the content is gone, [`Body::Unknown`] for a kind of a newer build.
    pub body: Body,
    /// SHA-256 of the canonical header.
    pub hash: String,
    header_text: Box<str>,
    content_text: Option<Box<str>>,
}

/// What is wrong with one line of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Not JSON of the expected shape; with the reader's reason.
    Shape(String),
    /// Longer than [`MAX_LINE`] bytes.
    TooLong,
    /// Not in canonical form: another program re-wrote it.
    NotCanonical,
    /// A number or a depth that no record holds.
    Limits(NotCanonical),
    /// The header was changed: its hash does not match.
    HeaderHash,
    /// The content was changed: its digest does not match. Or it was taken away, and no tombstone says so.
    ContentDigest,
    /// A header field holds something that is not allowed there.
    Field(&'static str),
    /// Written by a newer format than this build reads.
    Newer(u32),
}

/// What an event line begins with, and what stands between its parts.
const LINE: [&str; 4] = ["{\"content\":", ",\"hash\":\"", "\",\"header\":", "}"];

/// Content, hash and header of a line that is laid out as this program writes it.
fn split(line: &str) -> Option<(&str, &str, &str)> {
    let [begin, hash, header, end] = LINE;
    let rest = line.strip_prefix(begin)?;
    let (content, rest) = rest.split_at_checked(value_length(rest))?;
    let (hash, rest) = rest.strip_prefix(hash)?.split_once(header)?;
    let (header, rest) = rest.split_at_checked(value_length(rest))?;
    (rest == end).then_some((content, hash, header))
}

/// A part of a line, read.
fn part(text: &str) -> Result<Value, Damage> {
    serde_json::from_str(text).map_err(|error| Damage::Shape(error.to_string()))
}

/// Why a line could not be taken apart: its layout is another one, of another program or of a newer format.
fn not_laid_out(line: &str) -> Damage {
    let value = match part(line) {
        Ok(value) => value,
        Err(damage) => return damage,
    };
    let header = &value["header"];
    match header["format"].as_u64().map(u32::try_from) {
        Some(Ok(format)) if format > EVENT_FORMAT => Damage::Newer(format),
        _ if header.is_object() && value["hash"].is_string() => Damage::NotCanonical,
        _ => Damage::Shape("invalid type".to_owned()),
    }
}

/// Everything about an event to be written but its bytes.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it states.
    pub body: Body,
    /// When it happened, if a person said so.
    pub occurred: Option<Moment>,
    /// When it became known, if a person said so.
    pub known: Option<Moment>,
}

/// True when `found` states all of `read`, by name; it may state more.
fn states(found: &Value, read: &Value) -> bool {
    match (found, read) {
        (Value::Object(found), Value::Object(read)) => {
            read.iter().all(|(name, value)| found.get(name).is_some_and(|found| states(found, value)))
        }
        _ => found == read,
    }
}

/// Every moment anywhere in a body is one the app could have written: an instant in range that agrees with its
/// precision, at an offset there can be. A precision of a later build is left alone.
fn moments_hold(body: &Value) -> bool {
    match body {
        Value::Object(map) if map.contains_key("precision") => match Moment::from_json(body) {
            Some(moment) => moment.is_consistent(),
            None => Option::<Timestamp>::from_json(&body["at"]).is_some(),
        },
        Value::Object(map) => map.values().all(moments_hold),
        Value::Array(items) => items.iter().all(moments_hold),
        _ => true,
    }
}

impl Event {
    /// Writes a new event: fixes its bytes for ever. `header.kind` and `header.content_digest` are set from the body.
    ///
    /// # Errors
    /// [`NotCanonical`] when the body holds what canonical JSON cannot.
    pub fn write(mut header: Header, body: Body, salt: [u8; 16]) -> Result<Self, NotCanonical> {
        let content = serde_json::json!({ "body": body.to_value(), "salt": super::digest::hex(&salt) });
        let content_text = canonical(&content)?;
        header.kind = body.kind().to_owned();
        header.content_digest = sha256(content_text.as_bytes());
        let header_text = canonical(&header.to_json())?;
        Ok(Self {
            hash: sha256(header_text.as_bytes()),
            header,
            body,
            header_text: header_text.into(),
            content_text: Some(content_text.into()),
        })
    }

    /// Reads a line from our own store without checking hashes: [`Event::verify`] does that afterwards.
    ///
    /// # Errors
    /// [`Damage`] when the line has not the shape of an event.
    pub fn read(line: &str) -> Result<Self, Damage> {
        if line.len() > MAX_LINE {
            return Err(Damage::TooLong);
        }
        let (content_text, hash, header_text) = split(line).ok_or_else(|| not_laid_out(line))?;
        // Worded as the JSON reader would.
        let shape = || Damage::Shape("invalid type".to_owned());
        let header = Header::from_json(&part(header_text)?).ok_or_else(shape)?;
        if header.format > EVENT_FORMAT {
            return Err(Damage::Newer(header.format));
        }
        let content = part(content_text)?;
        let body = match &content {
            Value::Null => Body::Erased,
            content => match (content.get("body"), content.get("salt")) {
                (Some(body), Some(Value::String(_))) => Body::read(&header.kind, body),
                _ => return Err(shape()),
            },
        };
        Ok(Self {
            header,
            body,
            hash: hash.to_owned(),
            header_text: header_text.into(),
            content_text: (!content.is_null()).then(|| content_text.into()),
        })
    }

    /// Reads a line from outside: shape, limits, canonical form, header fields and hashes are all checked.
    ///
    /// # Errors
    /// [`Damage`] naming the first thing that is wrong.
    pub fn read_untrusted(line: &str) -> Result<Self, Damage> {
        let event = Self::read(line)?;
        let value = part(line)?;
        if canonical(&value).map_err(Damage::Limits)? != line {
            return Err(Damage::NotCanonical);
        }
        if !states(&value["header"], &event.header.to_json()) {
            return Err(Damage::Field("header"));
        }
        event.check_fields()?;
        let known = !matches!(event.body, Body::Unknown | Body::Erased);
        if known && !texts_fit(&value) {
            return Err(Damage::Field("content"));
        }
        if Body::KINDS.contains(&event.header.kind.as_str()) && !moments_hold(&value["content"]["body"]) {
            return Err(Damage::Field("at"));
        }
        event.verify()?;
        Ok(event)
    }

    fn check_fields(&self) -> Result<(), Damage> {
        let header = &self.header;
        let wrong = |field| Err(Damage::Field(field));
        if header.format == 0 {
            return wrong("format");
        }
        if header.counter == 0 || header.counter > 99_999_999 {
            return wrong("counter");
        }
        if header.sequence == 0 {
            return wrong("sequence");
        }
        if !is_hex(&header.writer, 16) {
            return wrong("writer");
        }
        if header.kind.is_empty() || header.kind.len() > 64 {
            return wrong("kind");
        }
        let sorted = header.parents.windows(2).all(|pair| pair[0] < pair[1]);
        if !sorted || !header.parents.iter().all(|hash| is_hex(hash, 64)) {
            return wrong("parents");
        }
        let moments = [&header.known, &header.occurred];
        if !moments.into_iter().flatten().all(Moment::is_consistent) {
            return wrong("occurred");
        }
        Ok(())
    }

    /// Checks that header and content still are what they were when written.
    ///
    /// # Errors
    /// [`Damage::HeaderHash`] or [`Damage::ContentDigest`].
    pub fn verify(&self) -> Result<(), Damage> {
        if sha256(self.header_text.as_bytes()) != self.hash {
            return Err(Damage::HeaderHash);
        }
        match &self.content_text {
            Some(content) if sha256(content.as_bytes()) != self.header.content_digest => Err(Damage::ContentDigest),
            _ => Ok(()),
        }
    }

    /// The canonical line, exactly as written.
    #[must_use]
    pub fn line(&self) -> String {
        self.parts().concat()
    }

    fn parts(&self) -> [&str; 7] {
        let [begin, hash, header, end] = LINE;
        let content = self.content_text.as_deref().unwrap_or("null");
        [begin, content, hash, &self.hash, header, &self.header_text, end]
    }

    /// This event without its content.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self { body: Body::Erased, content_text: None, ..self.clone() }
    }

    /// True when the content is gone.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.content_text.is_none()
    }

    /// The place of this event in the one order every copy agrees on.
    #[must_use]
    pub fn order(&self) -> (u32, &str, u32, &str) {
        // The id decides only in a record that was tampered with: one writer never uses a running number twice.
        (self.header.counter, &self.header.writer, self.header.sequence, self.header.id.as_str())
    }

    /// When it happened, or else when it was recorded.
    #[must_use]
    pub fn happened(&self) -> Timestamp {
        self.header.occurred.as_ref().and_then(|moment| moment.at).unwrap_or(self.header.recorded)
    }
}
