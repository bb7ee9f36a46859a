//! The app's icon for systems that want pixels, drawn from `src/shell/icon.svg` so that there is one source. Knows what that
//! file uses: one `rect` for the ground and `line`s with round ends.

use crate::{Failure, html};
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write as _;

const SVG: &str = include_str!("../../shell/icon.svg");
/// The drawing's own square, in its units.
const SIDE: f32 = 64.0;

type Colour = [f32; 3];

/// Steps between a stroke and what is under it: enough for smooth edges, and few colours.
const STEPS: f32 = 8.0;

/// A thick line with round ends.
struct Stroke {
    from: (f32, f32),
    to: (f32, f32),
    radius: f32,
    colour: Colour,
}

/// File names and contents. The pixels fill the square, as a maskable icon must.
pub fn all() -> Result<[(&'static str, Vec<u8>); 2], Failure> {
    Ok([("icon-192.png", png(192)?), ("icon-512.png", png(512)?)])
}

fn png(side: u32) -> Result<Vec<u8>, Failure> {
    let (ground, strokes) = drawing()?;
    let scale = SIDE / side as f32;
    let mut colours: Vec<[u8; 3]> = Vec::new();
    let mut rows = Vec::with_capacity((side * (side + 1)) as usize);
    for y in 0..side {
        rows.push(0);
        for x in 0..side {
            let point = ((x as f32 + 0.5) * scale, (y as f32 + 0.5) * scale);
            let colour = strokes.iter().fold(ground, |under, stroke| {
                let cover = ((stroke.radius - distance(point, stroke)) / scale + 0.5).clamp(0.0, 1.0);
                let cover = (cover * STEPS).round() / STEPS;
                std::array::from_fn(|at| under[at] + (stroke.colour[at] - under[at]) * cover)
            });
            let colour = colour.map(|part| part.round() as u8);
            let known = colours.iter().position(|one| *one == colour);
            let number = known.unwrap_or_else(|| {
                colours.push(colour);
                colours.len() - 1
            });
            rows.push(u8::try_from(number).map_err(|_| "icon: more than 256 colours")?);
        }
    }
    encode(side, &colours, &rows)
}

/// From a point to the line between a stroke's ends.
fn distance((x, y): (f32, f32), stroke: &Stroke) -> f32 {
    let ((ax, ay), (bx, by)) = (stroke.from, stroke.to);
    let (dx, dy) = (bx - ax, by - ay);
    let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

fn drawing() -> Result<(Colour, Vec<Stroke>), Failure> {
    let mut ground = [0.0; 3];
    let mut strokes = Vec::new();
    for tag in html::tags(SVG) {
        let number = |name: &str| {
            tag.get(name).and_then(|value| value.parse::<f32>().ok()).ok_or_else(|| format!("icon: {name}"))
        };
        let colour = |name: &str| tag.get(name).and_then(parse_colour).ok_or_else(|| format!("icon: {name}"));
        match tag.name.as_str() {
            "rect" => ground = colour("fill")?,
            "line" => strokes.push(Stroke {
                from: (number("x1")?, number("y1")?),
                to: (number("x2")?, number("y2")?),
                radius: number("stroke-width")? / 2.0,
                colour: colour("stroke")?,
            }),
            "svg" | "title" => {}
            other => return Err(format!("icon: {other} is not drawn")),
        }
    }
    Ok((ground, strokes))
}

fn parse_colour(text: &str) -> Option<Colour> {
    let value = u32::from_str_radix(text.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()?;
    Some([16, 8, 0].map(|shift| (value >> shift & 0xff) as f32))
}

/// A PNG (W3C PNG, third edition): a byte a pixel, its place among the colours; rows already carry their filter byte.
fn encode(side: u32, colours: &[[u8; 3]], rows: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::best());
    let pixels = pixels.write_all(rows).and_then(|()| pixels.finish()).map_err(|error| format!("icon: {error}"))?;
    let header = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 3, 0, 0, 0]].concat();
    let palette = colours.concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in [(b"IHDR", &header), (b"PLTE", &palette), (b"IDAT", &pixels), (b"IEND", &Vec::new())] {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(body);
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(kind);
        out.extend(body);
        out.extend(sum.sum().to_be_bytes());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_is_understood_and_lies_inside_its_square() {
        let (_, strokes) = drawing().expect("reads the icon");
        assert!(strokes.len() >= 3);
        for stroke in strokes {
            for part in [stroke.from.0, stroke.from.1, stroke.to.0, stroke.to.1] {
                assert!(part - stroke.radius >= 0.0 && part + stroke.radius <= SIDE);
            }
        }
    }

    #[test]
    fn an_empty_chunk_carries_the_published_checksum() {
        let png = encode(1, &[[1, 2, 3]], &[0, 0]).expect("encodes");
        // IEND has no body, so its bytes are fixed by the standard.
        assert!(png.ends_with(&[0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]));
        assert_eq!(&png[16..24], &[0, 0, 0, 1, 0, 0, 0, 1]);
    }
}
